"""The ballot: one per seat, by name, of whoever occupies it at that moment (V2, V3; 18)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, bindparam, insert, update

from bot.rules import ballots as rules
from bot.rules.ballots import VoteState
from bot.rules.errors import NotEntitled
from bot.rules.lifecycle import Verb
from bot.rules.majority import Choice
from bot.store import people, sittings, votes
from bot.store.tables import ballot
from bot.usecases import dialogue, results
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import running, step

_NEW = insert(ballot)
_CHANGED = update(ballot).where(
    ballot.c.vote_id == bindparam("of_vote"), ballot.c.seat_id == bindparam("of_seat")
)


@dataclass(frozen=True, slots=True)
class CastBallot:
    """A ballot of whoever acts, without `vote_id` in the vote that is open.

    An abstention brings its reason with it or is asked for it.
    """

    verb: ClassVar[Verb] = Verb.CAST_BALLOT
    vote_id: int | None
    choice: Choice
    reason: str | None = None


def cast_ballot(case: Case, command: CastBallot) -> Receipt:
    """One ballot per seat, by the person who occupies it now; it may be changed until the vote closes (V2).

    Raises NotFound, VoteNotOpen, NotLawfulNow, NotPresent.
    """
    vote_id = command.vote_id or _open_now(case)
    row = votes.pressed(case.db, case.body.id, vote_id, case.actor.person_id)
    if row is None:
        raise NotFound(what="vote", name=str(vote_id))
    return _cast(case, row, case.actor.person_id, command)


def _open_now(case: Case) -> int:
    open_ = votes.running(case.db, running(case).id)
    if open_ is None:
        raise NotFound(what="vote", name="", article=case.article("majority"))
    return int(open_.id)


@dataclass(frozen=True, slots=True)
class RecordBallot:
    """The ST records, in the room, the ballot of a member who has no telephone (Q5)."""

    verb: ClassVar[Verb] = Verb.MARK_PRESENT
    vote_id: int
    seat_id: int
    choice: Choice
    reason: str | None = None


def record_ballot(case: Case, command: RecordBallot) -> Receipt:
    """Leaves the trace of who recorded it.

    Raises NotFound, VoteNotOpen, NotLawfulNow, NotPresent; NotEntitled where the member can press.
    """
    article = case.article("votes")
    sitting_id = results.vote_of(case, command.vote_id).sitting_id
    here = {each.seat_id: each for each in sittings.present(case.db, sitting_id)}
    member = here.get(command.seat_id)
    rules.check_voter(member is not None, article=article)
    if member is not None and member.telegram_id is not None:
        raise NotEntitled(verb=Verb.CAST_BALLOT, needed=(member.key,), article=article)
    person_id = member.person_id if member is not None else None
    row = votes.pressed(case.db, case.body.id, command.vote_id, person_id)
    return _cast(case, row, person_id, command, recorded_by=case.actor.person_id)


def _cast(
    case: Case,
    row: Any,
    person_id: int | None,
    command: CastBallot | RecordBallot,
    recorded_by: int | None = None,
) -> Receipt:
    rules.check_vote_takes(VoteState(row.state), Verb.CAST_BALLOT, article=case.article("majority"))
    step(case, row.sitting_state, Verb.CAST_BALLOT)
    rules.check_voter(row.seat_id is not None, article=case.article("votes"))
    reason = (command.reason or "").strip() or None
    waiting = command.choice is Choice.ABSTAIN and reason is None
    theirs = row.cast_by == person_id
    if theirs and row.choice == command.choice and reason in (None, row.reason):
        owed = waiting and row.reason is None
        return Receipt("voto", {"choice": command.choice, "at": row.cast_at, "waiting": owed})
    entry = case.record(
        "ballot_cast" if row.choice is None else "ballot_changed",
        f"vote:{row.id}",
        seat=row.key,
        person=person_id,
        choice=command.choice,
        reason=reason,
        recorded_by=recorded_by,
        before=row.choice,
    )
    _keep(
        case,
        row,
        person_id=person_id,
        as_alternate=row.as_alternate,
        choice=command.choice,
        reason=reason,
        recorded_by=recorded_by,
        cast_at=case.now,
        receipt=entry,
    )
    if waiting:
        _ask_for_reason(case, row)
    elif theirs and row.choice == Choice.ABSTAIN:
        dialogue.close(case, "abstention")
    case.refresh(row.sitting_id, paper_key(row.id, row.seat_id, person_id))
    return Receipt("voto", {"choice": command.choice, "at": case.now, "waiting": waiting})


def _keep(case: Case, row: Any, **values: Any) -> None:
    if row.choice is None:
        case.db.execute(_NEW, {"vote_id": row.id, "seat_id": row.seat_id, **values})
    else:
        case.db.execute(_CHANGED, {"of_vote": row.id, "of_seat": row.seat_id, **values})


def _ask_for_reason(case: Case, row: Any) -> None:
    fields = {"vote": row.id, "seat": row.seat_id}
    article = case.article("duty_to_vote")
    dialogue.ask(case, "abstention", fields, "pide_motivo_abstencion", article=article, seat=row.key)


def show_paper(
    case: Case,
    sitting_id: int,
    vote_id: int,
    occupant: Row[Any],
    telegram_id: int | None,
    *,
    left: bool = False,
) -> None:
    """The seat's ballot paper, kept up to date in the chat of whoever occupies it; without buttons once they `left`."""
    case.show(
        paper_key(vote_id, occupant.seat_id, occupant.person_id),
        sitting_id,
        telegram_id,
        "papeleta",
        shared=False,
        fresh=not left,
        vote=vote_id,
        seat=occupant.seat_id,
        person=occupant.person_id,
        left=left,
    )


def paper_key(vote_id: int, seat_id: int, person_id: int | None) -> str:
    """The key of the live message that is the seat's ballot paper, in that person's chat."""
    return f"vote:{vote_id}:{seat_id}:{person_id}"


def leave(case: Case, sitting_id: int, former: Row[Any]) -> None:
    """Whoever gives up their seat votes no more, and completes no abstention: its reason is not asked for (V2)."""
    reached = people.telegram_ids(case.db, {former.person_id})
    dialogue.forget(case, "abstention", reached)
    vote = votes.running(case.db, sitting_id)
    if vote is not None and vote.state == "open":
        for telegram_id in reached:
            show_paper(case, sitting_id, vote.id, former, telegram_id, left=True)


def stop_asking(case: Case, vote_id: int, text: str) -> None:
    """The vote is closed: a reason that did not come is not asked for any more, and whoever owed it is told."""
    owing = [each for each in votes.ballots(case.db, vote_id) if not rules.counts(each.choice, each.reason)]
    answering = people.telegram_ids(case.db, {each.recorded_by or each.person_id for each in owing})
    dialogue.forget(case, "abstention", answering)
    for telegram_id in sorted(answering):
        case.send(telegram_id, "abstencion_sin_motivo", vote=text, article=case.article("duty_to_vote"))
