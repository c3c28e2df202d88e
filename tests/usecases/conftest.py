import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, Dialect, Engine, event, make_url

from bot.clock import VirtualClock
from bot.store import tables
from bot.store.engine import open_engine
from bot.store.files import Files
from bot.usecases import enrolment
from bot.usecases.desk import Desk
from docgen.data import KINDS
from docgen.reading import load
from tests import postgres
from tests.usecases.body import GROUP, Founding, Room, faults, grupo, lima

MONDAY = lima(2, 9)


_ENGINES: dict[str, Engine] = {}
_TARGETS: dict[str, URL] = {}


def engine_on(url: str) -> Engine:
    """The one engine for databases of that kind, led to this one: statements are composed once for all tests.

    Nothing in it need survive a power cut."""
    target = make_url(url)
    kind = target.get_backend_name()
    _TARGETS[kind] = target
    if kind not in _ENGINES:
        _ENGINES[kind] = open_engine(target)
        event.listen(_ENGINES[kind], "do_connect", _lead)
        if kind == "sqlite":
            event.listen(_ENGINES[kind], "connect", _hurry)
    return _ENGINES[kind]


def _lead(dialect: Dialect, _record: object, arguments: list[object], named: dict[str, object]) -> None:
    elsewhere, options = dialect.create_connect_args(_TARGETS[dialect.name])
    arguments[:] = elsewhere
    named.update(options)


def _hurry(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def desk_on(engine: Engine, folder: Path) -> Room:
    """A desk without any body, on Monday 2 March 2026 at nine in Lima."""
    clock = VirtualClock(MONDAY)
    return Room(Desk(engine, clock, Files(folder / "archivo"), "ayni_bot"), clock)


def found_body(room: Room, *, but: tuple[str, ...] = (), group: bool = True, **replaced: str) -> Room:
    """The example body with some values of its file replaced, everybody enrolled, its group bound."""
    file = grupo(**replaced)
    room.install(file)
    room.enrol_everybody(file, but=but)
    if group:
        room.act("dgse", enrolment.bind_group, enrolment.BindGroup(), chat=GROUP)
    room.hush()
    return room


@contextmanager
def whole(room: Room) -> Iterator[Room]:
    """At the end its record must be whole, and every paper printable."""
    yield room
    assert list(faults(room)) == []
    for document in room.rows(tables.document):
        if document.kind in KINDS and document.kind != "notificaciones":
            load(document.kind, document.basis or document.data)


@pytest.fixture
def empty_room(database_url: str, tmp_path: Path) -> Iterator[Room]:
    """A desk without any body, on Monday 2 March 2026 at nine in Lima."""
    engine = engine_on(database_url)
    yield desk_on(engine, tmp_path)
    engine.dispose()


@pytest.fixture
def founded(empty_room: Room) -> Iterator[Founding]:
    """Founds the example body with some values of its file replaced."""
    with whole(empty_room):
        yield lambda **how: found_body(empty_room, **how)


@pytest.fixture(scope="session")
def seated_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the body of AYNI, from which the others are copied."""
    folder = tmp_path_factory.mktemp("body")
    path = shutil.copy(migrated_sqlite, folder / "ayni.db")
    engine = open_engine(f"sqlite:///{path}")
    found_body(desk_on(engine, folder))
    engine.dispose()
    return Path(path)


@pytest.fixture(scope="session")
def seated_postgres(
    postgres_server: URL, migrated_postgres: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[URL]:
    """A database with the body of AYNI, from which the others are copied."""
    with postgres.database(postgres_server, migrated_postgres) as address:
        engine = open_engine(address)
        found_body(desk_on(engine, tmp_path_factory.mktemp("body")))
        engine.dispose()
        yield address


@pytest.fixture
def room_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a new database with the body of AYNI."""
    if backend == "sqlite":
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('seated_sqlite'), tmp_path / 'body.db')}"
        return
    server, template = map(request.getfixturevalue, ("postgres_server", "seated_postgres"))
    with postgres.database(server, template) as address:
        yield address.render_as_string(hide_password=False)


@pytest.fixture
def room(room_url: str, tmp_path: Path) -> Iterator[Room]:
    """The body of AYNI with everybody enrolled and its group bound."""
    engine = engine_on(room_url)
    seated = desk_on(engine, tmp_path)
    seated.body_id = seated.rows(tables.body)[0].id
    seated.hush()
    with whole(seated):
        yield seated
    engine.dispose()


@pytest.fixture
def sitting(room: Room) -> int:
    """In the orden del día with the President, vmps, the ST and opi; what was said so far is not looked at."""
    started = room.in_session()
    room.hush()
    return started


@pytest.fixture
def closed(room: Room) -> int:
    """A sitting of the President, vmps, the ST and opi, closed at 17:00 with one acuerdo."""
    sitting = room.in_session()
    room.vote(sitting, vmpes="for", vmps="for", dgse="for", opi="against")
    room.at(lima(10, 17))
    room.close(sitting)
    room.hush()
    return sitting
