"""Acuerdos after their adoption, and what was noted of them, by name."""

from typing import Any

from sqlalchemy import Connection, Row, select

from bot.store.tables import acuerdo, agenda_item, document, person, progress_note, sitting

_ADOPTED = (
    select(
        acuerdo,
        agenda_item.c.position,
        sitting.c.kind,
        sitting.c.number.label("sitting_number"),
        sitting.c.year.label("sitting_year"),
        sitting.c.held_at,
    )
    .join(sitting, sitting.c.id == acuerdo.c.sitting_id)
    .join(agenda_item, agenda_item.c.id == acuerdo.c.agenda_item_id)
    .where(acuerdo.c.state.in_(("adopted", "annulled")))
)


def adopted(db: Connection, body_id: int) -> list[Row[Any]]:
    """Every acuerdo of the body that has a code, annulled ones included, the newest first."""
    mine = _ADOPTED.where(acuerdo.c.body_id == body_id)
    return list(db.execute(mine.order_by(acuerdo.c.year.desc(), acuerdo.c.number.desc())))


def acuerdo_of(db: Connection, body_id: int, acuerdo_id: int) -> Row[Any] | None:
    """The acuerdo, if it is that body's and has a code."""
    return db.execute(_ADOPTED.where(acuerdo.c.body_id == body_id, acuerdo.c.id == acuerdo_id)).first()


def notes(db: Connection, acuerdo_id: int) -> list[Row[Any]]:
    """What was noted of it, oldest first, with who noted it and the file that it came with."""
    query = (
        select(progress_note, person.c.name.label("by"), document.c.name.label("file"))
        .join(person, person.c.id == progress_note.c.person_id)
        .outerjoin(document, document.c.id == progress_note.c.document_id)
        .where(progress_note.c.acuerdo_id == acuerdo_id)
    )
    return list(db.execute(query.order_by(progress_note.c.id)))


def all_notes(db: Connection, body_id: int) -> list[Row[Any]]:
    """What was noted of all acuerdos of the body, oldest first."""
    query = select(progress_note).join(acuerdo, acuerdo.c.id == progress_note.c.acuerdo_id)
    return list(db.execute(query.where(acuerdo.c.body_id == body_id).order_by(progress_note.c.id)))
