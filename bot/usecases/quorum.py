"""How a sitting stands against its quorum (Q1, Q3, Q4)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from bot.rules import quorum
from bot.rules.quorum import Quorum
from bot.store import people, sittings
from bot.usecases.bodies import Body
from bot.usecases.case import Case


def standing(body: Body, row: Row[Any], seats: Sequence[Row[Any]], present: int) -> Quorum:
    """Of a sitting with those seats, so many present: half plus one, or whoever attends (19 c, 19 d)."""
    filled = sum(seat.titular_id is not None for seat in seats)
    return Quorum(present, quorum.base(body.reglamento, len(seats), filled), row.second_of is not None)


def standing_now(case: Case, row: Row[Any]) -> Quorum:
    """Of a sitting as it is at this moment."""
    present = len(sittings.present(case.db, row.id))
    return standing(case.body, row, people.seats(case.db, case.body.id), present)
