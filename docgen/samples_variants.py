"""What the full samples cannot hold at once: the other course that each paper may take."""

from dataclasses import replace

from docgen.data import (
    Acuerdo,
    AgendaItem,
    Amendment,
    Document,
    Notice,
    Presider,
    PreviousActa,
    Vote,
)
from docgen.samples_acta import ACTA, ballots
from docgen.samples_common import AGENDA, PRESIDENT, SEATS, SECRETARY, at
from docgen.samples_papers import ASISTENCIA, CONSTANCIA, CONVOCATORIA, DESIGNACION, EXTRACTO

# What a sitting may also hold: matters of urgency, annulled and repeated votes, an annulled acuerdo.
_URGENT = AgendaItem(number=4, title="Visita de campo al distrito de Ayacucho", urgent=True)
_ABSTAINED = {"de": "No conoce el cronograma.", "opi": "No conoce el cronograma."}
_VISIT = Vote(
    text="Encargar la visita.",
    ballots=ballots("ffffaa", _ABSTAINED),
    outcome="approved",
    readings_differ=True,
)
ANNULMENTS = replace(
    ACTA,
    agenda=(*AGENDA, _URGENT),
    previous_actas=(
        PreviousActa(name="Acta de la Sesión Ordinaria N.° 01-2026", approved=False),
        PreviousActa(name="Acta de la Sesión Ordinaria N.° 02-2026", presented=False, approved=False),
    ),
    votes=(
        *ACTA.votes,
        replace(_VISIT, outcome="annulled", annulled="Se abrió antes de concluir el debate.", item=4),
        replace(_VISIT, text="Ampliar la visita.", outcome="rejected", majority="of_present"),
    ),
    acuerdos=(
        *ACTA.acuerdos,
        Acuerdo(
            code="ACUERDO N.° 010-2026-AYNI-GT",
            text="Encargar a la Secretaría Técnica la visita de campo al distrito de Ayacucho.",
            item=4,
            vote=_VISIT,
            annulled="Se reiteró lo ya encargado en el ACUERDO N.° 004-2026-AYNI-GT.",
        ),
    ),
    state="approved",
)

EXTRAORDINARY = replace(
    ACTA,
    sitting=replace(
        ACTA.sitting,
        kind="extraordinary",
        name="Sesión Extraordinaria N.° 01-2026",
        means="virtual",
        place="https://sala.example/ayni",
        second_convening=True,
    ),
    presider=Presider(
        name=SEATS["vmps"][1], seat=SEATS["vmps"][0], why="elected", gender="m", article="LPAG 96"
    ),
    stations=(),
    previous_actas=(),
    acuerdos=(),
    votes=(),
    dissents=(),
    absentees=(),
    state="draft",
)

UNIVERSAL = replace(
    EXTRAORDINARY,
    sitting=replace(EXTRAORDINARY.sitting, second_convening=False, universal=True, issued_at=None),
    lists=(),
)

VARIANTS: dict[str, tuple[Document, ...]] = {
    "acta": (ANNULMENTS, EXTRAORDINARY, UNIVERSAL),
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
        replace(
            CONVOCATORIA,
            version=2,
            amendments=(
                Amendment(what="date", moment_before=at(11, 15), moment=at(12, 15)),
                Amendment(what="second_convening", moment=at(13, 15)),
                Amendment(what="place", before=("Piso 5",), after=("Piso 7",)),
                Amendment(what="agenda", before=("Plan", "Concurso"), after=("Plan",)),
            ),
            reason="Por disponibilidad de la sala.",
        ),
        replace(CONVOCATORIA, version=3, cancelled=True, reason="Por duelo nacional."),
    ),
    "designacion": (
        replace(DESIGNACION, withdrawn=True),
        replace(DESIGNACION, sitting="Sesión Ordinaria N.° 04-2026", valid_until=None),
    ),
    "asistencia": (replace(ASISTENCIA, lists=(), guests=()),),
    "constancia": (replace(CONSTANCIA, present=(), second_convening_at=None),),
    "extracto": (
        replace(
            EXTRACTO,
            issued_at=at(13, 9, 40),
            acuerdo=ACTA.acuerdos[0],
            item=AGENDA[0].title,
            adopted_at=at(12, 16, 3),
            acta_approved_at=None,
            voided="",
            voided_at=None,
        ),
        replace(
            EXTRACTO,
            acuerdo=ACTA.acuerdos[2],
            item=AGENDA[2].title,
            adopted_at=at(12, 16, 55),
            voided_at=None,
        ),
        replace(
            EXTRACTO,
            acuerdo=ANNULMENTS.acuerdos[-1],
            item=_URGENT.title,
            adopted_at=at(12, 16, 57),
            voided="",
        ),
    ),
}
