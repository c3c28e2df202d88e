"""The gate between Telegram and the inbox, and long polling: stored first, then confirmed, parsed last."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from typing import Any, NoReturn

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.chat.api import call
from bot.chat.transport import seconds_asked

log = logging.getLogger(__name__)

RawUpdate = dict[str, Any]
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
QUIET_SECONDS = 3600.0
"""After so long without an update the offset is dropped: ids may start anew, lower, after a quiet week."""


class GatewayError(Exception):
    """Nothing can be received until the operator mends something; `reason` is what was answered."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WrongToken(GatewayError):
    """Telegram does not know the token (or there is no Bot API at the address)."""


class AddressRefused(GatewayError):
    """Telegram refuses the webhook's address or secret."""


class CannotListen(GatewayError):
    """The webhook's listening address can't be used."""


class Door:
    """Takes raw updates into the inbox.

    `receive` is synchronous and returns only when the updates are committed, each stored once however often
    it comes; it runs in the executor. `wake` is then called in the event loop.
    """

    def __init__(
        self,
        receive: Callable[[list[RawUpdate]], None],
        wake: Callable[[], None],
        executor: Executor | None = None,
    ) -> None:
        self._receive = receive
        self._wake = wake
        self._executor = executor

    async def take(self, updates: list[RawUpdate]) -> None:
        """Store updates and return when they are committed. A cancellation waits for the commit under way."""
        loop = asyncio.get_running_loop()
        storing = loop.run_in_executor(self._executor, self._receive, updates)
        try:
            await asyncio.shield(storing)
        except asyncio.CancelledError:
            await asyncio.wait([storing])
            storing.exception()  # one that failed was not confirmed either: Telegram sends it again
            raise
        self._wake()


class Patience:
    """Waits between attempts: half a second, doubling up to `longest` seconds.

    Warns once when trouble comes and once when it has gone.
    """

    def __init__(self, pause: Callable[[float], Awaitable[None]], longest: float = 30.0) -> None:
        self._pause = pause
        self._longest = longest
        self._failures = 0

    async def failed(self, error: Exception) -> None:
        """Wait before the next attempt; Telegram's own retry_after goes before."""
        wait = min(0.5 * 2.0 ** min(self._failures, 16), self._longest)
        if isinstance(error, RetryAfter):
            wait = max(wait, seconds_asked(error))
        level = logging.DEBUG if self._failures else logging.WARNING
        log.log(level, "no updates: %s; trying again", first_line(error))
        self._failures += 1
        await self._pause(wait)

    def worked(self) -> None:
        """Begin anew after a success."""
        if self._failures:
            log.warning("updates come again after %d failures", self._failures)
        self._failures = 0


class Polling:
    """Long polling: asks, stores, and confirms with the next question."""

    def __init__(
        self,
        bot: Bot,
        door: Door,
        *,
        allowed_updates: Sequence[str] = ALLOWED_UPDATES,
        poll_seconds: int = 30,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._door = door
        self._allowed = list(allowed_updates)
        self._poll_seconds = poll_seconds
        self._pause = pause
        self._patience = Patience(pause)
        self._answered = False

    async def run(self) -> NoReturn:
        """Receive until cancelled. Raises WrongToken; whatever else goes wrong is tried again."""
        offset: int | None = None  # after a start: whatever Telegram still holds, known or not
        clock = asyncio.get_running_loop()
        last = clock.time()
        while True:
            asked = clock.time()
            try:
                updates = await self._ask(offset)
                if updates:
                    await self._door.take(updates)
            except InvalidToken as error:
                if not self._answered or "unauthorized" in str(error).lower():
                    raise WrongToken(str(error)) from None
                await self._patience.failed(error)
            except Conflict as error:
                await self._patience.failed(error)
                if "webhook" in str(error):
                    await self._forget_webhook()
            except Exception as error:  # the inbox's too: nothing was confirmed, the updates come again
                await self._patience.failed(error)
            else:
                self._patience.worked()
                self._answered = True
                if updates:
                    offset, last = max(update["update_id"] for update in updates) + 1, clock.time()
                    continue
                if clock.time() - last > QUIET_SECONDS:
                    offset = None
                if clock.time() - asked < 0.1:  # a server that does not hold the question
                    await self._pause(0.1)

    async def _ask(self, offset: int | None) -> list[RawUpdate]:
        """Call getUpdates; the offset confirms everything before it."""
        answer: Any = await call(
            self._bot,
            "getUpdates",
            within=self._poll_seconds + 10.0,
            offset=offset,
            timeout=self._poll_seconds,
            allowed_updates=self._allowed,
        )
        updates = [update for update in answer if is_update(update)]
        if answer and not updates:
            raise ValueError("the answer to getUpdates holds no update")
        return updates

    async def _forget_webhook(self) -> None:
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            log.debug("deleteWebhook: %s", error)


def first_line(error: Exception) -> str:
    """Name an error without what a database appends to it: the statement and the people's words."""
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0][:200]}"


def is_update(value: object) -> bool:
    """Tell whether a JSON value can be an update: an object with an integer update_id."""
    return isinstance(value, dict) and type(value.get("update_id")) is int
