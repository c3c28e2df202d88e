"""A2, C4: dates in the body's zone and business days, against a count of weekdays by arithmetic."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.days import (
    at_local,
    business_day_before,
    business_days_after,
    end_of_day,
    is_business_day,
    local_date,
    utc,
)

LIMA = ZoneInfo("America/Lima")
MADRID = ZoneInfo("Europe/Madrid")
KIRITIMATI = ZoneInfo("Pacific/Kiritimati")

dates = st.dates(date(2025, 1, 1), date(2028, 12, 31))
holiday_sets = st.frozensets(dates, max_size=30)


@given(dates, st.integers(1, 25), holiday_sets)
def test_a2_exactly_n_business_days_lie_after_the_day_up_to_the_nth(
    day: date, n: int, holidays: frozenset[date]
) -> None:
    nth = business_days_after(day, n, holidays.__contains__)
    between = [day + timedelta(days=step) for step in range(1, (nth - day).days + 1)]
    business = [each for each in between if each.isoweekday() not in (6, 7) and each not in holidays]
    assert len(business) == n
    assert business[-1] == nth


@given(dates, holiday_sets)
def test_a2_the_business_day_before_is_the_last_one_strictly_before(
    day: date, holidays: frozenset[date]
) -> None:
    before = business_day_before(day, holidays.__contains__)
    assert before < day
    assert is_business_day(before, holidays.__contains__)
    between = [before + timedelta(days=step) for step in range(1, (day - before).days)]
    assert all(each.isoweekday() in (6, 7) or each in holidays for each in between)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 12, 4), 0, date(2026, 12, 4)),
        (date(2026, 12, 4), 1, date(2026, 12, 7)),
        (date(2026, 12, 7), 1, date(2026, 12, 10)),
        (date(2026, 12, 5), 1, date(2026, 12, 7)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_a2_business_days_by_table(day: date, n: int, expected: date) -> None:
    holidays = {date(2026, 12, 8), date(2026, 12, 9), date(2027, 1, 1)}
    assert business_days_after(day, n, holidays.__contains__) == expected


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        (datetime(2026, 1, 1, 4, 59, 59, tzinfo=UTC), LIMA, date(2025, 12, 31)),
        (datetime(2026, 1, 1, 5, 0, tzinfo=UTC), LIMA, date(2026, 1, 1)),
        (datetime(2026, 1, 1, 10, 0, tzinfo=UTC), KIRITIMATI, date(2026, 1, 2)),
        (datetime(2026, 1, 1, 0, 30, tzinfo=MADRID), LIMA, date(2025, 12, 31)),
    ],
)
def test_c4_the_date_is_the_one_in_the_bodys_zone(moment: datetime, zone: ZoneInfo, expected: date) -> None:
    assert local_date(moment, zone) == expected


@given(dates, st.sampled_from([LIMA, MADRID, KIRITIMATI]))
def test_c4_a_day_ends_at_the_first_moment_of_the_next(day: date, zone: ZoneInfo) -> None:
    end = end_of_day(day, zone)
    assert end.tzinfo is UTC
    assert local_date(end, zone) == day + timedelta(days=1)
    assert local_date(end - timedelta(microseconds=1), zone) == day


def test_c4_an_hour_of_a_day_is_that_of_the_zone_also_when_clocks_change() -> None:
    assert at_local(date(2026, 3, 28), time(9), MADRID) == datetime(2026, 3, 28, 8, tzinfo=UTC)
    assert at_local(date(2026, 3, 29), time(9), MADRID) == datetime(2026, 3, 29, 7, tzinfo=UTC)


def test_c4_a_naive_moment_is_refused_instead_of_read_in_the_machines_zone() -> None:
    with pytest.raises(ValueError, match="naive"):
        utc(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        local_date(datetime(2026, 1, 1), LIMA)  # noqa: DTZ001
