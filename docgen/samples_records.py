"""Full samples of the register of service, the vote tables, the committees' papers and the folder's index."""

from dataclasses import replace
from datetime import date

from docgen.data import Document, Person
from docgen.records import (
    Comite,
    IndexLine,
    IndexState,
    Indice,
    InformeComite,
    Member,
    Notificaciones,
    Service,
    TakenVote,
    Votacion,
)
from docgen.samples_acta import ACTA
from docgen.samples_common import BODY, PRESIDENT, SEATS, SECRETARY, at

_ABSENT = (SEATS["dgacps"][0],)
_TITLES = {item.number: item.title for item in ACTA.agenda}

NOTIFICACIONES = Notificaciones(
    body=BODY,
    sitting=ACTA.sitting,
    lines=tuple(
        Service(seat=seat, name=name, means="none")
        if key == "de"
        else Service(
            seat=seat,
            name=name,
            means="other",
            medium="oficio",
            reference="Oficio N.° 044-2026-MIDIS/MPES/DGSE, cargo de recepción N.° 2026-0001187",
            served_at=at(5, 9, 30),
            days=7,
        )
        if key == "opi"
        else Service(
            seat=seat,
            name=name,
            means="chat",
            served_at=at(4, 10, 12),
            days=8,
            seen_at=at(4, 11, 5) if key != "vmps" else None,
        )
        for key, (seat, name) in SEATS.items()
    ),
    secretary=SECRETARY,
    version=2,
)

_TAKEN = (
    *(TakenVote(vote=vote, item_title=_TITLES[vote.item or 0], absent=_ABSENT) for vote in ACTA.votes),
    *(
        TakenVote(
            vote=acuerdo.vote,
            item_title=_TITLES[acuerdo.item or 0],
            code=acuerdo.code,
            absent=_ABSENT,
            dissents=tuple(each for each in ACTA.dissents if each.subject == acuerdo.code),
        )
        for acuerdo in ACTA.acuerdos
        if acuerdo.vote is not None
    ),
)

VOTACION = Votacion(
    body=BODY,
    sitting=ACTA.sitting,
    secretary=SECRETARY,
    votes=tuple(sorted(_TAKEN, key=lambda taken: taken.vote.item or 0)),
    consensus=tuple(acuerdo for acuerdo in ACTA.acuerdos if acuerdo.adoption == "consensus"),
    version=2,
)

_DIFFERING = replace(ACTA.votes[0], outcome="approved", readings_differ=True, recounts=())

COMITE = Comite(
    body=BODY,
    number=1,
    name="Evaluación de pilotos de innovación social en primera infancia",
    objectives="Evaluar los pilotos que concluyan en el primer semestre de 2026 y proponer cuáles escalar.\n"
    "Recomendar los indicadores con que se mida su resultado.",
    deadline=date(2026, 7, 31),
    formed_at=at(12, 16, 58),
    members=tuple(
        Member(seat=SEATS[key][0], name=SEATS[key][1], coordinator=key == "de")
        for key in ("dgse", "dgcgps", "de", "opi")
    ),
    president=PRESIDENT,
    secretary=SECRETARY,
    acuerdo="ACUERDO N.° 009-2026-AYNI-GT",
    sitting=ACTA.sitting.name,
)

INFORME_COMITE = InformeComite(
    body=BODY,
    number=COMITE.number,
    name=COMITE.name,
    ordinal=2,
    objectives=COMITE.objectives,
    deadline=COMITE.deadline,
    text="Concluyó la visita a los cuatro pilotos de Ayacucho y Huancavelica; los instrumentos se aplicaron a "
    "318 familias.\nSe prevé entregar el informe final una semana antes del plazo. Como riesgo, falta el "
    "padrón actualizado de dos distritos, que ya se solicitó.",
    author=Person(name=SEATS["de"][1], post=SEATS["de"][0]),
    coordinator=Person(name=SEATS["de"][1], post=SEATS["de"][0]),
    president=PRESIDENT,
    filed_at=at(29, 12, 40, month=5),
    acuerdo=COMITE.acuerdo,
)

_FILED: tuple[tuple[str, int, int, IndexState], ...] = (
    ("convocatoria", 17_812, 1, "replaced"),
    ("calendario", 812, 1, "replaced"),
    ("convocatoria", 17_904, 2, ""),
    ("calendario", 815, 2, ""),
    ("presentado", 1_887_436, 1, "late"),
    ("notificaciones", 16_004, 1, ""),
    ("asistencia", 15_990, 1, ""),
    ("votacion", 19_211, 1, ""),
    ("acta", 24_310, 1, "replaced"),
    ("acta", 24_922, 2, "approved"),
)
_HASHES = (
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
)

INDICE = Indice(
    body=BODY,
    title=ACTA.sitting.name,
    lines=tuple(
        IndexLine(
            number=number,
            kind=kind,
            name=f"{number:04d}-{kind}-ordinaria-03-2026.docx",
            dated=at(4 + number, 10, number),
            size=size,
            sha256=_HASHES[number % 3],
            version=version,
            state=state,
            replaced_by=2 if state == "replaced" else 0,
        )
        for number, (kind, size, version, state) in enumerate(_FILED, start=1)
    ),
    made_at=at(30, 9, 15),
    secretary=SECRETARY,
)

VARIANTS: dict[str, tuple[Document, ...]] = {
    "notificaciones": (
        replace(NOTIFICACIONES, cancelled=True, sitting=replace(ACTA.sitting, rectified_at=at(9, 11))),
        replace(NOTIFICACIONES, lines=tuple(line for line in NOTIFICACIONES.lines if line.served_at)),
    ),
    "votacion": (
        replace(
            VOTACION,
            votes=(
                TakenVote(vote=replace(_DIFFERING, outcome="annulled", annulled="Se abrió por error.")),
                TakenVote(vote=_DIFFERING),
                TakenVote(vote=replace(_DIFFERING, outcome="rejected", majority="of_present")),
            ),
            consensus=(replace(VOTACION.consensus[0], annulled="Se reiteró uno anterior."),),
        ),
        replace(VOTACION, votes=()),
    ),
    "comite": (replace(COMITE, acuerdo="", sitting=""),),
    "informe_comite": (replace(INFORME_COMITE, acuerdo=""),),
    "indice": (
        replace(INDICE, public=True, lines=(replace(INDICE.lines[2], state="withheld"),)),
        replace(INDICE, lines=()),
    ),
}
