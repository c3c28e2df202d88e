from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.store.engine import insert
from bot.store.tables import alternate, ballot, body, document, presence, sitting, tenure, vote

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
LIMA = timezone(timedelta(hours=-5))


def held_at(engine, moment):
    with engine.begin() as db:
        db.execute(update(sitting).values(held_at=moment))
    with engine.connect() as db:
        return db.execute(select(sitting.c.held_at)).scalar_one()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 2, 17, 0, tzinfo=UTC),
        datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=LIMA),
        datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=LIMA),
    ],
)
def test_a_moment_comes_back_as_the_same_instant_in_utc(engine, rows, moment):
    kept = held_at(engine, moment)
    assert kept == moment
    assert kept.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused_and_nothing_changes(engine, rows, now):
    with pytest.raises(StatementError, match="naive"):
        held_at(engine, datetime(2026, 3, 3, 12, 0))  # noqa: DTZ001
    with engine.connect() as db:
        assert db.execute(select(sitting.c.held_at)).scalar_one() == now


def test_moments_compare_as_instants_whatever_their_zone(engine, rows):
    kept = held_at(engine, datetime(2026, 3, 2, 23, 0, tzinfo=LIMA))
    with engine.connect() as db:
        later = select(func.count()).where(sitting.c.held_at > datetime(2026, 3, 3, 3, 59, tzinfo=UTC))
        assert db.execute(later).scalar_one() == 1
        earlier = select(func.count()).where(sitting.c.held_at < datetime(2026, 3, 2, 23, 1, tzinfo=LIMA))
        assert db.execute(earlier).scalar_one() == 1
    assert kept.day == 3


def test_no_moment_stays_no_moment(engine, rows):
    with engine.connect() as db:
        assert db.execute(select(sitting.c.closed_at)).scalar_one() is None


def test_no_data_is_null_and_not_the_json_word_null(engine, rows, now):
    with engine.begin() as db:
        uploaded = {"body_id": rows.body, "kind": "paper", "version": 1, "name": "x", "created_at": now}
        db.execute(document.insert().values(data=None, **uploaded))
        assert db.execute(select(func.count()).where(document.c.data.is_(None))).scalar_one() == 1


def test_a_supergroups_id_fits(engine, rows):
    with engine.begin() as db:
        db.execute(update(body).values(group_chat_id=-1_009_999_999_999))
        assert db.execute(select(body.c.group_chat_id)).scalar_one() == -1_009_999_999_999


def test_a_row_that_refers_to_nothing_is_refused(engine, rows):
    with pytest.raises(IntegrityError), engine.begin() as db:
        db.execute(update(sitting).values(body_id=rows.body + 99))


def ballot_of(rows, now, seat, choice):
    return {
        "vote_id": rows.vote,
        "seat_id": rows.seats[seat],
        "person_id": rows.person,
        "as_alternate": False,
        "choice": choice,
        "cast_at": now,
    }


def test_one_seat_has_one_ballot_however_many_threads_race(engine, rows, now):
    seats, racers = 7, 4
    start = Barrier(racers)

    def press(racer):
        accepted = 0
        for seat in range(seats):
            start.wait()
            try:
                with engine.begin() as db:
                    db.execute(ballot.insert().values(**ballot_of(rows, now, seat, f"choice{racer}")))
                accepted += 1
            except IntegrityError:
                continue
        return accepted

    with ThreadPoolExecutor(racers) as threads:
        accepted = sum(threads.map(press, range(racers)))
    with engine.connect() as db:
        assert db.execute(select(func.count()).select_from(ballot)).scalar_one() == accepted == seats


def test_a_ballot_changed_by_racing_threads_stays_one(engine, rows, now):
    racers = 4
    start = Barrier(racers)

    def press(racer):
        for choice in ("for", "against", "abstain"):
            start.wait()
            with engine.begin() as db:
                first = insert(db, ballot).values(**ballot_of(rows, now, 0, choice))
                again = first.on_conflict_do_update(
                    index_elements=["vote_id", "seat_id"], set_={"choice": choice}
                )
                db.execute(again)

    with ThreadPoolExecutor(racers) as threads:
        list(threads.map(press, range(racers)))
    with engine.connect() as db:
        assert db.execute(select(ballot.c.choice)).scalars().all() == ["abstain"]


CURRENT = {
    "presence": (presence.c.left_at, {"as_alternate": False, "list": 1, "arrived_at": NOW}),
    "tenure": (tenure.c.until, {"acting": False, "since": NOW}),
    "alternate": (alternate.c.ended_at, {"post": "", "document": "", "scope": "all", "designated_at": NOW}),
}


@pytest.mark.parametrize("what", CURRENT)
def test_a_seat_has_one_of_each_at_a_time_and_others_once_that_has_ended(engine, rows, what):
    ended, values = CURRENT[what]
    table = ended.table
    marks = {"sitting_id": rows.sitting, "marked_by": rows.person} if table is presence else {}
    add = table.insert().values(seat_id=rows.seats[0], person_id=rows.person, **values, **marks)
    with engine.begin() as db:
        db.execute(add)
    with pytest.raises(IntegrityError, match=what), engine.begin() as db:
        db.execute(add)
    with engine.begin() as db:
        db.execute(update(table).values({ended.name: NOW}))
        db.execute(add)
        assert db.execute(select(func.count()).select_from(table)).scalar_one() == 2


@pytest.mark.parametrize("running", ["open", "tied"])
def test_a_sitting_has_one_vote_running_at_a_time(engine, rows, running):
    with engine.connect() as db:
        first = db.execute(select(vote)).one()._asdict()
    second = vote.insert().values({**first, "id": first["id"] + 1, "state": running})
    with pytest.raises(IntegrityError, match="vote"), engine.begin() as db:
        db.execute(second)
    with engine.begin() as db:
        db.execute(update(vote).values(state="decided"))
        db.execute(second)
        assert db.execute(select(func.count()).select_from(vote)).scalar_one() == 2
