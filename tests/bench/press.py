"""A durable press (inbox, journal, ballot, fsync) against python-telegram-bot's bare one, both in process."""

import asyncio
import json
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from telegram import Bot, Update

from bot.chat.courier import Courier
from bot.chat.office import Office
from bot.chat.pace import Pace
from bot.chat.scribe import Scribe
from bot.chat.worker import Worker
from bot.clock import VirtualClock
from bot.store.engine import open_engine
from bot.store.files import Files
from bot.usecases.desk import Desk
from tests.bench.bare import Nowhere, bare_application, offline, presses
from tests.bench.room import Room, open_room

SEATS = 50
ROUNDS = 30
TURNS = 5
_ids = count(1)


async def bare_seconds(room: Room) -> float:
    """Seconds per press of a bot that parses, answers and edits, and keeps nothing."""
    application = bare_application(offline())
    await application.initialize()
    texts = [json.dumps(raw) for raw in presses(room.ballot("for"), room.voters * ROUNDS)]
    begun = time.perf_counter()
    for text in texts:
        await application.process_update(Update.de_json(json.loads(text), application.bot))
    return (time.perf_counter() - begun) / len(texts)


async def durable_seconds(room: Room) -> float:
    """Seconds per press of ours: stored, parsed, cast, journalled, committed with an fsync, answered, and shown on
    the presser's own paper; with the panels of those who conduct the sitting, once a round."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        loop = asyncio.get_running_loop()

        async def run(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
            return await loop.run_in_executor(thread, partial(function, *args, **named))

        desk = Desk(open_engine(room.url), VirtualClock(room.now), Files(room.files))
        bot = Bot("1:durable", request=Nowhere(), get_updates_request=Nowhere())
        await bot.initialize()
        courier = Courier(desk, bot, run, Pace(per_minute=10**9))
        worker = Worker(Office(desk, run, bot, Scribe(desk, run), courier.shown))
        desk.woken = lambda: loop.call_soon_threadsafe(courier.wake)  # type: ignore[assignment, return-value]
        carrying = asyncio.create_task(courier.carry())
        await courier.idle()
        batches = [
            presses(room.ballot(("for", "against")[turn % 2]), room.voters, first=next(_ids) * SEATS)
            for turn in range(ROUNDS)
        ]
        for batch in batches:  # in private: each on the paper of their own chat
            for raw in batch:
                sender = raw["callback_query"]["from"]["id"]
                raw["callback_query"]["message"]["chat"] = {
                    "id": sender,
                    "type": "private",
                    "first_name": "A",
                }
        begun = time.perf_counter()
        for batch in batches:
            worker.feed(await run(desk.receive, batch))
            await worker.idle()
        await courier.idle()
        spent = time.perf_counter() - begun
        carrying.cancel()
        await asyncio.wait([carrying])
        desk.engine.dispose()
    return spent / (SEATS * ROUNDS)


def ratio() -> tuple[float, float]:
    """Microseconds of the bare press, and how many times longer the durable one takes."""
    with tempfile.TemporaryDirectory() as folder:
        room = open_room(Path(folder), SEATS)
        spent = [
            (asyncio.run(bare_seconds(room)), asyncio.run(durable_seconds(room))) for _ in range(TURNS)
        ]  # in turns, for others may use the machine as well
    bare, durable = (min(each) for each in zip(*spent, strict=True))
    return bare * 1e6, durable / bare
