"""Days: the date in the body's zone, business days, the local midnight that ends a day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

IsHoliday = Callable[[date], bool]
ONE_DAY = timedelta(days=1)


def utc(moment: datetime) -> datetime:
    """An aware moment in UTC, where moments are compared and added to; ValueError if it is naive."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime is no moment")
    return moment.astimezone(UTC)


def local_date(moment: datetime, zone: tzinfo) -> date:
    """The date of an aware moment in the body's zone: the day of a midnight begins with it. C4."""
    return utc(moment).astimezone(zone).date()


def at_local(day: date, hour: time, zone: tzinfo) -> datetime:
    """That hour of that day in the body's zone, in UTC. C4."""
    return datetime.combine(day, hour, zone).astimezone(UTC)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The local midnight that ends the day, in UTC: the first moment that is too late. C4."""
    return at_local(day + ONE_DAY, time.min, zone)


def is_business_day(day: date, is_holiday: IsHoliday) -> bool:
    """Monday to Friday, unless a holiday or decreed non-working day.

    A2; article 25 j; LPAG, run of time limits.
    """
    return day.weekday() < 5 and not is_holiday(day)


def business_days_after(day: date, n: int, is_holiday: IsHoliday) -> date:
    """The n-th business day strictly after `day`, which never counts itself (`day` for n = 0).

    A2; article 25 j.
    """
    for _ in range(n):
        day += ONE_DAY
        while not is_business_day(day, is_holiday):
            day += ONE_DAY
    return day


def business_day_before(day: date, is_holiday: IsHoliday) -> date:
    """The last business day strictly before `day`. A2; article 25 j."""
    day -= ONE_DAY
    while not is_business_day(day, is_holiday):
        day -= ONE_DAY
    return day
