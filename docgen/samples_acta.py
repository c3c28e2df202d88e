"""A full acta of an ordinary sitting in which every part of the shape occurs."""

from dataclasses import replace
from datetime import date

from docgen.data import (
    Absentee,
    Acta,
    Acuerdo,
    Attendee,
    Ballot,
    Casting,
    Dissent,
    Guest,
    Presider,
    PreviousActa,
    Recount,
    RollCall,
    Sitting,
    Station,
    Suspension,
    Verification,
    Vote,
)
from docgen.decisions import Choice
from docgen.samples_common import AGENDA, BODY, PRESIDENT, SEATS, SECRETARY, at

_ALTERNATE = "Ing. Teresa Milagros Vilca Condori"
_VOTERS = ("vmpes", "vmps", "dgse", "dgcgps", "de", "opi")
_LETTERS: dict[str, Choice] = {"f": "for", "c": "against", "a": "abstain"}


def ballots(choices: str, reasons: dict[str, str] | None = None) -> tuple[Ballot, ...]:
    """The ballots of those present: f for, c against, a abstain, in the order of the seats."""
    return tuple(
        Ballot(
            seat=SEATS[key][0],
            name=_ALTERNATE if key == "opi" else SEATS[key][1],
            choice=_LETTERS[letter],
            reason=(reasons or {}).get(key, ""),
            alternate=key == "opi",
            gender="f" if key == "opi" else "",
        )
        for key, letter in zip(_VOTERS, choices, strict=True)
    )


def _attendee(key: str) -> Attendee:
    seat, name = SEATS[key]
    return Attendee(seat=seat, name=name)


_ATTENDEES = (
    _attendee("vmpes"),
    replace(_attendee("vmps"), left_at=at(12, 16, 50)),
    _attendee("dgse"),
    replace(_attendee("dgcgps"), arrived_at=at(12, 15, 22)),
    _attendee("de"),
    Attendee(
        seat=SEATS["opi"][0],
        name=_ALTERNATE,
        post="Especialista en inversión pública",
        alternate=True,
        designation="Oficio N.° 031-2026-MIDIS/SG/OGPPM-OPI",
        gender="f",
    ),
)

_ACUERDOS = (
    Acuerdo(
        code="ACUERDO N.° 007-2026-AYNI-GT",
        text="Aprobar las bases del segundo concurso de innovaciones para la primera infancia, que como "
        "anexo forman parte del presente acuerdo, y disponer su publicación en el portal institucional.",
        item=1,
        responsible=("Secretaría Técnica", "Dirección de Evaluación"),
        deadline=date(2026, 4, 15),
        immediate=True,
        vote=Vote(
            text="Aprobar las bases del segundo concurso de innovaciones para la primera infancia.",
            ballots=ballots("ffffff"),
            outcome="approved",
            item=1,
            opened_at=at(12, 15, 58),
            closed_at=at(12, 16, 3),
        ),
    ),
    Acuerdo(
        code="ACUERDO N.° 008-2026-AYNI-GT",
        text="Iniciar el piloto de mensajes de texto en las regiones Ayacucho y Huancavelica, con cargo al "
        "presupuesto institucional y hasta por S/ 121 000.\nLa ampliación a Puno se evaluará con los "
        "resultados del primer trimestre de ejecución.",
        item=2,
        responsible=("Dirección General de Seguimiento y Evaluación",),
        deadline=date(2026, 5, 29),
        vote=Vote(
            text="Iniciar el piloto en Ayacucho y Huancavelica.",
            ballots=ballots(
                "fcfcfc",
                {
                    "vmps": "El ámbito debe incluir a Puno, donde la prevalencia de anemia es mayor.",
                    "dgcgps": "Comparte lo señalado por el Viceministro de Prestaciones Sociales.",
                    "opi": "Falta el informe de disponibilidad presupuestal.",
                },
            ),
            outcome="approved",
            item=2,
            casting=Casting(
                seat=SEATS["vmpes"][0], name=SEATS["vmpes"][1], choice="for", cast_at=at(12, 16, 39)
            ),
        ),
    ),
    Acuerdo(
        code="ACUERDO N.° 009-2026-AYNI-GT",
        text="Aprobar el plan de comunicaciones del primer semestre de 2026.",
        item=3,
        responsible=("Secretaría Técnica",),
        deadline=date(2026, 6, 30),
        adoption="consensus",
    ),
)

