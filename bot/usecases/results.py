"""What a vote came to: who was present is kept with it, what it adopted takes its code, all are told."""

from typing import Any

from sqlalchemy import Row, insert

from bot.rules.ballots import counts
from bot.rules.majority import Outcome
from bot.store import sittings, votes
from bot.store.tables import entitled
from bot.usecases import acuerdos, views
from bot.usecases.buttons import press
from bot.usecases.case import Case
from bot.usecases.refusals import NotFound
from bot.usecases.room import tell_room
from bot.usecases.sitting import name_of, sitting_of


def vote_of(case: Case, vote_id: int) -> Row[Any]:
    """The body's vote of that id. Raises NotFound."""
    row = votes.vote_of(case.db, case.body.id, vote_id)
    if row is None:
        raise NotFound(what="vote", name=str(vote_id))
    return row


def counted(case: Case, vote_id: int) -> list[Row[Any]]:
    """The ballots that count: an abstention only with its reason (V3)."""
    return [each for each in votes.ballots(case.db, vote_id) if counts(each.choice, each.reason)]


def freeze(case: Case, sitting_id: int, vote_id: int) -> int:
    """Keeps who was present at the vote: those present now, and whoever voted and left; how many (V2)."""
    here = {
        each.seat_id: (each.person_id, each.as_alternate)
        for each in (*sittings.present(case.db, sitting_id), *counted(case, vote_id))
    }
    rows = [
        {"vote_id": vote_id, "seat_id": seat_id, "person_id": person_id, "as_alternate": as_alternate}
        for seat_id, (person_id, as_alternate) in here.items()
    ]
    if rows:
        case.db.execute(insert(entitled), rows)
    return len(rows)


def declare(case: Case, vote_id: int) -> str | None:
    """Says the result of a vote that was decided; the code of what it adopted."""
    row = vote_of(case, vote_id)
    sitting = sitting_of(case, row.sitting_id)
    code = acuerdos.adopt_voted(case, sitting, row) if row.outcome == Outcome.APPROVED else None
    adopted = acuerdos.of_vote(case, vote_id) if code is not None else None
    tell_room(
        case,
        sitting,
        "resultado",
        leading=[[press("execution", adopted)]] if adopted is not None else None,
        **views.result_context(case.db, case.body, row, code),
        sitting=name_of(case, sitting),
    )
    rest(case, sitting.id, vote_id)
    return code


def rest(case: Case, sitting_id: int, vote_id: int) -> None:
    """The live messages of a vote that takes no more ballots lose their buttons."""
    case.settle(sitting_id, f"vote:{vote_id}:")
