"""Universal attendance: acceptances, and the sitting that constitutes itself."""

from bot.chat.context import Turn
from bot.usecases import universal
from bot.usecases.desk import Receipt
from bot.usecases.refusals import Outdated
from bot.usecases.universal import Consent, Constitute, RecordConsent

ANSWERS = {"yes": True, "no": False}


async def consent(turn: Turn) -> Receipt:
    """**Acepto sesionar**, **No acepto**."""
    accepted = ANSWERS.get(turn.word(1))
    if accepted is None:
        raise Outdated(what="button")
    return await turn.perform(universal.give_consent, Consent(turn.number(0), accepted))


async def record(turn: Turn) -> Receipt:
    """The ST records the acceptance of a member without a telephone."""
    return await turn.perform(universal.record_consent, RecordConsent(turn.number(0), turn.number(1)))


async def constitute(turn: Turn) -> Receipt:
    """**Constituir sesión**, where need be with whoever those present elect to preside."""
    elected = turn.number(1) if turn.word(1, "") else None
    return await turn.perform(universal.constitute, Constitute(turn.number(0), elected))
