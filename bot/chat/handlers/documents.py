"""Files that people send: fetched, then asked what for."""

from zoneinfo import ZoneInfo

from telegram import Document, Message, PhotoSize
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
Sent = Document | PhotoSize


async def receive(turn: Turn, message: Message) -> None:
    """A document or a photo, in private: what it answers says what it is for, else that is asked."""
    file = message.document or message.photo[-1]
    name = (message.document.file_name if message.document else None) or await _dated(turn, message)
    answered = await _answered(turn, message)
    answer = answer_with(answered, name)
    if answered is not None and answer is not None:
        turn.body_id = answered.body_id
        await answer(turn, answered, Upload(name, await _fetch(turn, file)))
    elif (acuerdo := await _acuerdo(turn, message)) is not None:
        turn.body_id, acuerdo_id = acuerdo
        evidence = Evidence(name, *await _keep(turn, file))
        command = ReportProgress(acuerdo_id, clean(message.caption or ""), evidence)
        await turn.perform(followup.report_progress, command)
    elif turn.body_id or await turn.find_body():
        await turn.perform(documents.offer_document, OfferDocument(name, *await _keep(turn, file)))


async def _dated(turn: Turn, message: Message) -> str:
    """A name for a photo, which comes without one: when it was sent, by the body's clock."""
    return f"{message.date.astimezone(ZoneInfo(await turn.zone())):%Y-%m-%d-%H%M%S}.jpg"


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


async def _keep(turn: Turn, file: Sent) -> tuple[str, int]:
    """The hash under which its bytes are stored, and how many there are. Raises as `_fetch`."""
    content = await _fetch(turn, file)
    return await turn.apart(documents.take_in, turn.office.desk, content), len(content)


async def _fetch(turn: Turn, file: Sent) -> bytes:
    """The bytes, as Telegram has them. Raises FileTooLarge, FileNotFetched."""
    size = file.file_size or 0
    _check(size)
    try:
        found = await turn.office.bot.get_file(file.file_id)
        _check(
            found.file_size or 0
        )  # a message need not say it, and a Bot API server of one's own hands out any
        return bytes(await found.download_as_bytearray())
    except BadRequest as error:
        if "too big" in str(error).lower():
            raise FileTooLarge(given=max(LIMIT_MB + 1, size // MEGABYTE), limit=LIMIT_MB) from None
        raise FileNotFetched() from None
    except TelegramError:
        raise FileNotFetched() from None


def _check(size: int) -> None:
    if size > LIMIT_MB * MEGABYTE:
        raise FileTooLarge(given=-(-size // MEGABYTE), limit=LIMIT_MB)


async def choose_sitting(turn: Turn) -> Receipt:
    """The sitting that a document is for."""
    return await turn.perform(documents.choose_sitting, ChooseSitting(turn.number(0), turn.number(1)))


async def choose_item(turn: Turn) -> Receipt:
    """The agenda item that a document is for, or **Toda la sesión**."""
    item = turn.number(2) if turn.word(2, "") else None
    return await turn.perform(documents.attach_document, AttachDocument(turn.number(0), turn.number(1), item))
