"""The webhook's listener: Telegram calls, the update is committed, then it gets its 200."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import NoReturn
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot import troubles
from bot.chat.gateway import (
    ALLOWED_UPDATES,
    AddressRefused,
    CannotListen,
    Door,
    Patience,
    RawUpdate,
    WrongToken,
    first_line,
    is_update,
)

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MAX_BODY = 1024 * 1024


class Webhook:
    """The listener that Telegram calls: answers 200 only once the update is committed.

    Requests that come while one commit runs share the next. `url` is the public address; its path is the one
    served, on `host` and `port`, beside `GET /healthz`. The address stays registered when the listener ends:
    another replica may serve it, and Telegram keeps what comes meanwhile.
    """

    def __init__(
        self,
        bot: Bot,
        door: Door,
        url: str,
        secret: str,
        host: str = "127.0.0.1",
        port: int = 8443,
        *,
        allowed_updates: Sequence[str] = ALLOWED_UPDATES,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._door = door
        self._url = url
        self._path = urlsplit(url).path or "/"
        self._secret = secret
        self._host = host
        self._allowed = list(allowed_updates)
        self._patience = Patience(pause)
        self._queue: asyncio.Queue[tuple[RawUpdate, asyncio.Future[bool]]] = asyncio.Queue()
        self.port = port

    async def run(self) -> NoReturn:
        """Listen, register the address, receive until cancelled. Raises a GatewayError."""
        server = web.Server(self._handle, request_factory=_request, access_log=None)
        runner = web.ServerRunner(server, shutdown_timeout=5)
        await runner.setup()
        storing = asyncio.create_task(self._store())
        try:
            await self._open(runner)
            await self._register()
            await asyncio.wait([storing])
            raise RuntimeError("the writer of updates ended by itself")
        finally:
            await runner.cleanup()  # answers what has come; the writer still writes
            storing.cancel()
            await asyncio.wait([storing])

    async def _open(self, runner: web.ServerRunner) -> None:
        try:
            await web.TCPSite(runner, self._host or None, self.port).start()
        except (OSError, OverflowError) as error:
            raise CannotListen(f"{self._host}:{self.port}: {troubles.in_words(error)}") from None
        self.port = int(runner.addresses[0][1])

    async def _register(self) -> None:
        while True:
            try:
                await self._bot.set_webhook(
                    self._url, secret_token=self._secret, allowed_updates=self._allowed
                )
            except InvalidToken as error:
                raise WrongToken(str(error)) from None
            except BadRequest as error:
                raise AddressRefused(str(error)) from None
            except TelegramError as error:
                await self._patience.failed(error)
            else:
                return self._patience.worked()

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        if request.path == "/healthz" and request.method in ("GET", "HEAD"):
            return web.Response(text="ok\n")
        if request.path != self._path:
            return web.Response(status=404)
        if request.method != "POST":
            return web.Response(status=405)
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not is_update(update):
            return web.Response(status=400)
        stored = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((update, stored))
        return web.Response(status=200 if await stored else 503)

    async def _store(self) -> NoReturn:
        """Write what waits, everything in one commit, and tell each request whether it was stored."""
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty():
                batch.append(self._queue.get_nowait())
            stored = False
            try:
                await self._door.take([update for update, _ in batch])
                stored = True
            except Exception as error:  # Telegram is told 503 and sends them again
                log.warning("updates not stored: %s", first_line(error))
            finally:
                for _, answer in batch:
                    if not answer.done():
                        answer.set_result(stored)


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BODY)
