"""The local Bot API server: HTTP on 127.0.0.1 in front of a `World`, with people to play with."""

import asyncio
import inspect
import json
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

import bot.sandbox.chats
import bot.sandbox.documents
import bot.sandbox.messages  # noqa: F401 - these three register the methods
from bot.clock import Clock
from bot.sandbox.calls import MAX_UPLOAD, METHODS, Params
from bot.sandbox.errors import Refused
from bot.sandbox.faults import AnswerLost, Call, Calls, Faults
from bot.sandbox.group import Group
from bot.sandbox.intake import read_params
from bot.sandbox.person import Person
from bot.sandbox.state import Json, Message, User
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import World

TOKEN = "123456789:LOCAL-bot-api-server-of-the-sandbox"  # noqa: S105 - opens nothing but this server


class BotApiServer:
    """A Bot API server for one bot, started and stopped as an async context manager.

    `clock` dates the messages, `ticks` (monotonic seconds) measures spans: a minute's limit in a group, the
    150 s of a press. `flood_limit` is how many messages and edits a group takes in a minute, None for any
    number. With `lockstep`, every act of a person returns only when the bot has `settled`.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        clock: Clock | None = None,
        ticks: Callable[[], float] = time.monotonic,
        port: int = 0,
        username: str = "ayni_local_bot",
        privacy: bool = True,
        flood_limit: int | None = 20,
        lockstep: bool = False,
        webhook_retry_seconds: float = 1.0,
    ) -> None:
        number = token.partition(":")[0]
        bot = User(int(number) if number.isdecimal() else 123456789, "AYNI", username, is_bot=True)
        self.token = token
        self.port = port
        self.lockstep = lockstep
        self.world = World(bot, clock, ticks, privacy)
        self.world.flood_limit = flood_limit
        self.webhook = Webhook(self.world, webhook_retry_seconds)
        self.faults = Faults(self.world.signal)
        self.calls = Calls(self.world.signal)
        self.when_idle: Callable[[], Awaitable[None]] | None = None
        self.control: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]] | None = None
        self._people: dict[int, Person] = {}
        self._groups: list[Group] = []
        self._runner: web.ServerRunner | None = None
        self._site: web.TCPSite | None = None
        self._methods: dict[str, Callable[[Params], Any]] = {
            "getupdates": self.webhook.get_updates,
            "setwebhook": self.webhook.set,
            "deletewebhook": self.webhook.delete,
            "getwebhookinfo": self.webhook.info,
        }

    @property
    def url(self) -> str:
        """What AYNI_TELEGRAM_API_URL is to be."""
        return f"http://127.0.0.1:{self.port}"

    # People

    def person(self, name: str, user_id: int | None = None, username: str = "") -> Person:
        """Make a person. Until they write to the bot, it can't write to them."""
        user = self.world.add_user(name, user_id, username)
        self._people[user.id] = person = Person(self.world, user, self._settle)
        return person

    def group(self, title: str, *people: Person, bot: bool = True, supergroup: bool = True) -> Group:
        """Open a group: the first of the people owns it, and adds the bot."""
        chat = self.world.add_chat(title, "supergroup" if supergroup else "group")
        for place, person in enumerate(people):
            chat.members[person.id] = "member" if place else "creator"
        group = Group(self.world, chat)
        self._groups.append(group)
        if bot:
            group.add_bot(people[0])
        return group

    def find_person(self, user_id: int) -> Person:
        """The person of this id. Raises KeyError."""
        return self._people[user_id]

    def find_group(self, chat_id: int) -> Group:
        """The group of this id, a migrated one under both. Raises KeyError."""
        found = next((group for group in self._groups if chat_id in group.ids), None)
        if found is None:
            raise KeyError(chat_id)
        return found

    def document(self, message: Message) -> bytes:
        """Content of the message's document. Raises ValueError if it has none."""
        if message.document is None:
            raise ValueError(f"message {message.id} carries no document")
        return message.document.data

    # Running

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; a server that was stopped comes back on the same port with all it remembers."""
        server = web.Server(self._handle, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0)
        await self._runner.setup()
        await self.accept()

    async def stop(self) -> None:
        """Stop listening, cut every connection."""
        self.webhook.stop()
        self.world.updates.break_poll("the server's stop")
        self.faults.clear()
        if self._runner:
            self._cut()
            await self._runner.cleanup()
        self._runner = self._site = None

    async def accept(self) -> None:
        """Take connections (again)."""
        if self._runner and self._site is None:
            self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
            await self._site.start()
            self.port = int(self._runner.addresses[0][1])

    async def refuse(self) -> None:
        """Refuse connections, and cut those that stand, until `accept`."""
        if self._site:
            await self._site.stop()
            self._site = None
            self._cut()

    def _cut(self) -> None:
        if self._runner and self._runner.server:
            for connection in self._runner.server.connections:
                if connection.transport:
                    connection.transport.abort()

    # Quiet

    def quiet(self) -> bool:
        """Tell whether the bot has confirmed every update and no call is under way."""
        return not self.world.updates.pending and self.calls.acting == 0

    async def _settle(self) -> None:
        """After each act of a person."""
        if self.lockstep:
            await self.settled()

    async def settled(self, within: float = 20.0) -> None:
        """Wait until the bot has taken every update, and sends nothing more.

        `when_idle`, if the application set it, is awaited in between: it returns when inbox and outbox are
        empty. Raises TimeoutError, saying what is still pending.
        """
        try:
            async with asyncio.timeout(within):
                while True:
                    while not self.quiet():
                        await self.world.signal.wait()
                    before = (self.calls.acts, self.world.seq)
                    if self.when_idle:
                        await self.when_idle()
                    after = (self.calls.acts, self.world.seq)
                    if self.quiet() and before == after:
                        return
        except TimeoutError:
            waiting = [update.body for update in self.world.updates.pending.values()]
            under_way = {name: count for name, count in self.calls.now.items() if count}
            raise TimeoutError(f"not settled: updates {waiting}, calls under way {under_way}") from None

    # HTTP

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            token, _, name = path[4:].partition("/")
            return await self._call(request, token, name.lower())
        if path.startswith("/file/bot"):
            token, _, name = path[9:].partition("/")
            return self._file(token, name)
        if path.startswith("/control/") and self.control:
            return await self.control(request)
        return _json(Refused(404, "Not Found").answer(), 404)

    async def _call(self, request: web.BaseRequest, token: str, name: str) -> web.StreamResponse:
        call = Call(name, {})
        self.calls.begin(call)
        code = 0
        try:
            try:
                params = await read_params(request)
                call.fields = params.fields
                response = await self._answer(token, name, params)
            except Refused as refusal:
                response = _json(refusal.answer(), refusal.code)
            code = response.status
            return response
        except AnswerLost:
            if request.transport:
                request.transport.abort()
            return web.Response(status=500)
        finally:
            self.calls.end(call, code)

    async def _answer(self, token: str, name: str, params: Params) -> web.Response:
        if token != self.token:
            raise Refused(401, "Unauthorized")
        if instead := await self.faults.before(name):
            return instead
        if name in self._methods:
            result = self._methods[name](params)
        elif name in METHODS:
            result = METHODS[name][1](self.world, params)
        else:
            raise Refused(404, "Not Found: method not found")
        if inspect.isawaitable(result):
            result = await result
        await self.faults.after(name)
        return _json({"ok": True, "result": result}, 200)

    def _file(self, token: str, path: str) -> web.Response:
        if token != self.token:
            return _json(Refused(401, "Unauthorized").answer(), 401)
        for document in self.world.documents.values():
            if document.path == path:
                return web.Response(body=document.data, content_type="application/octet-stream")
        return _json(Refused(404, "Not Found").answer(), 404)


def _request(*args: Any) -> web.BaseRequest:
    message, payload, protocol, writer, task = args
    loop = asyncio.get_running_loop()
    limit = MAX_UPLOAD + 1024 * 1024
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=limit)


def _json(body: Json, status: int) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")
