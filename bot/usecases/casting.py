"""The casting vote: on a tie, and only then, a separate act of whoever presides (V4; 18, 23 c)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, update

from bot.rules import ballots, majority
from bot.rules.ballots import VoteState
from bot.rules.errors import NotEntitled
from bot.rules.lifecycle import Verb
from bot.rules.majority import Choice, Tally
from bot.rules.reglamento import MajorityBase
from bot.store import outbox, sittings
from bot.store.tables import vote
from bot.usecases import results
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.room import tell_room
from bot.usecases.sitting import name_of, sitting_of, step


def offer(case: Case, vote_id: int) -> None:
    """Of a tied vote: to whoever presides and to nobody else; the rest are told that it is awaited."""
    row = results.vote_of(case, vote_id)
    if row.state != VoteState.TIED:
        return
    sitting, presider = sitting_of(case, row.sitting_id), _presider(case, row)
    context = {
        "text": row.text,
        "in_favour": row.in_favour,
        "against": row.against,
        "abstentions": row.abstentions,
        "presider": presider.name if presider is not None else "",
        "article": case.article("casting"),
        "sitting": name_of(case, sitting),
    }
    if presider is not None:
        case.send(
            presider.telegram_id,
            "pide_voto_dirimente",
            urgency=outbox.URGENT,
            buttons=[
                [press("casting", row.id, "for", style="success")],
                [press("casting", row.id, "against", style="danger")],
            ],
            **context,
        )
    told = presider.telegram_id if presider is not None else None
    tell_room(case, sitting, "empate", but=told, **context)


@dataclass(frozen=True, slots=True)
class CastCastingVote:
    """Whoever presides decides a tie, for or against."""

    verb: ClassVar[Verb] = Verb.CAST_CASTING_VOTE
    vote_id: int
    choice: Choice


def cast_casting_vote(case: Case, command: CastCastingVote) -> Receipt:
    """The secretariat records it for whoever presides without a telephone.

    Raises NotFound, NotEntitled for anybody but who presides now, VoteNotOpen, CastingVoteMustDecide,
    NotLawfulNow.
    """
    row = results.vote_of(case, command.vote_id)
    article = case.article("casting")
    presider = _presider(case, row)
    if presider is None or not _may_cast(case, presider):
        raise NotEntitled(verb=Verb.CAST_CASTING_VOTE, needed=("presider",), article=article)
    if row.casting_choice is not None:
        return Receipt("voto_dirimente", {"choice": row.casting_choice, "at": row.casting_at})
    ballots.check_vote_takes(VoteState(row.state), Verb.CAST_CASTING_VOTE, article=article)
    step(case, row.sitting_state, Verb.CAST_CASTING_VOTE)
    tally = Tally(row.in_favour, row.against, row.abstentions)
    base = MajorityBase(case.body.reglamento.majority)
    decided = majority.decide(tally, base, row.present, command.choice, article=article)
    case.db.execute(
        update(vote)
        .where(vote.c.id == row.id)
        .values(
            state=VoteState.DECIDED,
            outcome=decided,
            casting_choice=command.choice,
            casting_person_id=presider.person_id,
            casting_at=case.now,
        )
    )
    case.record(
        "casting_vote_cast",
        f"vote:{row.id}",
        choice=command.choice,
        person=presider.person_id,
        outcome=decided,
    )
    results.declare(case, row.id)
    return Receipt("voto_dirimente", {"choice": command.choice, "at": case.now})


def _presider(case: Case, row: Row[Any]) -> Row[Any] | None:
    """Whoever presides, while they are present."""
    present = sittings.present(case.db, row.sitting_id)
    return next((each for each in present if each.person_id == row.presider_person_id), None)


def _may_cast(case: Case, presider: Row[Any]) -> bool:
    mine: bool = presider.person_id == case.actor.person_id
    return mine or (presider.telegram_id is None and case.actor.operates)
