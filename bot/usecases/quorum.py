"""How a sitting stands against its quorum (Q1, Q3, Q4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from bot.rules import quorum
from bot.store import people, sittings
from bot.usecases.bodies import Body
from bot.usecases.case import Case


@dataclass(frozen=True, slots=True)
class Standing:
    """Seats: `present` of `total`; `base` is what the quorum is counted on, `required` what it amounts to."""

    present: int
    total: int
    base: int
    required: int
    second_convening: bool

    @property
    def reached(self) -> bool:
        """Whether there are enough."""
        return self.present >= self.required


def standing(body: Body, row: Row[Any], seats: Sequence[Row[Any]], present: int) -> Standing:
    """Of a sitting with those seats, so many present: half plus one, or whoever attends (19 c, 19 d)."""
    second = row.second_of is not None
    base = quorum.base(body.reglamento, len(seats), sum(seat.titular_id is not None for seat in seats))
    return Standing(present, len(seats), base, 1 if second else quorum.required(base), second)


def standing_now(case: Case, row: Row[Any]) -> Standing:
    """Of a sitting as it is at this moment."""
    present = len(sittings.present(case.db, row.id))
    return standing(case.body, row, people.seats(case.db, case.body.id), present)
