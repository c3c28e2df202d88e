"""Quorum, the two lists of the first convening, and the second convening."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from bot.rules.days import IsHoliday, at_local, business_days_after, utc
from bot.rules.errors import (
    FirstListTooEarly,
    NoQuorum,
    QuorumReached,
    SecondConveningTooEarly,
    SecondListTooEarly,
)
from bot.rules.reglamento import QuorumBase, Reglamento

LPAG_MINIMUM = 3


def required(seats: int) -> int:
    """Half plus one of the seats: 4 of 7, 4 of 6. Q1; article 19 c."""
    return seats // 2 + 1


def base(reglamento: Reglamento, seats: int, filled: int) -> int:
    """The seats that the quorum is counted on: all of them, or those that somebody holds.

    Q1; article 19 c.
    """
    return filled if reglamento.quorum_base == QuorumBase.FILLED_SEATS else seats


@dataclass(frozen=True, slots=True)
class Quorum:
    """Seats present of those that the quorum is counted on; a second convening sits with those who attend.

    Q1, Q3; articles 19 c, 19 d.
    """

    present: int
    seats: int
    second_convening: bool = False

    @property
    def required(self) -> int:
        """Seats needed; of a second convening one at least."""
        return 1 if self.second_convening else required(self.seats)

    @property
    def reached(self) -> bool:
        """Whether they are enough."""
        return self.present >= self.required

    @property
    def few(self) -> bool:
        """Whether a second convening sits below the general law's minimum: a warning, no obstacle."""
        return self.second_convening and self.present < LPAG_MINIMUM


def check_first_list(now: datetime, convened_at: datetime, article: str) -> None:
    """The first list is taken at the convened hour or later: raises FirstListTooEarly. Q2; article 19 e."""
    if utc(now) < utc(convened_at):
        raise FirstListTooEarly(allowed_from=convened_at, article=article)


def second_list_opens(first_list_at: datetime, reglamento: Reglamento) -> datetime:
    """The first moment of the second list, in UTC: fifteen minutes from the first. Q2; article 19 e."""
    return utc(first_list_at) + timedelta(minutes=reglamento.second_list_minutes)


def check_second_list(now: datetime, first_list_at: datetime, reglamento: Reglamento, article: str) -> None:
    """The second list is never taken earlier: raises SecondListTooEarly. Q2; article 19 e."""
    opens = second_list_opens(first_list_at, reglamento)
    if utc(now) < opens:
        raise SecondListTooEarly(allowed_from=opens, article=article)


def check_install(counted: Quorum, article: str) -> None:
    """A sitting is installed with its quorum: raises NoQuorum. Q1, Q3; articles 19 c, 19 d."""
    if not counted.reached:
        raise NoQuorum(present=counted.present, required=counted.required, article=article)


def check_conclude(counted: Quorum, article: str) -> None:
    """A convening is concluded for want of quorum only: raises QuorumReached if there is one.

    Q2; article 19 e.
    """
    if counted.reached:
        raise QuorumReached(present=counted.present, required=counted.required, article=article)


def holds(reglamento: Reglamento, counted: Quorum, installed: bool) -> bool:
    """Whether there is quorum now: once established it holds to the close, as a parameter.

    Q4; article 19 c.
    """
    return counted.reached or (installed and reglamento.quorum_sticky)


def check_holds(reglamento: Reglamento, counted: Quorum, article: str) -> None:
    """An installed sitting decides while its quorum holds: raises NoQuorum. Q4; article 19 c."""
    if not holds(reglamento, counted, installed=True):
        raise NoQuorum(present=counted.present, required=counted.required, article=article)


def default_second_convening(
    held_at: datetime, zone: tzinfo, reglamento: Reglamento, is_holiday: IsHoliday
) -> datetime:
    """The next business day at the same local hour, in UTC. Q3; article 19 d; LPAG, quorum for sessions."""
    local = held_at.astimezone(zone)
    day = business_days_after(local.date(), reglamento.second_convening_business_days, is_holiday)
    return at_local(day, time(local.hour, local.minute), zone)


def check_second_convening(
    second_at: datetime, held_at: datetime, reglamento: Reglamento, article: str
) -> None:
    """The second convening can't precede the second list of the first. C7, Q3; articles 19 d, 19 e.

    Raises SecondConveningTooEarly. A date announced with the first convocatoria is kept if it is still ahead.
    """
    opens = second_list_opens(held_at, reglamento)
    if utc(second_at) < opens:
        raise SecondConveningTooEarly(allowed_from=opens, article=article)
