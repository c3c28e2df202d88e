"""What the members said of an acta, and what became of it."""

from typing import Any

from sqlalchemy import Connection, Row, select

from bot.store.tables import document, person, review, seat

_SAID = (
    select(
        review,
        document.c.version,
        document.c.sitting_id,
        document.c.body_id,
        seat.c.key,
        seat.c.post,
        person.c.name,
        person.c.telegram_id,
    )
    .join(document, document.c.id == review.c.document_id)
    .join(seat, seat.c.id == review.c.seat_id)
    .join(person, person.c.id == review.c.person_id)
)


def of_version(db: Connection, document_id: int) -> list[Row[Any]]:
    """Of that version, in the order of precedence."""
    return list(db.execute(_SAID.where(review.c.document_id == document_id).order_by(seat.c.rank)))


def of_acta(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """Of every version of the sitting's acta, the oldest first."""
    mine = (document.c.sitting_id == sitting_id, document.c.kind == "acta")
    return list(db.execute(_SAID.where(*mine).order_by(document.c.version, seat.c.rank)))


def standing(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """The observations of a sitting's acta, but for those of seats that agreed to a later version."""
    said = of_acta(db, sitting_id)
    agreed = {each.seat_id: each.version for each in said if each.answer == "conform"}
    return [
        each for each in said if each.answer == "observed" and agreed.get(each.seat_id, 0) <= each.version
    ]
