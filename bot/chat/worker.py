"""The worker: every stored update has its effect, in order per chat and per person, many chats at once."""

import asyncio
import logging
from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from typing import Any

from bot.chat import failures, routes, speech
from bot.chat.context import Turn
from bot.chat.office import Office
from bot.usecases import record
from bot.usecases.record import RecordUnavailable

log = logging.getLogger(__name__)

RawUpdate = dict[str, Any]
AT_ONCE = 64
PAUSE, LONGEST_PAUSE = 0.2, 15.0
BIGGEST = 2**52
"""Beyond any id that Telegram gives."""
TRIES = 5
"""How often an update may fail while the database answers, before it is put aside."""


class Worker:
    """Takes stored updates to their handlers; made in the event loop that they come in."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._places = asyncio.Semaphore(AT_ONCE)
        self._last: dict[Hashable, asyncio.Task[None]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def feed(self, updates: Sequence[RawUpdate]) -> None:
        """Starts on updates that are safe in the inbox; one that is under way is not started again."""
        for raw in updates:
            update_id = raw["update_id"]
            if update_id in self._tasks:
                continue
            keys = set(_lanes(raw))
            before = {self._last[key] for key in keys if key in self._last}
            task = asyncio.create_task(self._take(raw, before))
            self._tasks[update_id] = task
            self._last |= dict.fromkeys(keys, task)
            task.add_done_callback(partial(self._forget, update_id, keys))

    @property
    def quiet(self) -> bool:
        """Whether every update fed has had its effect and every press its answer."""
        return not self._tasks and not self._office.errands

    async def idle(self) -> None:
        """Returns when it is quiet."""
        while not self.quiet:
            await asyncio.wait([*self._tasks.values(), *self._office.errands])
            await asyncio.sleep(0)  # lets what is done be forgotten

    def _forget(self, update_id: int, keys: set[Hashable], done: asyncio.Task[None]) -> None:
        self._tasks.pop(update_id, None)
        for key in keys:
            if self._last.get(key) is done:
                del self._last[key]
        error = None if done.cancelled() else done.exception()
        if error is not None:
            log.error("update %d stays in the inbox: %s", update_id, failures.told(error))

    async def _take(self, raw: RawUpdate, before: set[asyncio.Task[None]]) -> None:
        if before:
            await asyncio.wait(before)
        async with self._places:
            failed, pause = 0, PAUSE
            while True:
                try:
                    await self._handle(raw, last=failed >= TRIES)
                    return
                except RecordUnavailable as error:
                    log.warning("the record is away (%s); update %d waits", error, raw["update_id"])
                    failed += await self._desk_answers()
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _desk_answers(self) -> bool:
        answers: bool = await self._office.run(record.answers, self._office.desk)
        return answers

    async def _handle(self, raw: RawUpdate, *, last: bool) -> None:
        """One attempt. Raises RecordUnavailable unless it is the `last`: then the update is put aside."""
        turn = None
        try:
            turn = Turn.of(self._office, raw)
            if turn is not None:
                await routes.attend(turn)
        except Exception as error:
            if isinstance(error, RecordUnavailable) and not last:
                raise
            await self._put_aside(raw, error, answered=turn is not None and turn.answered)
            return
        if turn is None or not turn.settled:
            await self._office.run(self._office.desk.done, raw["update_id"])
        if turn is not None:
            turn.respond("")

    async def _put_aside(self, raw: RawUpdate, error: Exception, *, answered: bool = False) -> None:
        """Keeps what can't be handled, and tells its sender under which reference."""
        reference = failures.new_reference()
        summary = failures.report(reference, raw["update_id"], error)
        query, person, chat = raw.get("callback_query"), *_ids(raw)
        if isinstance(query, dict):
            chat = person
        if isinstance(query, dict) and isinstance(query.get("id"), str) and not answered:
            said = speech.toast("fallo", {"reference": reference})
            self._office.beside(self._office.answer(query["id"], said, alert=True))
        await self._office.run(
            self._office.desk.put_aside, raw["update_id"], summary, chat_id=chat, reference=reference
        )


def _lanes(raw: RawUpdate) -> Iterator[Hashable]:
    """What an update must not overtake: whatever came before it in its chat and from its person."""
    person, chat = _ids(raw)
    if person is not None:
        yield "person", person
    if chat is not None:
        yield "chat", chat


def _ids(raw: RawUpdate) -> tuple[int | None, int | None]:
    """The sender's id and the chat's in a raw update of any shape, None where it has none."""
    body = next((value for key, value in raw.items() if key != "update_id" and isinstance(value, dict)), {})
    message = body.get("message")
    chat = (message if isinstance(message, dict) else body).get("chat")
    return _id(body.get("from")), _id(chat)


def _id(value: object) -> int | None:
    number = value.get("id") if isinstance(value, dict) else None
    return number if type(number) is int and abs(number) < BIGGEST else None
