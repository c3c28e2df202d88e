"""Open questions: answered by the next plain text, skipped, or given up."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.chat.context import Turn
from bot.rules.errors import RuleBroken
from bot.rules.refusal import TooEarly
from bot.usecases import dialogue
from bot.usecases.desk import Case, Receipt, refusal
from bot.usecases.refusals import (
    ListTooLong,
    MissingField,
    NotFuture,
    Outdated,
    Stranger,
    TextTooLong,
    UnreadableField,
)

SKIPPABLE = frozenset({"absence", "suspension"})
ASK_ON = (UnreadableField, MissingField, TextTooLong, ListTooLong, NotFuture, TooEarly)
"""Refusals after which the same question is still to be answered."""


async def take_answer(
    turn: Turn, row: Any, answer: Callable[[Turn, dict[str, Any]], Awaitable[None]]
) -> None:
    """An open question answered; one that can't be answered any more is closed with the reason why."""
    asked = {**row.fields, "command": row.kind.partition(":")[2], "step": row.step}
    try:
        await answer(turn, asked)
    except Stranger:
        raise
    except RuleBroken as error:
        if isinstance(error, ASK_ON):
            raise
        await turn.answer(partial(_give_up, kind=row.kind, error=error))


def _give_up(case: Case, kind: str, error: RuleBroken) -> None:
    dialogue.close(case, kind)
    case.reply("rechazo", **refusal(error))


async def cancel(turn: Turn) -> None:
    """`/cancelar`: closes the question asked last, wherever that was."""
    row = await turn.run(dialogue.open_question, turn.office.desk, turn.telegram_id)
    if row is None:
        await turn.say_to_member("nada_que_cancelar")
        return
    turn.body_id = row.body_id

    def close(case: Case) -> None:
        dialogue.close(case, row.kind)
        case.reply("cancelado")

    await turn.answer(close)


async def skip(turn: Turn) -> Receipt:
    """**Sin comentario**: the reason is not given."""
    kind = turn.word(0)
    if kind not in SKIPPABLE:
        raise Outdated(what="button")

    def close(case: Case) -> None:
        dialogue.close(case, kind)

    await turn.answer(close)
    return Receipt("sin_comentario")
