"""What the clockwork said, for tests, and what became of its deadlines."""

from bot.store import tables
from tests.usecases.body import Room, Said

LIST, ANSWER, ACTA = "hora_de_lista", "recordatorio_asistencia", "recordatorio_acta"
ACUERDO, MONTH = "recordatorio_acuerdo", "aviso_mensual"


def stages(said: list[Said]) -> list[tuple[str, str, bool]]:
    """Of each message: to whom, at which stage, whether late."""
    return [(each.to, each.context.get("stage", each.template), each.context["late"]) for each in said]


def only(said: list[Said], template: str) -> list[Said]:
    return [each for each in said if each.template == template]


def outcomes(room: Room, kind: str) -> list[tuple[str, str | None]]:
    """Of each deadline of that kind, in order: its stage, and what became of it."""
    rows = room.rows(tables.deadline, tables.deadline.c.kind == kind)
    return [(row.stage, row.outcome) for row in sorted(rows, key=lambda row: (row.due_at, row.id))]
