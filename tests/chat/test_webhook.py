"""The webhook's listener: secret, size, shape; 200 only once the update is committed."""

import asyncio
import json
import logging
import socket
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import aiohttp
import pytest
from telegram import Bot

from bot.chat.gateway import AddressRefused, CannotListen, Door, RawUpdate, WrongToken
from bot.chat.transport import AioRequest
from bot.chat.webhook import MAX_BODY, SECRET_HEADER, Webhook
from bot.sandbox.server import BotApiServer

SECRET = "a-secret_1"


class Inbox:
    """Keeps each update once; can be made slow or broken."""

    def __init__(self) -> None:
        self.kept: dict[int, RawUpdate] = {}
        self.batches: list[int] = []
        self.wakes = 0
        self.broken = 0
        self.begun = threading.Event()
        self.before_commit = threading.Event()
        self.before_commit.set()

    def receive(self, updates: list[RawUpdate]) -> None:
        self.begun.set()
        self.before_commit.wait(10)
        self.batches.append(len(updates))
        if self.broken:
            self.broken -= 1
            raise OSError("the disk is full")
        self.kept.update({update["update_id"]: update for update in updates})

    def wake(self) -> None:
        self.wakes += 1


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(webhook_retry_seconds=0.0) as running:
        yield running


async def no_pause(seconds: float) -> None:
    await asyncio.sleep(0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def listening(
    server: BotApiServer, inbox: Inbox, url: str = "", token: str = "", port: int = 0, wait: bool = True
) -> AsyncIterator[tuple[str, asyncio.Task[None]]]:
    """Run the listener meanwhile; yields the address of its path, and its task."""
    port = port or free_port()
    bot = Bot(token or server.token, base_url=f"{server.url}/bot", request=AioRequest())
    with ThreadPoolExecutor(1) as executor:
        door = Door(inbox.receive, inbox.wake, executor)
        hook = Webhook(
            bot, door, url or f"http://127.0.0.1:{port}/ayni/hook", SECRET, "127.0.0.1", port, pause=no_pause
        )
        async with bot.request:
            task: asyncio.Task[None] = asyncio.create_task(hook.run())
            try:
                while wait and not server.webhook.url:
                    await server.world.signal.wait()
                yield f"http://127.0.0.1:{port}/ayni/hook", task
            finally:
                task.cancel()
                await asyncio.wait([task])


async def post(url: str, body: bytes, secret: str | None = SECRET, method: str = "POST") -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, data=body, headers=headers) as response,
    ):
        return response.status


async def test_an_update_delivered_by_telegram_is_stored_and_wakes_the_worker(server: BotApiServer) -> None:
    inbox = Inbox()
    async with listening(server, inbox):
        await server.person("Ana").start("K3Y")
        await server.settled()
    assert [update["message"]["text"] for update in inbox.kept.values()] == ["/start K3Y"]
    assert inbox.wakes == 1
    assert server.webhook.secret == SECRET
    assert "callback_query" in (server.world.updates.allowed or ())


async def test_the_answer_is_200_only_after_the_commit(server: BotApiServer) -> None:
    inbox = Inbox()
    inbox.before_commit.clear()
    async with listening(server, inbox) as (url, _):
        asked = asyncio.create_task(post(url, b'{"update_id": 1}'))
        await asyncio.to_thread(inbox.begun.wait, 10)
        assert not asked.done()
        inbox.before_commit.set()
        assert await asked == 200
    assert 1 in inbox.kept


async def test_what_could_not_be_stored_is_answered_503_and_comes_again(server: BotApiServer) -> None:
    inbox = Inbox()
    inbox.broken = 2
    async with listening(server, inbox):
        await server.person("Ana").start()
        await server.settled()
    assert len(inbox.kept) == 1
    assert server.webhook.attempts == 3
    assert server.webhook.last_error is not None
    assert "503" in server.webhook.last_error[1]


async def test_requests_that_come_during_a_commit_share_the_next_one(server: BotApiServer) -> None:
    inbox = Inbox()
    inbox.before_commit.clear()
    async with listening(server, inbox) as (url, _):
        first = asyncio.create_task(post(url, b'{"update_id": 0}'))
        await asyncio.to_thread(inbox.begun.wait, 10)
        rest = [asyncio.create_task(post(url, b'{"update_id": %d}' % number)) for number in range(1, 21)]
        await asyncio.wait(rest, timeout=0.2)
        inbox.before_commit.set()
        assert set(await asyncio.gather(first, *rest)) == {200}
    assert len(inbox.kept) == 21
    assert len(inbox.batches) < 21


