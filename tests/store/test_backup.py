import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest
from sqlalchemy import create_engine, func, select, text, update

from bot.store import counters, journal, schema
from bot.store.backup import BackupError, backup, restore
from bot.store.engine import open_engine, reading
from bot.store.tables import body, counter
from bot.store.tables import journal as entries

on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "copias" / "ayni.copia"


@pytest.fixture(autouse=True)
def _folder(copy):
    copy.parent.mkdir()


def act(engine, rows, now):
    """One act that changes two tables together: the counter and the journal agree, or the copy is torn."""
    with engine.begin() as db:
        number = counters.next_number(db, rows.body, "acuerdo", 2026)
        journal.append(db, rows.body, now, None, "acuerdo_adopted", f"acuerdo:{number}", {})


def acts(path_or_engine):
    engine = path_or_engine
    if not hasattr(engine, "connect"):
        engine = open_engine(f"sqlite:///{path_or_engine}")
    with reading(engine).connect() as db:
        counted = db.execute(select(counter.c.value).where(counter.c.series == "acuerdo")).scalar_one()
        written = db.execute(select(func.count()).select_from(entries)).scalar_one()
    if engine is not path_or_engine:
        engine.dispose()
    assert counted == written
    return counted


@on_sqlite
def test_a_copy_is_one_sound_file_with_everything_committed_and_nothing_more(engine, rows, now, copy):
    act(engine, rows, now)
    with engine.begin() as under_way:
        under_way.execute(update(body).values(name="no"))
        backup(engine, copy)
    assert list(copy.parent.iterdir()) == [copy]
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT name FROM body").fetchone() == ("",)
        assert db.execute("SELECT count(*) FROM journal").fetchone() == (1,)


@on_sqlite
def test_a_copy_taken_amid_the_writing_is_of_one_moment(engine, rows, now, copy):
    enough = Event()

    def write():
        while not enough.is_set():
            act(engine, rows, now)

    act(engine, rows, now)
    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        seen = []
        try:
            for _ in range(10):
                backup(engine, copy)
                seen.append(acts(copy))
        finally:
            enough.set()
        writing.result()
    assert seen == sorted(seen)
    assert 1 <= seen[0] <= seen[-1] <= acts(engine)


@on_sqlite
def test_a_copy_takes_the_place_of_an_older_one(engine, rows, now, copy):
    for number in (1, 2):
        act(engine, rows, now)
        backup(engine, copy)
        assert acts(copy) == number


@on_sqlite
def test_restoring_brings_back_the_copy_and_keeps_what_it_replaced(engine, rows, now, copy, database_url):
    act(engine, rows, now)
    backup(engine, copy)
    act(engine, rows, now)
    engine.dispose()
    previous = restore(copy, database_url)
    assert acts(engine) == 1
    act(engine, rows, now)
    assert acts(engine) == 2
    assert acts(previous) == 2


@on_sqlite
def test_restoring_where_there_was_nothing_needs_no_more_than_the_copy(engine, rows, now, copy, tmp_path):
    act(engine, rows, now)
    backup(engine, copy)
    fresh = tmp_path / "otra máquina" / "ayni.db"
    fresh.parent.mkdir()
    assert restore(copy, f"sqlite:///{fresh}") is None
    assert acts(fresh) == 1


@on_sqlite
def test_restoring_replaces_a_ruined_database_and_what_is_left_of_its_log(
    engine, rows, now, copy, database_url, tmp_path
):
    act(engine, rows, now)
    backup(engine, copy)
    engine.dispose()
    ruined = tmp_path / "ayni.db"
    ruined.write_bytes(b"ruina" * 1000)
    (tmp_path / "ayni.db-wal").write_bytes(b"resto")
    previous = restore(copy, database_url)
    assert acts(engine) == 1
    assert previous.read_bytes() == b"ruina" * 1000
    assert (tmp_path / "ayni.db.anterior-wal").read_bytes() == b"resto"


@on_sqlite
def test_a_copy_of_an_older_schema_is_brought_up_to_date(empty_database_url, copy, tmp_path):
    from alembic import command

    engine = open_engine(empty_database_url)
    with schema.migrating(engine) as db:
        command.upgrade(schema.config(db), schema.revisions()[0])
    backup(engine, copy)
    engine.dispose()
    restored = f"sqlite:///{tmp_path / 'restored.db'}"
    restore(copy, restored)
    engine = open_engine(restored)
    assert schema.is_current(engine)
    engine.dispose()


def ruin_bytes(copy):
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    copy.write_bytes(content)


