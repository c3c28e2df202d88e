"""Votes, ballots, the casting vote, reasons; acuerdos by consensus and their wording."""

from typing import Any

from bot.chat import orders
from bot.chat.context import Turn
from bot.chat.forms import ACUERDO, VOTE
from bot.chat.forms_room import VOTE_REASON
from bot.chat.handlers import guided
from bot.chat.routing import numbered
from bot.rules.majority import Choice
from bot.usecases import adoption, voting
from bot.usecases.adoption import AdoptByConsensus, AskForVote
from bot.usecases.desk import Receipt
from bot.usecases.refusals import Outdated
from bot.usecases.voting import CastBallot, CastCastingVote, CloseVote, GiveReason, OpenVote, RecordBallot


def _choice(turn: Turn, place: int) -> Choice:
    try:
        return Choice(turn.word(place))
    except ValueError:
        raise Outdated(what="button") from None


async def put_to_vote(turn: Turn) -> None:
    """`/votar`: the form, labelled lines, or `/votar N texto` at once."""
    if await guided.asked_for(turn, VOTE):
        return
    item, text = orders.item_and_text(turn.text)
    await turn.perform(voting.open_vote, OpenVote(None, item, text))


async def open_guided(turn: Turn) -> None:
    """**Abrir votación**: asks for the point and the text."""
    await guided.start(turn, VOTE)


async def cast(turn: Turn) -> Receipt:
    """**A favor**, **En contra**, **Abstención**."""
    return await turn.perform(voting.cast_ballot, CastBallot(turn.number(0), _choice(turn, 1)))


async def cast_in_words(turn: Turn) -> None:
    """`/voto a favor|en contra|abstención [motivo]`, for when presses no longer arrive."""
    choice, reason = orders.ballot(turn.text)
    await turn.perform(voting.cast_ballot, CastBallot(None, choice, reason))


async def record(turn: Turn) -> Receipt:
    """The ST records the ballot of a member without a telephone."""
    command = RecordBallot(turn.number(0), turn.number(1), _choice(turn, 2))
    return await turn.perform(voting.record_ballot, command)


close_vote = numbered(voting.close_vote, CloseVote)
"""**Cerrar votación**."""


async def casting_vote(turn: Turn) -> Receipt:
    """**Dirimir a favor**, **Dirimir en contra**."""
    return await turn.perform(voting.cast_casting_vote, CastCastingVote(turn.number(0), _choice(turn, 1)))


async def give_reason(turn: Turn) -> None:
    """`/razon`: the form, or `/razon texto`."""
    if await guided.asked_for(turn, VOTE_REASON):
        return
    await turn.perform(voting.give_reason, GiveReason(orders.reason(turn.text)))


async def explain_abstention(turn: Turn, asked: dict[str, Any]) -> None:
    """The reason of an abstention, as the next plain text."""
    command = GiveReason(turn.words(limit=4000), asked["vote"], asked["seat"])
    await turn.perform(voting.give_reason, command)


async def consensus(turn: Turn) -> Receipt | None:
    """**Acuerdo por consenso**: adopts the proposal on the table, or asks for one."""
    if turn.word(1, ""):
        command = AdoptByConsensus(turn.number(0), turn.number(1))
        return await turn.perform(adoption.adopt_by_consensus, command)
    await guided.start(turn, ACUERDO, {"reference": None})
    return None


ask_for_vote = numbered(adoption.ask_for_vote, AskForVote)
"""**Pedir votación**."""
