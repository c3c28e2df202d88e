"""What is said of a sitting when its hour comes, once it was seen how things stand by then.

Each returns whether there was anything to say; otherwise the deadline was moot.
"""

from sqlalchemy import select

from bot.rules import reminders
from bot.rules.lifecycle import State
from bot.store import people, sittings
from bot.store.tables import sitting
from bot.usecases import exhibits, naming, quorum
from bot.usecases.buttons import press
from bot.usecases.case import Case
from bot.usecases.planning import Due
from bot.usecases.room import leaders
from bot.usecases.service import rsvp_buttons


def list_hour(case: Case, sitting_id: int, due: Due) -> bool:
    """The hour of a list, to whoever leads the sitting; the second only while there is no quorum (19 e)."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    expected, action = {
        "first": (State.CONVENED, "list1"),
        "second": (State.FIRST_LIST, "list2"),
    }[due.stage]
    if row is None or row.state != expected:
        return False
    case.refresh(row.id)
    if due.stage == "second" and quorum.standing_now(case, row).reached:
        return False
    for telegram_id in sorted(leaders(case)):
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
    return True


def resumption(case: Case, sitting_id: int, due: Due) -> bool:
    """The hour at which a suspended sitting was to go on, to whoever leads it (S3)."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    if row is None or row.state != State.SUSPENDED:
        return False
    for telegram_id in sorted(leaders(case)):
        case.send(
            telegram_id,
            "hora_de_reanudar",
            sitting=naming.sitting_name(case.body, row),
            at=due.due_at,
            late=due.late,
            buttons=[[press("resume", row.id, style="primary")], [press("room", row.id)]],
        )
    return True


def rsvp(case: Case, sitting_id: int, due: Due) -> bool:
    """A reminder to the seats that have not answered, and to no other (C9)."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    if row is None or row.state != State.CONVENED or row.held_at <= case.now:
        return False
    answered = sittings.answers(case.db, row.id)
    owing = {
        seat.titular_telegram
        for seat in people.seats(case.db, case.body.id, row.id)
        if seat.id not in answered
    }
    for telegram_id in sorted(owing - {None}):
        case.send(
            telegram_id,
            "recordatorio_asistencia",
            sitting=naming.sitting_name(case.body, row),
            held_at=row.held_at,
            place=row.place,
            late=due.late,
            buttons=rsvp_buttons(row.id),
        )
    return bool(owing - {None})


def documents_missing(case: Case, sitting_id: int, due: Due) -> bool:
    """That a sitting has none on the last day on which they may go out, to President and ST (C3; 25 d).

    After an outage the day may be `over`: what comes now is out of time."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    if row is None or row.state != State.CONVENED or row.held_at <= case.now or exhibits.names(case, row):
        return False
    for telegram_id in sorted(leaders(case)):
        case.send(
            telegram_id,
            "sin_documentos",
            sitting=naming.sitting_name(case.body, row),
            held_at=row.held_at,
            place=row.place,
            late=due.late,
            over=case.body.day(case.now) > case.body.day(due.due_at),
            article=case.article("notice_ordinary"),
        )
    return True


def month_without_sitting(case: Case, year_month: int, due: Due) -> bool:
    """That the month is about to leave no lawful date for its ordinary sitting (C1; 19 a)."""
    year, month = divmod(year_month, 100)
    held = select(sitting.c.held_at).where(
        sitting.c.body_id == case.body.id,
        sitting.c.kind == "ordinary",
        sitting.c.state.in_((State.CONVENED, *sittings.RUNNING, State.CLOSED)),
    )
    days = [case.body.day(moment) for moment in case.db.scalars(held)]
    warning = reminders.monthly_warning_due(
        year, month, days, case.body.reglamento, case.body.zone, case.body.is_holiday
    )
    if warning is None or warning.last_issue_on < case.body.day(case.now):
        return False
    for telegram_id in sorted(leaders(case)):
        case.send(
            telegram_id,
            "aviso_mensual",
            year=year,
            month=month,
            last_held_on=warning.last_held_on,
            last_issue_on=warning.last_issue_on,
            late=due.late,
            article=case.article("monthly"),
        )
    return True
