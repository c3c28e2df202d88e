"""Who presides: the President, in their place the alternate, else whoever those present elect (W4; 23 c)."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Row, insert, update

from bot.rules.attendance import Attendee
from bot.rules.errors import NoPresider, NotPresent
from bot.rules.lifecycle import State, Verb
from bot.rules.presiding import PresidesAs, check_election, who_presides
from bot.store import people, sittings, votes
from bot.store.tables import presidency, sitting
from bot.usecases import casting
from bot.usecases.buttons import press
from bot.usecases.case import Case
from bot.usecases.room import tell_room
from bot.usecases.sitting import name_of, step

_RIGHTS = {
    PresidesAs.PRESIDENT: "body", PresidesAs.ALTERNATE: "alternate", PresidesAs.ELECTED: "authorities",
}  # fmt: skip


def choose(
    case: Case, present: Sequence[Row[Any]], elected_seat_id: int | None
) -> tuple[Row[Any], PresidesAs]:
    """Whoever of those present presides, and why. Raises NoPresider."""
    here = _here(present)
    elected = next((row.key for row in present if row.seat_id == elected_seat_id), None)
    chosen = who_presides(_president(case), here, elected, article=case.article("authorities"))
    return next(row for row in present if row.key == chosen.seat), chosen.why


def elect(case: Case, row: Row[Any], seat_id: int) -> Row[Any]:
    """During the sitting, where nobody presides any more: those present elect that seat.

    Raises NotLawfulNow, PresiderPresent, NotPresent.
    """
    step(case, row.state, Verb.ELECT_PRESIDER)
    present = sittings.present(case.db, row.id)
    elected = next((each for each in present if each.seat_id == seat_id), None)
    if elected is None:
        raise NotPresent(article=case.article("authorities"))
    presiding = next((each.key for each in present if each.person_id == row.presider_person_id), None)
    check_election(
        _president(case), _here(present), elected.key, case.article("authorities"), presiding=presiding
    )
    _take(case, row, elected, PresidesAs.ELECTED)
    return elected


def settle(case: Case, row: Row[Any]) -> None:
    """After somebody came or left: the presidency goes to whom it belongs now, if to anybody."""
    if row.state not in (State.IN_SESSION, State.SUSPENDED):
        return
    elected = row.presider_seat_id if row.presider_why == PresidesAs.ELECTED else None
    with suppress(NoPresider):
        chosen, why = choose(case, sittings.present(case.db, row.id), elected)
        if (chosen.seat_id, chosen.person_id) != (row.presider_seat_id, row.presider_person_id):
            _take(case, row, chosen, why)


def check_presided(case: Case, row: Row[Any], present: Sequence[Row[Any]]) -> None:
    """A sitting decides while somebody presides it. Raises NoPresider."""
    if not any(each.person_id == row.presider_person_id for each in present):
        raise NoPresider(article=case.article("authorities"))


def _take(case: Case, row: Row[Any], presider: Row[Any], why: PresidesAs) -> None:
    """A tie that waits for the casting vote waits for the new presider's."""
    case.db.execute(
        update(sitting)
        .where(sitting.c.id == row.id)
        .values(presider_seat_id=presider.seat_id, presider_person_id=presider.person_id, presider_why=why)
    )
    case.record(
        "presidency_taken", f"sitting:{row.id}", person=presider.person_id, seat=presider.key, why=why
    )
    keep(case, row.id, presider, why)
    tell_room(
        case,
        row,
        "presidencia",
        leading=[[press("room", row.id)]],
        presider=presider.name,
        post=presider.post,
        why=why,
        at=case.now,
        sitting=name_of(case, row),
        article=case.article(_RIGHTS[why]),
    )
    vote = votes.running(case.db, row.id)
    if vote is not None:
        casting.offer(case, vote.id)
    case.refresh(row.id)


def keep(case: Case, sitting_id: int, presider: Row[Any], why: str) -> None:
    """Who presides from now on, and why: the acta says it."""
    case.db.execute(
        insert(presidency).values(
            sitting_id=sitting_id,
            seat_id=presider.seat_id,
            person_id=presider.person_id,
            why=why,
            since=case.now,
        )
    )


def _here(present: Sequence[Row[Any]]) -> dict[str, Attendee]:
    return {row.key: Attendee.ALTERNATE if row.as_alternate else Attendee.TITULAR for row in present}


def _president(case: Case) -> str:
    return next(str(seat.key) for seat in people.seats(case.db, case.body.id) if seat.presides)
