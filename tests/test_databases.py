import pytest
from sqlalchemy import inspect, select

from bot.store.engine import open_engine
from bot.store.schema import is_current
from bot.store.tables import body


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_its_own_database_with_the_schema_and_no_rows(engine, turn):
    assert is_current(engine)
    with engine.begin() as connection:
        assert connection.execute(select(body)).all() == []


def test_an_empty_database_has_no_tables(empty_database_url, backend):
    assert empty_database_url.startswith(backend)
    engine = open_engine(empty_database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
