"""The worker: nothing lost, nothing doubled, in order per chat and person, and nobody held up by anybody."""

import asyncio
import itertools
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.chat import routes, worker
from bot.chat.context import Turn
from bot.store import tables
from tests.chat.house import House, open_house

FIRST_UPDATE = 5_000_000_000
"""Beyond the numbers that the local server gives."""
PERSON = {"id": 1, "is_bot": False, "first_name": "x"}


@dataclass
class Bench:
    """The house, whose command `/prueba …` does what the test says."""

    house: House
    numbers: Any = field(default_factory=lambda: itertools.count(FIRST_UPDATE))
    handle: Callable[[Turn], Awaitable[None]] | None = None
    began: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    async def run(self, turn: Turn) -> None:
        """What `/prueba` does: leaves its trace around the test's own handler."""
        self.began.append(turn.text)
        if self.handle is not None:
            await self.handle(turn)
        self.ended.append(turn.text)

    def said(self, person: int, text: str, chat: int | None = None) -> dict[str, Any]:
        """A message as Telegram sends it, `/prueba text`."""
        place = (
            {"id": chat, "type": "supergroup", "title": "x"} if chat else {"id": person, "type": "private"}
        )
        body = {"message_id": 1, "date": 0, "chat": place, "text": f"/prueba {text}"}
        body["from"] = PERSON | {"id": person}
        return {"update_id": next(self.numbers), "message": body}

    def feed(self, *updates: dict[str, Any]) -> None:
        """Stores updates and lets the worker have those that are new."""
        desk = self.house.app.desk
        self.house.app.worker.feed(desk.receive(list(updates)))

    async def take(self, *updates: dict[str, Any]) -> None:
        """The same, until all had their effect."""
        self.feed(*updates)
        await asyncio.wait_for(self.house.app.worker.idle(), 20)

    def inbox(self) -> list[tuple[bool, str | None]]:
        """Of the test's own updates: whether each is done, and why it was put aside, if it was."""
        rows = sorted(self.house.rows(tables.inbox), key=lambda row: row.update_id)
        return [(row.done_at is not None, row.error) for row in rows if row.update_id >= FIRST_UPDATE]


