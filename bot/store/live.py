"""Live messages: each is one message in a chat that is kept up to date by edits, through the outbox."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, literal, null, or_, select, text, update

from bot.store.engine import insert_on
from bot.store.outbox import NORMAL
from bot.store.tables import UtcDateTime, live_message, outbox


def show(
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
    db.execute(_showing(db.dialect.name, fresh), values)
    refresh_one(db, now, key)


@cache
def _showing(dialect: str, fresh: bool) -> Any:
    shown = insert_on(dialect, live_message)
    renewed = ("body_id", "sitting_id", "chat_id", "template", "context", "shared")
    values = {name: shown.excluded[name] for name in renewed}
    if fresh:
        values |= {"message_id": null(), "digest": null()}
    return shown.on_conflict_do_update(index_elements=["key"], set_=values)


def refresh(db: Connection, now: datetime, sitting_id: int, keys: Collection[str] = ()) -> None:
    """Every shared live message of the sitting, and those under `keys`, are to be brought up to date."""
    values = {"now": now, "sitting": sitting_id, "keys": sorted(keys)}
    db.execute(_refreshing(db.dialect.name, _SHARED), values)


def refresh_one(db: Connection, now: datetime, key: str) -> None:
    """One live message is to be brought up to date; nothing where it was never shown."""
    db.execute(_refreshing(db.dialect.name, _OF_KEY), {"now": now, "key": key})


def settle(db: Connection, now: datetime, sitting_id: int, prefix: str) -> None:
    """The sitting's live messages under keys that begin so are brought up to date once more, and then rest."""
    values = {"now": now, "sitting": sitting_id, "prefix": prefix}
    db.execute(_refreshing(db.dialect.name, _UNDER), values)
    db.execute(_REST, values)


_OF_SITTING = live_message.c.sitting_id == bindparam("sitting")
_OF_KEY = live_message.c.key == bindparam("key")
_OF_KEYS = live_message.c.key.in_(bindparam("keys", expanding=True))
_SHARED = or_(and_(_OF_SITTING, live_message.c.shared), _OF_KEYS)
_UNDER = and_(_OF_SITTING, live_message.c.key.startswith(bindparam("prefix")))
_WAITS = text("state = 'pending'")
"""Written out, or a plan that PostgreSQL keeps would not find the partial index."""
_REST = update(live_message).where(_UNDER).values(shared=False)


@cache
def _refreshing(dialect: str, which: ColumnElement[bool]) -> Any:
    """One pending message per key: an earlier one is overwritten, which also keeps the courier's hands off it
    until this transaction ends, lest it show what held before.
    """
    source = {
        "created_at": bindparam("now", type_=UtcDateTime()),
        "chat_id": live_message.c.chat_id,
        "template": live_message.c.template,
        "context": live_message.c.context,
        "body_id": live_message.c.body_id,
        "urgency": literal(NORMAL),
        "live_key": live_message.c.key,
        "state": literal("pending"),
    }
    put_live = insert_on(dialect, outbox).from_select(
        list(source), select(*source.values()).where(which).with_for_update()
    )
    newer = {name: put_live.excluded[name] for name in ("chat_id", "template", "context")}
    return put_live.on_conflict_do_update(index_elements=["live_key"], index_where=_WAITS, set_=newer)
