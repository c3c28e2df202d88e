from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.clock import VirtualClock
from bot.store import tables
from bot.store.files import Files
from bot.usecases import enrolment
from bot.usecases.desk import Desk
from docgen.reading import load
from tests.usecases.body import GROUP, Founding, Room, faults, grupo, lima

MONDAY = lima(2, 9)


@pytest.fixture
def empty_room(engine: Engine, tmp_path: Path) -> Room:
    """A desk without any body, on Monday 2 March 2026 at nine in Lima."""
    clock = VirtualClock(MONDAY)
    return Room(Desk(engine, clock, Files(tmp_path / "archivo"), "ayni_bot"), clock)


@pytest.fixture
def founded(empty_room: Room) -> Iterator[Founding]:
    """Founds the example body with some values of its file replaced; at the end its record must be whole."""

    def found(*, but: tuple[str, ...] = (), group: bool = True, **replaced: str) -> Room:
        file = grupo(**replaced)
        empty_room.install(file)
        empty_room.enrol_everybody(file, but=but)
        if group:
            empty_room.act("dgse", enrolment.bind_group, enrolment.BindGroup(), chat=GROUP)
        empty_room.hush()
        return empty_room

    yield found
    assert list(faults(empty_room)) == []
    for document in empty_room.rows(tables.document):
        if document.kind != "calendario":
            load(document.kind, document.data)


@pytest.fixture
def room(founded: Founding) -> Room:
    """The body of AYNI with everybody enrolled and its group bound."""
    return founded()
