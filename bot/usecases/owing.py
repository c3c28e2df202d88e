"""What is said of what is owed: actas, signatures, acuerdos, a committee's work, the month's report.

Each returns whether there was anything to say; otherwise the deadline was moot.
"""

from typing import Any

from sqlalchemy import Row, select

from bot.rules import followup, reminders
from bot.rules.lifecycle import ActaState
from bot.rules.reminders import Reminder, ReminderKind
from bot.store import committees, people, sittings
from bot.store.tables import acuerdo
from bot.usecases import naming, planning, reports, signatures, versions
from bot.usecases.buttons import press
from bot.usecases.case import Case
from bot.usecases.committee_cards import card, over
from bot.usecases.followup_cards import decision_buttons, progress_buttons, responsible_seats
from bot.usecases.planning import Due
from bot.usecases.room import secretariat


def acta_owed(case: Case, sitting_id: int, due: Due) -> bool:
    """That an acta is to circulate, or should have: to the ST and the Equipo Técnico (25 j)."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    sent = versions.latest(case, sitting_id, ActaState.CIRCULATED, ActaState.APPROVED)
    if row is None or row.closed_at is None or sent is not None:
        return False
    last = reminders.acta_due_on(row.closed_at, case.body.zone, case.body.reglamento, case.body.is_holiday)
    _repeat(case, "acta", sitting_id, due)
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
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


def signatures_owed(case: Case, sitting_id: int, due: Due) -> bool:
    """Who still has to sign an approved acta, and for how long: to the secretariat (A4; 19 g, 23 g)."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    found = versions.for_members(case, row) if row is not None else None
    if row is None or found is None or not signatures.owing(case, found, row):
        return False
    _repeat(case, "signatures", sitting_id, due)
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
            "recordatorio_firmas",
            sitting=naming.sitting_name(case.body, row),
            late=due.late,
            signatures=signatures.standing(case, row),
            article=case.article("acta"),
            buttons=[[press("signpdf", found.id)]],
        )
    return True


def acuerdo_owed(case: Case, acuerdo_id: int, due: Due) -> bool:
    """An acuerdo's deadline, to the secretariat and to the seats that are responsible (F1; 25 k): to the titular,
    where they can't be reached to the alternate for all sittings (16).

    Once they say that it is fulfilled, to the secretariat alone; settled, to nobody."""
    row = case.db.execute(select(acuerdo).where(acuerdo.c.id == acuerdo_id)).first()
    if row is None or row.deadline is None or row.state != "adopted" or row.progress in followup.SETTLED:
        return False
    _repeat(case, "acuerdo", acuerdo_id, due)
    told = {operator.telegram_id: "" for operator in people.operators(case.db, case.body.id)}
    claimed = row.claimed_at is not None
    if not claimed:  # it is for the secretariat to confirm what they say is done
        for seat in responsible_seats(case, row):
            told.setdefault(*_reached(seat))
    look = [press("acuerdo", row.id, label=row.code)]
    for telegram_id, post in sorted(each for each in told.items() if each[0] is not None):
        case.send(
            telegram_id,
            "recordatorio_acuerdo",
            id=row.id,
            code=row.code,
            text=row.text,
            responsible=row.responsible,
            deadline=row.deadline,
            stage=due.stage,
            late=due.late,
            article=case.article("follow_up"),
            claimed=claimed,
            overdue=followup.days_overdue(row.deadline, case.body.day(case.now)),
            standing_in=post,
            article_alternate=case.article("alternate"),
            buttons=[decision_buttons(row) if claimed else progress_buttons(row), look],
        )
    return True


def _reached(seat: Row[Any]) -> tuple[int | None, str]:
    """Whom a seat is reminded through, and the post for whose titular they stand in, "" for the titular."""
    stands_in = seat.alternate_id is not None and seat.alternate_sitting is None
    if seat.titular_telegram is None and stands_in:
        return seat.alternate_telegram, seat.post
    return seat.titular_telegram, ""


def committee_owed(case: Case, committee_id: int, due: Due) -> bool:
    """A committee's deadline, to its coordinator and the secretariat (F3; 20)."""
    row = committees.committee_of(case.db, case.body.id, committee_id)
    if row is None or over(row):
        return False
    _repeat(case, "committee", committee_id, due)
    told = secretariat(case)
    seats = people.seats(case.db, case.body.id)
    told |= {seat.titular_telegram for seat in seats if seat.id == row.coordinator_seat_id}
    for telegram_id in sorted(told - {None}):
        case.send(
            telegram_id,
            "recordatorio_comite",
            stage=due.stage,
            late=due.late,
            article=case.article("committee"),
            buttons=[
                [press("committee_report", row.number), press("committee_done", row.id, style="success")]
            ],
            **card(case, row),
        )
    return True


def report_owed(case: Case, year_month: int, due: Due) -> bool:
    """That the month's report to the body is due today, to the secretariat; none once it was sent (F2; 25 s)."""
    year, month = divmod(year_month, 100)
    if reports.was_sent(case, year, month):
        return False
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
            "recordatorio_informe",
            year=year,
            month=month,
            late=due.late,
            article=case.article("monthly_report"),
            buttons=[[press("completereport", year, month, "body")]],
        )
    return True


def _repeat(case: Case, kind: str, subject_id: int, due: Due) -> None:
    following = reminders.repeated(Reminder(ReminderKind(due.stage), due.due_at), case.body.zone, case.now)
    if following is not None:
        planning.plan_reminders(case, kind, subject_id, [following])
