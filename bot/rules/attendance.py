"""Answers to the convocatoria, alternates, who sits in a seat."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.rules.errors import (
    DesignationIncomplete,
    HoldsAnotherSeat,
    NoAlternate,
    SeatOccupied,
)

Seat = TypeVar("Seat", bound=Hashable)


class Answer(StrEnum):
    """What a seat answers to the convocatoria (C9)."""

    ATTENDING = "attending"
    ALTERNATE = "alternate"
    ABSENT = "absent"


class Attendee(StrEnum):
    """Who occupies a seat (W3)."""

    TITULAR = "titular"
    ALTERNATE = "alternate"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The answers so far against quorum, in seats."""

    attending: int
    by_alternate: int
    absent: int
    silent: int
    required: int

    @property
    def expected(self) -> int:
        """Seats that will be occupied."""
        return self.attending + self.by_alternate

    @property
    def reached(self) -> bool:
        """Whether they make the quorum."""
        return self.expected >= self.required

    @property
    def possible(self) -> bool:
        """Whether they still could, were the silent to come."""
        return self.expected + self.silent >= self.required


def forecast(answers: Mapping[Seat, Answer | None], required: int) -> Forecast:
    """The forecast from each seat's answer, None while it is silent. C9; article 25 b."""
    given = list(answers.values())
    return Forecast(
        attending=given.count(Answer.ATTENDING),
        by_alternate=given.count(Answer.ALTERNATE),
        absent=given.count(Answer.ABSENT),
        silent=given.count(None),
        required=required,
    )


def check_designation(fields: Mapping[str, str | None], occupies_seat: bool, article: str) -> None:
    """A designation states name, post and document, of someone without a seat. W2, W3; article 16.

    `fields` are the required ones by token. Raises DesignationIncomplete, HoldsAnotherSeat.
    """
    missing = tuple(name for name, value in fields.items() if not value or not value.strip())
    if missing:
        raise DesignationIncomplete(missing=missing, article=article)
    if occupies_seat:
        raise HoldsAnotherSeat(article=article)


def check_answer(answer: Answer, has_alternate: bool, article: str) -> None:
    """A seat answers that its alternate comes only if it has one: raises NoAlternate. C9; article 16."""
    if answer == Answer.ALTERNATE and not has_alternate:
        raise NoAlternate(article=article)


def check_seating(seat_taken_by_titular: bool, sits_elsewhere: bool, article: str) -> None:
    """Nobody sits in a titular's seat while the titular is there, nor in two seats.

    W3, Q5; articles 16, 25 e.

    Raises SeatOccupied, HoldsAnotherSeat.
    """
    if seat_taken_by_titular:
        raise SeatOccupied(article=article)
    if sits_elsewhere:
        raise HoldsAnotherSeat(article=article)
