"""The journal: what was done, by whom and when, append-only and chained by hashes so that tampering shows."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from bot.store.tables import journal

GENESIS = "0" * 64
_HEAD = (
    select(journal.c.seq, journal.c.hash)
    .where(journal.c.body_id == bindparam("body"))
    .order_by(journal.c.seq.desc())
    .limit(1)
)
_APPEND = insert(journal)


@dataclass(frozen=True, slots=True)
class BadEntry:
    """The first entry of a body's chain that does not stand: which, and in what respect."""

    body_id: int
    seq: int
    fault: str  # gap | previous | hash


def append(
    db: Connection,
    body_id: int,
    at: datetime,
    actor_id: int | None,
    event: str,
    subject: str,
    data: dict[str, Any],
) -> str:
    """Adds an entry and returns its hash. The caller holds the body's lock, so the chain can't fork."""
    head = db.execute(_HEAD, {"body": body_id}).first()
    seq, previous = (head.seq + 1, head.hash) if head else (1, GENESIS)
    text = canonical(data)
    digest = _hash(body_id, seq, at, actor_id, event, subject, text, previous)
    db.execute(
        _APPEND,
        {
            "body_id": body_id,
            "seq": seq,
            "at": at,
            "actor_id": actor_id,
            "event": event,
            "subject": subject,
            "data": text,
            "previous": previous,
            "hash": digest,
        },
    )
    return digest


def verify(db: Connection) -> Iterator[BadEntry]:
    """Walks every body's chain; yields the first bad entry of each."""
    previous, expected, body_id, bad = GENESIS, 1, None, False
    for row in db.execute(select(journal).order_by(journal.c.body_id, journal.c.seq)):
        if row.body_id != body_id:
            previous, expected, body_id, bad = GENESIS, 1, row.body_id, False
        if bad:
            continue
        digest = _hash(
            row.body_id, row.seq, row.at, row.actor_id, row.event, row.subject, row.data, row.previous
        )
        fault = (
            "gap"
            if row.seq != expected
            else "previous"
            if row.previous != previous
            else "hash"
            if row.hash != digest
            else ""
        )
        if fault:
            bad = True
            yield BadEntry(row.body_id, row.seq, fault)
        previous, expected = row.hash, expected + 1


def canonical(data: dict[str, Any]) -> str:
    """One text for one meaning: sorted keys, no spare blanks, dates in ISO."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical text")


def _hash(
    body_id: int,
    seq: int,
    at: datetime,
    actor_id: int | None,
    event: str,
    subject: str,
    data: str,
    previous: str,
) -> str:
    parts = (
        previous,
        str(body_id),
        str(seq),
        at.astimezone(UTC).isoformat(),
        str(actor_id),
        event,
        subject,
        data,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
