"""Databases for the tests: each gets its own, on SQLite and on PostgreSQL, copied from one migrated once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import URL, Engine

from bot.store.engine import open_engine
from bot.store.schema import upgrade
from tests import postgres

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3


def pytest_configure(config: pytest.Config) -> None:
    """Files that need not survive a power cut are kept in memory, where there is enough of it."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which of the two databases a test runs on; whoever asks for a database runs on both."""
    if request.param == "postgresql" and not postgres.available():
        pytest.skip(postgres.WHY_NOT)
    return str(request.param)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The address of a PostgreSQL server that runs as long as the tests do."""
    if not postgres.available():
        pytest.skip(postgres.WHY_NOT)
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: URL) -> Iterator[URL]:
    """A database with the schema, from which the others are copied."""
    with postgres.database(postgres_server) as address:
        upgrade(address.render_as_string(hide_password=False))
        yield address


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema, from which the others are copied."""
    path = tmp_path_factory.mktemp("schema") / "ayni.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def empty_database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a new database without a schema."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'ayni.db'}"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as address:
        yield address.render_as_string(hide_password=False)


@pytest.fixture
def database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a new database with the schema and no rows."""
    if backend == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "ayni.db")
        yield f"sqlite:///{path}"
        return
    server, template = map(request.getfixturevalue, ("postgres_server", "migrated_postgres"))
    with postgres.database(server, template) as address:
        yield address.render_as_string(hide_password=False)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a new database with the schema and no rows."""
    opened = open_engine(database_url)
    yield opened
    opened.dispose()
