"""The outbox: what is to be said, committed with the act that says it, sent afterwards by the courier."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, literal, null, or_, select, update
from sqlalchemy import insert as plain_insert

from bot.store.engine import insert
from bot.store.tables import live_message, outbox

URGENT, NORMAL, QUIET = 0, 5, 9
_PUT = plain_insert(outbox)


def put(
    db: Connection,
    now: datetime,
    chat_id: int,
    template: str,
    context: dict[str, Any],
    *,
    body_id: int | None = None,
    buttons: Sequence[Sequence[Sequence[Any]]] | None = None,
    urgency: int = NORMAL,
    document_id: int | None = None,
    dedupe_key: str | None = None,
) -> int | None:
    """A message to be sent; its id, or None where `dedupe_key` says it was put before."""
    row = {
        "created_at": now,
        "chat_id": chat_id,
        "template": template,
        "context": context,
        "body_id": body_id,
        "buttons": buttons,
        "urgency": urgency,
        "document_id": document_id,
        "dedupe_key": dedupe_key,
        "state": "pending",
    }
    if dedupe_key is None:
        key = db.execute(_PUT, row).inserted_primary_key
        return int(key[0]) if key else None
    once = insert(db, outbox).on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(outbox.c.id)
    return db.execute(once, row).scalar()


def show_live(
    db: Connection,
    now: datetime,
    key: str,
    body_id: int,
    sitting_id: int,
    chat_id: int,
    template: str,
    context: dict[str, Any],
    *,
    shared: bool,
    fresh: bool,
) -> None:
    """A message that is kept up to date under `key`; `fresh` sends a new one and lets the older one rest."""
    values: dict[str, Any] = {
        "key": key,
        "body_id": body_id,
        "sitting_id": sitting_id,
        "chat_id": chat_id,
        "template": template,
        "context": context,
        "shared": shared,
    }
    renewed = {"context": context, **({"message_id": None, "digest": None} if fresh else {})}
    db.execute(
        insert(db, live_message).values(values).on_conflict_do_update(index_elements=["key"], set_=renewed)
    )
    _refresh(db, now, live_message.c.key == key)


def refresh(db: Connection, now: datetime, sitting_id: int) -> None:
    """Every shared live message of the sitting is to be brought up to date; pending ones coalesce."""
    _refresh(db, now, and_(live_message.c.sitting_id == sitting_id, live_message.c.shared))


def _refresh(db: Connection, now: datetime, which: Any) -> None:
    rows = select(
        literal(now, outbox.c.created_at.type),
        live_message.c.chat_id,
        live_message.c.template,
        live_message.c.context,
        live_message.c.body_id,
        literal(NORMAL),
        live_message.c.key,
        literal("pending"),
        null(),
    ).where(which)
    columns = [
        "created_at",
        "chat_id",
        "template",
        "context",
        "body_id",
        "urgency",
        "live_key",
        "state",
        "buttons",
    ]
    db.execute(
        insert(db, outbox)
        .from_select(columns, rows)
        .on_conflict_do_nothing(index_elements=["live_key"], index_where=outbox.c.state == "pending")
    )


def claim(db: Connection, now: datetime, busy_chats: Sequence[int], limit: int = 50) -> list[Row[Any]]:
    """Takes due messages, the most urgent first, none to a chat that is being written to.

    At most one per chat, the earliest of its most urgent: order is kept per chat.
    """
    due = (
        select(
            outbox.c.id,
            func.row_number()
            .over(partition_by=outbox.c.chat_id, order_by=(outbox.c.urgency, outbox.c.id))
            .label("turn"),
        )
        .where(
            outbox.c.state.in_(("pending", "uncertain")),
            or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now),
            outbox.c.chat_id.not_in(busy_chats),
        )
        .subquery()
    )
    first = select(due.c.id).where(due.c.turn == 1)
    rows = select(outbox).where(outbox.c.id.in_(first)).order_by(outbox.c.urgency, outbox.c.id).limit(limit)
    claimed = list(db.execute(rows.with_for_update(skip_locked=True)))
    if claimed:
        ids = [row.id for row in claimed]
        db.execute(
            update(outbox).where(outbox.c.id.in_(ids)).values(state="sending", attempts=outbox.c.attempts + 1)
        )
    return claimed


_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(state="sent", sent_at=bindparam("at"), message_id=bindparam("message"), error=None)
)


def sent(db: Connection, row_id: int, now: datetime, message_id: int | None) -> None:
    """Telegram has it."""
    db.execute(_SENT, {"row": row_id, "at": now, "message": message_id})


def again(db: Connection, row_id: int, not_before: datetime, error: str, *, uncertain: bool) -> None:
    """To be tried again; `uncertain` where it may have arrived, so that the repetition says so."""
    waiting = select(outbox.c.id).where(
        outbox.c.live_key == select(outbox.c.live_key).where(outbox.c.id == row_id).scalar_subquery(),
        outbox.c.state == "pending",
    )
    newer = db.execute(waiting.limit(1)).scalar()
    if newer is not None:  # a later edit of the same live message is waiting: this one is overtaken
        db.execute(update(outbox).where(outbox.c.id == row_id).values(state="failed", error="overtaken"))
        return
    values: dict[str, Any] = {
        "state": "uncertain" if uncertain else "pending",
        "not_before": not_before,
        "error": error,
    }
    if uncertain:
        values["repeated"] = True
    db.execute(update(outbox).where(outbox.c.id == row_id).values(values))


def failed(db: Connection, row_id: int, error: str) -> None:
    """Telegram refuses it for good (blocked, never started)."""
    db.execute(update(outbox).where(outbox.c.id == row_id).values(state="failed", error=error))


def recover(db: Connection) -> int:
    """After a crash: what was being sent may have arrived. It becomes *uncertain*; how many there were."""
    overtaken = select(outbox.c.live_key).where(outbox.c.state == "pending", outbox.c.live_key.is_not(None))
    db.execute(
        update(outbox)
        .where(outbox.c.state == "sending", outbox.c.live_key.in_(overtaken))
        .values(state="failed", error="overtaken")
    )
    lost = update(outbox).where(outbox.c.state == "sending").values(state="uncertain", repeated=True)
    return int(db.execute(lost).rowcount)


def next_due(db: Connection) -> datetime | None:
    """When the earliest postponed message may be tried."""
    return db.execute(
        select(func.min(outbox.c.not_before)).where(outbox.c.state.in_(("pending", "uncertain")))
    ).scalar()
