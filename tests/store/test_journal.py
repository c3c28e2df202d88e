import json
import tomllib
from datetime import UTC, date, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from bot.store import journal
from bot.store.journal import GENESIS, BadEntry, Fault
from bot.store.tables import journal as entries

ROOT = Path(__file__).parents[2]


def append(db, now, body, text, actor=None):
    return journal.append(db, body, now, actor, "note_taken", "sitting:1", {"text": text})


@pytest.fixture
def written(engine, rows, another_body, now):
    """Five entries of one body, three of another."""
    with engine.begin() as db:
        for turn in range(5):
            append(db, now + timedelta(minutes=turn), rows.body, f"Año {turn} «ñ»", rows.person)
        for turn in range(3):
            append(db, now, another_body, f"otro {turn}")
    return rows.body, another_body


def faults(engine):
    with engine.connect() as db:
        return list(journal.verify(db))


@pytest.fixture
def tamper(engine, written):
    """Changes the table as somebody would who first disarms its triggers."""

    def change(statement, **values):
        with engine.begin() as db:
            if db.dialect.name == "sqlite":
                for name in (
                    db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
                ):
                    db.execute(text(f"DROP TRIGGER {name}"))
            else:
                db.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
            assert db.execute(text(statement), {"body": written[0], **values}).rowcount

    return change


def test_each_body_has_a_chain_of_its_own(engine, written):
    with engine.connect() as db:
        for body, length in zip(written, (5, 3), strict=True):
            chain = db.execute(select(entries).where(entries.c.body_id == body).order_by(entries.c.seq)).all()
            assert [entry.seq for entry in chain] == list(range(1, length + 1))
            assert [entry.previous for entry in chain] == [GENESIS, *(entry.hash for entry in chain[:-1])]
    assert faults(engine) == []


def test_an_empty_journal_stands(engine):
    assert faults(engine) == []


def test_an_entry_gives_its_hash_back_and_keeps_its_data_as_one_canonical_text(engine, rows, now):
    data = {
        "z": now.astimezone(timezone(timedelta(hours=-5))),
        "a": date(2026, 3, 2),
        "texto": "«ñ» {{ 7*7 }} <&>",
    }
    with engine.begin() as db:
        digest = journal.append(db, rows.body, now, rows.person, "act", "sitting:1", data)
        entry = db.execute(select(entries)).one()
    assert entry.hash == digest
    assert entry.data == ('{"a":"2026-03-02","texto":"«ñ» {{ 7*7 }} <&>","z":"2026-03-02T17:00:00+00:00"}')
    assert json.loads(entry.data)["texto"] == data["texto"]


@pytest.mark.parametrize("data", [{"x": object()}, {"x": float("nan")}])
def test_what_has_no_canonical_text_is_refused(engine, rows, now, data):
    with pytest.raises((TypeError, ValueError)), engine.begin() as db:
        journal.append(db, rows.body, now, None, "act", "sitting:1", data)


def test_the_same_moment_in_another_zone_gives_the_same_hash(engine, rows, now):
    digests = []
    for zone in (UTC, timezone(timedelta(hours=-5))):
        with engine.connect() as db:
            digests.append(append(db, now.astimezone(zone), rows.body, "x"))
    assert digests[0] == digests[1]


