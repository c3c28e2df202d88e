"""Trouble on demand: slow, lost, failing or held answers, and a record of every call."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from aiohttp import web

from bot.sandbox.errors import Refused
from bot.sandbox.state import Json, Signal


class AnswerLost(Exception):
    """The call was carried out, and the connection is to be cut before the answer."""


@dataclass(eq=False, slots=True)
class Call:
    """One call to the API: lower-case method, parameters as sent; `code` once answered."""

    method: str
    fields: Json
    code: int | None = None


class Calls:
    """Every call so far, how many are under way, and how many ever were at once, by method.

    `acts` counts those that aren't polls for updates.
    """

    def __init__(self, signal: Signal) -> None:
        self.all: list[Call] = []
        self.now: Counter[str] = Counter()
        self.peak: Counter[str] = Counter()
        self.acts = 0
        self._signal = signal

    def begin(self, call: Call) -> None:
        """Note that a call came in."""
        self.all.append(call)
        self.acts += call.method != "getupdates"
        self.now[call.method] += 1
        self.peak[call.method] = max(self.peak[call.method], self.now[call.method])
        self._signal.fire()

    def end(self, call: Call, code: int) -> None:
        """Note that it was answered, or cut off (code 0)."""
        call.code = code
        self.now[call.method] -= 1
        self._signal.fire()

    def of(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.all if call.method == method.lower()]

    @property
    def acting(self) -> int:
        """Calls under way, polls for updates apart."""
        return self.now.total() - self.now["getupdates"]


class Gate:
    """Holds calls until it is opened."""

    def __init__(self, signal: Signal) -> None:
        self.waiting = 0
        self._open = asyncio.Event()
        self._signal = signal

    async def pass_through(self) -> None:
        """Wait until the gate is open."""
        self.waiting += 1
        self._signal.fire()
        try:
            await self._open.wait()
        finally:
            self.waiting -= 1

    async def reached(self, count: int = 1, within: float = 10.0) -> None:
        """Wait until so many calls stand at the gate."""
        async with asyncio.timeout(within):
            while self.waiting < count:
                await self._signal.wait()

    def open(self) -> None:
        """Let everybody through, now and later."""
        self._open.set()


@dataclass(eq=False, slots=True)
class _Failure:
    refusal: Refused
    raw: bytes | None
    times: int


@dataclass(slots=True)
class _Trouble:
    delay: float = 0.0
    lose: int = 0
    failures: list[_Failure] = field(default_factory=list)
    before: Gate | None = None
    after: Gate | None = None


class Faults:
    """Faults by method name, in any case; `"*"` is every method that has none of its own."""

    def __init__(self, signal: Signal) -> None:
        self._signal = signal
        self._troubles: dict[str, _Trouble] = {}

    def delay(self, method: str, seconds: float) -> None:
        """Answer every call so many seconds later."""
        self._trouble(method).delay = seconds

    def lose(self, method: str, times: int = 1) -> None:
        """Carry out the next calls, then cut the connection instead of answering."""
        self._trouble(method).lose += times

    def fail(
        self,
        method: str,
        times: int = 1,
        code: int = 500,
        description: str = "Internal Server Error",
        raw: bytes | None = None,
        **parameters: object,
    ) -> None:
        """Refuse the next calls without carrying them out; `raw` is a body that need not be JSON."""
        failure = _Failure(Refused(code, description, **parameters), raw, times)
        self._trouble(method).failures.append(failure)

    def hold(self, method: str, after: bool = False) -> Gate:
        """Hold calls at a gate before they are carried out, or after, before their answer."""
        gate = Gate(self._signal)
        trouble = self._trouble(method)
        if after:
            trouble.after = gate
        else:
            trouble.before = gate
        return gate

    def clear(self) -> None:
        """End all trouble; open every gate."""
        for trouble in self._troubles.values():
            for gate in (trouble.before, trouble.after):
                if gate:
                    gate.open()
        self._troubles.clear()

    async def before(self, method: str) -> web.Response | None:
        """Delay, hold or fail a call that is to be carried out."""
        trouble = self._of(method)
        if trouble is None:
            return None
        if trouble.delay:
            await asyncio.sleep(trouble.delay)
        if trouble.before:
            await trouble.before.pass_through()
        if trouble.failures:
            failure = trouble.failures[0]
            failure.times -= 1
            if failure.times <= 0:
                trouble.failures.pop(0)
            if failure.raw is not None:
                return web.Response(body=failure.raw, status=failure.refusal.code, content_type="text/html")
            raise failure.refusal
        return None

    async def after(self, method: str) -> None:
        """Hold or lose the answer to a call that was carried out. Raises AnswerLost."""
        trouble = self._of(method)
        if trouble is None:
            return
        if trouble.after:
            await trouble.after.pass_through()
        if trouble.lose > 0:
            trouble.lose -= 1
            raise AnswerLost

    def _trouble(self, method: str) -> _Trouble:
        return self._troubles.setdefault(method.lower(), _Trouble())

    def _of(self, method: str) -> _Trouble | None:
        return self._troubles.get(method) or self._troubles.get("*")