def change(*statements):
    def ruin(copy):
        with closing(sqlite3.connect(copy)) as db:
            for statement in statements:
                db.execute(statement)
            db.commit()

    return ruin


DISARM = ("DROP TRIGGER journal_is_not_updated", "DROP TRIGGER journal_is_not_deleted")
RUINED = {
    "missing": (lambda copy: copy.unlink(), "no se pudo restaurar"),
    "truncated": (lambda copy: copy.write_bytes(copy.read_bytes()[:5000]), "malformed|dañada"),
    "overwritten": (ruin_bytes, "malformed|dañada"),
    "not a database": (lambda copy: copy.write_text("no soy una base"), "no es una base de datos"),
    "empty": (lambda copy: copy.write_bytes(b""), "no es una copia de Ayni"),
    "of another program": (
        lambda copy: (copy.unlink(), change("CREATE TABLE recetas (id INTEGER)")(copy)),
        "no es una copia de Ayni",
    ),
    "of a newer program": (change("UPDATE alembic_version SET version_num = '9999'"), "más nueva"),
    "with an orphan": (change("UPDATE sitting SET body_id = 99"), "sitting"),
    "with an altered entry": (change(*DISARM, "UPDATE journal SET data = '[]' WHERE seq = 2"), "asiento 2"),
    "with a removed entry": (change(*DISARM, "DELETE FROM journal WHERE seq = 2"), "asiento 2"),
}


@on_sqlite
@pytest.mark.parametrize("ruin", RUINED)
def test_a_copy_that_does_not_stand_replaces_nothing(engine, rows, now, copy, database_url, tmp_path, ruin):
    for _ in range(2):
        act(engine, rows, now)
    backup(engine, copy)
    act(engine, rows, now)
    engine.dispose()
    there = sorted(tmp_path.iterdir())
    spoil, said = RUINED[ruin]
    spoil(copy)
    with pytest.raises(BackupError, match=said) as refused:
        restore(copy, database_url)
    assert "\n" not in str(refused.value)
    assert sorted(tmp_path.iterdir()) == there
    assert acts(engine) == 3


@on_sqlite
def test_a_database_in_use_is_not_replaced(engine, rows, now, copy, database_url):
    act(engine, rows, now)
    backup(engine, copy)
    act(engine, rows, now)
    with pytest.raises(BackupError, match="en uso"):
        restore(copy, database_url)
    assert acts(engine) == 2


@on_sqlite
def test_the_database_is_no_copy_of_itself(engine, rows, now, database_url, tmp_path):
    act(engine, rows, now)
    itself = tmp_path / "ayni.db"
    with pytest.raises(BackupError, match="la base misma"):
        backup(engine, itself)
    with pytest.raises(BackupError, match="la base misma"):
        restore(itself, database_url)
    assert acts(engine) == 1


@on_sqlite
def test_a_damaged_database_is_not_taken_for_a_copy(engine, rows, now, copy, tmp_path):
    act(engine, rows, now)
    backup(engine, copy)
    sound = copy.read_bytes()
    engine.dispose()
    ruin_bytes(tmp_path / "ayni.db")
    with pytest.raises(BackupError):
        backup(engine, copy)
    assert copy.read_bytes() == sound
    assert list(copy.parent.iterdir()) == [copy]


@pytest.mark.parametrize("place", ["no existe/ayni.copia", "copias"])
@on_sqlite
def test_a_place_that_cannot_be_written_is_refused_in_one_line(engine, tmp_path, place):
    with pytest.raises(BackupError, match="no se pudo copiar") as refused:
        backup(engine, tmp_path / place)
    assert "\n" not in str(refused.value)


def test_a_database_that_does_not_exist_is_not_created_by_copying_it(tmp_path, copy):
    engine = create_engine(f"sqlite:///{tmp_path / 'nada.db'}")
    with pytest.raises(BackupError, match=r"nada\.db"):
        backup(engine, copy)
    assert [path.name for path in tmp_path.iterdir()] == ["copias"]
    assert list(copy.parent.iterdir()) == []


def test_a_database_in_memory_is_refused(copy):
    with pytest.raises(BackupError, match="memoria"):
        backup(open_engine("sqlite://"), copy)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_postgresql_has_its_own_tool_and_is_told_so(engine, rows, copy, database_url):
    with pytest.raises(BackupError, match="pg_dump"):
        backup(engine, copy)
    with pytest.raises(BackupError, match="pg_dump"):
        restore(copy, database_url)
    assert not copy.exists()
    with engine.connect() as db:
        assert db.execute(text("SELECT count(*) FROM body")).scalar_one() == 1
