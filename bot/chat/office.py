"""What every turn at the desk needs: the desk, the thread that reaches it, the bot that answers presses."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.chat import failures
from bot.chat.api import call
from bot.chat.scribe import Scribe
from bot.chat.transport import seconds_asked
from bot.usecases import record
from bot.usecases.desk import Desk

log = logging.getLogger(__name__)

Run = Callable[..., Awaitable[Any]]
T = TypeVar("T")

ANSWER_ATTEMPTS, LONGEST_WAIT = 3, 5.0


@dataclass
class Office:
    """What every turn needs: the desk, the one thread that reaches it, and the bot that answers presses."""

    desk: Desk
    desk_thread: Run
    bot: Bot
    scribe: Scribe
    shown: Callable[[], Awaitable[None]] | None = None
    errands: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, act: Callable[..., T], *args: Any, **named: Any) -> T:
        """Runs a use case in the desk's thread. Raises RecordUnavailable where the database is away."""
        done: T = await self.desk_thread(record.reach, act, *args, **named)
        return done

    def beside(self, errand: Coroutine[Any, Any, None]) -> None:
        """Starts what need not hold up the next act."""
        task = asyncio.create_task(errand)
        self.errands.add(task)
        task.add_done_callback(self._came_back)

    def _came_back(self, task: asyncio.Task[None]) -> None:
        self.errands.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("an errand failed: %s", failures.told(error))

    async def answer_when_shown(self, query_id: str, text: str) -> None:
        """Answers a press once people see what it led to: whoever presses again then means the next step."""
        if self.shown is not None:
            await self.shown()
        await self.answer(query_id, text)

    async def answer(self, query_id: str, text: str, *, alert: bool = False) -> None:
        """Answers a press; one that is too old, or was answered before, is let be."""
        for attempt in range(ANSWER_ATTEMPTS):
            try:
                await call(
                    self.bot,
                    "answerCallbackQuery",
                    callback_query_id=query_id,
                    text=text or None,
                    show_alert=alert or None,
                )
                return
            except (BadRequest, Forbidden) as error:
                log.debug("press not answered: %s", error)
                return
            except RetryAfter as error:
                await asyncio.sleep(min(seconds_asked(error), LONGEST_WAIT))
            except TelegramError as error:
                log.debug("press not answered yet: %s", type(error).__name__)
                await asyncio.sleep(0.5 * 2**attempt)
