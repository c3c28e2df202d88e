"""The courier: what became of letters is recorded together, once, whatever the record and the network do."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.chat import courier as module
from bot.chat import sender
from bot.chat.courier import Courier
from bot.clock import VirtualClock
from bot.store import outbox, tables
from bot.store.engine import open_engine
from bot.store.files import Files
from bot.usecases import post
from bot.usecases.desk import Desk
from tests.chat.house import MONDAY


@dataclass
class Line:
    """A Bot API that says what the test wants; it notes what was sent."""

    sent: list[tuple[int, str]] = field(default_factory=list)
    fails: Callable[[int], Exception | None] = lambda _chat: None
    held: asyncio.Event = field(default_factory=asyncio.Event)
    arrivals: "asyncio.Queue[int]" = field(default_factory=asyncio.Queue)
    now: int = 0
    most: int = 0

    async def call(self, _bot: object, _method: str, *, chat_id: int, text: str, **_: Any) -> Any:
        self.now += 1
        self.most = max(self.most, self.now)
        self.arrivals.put_nowait(chat_id)
        await self.held.wait()
        self.now -= 1
        if error := self.fails(chat_id):
            raise error
        self.sent.append((chat_id, text))
        return {"message_id": len(self.sent)}


@dataclass
class Round:
    desk: Desk
    line: Line
    courier: Courier
    exchanges: list[int]
    carrying: "asyncio.Task[None]"

    def put(self, *chats: int, template: str = "nada_que_cancelar", **context: Any) -> None:
        """A letter to each chat."""
        with self.desk.engine.begin() as db:
            for chat in chats:
                outbox.put(db, self.desk.clock.now(), chat, template, context)
        self.courier.wake()

    def states(self) -> list[str]:
        with self.desk.engine.connect() as db:
            return [row.state for row in db.execute(tables.outbox.select().order_by(tables.outbox.c.id))]

    async def rest(self) -> None:
        await asyncio.wait_for(self.courier.idle(), 5)


@pytest.fixture
async def round_(database: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Round]:
    desk = Desk(open_engine(f"sqlite:///{database}"), VirtualClock(MONDAY), Files(database.parent))
    line = Line()
    exchanges: list[int] = []
    whole = post.exchange

    def counted(desk: Desk, outcomes: Sequence[post.Outcome], *args: Any) -> list[post.Letter]:
        if outcomes:
            exchanges.append(len(outcomes))
        return whole(desk, outcomes, *args)

    async def run(act: Callable[..., Any], *args: Any, **named: Any) -> Any:
        return await asyncio.to_thread(act, *args, **named)

    monkeypatch.setattr(post, "exchange", counted)
    monkeypatch.setattr(sender, "call", line.call)
    courier = Courier(desk, line, run)  # type: ignore[arg-type]
    carrying = asyncio.create_task(courier.carry())
    await courier.idle()
    yield Round(desk, line, courier, exchanges, carrying)
    line.held.set()
    carrying.cancel()
    await asyncio.wait([carrying], timeout=5)
    assert carrying.done()
    desk.engine.dispose()


async def test_what_comes_back_together_is_recorded_together(round_: Round):
    round_.put(*range(1, 31))
    for _ in range(30):
        await round_.line.arrivals.get()
    round_.line.held.set()
    await round_.rest()
    assert round_.states() == ["sent"] * 30
    assert round_.line.most == 30
    assert sum(round_.exchanges) == 30
    assert len(round_.exchanges) < 6


async def test_a_chat_gets_its_letters_one_after_the_other(round_: Round):
    round_.line.held.set()
    round_.put(1, 1, 1, 2)
    await round_.rest()
    assert round_.states() == ["sent"] * 4
    assert round_.line.most <= 2


async def test_while_the_record_is_away_nothing_is_sent_twice_and_nothing_forgotten(
    round_: Round, monkeypatch: pytest.MonkeyPatch
):
    whole, failures = post.exchange, iter([True, True])

    def away(*args: Any) -> list[post.Letter]:
        if round_.line.sent and next(failures, False):
            raise OSError("away")
        return whole(*args)

    monkeypatch.setattr(module, "AWAY_SECONDS", 0.01)
    monkeypatch.setattr(post, "exchange", away)
    round_.line.held.set()
    round_.put(1, 2)
    await round_.rest()
    assert sorted(chat for chat, _ in round_.line.sent) == [1, 2]
    assert round_.states() == ["sent", "sent"]


async def test_a_stop_lets_what_is_under_way_arrive_and_records_it(round_: Round):
    round_.put(1)
    await round_.line.arrivals.get()
    round_.carrying.cancel()
    await asyncio.sleep(0)
    round_.line.held.set()
    await asyncio.wait([round_.carrying], timeout=5)
    assert round_.states() == ["sent"]


async def test_what_is_refused_or_fails_is_each_ones_own(round_: Round):
    errors = {1: Forbidden("blocked"), 2: NetworkError("broken")}
    round_.line.fails = errors.get
    round_.line.held.set()
    round_.put(1, 2, 3)
    await round_.rest()
    assert round_.states() == ["failed", "uncertain", "sent"]
    round_.line.fails = lambda _chat: None
    assert isinstance(round_.desk.clock, VirtualClock)
    round_.desk.clock.advance(timedelta(minutes=1))
    round_.courier.wake()
    await round_.rest()
    assert round_.states() == ["failed", "sent", "sent"]


async def test_a_long_letter_that_is_interrupted_goes_on_where_it_was(round_: Round):
    failures = iter([None, RetryAfter(1), None, None])
    round_.line.fails = lambda _chat: next(failures)
    round_.line.held.set()
    round_.put(1, template="recibo", text="\n".join(f"línea {place}" for place in range(900)))
    await round_.rest()
    assert round_.states() == ["pending"]
    assert isinstance(round_.desk.clock, VirtualClock)
    round_.desk.clock.advance(timedelta(minutes=1))
    round_.courier.wake()
    await round_.rest()
    assert round_.states() == ["sent"]
    said = "".join(text for _, text in round_.line.sent).split()
    assert said == [word for place in range(900) for word in ("línea", str(place))]


@pytest.mark.parametrize(
    "failure", [OperationalError("UPDATE", {}, Exception("away")), KeyError("ours")], ids=["away", "fault"]
)
async def test_a_refusal_that_cannot_be_recorded_does_not_keep_the_chat_waiting_for_ever(
    round_: Round, monkeypatch: pytest.MonkeyPatch, failure: Exception
):
    failures, refusals = iter([failure]), iter([Forbidden("blocked"), None])
    whole = post.refused

    def refused(*args: Any) -> None:
        if error := next(failures, None):
            raise error
        whole(*args)

    monkeypatch.setattr(post, "refused", refused)
    round_.line.fails = lambda _chat: next(refusals)
    round_.line.held.set()
    round_.put(1, 1)
    await round_.rest()
    assert round_.states() == ["failed", "sent"]
