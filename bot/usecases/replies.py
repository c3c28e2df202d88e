"""What somebody's reply answers: the paper that the bot's message carried."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from bot.store.engine import reading
from bot.store.tables import document, outbox
from bot.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Answered:
    """The paper under a message of the bot: what it is, and of which body and sitting."""

    document_id: int
    body_id: int
    kind: str
    sitting_id: int | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent."""

    name: str
    content: bytes


CARDS = ("acuerdo", "recordatorio_acuerdo")
"""Messages that speak of one acuerdo, by its id."""


def acuerdo_answered(desk: Desk, chat_id: int, message_id: int) -> tuple[int, int] | None:
    """The body and the acuerdo that the bot's message spoke of; None where it spoke of none."""
    query = select(outbox.c.body_id, outbox.c.context).where(
        *_said(chat_id, message_id), outbox.c.template.in_(CARDS)
    )
    with reading(desk.engine).begin() as db:
        row = db.execute(query).first()
    return (row.body_id, row.context["id"]) if row is not None else None


def answered(desk: Desk, chat_id: int, message_id: int) -> Answered | None:
    """The paper that the message carried, or spoke of as `answers`; None where it did neither, or is not the bot's."""
    sent = select(outbox.c.document_id, outbox.c.context).where(*_said(chat_id, message_id))
    paper = select(
        document.c.id, document.c.body_id, document.c.kind, document.c.sitting_id, document.c.state
    )
    with reading(desk.engine).begin() as db:
        said = db.execute(sent).first()
        if said is None:
            return None
        row = db.execute(
            paper.where(document.c.id == (said.document_id or said.context.get("answers")))
        ).first()
    return Answered(*row) if row is not None else None


def _said(chat_id: int, message_id: int) -> tuple[ColumnElement[bool], ...]:
    """The message with that number in that chat, but for live ones."""
    return (outbox.c.chat_id == chat_id, outbox.c.message_id == message_id, outbox.c.live_key.is_(None))
