"""Files that people send: fetched, then asked what for."""

import asyncio

from telegram import Message
from telegram.error import BadRequest, TelegramError

from bot.chat.cleaning import clean
from bot.chat.context import Turn
from bot.chat.handlers.replies import answer_with
from bot.usecases import documents, followup, replies
from bot.usecases.desk import Receipt
from bot.usecases.documents import LIMIT_MB, AttachDocument, ChooseSitting, OfferDocument
from bot.usecases.followup import Evidence, ReportProgress
from bot.usecases.refusals import FileNotFetched, FileTooLarge
from bot.usecases.replies import Answered, Upload

MEGABYTE = 1024 * 1024


async def receive(turn: Turn, message: Message) -> None:
    """A document or a photo, in private: what it answers says what it is for, else that is asked."""
    file = message.document or message.photo[-1]
    name = (message.document.file_name if message.document else None) or f"{message.date:%Y-%m-%d-%H%M%S}.jpg"
    answered = await _answered(turn, message)
    answer = answer_with(answered, name)
    if answered is not None and answer is not None:
        turn.body_id = answered.body_id
        await answer(turn, answered, Upload(name, await _fetch(turn, file.file_id, file.file_size or 0)))
        return
    acuerdo = await _acuerdo(turn, message)
    if acuerdo is not None:
        turn.body_id = acuerdo[0]
        content = await _fetch(turn, file.file_id, file.file_size or 0)
        digest = await asyncio.to_thread(documents.take_in, turn.office.desk, content)
        evidence = Evidence(name, digest, len(content))
        command = ReportProgress(acuerdo[1], clean(message.caption or ""), evidence)
        await turn.perform(followup.report_progress, command)
    elif turn.body_id or await turn.find_body():
        content = await _fetch(turn, file.file_id, file.file_size or 0)
        digest = await asyncio.to_thread(documents.take_in, turn.office.desk, content)
        await turn.perform(documents.offer_document, OfferDocument(name, digest, len(content)))


async def _answered(turn: Turn, message: Message) -> Answered | None:
    """The bot's paper that the message answers."""
    replied = message.reply_to_message
    if replied is None:
        return None
    return await turn.run(replies.answered, turn.office.desk, turn.chat_id, replied.message_id)


async def _acuerdo(turn: Turn, message: Message) -> tuple[int, int] | None:
    """The body and the acuerdo whose progress the file shows: that of the card it answers, or of the open question."""
    replied = message.reply_to_message
    if replied is not None:
        run, desk = turn.run, turn.office.desk
        found = await run(replies.acuerdo_answered, desk, turn.chat_id, replied.message_id)
        if found is not None:
            return found
    asked = await turn.open_question()
    return (
        (asked.body_id, asked.fields["acuerdo"]) if asked is not None and asked.kind == "progress" else None
    )


async def _fetch(turn: Turn, file_id: str, size: int) -> bytes:
    """The bytes, as Telegram has them. Raises FileTooLarge, FileNotFetched."""
    if size > LIMIT_MB * MEGABYTE:
        raise FileTooLarge(given=-(-size // MEGABYTE), limit=LIMIT_MB)
    try:
        found = await turn.office.bot.get_file(file_id)
        return bytes(await found.download_as_bytearray())
    except BadRequest as error:
        if "too big" in str(error).lower():
            raise FileTooLarge(given=max(LIMIT_MB + 1, size // MEGABYTE), limit=LIMIT_MB) from None
        raise FileNotFetched() from None
    except TelegramError:
        raise FileNotFetched() from None


async def choose_sitting(turn: Turn) -> Receipt:
    """The sitting that a document is for."""
    return await turn.perform(documents.choose_sitting, ChooseSitting(turn.number(0), turn.number(1)))


async def choose_item(turn: Turn) -> Receipt:
    """The agenda item that a document is for, or **Toda la sesión**."""
    item = turn.number(2) if turn.word(2, "") else None
    return await turn.perform(documents.attach_document, AttachDocument(turn.number(0), turn.number(1), item))
