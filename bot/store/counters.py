"""Gap-free numbers: a row per series and year, taken inside the transaction that uses the number."""

from sqlalchemy import Connection

from bot.store.engine import insert
from bot.store.tables import counter


def next_number(db: Connection, body_id: int, series: str, year: int) -> int:
    """The next number of the series, from 1; it rolls back with its transaction, so none is skipped."""
    first = insert(db, counter).values(body_id=body_id, series=series, year=year, value=1)
    taken = first.on_conflict_do_update(
        index_elements=["body_id", "series", "year"], set_={"value": counter.c.value + 1}
    ).returning(counter.c.value)
    return int(db.execute(taken).scalar_one())
