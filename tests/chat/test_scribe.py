"""The scribe: what waits goes together, in order, and is answered only when it is safe on disk."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.chat import scribe
from bot.chat.scribe import Scribe
from bot.rules.lifecycle import Verb
from bot.usecases.desk import Asked, Receipt, Who
from bot.usecases.record import RecordUnavailable


@dataclass(frozen=True)
class Say:
    """A command that does nothing but bear a name."""

    name: str
    verb = Verb.CONSULT


def asked(name: str, body_id: int = 1) -> Asked:
    return Asked(lambda *_: Receipt(""), Say(name), Who(7, body_id, 7))


@dataclass
class FakeDesk:
    """Notes the groups it is given; `fails` says which of them raises what."""

    fails: Callable[[list[str]], Exception | None] = lambda _names: None
    groups: list[list[str]] = field(default_factory=list)
    open_: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def perform_together(self, group: Sequence[Asked]) -> list[Receipt | Exception]:
        names = [each.command.name for each in group]  # type: ignore[attr-defined]
        self.groups.append(names)
        self.begun.set()
        self.open_.wait(5)
        error = self.fails(names)
        if error is not None:
            raise error
        return [KeyError(name) if name.startswith("!") else Receipt(name) for name in names]

    def perform(self, act: Any, command: "Say", who: Who, wording: Any = None) -> Receipt:
        outcome = self.perform_together([Asked(act, command, who, wording)])[0]  # type: ignore[arg-type]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@dataclass
class Office:
    desk: FakeDesk
    scribe: Scribe
    begun: Callable[[], Any]

    def ask(self, *names: str, body_id: int = 1) -> list["asyncio.Task[Receipt]"]:
        return [asyncio.create_task(self.scribe.perform(asked(name, body_id))) for name in names]


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    with ThreadPoolExecutor(max_workers=1) as thread:

        async def run(function: Callable[..., Any], *args: Any) -> Any:
            return await asyncio.get_running_loop().run_in_executor(thread, partial(function, *args))

        desk = FakeDesk()
        yield Office(desk, Scribe(desk, run), lambda: asyncio.to_thread(desk.begun.wait, 5))  # type: ignore[arg-type]
        desk.open_.set()


def away(_names: list[str]) -> Exception:
    return OperationalError("COMMIT", None, Exception("away"))


async def test_what_is_asked_at_once_goes_together_in_order(office: Office):
    office.desk.open_.set()
    receipts = await asyncio.gather(*office.ask("a", "b", "c"))
    assert [receipt.template for receipt in receipts] == ["a", "b", "c"]
    assert office.desk.groups == [["a", "b", "c"]]


async def test_what_is_asked_while_the_desk_is_at_work_gathers(office: Office):
    first = office.ask("a")
    await office.begun()
    others = office.ask("b", "c", "d")
    await asyncio.sleep(0)
    office.desk.open_.set()
    await asyncio.gather(*first, *others)
    assert office.desk.groups == [["a"], ["b", "c", "d"]]


async def test_nobody_has_a_receipt_before_the_desk_has_committed(office: Office):
    tasks = office.ask("a", "b")
    await office.begun()
    await asyncio.sleep(0)
    assert not any(task.done() for task in tasks)
    office.desk.open_.set()
    await asyncio.gather(*tasks)


async def test_each_body_has_a_transaction_of_its_own(office: Office):
    office.desk.open_.set()
    tasks = [*office.ask("a1"), *office.ask("b1", body_id=2), *office.ask("a2"), *office.ask("b2", body_id=2)]
    assert [receipt.template for receipt in await asyncio.gather(*tasks)] == ["a1", "b1", "a2", "b2"]
    assert office.desk.groups == [["a1", "a2"], ["b1", "b2"]]


async def test_what_one_raises_is_that_ones_alone(office: Office):
    office.desk.open_.set()
    first, second = await asyncio.gather(*office.ask("!a", "b"), return_exceptions=True)
    assert isinstance(first, KeyError)
    assert isinstance(second, Receipt)


async def test_while_the_record_is_away_all_are_told_so(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scribe.record, "answers", lambda _desk: False)
    office.desk.fails = away
    office.desk.open_.set()
    outcomes = await asyncio.gather(*office.ask("a", "b"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [RecordUnavailable] * 2
    assert office.desk.groups == [["a", "b"]]


async def test_one_that_the_database_refuses_does_not_spoil_it_for_the_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(scribe.record, "answers", lambda _desk: True)
    office.desk.fails = lambda names: away(names) if "poison" in names else None
    office.desk.open_.set()
    outcomes = await asyncio.gather(*office.ask("a", "poison", "c"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Receipt, RecordUnavailable, Receipt]
    assert office.desk.groups == [["a", "poison", "c"], ["a"], ["poison"], ["c"]]


async def test_whoever_no_longer_waits_holds_up_nobody(office: Office):
    first, second = office.ask("a", "b")
    await office.begun()
    first.cancel()
    office.desk.open_.set()
    assert (await second).template == "b"
    assert (await office.ask("c")[0]).template == "c"
