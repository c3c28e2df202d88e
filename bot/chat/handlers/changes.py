"""Requests to the President, changes after the issue, and who was served."""

from typing import Any

from bot.chat.context import Turn
from bot.usecases import rectifying, register, requesting
from bot.usecases.convening import IssueConvocatoria
from bot.usecases.desk import Receipt
from bot.usecases.rectifying import IssueRectification
from bot.usecases.register import ShowRegister
from bot.usecases.requesting import DeclineRequest


async def convene(turn: Turn) -> Receipt:
    """**Convocar**, under a request."""
    return await turn.perform(requesting.convene_request, IssueConvocatoria(turn.number(0)))


async def decline(turn: Turn) -> Receipt:
    """**Denegar**: asks why."""
    return await turn.perform(requesting.decline_request, DeclineRequest(turn.number(0)))


async def explain_refusal(turn: Turn, asked: dict[str, Any]) -> None:
    """Why the request is declined, as the next plain text."""
    command = DeclineRequest(asked["sitting"], turn.words(limit=1000))
    await turn.perform(requesting.decline_request, command)


async def rectify(turn: Turn) -> Receipt:
    """**Emitir rectificación**, **Emitir cancelación**."""
    return await turn.perform(rectifying.issue_rectification, IssueRectification(turn.number(0)))


async def show_register(turn: Turn) -> None:
    """`/notificaciones [N]`."""
    await turn.perform(register.show_register, ShowRegister(turn.words(limit=100)))
