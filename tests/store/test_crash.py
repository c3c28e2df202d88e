"""What `kill -9` leaves: a real process is killed while it writes."""

import pytest
from sqlalchemy import select

from bot.store import counters, inbox, journal, outbox
from bot.store.tables import inbox as updates
from bot.store.tables import journal as entries
from bot.store.tables import outbox as letters


def acts(engine):
    """The numbers of the acts, on which every table that an act writes agrees; the chain stands."""
    with engine.connect() as db:
        assert list(journal.verify(db)) == []
        if db.dialect.name == "sqlite":
            assert db.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert db.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        received = db.execute(select(updates.c.update_id).order_by(updates.c.update_id)).scalars().all()
        recorded = db.execute(select(entries.c.subject).order_by(entries.c.seq)).scalars().all()
        written = db.execute(select(letters.c.chat_id).order_by(letters.c.id)).scalars().all()
    assert recorded == [f"acuerdo:{number}" for number in received]
    assert written == received
    return received


def one_more(engine, rows, now):
    with engine.begin() as db:
        return counters.next_number(db, rows.body, "acuerdo", 2026)


def test_a_process_killed_amid_a_transaction_leaves_only_what_it_had_committed(
    engine, database_url, rows, now, work
):
    process = work("act_and_hang", database_url, rows.body)
    assert [process.stdout.readline() for _ in range(2)] == ["1\n", "writing\n"]
    process.kill()
    process.wait()
    assert acts(engine) == [1]
    assert one_more(engine, rows, now) == 2


@pytest.mark.parametrize("moment", [1, 2, 7, 20])
def test_whatever_the_moment_of_the_kill_no_act_that_was_acknowledged_is_lost(
    engine, database_url, rows, now, work, moment
):
    process = work("act", database_url, rows.body)
    for _ in range(moment):
        process.stdout.readline()
    process.kill()
    acknowledged = moment + len(process.stdout.read().splitlines())
    process.wait()
    survived = acts(engine)
    assert survived == list(range(1, len(survived) + 1))
    assert len(survived) in (acknowledged, acknowledged + 1)
    assert one_more(engine, rows, now) == len(survived) + 1


def test_after_a_kill_the_updates_wait_and_the_messages_are_still_to_be_sent(
    engine, database_url, rows, now, work
):
    process = work("act_and_hang", database_url, rows.body)
    assert process.stdout.readline() == "1\n"
    process.kill()
    process.wait()
    with engine.begin() as db:
        assert [update_id for update_id, _ in inbox.waiting(db)] == [1]
        assert [row.dedupe_key for row in outbox.claim(db, now)] == ["acuerdo:1"]
