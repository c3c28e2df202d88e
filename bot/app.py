"""The only wiring: record, bot, gate, worker, courier and ticker, started and stopped in order."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.chat import menus
from bot.chat.courier import Courier
from bot.chat.gateway import Door, Polling, WrongToken
from bot.chat.office import Office
from bot.chat.pace import Pace
from bot.chat.scribe import Scribe
from bot.chat.ticker import scheduler, tick
from bot.chat.transport import AioRequest
from bot.chat.worker import Worker
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.store.engine import open_engine
from bot.store.files import Files
from bot.usecases import dialogue, post
from bot.usecases.desk import Desk

log = logging.getLogger(__name__)
T = TypeVar("T")
YIELDING_SECONDS = 0.001
"""How long a thread that prints or writes may keep the event loop waiting."""


@dataclass
class App:
    """A running bot. Everything that touches the record runs in one thread, so acts take turns."""

    settings: Settings
    desk: Desk
    worker: Worker
    courier: Courier
    receiving: asyncio.Task[None]
    run: Callable[..., Any]
    under_way: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while it ticks."""

    async def tick(self) -> None:
        """What the scheduler does every `AYNI_TICK_SECONDS`."""
        async with self.under_way:
            await tick(self.desk, self.worker, self.courier, self.run)

    async def idle(self) -> None:
        """Returns when every update received has had its effect and everything due was said."""
        while True:
            await self.worker.idle()
            await self.courier.idle()
            if self.worker.quiet and self.courier.quiet:
                return


def open_desk(settings: Settings, clock: Clock | None = None) -> Desk:
    """The desk on the record that the settings name."""
    return Desk(
        open_engine(settings.database_url),
        clock or SystemClock(),
        Files(settings.files_dir),
        trust_dir=settings.trust_dir,
    )


def make_bot(settings: Settings) -> Bot:
    """The bot on its own transport; not initialised. Raises ConfigError without a token."""
    request, asking = AioRequest(), AioRequest(pool_size=2)
    return Bot(
        settings.token,
        base_url=settings.bot_url,
        base_file_url=settings.file_url,
        request=request,
        get_updates_request=asking,
    )


@asynccontextmanager
async def running(
    settings: Settings, *, clock: Clock | None = None, pace: Pace | None = None, ticking: bool = True
) -> AsyncIterator[App]:
    """The bot at work until the context ends; then what is under way finishes.

    Raises WrongToken; ConfigError without a token."""
    loop = asyncio.get_running_loop()
    sys.setswitchinterval(YIELDING_SECONDS)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk") as thread:

        async def run(function: Callable[..., T], *args: Any, **named: Any) -> T:
            return await loop.run_in_executor(thread, partial(function, *args, **named))

        desk = open_desk(settings, clock)
        bot = make_bot(settings)
        await _introduce(bot, settings)
        desk.bot_username = bot.username
        courier = Courier(desk, bot, run, pace, settings.tick_seconds)
        office = Office(desk, run, bot, Scribe(desk, run), courier.shown)
        worker = Worker(office)
        desk.woken = partial(_call_soon, loop, courier.wake)
        await run(post.recover, desk)
        await run(dialogue.repeat_open_questions, desk)
        fresh: list[dict[str, Any]] = []
        door = Door(
            lambda updates: fresh.extend(desk.receive(updates)), lambda: worker.feed(_drain(fresh)), thread
        )
        carrying = asyncio.create_task(courier.carry())
        worker.feed([raw for _, raw in await run(desk.waiting)])
        receiving = asyncio.create_task(_receive(settings, bot, door))
        app = App(settings, desk, worker, courier, receiving, run)
        clockwork = scheduler(settings.tick_seconds, app.tick)
        office.beside(menus.register(bot, desk, run))
        if ticking:
            clockwork.start()
            office.beside(app.tick())
        try:
            yield app
        finally:
            if ticking:
                clockwork.pause()
                await asyncio.sleep(0)  # a tick that was about to begin begins
                async with app.under_way:  # APScheduler would cut it off
                    clockwork.shutdown(wait=False)
            receiving.cancel()
            await asyncio.wait([receiving])
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(worker.idle(), 10.0)
            carrying.cancel()
            await asyncio.wait([carrying])
            await bot.shutdown()
            desk.engine.dispose()


async def serve(settings: Settings, stop: asyncio.Event, ready: Callable[[App], None]) -> None:
    """Runs until `stop` is set. Raises GatewayError where nothing can be received any more."""
    async with AsyncExitStack() as stack:
        starting = asyncio.create_task(stack.enter_async_context(running(settings)))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([starting, stopping], return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():  # the network is away
            starting.cancel()
            await asyncio.wait([starting])
            return
        app = starting.result()
        ready(app)
        await asyncio.wait([stopping, app.receiving], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if app.receiving.done() and not app.receiving.cancelled():
            app.receiving.result()


def _call_soon(loop: asyncio.AbstractEventLoop, action: Callable[[], None]) -> None:
    """Acts in the event loop, from the desk's thread."""
    loop.call_soon_threadsafe(action)


def _drain(fresh: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken = list(fresh)
    del fresh[: len(taken)]
    return taken


async def _introduce(bot: Bot, settings: Settings) -> None:
    """Learns the bot's own name; waits for a network that is away, but not for a wrong token to come right."""
    pause = 0.5
    try:
        while True:
            try:
                await bot.initialize()
                return
            except NetworkError as error:
                log.warning("the Bot API is out of reach (%s); trying again", type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30.0)
    except InvalidToken as error:
        await bot.shutdown()
        raise WrongToken(without_token(error, settings)) from None
    except asyncio.CancelledError:
        await bot.shutdown()
        raise


def without_token(error: Exception, settings: Settings) -> str:
    """What Telegram answered, fit for a screen: python-telegram-bot quotes the token in it."""
    return str(error).replace(settings.token, "…")


async def _receive(settings: Settings, bot: Bot, door: Door) -> None:
    if settings.webhook_url is None:
        await Polling(bot, door).run()
    else:
        from bot.chat.webhook import Webhook  # a web server, which long polling does without

        await Webhook(
            bot, door, settings.webhook_url, settings.webhook_key, settings.listen_host, settings.listen_port
        ).run()
