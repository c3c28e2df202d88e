"""Changes of a convocatoria after its issue."""

from typing import Any

from sqlalchemy import Connection, Row, select

from bot.store.tables import rectification, sitting


def issued(db: Connection, sitting_id: int, version: int) -> Row[Any] | None:
    """The change that made that version; None for the first."""
    mine = (rectification.c.sitting_id == sitting_id, rectification.c.version == version)
    return db.execute(select(rectification).where(*mine, rectification.c.issued_at.is_not(None))).first()


def proposed(db: Connection, body_id: int, rectification_id: int) -> Row[Any] | None:
    """The change of that id, if it is that body's."""
    query = (
        select(rectification)
        .join(sitting, sitting.c.id == rectification.c.sitting_id)
        .where(rectification.c.id == rectification_id, sitting.c.body_id == body_id)
    )
    return db.execute(query).first()
