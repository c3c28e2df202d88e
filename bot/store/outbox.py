"""The outbox: what is to be said, committed with the act that says it, sent afterwards by the courier."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    and_,
    bindparam,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy import insert as plain_insert

from bot.store.engine import insert_on
from bot.store.tables import UtcDateTime, live_message, outbox

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
    buttons: Sequence[Sequence[dict[str, Any]]] | None = None,
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
    return db.execute(_putting_once(db.dialect.name), row).scalar()


@cache
def _putting_once(dialect: str) -> Any:
    once = insert_on(dialect, outbox).on_conflict_do_nothing(index_elements=["dedupe_key"])
    return once.returning(outbox.c.id)


_UNSENT = outbox.c.state.in_(  # written out, or SQLite would not see that ix_outbox_unsent serves
    bindparam("unsent", ["pending", "sending", "uncertain"], expanding=True, literal_execute=True)
)
_DUE = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now", type_=UtcDateTime()))
_IN_ORDER = and_(outbox.c.state == "pending", outbox.c.live_key.is_(None), outbox.c.urgency > URGENT)
_FREE = outbox.c.chat_id.not_in(bindparam("busy", expanding=True))
_QUEUES = (
    select(
        outbox.c.id,
        func.row_number()
        .over(
            partition_by=outbox.c.chat_id,
            order_by=(outbox.c.state != "sending", outbox.c.urgency, outbox.c.id),
        )
        .label("turn"),
    )
    .where(_UNSENT, _FREE, or_(_DUE, _IN_ORDER))
    .subquery()
)
_HEAD = and_(
    outbox.c.id.in_(select(_QUEUES.c.id).where(_QUEUES.c.turn == 1)),
    outbox.c.state.in_(("pending", "uncertain")),
)
_CLAIM = (
    select(outbox)
    .where(_HEAD, _DUE)
    .order_by(outbox.c.urgency, outbox.c.id)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)
_CLAIMED = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", claimed_at=bindparam("at"), attempts=outbox.c.attempts + 1)
)
_ASIDE = and_(outbox.c.state != "sending", not_(_IN_ORDER), not_(_DUE))
_SOONEST = select(func.min(outbox.c.not_before)).where(_UNSENT, or_(_HEAD, _ASIDE))


def claim(db: Connection, now: datetime, busy_chats: Sequence[int] = (), limit: int = 100) -> list[Row[Any]]:
    """Takes what may be sent now, the most urgent first: the head of each chat's queue, so one a chat.

    A queue stands still while its head is being sent, or waits to be tried again; but a live message, an
    urgent or an uncertain one steps aside while it waits. Chats in `busy_chats` are left alone. The rows are
    as they were before the claim.
    """
    claimed = list(db.execute(_CLAIM, {"now": now, "busy": list(busy_chats), "limit": limit}))
    if claimed:
        db.execute(_CLAIMED, {"ids": [row.id for row in claimed], "at": now})
    return claimed


_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(state="sent", sent_at=bindparam("at"), message_id=bindparam("message"), error=None)
)


def sent(db: Connection, now: datetime, message_ids: Mapping[int, int | None]) -> None:
    """Telegram has these, by their ids, as those messages."""
    if message_ids:
        db.execute(_SENT, [{"row": each, "at": now, "message": told} for each, told in message_ids.items()])


def again(db: Connection, row_id: int, not_before: datetime, error: str, *, uncertain: bool) -> None:
    """To be tried again; `uncertain` where it may have arrived, so that the repetition says so."""
    row = outbox.c.id == row_id
    if _overtaken(db, db.execute(select(outbox.c.live_key).where(row)).scalar()):
        db.execute(update(outbox).where(row).values(state="failed", error="overtaken"))
        return
    state = {"state": "uncertain", "repeated": True} if uncertain else {"state": "pending"}
    db.execute(update(outbox).where(row).values(not_before=not_before, error=error, **state))


def _overtaken(db: Connection, live_key: str | None) -> bool:
    """Whether a later version of that live message waits; if not, none will before this transaction ends."""
    if live_key is None:
        return False
    db.execute(select(live_message.c.key).where(live_message.c.key == live_key).with_for_update())
    later = select(outbox.c.id).where(outbox.c.live_key == live_key, outbox.c.state == "pending")
    return db.execute(later).first() is not None


def failed(db: Connection, row_id: int, error: str) -> None:
    """Telegram refuses it for good (blocked, never started)."""
    db.execute(update(outbox).where(outbox.c.id == row_id).values(state="failed", error=error))


def recover(db: Connection, claimed_before: datetime) -> int:
    """After a crash: what was claimed by that moment and never settled may have arrived. How many there were.

    Each becomes *uncertain*, or fails as overtaken where a later version of the same live message waits.
    A courier that is alone passes the present moment; one of several, a moment before any send that goes on.
    """
    lost = (_UNSENT, outbox.c.state == "sending", outbox.c.claimed_at <= claimed_before)
    later = outbox.alias()
    overtaken = select(later.c.live_key).where(later.c.state == "pending", later.c.live_key.is_not(None))
    failing = update(outbox).where(*lost, outbox.c.live_key.in_(overtaken))
    count = db.execute(failing.values(state="failed", error="overtaken")).rowcount
    return count + db.execute(update(outbox).where(*lost).values(state="uncertain", repeated=True)).rowcount


def next_due(db: Connection, now: datetime) -> datetime | None:
    """When the next postponed message may be claimed, if there is one; past where that is already so."""
    return db.execute(_SOONEST, {"now": now, "busy": []}).scalar()
