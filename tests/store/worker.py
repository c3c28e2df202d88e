"""What other processes do to the database under test: `python worker.py TASK URL ...`."""

import sys
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.store import counters, inbox, journal, outbox, schema
from bot.store.engine import open_engine

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


class GivenUpError(Exception):
    """Rolls a transaction back."""


def upgrade(url: str) -> None:
    schema.upgrade(url)


def count(url: str, body_id: str, times: str) -> None:
    """Takes numbers, prints each one once it is committed, and gives every third up again."""
    engine = open_engine(url)
    for turn in range(int(times)):
        try:
            with engine.begin() as db:
                number = counters.next_number(db, int(body_id), "acuerdo", 2026)
                if turn % 3 == 2:
                    raise GivenUpError
        except GivenUpError:
            continue
        print(number, flush=True)


def act(url: str, body_id: str) -> None:
    """Commits one act after the other, without end, and prints the number of each once it is committed."""
    engine = open_engine(url)
    while True:
        with engine.begin() as db:
            number = _act(db, int(body_id))
        print(number, flush=True)


def act_and_hang(url: str, body_id: str) -> None:
    """Commits one act, then stops amid a transaction so large that SQLite has already written part of it."""
    engine = open_engine(url)
    with engine.begin() as db:
        number = _act(db, int(body_id))
    print(number, flush=True)
    with engine.connect() as db:
        if db.dialect.name == "sqlite":
            db.connection.cursor().execute("PRAGMA cache_size=10")
        with db.begin():
            for _ in range(50):
                _act(db, int(body_id), size=20_000)
            print("writing", flush=True)
            sys.stdin.read()


def _act(db: Connection, body_id: int, size: int = 10) -> int:
    number = counters.next_number(db, body_id, "acuerdo", 2026)
    inbox.receive(db, [{"update_id": number, "text": "x" * size}], NOW)
    journal.append(db, body_id, NOW, None, "acuerdo_adopted", f"acuerdo:{number}", {"text": "x" * size})
    outbox.put(db, NOW, number, "acuerdo", {"number": number}, dedupe_key=f"acuerdo:{number}")
    return number


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
