import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, event, insert

from bot.store import tables

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("worker.py")


@pytest.fixture
def now() -> datetime:
    return NOW


@dataclass
class Rows:
    """The ids of a body with a sitting and a vote, on which other rows can hang."""

    body: int
    sitting: int
    vote: int
    person: int
    seats: list[int] = field(default_factory=list)


@pytest.fixture
def rows(engine: Engine) -> Rows:
    """A body of seven seats, a person, a sitting with one item and an open vote on it."""
    with engine.begin() as db:
        body = add_body(db, "AYNI-GT")
        person = add(db, tables.person, body_id=body, name="Ana Ríos", telegram_id=7)
        post = {"body_id": body, "post": "Director", "presides": False, "technical_secretary": False}
        seats = [add(db, tables.seat, key=f"s{rank}", rank=rank, **post) for rank in range(1, 8)]
        drafted = {"drafted_by": person, "drafted_at": NOW}
        sitting = add(
            db,
            tables.sitting,
            body_id=body,
            kind="ordinary",
            state="in_session",
            held_at=NOW,
            place="Lima",
            **drafted,
        )
        item = add(db, tables.agenda_item, sitting_id=sitting, position=1, text="Plan anual", points=[])
        opened = {"state": "open", "opened_by": person, "opened_at": NOW}
        vote = add(db, tables.vote, sitting_id=sitting, agenda_item_id=item, text="Plan anual", **opened)
    return Rows(body, sitting, vote, person, seats)


def add(db: Connection, table: Table, **values: object) -> int:
    return db.execute(insert(table).values(values).returning(table.c.id)).scalar_one()


def add_body(db: Connection, sigla: str) -> int:
    words = dict.fromkeys(("name", "entity", "norm", "city"), "")
    rules = {"official_years": {}, "reglamento": {}, "holidays": []}
    return add(db, tables.body, sigla=sigla, zone="America/Lima", created_at=NOW, **words, **rules)


@pytest.fixture
def another_body(engine: Engine, rows: Rows) -> int:
    with engine.begin() as db:
        return add_body(db, "OTRO")


@pytest.fixture
def work() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts another process: `work("count", url, ...)` runs a function of worker.py."""
    started: list[subprocess.Popen[str]] = []

    def start(*task: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(WORKER), *map(str, task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def plan_of() -> Callable[[Engine, Callable[[Connection], object]], list[str]]:
    """The steps by which SQLite answers the last query of a function, as it was really sent."""

    def explain(engine: Engine, ask: Callable[[Connection], object]) -> list[str]:
        sent: list[tuple[str, tuple[object, ...]]] = []

        def keep(_db, _cursor, statement, parameters, _context, _many):
            sent.append((statement, parameters))

        with engine.connect() as db:
            event.listen(db, "before_cursor_execute", keep)
            ask(db)
            statement, parameters = sent[-1]
            return [step.detail for step in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]

    return explain
