"""Peru's national holidays, and with them the days that a body's own table adds."""

from collections.abc import Callable, Set
from datetime import date
from functools import cache


def is_holiday(extra: Set[date]) -> Callable[[date], bool]:
    """Return the test of one date: a national holiday of Peru, or one of the `extra` (decreed) days."""

    def holds(day: date) -> bool:
        return day in extra or day in _national(day.year)

    return holds


@cache
def _national(year: int) -> frozenset[date]:
    import holidays  # takes a tenth of a second, and few commands need it

    return frozenset(holidays.country_holidays("PE", years=year))
