import sqlite3

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.store.engine import open_engine, reading
from bot.store.tables import body

on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@on_sqlite
def test_sqlite_commits_to_disk_and_holds_foreign_keys(engine):
    with engine.connect() as db:
        told = {
            name: db.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


@on_sqlite
@pytest.mark.parametrize(("prepare", "beginning"), [(lambda e: e, "BEGIN IMMEDIATE"), (reading, "BEGIN")])
def test_a_transaction_begins_as_one_that_writes_unless_it_only_reads(engine, prepare, beginning):
    seen = []
    with prepare(engine).connect() as db:
        db.connection.driver_connection.set_trace_callback(seen.append)
        db.execute(select(body.c.id))
        db.commit()
        db.connection.driver_connection.set_trace_callback(None)
    assert seen[0] == beginning
    assert seen[-1] == "COMMIT"


@on_sqlite
def test_a_transaction_that_has_written_nothing_yet_already_keeps_other_writers_out(engine):
    other = sqlite3.connect(engine.url.database, timeout=0, isolation_level=None)
    with engine.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_reader_does_not_wait_for_the_writer_and_sees_what_was_committed(engine, rows):
    name = select(body.c.name)
    with engine.begin() as writer:
        writer.execute(update(body).values(name="nuevo"))
        with reading(engine).connect() as reader:
            assert reader.execute(name).scalar_one() == ""
    with reading(engine).connect() as reader:
        assert reader.execute(name).scalar_one() == "nuevo"


@on_sqlite
def test_a_reader_keeps_its_view_while_the_writer_goes_on(engine, rows):
    name = select(body.c.name)
    with reading(engine).connect() as reader:
        assert reader.execute(name).scalar_one() == ""
        with engine.begin() as writer:
            writer.execute(update(body).values(name="nuevo"))
        assert reader.execute(name).scalar_one() == ""


def test_a_relative_file_stays_where_it_was_when_the_directory_changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    engine = open_engine("sqlite:///ayni.db")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE here (id INTEGER)")
    engine.dispose()
    assert (tmp_path / "ayni.db").exists()


@on_sqlite
def test_an_error_for_the_log_does_not_show_what_people_wrote(engine, rows):
    with pytest.raises(SQLAlchemyError) as told, engine.begin() as db:
        db.execute(update(body).values(id=None, name="Sra. Rosa Huamaní"))
    assert "Huamaní" not in str(told.value)


def test_a_malformed_url_is_refused():
    with pytest.raises(ArgumentError):
        open_engine("ayni.db")
