from datetime import date, timedelta

import pytest

from bot.calendar_peru import is_holiday

DECREED = date(2026, 1, 2)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 5, 1),
        date(2026, 6, 7),
        date(2026, 6, 29),
        date(2026, 7, 23),
        date(2026, 7, 28),
        date(2026, 7, 29),
        date(2026, 8, 6),
        date(2026, 8, 30),
        date(2026, 10, 8),
        date(2026, 11, 1),
        date(2026, 12, 8),
        date(2026, 12, 9),
        date(2026, 12, 25),
    ],
)
def test_the_sixteen_national_holidays_do_not_count(day):
    assert is_holiday(frozenset())(day)


def test_no_other_weekday_of_the_year_is_a_holiday():
    national = is_holiday(frozenset())
    days = (date(2026, 1, 1) + timedelta(n) for n in range(365))
    assert sum(national(day) for day in days if day.weekday() < 5) == 13


def test_a_decreed_day_counts_unless_the_bodys_table_has_it():
    assert not is_holiday(frozenset())(DECREED)
    assert is_holiday(frozenset({DECREED}))(DECREED)


def test_another_year_is_looked_up_when_it_is_asked_for():
    assert is_holiday(frozenset())(date(2027, 3, 26))
