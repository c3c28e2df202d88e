"""The ticker: APScheduler only ticks; what is due stands in the record."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.chat import failures
from bot.chat.courier import Courier
from bot.usecases import deadlines, folder
from bot.usecases.desk import Desk

log = logging.getLogger(__name__)


async def tick(desk: Desk, courier: Courier, run: Callable[..., Awaitable[None]]) -> None:
    """Acts on every due deadline, files what was drafted, and lets the courier look at the outbox."""
    try:
        await run(deadlines.run_due, desk)
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
