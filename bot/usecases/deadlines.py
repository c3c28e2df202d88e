"""The clockwork: whatever is due is acted upon, per subject once however much an outage let pile up."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby

from sqlalchemy import func, select, update

from bot.rules import reminders
from bot.rules.days import ONE_DAY, at_local
from bot.rules.reporting import month_end
from bot.store.engine import reading
from bot.store.tables import body, deadline
from bot.usecases import bodies, notices, owing, planning
from bot.usecases.case import Case
from bot.usecases.desk import Desk
from bot.usecases.planning import Due

LATE = timedelta(hours=1)
NOTICES: dict[str, Callable[[Case, int, Due], bool]] = {
    "list": notices.list_hour,
    "resumption": notices.resumption,
    "rsvp": notices.rsvp,
    "documents": notices.documents_missing,
    "acta": owing.acta_owed,
    "signatures": owing.signatures_owed,
    "acuerdo": owing.acuerdo_owed,
    "committee": owing.committee_owed,
    "month": notices.month_without_sitting,
    "report": owing.report_owed,
}
_ORDER = (
    deadline.c.body_id, deadline.c.kind, deadline.c.subject_id, deadline.c.due_at, deadline.c.id,
)  # fmt: skip


def run_due(desk: Desk) -> None:
    """Acts on everything that is due, each subject in its own transaction.

    One that fails keeps no other waiting, and is due again: raises ExceptionGroup when all had their turn.
    """
    _plan_months(desk)
    due = select(deadline).where(deadline.c.done_at.is_(None), deadline.c.due_at <= desk.clock.now())
    with reading(desk.engine).begin() as db:
        rows = list(db.execute(due.order_by(*_ORDER)))
    failed: list[Exception] = []
    for (body_id, kind, subject_id), group in groupby(
        rows, lambda row: (row.body_id, row.kind, row.subject_id)
    ):
        act = partial(_act, kind=kind, subject_id=subject_id, ids=[row.id for row in group])
        try:
            desk.system(body_id, act)
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("deadlines that could not be acted upon", failed)


def next_due(desk: Desk) -> datetime | None:
    """When the earliest deadline that waits falls due, or fell."""
    with reading(desk.engine).begin() as db:
        soonest = select(func.min(deadline.c.due_at)).where(deadline.c.done_at.is_(None))
        return db.execute(soonest).scalar()


def _act(case: Case, kind: str, subject_id: int, ids: list[int]) -> None:
    """The latest of the subject's deadlines speaks for those that it has overtaken."""
    mine = deadline.c.id.in_(ids) & deadline.c.done_at.is_(None)
    waiting = list(case.db.execute(select(deadline).where(mine).order_by(deadline.c.due_at, deadline.c.id)))
    if not waiting:
        return
    latest = waiting[-1]
    due = Due(latest.stage, latest.due_at, case.now - latest.due_at > LATE)
    sent = NOTICES[kind](case, subject_id, due)
    case.db.execute(update(deadline).where(mine).values(done_at=case.now, outcome="overtaken"))
    case.db.execute(
        update(deadline).where(deadline.c.id == latest.id).values(outcome="sent" if sent else "moot")
    )
    if sent:
        case.record("deadline_announced", f"{kind}:{subject_id}", stage=due.stage, late=due.late)


def _plan_months(desk: Desk) -> None:
    """Each body's warning for this month and the next, and the day of its report, once (C1, F2)."""
    now = desk.clock.now()
    with reading(desk.engine).begin() as db:
        whole = select(body.c.id).where(body.c.parent_id.is_(None))  # a committee owes no monthly sitting
        todays = {body_id: bodies.load(db, body_id).day(now) for body_id in db.scalars(whole)}
        wanted = [
            (body_id, day)
            for body_id, today in todays.items()
            for day in (today, month_end(today.year, today.month) + ONE_DAY)
        ]
        missing = [
            each for each in wanted if not planning.is_planned(db, each[0], "month", "warn", _month(each[1]))
        ]
    for body_id, day in missing:
        desk.system(body_id, partial(_plan_month, day=day))


def _month(day: date) -> int:
    return day.year * 100 + day.month


def _plan_month(case: Case, day: date) -> None:
    """Another replica may have been here first; a body founded late in a month is warned at once."""
    if planning.is_planned(case.db, case.body.id, "month", "warn", _month(day)):
        return
    report_on = reminders.monthly_report_due(day.year, day.month, case.body.is_holiday)
    report_at = at_local(report_on, reminders.MORNING, case.body.zone)
    if report_at > case.now:
        planning.plan(case, "report", _month(day), [("due", report_at)])
    due = reminders.monthly_warning_due(
        day.year, day.month, (), case.body.reglamento, case.body.zone, case.body.is_holiday
    )
    if due is not None:
        planning.plan(case, "month", _month(day), [("warn", max(due.warn_at, case.now))])
