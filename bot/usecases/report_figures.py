"""What a report counts: sittings, attendance, actas in time, acuerdos as they stood on its last day (F2; 25 s)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from bot.rules import reminders
from bot.rules.followup import SETTLED, AcuerdoStatus, days_overdue, status_on
from bot.rules.lifecycle import State
from bot.rules.reporting import month_end, months_until
from bot.store import followup, sittings
from bot.store.tables import document
from bot.usecases import naming, parts
from bot.usecases.case import Case
from bot.usecases.followup_cards import ANNULLED
from docgen.informe import Count, Delivery, Followed, HeldSitting, MonthFigures

HISTORY = 6
COLUMNS = 10
"""As many sittings as a chart shows legibly."""
_HELD = (State.CLOSED, State.IN_SESSION, State.SUSPENDED)


def figures(case: Case, year: int, month: int) -> dict[str, Any]:
    """Of the month, up to its end or today; fields of `docgen.data.Informe`."""
    first, until = date(year, month, 1), min(month_end(year, month), case.body.day(case.now))
    history = months_until(year, month, HISTORY)
    adopted = [
        row
        for row in followup.adopted(case.db, case.body.id)
        if row.state != ANNULLED and case.body.day(row.adopted_at) <= until
    ]
    held = _held(case, until, Counter(row.sitting_id for row in adopted))
    notes = _notes(case, until)
    standing = {row.id: _status(case, row, notes[row.id], until) for row in adopted}
    counts = Counter(standing.values())
    return {
        "until": until,
        "sittings": tuple(each for each in held if each.held_on >= first),
        "attendance": tuple(each for each in held if each.held_on >= date(*history[0], 1))[-COLUMNS:],
        "without_quorum": _over(case, State.CONCLUDED, first, until),
        "cancelled": _over(case, State.CANCELLED, first, until),
        "statuses": tuple(Count(status=each.value, number=counts[each]) for each in AcuerdoStatus),
        "months": tuple(_month(case, adopted, each, until) for each in history),
        "followed": tuple(
            _followed(row, standing[row.id], notes[row.id], until)
            for row in reversed(adopted)
            if standing[row.id] not in SETTLED or case.body.day(row.settled_at) >= first
        ),
    }


def _notes(case: Case, until: date) -> defaultdict[int, list[Row[Any]]]:
    """What was noted until that day, by acuerdo."""
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for each in followup.all_notes(case.db, case.body.id):
        if case.body.day(each.noted_at) <= until:
            found[each.acuerdo_id].append(each)
    return found


def _held(case: Case, until: date, adopted: Mapping[int, int]) -> list[HeldSitting]:
    """The sittings held so far, by date."""
    rows = [
        row
        for row in sittings.in_states(case.db, case.body.id, _HELD)
        if case.body.day(row.installed_at) <= until
    ]
    return sorted(
        (_sitting(case, row, until, adopted[row.id]) for row in rows), key=lambda each: each.held_on
    )


def _sitting(case: Case, row: Row[Any], until: date, adopted: int) -> HeldSitting:
    due, sent = _acta(case, row)
    return HeldSitting(
        name=naming.sitting_name(case.body, row),
        kind=row.kind,
        held_on=case.body.day(row.installed_at),
        attended=len({each.seat_id for each in sittings.presences(case.db, row.id)}),
        seats=len(parts.seats_of(case, row)),
        adopted=adopted,
        acta=_delivery(due, sent, until),
        acta_due=due,
        acta_sent=sent if sent is not None and sent <= until else None,
    )


def _acta(case: Case, row: Row[Any]) -> tuple[date | None, date | None]:
    """The last day for sending the acta, and the day on which it was first sent."""
    if row.closed_at is None:
        return None, None
    due = reminders.acta_due_on(row.closed_at, case.body.zone, case.body.reglamento, case.body.is_holiday)
    mine = (document.c.sitting_id == row.id, document.c.kind == "acta")
    sent: datetime | None = case.db.scalar(select(func.min(document.c.circulated_at)).where(*mine))
    return due, case.body.day(sent) if sent is not None else None


def _delivery(due: date | None, sent: date | None, until: date) -> Delivery:
    if due is None:
        return "none"
    if sent is not None and sent <= until:
        return "met" if sent <= due else "late"
    return "pending" if until <= due else "overdue"


def _over(case: Case, state: State, first: date, until: date) -> int:
    """How many sittings of those days ended so."""
    rows = sittings.in_states(case.db, case.body.id, (state,))
    return sum(first <= case.body.day(row.held_at) <= until for row in rows)


def _status(case: Case, row: Row[Any], notes: list[Row[Any]], until: date) -> AcuerdoStatus:
    """How the acuerdo stood at the end of that day."""
    if row.settled_at is not None and case.body.day(row.settled_at) <= until:
        return AcuerdoStatus(row.progress)
    recorded = AcuerdoStatus.IN_PROGRESS if notes else AcuerdoStatus.PENDING
    return status_on(recorded, row.deadline, until)


def _followed(row: Row[Any], status: AcuerdoStatus, notes: list[Row[Any]], until: date) -> Followed:
    said = [each.text for each in notes if each.kind == "progress" and each.text]
    return Followed(
        code=row.code,
        text=row.text,
        status=status.value,
        responsible=tuple((row.responsible or "").split("; ")) if row.responsible else (),
        deadline=row.deadline,
        days_overdue=days_overdue(row.deadline, until) if status == AcuerdoStatus.OVERDUE else 0,
        progress=said[-1] if said else "",
    )


def _month(case: Case, adopted: list[Row[Any]], which: tuple[int, int], until: date) -> MonthFigures:
    def falls(moment: datetime | None) -> bool:
        day = case.body.day(moment) if moment is not None else None
        return day is not None and (day.year, day.month) == which and day <= until

    done = [row for row in adopted if row.progress == AcuerdoStatus.FULFILLED and falls(row.settled_at)]
    return MonthFigures(
        year=which[0],
        month=which[1],
        adopted=sum(falls(row.adopted_at) for row in adopted),
        fulfilled=len(done),
    )
