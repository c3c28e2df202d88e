"""The courier: sends what the outbox holds, at most one letter to a chat at a time, within Telegram's limits."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.chat import failures
from bot.chat.pace import Pace
from bot.chat.sender import Sender
from bot.chat.transport import seconds_asked, surely_not_delivered
from bot.usecases import enrolment, post, record
from bot.usecases.desk import Desk
from bot.usecases.post import Delivered, Failed, Forgotten, Letter, Outcome, Postponed
from bot.usecases.record import RecordUnavailable

log = logging.getLogger(__name__)

Run = Callable[..., Awaitable[Any]]
LONGEST_WAIT = 30.0
UNCERTAIN_SECONDS = 20.0
GATHERING = 0.01
"""Seconds between two looks at the outbox while letters are under way: what comes back is recorded together."""
LOOKING = 0.25
SHOWN_WITHIN = 1.0
AWAY_SECONDS = 1.0


class Courier:
    """Runs beside the worker; `run` awaits a function in the desk's thread."""

    def __init__(
        self, desk: Desk, bot: Bot, run: Run, pace: Pace | None = None, tick_seconds: float = 15.0
    ) -> None:
        self._desk, self._run = desk, run
        self._sender = Sender(desk, bot)
        self._pace = pace or Pace()
        self._tick = tick_seconds
        self._woken = asyncio.Event()
        self._busy: dict[int, asyncio.Task[Outcome | None]] = {}
        self._outcomes: list[Outcome] = []
        self._resting = asyncio.Event()

    def wake(self) -> None:
        """There may be something to send."""
        self._resting.clear()
        self._woken.set()

    @property
    def quiet(self) -> bool:
        """Whether everything that may be sent now has been."""
        return self._resting.is_set()

    async def shown(self) -> None:
        """Returns when it has been said, after a second at the latest."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SHOWN_WITHIN):
                await self._resting.wait()

    async def idle(self) -> None:
        """Returns when everything that may be sent now has been."""
        await self._resting.wait()

    async def carry(self) -> None:
        """Sends until cancelled; what is under way then gets a moment to finish."""
        self._woken.set()
        try:
            while True:
                patience = await self._patience()
                if not self._busy and not self._woken.is_set():
                    self._resting.set()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(patience):  # wait_for may swallow the cancellation
                        await self._woken.wait()
                if self._busy:
                    await asyncio.sleep(GATHERING)
                self._resting.clear()
                self._woken.clear()
                for letter in await self._exchange():
                    task = asyncio.create_task(self._deliver(letter))
                    self._busy[letter.chat_id] = task
                    task.add_done_callback(partial(self._back, letter))
        finally:
            if self._busy:
                await asyncio.wait(list(self._busy.values()), timeout=5.0)
            with contextlib.suppress(Exception):  # a record that is away: after the start they are uncertain
                await self._run(post.settle, self._desk, self._outcomes)

    def _back(self, letter: Letter, task: asyncio.Task[Outcome | None]) -> None:
        """A letter was dealt with: what became of it is recorded with the next exchange."""
        self._busy.pop(letter.chat_id, None)
        outcome = None if task.cancelled() else task.result()
        if outcome is not None:
            self._outcomes.append(outcome)
        if not isinstance(outcome, Postponed) or outcome.uncertain:
            self._sender.forget(letter)
        self._woken.set()

    async def _exchange(self) -> list[Letter]:
        """Records what came back and takes what is due; a record that is away is tried until it is back."""
        outcomes, self._outcomes = self._outcomes, []
        try:
            letters: list[Letter] = await self._run(post.exchange, self._desk, outcomes, list(self._busy))
            return letters
        except Exception as error:
            told = failures.told(error)
            log.error("the outbox can't be reached, with %d letters dealt with: %s", len(outcomes), told)
            self._outcomes = outcomes + self._outcomes
            self._woken.set()
            await asyncio.sleep(AWAY_SECONDS)
            return []

    async def _patience(self) -> float:
        """Seconds until a postponed letter falls due, a tick at most; while others are under way, a moment."""
        if self._woken.is_set():
            return 0.0
        if self._busy:
            return LOOKING
        with contextlib.suppress(Exception):  # an unreachable record is reported where it is read
            due = await self._run(post.next_due, self._desk)
            if due is not None:
                seconds = (due - self._desk.clock.now()).total_seconds()
                return float(min(max(seconds, 0.02), self._tick))
        return self._tick

    async def _deliver(self, letter: Letter) -> Outcome | None:
        """Sends it; what became of it, None where that is recorded already.

        What can't be recorded through a fault of ours fails, lest it keep the chat's other letters waiting."""
        try:
            return await self._attempt(letter)
        except Exception as error:
            log.error("what became of letter %d can't be recorded: %s", letter.id, failures.told(error))
            return Failed(letter, type(error).__name__)

    async def _attempt(self, letter: Letter) -> Outcome | None:
        wait = self._pace.wait(letter, asyncio.get_running_loop().time())
        if wait > 0:
            return Postponed(letter, wait, "paced")
        try:
            return Delivered(letter, await self._sender.send(letter))
        except RetryAfter as error:
            return Postponed(letter, seconds_asked(error), "flood limit")
        except ChatMigrated as error:
            await self._record(enrolment.move_group, letter.chat_id, error.new_chat_id)
            return Postponed(letter, 0.0, "migrated")
        except Forbidden as error:
            log.info("letter %d refused: %s", letter.id, error)
            await self._record(post.refused, letter, str(error))
            return None
        except BadRequest as error:
            return await self._refused(letter, error)
        except TelegramError as error:
            certain = surely_not_delivered(error) or letter.edits is not None
            seconds = min(2.0**letter.attempts, LONGEST_WAIT) if certain else UNCERTAIN_SECONDS
            log.warning("letter %d: %s; again in %.0f s", letter.id, type(error).__name__, seconds)
            return Postponed(letter, seconds, type(error).__name__, uncertain=not certain)
        except RecordUnavailable as error:
            log.warning("letter %d waits for the record (%s)", letter.id, error)
            return Postponed(letter, AWAY_SECONDS, "record away")
        except Exception as error:
            log.error("letter %d (%s) can't be sent: %s", letter.id, letter.template, failures.told(error))
            await self._record(post.refused, letter, "our fault")
            return None

    async def _refused(self, letter: Letter, error: BadRequest) -> Outcome | None:
        reason = str(error).lower()
        if "not modified" in reason:
            return Delivered(letter, letter.edits)
        if letter.edits is not None and ("to edit not found" in reason or "can't be edited" in reason):
            return Forgotten(letter)
        log.error("letter %d (%s) refused: %s", letter.id, letter.template, error)
        await self._record(post.refused, letter, str(error))
        return None

    async def _record(self, act: Callable[..., None], *args: Any) -> None:
        """What Telegram will not take back; a record that is away is tried until it is back."""
        pause = 0.5
        while True:
            try:
                await self._run(record.reach, act, self._desk, *args)
                return
            except RecordUnavailable as error:
                log.warning("%s can't be recorded yet: %s", act.__name__, error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_WAIT)
