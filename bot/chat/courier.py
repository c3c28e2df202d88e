"""The courier: sends what the outbox holds, at most one letter to a chat at a time, within Telegram's limits."""

import asyncio
import contextlib
import logging
import re
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from html import unescape
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputFile, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.chat import buttons, speech
from bot.chat.api import call
from bot.chat.pace import Pace
from bot.chat.transport import surely_not_delivered
from bot.usecases import enclosing, enrolment, folder, post
from bot.usecases.desk import Desk
from bot.usecases.post import Delivered, Forgotten, Letter, Outcome, Postponed

log = logging.getLogger(__name__)

Run = Callable[..., Awaitable[Any]]
Keyboard = dict[str, Any] | None
CAPTION_LIMIT = 1024
LONGEST_WAIT = 30.0
UNCERTAIN_SECONDS = 20.0
GATHERING = 0.01
"""Seconds between two looks at the outbox while letters are under way: what comes back is recorded together."""
LOOKING = 0.25
SHOWN_WITHIN = 1.0
AWAY_SECONDS = 1.0
_NO_PREVIEW = {"is_disabled": True}


class Courier:
    """Runs beside the worker; `run` awaits a function in the desk's thread."""

    def __init__(
        self, desk: Desk, bot: Bot, run: Run, pace: Pace | None = None, tick_seconds: float = 15.0
    ) -> None:
        self._desk, self._bot, self._run = desk, bot, run
        self._pace = pace or Pace()
        self._tick = tick_seconds
        self._woken = asyncio.Event()
        self._busy: dict[int, asyncio.Task[Outcome | None]] = {}
        self._outcomes: list[Outcome] = []
        self._file_ids: dict[int, str] = {}
        self._resting = asyncio.Event()

    def wake(self) -> None:
        """There may be something to send."""
        self._resting.clear()
        self._woken.set()

    @property
    def quiet(self) -> bool:
        """Whether everything that may be sent now has been."""
        return self._resting.is_set()

    async def shown(self) -> None:
        """Returns when it has been said, after a second at the latest."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SHOWN_WITHIN):
                await self._resting.wait()

    async def idle(self) -> None:
        """Returns when everything that may be sent now has been."""
        await self._resting.wait()

    async def carry(self) -> None:
        """Sends until cancelled; what is under way then gets a moment to finish."""
        self._woken.set()
        try:
            while True:
                patience = await self._patience()
                if not self._busy and not self._woken.is_set():
                    self._resting.set()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(patience):  # wait_for may swallow the cancellation
                        await self._woken.wait()
                if self._busy:
                    await asyncio.sleep(GATHERING)
                self._resting.clear()
                self._woken.clear()
                for letter in await self._exchange():
                    task = asyncio.create_task(self._deliver(letter))
                    self._busy[letter.chat_id] = task
                    task.add_done_callback(partial(self._back, letter.chat_id))
        finally:
            if self._busy:
                await asyncio.wait(list(self._busy.values()), timeout=5.0)
            with contextlib.suppress(Exception):  # a record that is away: after the start they are uncertain
                await self._run(post.settle, self._desk, self._outcomes)

    def _back(self, chat_id: int, task: asyncio.Task[Outcome | None]) -> None:
        """A letter was dealt with: what became of it is recorded with the next exchange."""
        self._busy.pop(chat_id, None)
        if not task.cancelled() and (outcome := task.result()) is not None:
            self._outcomes.append(outcome)
        self._woken.set()

    async def _exchange(self) -> list[Letter]:
        """Records what came back and takes what is due; a record that is away is tried until it is back."""
        outcomes, self._outcomes = self._outcomes, []
        try:
            letters: list[Letter] = await self._run(post.exchange, self._desk, outcomes, list(self._busy))
            return letters
        except Exception:
            log.exception("the outbox can't be reached, with %d letters dealt with", len(outcomes))
            self._outcomes = outcomes + self._outcomes
            self._woken.set()
            await asyncio.sleep(AWAY_SECONDS)
            return []

    async def _patience(self) -> float:
        """Seconds until a postponed letter falls due, a tick at most; while others are under way, a moment."""
        if self._woken.is_set():
            return 0.0
        if self._busy:
            return LOOKING
        with contextlib.suppress(Exception):  # an unreachable record is reported where it is read
            due = await self._run(post.next_due, self._desk)
            if due is not None:
                seconds = (due - self._desk.clock.now()).total_seconds()
                return float(min(max(seconds, 0.02), self._tick))
        return self._tick

    async def _deliver(self, letter: Letter) -> Outcome | None:
        """Sends it; what became of it, None where that is recorded already."""
        wait = self._pace.wait(letter, asyncio.get_running_loop().time())
        if wait > 0:
            return Postponed(letter, wait, "paced")
        try:
            return Delivered(letter, await self._send(letter))
        except RetryAfter as error:
            asked = error.retry_after
            seconds = float(asked) if isinstance(asked, int) else asked.total_seconds()
            return Postponed(letter, seconds, "flood limit")
        except ChatMigrated as error:
            await self._record(enrolment.move_group, letter.chat_id, error.new_chat_id)
            return Postponed(letter, 0.0, "migrated")
        except Forbidden as error:
            log.info("letter %d refused: %s", letter.id, error)
            await self._record(post.refused, letter, str(error))
            return None
        except BadRequest as error:
            return await self._refused(letter, error)
        except TelegramError as error:
            certain = surely_not_delivered(error) or letter.edits is not None
            seconds = min(2.0**letter.attempts, LONGEST_WAIT) if certain else UNCERTAIN_SECONDS
            log.warning("letter %d: %s; again in %.0f s", letter.id, type(error).__name__, seconds)
            return Postponed(letter, seconds, type(error).__name__, uncertain=not certain)
        except Exception:
            log.exception("letter %d (%s) can't be sent", letter.id, letter.template)
            await self._record(post.refused, letter, "our fault")
            return None

    async def _refused(self, letter: Letter, error: BadRequest) -> Outcome | None:
        reason = str(error).lower()
        if "not modified" in reason:
            return Delivered(letter, letter.edits)
        if letter.edits is not None and ("to edit not found" in reason or "can't be edited" in reason):
            return Forgotten(letter)
        log.error("letter %d (%s) refused: %s", letter.id, letter.template, error)
        await self._record(post.refused, letter, str(error))
        return None

    async def _record(self, act: Callable[..., None], *args: Any) -> None:
        """What Telegram will not take back; a record that is away is tried until it is back."""
        pause = 0.5
        while True:
            try:
                await self._run(act, self._desk, *args)
                return
            except Exception:
                log.exception("%s can't be recorded yet", act.__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30.0)

    async def _send(self, letter: Letter) -> int | None:
        pieces = speech.say(
            letter.template,
            letter.context,
            zone=letter.zone,
            bot_username=self._desk.bot_username,
            repeated=letter.repeated,
            whose=letter.whose,
        )
        keyboard = buttons.keyboard(letter.buttons, letter.body_id or 0)
        if letter.enclosure is not None:
            return await self._send_enclosure(letter, letter.enclosure, pieces, keyboard)
        if letter.document_id is not None:
            return await self._send_file(letter, letter.document_id, pieces, keyboard)
        if letter.edits is not None:
            await self._write(letter, pieces[-1], keyboard)
            return letter.edits
        for piece in pieces[:-1]:
            await self._write(letter, piece, None)
        return await self._write(letter, pieces[-1], keyboard)

    async def _write(self, letter: Letter, html: str, keyboard: Keyboard) -> int:
        """One message, new or edited; where Telegram can't read our HTML the bare words go all the same."""
        try:
            return await self._call(letter, html, keyboard, ParseMode.HTML)
        except BadRequest as error:
            if "can't parse entities" not in str(error).lower():
                raise
            log.error("template %s makes HTML that Telegram refuses: %s", letter.template, error)
            return await self._call(letter, unescape(re.sub(r"<[^>]*>", "", html)), keyboard, None)

    async def _call(self, letter: Letter, text: str, keyboard: Keyboard, mode: str | None) -> int:
        sent = await call(
            self._bot,
            "sendMessage" if letter.edits is None else "editMessageText",
            chat_id=letter.chat_id,
            message_id=letter.edits,
            text=text,
            parse_mode=mode,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
        )
        return letter.edits or int(sent["message_id"])

    async def _send_file(
        self, letter: Letter, document_id: int, pieces: list[str], keyboard: Keyboard
    ) -> int:
        """The file with its text as caption."""
        caption = await self._caption(letter, pieces)
        known = self._file_ids.get(document_id)
        document: str | InputFile
        if known is not None:
            document = known
        else:
            filed = await asyncio.to_thread(folder.fetch, self._desk, document_id)
            document = InputFile(filed.content, filename=filed.name)
        sent: Message = await self._bot.send_document(
            letter.chat_id,
            document,
            caption=caption,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(keyboard),
        )
        if sent.document is not None:
            self._file_ids[document_id] = sent.document.file_id
        return sent.message_id

    async def _caption(self, letter: Letter, pieces: list[str]) -> str | None:
        """A file's text as its caption; a longer one goes ahead of it as messages of its own."""
        if len(pieces) == 1 and len(pieces[0].encode("utf-16-le")) // 2 <= CAPTION_LIMIT:
            return pieces[0]
        for piece in pieces:
            await self._write(letter, piece, None)
        return None

    async def _send_enclosure(
        self,
        letter: Letter,
        enclosure: dict[str, Any],
        pieces: list[str],
        keyboard: Keyboard,
    ) -> int:
        """The file made in a temporary one, read from there as it goes out, with its text as caption."""
        caption = await self._caption(letter, pieces)
        with tempfile.TemporaryFile() as place:
            name = await asyncio.to_thread(
                enclosing.enclose, self._desk, letter.body_id or 0, enclosure, place
            )
            document = InputFile(place, filename=name, read_file_handle=False)
            sent: Message = await self._bot.send_document(
                letter.chat_id,
                document,
                caption=caption,
                parse_mode=ParseMode.HTML,
                reply_markup=_markup(keyboard),
            )
        return sent.message_id


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The keyboard as python-telegram-bot wants it beside a file."""
    return InlineKeyboardMarkup.de_json(keyboard, None) if keyboard else None
