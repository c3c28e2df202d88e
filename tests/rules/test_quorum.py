"""Q1 to Q4, C7: every board of one to nine seats; the lists to the second; the second convening."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import quorum
from bot.rules.errors import (
    FirstListTooEarly,
    NoQuorum,
    QuorumReached,
    SecondConveningTooEarly,
    SecondListTooEarly,
)
from bot.rules.quorum import Quorum
from bot.rules.reglamento import QuorumBase, Reglamento

LIMA = ZoneInfo("America/Lima")
MADRID = ZoneInfo("Europe/Madrid")
MANUAL = Reglamento()
LOOSE = Reglamento(quorum_sticky=False)
BOARDS = [(seats, present) for seats in range(1, 10) for present in range(seats + 1)]
NINE = datetime(2026, 11, 24, 9, tzinfo=LIMA)


def no_holiday(day: date) -> bool:
    return False


def more_than_half(present: int, seats: int) -> bool:
    return Fraction(present, seats) > Fraction(1, 2)


@pytest.mark.parametrize(
    ("seats", "expected"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (8, 5), (9, 5)]
)
def test_q1_half_plus_one_of_the_seats(seats: int, expected: int) -> None:
    assert quorum.required(seats) == expected


def test_q1_an_empty_board_has_no_quorum() -> None:
    assert not Quorum(0, 0).reached


@pytest.mark.parametrize(("seats", "present"), BOARDS)
def test_q1_quorum_is_reached_exactly_by_more_than_half(seats: int, present: int) -> None:
    counted = Quorum(present, seats)
    assert counted.reached == more_than_half(present, seats)


@pytest.mark.parametrize(("seats", "present"), BOARDS)
def test_q1_q2_a_first_convening_is_either_installed_or_concluded_never_both(
    seats: int, present: int
) -> None:
    refused: NoQuorum | QuorumReached
    if more_than_half(present, seats):
        quorum.check_install(Quorum(present, seats), article="19 c")
        assert not Quorum(present, seats).few
        with pytest.raises(QuorumReached) as reached:
            quorum.check_conclude(Quorum(present, seats), article="19 e")
        refused = reached.value
    else:
        quorum.check_conclude(Quorum(present, seats), article="19 e")
        with pytest.raises(NoQuorum) as missed:
            quorum.check_install(Quorum(present, seats), article="19 c")
        refused = missed.value
    assert (refused.present, refused.required) == (present, quorum.required(seats))


@pytest.mark.parametrize(("seats", "present"), BOARDS)
def test_q3_a_second_convening_sits_with_whoever_attends_and_warns_below_three(
    seats: int, present: int
) -> None:
    if present == 0:
        quorum.check_conclude(Quorum(present, seats, second_convening=True), article="19 e")
        with pytest.raises(NoQuorum) as refusal:
            quorum.check_install(Quorum(present, seats, second_convening=True), article="19 d")
        assert refusal.value.fields() == {"present": 0, "required": 1, "article": "19 d"}
    else:
        quorum.check_install(Quorum(present, seats, second_convening=True), article="19 d")
        assert Quorum(present, seats, second_convening=True).few == (present in (1, 2))
        with pytest.raises(QuorumReached):
            quorum.check_conclude(Quorum(present, seats, second_convening=True), article="19 e")


@pytest.mark.parametrize(("seats", "present"), BOARDS)
@pytest.mark.parametrize("second", [False, True])
def test_q4_once_installed_quorum_holds_whoever_leaves(seats: int, present: int, second: bool) -> None:
    assert quorum.holds(MANUAL, Quorum(present, seats, second), installed=True)
    quorum.check_holds(MANUAL, Quorum(present, seats, second), article="19 c")


@pytest.mark.parametrize(("seats", "present"), BOARDS)
def test_q4_without_that_rule_quorum_is_lost_when_too_many_leave(seats: int, present: int) -> None:
    enough = more_than_half(present, seats)
    assert quorum.holds(LOOSE, Quorum(present, seats), installed=True) == enough
    assert quorum.holds(LOOSE, Quorum(present, seats, True), installed=True) == (present > 0)
    if enough:
        quorum.check_holds(LOOSE, Quorum(present, seats), article="19 c")
    else:
        with pytest.raises(NoQuorum) as refusal:
            quorum.check_holds(LOOSE, Quorum(present, seats), article="19 c")
        assert refusal.value.required == quorum.required(seats)


def test_q4_a_second_convening_that_everybody_left_lost_its_quorum_if_it_does_not_stick() -> None:
    with pytest.raises(NoQuorum) as refusal:
        quorum.check_holds(LOOSE, Quorum(0, 7, second_convening=True), article="19 d")
    assert refusal.value.required == 1


@pytest.mark.parametrize(("seats", "present"), BOARDS)
def test_q4_before_installation_nothing_sticks(seats: int, present: int) -> None:
    assert quorum.holds(MANUAL, Quorum(present, seats), installed=False) == more_than_half(present, seats)


@pytest.mark.parametrize(("kind", "needed"), [(QuorumBase.ALL_SEATS, 4), (QuorumBase.FILLED_SEATS, 3)])
def test_q1_vacant_seats_count_unless_the_base_is_the_filled_ones(kind: QuorumBase, needed: int) -> None:
    assert quorum.required(quorum.base(Reglamento(quorum_base=kind), seats=7, filled=5)) == needed


@pytest.mark.parametrize(
    ("late", "lawful"),
    [
        (timedelta(microseconds=-1), False),
        (timedelta(0), True),
        (timedelta(hours=3), True),
        (timedelta(days=-1), False),
    ],
)
def test_q2_the_first_list_is_taken_at_the_convened_hour_or_later(late: timedelta, lawful: bool) -> None:
    now = (NINE + late).astimezone(UTC)
    if lawful:
        quorum.check_first_list(now, NINE, article="19 e")
    else:
        with pytest.raises(FirstListTooEarly) as refusal:
            quorum.check_first_list(now, NINE, article="19 e")
        assert refusal.value.fields() == {"allowed_from": "2026-11-24T14:00:00+00:00", "article": "19 e"}


@pytest.mark.parametrize("minutes", [1, 15, 30])
@pytest.mark.parametrize("first_at", [NINE, NINE + timedelta(minutes=7, seconds=12, microseconds=3)])
def test_q2_the_second_list_opens_exactly_at_its_minutes_from_the_first(
    minutes: int, first_at: datetime
) -> None:
    rules = Reglamento(second_list_minutes=minutes)
    opens = first_at.astimezone(UTC) + timedelta(minutes=minutes)
    quorum.check_second_list(opens, first_at, rules, article="19 e")
    with pytest.raises(SecondListTooEarly) as refusal:
        quorum.check_second_list(opens - timedelta(microseconds=1), first_at, rules, article="19 e")
    assert refusal.value.allowed_from == opens


def test_q2_fifteen_minutes_pass_also_in_the_night_when_clocks_are_put_back() -> None:
    first_at = datetime(2026, 10, 25, 2, 50, tzinfo=MADRID)  # the first 02:50, in summer time
    assert quorum.second_list_opens(first_at, MANUAL) == datetime(2026, 10, 25, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (datetime(2026, 11, 24, 9, 30, tzinfo=LIMA), datetime(2026, 11, 25, 9, 30, tzinfo=LIMA)),
        (datetime(2026, 11, 27, 9, 0, tzinfo=LIMA), datetime(2026, 11, 30, 9, 0, tzinfo=LIMA)),
        (datetime(2026, 12, 7, 15, 0, tzinfo=LIMA), datetime(2026, 12, 10, 15, 0, tzinfo=LIMA)),
        (datetime(2026, 11, 24, 23, 30, tzinfo=LIMA), datetime(2026, 11, 25, 23, 30, tzinfo=LIMA)),
        (datetime(2026, 11, 25, 4, 30, tzinfo=UTC), datetime(2026, 11, 26, 4, 30, tzinfo=UTC)),
    ],
)
def test_q3_the_second_convening_is_the_next_business_day_at_the_same_local_hour(
    held: datetime, expected: datetime
) -> None:
    holidays = {date(2026, 12, 8), date(2026, 12, 9)}
    assert quorum.default_second_convening(held, LIMA, MANUAL, holidays.__contains__) == expected


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 10),
)
def test_q3_the_second_convening_is_later_keeps_the_hour_and_falls_on_a_business_day(
    held: datetime, days: int
) -> None:
    rules = Reglamento(second_convening_business_days=days)
    second = quorum.default_second_convening(held, LIMA, rules, no_holiday).astimezone(LIMA)
    local = held.astimezone(LIMA)
    assert (second.hour, second.minute) == (local.hour, local.minute)
    assert second.isoweekday() <= 5
    assert days <= (second.date() - local.date()).days <= days + 2 * (days // 5 + 1)


@pytest.mark.parametrize(("minutes", "lawful"), [(14, False), (15, True), (16, True)])
def test_c7_the_second_convening_can_not_precede_the_second_list(minutes: int, lawful: bool) -> None:
    second = NINE + timedelta(minutes=minutes)
    if lawful:
        quorum.check_second_convening(second, NINE, MANUAL, article="19 d")
    else:
        with pytest.raises(SecondConveningTooEarly) as refusal:
            quorum.check_second_convening(second, NINE, MANUAL, article="19 d")
        assert refusal.value.allowed_from == NINE + timedelta(minutes=15)


def test_q2_moments_without_a_zone_are_refused() -> None:
    naive = datetime(2026, 11, 24, 9)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        quorum.check_first_list(naive, NINE, article="19 e")
    with pytest.raises(ValueError, match="naive"):
        quorum.second_list_opens(naive, MANUAL)
