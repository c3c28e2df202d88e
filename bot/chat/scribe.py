"""The scribe: acts asked for at the same time share one transaction, and so one wait for the disk."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import Any

from bot.usecases import record
from bot.usecases.desk import Asked, Desk, Receipt
from bot.usecases.record import RecordUnavailable

Outcome = Receipt | Exception


class Scribe:
    """Takes acts to the desk in the order in which they were asked for; `run` awaits a function in its thread.

    While the thread is at work, what is asked for gathers, and then goes together."""

    def __init__(self, desk: Desk, run: Callable[..., Awaitable[Any]]) -> None:
        self._desk, self._run = desk, run
        self._waiting: list[tuple[Asked, asyncio.Future[Receipt]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def perform(self, asked: Asked) -> Receipt:
        """The receipt of an act, once it is safe on disk.

        Raises what the act raised; RecordUnavailable where the database is away, and then nothing was done."""
        receipt: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, receipt))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await receipt

    async def _write(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            try:
                outcomes: list[Outcome] = await self._run(
                    perform_all, self._desk, [each for each, _ in taken]
                )
            except Exception as error:
                outcomes = [error] * len(taken)
            for (_, receipt), outcome in zip(taken, outcomes, strict=True):
                if receipt.done():  # whoever asked was cancelled
                    continue
                if isinstance(outcome, Exception):
                    receipt.set_exception(outcome)
                else:
                    receipt.set_result(outcome)
        self._writing = None


def perform_all(desk: Desk, asked: Sequence[Asked]) -> list[Outcome]:
    """Each act's outcome; a transaction for each body, whose acts keep their order."""
    order = sorted(range(len(asked)), key=lambda place: asked[place].who.body_id)
    outcomes: dict[int, Outcome] = {}
    for _, places in groupby(order, key=lambda place: asked[place].who.body_id):
        mine = list(places)
        outcomes |= zip(mine, _perform_together(desk, [asked[place] for place in mine]), strict=True)
    return [outcomes[place] for place in range(len(asked))]


def _perform_together(desk: Desk, asked: list[Asked]) -> list[Outcome]:
    """One transaction; where it fails though the database answers, each act alone, so that none spoils it
    for the others."""
    if len(asked) == 1:
        return [_perform_alone(desk, asked[0])]
    try:
        return record.reach(desk.perform_together, asked)
    except Exception as error:
        if isinstance(error, RecordUnavailable) and not record.answers(desk):
            return [error] * len(asked)
        return [_perform_alone(desk, each) for each in asked]


def _perform_alone(desk: Desk, asked: Asked) -> Outcome:
    try:
        return record.reach(desk.perform, asked.act, asked.command, asked.who, wording=asked.wording)
    except Exception as error:
        return error
