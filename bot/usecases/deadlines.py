"""The clockwork: deadlines as rows, planned with the act that causes them, acted upon when due, late ones once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import Row, delete, select, update

from bot.rules import followup, reminders
from bot.rules.followup import AcuerdoStatus
from bot.rules.lifecycle import State
from bot.rules.reminders import Reminder, ReminderKind
from bot.store import engine, people, sittings
from bot.store.engine import reading
from bot.store.tables import acuerdo, body, deadline, document, sitting
from bot.usecases import naming
from bot.usecases.desk import Case, Desk, press

LATE = timedelta(hours=1)


def plan_sitting(case: Case, row: Row[Any]) -> None:
    """The first list at the convened hour; reminders to those who have not answered."""
    _forget(case, "rsvp", row.id)
    _forget(case, "list", row.id)
    _plan(case, "list", row.id, [("first", row.held_at)])
    ahead = reminders.still_ahead(reminders.rsvp_reminders(row.held_at), case.now)
    _plan(case, "rsvp", row.id, [(each.kind, each.at) for each in ahead])


def plan_second_list(case: Case, sitting_id: int, opens: datetime) -> None:
    """The moment from which the second list may be taken."""
    _plan(case, "list", sitting_id, [("second", opens)])


def plan_acta(case: Case, row: Row[Any]) -> date:
    """The acta's reminders; its last day."""
    _forget(case, "acta", row.id)
    terms = (row.closed_at, case.body.zone, case.body.reglamento, case.body.is_holiday)
    _plan(case, "acta", row.id, [(each.kind, each.at) for each in reminders.acta_reminders(*terms)])
    return reminders.acta_due_on(*terms)


def acta_sent(case: Case, sitting_id: int) -> None:
    """The acta went to the members: nothing is owed any more."""
    _forget(case, "acta", sitting_id)


def plan_acuerdo(case: Case, acuerdo_id: int) -> None:
    """The reminders of an acuerdo's deadline, anew where it was changed."""
    _forget(case, "acuerdo", acuerdo_id)
    row = case.db.execute(select(acuerdo).where(acuerdo.c.id == acuerdo_id)).one()
    if row.deadline is not None and row.state == "adopted":
        planned = reminders.still_ahead(reminders.acuerdo_reminders(row.deadline, case.body.zone), case.now)
        _plan(case, "acuerdo", acuerdo_id, [(each.kind, each.at) for each in planned])


def _plan(case: Case, kind: str, subject_id: int, stages: Iterable[tuple[str, datetime]]) -> None:
    rows = [
        {"body_id": case.body.id, "kind": kind, "stage": stage, "subject_id": subject_id, "due_at": at}
        for stage, at in stages
    ]
    if rows:
        case.db.execute(
            engine.insert(case.db, deadline).on_conflict_do_nothing(
                index_elements=["body_id", "kind", "stage", "subject_id", "due_at"]
            ),
            rows,
        )


def _forget(case: Case, kind: str, subject_id: int) -> None:
    case.db.execute(
        delete(deadline).where(
            deadline.c.body_id == case.body.id,
            deadline.c.kind == kind,
            deadline.c.subject_id == subject_id,
            deadline.c.done_at.is_(None),
        )
    )


@dataclass(frozen=True, slots=True)
class Due:
    """The latest of a subject's deadlines that are due; it replaces the earlier ones."""

    stage: str
    due_at: datetime
    late: bool


def run_due(desk: Desk) -> None:
    """Acts on everything that is due: per subject once, however much an outage let pile up."""
    _plan_months(desk)
    query = select(deadline).where(deadline.c.done_at.is_(None), deadline.c.due_at <= desk.clock.now())
    with reading(desk.engine).begin() as db:
        rows = list(
            db.execute(
                query.order_by(
                    deadline.c.body_id,
                    deadline.c.kind,
                    deadline.c.subject_id,
                    deadline.c.due_at,
                    deadline.c.id,
                )
            )
        )
    for (body_id, kind, subject_id), group in groupby(
        rows, lambda row: (row.body_id, row.kind, row.subject_id)
    ):
        ids = [row.id for row in group]
        desk.system(body_id, partial(_act, kind=kind, subject_id=subject_id, ids=ids))


def _act(case: Case, kind: str, subject_id: int, ids: list[int]) -> None:
    mine = deadline.c.id.in_(ids) & deadline.c.done_at.is_(None)
    waiting = list(case.db.execute(select(deadline).where(mine).order_by(deadline.c.due_at, deadline.c.id)))
    if not waiting:
        return
    latest = waiting[-1]
    due = Due(latest.stage, latest.due_at, case.now - latest.due_at > LATE)
    sent = _ACTS[kind](case, subject_id, due)
    case.db.execute(update(deadline).where(mine).values(done_at=case.now, outcome="overtaken"))
    case.db.execute(
        update(deadline).where(deadline.c.id == latest.id).values(outcome="sent" if sent else "moot")
    )
    if sent:
        case.record("deadline_announced", f"{kind}:{subject_id}", stage=due.stage, late=due.late)


def _list(case: Case, sitting_id: int, due: Due) -> bool:
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    expected = {"first": State.CONVENED, "second": State.FIRST_LIST}[due.stage]
    if row is None or row.state != expected:
        return False
    action = {"first": "list1", "second": "list2"}[due.stage]
    for telegram_id in _leaders(case):
        case.send(
            telegram_id,
            "hora_de_lista",
            stage=due.stage,
            late=due.late,
            held_at=row.held_at,
            place=row.place,
            sitting=naming.sitting_name(case.body, row),
            article=case.article("lists"),
            buttons=[[press(action, row.id)], [press("room", row.id)]],
        )
    case.refresh(row.id)
    return True


