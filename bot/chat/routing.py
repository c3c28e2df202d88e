"""What a message asks for: a command to this bot, or plain text; and the commonest thing that a button does."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.cleaning import plain
from bot.chat.context import C, Turn
from bot.usecases.desk import Case, Receipt

Handler = Callable[[Turn], Awaitable[Receipt | None]]

_COMMAND = re.compile(r"/(?P<name>\w{1,32})(?:@(?P<bot>\w{1,64}))?(?:\s+|$)(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Order:
    """A command by its name without accents, what follows it, and whether it names this bot."""

    name: str
    rest: str
    addressed: bool


def numbered(act: Callable[[Case, C], Receipt], command: Callable[[int], C]) -> Handler:
    """A button that acts on what its first argument numbers, and needs nothing else."""

    async def press(turn: Turn) -> Receipt:
        return await turn.perform(act, command(turn.number(0)))

    return press


def order_of(text: str, bot_username: str) -> Order | None:
    """The command that a message begins with; None for plain text or a command to another bot."""
    found = _COMMAND.match(text)
    if found is None or (found["bot"] or bot_username).casefold() != bot_username.casefold():
        return None
    return Order(plain(found["name"]), found["rest"].strip(), found["bot"] is not None)
