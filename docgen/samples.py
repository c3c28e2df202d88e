"""A full and a bare document of each kind: for `docgen sample`, for checking templates, for the tests."""

from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from typing import Any

from docgen.data import (
    KINDS,
    Absentee,
    Asistencia,
    Attendee,
    Constancia,
    Convocatoria,
    Designacion,
    Document,
    Guest,
    Notice,
    Person,
    Recipient,
    RollCall,
    SheetRow,
    Sitting,
)
from docgen.errors import UnknownKind
from docgen.samples_acta import ACTA, ANNULMENTS, EXTRAORDINARY
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
    documents=("Acta de la Sesión Ordinaria N.° 02-2026", "Informe N.° 021-2026-MIDIS/MPES/DGSE-DE"),
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
            arrived_at=at(12, 15, 22) if key == "dgcgps" else None,
            left_at=at(12, 16, 50) if key == "vmps" else None,
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

_FULL: dict[str, Document] = {
    "acta": ACTA,
    "convocatoria": CONVOCATORIA,
    "designacion": DESIGNACION,
    "asistencia": ASISTENCIA,
    "constancia": CONSTANCIA,
}


_VARIANTS: dict[str, tuple[Document, ...]] = {
    "acta": (ANNULMENTS, EXTRAORDINARY),
    "convocatoria": (
        replace(
            CONVOCATORIA,
            kind="extraordinary",
            convener=PRESIDENT,
            convener_role="president",
            requested_by=SECRETARY.post,
            notice=Notice(given=4, required=3, counting="business", article="19 b"),
            means="virtual",
            first_held_at=at(11, 15),
            version=2,
            changes="Se incorpora el punto 3 de la agenda.",
        ),
    ),
    "designacion": (
        replace(DESIGNACION, withdrawn=True),
        replace(DESIGNACION, sitting="Sesión Ordinaria N.° 04-2026", valid_until=None),
    ),
    "asistencia": (replace(ASISTENCIA, lists=(), guests=()),),
    "constancia": (replace(CONSTANCIA, present=(), second_convening_at=None),),
}


def sample(kind: str) -> Document:
    """The full document of a kind; raises UnknownKind."""
    if kind not in _FULL:
        raise UnknownKind(kind, ", ".join(KINDS))
    return _FULL[kind]


def bare(kind: str) -> Document:
    """The same document with whatever may be left out left out; raises UnknownKind."""
    stripped: Document = _strip(sample(kind))
    return stripped


def samples(kind: str) -> tuple[Document, ...]:
    """The full document, the bare one and those that hold what the full one can't; raises UnknownKind."""
    return (sample(kind), bare(kind), *_VARIANTS[kind])


def _strip(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_strip(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return type(value)(**{
        field.name: _strip(getattr(value, field.name))
        for field in fields(value)
        if field.default is MISSING and field.default_factory is MISSING
    })  # fmt: skip
