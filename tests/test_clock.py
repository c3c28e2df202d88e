from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from bot.clock import SystemClock, VirtualClock

NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def test_the_system_clock_says_the_wall_time_in_utc():
    with time_machine.travel(NOON, tick=False):
        assert SystemClock().now() == NOON
        assert SystemClock().now().tzinfo is UTC


def test_a_virtual_clock_stands_still_until_it_is_moved():
    clock = VirtualClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(minutes=15))
    assert clock.now() == NOON + timedelta(minutes=15)
    clock.set(NOON + timedelta(hours=1))
    assert clock.now() == NOON + timedelta(hours=1)


def test_a_virtual_clock_takes_any_zone_and_answers_in_utc():
    clock = VirtualClock(datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("America/Lima")))
    assert clock.now() == NOON
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    "move", [lambda c: c.advance(timedelta(seconds=-1)), lambda c: c.set(NOON - timedelta(1))]
)
def test_a_virtual_clock_never_goes_back(move):
    clock = VirtualClock(NOON)
    with pytest.raises(ValueError, match="does not go back"):
        move(clock)
    assert clock.now() == NOON


def test_an_instant_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="needs its zone"):
        VirtualClock(NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="needs its zone"):
        VirtualClock(NOON).set(NOON.replace(tzinfo=None))
