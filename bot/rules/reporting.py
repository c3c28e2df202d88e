"""The month that a report is about (F2; 25 s, 23 h)."""

from datetime import date, timedelta

from bot.rules.errors import MonthAhead

FIRST_DAYS = 7
"""In the first days of a month its report is still that of the month before."""
MONTHS_BACK = 3


def month_by_default(today: date, since: date) -> tuple[int, int]:
    """Year and month: the one before in a month's first days, unless the body is younger. F2; article 25 s."""
    before = today.replace(day=1) - timedelta(days=1)
    meant = before if today.day <= FIRST_DAYS and since <= before else today
    return meant.year, meant.month


def month_meant(month: int, year: int | None, today: date, article: str) -> tuple[int, int]:
    """Year and month; without a year this one, or the last where the month was a few months ago.

    F2; article 25 s. Raises MonthAhead for a month that has not begun.
    """
    if year is None:
        year = today.year
        if month > today.month and today.month + 12 - month <= MONTHS_BACK:
            year -= 1
    if (year, month) > (today.year, today.month):
        raise MonthAhead(month=month, year=year, article=article)
    return year, month


def month_end(year: int, month: int) -> date:
    """The month's last day. F2; article 25 s."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def months_until(year: int, month: int, count: int) -> list[tuple[int, int]]:
    """So many months, that one the last. F2; article 25 s."""
    last = year * 12 + month - 1
    return [(each // 12, each % 12 + 1) for each in range(last - count + 1, last + 1)]
