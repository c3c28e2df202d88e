"""Full samples of the other papers of the same sitting."""

from dataclasses import replace
from datetime import date

from docgen.data import (
    Absentee,
    Asistencia,
    Attendee,
    Constancia,
    Convocatoria,
    Designacion,
    Extracto,
    Guest,
    Notice,
    Person,
    Recipient,
    RollCall,
    SheetRow,
    Sitting,
    Stay,
    Verification,
)
from docgen.samples_acta import ACTA
from docgen.samples_common import AGENDA, BODY, PRESIDENT, SEATS, SECRETARY, at

CONVOCATORIA = Convocatoria(
    body=BODY,
    kind="ordinary",
    issued_at=at(4, 10, 12),
    held_at=at(12, 15),
    place="Sala de reuniones del Despacho Viceministerial de Políticas y Evaluación Social",
    means="hybrid",
    agenda=tuple(replace(item, notes=()) for item in AGENDA),
    notice=Notice(given=8, required=7, article="25 d"),
    recipients=tuple(
        Recipient(
            seat=seat, name=name, alternate="Ing. Teresa Milagros Vilca Condori" if key == "opi" else ""
        )
        for key, (seat, name) in SEATS.items()
    ),
    convener=SECRETARY,
    convener_role="secretary",
    second_convening_at=at(13, 15),
    documents=("Acta de la Sesión Ordinaria N.° 02-2026",),
)

DESIGNACION = Designacion(
    body=BODY,
    document="Oficio N.° 031-2026-MIDIS/SG/OGPPM-OPI",
    issued_on=date(2026, 3, 5),
    titular=Person(name=SEATS["opi"][1], post=SEATS["opi"][0]),
    seat=SEATS["opi"][0],
    alternate=Person(
        name="Ing. Teresa Milagros Vilca Condori", post="Especialista en inversión pública", gender="f"
    ),
    president=PRESIDENT,
    valid_from=date(2026, 3, 9),
    valid_until=date(2026, 12, 31),
)

_CONVENED = Sitting(
    kind="ordinary",
    name="Sesión Ordinaria",
    convened_at=at(12, 15),
    place="Sala de reuniones del Despacho Viceministerial de Políticas y Evaluación Social",
    issued_at=at(4, 10, 12),
)

_STAYS = {
    "vmpes": (Stay(arrived_at=at(12, 15)),),
    "vmps": (Stay(arrived_at=at(12, 15, 15), left_at=at(12, 16, 50)),),
    "dgse": (Stay(arrived_at=at(12, 15)),),
    "dgcgps": (Stay(arrived_at=at(12, 15, 22)),),
    "de": (Stay(arrived_at=at(12, 15)),),
    "opi": (Stay(arrived_at=at(12, 15, 15)),),
}

ASISTENCIA = Asistencia(
    body=BODY,
    sitting=ACTA.sitting,
    rows=tuple(
        SheetRow(
            seat=seat,
            name="Ing. Teresa Milagros Vilca Condori" if key == "opi" else name,
            alternate=key == "opi",
            designation="Oficio N.° 031-2026-MIDIS/SG/OGPPM-OPI" if key == "opi" else "",
            gender="f" if key == "opi" else "",
            first_list=key in ("vmpes", "dgse", "de"),
            second_list=key not in ("dgacps", "dgcgps"),
            stays=_STAYS.get(key, ()),
            marked_by="Secretaría Técnica" if key == "opi" else "",
        )
        for key, (seat, name) in SEATS.items()
    ),
    secretary=SECRETARY,
    lists=ACTA.lists,
    guests=(
        Guest(name="Dra. Elena Patricia Rojas Uchuya", institution="Grupo de Análisis para el Desarrollo"),
    ),
)

CONSTANCIA = Constancia(
    body=BODY,
    sitting=_CONVENED,
    lists=(
        RollCall(ordinal=1, taken_at=at(12, 15), present=2, required=4, seats=7),
        RollCall(ordinal=2, taken_at=at(12, 15, 15), present=3, required=4, seats=7),
    ),
    present=(
        Attendee(seat=SEATS["vmpes"][0], name=SEATS["vmpes"][1]),
        Attendee(seat=SEATS["dgse"][0], name=SEATS["dgse"][1]),
        Attendee(
            seat=SEATS["opi"][0],
            name="Ing. Teresa Milagros Vilca Condori",
            alternate=True,
            designation="Oficio N.° 031-2026-MIDIS/SG/OGPPM-OPI",
            gender="f",
            arrived_at=at(12, 15, 9),
        ),
    ),
    absentees=(
        Absentee(seat=SEATS["vmps"][0], name=SEATS["vmps"][1], reason="sesión del Consejo de Ministros"),
        *(Absentee(seat=SEATS[key][0], name=SEATS[key][1]) for key in ("dgcgps", "dgacps", "de")),
    ),
    secretary=SECRETARY,
    concluded_at=at(12, 15, 16),
    second_convening_at=at(13, 15),
)

EXTRACTO = Extracto(
    body=BODY,
    number="003-2026-AYNI-GT",
    issued_at=at(27, 9, 40, month=4),
    sitting=ACTA.sitting,
    acuerdo=replace(ACTA.acuerdos[1], immediate=True, immediate_at=at(12, 16, 44)),
    secretary=SECRETARY,
    present=6,
    seats=7,
    item=AGENDA[1].title,
    adopted_at=at(12, 16, 39),
    acta_approved_at=at(9, 15, 20, month=4),
    voided="Se agotó el presupuesto asignado.",
    voided_at=at(20, 11, month=4),
    verification=Verification(
        code="131-0A1B-2C3D-4E5F", url="https://t.me/secretaria_ayni_bot?start=v_131_0a1b2c3d4e5f"
    ),
)