ALTERATIONS = {
    "data": "UPDATE journal SET data = replace(data, 'Año', 'Ano') WHERE body_id = :body AND seq = 3",
    "hash": "UPDATE journal SET hash = upper(hash) WHERE body_id = :body AND seq = 3",
    "event": "UPDATE journal SET event = 'x' WHERE body_id = :body AND seq = 3",
    "subject": "UPDATE journal SET subject = 'x' WHERE body_id = :body AND seq = 3",
    "actor": "UPDATE journal SET actor_id = NULL WHERE body_id = :body AND seq = 3",
    "moment": "UPDATE journal SET at = '2026-03-02 17:02:01' WHERE body_id = :body AND seq = 3",
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_an_altered_entry_is_named(engine, written, tamper, what):
    tamper(ALTERATIONS[what])
    assert faults(engine) == [BadEntry(written[0], 3, "altered")]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # PostgreSQL keeps nothing but dates there
@pytest.mark.parametrize("nonsense", ["ayer", "", "9"])
def test_a_moment_that_is_no_date_is_named_too(engine, written, tamper, nonsense):
    tamper("UPDATE journal SET at = :at WHERE body_id = :body AND seq = 3", at=nonsense)
    assert faults(engine) == [BadEntry(written[0], 3, "altered")]


def test_an_entry_rewritten_with_its_own_hash_breaks_the_next_one(engine, written, tamper, now):
    with engine.connect() as db:
        second = db.execute(select(entries).where(entries.c.body_id == written[0], entries.c.seq == 2)).one()
    forged = journal._hash(written[0], 3, now, None, "note_taken", "sitting:1", "{}", second.hash)
    tamper(
        "UPDATE journal SET data = '{}', actor_id = NULL, at = '2026-03-02 17:00:00+00:00', hash = :hash"
        " WHERE body_id = :body AND seq = 3",
        hash=forged,
    )
    assert faults(engine) == [BadEntry(written[0], 4, "unchained")]


@pytest.mark.parametrize(("first", "last", "missed"), [(1, 1, 1), (3, 3, 3), (5, 5, 5), (3, 5, 3), (1, 5, 1)])
def test_a_removed_entry_is_named_even_the_last(engine, written, tamper, first, last, missed):
    tamper(
        "DELETE FROM journal WHERE body_id = :body AND seq BETWEEN :first AND :last", first=first, last=last
    )
    assert faults(engine) == [BadEntry(written[0], missed, "missing")]


def test_two_swapped_entries_are_found_at_the_first(engine, written, tamper):
    for old, new in ((2, 99), (4, 2), (99, 4)):
        tamper("UPDATE journal SET seq = :new WHERE body_id = :body AND seq = :old", old=old, new=new)
    assert faults(engine) == [BadEntry(written[0], 2, "unchained")]


def test_the_first_bad_entry_of_every_body_is_named(engine, written, tamper):
    tamper("UPDATE journal SET data = '{}' WHERE body_id = :body AND seq IN (2, 4)")
    tamper("UPDATE journal SET data = '{}' WHERE body_id = :other AND seq = 1", other=written[1])
    assert faults(engine) == [BadEntry(written[0], 2, "altered"), BadEntry(written[1], 1, "altered")]


CHANGES = ["UPDATE journal SET data = '{}' WHERE seq = 2", "DELETE FROM journal WHERE seq = 5"]
REPLACEMENT = "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2"


@pytest.mark.parametrize(
    ("backend", "statement"),
    [
        *(("sqlite", change) for change in (*CHANGES, REPLACEMENT)),
        *(("postgresql", change) for change in (*CHANGES, "TRUNCATE journal")),
    ],
    indirect=["backend"],
)
def test_the_database_refuses_to_change_the_journal(engine, written, statement):
    with pytest.raises(IntegrityError, match="append-only"), engine.begin() as db:
        db.execute(text(statement))
    assert faults(engine) == []


def test_the_operator_is_told_every_fault_in_spanish():
    words = tomllib.loads((ROOT / "templates/chat/consola.toml").read_text(encoding="utf-8"))
    assert set(words["faltas"]) == set(get_args(Fault))


def test_an_entry_rolled_back_leaves_no_trace(engine, written, now):
    with engine.connect() as db:
        append(db, now, written[0], "no")
    with engine.begin() as db:
        append(db, now, written[0], "sí")
        last = db.execute(select(entries.c.seq).order_by(entries.c.seq.desc()).limit(1)).scalar_one()
    assert last == 6
    assert faults(engine) == []
