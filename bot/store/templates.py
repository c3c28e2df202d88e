"""The Word templates that a body put in the place of the program's own, by name."""

from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from bot.store.tables import document, person, template

_TEMPLATE = select(template, person.c.name.label("approver")).outerjoin(
    person, person.c.id == template.c.approved_by
)


def in_force(db: Connection, body_id: int, kind: str) -> Row[Any] | None:
    """The body's own template of that kind; None while it uses the program's."""
    mine = (template.c.body_id == body_id, template.c.kind == kind)
    return db.execute(_TEMPLATE.where(*mine, template.c.in_force)).first()


def all_in_force(db: Connection) -> list[Row[Any]]:
    """Those that any body uses now."""
    return list(db.execute(_TEMPLATE.where(template.c.in_force).order_by(template.c.id)))


def known(db: Connection) -> list[Row[Any]]:
    """Every template that was ever taken in."""
    return list(db.execute(_TEMPLATE.order_by(template.c.id)))


def approved(db: Connection, body_id: int, kind: str) -> list[Row[Any]]:
    """The versions that were approved, the latest first."""
    mine = (template.c.body_id == body_id, template.c.kind == kind, template.c.approved_at.is_not(None))
    return list(db.execute(_TEMPLATE.where(*mine).order_by(template.c.version.desc())))


def template_of(db: Connection, body_id: int, template_id: int) -> Row[Any] | None:
    """The template, if it is that body's."""
    return db.execute(_TEMPLATE.where(template.c.id == template_id, template.c.body_id == body_id)).first()


def same(db: Connection, body_id: int, kind: str, sha256: str) -> Row[Any] | None:
    """The version that has those very bytes."""
    mine = (template.c.body_id == body_id, template.c.kind == kind, template.c.sha256 == sha256)
    return db.execute(_TEMPLATE.where(*mine)).first()


def next_version(db: Connection, body_id: int, kind: str) -> int:
    query = select(func.max(template.c.version))
    return (db.execute(query.where(template.c.body_id == body_id, template.c.kind == kind)).scalar() or 0) + 1


def put_in_force(db: Connection, body_id: int, kind: str, template_id: int | None) -> None:
    """That version is used from now on; without one, the program's own."""
    mine = (template.c.body_id == body_id, template.c.kind == kind)
    db.execute(update(template).where(*mine, template.c.in_force).values(in_force=False))
    if template_id is not None:
        db.execute(update(template).where(*mine, template.c.id == template_id).values(in_force=True))


def printed_with(db: Connection, sitting_id: int, version: int) -> int | None:
    """The template of the acta that version goes back to: the newest up to it that was printed from the record."""
    mine = (document.c.sitting_id == sitting_id, document.c.kind == "acta", document.c.basis.is_(None))
    query = select(document.c.template_id).where(*mine, document.c.version <= version)
    return db.execute(query.order_by(document.c.version.desc())).scalars().first()
