"""Deadlines as dates: when each falls due and when it is warned of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from bot.rules.days import (
    ONE_DAY,
    IsHoliday,
    at_local,
    business_day_before,
    business_days_after,
    local_date,
    utc,
)
from bot.rules.notice import latest_notice
from bot.rules.reglamento import Reglamento, SittingKind

MORNING = time(9)
WARNING_BUSINESS_DAYS = 3


class ReminderKind(StrEnum):
    """What a reminder says."""

    RSVP_72H = "rsvp_72h"
    RSVP_24H = "rsvp_24h"
    RSVP_2H = "rsvp_2h"
    ACTA_DAY_BEFORE = "acta_day_before"
    ACTA_LAST_DAY = "acta_last_day"
    ACTA_OVERDUE = "acta_overdue"
    ACUERDO_WEEK_BEFORE = "acuerdo_week_before"
    ACUERDO_DAY_BEFORE = "acuerdo_day_before"
    ACUERDO_LAST_DAY = "acuerdo_last_day"
    ACUERDO_OVERDUE = "acuerdo_overdue"
    SIGNATURES_OVERDUE = "signatures_overdue"


REPEATS = {ReminderKind.ACTA_OVERDUE: 1, ReminderKind.ACUERDO_OVERDUE: 7, ReminderKind.SIGNATURES_OVERDUE: 7}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder at a UTC moment."""

    kind: ReminderKind
    at: datetime


def rsvp_reminders(held_at: datetime) -> tuple[Reminder, ...]:
    """72, 24 and 2 hours before the sitting, to the seats still silent. C9; article 25 b."""
    hours = {ReminderKind.RSVP_72H: 72, ReminderKind.RSVP_24H: 24, ReminderKind.RSVP_2H: 2}
    return tuple(Reminder(kind, utc(held_at) - timedelta(hours=ahead)) for kind, ahead in hours.items())


def documents_due(
    reglamento: Reglamento, kind: SittingKind, held_at: datetime, zone: tzinfo, is_holiday: IsHoliday
) -> datetime:
    """At 09:00 on the last day on which the sitting's documents may still go out, in UTC.

    C3; articles 19 b, 25 d.
    """
    return at_local(latest_notice(reglamento, kind, local_date(held_at, zone), is_holiday), MORNING, zone)


def acta_due_on(closed_at: datetime, zone: tzinfo, reglamento: Reglamento, is_holiday: IsHoliday) -> date:
    """The third business day after the local date of the close: the acta's last day. A2; article 25 j."""
    return business_days_after(local_date(closed_at, zone), reglamento.acta_business_days, is_holiday)


def acta_reminders(
    closed_at: datetime, zone: tzinfo, reglamento: Reglamento, is_holiday: IsHoliday
) -> tuple[Reminder, ...]:
    """At 09:00 on the business day before the last, on the last, and overdue on the day after it.

    A2; article 25 j.

    One that would precede the close is left out.
    """
    last = acta_due_on(closed_at, zone, reglamento, is_holiday)
    days = {
        ReminderKind.ACTA_DAY_BEFORE: business_day_before(last, is_holiday),
        ReminderKind.ACTA_LAST_DAY: last,
        ReminderKind.ACTA_OVERDUE: last + ONE_DAY,
    }
    planned = tuple(Reminder(kind, at_local(day, MORNING, zone)) for kind, day in days.items())
    return still_ahead(planned, closed_at)


def signature_reminders(approved_at: datetime, zone: tzinfo) -> tuple[Reminder, ...]:
    """At 09:00 a week after the approval, of the signatures that are still owed. A4; articles 19 g, 23 g."""
    day = local_date(approved_at, zone) + 7 * ONE_DAY
    return (Reminder(ReminderKind.SIGNATURES_OVERDUE, at_local(day, MORNING, zone)),)


def acuerdo_reminders(deadline: date, zone: tzinfo) -> tuple[Reminder, ...]:
    """At 09:00 seven days and one before, on the day, and overdue on the day after.

    F1; articles 25 k, 25 o.
    """
    days = {
        ReminderKind.ACUERDO_WEEK_BEFORE: -7,
        ReminderKind.ACUERDO_DAY_BEFORE: -1,
        ReminderKind.ACUERDO_LAST_DAY: 0,
        ReminderKind.ACUERDO_OVERDUE: 1,
    }
    return tuple(
        Reminder(kind, at_local(deadline + away * ONE_DAY, MORNING, zone)) for kind, away in days.items()
    )


def repeated(reminder: Reminder, zone: tzinfo, now: datetime) -> Reminder | None:
    """The first repetition of an overdue reminder after `now`; None for a kind without.

    A2, A4, F1; articles 19 g, 25 j, 25 k.

    At 09:00, daily an acta's, weekly an acuerdo's and the signatures' on their weekday; what an outage
    swallowed is skipped.
    """
    if reminder.kind not in REPEATS:
        return None
    step = REPEATS[reminder.kind] * ONE_DAY
    day = local_date(reminder.at, zone) + step
    while at_local(day, MORNING, zone) <= utc(now):
        day += step
    return Reminder(reminder.kind, at_local(day, MORNING, zone))


def still_ahead(reminders: Iterable[Reminder], now: datetime) -> tuple[Reminder, ...]:
    """Those later than `now`: a deadline set late has no reminders in the past. F1; article 25 k."""
    return tuple(reminder for reminder in reminders if reminder.at > utc(now))


@dataclass(frozen=True, slots=True)
class MonthlyWarning:
    """The month's last business day, the last date to convene for it, and when to warn (UTC)."""

    last_held_on: date
    last_issue_on: date
    warn_at: datetime


def monthly_warning_due(
    year: int,
    month: int,
    ordinary_on: Iterable[date],
    reglamento: Reglamento,
    zone: tzinfo,
    is_holiday: IsHoliday,
) -> MonthlyWarning | None:
    """When to warn that the month is about to leave no lawful date. C1; article 19 a.

    `ordinary_on` are the local dates of ordinary sittings held or convened (not cancelled, nor concluded
    without quorum); None if one falls in the month. The warning comes at 09:00 three business days before the
    last date.
    """
    if any((day.year, day.month) == (year, month) for day in ordinary_on):
        return None
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last_held_on = business_day_before(first_of_next, is_holiday)
    last_issue_on = latest_notice(reglamento, SittingKind.ORDINARY, last_held_on, is_holiday)
    warn_on = last_issue_on
    for _ in range(WARNING_BUSINESS_DAYS):
        warn_on = business_day_before(warn_on, is_holiday)
    return MonthlyWarning(last_held_on, last_issue_on, at_local(warn_on, MORNING, zone))


def monthly_report_due(year: int, month: int, is_holiday: IsHoliday) -> date:
    """The month's last business day: that of its report to the body. F2; article 25 s."""
    return business_day_before(date(year + month // 12, month % 12 + 1, 1), is_holiday)
