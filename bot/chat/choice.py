"""Somebody of several bodies says which one they mean; their message waits for it."""

from typing import Any

from bot.usecases import dialogue
from bot.usecases.desk import Case, press

KIND = "body"


def ask_body(case: Case, known: list[tuple[int, str]], raw: dict[str, Any]) -> None:
    """Keeps the message and asks, with a button for each body."""
    buttons = [[press("body", number, label=sigla)] for number, sigla in known]
    dialogue.ask(case, KIND, {"raw": raw}, "elige_organo", chat_id=case.who.chat_id, buttons=buttons)