_VOTES = (
    Vote(
        text="Iniciar el piloto en Ayacucho, Huancavelica y Puno.",
        ballots=ballots("cfcfca", {"opi": "Requiere el informe de disponibilidad presupuestal."}),
        outcome="rejected",
        item=2,
        recounts=(
            Recount(
                reason="Lo pidió la Oficina de Planeamiento e Inversiones.",
                in_favour=2,
                against=3,
                abstentions=1,
                recounted_at=at(12, 16, 30),
            ),
        ),
    ),
)

ACTA = Acta(
    body=BODY,
    sitting=Sitting(
        kind="ordinary",
        name="Sesión Ordinaria N.° 03-2026",
        convened_at=at(12, 15),
        place="Sala de reuniones del Despacho Viceministerial de Políticas y Evaluación Social",
        means="hybrid",
        issued_at=at(4, 10, 12),
        installed_at=at(12, 15, 17),
        closed_at=at(12, 17, 1),
    ),
    presider=Presider(name=PRESIDENT.name, seat=PRESIDENT.post, why="titular"),
    secretary=SECRETARY,
    lists=(
        RollCall(ordinal=1, taken_at=at(12, 15), present=3, required=4, seats=7),
        RollCall(ordinal=2, taken_at=at(12, 15, 15), present=5, required=4, seats=7),
    ),
    attendees=_ATTENDEES,
    absentees=(
        Absentee(seat=SEATS["dgacps"][0], name=SEATS["dgacps"][1], reason="comisión de servicios en Loreto"),
    ),
    guests=(
        Guest(
            name="Dra. Elena Patricia Rojas Uchuya",
            post="investigadora principal",
            institution="Grupo de Análisis para el Desarrollo",
            item=2,
        ),
    ),
    agenda=AGENDA,
    successors=(
        Presider(name=SEATS["vmps"][1], seat=SEATS["vmps"][0], why="elected", since=at(12, 16, 45)),
        Presider(name=PRESIDENT.name, seat=PRESIDENT.post, why="titular", since=at(12, 16, 48)),
    ),
    previous_actas=(
        PreviousActa(
            name="Acta de la Sesión Ordinaria N.° 02-2026",
            observations=(
                "En el punto 2 debe decir «setenta y dos» donde dice «sesenta y dos» establecimientos.",
            ),
        ),
    ),
    stations=(
        Station(station="previous_acta"),
        Station(
            station="dispatch",
            notes=("Se dio cuenta del Oficio N.° 118-2026-MEF/50.06, que pasó a la Secretaría Técnica.",),
        ),
        Station(
            station="reports",
            notes=("La Secretaría Técnica informó que cuatro de los seis acuerdos del año están cumplidos.",),
        ),
        Station(station="requests"),
        Station(station="agenda", notes=("El debate siguió el orden de la agenda.",)),
        Station(station="agreements"),
    ),
    votes=_VOTES,
    acuerdos=_ACUERDOS,
    suspensions=(
        Suspension(
            suspended_at=at(12, 16, 10),
            resumed_at=at(12, 16, 20),
            announced_for=at(12, 16, 25),
            reason="Falla de la conexión de la sala.",
        ),
    ),
    dissents=(
        Dissent(
            seat=SEATS["vmps"][0],
            name=SEATS["vmps"][1],
            subject="ACUERDO N.° 008-2026-AYNI-GT",
            reason="La línea de base recomienda incluir a Puno desde el inicio: allí la prevalencia "
            "de anemia infantil supera en once puntos el promedio nacional.",
            given_at=at(13, 11, 5),
        ),
    ),
    documents=(
        "Informe N.° 021-2026-MIDIS/MPES/DGSE-DE",
        "Proyecto de bases, versión 3",
        "Nota conceptual del piloto",
    ),
    state="circulated",
    version=2,
    verification=Verification(
        code="128-3F9A-1C0B-22D4", url="https://t.me/secretaria_ayni_bot?start=v_128_3f9a1c0b22d4"
    ),
)
