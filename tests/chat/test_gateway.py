"""The gate: stored before confirmed, whatever breaks in between."""

import asyncio
import gc
import logging
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.chat.gateway import Door, Polling, RawUpdate, WrongToken
from bot.chat.transport import AioRequest
from bot.sandbox.server import BotApiServer


class Inbox:
    """What a store would do: keeps each update once, and says when something came."""

    def __init__(self) -> None:
        self.kept: dict[int, RawUpdate] = {}
        self.batches: list[list[int]] = []
        self.wakes = 0
        self.broken = 0
        self.before_commit = threading.Event()
        self.before_commit.set()
        self.begun = threading.Event()
        self.threads: set[str] = set()
        self.something = asyncio.Event()

    def receive(self, updates: list[RawUpdate]) -> None:
        self.begun.set()
        self.before_commit.wait(10)
        self.threads.add(threading.current_thread().name)
        if self.broken:
            self.broken -= 1
            raise OSError("the disk is full")
        self.batches.append([update["update_id"] for update in updates])
        self.kept.update({update["update_id"]: update for update in updates})

    def wake(self) -> None:
        self.wakes += 1
        self.something.set()

    async def holds(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.kept) < count:
                self.something.clear()
                await self.something.wait()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.kept.values() if "message" in update]


class Pauses:
    """Stands for asyncio.sleep: notes the seconds, lets others run, and doesn't wait."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.first = asyncio.Event()
        self.reached = asyncio.Event()
        self.wanted = 10**9

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.first.set()
        if len(self.taken) >= self.wanted:
            self.reached.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)

    async def count(self, wanted: int) -> list[float]:
        self.wanted = wanted
        async with asyncio.timeout(10):
            await self.reached.wait()
        return self.taken


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@asynccontextmanager
async def polling(
    server: BotApiServer, inbox: Inbox, pauses: Pauses | None = None, token: str = "", poll_seconds: int = 30
) -> AsyncIterator[asyncio.Task[None]]:
    """Run the long polling loop meanwhile; an error of its own comes out at the end."""
    request = AioRequest()
    bot = Bot(
        token or server.token, base_url=f"{server.url}/bot", request=request, get_updates_request=request
    )
    with ThreadPoolExecutor(1, "inbox") as executor:
        door = Door(inbox.receive, inbox.wake, executor)
        loop = Polling(bot, door, poll_seconds=poll_seconds, pause=pauses or Pauses())
        async with request:
            task: asyncio.Task[None] = asyncio.create_task(loop.run())
            try:
                yield task
            finally:
                task.cancel()
                await asyncio.wait([task])


async def answered(server: BotApiServer, code: int = 200) -> None:
    """Wait until a question for updates has been answered so."""
    async with asyncio.timeout(10):
        while code not in [call.code for call in server.calls.of("getUpdates")]:
            await server.world.signal.wait()


async def test_an_update_is_stored_and_then_confirmed(server: BotApiServer) -> None:
    inbox = Inbox()
    ana = server.person("Ana")
    async with polling(server, inbox):
        await ana.start("K3Y")
        await server.settled()
        assert inbox.texts == ["/start K3Y"]
        assert inbox.wakes == 1
        assert not server.world.updates.pending


async def test_nothing_is_confirmed_before_the_commit(server: BotApiServer) -> None:
    inbox = Inbox()
    inbox.before_commit.clear()
    ana = server.person("Ana")
    async with polling(server, inbox):
        await ana.start()
        await asyncio.to_thread(inbox.begun.wait, 10)
        assert len(server.calls.of("getUpdates")) == 1
        assert len(server.world.updates.pending) == 1
        assert inbox.wakes == 0
        inbox.before_commit.set()
        await server.settled()
    assert len(inbox.kept) == 1


async def test_receiving_runs_in_the_executor_that_was_passed_in(server: BotApiServer) -> None:
    inbox = Inbox()
    async with polling(server, inbox):
        await server.person("Ana").start()
        await inbox.holds(1)
    assert all(name.startswith("inbox") for name in inbox.threads)


async def test_what_could_not_be_stored_comes_again(server: BotApiServer) -> None:
    inbox, pauses = Inbox(), Pauses()
    inbox.broken = 2
    async with polling(server, inbox, pauses):
        await server.person("Ana").start()
        await server.settled()
    assert inbox.texts == ["/start"]
    assert pauses.taken == [0.5, 1.0]


async def test_after_a_start_it_asks_without_an_offset(server: BotApiServer) -> None:
    ana, inbox = server.person("Ana"), Inbox()
    for number in range(2):
        async with polling(server, inbox):
            await ana.send(f"mensaje {number}")
            await server.settled()
    asked = [call.fields.get("offset") for call in server.calls.of("getUpdates")]
    assert asked.count(None) == 2
    assert inbox.texts == ["mensaje 0", "mensaje 1"]


async def test_a_jump_of_the_update_ids_loses_nothing_after_a_restart(server: BotApiServer) -> None:
    ana, inbox = server.person("Ana"), Inbox()
    async with polling(server, inbox):
        await ana.send("antes")
        await server.settled()
    server.world.updates.next_id -= 50_000_000
    await ana.send("después")
    async with polling(server, inbox):
        await server.settled()
    assert inbox.texts == ["antes", "después"]


async def test_after_a_quiet_hour_it_asks_without_an_offset_for_ids_may_start_lower(
    server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.gateway.QUIET_SECONDS", -1.0)
    ana, inbox = server.person("Ana"), Inbox()
    async with polling(server, inbox, poll_seconds=0):
        await ana.send("antes")
        await server.settled()
        polls = len(server.calls.of("getUpdates"))
        while len(server.calls.of("getUpdates")) < polls + 2:
            await server.world.signal.wait()
        server.world.updates.next_id -= 50_000_000
        await ana.send("después")
        await server.settled()
    assert inbox.texts == ["antes", "después"]


async def test_allowed_updates_are_asked_for_by_name(server: BotApiServer) -> None:
    async with polling(server, Inbox()):
        await server.person("Ana").start()
        await server.settled()
    assert server.world.updates.allowed is not None
    assert {"message", "callback_query", "my_chat_member"} <= server.world.updates.allowed


async def test_transient_errors_are_tried_again_with_growing_pauses_up_to_thirty_seconds(
    server: BotApiServer,
) -> None:
    pauses = Pauses()
    server.faults.fail("getUpdates", times=9, code=502, description="Bad Gateway")
    async with polling(server, Inbox(), pauses):
        assert await pauses.count(9) == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]


async def test_pauses_begin_anew_after_a_success(server: BotApiServer) -> None:
    inbox, pauses = Inbox(), Pauses()
    ana = server.person("Ana")
    server.faults.fail("getUpdates", times=3, code=500)
    async with polling(server, inbox, pauses):
        await ana.start()
        await server.settled()
        server.faults.fail("getUpdates", times=1, code=500)
        await ana.send("otra vez")
        await ana.send("y otra")
        await inbox.holds(3)
        await server.settled()
    assert pauses.taken == [0.5, 1.0, 2.0, 0.5]


async def test_a_lost_answer_to_get_updates_loses_no_update(server: BotApiServer) -> None:
    inbox = Inbox()
    server.faults.lose("getUpdates", times=3)
    async with polling(server, inbox):
        ana = server.person("Ana")
        for number in range(5):
            await ana.send(f"m{number}")
        await server.settled()
    assert inbox.texts == [f"m{number}" for number in range(5)]


async def test_a_server_that_goes_away_and_comes_back_is_found_again(server: BotApiServer) -> None:
    inbox, pauses = Inbox(), Pauses()
    ana = server.person("Ana")
    async with polling(server, inbox, pauses):
        await ana.send("uno")
        await server.settled()
        await server.refuse()
        await ana.send("dos")
        async with asyncio.timeout(10):
            await pauses.first.wait()
        await server.accept()
        await server.settled()
    assert inbox.texts == ["uno", "dos"]


async def test_retry_after_is_obeyed(server: BotApiServer) -> None:
    pauses = Pauses()
    server.faults.fail("getUpdates", code=429, description="Too Many Requests", retry_after=17)
    async with polling(server, Inbox(), pauses):
        assert await pauses.count(1) == [17.0]


@pytest.mark.parametrize("token", ["123456789:another", "nonsense"])
async def test_a_wrong_token_is_raised_clearly_and_at_once(server: BotApiServer, token: str) -> None:
    pauses = Pauses()
    async with polling(server, Inbox(), pauses, token=token) as task:
        with pytest.raises(WrongToken, match="Unauthorized"):
            await asyncio.wait_for(asyncio.shield(task), 10)
    assert pauses.taken == []


async def test_a_token_revoked_while_running_is_raised_but_a_passing_404_is_not(server: BotApiServer) -> None:
    inbox, pauses = Inbox(), Pauses()
    ana = server.person("Ana")
    async with polling(server, inbox, pauses) as task:
        await ana.start()
        await server.settled()
        server.faults.fail("getUpdates", code=404, description="Not Found")
        await ana.send("a")
        await ana.send("b")
        await answered(server, 404)
        server.token = "123456789:revoked"
        server.world.updates.wake()
        with pytest.raises(WrongToken):
            await asyncio.wait_for(asyncio.shield(task), 10)
    assert pauses.taken[:1] == [0.5]


async def test_a_second_poller_is_reported_and_neither_loses_an_update(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = Inbox(), Inbox()
    async with polling(server, first), polling(server, second):
        await answered(server, 409)
        ana = server.person("Ana")
        await ana.send("hola")
        await server.settled()
    assert "hola" in first.texts + second.texts
    assert "Conflict" in caplog.text


async def test_a_webhook_left_behind_is_removed(server: BotApiServer) -> None:
    server.webhook.url = "https://example.org/hook"
    inbox = Inbox()
    async with polling(server, inbox):
        await server.person("Ana").start()
        await inbox.holds(1)
    assert server.webhook.url == ""


async def test_a_long_poll_ends_at_once_when_cancelled(server: BotApiServer) -> None:
    async with polling(server, Inbox()) as task:
        while not server.calls.now["getupdates"]:
            await server.world.signal.wait()
        task.cancel()
        async with asyncio.timeout(2):
            with pytest.raises(asyncio.CancelledError):
                await task


async def test_a_pause_between_attempts_ends_at_once_when_cancelled(server: BotApiServer) -> None:
    await server.refuse()
    pauses = Pauses()
    pauses.wanted = 1  # never returns
    async with polling(server, Inbox(), pauses) as task:
        await pauses.count(1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_cancellation_waits_for_the_commit_under_way(server: BotApiServer) -> None:
    inbox = Inbox()
    inbox.before_commit.clear()
    async with polling(server, inbox) as task:
        await server.person("Ana").start()
        await asyncio.to_thread(inbox.begun.wait, 10)
        task.cancel()
        await asyncio.wait([task], timeout=0.02)
        assert not task.done()
        inbox.before_commit.set()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert len(inbox.kept) == 1


async def test_a_cancellation_says_nothing_of_a_commit_that_failed_meanwhile(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What asyncio says of an error that nobody looked at would be the whole statement."""
    failing = threading.Event()

    def receive(_updates: list[RawUpdate]) -> None:
        failing.wait(10)
        raise OSError("disk full")

    task = asyncio.create_task(Door(receive, lambda: None).take([{"update_id": 1}]))
    await asyncio.sleep(0)
    task.cancel()
    failing.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    gc.collect()
    assert caplog.records == []


