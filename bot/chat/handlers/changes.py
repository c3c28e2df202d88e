"""Requests to the President, changes after the issue, and who was served."""

from typing import Any

from bot.chat.context import Turn
from bot.chat.routing import numbered
from bot.usecases import rectifying, register, requesting
from bot.usecases.convening import IssueConvocatoria
from bot.usecases.rectifying import IssueRectification
from bot.usecases.register import ShowRegister
from bot.usecases.requesting import DeclineRequest

convene = numbered(requesting.convene_request, IssueConvocatoria)
"""**Convocar**, under a request."""
decline = numbered(requesting.decline_request, DeclineRequest)
"""**Denegar**: asks why."""


async def explain_refusal(turn: Turn, asked: dict[str, Any]) -> None:
    """Why the request is declined, as the next plain text."""
    command = DeclineRequest(asked["sitting"], turn.words(limit=1000))
    await turn.perform(requesting.decline_request, command)


rectify = numbered(rectifying.issue_rectification, IssueRectification)
"""**Emitir rectificación**, **Emitir cancelación**."""


async def show_register(turn: Turn) -> None:
    """`/notificaciones [N]`."""
    await turn.perform(register.show_register, ShowRegister(turn.words(limit=100)))
