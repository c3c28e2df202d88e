"""The Word templates: listed, handed out, taken in edited, used and put back."""

from bot.chat.cleaning import plain
from bot.chat.context import Turn
from bot.chat.routing import numbered
from bot.usecases import templates
from bot.usecases.desk import Receipt
from bot.usecases.replies import Answered, Upload
from bot.usecases.templates import ListTemplates, UseOriginal, UseTemplate


async def show(turn: Turn) -> None:
    """`/plantillas`, or with the name of a document."""
    if turn.text:
        await _hand_out(turn, plain(turn.text[:40]).replace(" ", "_"))
        return
    await turn.perform(templates.list_templates, ListTemplates(await turn.apart(templates.originals)))


async def fetch(turn: Turn) -> Receipt:
    """A document's button under the list."""
    return await _hand_out(turn, turn.word(0))


async def _hand_out(turn: Turn, kind: str) -> Receipt:
    command = await turn.apart(templates.prepare, turn.office.desk, kind)
    return await turn.perform(templates.hand_out, command)


async def receive(turn: Turn, answered: Answered, upload: Upload) -> None:
    """The edited template, as a reply to the one that was handed out."""
    command = await turn.apart(templates.look_at, turn.office.desk, answered, upload)
    await turn.perform(templates.offer_template, command)


use = numbered(templates.use_template, UseTemplate)
"""**Aprobar plantilla**, or the button of an earlier version."""


async def use_original(turn: Turn) -> Receipt:
    """**Volver a la original**."""
    return await turn.perform(templates.use_original, UseOriginal(turn.word(0)))
