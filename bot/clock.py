"""The time, read in one place: everything else is handed a `Clock` or an instant."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's wall clock, taken as it is."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class VirtualClock:
    """A clock that stands still until it is moved, and only moves forward."""

    def __init__(self, start: datetime) -> None:
        """Start at an aware instant of any zone. Raises ValueError if `start` is naive."""
        self._now = _in_utc(start)

    def now(self) -> datetime:
        return self._now

    def set(self, instant: datetime) -> None:
        """Move to an aware instant of any zone. Raises ValueError if it is naive or already past."""
        moment = _in_utc(instant)
        if moment < self._now:
            raise ValueError(f"the clock stands at {self._now} and does not go back to {moment}")
        self._now = moment

    def advance(self, step: timedelta) -> None:
        """Move forward by `step`. Raises ValueError if it is negative."""
        self.set(self._now + step)


def _in_utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs its zone: {instant!r}")
    return instant.astimezone(UTC)
