"""Copies of the database: taken while the bot runs, and checked before they replace anything. SQLite only."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, make_url

from bot import troubles
from bot.store import journal, schema
from bot.store.engine import open_engine, reading
from bot.store.files import written_whole

_HEADER = b"SQLite format 3\0"


class BackupError(Exception):
    """Why there is no copy, or no restoring it: one Spanish line for the operator."""


def backup(engine: Engine, file: Path) -> None:
    """Writes the database, as it stands at one moment, to `file`; others go on reading and writing meanwhile.

    A single file, sound and complete, takes the place of an older one. Raises BackupError.
    """
    source = _path_of(engine.url, "su copia se hace con pg_dump")
    if file.resolve() == source:
        raise BackupError(f"{file} es la base misma: indique otro archivo para la copia")
    with _plainly(f"no se pudo copiar {source} en {file}"), written_whole(file) as copy:
        _copy(source, copy)
        _check_sound(copy)


def restore(file: Path, url: str) -> Path | None:
    """Puts a copy in the place of the database of `url`, brought to this program's schema.

    First the copy's integrity and its journal are verified, and that nobody has the database open. What
    stood there is kept beside it; its path is returned. Raises BackupError, with nothing changed.
    """
    target = _path_of(make_url(url), "una copia de pg_dump se restaura con pg_restore o psql")
    if file.resolve() == target:
        raise BackupError(f"{file} es la base misma: indique la copia que se restaura")
    with _plainly(f"no se pudo restaurar {file} en {target}"), written_whole(target) as copy:
        _copy(file.resolve(), copy)
        _check_sound(copy)
        _check_record(copy, file)
        return _set_aside(target)


def _path_of(url: URL, otherwise: str) -> Path:
    if url.get_backend_name() != "sqlite":
        raise BackupError(f"la base es PostgreSQL: {otherwise}")
    if url.database in (None, "", ":memory:"):
        raise BackupError("una base en memoria no tiene copia: AYNI_DATABASE_URL debe nombrar un archivo")
    return Path(str(url.database)).expanduser().resolve()


@contextmanager
def _plainly(failure: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise BackupError(f"{failure}: {troubles.in_words(error)}") from error


def _copy(source: Path, copy: Path) -> None:
    """In one step, so within one read transaction; the copy needs no -wal file beside it."""
    origin = sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True)
    with closing(origin), closing(sqlite3.connect(copy)) as target:
        origin.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _check_sound(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as db:
        (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise BackupError(f"la base está dañada: {verdict}")
        orphan = db.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            raise BackupError(
                f"la base está dañada: una fila de {orphan[0]} remite a una de {orphan[2]} que falta"
            )


def _check_record(copy: Path, file: Path) -> None:
    engine = open_engine(URL.create("sqlite", database=str(copy)))
    try:
        if schema.current(engine) is None:
            raise BackupError(f"{file} no es una copia de Ayni")
        if not schema.is_current(engine):
            schema.upgrade(engine)
        with reading(engine).connect() as db:
            for bad in journal.verify(db):
                raise BackupError(f"{file}: el diario del órgano {bad.body_id} falla en el asiento {bad.seq}")
    except schema.SchemaTooNew as error:
        raise BackupError(f"{file} es de una versión más nueva de Ayni (esquema {error.found})") from error
    finally:
        engine.dispose()


def _set_aside(target: Path) -> Path | None:
    """Keeps beside it what is about to be replaced: as one file if SQLite can read it, else as it is."""
    previous = target.with_name(f"{target.name}.anterior")
    existed = target.exists()
    if existed:
        _refuse_in_use(target)
        for suffix in ("-wal", "-shm", ""):
            Path(f"{previous}{suffix}").unlink(missing_ok=True)
            if Path(f"{target}{suffix}").exists():
                shutil.copy2(f"{target}{suffix}", f"{previous}{suffix}")
    for suffix in ("-wal", "-shm"):  # the old one's: SQLite would apply it to the new one
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    return previous if existed else None


def _refuse_in_use(target: Path) -> None:
    """Folds the -wal file back in, which succeeds only where nobody else has the database open.

    What is no database any more is not even opened, for SQLite would throw away the -wal file beside it.
    """
    with target.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            return
    try:
        with closing(sqlite3.connect(target, timeout=0)) as db:
            db.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise BackupError(f"{target} está en uso: detenga el bot y repita") from error
        if error.sqlite_errorcode != sqlite3.SQLITE_CORRUPT:
            raise
