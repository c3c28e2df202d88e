"""The ticker: APScheduler only ticks; what is due stands in the record."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.chat import failures
from bot.chat.courier import Courier
from bot.chat.worker import Worker
from bot.usecases import deadlines, folder, post
from bot.usecases.desk import Desk

log = logging.getLogger(__name__)


UPDATES_LEFT, LETTERS_LEFT = timedelta(minutes=1), timedelta(minutes=10)
"""After so long without an effect, without an outcome: whoever was at it has died, perhaps another replica."""


async def tick(desk: Desk, worker: Worker, courier: Courier, run: Callable[..., Awaitable[Any]]) -> None:
    """Acts on every due deadline, files what was drafted, takes up what was left lying, and lets the courier
    look at the outbox."""
    try:
        await run(deadlines.run_due, desk)
        worker.feed([raw for _, raw in await run(desk.waiting, UPDATES_LEFT)])
        await run(post.recover, desk, LETTERS_LEFT)
        await asyncio.to_thread(folder.file_waiting, desk)
    except Exception as error:
        log.error("a tick failed, the next one tries again: %s", failures.told(error))
    courier.wake()


def scheduler(seconds: float, action: Callable[[], Awaitable[None]]) -> AsyncIOScheduler:
    """A scheduler that calls `action` every so many seconds, never twice at once; not started."""
    ticking = AsyncIOScheduler(timezone=ZoneInfo("America/Lima"))
    ticking.add_job(
        action, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1
    )
    return ticking