@pytest.mark.parametrize("secret", [None, "", "a-secret_2", "ñ", SECRET + "x"])
async def test_without_the_right_secret_nothing_is_taken(server: BotApiServer, secret: str | None) -> None:
    inbox = Inbox()
    async with listening(server, inbox) as (url, _):
        assert await post(url, b'{"update_id": 1}', secret) == 403
    assert not inbox.kept


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"7",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b"\xff\xfe",
        b"[" * 99999,
    ],
)
async def test_malformed_json_is_answered_400(server: BotApiServer, body: bytes) -> None:
    inbox = Inbox()
    async with listening(server, inbox) as (url, _):
        assert await post(url, body) == 400
    assert not inbox.kept


async def test_a_body_over_the_limit_is_refused(server: BotApiServer) -> None:
    inbox = Inbox()
    async with listening(server, inbox) as (url, _):
        fitting = json.dumps({"update_id": 1, "x": "y" * (MAX_BODY - 100)}).encode()
        assert await post(url, fitting) == 200
        with pytest.warns(ResourceWarning):  # the client's, about its own large body
            assert await post(url, b" " * (MAX_BODY + 1)) == 413


async def test_other_paths_are_unknown_and_other_methods_not_allowed(server: BotApiServer) -> None:
    async with listening(server, Inbox()) as (url, _):
        assert await post(url + "/x", b'{"update_id": 1}') == 404
        assert await post(url, b"", method="GET") == 405


async def test_healthz_answers_200_without_a_secret(server: BotApiServer) -> None:
    async with listening(server, Inbox()) as (url, _):
        assert await post(url.replace("/ayni/hook", "/healthz"), b"", None, "GET") == 200


async def test_registering_is_tried_again_until_telegram_answers(server: BotApiServer) -> None:
    server.faults.fail("setWebhook", times=3, code=502, description="Bad Gateway")
    async with listening(server, Inbox()):
        assert len(server.calls.of("setWebhook")) == 4


async def test_a_wrong_token_is_raised_clearly(server: BotApiServer) -> None:
    async with listening(server, Inbox(), token="1:wrong", wait=False) as (_, task):
        with pytest.raises(WrongToken):
            await asyncio.wait_for(asyncio.shield(task), 10)


async def test_an_address_that_telegram_refuses_is_raised_clearly(server: BotApiServer) -> None:
    async with listening(server, Inbox(), url="http://example.org/hook", wait=False) as (_, task):
        with pytest.raises(AddressRefused, match=r"(?i)https"):
            await asyncio.wait_for(asyncio.shield(task), 10)


async def test_a_taken_port_is_raised_clearly(server: BotApiServer) -> None:
    async with listening(server, Inbox(), port=server.port, wait=False) as (_, task):
        with pytest.raises(CannotListen, match=f"{server.port}: otro programa ya escucha allí"):
            await asyncio.wait_for(asyncio.shield(task), 10)


async def test_stopping_answers_what_has_come_and_leaves_the_address_registered(server: BotApiServer) -> None:
    inbox = Inbox()
    inbox.before_commit.clear()
    async with listening(server, inbox) as (url, task):
        asked = asyncio.create_task(post(url, b'{"update_id": 1}'))
        await asyncio.to_thread(inbox.begun.wait, 10)
        task.cancel()
        await asyncio.wait([task], timeout=0.02)
        inbox.before_commit.set()
        assert await asked == 200
        with pytest.raises(asyncio.CancelledError):
            await task
    assert 1 in inbox.kept
    assert server.webhook.url == url


async def test_neither_token_nor_secret_is_logged(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "telegram.Bot")
    inbox = Inbox()
    inbox.broken = 1
    async with listening(server, inbox) as (url, _):
        await post(url, b"{", "wrong")
        await server.person("Ana").start()
        await server.settled()
    assert SECRET not in caplog.text
    assert server.token.partition(":")[2] not in caplog.text
