"""Deadlines as rows, planned with the act that causes them; what an act settles is forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from bot.rules import reminders
from bot.rules.reglamento import SittingKind
from bot.rules.reminders import Reminder
from bot.store import engine
from bot.store.tables import acuerdo, deadline
from bot.usecases.case import Case


@dataclass(frozen=True, slots=True)
class Due:
    """The latest of a subject's deadlines that are due; `late`: more than an hour after it fell due."""

    stage: str
    due_at: datetime
    late: bool


def plan_sitting(case: Case, row: Row[Any]) -> None:
    """The first list at the convened hour (19 e); reminders to those who have not answered (C9)."""
    forget_sitting(case, row.id)
    plan(case, "list", row.id, [("first", row.held_at)])
    if row.second_of is None:
        last = reminders.documents_due(
            case.body.reglamento, SittingKind(row.kind), row.held_at, case.body.zone, case.body.is_holiday
        )
        plan(case, "documents", row.id, [("due", max(last, case.now))])
    plan_reminders(case, "rsvp", row.id, reminders.rsvp_reminders(row.held_at))


def forget_sitting(case: Case, sitting_id: int) -> None:
    """The sitting will not be held: nothing of it falls due any more."""
    for kind in ("rsvp", "list", "documents"):
        forget(case, kind, sitting_id)


def plan_second_list(case: Case, sitting_id: int, opens: datetime) -> None:
    """The moment from which the second list may be taken (19 e)."""
    plan(case, "list", sitting_id, [("second", opens)])


def plan_acta(case: Case, row: Row[Any]) -> date:
    """The reminders of a closed sitting's acta (A2; 25 j); its last day."""
    forget(case, "acta", row.id)
    terms = (row.closed_at, case.body.zone, case.body.reglamento, case.body.is_holiday)
    plan_reminders(case, "acta", row.id, reminders.acta_reminders(*terms))
    return reminders.acta_due_on(*terms)


def acta_sent(case: Case, sitting_id: int) -> None:
    """The acta went to the members: nothing is owed any more."""
    forget(case, "acta", sitting_id)


def plan_signatures(case: Case, sitting_id: int) -> None:
    """From a week after the approval on, the secretariat hears who still has to sign (A4; 19 g)."""
    plan_reminders(case, "signatures", sitting_id, reminders.signature_reminders(case.now, case.body.zone))


def plan_acuerdo(case: Case, acuerdo_id: int) -> None:
    """The reminders of an acuerdo's deadline (25 k), anew where it was changed."""
    forget(case, "acuerdo", acuerdo_id)
    row = case.db.execute(select(acuerdo).where(acuerdo.c.id == acuerdo_id)).one()
    if row.deadline is not None and row.state == "adopted":
        plan_reminders(case, "acuerdo", acuerdo_id, reminders.acuerdo_reminders(row.deadline, case.body.zone))


def plan_committee(case: Case, committee_id: int, deadline: date) -> None:
    """The reminders of a committee's deadline, as an acuerdo's (F3; 20)."""
    plan_reminders(case, "committee", committee_id, reminders.acuerdo_reminders(deadline, case.body.zone))


def plan_reminders(case: Case, kind: str, subject_id: int, planned: Iterable[Reminder]) -> None:
    """Those of the reminders that are still ahead."""
    ahead = reminders.still_ahead(planned, case.now)
    plan(case, kind, subject_id, [(each.kind, each.at) for each in ahead])


def plan(case: Case, kind: str, subject_id: int, stages: Iterable[tuple[str, datetime]]) -> None:
    """A row per stage; one that was planned before stays as it is."""
    rows = [
        {"body_id": case.body.id, "kind": kind, "stage": stage, "subject_id": subject_id, "due_at": at}
        for stage, at in stages
    ]
    if rows:
        once = engine.insert(case.db, deadline).on_conflict_do_nothing(
            index_elements=["body_id", "kind", "stage", "subject_id", "due_at"]
        )
        case.db.execute(once, rows)


def is_planned(db: Connection, body_id: int, kind: str, stage: str, subject_id: int) -> bool:
    """Whether the subject has that deadline, past or to come."""
    mine = (
        deadline.c.body_id == body_id, deadline.c.kind == kind,
        deadline.c.stage == stage, deadline.c.subject_id == subject_id,
    )  # fmt: skip
    return db.execute(select(deadline.c.id).where(*mine).limit(1)).first() is not None


def forget(case: Case, kind: str, subject_id: int) -> None:
    """What is still waiting of that kind for that subject."""
    case.db.execute(
        delete(deadline).where(
            deadline.c.body_id == case.body.id,
            deadline.c.kind == kind,
            deadline.c.subject_id == subject_id,
            deadline.c.done_at.is_(None),
        )
    )
