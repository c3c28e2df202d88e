"""A vote counted again, or annulled: before the close, with its reason, and its trace stays (V6, V7)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, insert, select, update

from bot.rules import ballots as rules
from bot.rules.ballots import VoteState
from bot.rules.lifecycle import Verb
from bot.rules.majority import Choice, Tally
from bot.rules.reasons import check_reason
from bot.store import sittings, votes
from bot.store.tables import acuerdo, recount, vote
from bot.usecases import ballots, planning, results
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.room import tell_room
from bot.usecases.sitting import name_of, step


@dataclass(frozen=True, slots=True)
class Recount:
    """The last vote of the sitting that runs is counted again."""

    verb: ClassVar[Verb] = Verb.RECOUNT
    reason: str


def recount_vote(case: Case, command: Recount) -> Receipt:
    """The ballots are counted anew and the counts said again, by name. Raises NotFound, NotLawfulNow,
    VoteNotOpen (not closed yet, or annulled), ReasonRequired.
    """
    row, last = _last_vote(case, Verb.RECOUNT)
    reason = check_reason(command.reason, article=case.article("votes"))
    cast = {each.seat_id: each.choice for each in results.counted(case, last.id)}
    tally = Tally.of(Choice(each) for each in cast.values())
    counts = {
        "in_favour": tally.in_favour, "against": tally.against, "abstentions": tally.abstentions,
    }  # fmt: skip
    case.db.execute(
        insert(recount).values(
            vote_id=last.id,
            reason=reason,
            person_id=case.actor.person_id,
            recounted_at=case.now,
            **counts,
        )
    )
    case.record("vote_recounted", f"vote:{last.id}", reason=reason, **counts)
    context = {
        "text": last.text,
        "reason": reason,
        "outcome": last.outcome,
        "voters": [
            {"post": each.post, "name": each.name, "choice": cast.get(each.seat_id)}
            for each in votes.entitled_to(case.db, last.id)
        ],
        "sitting": name_of(case, row),
        "article": case.article("votes"),
        **counts,
    }
    tell_room(case, row, "recuento", **context)
    return Receipt("recuento", counts)


@dataclass(frozen=True, slots=True)
class AnnulVote:
    """The last vote of the sitting that runs is annulled."""

    verb: ClassVar[Verb] = Verb.ANNUL_VOTE
    reason: str


def annul_vote(case: Case, command: AnnulVote) -> Receipt:
    """Ballots and counts stay in the record; an acuerdo of it keeps its number, annulled; a new vote may follow.

    Raises NotFound, NotLawfulNow, VoteNotOpen (annulled already), ReasonRequired.
    """
    row, last = _last_vote(case, Verb.ANNUL_VOTE)
    reason = check_reason(command.reason, article=case.article("votes"))
    annul(case, last, reason)
    code = _annul_acuerdo(case, last, reason)
    tell_room(
        case,
        row,
        "votacion_anulada",
        text=last.text,
        item=last.position,
        reason=reason,
        code=code,
        sitting=name_of(case, row),
        article=case.article("votes"),
    )
    return Receipt("votacion_anulada", {"code": code})


def annul(case: Case, last: Row[Any], reason: str | None) -> None:
    """Nobody votes in it or is asked about it any more; without a `reason` it is the close that ends it."""
    if last.state == VoteState.OPEN:
        results.freeze(case, last.sitting_id, last.id)
        ballots.stop_asking(case, last.id, last.text)
    values = {"annulled_reason": reason, "closed_at": last.closed_at or case.now}
    case.db.execute(update(vote).where(vote.c.id == last.id).values(state=VoteState.ANNULLED, **values))
    case.record("vote_annulled", f"vote:{last.id}", reason=reason)
    results.rest(case, last.sitting_id, last.id)


def _last_vote(case: Case, verb: Verb) -> tuple[Row[Any], Row[Any]]:
    """The sitting that runs and its last vote, which takes that act."""
    article = case.article("votes")
    rows = sittings.in_states(case.db, case.body.id, sittings.RUNNING)
    held = votes.votes(case.db, rows[-1].id) if rows else []
    if not held:
        raise NotFound(what="last_vote", name="", article=article)
    step(case, rows[-1].state, verb)
    rules.check_vote_takes(VoteState(held[-1].state), verb, article=article)
    return rows[-1], held[-1]


def _annul_acuerdo(case: Case, last: Row[Any], reason: str) -> str | None:
    """What the vote adopted is annulled with it, and the execution that it authorised (V8); its code."""
    asked = (
        acuerdo.c.sitting_id == last.sitting_id, acuerdo.c.execution_vote_id == last.id,
        acuerdo.c.execution_authorised_at.is_not(None),
    )  # fmt: skip
    for acuerdo_id in case.db.scalars(select(acuerdo.c.id).where(*asked)).all():
        case.db.execute(
            update(acuerdo).where(acuerdo.c.id == acuerdo_id).values(execution_authorised_at=None)
        )
        case.record("execution_annulled", f"acuerdo:{acuerdo_id}", reason=reason)
    mine = (acuerdo.c.vote_id == last.id, acuerdo.c.state == "adopted")
    found = case.db.execute(select(acuerdo).where(*mine)).first()
    if found is None:
        return None
    case.db.execute(
        update(acuerdo).where(acuerdo.c.id == found.id).values(state="annulled", annulled_reason=reason)
    )
    case.record("acuerdo_annulled", f"acuerdo:{found.id}", code=found.code, reason=reason)
    planning.forget(case, "acuerdo", found.id)
    return str(found.code)
