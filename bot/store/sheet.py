"""A sheet: what acts add to the journal, to the live messages and to the inbox; each thing in one statement.

An act alone writes at once. Of acts that share a transaction the sheet gathers all and writes it before the
commit, for a statement costs much the same for one row as for fifty.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.store import inbox, journal, live
from bot.store.engine import apart
from bot.store.journal import Head


class HadBefore(Exception):
    """Another replica was faster with the same update: what was done for it now is to be undone."""


class Sheet:
    """Of one transaction at one moment; `gathering` until `write` is called."""

    def __init__(self, db: Connection, now: datetime, *, gathering: bool = False) -> None:
        self._db, self._now, self._gathering = db, now, gathering
        self._heads: dict[int, Head] = {}
        self._entries: list[dict[str, Any]] = []
        self._shown: list[tuple[int, str]] = []
        self._done: list[int] = []

    def record(
        self, body_id: int, at: datetime, actor_id: int | None, event: str, subject: str, data: dict[str, Any]
    ) -> str:
        """An entry in the journal; its hash. The caller holds the body's lock, so the chain can't fork."""
        mine = (entry for entry in reversed(self._entries) if entry["body_id"] == body_id)
        head = next(((entry["seq"], entry["hash"]) for entry in mine), None) or self._head(body_id)
        entry = journal.entry(head, body_id, at, actor_id, event, subject, data)
        self._entries.append(entry)
        self._write_unless_gathering()
        return str(entry["hash"])

    def refresh(self, sitting_id: int, key: str = "") -> None:
        """Every shared live message of the sitting, and the one under `key`, is to be brought up to date."""
        self._shown.append((sitting_id, key))
        self._write_unless_gathering()

    def done(self, update_id: int) -> None:
        """The update has its effect. Raises HadBefore where it had it before."""
        self._done.append(update_id)
        self._write_unless_gathering()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What raises inside leaves nothing on the sheet nor in the database, unless that is what fails."""
        lengths = len(self._entries), len(self._shown), len(self._done)
        try:
            with apart(self._db):
                yield
        except Exception:
            for things, length in zip((self._entries, self._shown, self._done), lengths, strict=True):
                del things[length:]  # type: ignore[attr-defined]
            raise

    def write(self) -> None:
        """Puts into the record what was gathered. Raises HadBefore."""
        if self._entries:
            journal.write(self._db, self._entries)
        for sitting_id in dict.fromkeys(sitting_id for sitting_id, _ in self._shown):
            keys = {key for of, key in self._shown if of == sitting_id}
            live.refresh(self._db, self._now, sitting_id, keys)
        if self._done and not inbox.done(self._db, self._done, self._now):
            raise HadBefore
        self._heads.clear()
        for things in (self._entries, self._shown, self._done):
            things.clear()

    def _head(self, body_id: int) -> Head:
        if body_id not in self._heads:
            self._heads[body_id] = journal.head(self._db, body_id)
        return self._heads[body_id]

    def _write_unless_gathering(self) -> None:
        if not self._gathering:
            self.write()
