"""The journal: what was done, by whom and when, append-only and chained by hashes so that tampering shows."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import Connection, String, bindparam, func, insert, select, type_coerce

from bot.store.tables import counter, journal

GENESIS = "0" * 64
Head = tuple[int, str]
"""An entry's number and hash, which the next one needs."""
Fault = Literal["missing", "unchained", "altered"]  # unchained: it does not follow from the one before
_HEAD = (
    select(journal.c.seq, journal.c.hash)
    .where(journal.c.body_id == bindparam("body"))
    .order_by(journal.c.seq.desc())
    .limit(1)
)
_APPEND = insert(journal)
_CHAIN = (  # the moment as it stands in the row: one that was altered need not even be a date
    select(
        *(column for column in journal.c if column.name != "at"),
        type_coerce(journal.c.at, String).label("at"),
    ).order_by(journal.c.body_id, journal.c.seq)
)
_COUNTED = select(counter.c.body_id, counter.c.value).where(counter.c.series == "journal")


@dataclass(frozen=True, slots=True)
class BadEntry:
    """The first entry of a body's chain that does not stand: which, and in what respect."""

    body_id: int
    seq: int
    fault: Fault


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
    added = entry(head(db, body_id), body_id, at, actor_id, event, subject, data)
    write(db, [added])
    return str(added["hash"])


def head(db: Connection, body_id: int) -> Head:
    """The last entry of a body's chain."""
    last = db.execute(_HEAD, {"body": body_id}).first()
    return (last.seq, last.hash) if last else (0, GENESIS)


def entry(
    after: Head,
    body_id: int,
    at: datetime,
    actor_id: int | None,
    event: str,
    subject: str,
    data: dict[str, Any],
) -> dict[str, Any]:
    """The row of the entry that follows `after`."""
    seq, previous, text = after[0] + 1, after[1], canonical(data)
    return {
        "body_id": body_id,
        "seq": seq,
        "at": at,
        "actor_id": actor_id,
        "event": event,
        "subject": subject,
        "data": text,
        "previous": previous,
        "hash": _hash(body_id, seq, at, actor_id, event, subject, text, previous),
    }


def write(db: Connection, entries: Sequence[dict[str, Any]]) -> None:
    """Adds entries that follow the last one, and each other."""
    db.execute(_APPEND, entries)


def verify(db: Connection) -> Iterator[BadEntry]:
    """Walks every body's chain; yields the first bad entry of each.

    The database counts the entries as they are added, so that one cut from the end is missed as well.
    """
    counted = {row.body_id: row.value for row in db.execute(_COUNTED)}
    chains = groupby(db.execute(_CHAIN, execution_options={"yield_per": 1000}), lambda row: row.body_id)
    for body_id, entries in chains:
        bad = _first_bad(body_id, entries, counted.pop(body_id, 0))
        if bad is not None:
            yield bad
    for body_id in counted:
        yield BadEntry(body_id, 1, "missing")


def _first_bad(body_id: int, entries: Iterator[Any], counted: int) -> BadEntry | None:
    previous, seq = GENESIS, 1
    for row in entries:
        if row.seq != seq:
            return BadEntry(body_id, seq, "missing")
        if row.previous != previous:
            return BadEntry(body_id, seq, "unchained")
        if row.hash != _hash_of(row):
            return BadEntry(body_id, seq, "altered")
        previous, seq = row.hash, seq + 1
    return None if counted == seq - 1 else BadEntry(body_id, min(seq, counted + 1), "missing")


def _hash_of(row: Any) -> str | None:
    """The hash that the row ought to bear; None where it holds what was never written there."""
    try:
        at = datetime.fromisoformat(row.at) if isinstance(row.at, str) else row.at
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return _hash(row.body_id, row.seq, at, row.actor_id, row.event, row.subject, row.data, row.previous)
    except (TypeError, ValueError, AttributeError):
        return None


def count(db: Connection) -> int:
    """How many entries there are, of all bodies."""
    return int(db.execute(select(func.count()).select_from(journal)).scalar_one())


def canonical(data: dict[str, Any]) -> str:
    """One text for one meaning: sorted keys, no spare blanks, dates in ISO."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_iso
    )


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
