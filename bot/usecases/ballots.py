"""The ballot: one per seat, by name, of whoever occupies it at that moment; and its reasons (V2, V3; 18)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, bindparam, insert, select, update

from bot.rules import ballots as rules
from bot.rules.acta import advance_acta
from bot.rules.ballots import VoteState
from bot.rules.errors import NotEntitled, VoteNotOpen
from bot.rules.lifecycle import ActaState, Verb
from bot.rules.majority import Choice
from bot.store import people, sittings, votes
from bot.store.tables import agenda_item, ballot, vote
from bot.usecases import dialogue, results, sheets, versions
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import name_of, running, sitting_of, step

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
    case.refresh(row.sitting_id, _paper(row.id, row.seat_id))
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


def show_paper(case: Case, sitting_id: int, vote_id: int, occupant: Row[Any]) -> None:
    """The seat's own ballot paper, kept up to date in the chat of whoever occupies it."""
    case.show(
        _paper(vote_id, occupant.seat_id),
        sitting_id,
        occupant.telegram_id,
        "papeleta",
        shared=False,
        vote=vote_id,
        seat=occupant.seat_id,
        person=occupant.person_id,
    )


def _paper(vote_id: int, seat_id: int) -> str:
    return f"vote:{vote_id}:{seat_id}"


def left(case: Case, person_id: int) -> None:
    """Whoever gave up their seat completes no abstention any more: its reason is not asked for (V2)."""
    dialogue.forget(case, "abstention", people.telegram_ids(case.db, {person_id}))


def stop_asking(case: Case, vote_id: int, text: str) -> None:
    """The vote is closed: a reason that did not come is not asked for any more, and whoever owed it is told."""
    owing = [each for each in votes.ballots(case.db, vote_id) if not rules.counts(each.choice, each.reason)]
    answering = people.telegram_ids(case.db, {each.recorded_by or each.person_id for each in owing})
    dialogue.forget(case, "abstention", answering)
    for telegram_id in sorted(answering):
        case.send(telegram_id, "abstencion_sin_motivo", vote=text, article=case.article("duty_to_vote"))


@dataclass(frozen=True, slots=True)
class GiveReason:
    """The reason of an abstention or of a vote.

    Without `vote_id` it is of a vote of whoever gives it: on the item whose number the text begins with, else
    the one that is open, else the latest in which they did not vote for, else the latest.
    """

    verb: ClassVar[Verb] = Verb.GIVE_REASON
    text: str
    vote_id: int | None = None
    seat_id: int | None = None


def give_reason(case: Case, command: GiveReason) -> Receipt:
    """While the vote is open it goes with the ballot; then, until the end of the next day, it is added (V3).

    Raises ReasonRequired, NotFound, NotLawfulNow, NotPresent (an abstention is completed in one's seat),
    VoteNotOpen (also for an abstention that was never cast), ReasonTooLate, ActaNotLawfulNow once the acta is approved.
    """
    row, given = _ballot_meant(case, command)
    text = rules.check_reason(given, article=case.article("duty_to_vote"))
    state = VoteState(row.state)
    rules.check_vote_takes(state, Verb.GIVE_REASON, article=case.article("members"))
    step(case, sitting_of(case, row.sitting_id).state, Verb.GIVE_REASON)
    late = state is not VoteState.OPEN
    if late:
        _check_late(case, row)
    elif row.choice == Choice.ABSTAIN and row.reason is None:
        here = {(each.seat_id, each.person_id) for each in sittings.present(case.db, row.sitting_id)}
        rules.check_voter((row.seat_id, row.person_id) in here, article=case.article("votes"))
    values = {"added_reason": text, "added_at": case.now} if late else {"reason": text}
    mine = (ballot.c.vote_id == row.vote_id, ballot.c.seat_id == row.seat_id)
    case.db.execute(update(ballot).where(*mine).values(values))
    case.record("reason_given", f"vote:{row.vote_id}", seat=row.seat_id, reason=text, late=late)
    dialogue.close(case, "abstention")
    if late:
        _append_to_acta(case, row.sitting_id)
        sheets.follow(case, row.sitting_id)
    case.refresh(row.sitting_id, _paper(row.vote_id, row.seat_id))
    said = {"text": text, "choice": row.choice, "vote": row.vote_text}
    case.reply("razon_anotada", **said)
    return Receipt("razon_anotada", said)


def _append_to_acta(case: Case, sitting_id: int) -> None:
    """Once there is an acta the reasons go into a new version, which the secretariat is to circulate (V3)."""
    before = versions.latest(case, sitting_id)
    if before is None:
        return
    row = sitting_of(case, sitting_id)
    document_id, name = versions.draft(case, row), name_of(case, row)
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
            "acta_completada",
            document_id=document_id,
            buttons=[[press("circulate", sitting_id)]],
            sitting=name,
            who=case.actor.name,
            article=case.article("members"),
        )


_GIVEN = (
    select(
        ballot,
        vote.c.state,
        vote.c.closed_at,
        vote.c.text.label("vote_text"),
        vote.c.sitting_id,
        agenda_item.c.position,
    )
    .join(vote, vote.c.id == ballot.c.vote_id)
    .outerjoin(agenda_item, agenda_item.c.id == vote.c.agenda_item_id)
    .order_by(vote.c.opened_at.desc(), vote.c.id.desc())
)


def _ballot_meant(case: Case, command: GiveReason) -> tuple[Row[Any], str]:
    """The ballot that the reason is for, and the reason. Raises NotFound."""
    if command.vote_id is None:
        return _own_ballot(case, command.text)
    mine = (vote.c.id == command.vote_id, ballot.c.seat_id == command.seat_id)
    row = case.db.execute(_GIVEN.where(*mine)).first()
    if row is None or case.actor.person_id not in (row.person_id, row.recorded_by):
        raise NotFound(what="ballot", name="", article=case.article("members"))
    return row, command.text


def _own_ballot(case: Case, text: str) -> tuple[Row[Any], str]:
    """Among those of the latest sitting in which they voted. Raises NotFound."""
    mine = (ballot.c.person_id == case.actor.person_id, vote.c.state != VoteState.ANNULLED)
    latest = case.db.execute(_GIVEN.where(*mine)).first()
    if latest is None:
        raise NotFound(what="ballot", name="", article=case.article("members"))
    rows = case.db.execute(_GIVEN.where(*mine, vote.c.sitting_id == latest.sitting_id)).all()
    number, _, rest = text.strip().partition(" ")
    on_item = [row for row in rows if str(row.position) == number.rstrip(".:")]
    if on_item and rest.strip():
        return on_item[0], rest.strip()
    open_ones = [row for row in rows if row.state == VoteState.OPEN]
    dissents = [row for row in rows if row.choice == Choice.AGAINST or row.reason]
    return (open_ones or dissents or [latest])[0], text


def _check_late(case: Case, row: Row[Any]) -> None:
    if not rules.counts(row.choice, row.reason):
        raise VoteNotOpen(state=row.state, article=case.article("duty_to_vote"))
    rules.check_reason_in_time(case.now, row.closed_at, case.body.zone, article=case.article("members"))
    newest = versions.latest(case, row.sitting_id)
    if newest is not None:
        advance_acta(ActaState(newest.state), Verb.GIVE_REASON, article=case.article("acta"))
