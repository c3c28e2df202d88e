"""The second convening: another sitting, linked to the first, held with the members who attend (Q3; 19 d)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select

from bot.rules import quorum
from bot.rules.errors import NotLawfulNow
from bot.rules.lifecycle import State, Verb
from bot.store import sittings
from bot.store.engine import add
from bot.store.tables import sitting
from bot.usecases import agenda, dialogue, planning
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFuture
from bot.usecases.service import distribute
from bot.usecases.sitting import name_of, sitting_of, step


@dataclass(frozen=True, slots=True)
class CallSecondConvening:
    """`held_at` where the announced date is already past."""

    verb: ClassVar[Verb] = Verb.CALL_SECOND_CONVENING
    sitting_id: int
    held_at: datetime | None = None


def call_second_convening(case: Case, command: CallSecondConvening) -> Receipt:
    """Convenes it on the announced date, with the same agenda; where that date is past it asks for another.

    Raises NotFound, NotLawfulNow (also for a third convening, which there isn't), NotFuture.
    """
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.CALL_SECOND_CONVENING)
    if row.second_of is not None:
        raise NotLawfulNow(
            verb=Verb.CALL_SECOND_CONVENING, state=row.state, lawful=(),
            article=case.article("second_convening"),
        )  # fmt: skip
    existing = case.db.execute(select(sitting).where(sitting.c.second_of == row.id)).first()
    if existing is not None:
        return Receipt("convocado", {"sitting": name_of(case, existing)})
    if command.held_at is not None and command.held_at <= case.now:
        raise NotFuture(moment=command.held_at.isoformat())
    held_at = command.held_at or row.second_at
    if held_at is None or held_at <= case.now:
        return _ask_for_date(case, row.id)
    new_id = add(
        case.db,
        sitting,
        body_id=case.body.id,
        kind=row.kind,
        state=State.CONVENED,
        version=1,
        held_at=held_at,
        place=row.place,
        second_of=row.id,
        drafted_by=case.actor.person_id,
        drafted_at=case.now,
        issued_by=case.actor.person_id,
        issued_at=case.now,
        notice=row.notice,
    )
    agenda.keep_agenda(case, new_id, [agenda.as_typed(item) for item in sittings.agenda(case.db, row.id)])
    case.record("second_convening_called", f"sitting:{new_id}", first=row.id, held_at=held_at)
    dialogue.forget_about(case, "second", sitting=row.id)
    second = sitting_of(case, new_id)
    distribute(case, second)
    planning.plan_sitting(case, second)
    case.refresh(row.id)
    return Receipt("convocado", {"sitting": name_of(case, second)})


def _ask_for_date(case: Case, sitting_id: int) -> Receipt:
    proposed = quorum.default_second_convening(
        case.now, case.body.zone, case.body.reglamento, case.body.is_holiday
    )
    dialogue.ask(case, "second", {"sitting": sitting_id}, "pide_segunda_convocatoria", proposed=proposed)
    return Receipt("pide_fecha")