@pytest.fixture
async def bench(database: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    async with open_house(database, lockstep=False) as house:
        made = Bench(house)
        monkeypatch.setitem(routes.COMMANDS, "prueba", made.run)  # type: ignore[arg-type]
        monkeypatch.setattr(routes, "BODILESS", routes.BODILESS | {"prueba"})
        monkeypatch.setattr(worker, "PAUSE", 0.01)
        yield made


async def test_one_persons_updates_take_their_turns(bench: Bench):
    waits = iter([30, 0, 10, 0])

    async def handle(_turn: Turn) -> None:
        for _ in range(next(waits)):
            await asyncio.sleep(0)

    bench.handle = handle
    await bench.take(*(bench.said(1, text) for text in "abcd"))
    assert bench.began == bench.ended == list("abcd")


async def test_one_chats_updates_take_their_turns_whoever_writes(bench: Bench):
    waits = iter([30, 0, 10])

    async def handle(_turn: Turn) -> None:
        for _ in range(next(waits)):
            await asyncio.sleep(0)

    bench.handle = handle
    await bench.take(*(bench.said(person, text, chat=-7) for person, text in enumerate("abc", start=1)))
    assert bench.ended == list("abc")


async def test_a_person_is_in_order_over_several_chats(bench: Bench):
    waits = iter([30, 0])

    async def handle(_turn: Turn) -> None:
        for _ in range(next(waits)):
            await asyncio.sleep(0)

    bench.handle = handle
    await bench.take(bench.said(1, "group", chat=-7), bench.said(1, "private"))
    assert bench.ended == ["group", "private"]


async def test_nobody_waits_for_anybody_else(bench: Bench):
    gate, others = asyncio.Event(), asyncio.Event()

    async def handle(turn: Turn) -> None:
        if turn.text == "slow":
            await gate.wait()
        elif len(bench.ended) == 9:
            others.set()

    bench.handle = handle
    bench.feed(bench.said(1, "slow"), *(bench.said(person, "quick") for person in range(2, 12)))
    async with asyncio.timeout(10):
        await others.wait()
    assert "slow" not in bench.ended
    gate.set()
    await bench.house.app.worker.idle()
    assert bench.ended[-1] == "slow"


async def test_no_more_are_under_way_at_once_than_places(bench: Bench):
    now, most = 0, 0
    full = asyncio.Barrier(worker.AT_ONCE)

    async def handle(_turn: Turn) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await full.wait()
        now -= 1

    bench.handle = handle
    await bench.take(*(bench.said(person, "x") for person in range(3 * worker.AT_ONCE)))
    assert most == worker.AT_ONCE
    assert len(bench.ended) == 3 * worker.AT_ONCE


async def test_an_update_delivered_again_is_not_handled_again(bench: Bench):
    update = bench.said(1, "once")
    await bench.take(update)
    await bench.take(update, bench.said(1, "other"))
    bench.house.app.worker.feed([])
    assert bench.ended == ["once", "other"]


async def test_an_update_fed_twice_while_under_way_runs_once(bench: Bench):
    update = bench.said(1, "once")
    bench.feed(update)
    bench.house.app.worker.feed([update])
    await bench.house.app.worker.idle()
    assert bench.ended == ["once"]


async def test_every_update_ends_done_also_one_that_asks_for_nothing(bench: Bench):
    nothing = [
        {"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -9, "type": "channel", "title": "x"}}},
        {"chosen_inline_result": {"result_id": "1", "query": "", "from": PERSON}},
        {"kind_of_tomorrow": {"id": 1}},
        {"my_chat_member": None},
        {},
    ]
    await bench.take(*({"update_id": next(bench.numbers)} | body for body in nothing), bench.said(1, "x"))
    assert bench.inbox() == [(True, None)] * 6


@pytest.mark.parametrize(
    "body",
    [
        {"message": {"message_id": "x"}},
        {"message": {"message_id": 1, "date": "x", "chat": {"id": 1, "type": "private"}, "from": {"id": 1}}},
        {"message": 7},
        {"callback_query": {"id": 5, "from": "x", "data": []}},
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 2**70, "type": "private"},
                     "from": {"id": 2**70, "is_bot": False, "first_name": "x"}, "text": "/sala"}},
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_put_aside_and_the_next_goes_on(bench: Bench, body: dict[str, Any]):
    await bench.take({"update_id": next(bench.numbers), **body}, bench.said(1, "next"))
    (done, _error), following = bench.inbox()
    assert done
    assert following == (True, None)
    assert bench.ended == ["next"]


async def test_a_fault_of_ours_is_put_aside_with_a_reference_that_its_sender_is_told(
    bench: Bench, caplog: pytest.LogCaptureFixture
):
    async def handle(turn: Turn) -> None:
        if turn.text == "secreto":
            raise ValueError(f"boom {turn.text} {turn.telegram_id}")

    bench.handle = handle
    person = bench.house["opi"]
    with caplog.at_level(logging.DEBUG, "bot"):
        await bench.take(bench.said(person.id, "secreto"), bench.said(person.id, "next"))
    (done, error), _ = bench.inbox()
    assert done
    assert error is not None
    assert error.startswith("ValueError at ")
    reference = error.rpartition(" ")[2].rstrip(")")
    told = await person.wait_for(reference, since=0)
    assert "error" in told.text
    assert reference in caplog.text
    assert "secreto" not in caplog.text
    assert str(person.id) not in caplog.text
    assert bench.ended == ["next"]


async def test_a_fault_behind_a_press_is_told_in_its_answer(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    async def fail(_turn: Turn) -> None:
        raise ValueError

    monkeypatch.setitem(routes.PRESSES, "room", fail)  # type: ignore[arg-type]
    person = bench.house["opi"]
    answer = await person.press_data("room:1:1", person.inbox()[0])
    assert answer.alert
    assert "Referencia" in answer


@pytest.mark.parametrize("reach", [Turn.run, Turn.apart], ids=["at_the_desk", "beside_it"])
async def test_an_unreachable_record_leaves_the_update_waiting_until_it_is_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, reach: Callable[..., Awaitable[str]]
):
    away = 3

    def act(_desk: object) -> str:
        nonlocal away
        away -= 1
        if away >= 0:
            raise OperationalError("SELECT 1", {}, Exception("unable to open database file"))
        return "done"

    async def handle(turn: Turn) -> None:
        await reach(turn, act, None)

    monkeypatch.setattr("bot.usecases.record.answers", lambda _desk: False)
    bench.handle = handle
    await bench.take(bench.said(1, "x"), bench.said(1, "y"))
    assert bench.began == ["x", "x", "x", "x", "y"]
    assert bench.ended == ["x", "y"]
    assert bench.inbox() == [(True, None)] * 2


async def test_an_update_that_always_fails_while_the_database_answers_is_put_aside(bench: Bench):
    def act(_desk: object) -> None:
        raise OperationalError("SELECT no", {}, Exception("no such column"))

    async def handle(turn: Turn) -> None:
        if turn.text == "poison":
            await turn.run(act, None)

    bench.handle = handle
    await bench.take(bench.said(1, "poison"), bench.said(1, "next"))
    (done, error), _ = bench.inbox()
    assert done
    assert error is not None
    assert error.startswith("RecordUnavailable")
    assert bench.ended == ["next"]


async def test_what_was_waiting_when_the_bot_stopped_is_done_when_it_starts(database: Path):
    async with open_house(database, lockstep=False) as house:
        person = house["opi"].id
        body = {"message_id": 1, "date": 0, "chat": {"id": person, "type": "private"}}
        body["from"] = PERSON | {"id": person}
        house.app.desk.receive([{"update_id": FIRST_UPDATE, "message": body | {"text": "/reglamento"}}])
        house.app.worker.feed([raw for _, raw in house.app.desk.waiting()])
        await house["opi"].wait_for("Reglas vigentes", since=0)
        await house.server.settled()
        assert house.app.desk.waiting() == []


async def test_fifty_presses_at_once_are_answered_without_waiting_for_each_other(bench: Bench):
    house = bench.house
    message = house["opi"].inbox()[0]
    house.server.faults.delay("answerCallbackQuery", 0.05)
    began = time.perf_counter()
    presses = [
        house.server.world.press(house["opi"].user, message, f"cast:1:{number}:for") for number in range(50)
    ]
    async with asyncio.timeout(10):
        while any(press.answer is None for press in presses):
            await house.server.world.signal.wait()
    assert time.perf_counter() - began < 50 * 0.05 / 2
    await house.app.worker.idle()
    assert all(row.done_at is not None for row in house.rows(tables.inbox))


@pytest.mark.parametrize(
    "trouble", [{"code": 500}, {"code": 429, "description": "Too Many", "retry_after": 0}]
)
async def test_a_press_is_answered_after_a_passing_trouble(bench: Bench, trouble: dict[str, Any]):
    bench.house.server.faults.fail("answerCallbackQuery", 1, **trouble)
    assert await bench.house["opi"].press_data("cast:1:1:for", bench.house["opi"].inbox()[0])


async def test_a_press_too_old_to_be_answered_harms_nothing(bench: Bench, caplog: pytest.LogCaptureFixture):
    bench.house.server.faults.fail("answerCallbackQuery", 1, 400, "Bad Request: query is too old")
    bench.house.server.world.press(bench.house["opi"].user, bench.house["opi"].inbox()[0], "cast:1:1:for")
    async with asyncio.timeout(10):
        while len(bench.house.server.calls.of("answerCallbackQuery")) < 1:
            await bench.house.server.world.signal.wait()
    await bench.house.app.worker.idle()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
