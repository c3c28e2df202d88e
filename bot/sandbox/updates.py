"""The bot's queue of updates: confirmed by offset, polled by one at a time."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import Refused, bad
from bot.sandbox.state import Json, Signal

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only if allowed_updates names them."""

KEPT_SECONDS = {"callback_query": 150.0}
"""How long an update waits to be fetched; anything but a press, a day."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update that waits: its id, kind, chat and body, and when (ticks) it came."""

    id: int
    kind: str
    chat_id: int
    body: Json
    tick: float


class Updates:
    """Updates that the bot has not confirmed yet, in order."""

    def __init__(self, signal: Signal, ticks: Callable[[], float]) -> None:
        self.pending: dict[int, Update] = {}
        self.allowed: frozenset[str] | None = None
        self.next_id = random.randint(100_000_000, 900_000_000)  # noqa: S311 - as Telegram, anywhere
        self.confirmed = 0
        self._signal = signal
        self._ticks = ticks
        self._poll: asyncio.Future[None] | None = None

    def put(self, kind: str, payload: Json, chat_id: int) -> int | None:
        """Queue an update unless allowed_updates excludes its kind; return its id."""
        if kind in UNASKED if self.allowed is None else kind not in self.allowed:
            return None
        number, self.next_id = self.next_id, self.next_id + 1
        body = {"update_id": number, kind: payload}
        self.pending[number] = Update(number, kind, chat_id, body, self._ticks())
        self.wake()
        return number

    def jump(self) -> None:
        """Continue from another number, lower or higher, as Telegram does after a quiet week."""
        self.next_id = random.randint(100_000_000, 900_000_000)  # noqa: S311

    def allow(self, kinds: object) -> None:
        """Take allowed_updates as given: nothing keeps the last setting, an empty list means the default."""
        if kinds is None:
            return
        if not isinstance(kinds, list):
            raise bad("can't parse allowed_updates: expected an Array of String")
        self.allowed = frozenset(map(str, kinds)) or None

    def confirm(self, update_id: int) -> None:
        """Forget one update: the bot has it."""
        if self.pending.pop(update_id, None):
            self.confirmed += 1
            self._signal.fire()

    def expire(self) -> None:
        """Forget what waited too long."""
        now = self._ticks()
        for update in list(self.pending.values()):
            if now - update.tick > KEPT_SECONDS.get(update.kind, 86_400.0):
                del self.pending[update.id]

    def wake(self) -> None:
        """Let the poll that waits, if any, answer."""
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        self._signal.fire()

    def break_poll(self, by: str) -> None:
        """End the poll that waits with a 409."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refused(409, f"Conflict: terminated by {by}"))

    async def get(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Confirm everything before `offset`, then answer with what waits, or with `[]` in the end.

        A negative offset keeps only that many of the last. A poll that waits already gets a 409.
        """
        self.break_poll("other getUpdates request; make sure that only one bot instance is running")
        self.expire()
        order = list(self.pending)
        gone = order[:offset] if offset < 0 else [number for number in order if number < offset]
        for number in gone:
            self.confirm(number)
        if not self.pending and seconds > 0:
            poll = self._poll = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(seconds):
                    await poll
            except TimeoutError:
                return []
            finally:
                if self._poll is poll:
                    self._poll = None
        return [update.body for update in list(self.pending.values())[:limit]]
