"""Gap-free numbers: a row per series and year, taken inside the transaction that uses the number."""

from functools import cache
from typing import Any

from sqlalchemy import Connection

from bot.store.engine import insert_on
from bot.store.tables import counter


def next_number(db: Connection, body_id: int, series: str, year: int) -> int:
    """The next number of the series, from 1; it rolls back with its transaction, so none is skipped."""
    row = {"body_id": body_id, "series": series, "year": year, "value": 1}
    return int(db.execute(_taking(db.dialect.name), row).scalar_one())


@cache
def _taking(dialect: str) -> Any:
    return (
        insert_on(dialect, counter)
        .on_conflict_do_update(
            index_elements=["body_id", "series", "year"], set_={"value": counter.c.value + 1}
        )
        .returning(counter.c.value)
    )