async def test_an_answer_that_is_no_list_of_updates_is_an_error_to_try_again(server: BotApiServer) -> None:
    inbox, pauses = Inbox(), Pauses()
    for raw in (b"", b"[]", b'{"ok": true, "result": 7}', b'{"ok": true, "result": [{"no": "id"}]}'):
        server.faults.fail("getUpdates", code=200, raw=raw)
    async with polling(server, inbox, pauses):
        await server.person("Ana").start()
        await server.settled()
    assert len(pauses.taken) == 4
    assert len(inbox.kept) == 1


async def test_an_update_of_unknown_shape_is_stored_like_any_other(server: BotApiServer) -> None:
    inbox = Inbox()
    async with polling(server, inbox):
        server.world.updates.allowed = None
        server.world.updates.put("message", {"message_id": "poison", "nonsense": [None]}, 1)
        await inbox.holds(1)
        await server.settled()
    assert next(iter(inbox.kept.values()))["message"]["message_id"] == "poison"


async def test_a_jump_of_the_wall_clock_disturbs_nothing(server: BotApiServer) -> None:
    time_machine = pytest.importorskip("time_machine")
    inbox = Inbox()
    ana = server.person("Ana")
    with time_machine.travel("2026-03-02 15:00+00:00") as traveller:
        async with polling(server, inbox):
            await ana.send("antes")
            await server.settled()
            for moment in ("2027-01-01 00:00+00:00", "2025-01-01 00:00+00:00"):
                traveller.move_to(moment)
                await ana.send(moment)
                await server.settled()
    assert len(inbox.kept) == 3


async def test_trouble_is_told_once_and_so_is_its_end(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.chat.gateway")
    inbox = Inbox()
    server.faults.fail("getUpdates", times=5, code=502, description="Bad Gateway")
    async with polling(server, inbox):
        await server.person("Ana").start()
        await server.settled()
    told = [record.getMessage() for record in caplog.records if record.name == "bot.chat.gateway"]
    assert told == [
        "no updates: NetworkError: Bad Gateway; trying again",
        "updates come again after 5 failures",
    ]
