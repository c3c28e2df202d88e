import pytest
from sqlalchemy import select

from bot.store import inbox
from bot.store.tables import inbox as kept


def receive(engine, now, *updates):
    with engine.begin() as db:
        inbox.receive(db, updates, now)


def waiting(engine, **limit):
    with engine.connect() as db:
        return [update_id for update_id, _ in inbox.waiting(db, **limit)]


def test_updates_wait_in_the_order_of_their_ids(engine, now):
    receive(engine, now, {"update_id": 12}, {"update_id": 10})
    receive(engine, now, {"update_id": 11})
    assert waiting(engine) == [10, 11, 12]
    assert waiting(engine, limit=2) == [10, 11]


def test_an_update_received_twice_is_kept_once_as_it_first_came(engine, now):
    receive(engine, now, {"update_id": 1, "text": "primero"})
    receive(engine, now, {"update_id": 1, "text": "segundo"}, {"update_id": 2})
    with engine.connect() as db:
        assert inbox.waiting(db) == [(1, {"update_id": 1, "text": "primero"}), (2, {"update_id": 2})]


def test_an_update_that_is_done_does_not_come_back_when_received_again(engine, now):
    receive(engine, now, {"update_id": 1})
    with engine.begin() as db:
        inbox.done(db, [1], now)
    receive(engine, now, {"update_id": 1})
    assert waiting(engine) == []


def test_receiving_nothing_is_nothing(engine, now):
    receive(engine, now)
    assert waiting(engine) == []


@pytest.mark.parametrize("text", ["«ñ» 👩🏽‍⚖️", "half an emoji: \ud83d", "NUL: \x00", "\u202eoverride"])
def test_whatever_telegram_hands_over_comes_back_as_it_was(engine, now, text):
    receive(engine, now, {"update_id": 1, "message": {"text": text}})
    with engine.connect() as db:
        assert inbox.waiting(db) == [(1, {"update_id": 1, "message": {"text": text}})]


def test_an_update_whose_effect_is_rolled_back_waits_on(engine, now):
    receive(engine, now, {"update_id": 1})
    with engine.connect() as db:
        inbox.done(db, [1], now)
    assert waiting(engine) == [1]


def test_an_update_put_aside_keeps_its_reason_and_lets_the_next_ones_pass(engine, now):
    receive(engine, now, {"update_id": 1}, {"update_id": 2})
    with engine.begin() as db:
        inbox.failed(db, 1, now, "KeyError: 'message'")
    assert waiting(engine) == [2]
    with engine.connect() as db:
        row = db.execute(select(kept).where(kept.c.update_id == 1)).one()
    assert (row.error, row.done_at, row.raw) == ("KeyError: 'message'", now, '{"update_id": 1}')


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_looking_for_what_waits_does_not_read_what_is_done(engine, plan_of):
    assert any("ix_inbox_waiting" in step for step in plan_of(engine, inbox.waiting))


def test_receiving_says_which_updates_are_new(engine, now):
    receive(engine, now, {"update_id": 2})
    with engine.begin() as db:
        fresh = inbox.receive(
            db, [{"update_id": 3}, {"update_id": 2}, {"update_id": 1}, {"update_id": 3}], now
        )
    assert fresh == [{"update_id": 3}, {"update_id": 1}]


def test_what_people_wrote_is_kept_until_it_has_its_effect_and_no_longer(engine, now):
    """Privacy: the record has what came of it."""
    receive(engine, now, {"update_id": 1, "message": {"contact": {"phone_number": "+51987654321"}}})
    with engine.begin() as db:
        inbox.done(db, [1], now)
    with engine.connect() as db:
        assert db.execute(select(kept.c.raw)).scalar_one() == ""
    receive(engine, now, {"update_id": 1, "message": {"text": "otra vez"}})
    assert waiting(engine) == []
