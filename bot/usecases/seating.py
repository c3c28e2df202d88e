"""Who sits in a seat, from when to when: one person at a time, nobody in two (W3, Q4, Q5; 16, 25 e)."""

from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from bot.rules.attendance import check_seating
from bot.rules.lifecycle import State, Verb
from bot.store import sittings, votes
from bot.store.tables import presence
from bot.usecases import ballots, presiding
from bot.usecases.case import Case, Receipt
from bot.usecases.sitting import step

LISTS = {State.DRAFT: 1, State.FIRST_LIST: 1, State.SECOND_LIST: 2}


def occupant(case: Case, sitting_id: int, seat_id: int) -> Row[Any] | None:
    """Whoever sits there now."""
    mine = (presence.c.sitting_id == sitting_id, presence.c.seat_id == seat_id, presence.c.left_at.is_(None))
    return case.db.execute(select(presence).where(*mine)).first()


def occupy(
    case: Case,
    row: Row[Any],
    seat: Row[Any],
    person_id: int | None,
    *,
    as_alternate: bool,
    directed: bool = False,
) -> Receipt:
    """That person sits down in the seat (its `id` and `key`); whoever sat there hands over, with the hour.

    `directed` by the secretariat an alternate may take over from the titular. Raises SeatOccupied,
    HoldsAnotherSeat.
    """
    current = occupant(case, row.id, seat.id)
    if current is not None and current.person_id == person_id:
        return Receipt("presente", {"key": seat.key, "at": current.arrived_at})
    check_seating(
        seat_taken_by_titular=current is not None and not current.as_alternate and not directed,
        sits_elsewhere=any(other.person_id == person_id for other in sittings.present(case.db, row.id)),
        article=case.article("alternate"),
    )
    if current is not None:
        _end(case, row, current)
    ordinal = LISTS.get(State(row.state), 0)
    case.db.execute(
        insert(presence).values(
            sitting_id=row.id,
            seat_id=seat.id,
            person_id=person_id,
            as_alternate=as_alternate,
            list=ordinal,
            arrived_at=case.now,
            marked_by=case.actor.person_id,
        )
    )
    case.record(
        "seat_handed_over" if current is not None else "seat_present",
        f"sitting:{row.id}",
        seat=seat.key,
        person=person_id,
        alternate=as_alternate,
        list=ordinal,
    )
    _hand_ballot(case, row, seat.id)
    _settle(case, row)
    return Receipt("presente", {"key": seat.key, "at": case.now})


def leave(case: Case, row: Row[Any], key: str, current: Row[Any]) -> Receipt:
    """A mark of an open list is taken back; later it is a departure, with its hour. Raises NotLawfulNow.

    The first list stays as it was taken when the second is open."""
    step(case, row.state, Verb.MARK_DEPARTURE)
    listed = row.state in LISTS
    _end(case, row, current)
    event = "mark_taken_back" if listed else "seat_left"
    case.record(event, f"sitting:{row.id}", seat=key, person=current.person_id)
    _settle(case, row)
    return Receipt("ausente" if listed else "retirado", {"key": key, "at": case.now})


def _end(case: Case, row: Row[Any], current: Row[Any]) -> None:
    mine = presence.c.id == current.id
    ballots.leave(case, row.id, current)
    if row.state == State.SECOND_LIST and current.list == 1:
        first = {"left_at": case.now, "list": sittings.ONLY_IN_FIRST}
        case.db.execute(update(presence).where(mine).values(first))
    elif row.state in LISTS:
        case.db.execute(delete(presence).where(mine))
    else:
        case.db.execute(update(presence).where(mine).values(left_at=case.now))


def _hand_ballot(case: Case, row: Row[Any], seat_id: int) -> None:
    """Whoever arrives while a vote is open gets the ballot."""
    vote = votes.running(case.db, row.id)
    if vote is not None and vote.state == "open":
        arrived = next(each for each in sittings.present(case.db, row.id) if each.seat_id == seat_id)
        ballots.show_paper(case, row.id, vote.id, arrived, arrived.telegram_id)


def _settle(case: Case, row: Row[Any]) -> None:
    presiding.settle(case, row)
    case.refresh(row.id)
