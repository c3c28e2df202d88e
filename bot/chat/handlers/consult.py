"""What anybody of the body may ask."""

from bot.chat.context import Turn
from bot.usecases import consult
from bot.usecases.consult import ListSittings, ShowHelp, ShowReglamento


async def show_help(turn: Turn) -> None:
    """`/ayuda`."""
    await turn.perform(consult.show_help, ShowHelp())


async def sittings(turn: Turn) -> None:
    """`/sesiones`."""
    await turn.perform(consult.list_sittings, ListSittings())


async def reglamento(turn: Turn) -> None:
    """`/reglamento`."""
    await turn.perform(consult.show_reglamento, ShowReglamento())
