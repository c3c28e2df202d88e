"""The cuarto intermedio: a sitting suspended with its reason, and resumed (S3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import insert, update

from bot.rules import quorum as rules
from bot.rules.lifecycle import State, Verb
from bot.rules.reasons import check_reason
from bot.rules.stations import check_resumption
from bot.store import sittings
from bot.store.tables import interruption, sitting
from bot.usecases import dialogue, planning, quorum
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.decision import check_no_open_vote
from bot.usecases.refusals import NotFound
from bot.usecases.room import tell_room
from bot.usecases.sitting import name_of, sitting_of, step


@dataclass(frozen=True, slots=True)
class Suspend:
    """A cuarto intermedio begins."""

    verb: ClassVar[Verb] = Verb.SUSPEND
    sitting_id: int


def suspend(case: Case, command: Suspend) -> Receipt:
    """At once; its reason is asked for. Raises NotFound, NotLawfulNow, VoteStillOpen."""
    row = sitting_of(case, command.sitting_id)
    if row.state == State.SUSPENDED:
        since = sittings.interruptions(case.db, row.id)[-1].suspended_at
        return Receipt("suspendida", {"at": since})
    state = step(case, row.state, Verb.SUSPEND)
    check_no_open_vote(case, row)
    case.db.execute(insert(interruption).values(sitting_id=row.id, suspended_at=case.now))
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state))
    case.record("sitting_suspended", f"sitting:{row.id}")
    skip = [[press("skip", "suspension")]]
    dialogue.ask(case, "suspension", {"sitting": row.id}, "pide_motivo_suspension", buttons=skip)
    tell_room(case, row, "suspendida", sitting=name_of(case, row), at=case.now)
    return Receipt("suspendida", {"at": case.now})


@dataclass(frozen=True, slots=True)
class ExplainSuspension:
    """The reason of the latest cuarto intermedio, and when it is to end if that was said."""

    verb: ClassVar[Verb] = Verb.SUSPEND
    sitting_id: int
    reason: str
    resumes_at: datetime | None = None


def explain_suspension(case: Case, command: ExplainSuspension) -> Receipt:
    """It stands in the acta; who leads is reminded at the hour. Raises NotFound, ReasonRequired,
    ResumptionNotAhead.
    """
    row = sitting_of(case, command.sitting_id)
    reason = check_reason(command.reason, article=case.article("quorum_lpag"))
    held = sittings.open_interruption(case.db, row.id)
    if held is None:
        raise NotFound(what="suspension", name="")
    resumes_at = command.resumes_at or held.resumes_at
    if command.resumes_at is not None:
        check_resumption(command.resumes_at, case.now, article=case.article("quorum_lpag"))
        planning.forget(case, "resumption", row.id)
        planning.plan(case, "resumption", row.id, [("due", command.resumes_at)])
    case.db.execute(
        update(interruption).where(interruption.c.id == held.id).values(reason=reason, resumes_at=resumes_at)
    )
    case.record("suspension_explained", f"sitting:{row.id}", reason=reason, resumes_at=command.resumes_at)
    dialogue.close(case, "suspension")
    tell_room(
        case,
        row,
        "suspension_explicada",
        sitting=name_of(case, row),
        reason=reason,
        resumes_at=resumes_at,
        another_day=resumes_at is not None and case.body.day(resumes_at) != case.body.day(case.now),
    )
    return Receipt("anotado", {"text": reason})


@dataclass(frozen=True, slots=True)
class Resume:
    """The cuarto intermedio ends."""

    verb: ClassVar[Verb] = Verb.RESUME
    sitting_id: int


def resume(case: Case, command: Resume) -> Receipt:
    """The sitting goes on where it was. Raises NotFound, NotLawfulNow."""
    row = sitting_of(case, command.sitting_id)
    held = sittings.interruptions(case.db, row.id)
    if row.state == State.IN_SESSION and held:
        return Receipt("reanudada", {"at": held[-1].resumed_at})
    state = step(case, row.state, Verb.RESUME)
    case.db.execute(update(interruption).where(interruption.c.id == held[-1].id).values(resumed_at=case.now))
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state))
    case.record("sitting_resumed", f"sitting:{row.id}")
    planning.forget(case, "resumption", row.id)
    dialogue.forget_about(case, "suspension", sitting=row.id)
    stood = quorum.standing_now(case, row)
    tell_room(
        case,
        row,
        "reanudada",
        sitting=name_of(case, row),
        at=case.now,
        another_day=case.body.day(held[-1].suspended_at) != case.body.day(case.now),
        present=stood.present,
        required=stood.required,
        holds=rules.holds(case.body.reglamento, stood, installed=True),
        article=case.article("quorum"),
    )
    return Receipt("reanudada", {"at": case.now})
