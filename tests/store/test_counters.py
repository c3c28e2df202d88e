from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from bot.store.counters import next_number
from bot.store.tables import counter


def take(engine, body, series="acuerdo", year=2026):
    with engine.begin() as db:
        return next_number(db, body, series, year)


def test_each_body_series_and_year_counts_from_one(engine, rows, another_body):
    assert [take(engine, rows.body) for _ in range(3)] == [1, 2, 3]
    assert take(engine, rows.body, year=2027) == 1
    assert take(engine, rows.body, series="sitting_ordinary") == 1
    assert take(engine, another_body) == 1
    assert take(engine, rows.body) == 4


def test_a_number_rolled_back_is_given_again(engine, rows):
    assert take(engine, rows.body) == 1
    with engine.connect() as db:
        assert next_number(db, rows.body, "acuerdo", 2026) == 2
    assert take(engine, rows.body) == 2


def test_threads_that_write_at_once_leave_no_gap_and_no_double(engine, rows):
    racers, turns = 6, 12
    start = Barrier(racers)

    def work(_):
        start.wait()
        taken = []
        for turn in range(turns):
            with engine.connect() as db:
                number = next_number(db, rows.body, "acuerdo", 2026)
                if turn % 3 == 2:
                    db.rollback()
                else:
                    db.commit()
                    taken.append(number)
        return taken

    with ThreadPoolExecutor(racers) as threads:
        taken = [number for numbers in threads.map(work, range(racers)) for number in numbers]
    assert sorted(taken) == list(range(1, racers * turns * 2 // 3 + 1))


def test_processes_that_write_at_once_leave_no_gap_and_no_double(engine, database_url, rows, work):
    processes = [work("count", database_url, rows.body, 30) for _ in range(4)]
    taken = [int(line) for process in processes for line in process.communicate()[0].splitlines()]
    assert [process.returncode for process in processes] == [0] * 4
    assert sorted(taken) == list(range(1, 4 * 20 + 1))
    with engine.connect() as db:
        assert db.execute(select(func.max(counter.c.value))).scalar_one() == 80


def test_a_number_for_no_body_is_refused(engine):
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        take(engine, 99)
