"""One letter as Telegram's messages: its words in pieces, its buttons, its file."""

import asyncio
import logging
import re
import tempfile
from html import unescape
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputFile, Message
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest

from bot.chat import buttons, speech
from bot.chat.api import call
from bot.chat.splitting import units
from bot.usecases import enclosing, folder
from bot.usecases.desk import Desk
from bot.usecases.post import Letter
from bot.usecases.record import reach

log = logging.getLogger(__name__)

Keyboard = dict[str, Any] | None
CAPTION_LIMIT = int(MessageLimit.CAPTION_LENGTH)
_NO_PREVIEW = {"is_disabled": True}


class Sender:
    """Knows which files Telegram has already, and how far a letter that was interrupted had come."""

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk, self._bot = desk, bot
        self._file_ids: dict[int, str] = {}
        self._ahead: dict[int, int] = {}

    async def send(self, letter: Letter) -> int | None:
        """The id of its last message. Raises TelegramError, RecordUnavailable, LookupError for a paper that
        there is not."""
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
        if letter.edits is None:
            await self._send_ahead(letter, pieces[:-1])
        return await self._write(letter, pieces[-1], keyboard)

    def forget(self, letter: Letter) -> None:
        """It is not tried again; or, since it may have arrived, whole and saying so."""
        self._ahead.pop(letter.id, None)

    async def _send_ahead(self, letter: Letter, pieces: list[str]) -> None:
        """The messages before its last one; what Telegram took before it was interrupted is not sent again."""
        for place, piece in enumerate(pieces, start=1):
            if place > self._ahead.get(letter.id, 0):
                await self._write(letter, piece, None)
                self._ahead[letter.id] = place

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
        """A filed paper; Telegram is handed its bytes once."""
        document: str | InputFile | None = self._file_ids.get(document_id)
        if document is None:
            filed = await asyncio.to_thread(reach, folder.fetch, self._desk, document_id)
            document = InputFile(filed.content, filename=filed.name)
        sent = await self._send_document(letter, document, pieces, keyboard)
        if sent.document is not None:
            self._file_ids[document_id] = sent.document.file_id
        return sent.message_id

    async def _send_enclosure(
        self, letter: Letter, enclosure: dict[str, Any], pieces: list[str], keyboard: Keyboard
    ) -> int:
        """A file made in a temporary one, and read from there as it goes out."""
        with tempfile.TemporaryFile() as place:
            name = await asyncio.to_thread(
                reach, enclosing.enclose, self._desk, letter.body_id or 0, enclosure, place
            )
            document = InputFile(place, filename=name, read_file_handle=False)
            return (await self._send_document(letter, document, pieces, keyboard)).message_id

    async def _send_document(
        self, letter: Letter, document: str | InputFile, pieces: list[str], keyboard: Keyboard
    ) -> Message:
        """The file with its text as caption; a longer one goes ahead of it as messages of its own."""
        caption = pieces[0] if len(pieces) == 1 and units(pieces[0]) <= CAPTION_LIMIT else None
        if caption is None:
            await self._send_ahead(letter, pieces)
        return await self._bot.send_document(
            letter.chat_id,
            document,
            caption=caption,
            parse_mode=ParseMode.HTML,
            reply_markup=InlineKeyboardMarkup.de_json(keyboard, None) if keyboard else None,
        )
