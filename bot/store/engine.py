"""Engines whose transactions keep their promises: SQLite by default, PostgreSQL for several replicas."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.exc import SQLAlchemyError

BUSY_SECONDS = 30


def open_engine(url: str | URL) -> Engine:
    """The engine of `url`. SQLite: WAL, synchronous FULL, foreign keys on, and every transaction begins as
    IMMEDIATE, for a deferred one fails when it first writes. Raises sqlalchemy.exc.ArgumentError for a
    malformed URL; connects only when first used. What an error says goes to the log: it never shows values.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        waiting = {"connect_timeout": 10}
        return create_engine(
            parsed, pool_pre_ping=True, pool_size=5, connect_args=waiting, hide_parameters=True
        )
    if parsed.database and parsed.database != ":memory:":
        parsed = parsed.set(database=str(Path(parsed.database).expanduser().resolve()))
    waiting = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(parsed, connect_args=waiting, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def apart(db: Connection) -> Iterator[None]:
    """What raises inside is undone, and the rest of the transaction stands; not where the database fails.

    A savepoint by hand: SQLAlchemy's own takes as long as two statements, and on SQLite even a statement of
    its takes ten times as long. It lasts until the commit; the next one of its name goes before it."""
    if db.dialect.name == "sqlite":
        db.connection.cursor().execute("SAVEPOINT apart")
    else:
        db.exec_driver_sql("SAVEPOINT apart")
    try:
        yield
    except SQLAlchemyError:
        raise
    except Exception:
        db.exec_driver_sql("ROLLBACK TO SAVEPOINT apart")
        raise


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: they do not wait for the one that writes."""
    return engine.execution_options(reading=True)


def insert(db: Connection, table: Table) -> Any:
    """An INSERT that offers `on_conflict_do_nothing` and `on_conflict_do_update`, as both databases do."""
    return insert_on(db.dialect.name, table)


def insert_on(dialect: str, table: Table) -> Any:
    """The same, for statements that are composed once for each of the two: "sqlite", "postgresql"."""
    if dialect == "sqlite":
        return insert_sqlite(table)
    from sqlalchemy.dialects.postgresql import insert as insert_postgresql  # with all its drivers: 2 MB

    return insert_postgresql(table)


def add(db: Connection, table: Table, **values: Any) -> int:
    """Adds a row and returns its id."""
    return int(db.execute(_adding(table), values).scalar_one())


@cache
def _adding(table: Table) -> Any:
    return table.insert().returning(table.c.id)
