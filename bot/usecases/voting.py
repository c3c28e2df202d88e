"""The vote: opened on an agenda item, counted and closed (V1, V4, V6; 18)."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import update

from bot.rules import ballots as rules
from bot.rules import majority
from bot.rules.ballots import VoteState
from bot.rules.lifecycle import Verb
from bot.rules.majority import Choice, Outcome, Tally
from bot.rules.reglamento import MajorityBase
from bot.store import sittings
from bot.store.engine import add
from bot.store.tables import vote
from bot.usecases import acuerdos, ballots, casting, results
from bot.usecases.ballots import CastBallot as CastBallot
from bot.usecases.ballots import RecordBallot as RecordBallot
from bot.usecases.ballots import cast_ballot as cast_ballot
from bot.usecases.ballots import record_ballot as record_ballot
from bot.usecases.case import Case, Receipt
from bot.usecases.casting import CastCastingVote as CastCastingVote
from bot.usecases.casting import cast_casting_vote as cast_casting_vote
from bot.usecases.decision import check_decision
from bot.usecases.reasons import GiveReason as GiveReason
from bot.usecases.reasons import give_reason as give_reason
from bot.usecases.room import conductors, show_panel
from bot.usecases.sitting import sitting_of, step


@dataclass(frozen=True, slots=True)
class OpenVote:
    """Puts a text to the vote under an agenda item, by its number; by default in the running sitting."""

    verb: ClassVar[Verb] = Verb.OPEN_VOTE
    sitting_id: int | None
    item: int
    text: str


def open_vote(case: Case, command: OpenVote) -> Receipt:
    """The group sees who has voted; every member present gets the ballot, the ST and the President their panel
    with *Cerrar votación*. A blank text is the item's own.

    Raises NotFound and what forbids a decision now.
    """
    _open(case, command)
    return Receipt("votacion_abierta", {"item": command.item})


def _open(case: Case, command: OpenVote) -> int:
    row = sitting_of(case, command.sitting_id)
    item = check_decision(case, row, Verb.OPEN_VOTE, command.item)
    text = command.text.strip() or item.text
    vote_id = add(
        case.db,
        vote,
        sitting_id=row.id,
        agenda_item_id=item.id,
        text=text,
        state=VoteState.OPEN,
        opened_by=case.actor.person_id,
        opened_at=case.now,
    )
    case.record("vote_opened", f"vote:{vote_id}", sitting=row.id, item=command.item, text=text)
    case.show(f"vote:{vote_id}:group", row.id, case.body.group_chat_id, "votacion", vote=vote_id)
    for seat in sittings.present(case.db, row.id):
        ballots.show_paper(case, row.id, vote_id, seat, seat.telegram_id)
    for telegram_id in sorted(conductors(case)):
        show_panel(case, row.id, telegram_id)
    case.refresh(row.id)
    return vote_id


def open_asked(case: Case, sitting_id: int, item: int, text: str) -> int:
    """The vote that a member asked for instead of consensus (V5); its id. Raises as `open_vote` does."""
    return _open(case, OpenVote(sitting_id, item, text))


@dataclass(frozen=True, slots=True)
class CloseVote:
    """No more ballots: the vote is counted."""

    verb: ClassVar[Verb] = Verb.CLOSE_VOTE
    vote_id: int


def close_vote(case: Case, command: CloseVote) -> Receipt:
    """Counts; freezes who was present; adopts the acuerdo, or on a tie offers the casting vote (V1, V4, V7).

    Raises NotFound, VoteNotOpen, NotLawfulNow.
    """
    row = results.vote_of(case, command.vote_id)
    if row.state in (VoteState.DECIDED, VoteState.TIED):
        code = acuerdos.code_of_vote(case, row.id)
        return Receipt("votacion_cerrada", {"outcome": row.outcome, "code": code})
    rules.check_vote_takes(VoteState(row.state), Verb.CLOSE_VOTE, article=case.article("majority"))
    step(case, row.sitting_state, Verb.CLOSE_VOTE)
    tally = Tally.of(Choice(each.choice) for each in results.counted(case, row.id))
    present = results.freeze(case, row.sitting_id, row.id)
    counted = majority.outcome(tally, MajorityBase(case.body.reglamento.majority), present)
    case.db.execute(
        update(vote)
        .where(vote.c.id == row.id)
        .values(
            state=rules.state_after(counted),
            closed_at=case.now,
            in_favour=tally.in_favour,
            against=tally.against,
            abstentions=tally.abstentions,
            present=present,
            outcome=counted,
            readings_differ=majority.readings_differ(tally, present),
        )
    )
    case.record(
        "vote_closed",
        f"vote:{row.id}",
        in_favour=tally.in_favour,
        against=tally.against,
        abstentions=tally.abstentions,
        present=present,
        outcome=counted,
    )
    ballots.stop_asking(case, row.id, row.text)
    if counted is Outcome.TIED:
        results.rest(case, row.sitting_id, row.id)
        casting.offer(case, row.id)
        return Receipt("votacion_cerrada", {"outcome": counted, "code": None})
    return Receipt("votacion_cerrada", {"outcome": counted, "code": results.declare(case, row.id)})
