"""The schema's revisions: at which one a database stands, and how it is brought to the latest.

Alembic is imported only where a schema changes; starting the bot does not pay for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from bot.store.engine import open_engine, reading

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = 0x41594E49  # the advisory lock under which replicas migrate: "AYNI"


class SchemaTooNew(Exception):
    """A newer program wrote this database: revision `found`, where this one knows up to `known`."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(f"the database is at revision {found}; this program knows up to {known}")
        self.found, self.known = found, known


def revisions() -> list[str]:
    """The revisions this program carries, the first one first: the numbers their files are named by."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def current(engine: Engine) -> str | None:
    """The revision at which the database stands; None where it has no schema yet.

    To look is not to make: SQLite would leave an empty file where there was none."""
    path = engine.url.database if engine.dialect.name == "sqlite" else None
    if path and path != ":memory:" and not Path(path).exists() and Path(path).parent.is_dir():
        return None
    with reading(engine).connect() as db:
        return _current(db)


def is_current(engine: Engine) -> bool:
    """Whether the database has the schema that this program expects."""
    return current(engine) == revisions()[-1]


def upgrade(target: Engine | str) -> None:
    """Brings a database, given by its engine or URL, to the latest revision: all of it or nothing.

    Raises SchemaTooNew, with nothing changed, where a newer program has been at work.
    """
    from alembic import command

    engine = open_engine(target) if isinstance(target, str) else target
    try:
        with migrating(engine) as db:
            found, known = _current(db), revisions()
            if found is not None and found not in known:
                raise SchemaTooNew(found, known[-1])
            command.upgrade(config(db), "head")
    finally:
        if isinstance(target, str):
            engine.dispose()


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction in which the schema may change, by one process at a time.

    SQLite alters a table by dropping the old copy, and with foreign keys on that empties the tables that
    cascade from it: they are off meanwhile, and checked before the commit. Raises ValueError where a row
    would be left without the one it refers to.
    """
    with engine.connect() as db:
        if engine.dialect.name != "sqlite":
            with db.begin():
                db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
                yield db
            return
        _foreign_keys(db, "OFF")
        try:
            with db.begin():
                yield db
                orphan = db.exec_driver_sql("PRAGMA foreign_key_check").first()
                if orphan is not None:
                    raise ValueError(f"a row of {orphan[0]} would refer to a {orphan[2]} that does not exist")
        finally:
            _foreign_keys(db, "ON")


def config(db: Connection) -> "Config":
    """Alembic's configuration for work on an open connection, whatever the working directory."""
    from alembic.config import Config

    settings = Config(attributes={"connection": db})
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def _current(db: Connection) -> str | None:
    if not inspect(db).has_table("alembic_version"):
        return None
    return db.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _foreign_keys(db: Connection, state: str) -> None:
    """Below SQLAlchemy, which would begin a transaction, inside which SQLite ignores this pragma."""
    cursor = db.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    cursor.close()