def _rsvp(case: Case, sitting_id: int, due: Due) -> bool:
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    if row is None or row.state != State.CONVENED or row.held_at <= case.now:
        return False
    answered = sittings.answers(case.db, row.id)
    owing = [seat for seat in people.seats(case.db, case.body.id, row.id) if seat.id not in answered]
    buttons = [
        [press("rsvp", row.id, "yes", style="success")],
        [press("rsvp", row.id, "alt"), press("rsvp", row.id, "no", style="danger")],
    ]
    for seat in owing:
        case.send(
            seat.titular_telegram,
            "recordatorio_asistencia",
            sitting=naming.sitting_name(case.body, row),
            held_at=row.held_at,
            place=row.place,
            late=due.late,
            buttons=buttons,
        )
    return bool(owing)


def _acta(case: Case, sitting_id: int, due: Due) -> bool:
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    circulated = select(document.c.id).where(
        document.c.sitting_id == sitting_id,
        document.c.kind == "acta",
        document.c.state.in_(("circulated", "approved")),
    )
    if row is None or row.closed_at is None or case.db.execute(circulated).first() is not None:
        return False
    last = reminders.acta_due_on(row.closed_at, case.body.zone, case.body.reglamento, case.body.is_holiday)
    _repeat(case, "acta", sitting_id, due)
    recipients = [operator.telegram_id for operator in people.operators(case.db, case.body.id)]
    for telegram_id in recipients:
        case.send(
            telegram_id,
            "recordatorio_acta",
            sitting=naming.sitting_name(case.body, row),
            stage=due.stage,
            due=last,
            overdue=(case.body.day(case.now) - last).days,
            late=due.late,
            article=case.article("acta_deadline"),
            buttons=[[press("circulate", row.id)]],
        )
    return True


def _acuerdo(case: Case, acuerdo_id: int, due: Due) -> bool:
    row = case.db.execute(select(acuerdo).where(acuerdo.c.id == acuerdo_id)).first()
    if row is None or row.deadline is None or row.state != "adopted" or row.progress in followup.SETTLED:
        return False
    if due.stage == ReminderKind.ACUERDO_OVERDUE:
        case.db.execute(update(acuerdo).where(acuerdo.c.id == row.id).values(progress=AcuerdoStatus.OVERDUE))
    _repeat(case, "acuerdo", acuerdo_id, due)
    told = {operator.telegram_id for operator in people.operators(case.db, case.body.id)}
    told |= {
        seat.titular_telegram
        for seat in people.seats(case.db, case.body.id)
        if seat.post in (row.responsible or "").split("; ")
    }
    for telegram_id in sorted(told - {None}):
        case.send(
            telegram_id,
            "recordatorio_acuerdo",
            code=row.code,
            text=row.text,
            responsible=row.responsible,
            deadline=row.deadline,
            stage=due.stage,
            late=due.late,
            article=case.article("follow_up"),
            overdue=followup.days_overdue(row.deadline, case.body.day(case.now)),
        )
    return True


def _month(case: Case, year_month: int, due: Due) -> bool:
    year, month = divmod(year_month, 100)
    warning = _monthly(case, year, month)
    if warning is None or warning.last_issue_on < case.body.day(case.now):
        return False
    for telegram_id in _leaders(case):
        case.send(
            telegram_id,
            "aviso_mensual",
            year=year,
            month=month,
            last_held_on=warning.last_held_on,
            last_issue_on=warning.last_issue_on,
            article=case.article("monthly"),
        )
    return True


def _monthly(case: Case, year: int, month: int) -> reminders.MonthlyWarning | None:
    held = select(sitting.c.held_at).where(
        sitting.c.body_id == case.body.id,
        sitting.c.kind == "ordinary",
        sitting.c.state.in_((State.CONVENED, *sittings.RUNNING, State.CLOSED)),
    )
    days = [case.body.day(moment) for moment in case.db.scalars(held)]
    return reminders.monthly_warning_due(
        year, month, days, case.body.reglamento, case.body.zone, case.body.is_holiday
    )


def _plan_months(desk: Desk) -> None:
    """Each body's warning for this month and the next, once."""
    with reading(desk.engine).begin() as db:
        known = {
            (row.body_id, row.subject_id)
            for row in db.execute(
                select(deadline.c.body_id, deadline.c.subject_id).where(deadline.c.kind == "month")
            )
        }
        bodies = list(db.scalars(select(body.c.id)))
    for body_id in bodies:
        today = desk.clock.now().date()
        following = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        for day in (today, following):
            subject = day.year * 100 + day.month
            if (body_id, subject) not in known:
                desk.system(body_id, partial(_plan_month, day=day, subject=subject))


def _plan_month(case: Case, day: date, subject: int) -> None:
    due = reminders.monthly_warning_due(
        day.year, day.month, (), case.body.reglamento, case.body.zone, case.body.is_holiday
    )
    if due is not None:
        _plan(case, "month", subject, [("warn", due.warn_at)])


def _repeat(case: Case, kind: str, subject_id: int, due: Due) -> None:
    following = reminders.repeated(Reminder(ReminderKind(due.stage), due.due_at), case.body.zone, case.now)
    if following is not None:
        _plan(case, kind, subject_id, [(following.kind, following.at)])


def _leaders(case: Case) -> list[int]:
    found = {
        seat.titular_telegram
        for seat in people.seats(case.db, case.body.id)
        if seat.presides or seat.technical_secretary
    }
    found |= {operator.telegram_id for operator in people.operators(case.db, case.body.id)}
    return sorted(found - {None})


_ACTS: dict[str, Callable[[Case, int, Due], bool]] = {
    "list": _list,
    "rsvp": _rsvp,
    "acta": _acta,
    "acuerdo": _acuerdo,
    "month": _month,
}
