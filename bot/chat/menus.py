"""Telegram's menu of commands: for strangers, for groups, and for each person what they may do."""

import asyncio
import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.chat.office import Run
from bot.chat.texts import word
from bot.usecases import consult
from bot.usecases.desk import Desk

log = logging.getLogger(__name__)

STRANGERS = ("start", "verificar")
GROUPS = ("sala", "votar", "voto", "sesiones", "ayuda", "vincular")


async def register(bot: Bot, desk: Desk, run: Run) -> None:
    """Sets every menu, at start-up; what Telegram does not take is logged and left."""
    people = await run(consult.enrolled, desk)
    await asyncio.gather(
        _set(bot, STRANGERS, BotCommandScopeDefault()),
        _set(bot, GROUPS, BotCommandScopeAllGroupChats()),
        *(register_one(bot, desk, run, telegram_id) for telegram_id in people),
    )


async def register_one(bot: Bot, desk: Desk, run: Run, telegram_id: int) -> None:
    """Sets the menu of one person, in their private chat."""
    commands = await run(consult.menu_of, desk, telegram_id)
    await _set(bot, commands, BotCommandScopeChat(telegram_id))


async def _set(bot: Bot, commands: Iterable[str], scope: BotCommandScope) -> None:
    described = [BotCommand(name, word(name, "comandos")) for name in commands]
    try:
        await bot.set_my_commands(described, scope=scope)
    except TelegramError as error:
        log.info("menu of %s not set: %s", scope.type, type(error).__name__)
