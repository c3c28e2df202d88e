"""The reasons of a vote: with the ballot while it is open; then, until the end of the next day, added (V3; LPAG)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules import ballots as rules
from bot.rules.acta import advance_acta
from bot.rules.ballots import VoteState
from bot.rules.errors import VoteNotOpen
from bot.rules.lifecycle import ActaState, Verb
from bot.rules.majority import Choice
from bot.rules.reasons import check_reason, check_reason_in_time
from bot.store import people, sittings
from bot.store.tables import agenda_item, ballot, vote
from bot.usecases import dialogue, sheets, versions
from bot.usecases.ballots import paper_key
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import name_of, sitting_of, step


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
    text = check_reason(given, article=case.article("duty_to_vote"))
    state = VoteState(row.state)
    rules.check_vote_takes(state, Verb.GIVE_REASON, article=case.article("members"))
    step(case, sitting_of(case, row.sitting_id).state, Verb.GIVE_REASON)
    late = state is not VoteState.OPEN
    if late:
        _check_late(case, row)
    elif not rules.counts(row.choice, row.reason):
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
    case.refresh(row.sitting_id, paper_key(row.vote_id, row.seat_id, row.person_id))
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
    latest = case.db.execute(_GIVEN.where(*mine).limit(1)).first()
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
    check_reason_in_time(case.now, row.closed_at, case.body.zone, article=case.article("members"))
    newest = versions.latest(case, row.sitting_id)
    if newest is not None:
        advance_acta(ActaState(newest.state), Verb.GIVE_REASON, article=case.article("acta"))
