"""A full report on a month, to the body; and the same to the Minister."""

from dataclasses import replace
from datetime import date

from docgen.data import Document, Informe
from docgen.informe import Count, Followed, HeldSitting, MonthFigures
from docgen.samples_common import BODY, PRESIDENT, SECRETARY, at

_SITTINGS = (
    HeldSitting(
        name="Sesión Ordinaria N.° 03-2026",
        kind="ordinary",
        held_on=date(2026, 3, 12),
        attended=6,
        seats=7,
        adopted=3,
        acta="met",
        acta_due=date(2026, 3, 17),
        acta_sent=date(2026, 3, 16),
    ),
    HeldSitting(
        name="Sesión Extraordinaria N.° 01-2026",
        kind="extraordinary",
        held_on=date(2026, 3, 19),
        attended=5,
        seats=7,
        adopted=1,
        acta="late",
        acta_due=date(2026, 3, 24),
        acta_sent=date(2026, 3, 26),
    ),
    HeldSitting(
        name="Sesión Extraordinaria N.° 02-2026",
        kind="extraordinary",
        held_on=date(2026, 3, 24),
        attended=4,
        seats=7,
        acta="overdue",
        acta_due=date(2026, 3, 27),
    ),
    HeldSitting(
        name="Sesión Extraordinaria N.° 03-2026",
        kind="extraordinary",
        held_on=date(2026, 3, 30),
        attended=7,
        seats=7,
        acta="pending",
        acta_due=date(2026, 4, 6),
    ),
)
_BEFORE = tuple(
    replace(_SITTINGS[0], name=f"Sesión Ordinaria N.° 0{number}-2026", held_on=day, attended=attended)
    for number, day, attended in ((1, date(2026, 1, 15), 7), (2, date(2026, 2, 12), 4))
)
INFORME = Informe(
    body=BODY,
    recipient="body",
    year=2026,
    month=3,
    until=date(2026, 3, 31),
    issued_at=at(31, 17, 5),
    secretary=SECRETARY,
    president=PRESIDENT,
    statuses=(
        Count(status="pending", number=2),
        Count(status="in_progress", number=3),
        Count(status="fulfilled", number=4),
        Count(status="overdue", number=1),
        Count(status="without_effect", number=1),
    ),
    months=(
        MonthFigures(year=2025, month=10, adopted=2, fulfilled=1),
        MonthFigures(year=2025, month=11, adopted=0, fulfilled=2),
        MonthFigures(year=2025, month=12, adopted=1, fulfilled=0),
        MonthFigures(year=2026, month=1, adopted=3, fulfilled=1),
        MonthFigures(year=2026, month=2, adopted=1, fulfilled=2),
        MonthFigures(year=2026, month=3, adopted=4, fulfilled=1),
    ),
    sittings=_SITTINGS,
    attendance=(*_BEFORE, *_SITTINGS),
    without_quorum=1,
    cancelled=1,
    followed=(
        Followed(
            code="ACUERDO N.° 004-2026-AYNI-GT",
            text="Encargar a la Secretaría Técnica el plan de visitas de campo del primer semestre.",
            status="overdue",
            responsible=("Director General de Seguimiento y Evaluación",),
            deadline=date(2026, 3, 20),
            days_overdue=11,
            progress="Se envió el proyecto a los integrantes; faltan las observaciones de dos de ellos.",
        ),
        Followed(
            code="ACUERDO N.° 007-2026-AYNI-GT",
            text="Aprobar las bases del segundo concurso de innovaciones y disponer su publicación.",
            status="in_progress",
            responsible=("Secretaría Técnica", "Directora de Evaluación"),
            deadline=date(2026, 4, 15),
            progress="Bases publicadas en el portal.",
        ),
        Followed(
            code="ACUERDO N.° 009-2026-AYNI-GT",
            text="Aprobar el plan de comunicaciones del primer semestre de 2026.",
            status="pending",
        ),
        Followed(
            code="ACUERDO N.° 002-2026-AYNI-GT",
            text="Remitir el informe de cierre del primer concurso.",
            status="fulfilled",
            responsible=("Directora de Evaluación",),
            deadline=date(2026, 3, 13),
        ),
    ),
    advances=("Se publicaron las bases del segundo concurso.", "Se instaló el piloto en Ayacucho."),
    risks=("El presupuesto del piloto depende de una transferencia aún no aprobada.",),
    critical_points=("La ejecución en Huancavelica requiere el convenio con el gobierno regional.",),
    bottlenecks=("La revisión legal de las bases toma más de diez días hábiles.",),
    projects=("Segundo piloto de mensajes de texto, en Puno.",),
    version=2,
)
VARIANTS: tuple[Document, ...] = (
    replace(INFORME, recipient="minister"),
    replace(
        INFORME,
        statuses=tuple(replace(each, number=0) for each in INFORME.statuses),
        sittings=(),
        attendance=(),
        followed=(),
        advances=(),
        risks=(),
        critical_points=(),
        bottlenecks=(),
        projects=(),
        without_quorum=0,
        cancelled=0,
        version=1,
    ),
)
