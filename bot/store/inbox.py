"""The inbox: what Telegram handed over, kept before it is confirmed, so that `kill -9` loses nothing."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from bot.store.engine import insert_on
from bot.store.tables import inbox

_THOSE = inbox.c.update_id.in_(bindparam("ids", expanding=True))
_DONE = update(inbox).where(_THOSE, inbox.c.done_at.is_(None)).values(done_at=bindparam("at"), raw="")
"""What people wrote is kept no longer than until it has its effect: the record has what came of it."""
_KNOWN = select(func.count()).select_from(inbox).where(_THOSE)


def receive(db: Connection, updates: Sequence[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """Keeps raw updates; one that is already here is left as it is. Returns those that are new, in order."""
    fresh = {raw["update_id"]: raw for raw in reversed(updates)}
    rows = [
        # Escaped to ASCII: half an emoji (a lone surrogate) is valid JSON, but no database takes it as text.
        {"update_id": update_id, "raw": json.dumps(raw), "received_at": now}
        for update_id, raw in fresh.items()
    ]
    if not rows:
        return []
    kept = set(db.scalars(_keeping(db.dialect.name), rows))
    return [raw for raw in updates if raw["update_id"] in kept and fresh[raw["update_id"]] is raw]


@cache
def _keeping(dialect: str) -> Any:
    once = insert_on(dialect, inbox).on_conflict_do_nothing(index_elements=["update_id"])
    return once.returning(inbox.c.update_id)


def waiting(
    db: Connection, received_before: datetime | None = None, limit: int = 1000
) -> list[tuple[int, dict[str, Any]]]:
    """The updates not yet done, of those that came by that moment; oldest first."""
    query = (
        select(inbox.c.update_id, inbox.c.raw).where(inbox.c.done_at.is_(None)).order_by(inbox.c.update_id)
    )
    if received_before is not None:
        query = query.where(inbox.c.received_at <= received_before)
    return [(row.update_id, json.loads(row.raw)) for row in db.execute(query.limit(limit))]


def done(db: Connection, update_ids: Sequence[int], now: datetime) -> bool:
    """The updates have their effect, and commit with it; False where one had it before, and must not again."""
    ids = set(update_ids)
    changed = db.execute(_DONE, {"ids": list(ids), "at": now}).rowcount
    return changed == len(ids) or changed == db.execute(_KNOWN, {"ids": list(ids)}).scalar()


def failed(db: Connection, update_id: int, now: datetime, error: str) -> None:
    """The update can't be handled: put aside with its reason, so that it does not come back for ever."""
    db.execute(update(inbox).where(inbox.c.update_id == update_id).values(done_at=now, error=error))
