"""Notes, and the acta: fetched, circulated, agreed to or observed."""

from typing import Any

from bot.chat import orders
from bot.chat.context import Turn
from bot.chat.forms_room import NOTE
from bot.chat.handlers import guided
from bot.chat.routing import numbered
from bot.rules.acta import Outcome, Review
from bot.usecases import circulation, minutes, notes, observations, reviews
from bot.usecases.circulation import CirculateActa
from bot.usecases.desk import Receipt
from bot.usecases.minutes import FetchActa, RedraftActa
from bot.usecases.observations import ResolveObservation, ShowObservations
from bot.usecases.reviews import ReviewActa


async def note(turn: Turn) -> None:
    """`/nota`: the form, labelled lines, or `/nota N texto`, also with the name of a station."""
    if await guided.asked_for(turn, NOTE):
        return
    await turn.perform(notes.record_note, orders.note(turn.text))


async def acta(turn: Turn) -> None:
    """`/acta [N]`."""
    await turn.perform(minutes.fetch_acta, FetchActa(turn.words(limit=100)))


redraft = numbered(minutes.redraft_acta, RedraftActa)
"""**Redactar de nuevo**."""
circulate = numbered(circulation.circulate_acta, CirculateActa)
"""**Circular**."""


async def agree(turn: Turn) -> Receipt:
    """**Conforme**."""
    return await turn.perform(reviews.review_acta, ReviewActa(turn.number(0), Review.CONFORM))


async def observe(turn: Turn) -> Receipt:
    """**Observar**: asks what."""
    return await turn.perform(reviews.review_acta, ReviewActa(turn.number(0), Review.OBSERVED))


observations_made = numbered(observations.show_observations, ShowObservations)
"""**Observaciones y conformidades**."""


async def resolve(turn: Turn) -> Receipt:
    """**Acoger** or **No acoger**: asks with what words."""
    outcome = Outcome.ACCEPTED if turn.word(2) == Outcome.ACCEPTED else Outcome.DECLINED
    command = ResolveObservation(turn.number(0), turn.number(1), outcome)
    return await turn.perform(observations.resolve_observation, command)


async def write_resolution(turn: Turn, asked: dict[str, Any]) -> None:
    """What was done about an observation, as the next plain text."""
    outcome = Outcome(asked["outcome"])
    command = ResolveObservation(asked["document"], asked["seat"], outcome, turn.words(limit=4000))
    await turn.perform(observations.resolve_observation, command)


async def write_observation(turn: Turn, asked: dict[str, Any]) -> None:
    """What is observed in the acta, as the next plain text."""
    command = ReviewActa(asked["document"], Review.OBSERVED, turn.words(limit=4000))
    await turn.perform(reviews.review_acta, command)
