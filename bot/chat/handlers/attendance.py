"""Answers to the convocatoria, alternates and presence."""

from typing import Any

from bot.chat.cleaning import plain
from bot.chat.context import Turn
from bot.chat.forms import ALTERNATE
from bot.chat.handlers import guided
from bot.chat.routing import numbered
from bot.rules.attendance import Answer
from bot.usecases import attendance
from bot.usecases.attendance import (
    AnswerConvocatoria,
    EndAlternate,
    ExplainAbsence,
    MarkSeat,
    MarkSelfPresent,
)
from bot.usecases.desk import Receipt
from bot.usecases.refusals import Outdated

ANSWERS = {"yes": Answer.ATTENDING, "alt": Answer.ALTERNATE, "no": Answer.ABSENT}
SITS = ("", "titular", "alternate")


async def answer_convocatoria(turn: Turn) -> Receipt:
    """**Asistiré**, **Asistirá mi alterno**, **No asistiré**."""
    answer = ANSWERS.get(turn.word(1))
    if answer is None:
        raise Outdated(what="button")
    return await turn.perform(attendance.answer_convocatoria, AnswerConvocatoria(turn.number(0), answer))


async def explain_absence(turn: Turn, asked: dict[str, Any]) -> None:
    """The reason of an absence, as the next plain text."""
    await turn.perform(attendance.explain_absence, ExplainAbsence(asked["sitting"], turn.words(limit=1000)))


async def alternate(turn: Turn) -> None:
    """`/alterno`: the form, one message, or `retirar`."""
    first, _, key = turn.text.partition(" ")
    if plain(first) == "retirar":
        await turn.perform(attendance.end_alternate, EndAlternate(key.strip()))
    else:
        await guided.fill_in(turn, ALTERNATE)


mark_self = numbered(attendance.mark_self_present, MarkSelfPresent)
"""**Presente**."""


async def mark_seat(turn: Turn) -> Receipt:
    """A seat's button in the panel: present or no longer; or titular and alternate change places."""
    by = turn.word(2, "")
    if by not in SITS:
        raise Outdated(what="button")
    return await turn.perform(attendance.mark_seat, MarkSeat(turn.number(0), turn.number(1), by))
