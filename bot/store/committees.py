"""Comités de Trabajo and the Comité de Asesores, by name."""

from typing import Any

from sqlalchemy import Connection, Row, func, select

from bot.store.tables import (
    acuerdo,
    adviser,
    body,
    committee,
    committee_member,
    committee_report,
    person,
    seat,
)

_COMMITTEE = (
    select(
        committee,
        seat.c.key.label("coordinator"),
        acuerdo.c.code,
        body.c.sigla.label("own_sigla"),
    )
    .join(seat, seat.c.id == committee.c.coordinator_seat_id)
    .outerjoin(acuerdo, acuerdo.c.id == committee.c.acuerdo_id)
    .outerjoin(body, body.c.id == committee.c.own_body_id)
    .order_by(committee.c.number)
)


def committees(db: Connection, body_id: int) -> list[Row[Any]]:
    """The body's committees in the order of their formation, each with its coordinator's clave."""
    return list(db.execute(_COMMITTEE.where(committee.c.body_id == body_id)))


def committee_of(db: Connection, body_id: int, committee_id: int) -> Row[Any] | None:
    """The committee, if it is that body's."""
    mine = (committee.c.body_id == body_id, committee.c.id == committee_id)
    return db.execute(_COMMITTEE.where(*mine)).first()


def owner_of(db: Connection, own_body_id: int) -> Row[Any] | None:
    """The committee whose sittings that body's are."""
    return db.execute(_COMMITTEE.where(committee.c.own_body_id == own_body_id)).first()


def members(db: Connection, committee_id: int) -> list[int]:
    """The seats of its members."""
    query = select(committee_member.c.seat_id).where(committee_member.c.committee_id == committee_id)
    return list(db.scalars(query))


def reports(db: Connection, committee_id: int) -> list[Row[Any]]:
    """Its reports, oldest first, with who filed each."""
    query = select(committee_report, person.c.name).join(person, person.c.id == committee_report.c.person_id)
    mine = query.where(committee_report.c.committee_id == committee_id)
    return list(db.execute(mine.order_by(committee_report.c.id)))


def advisers(db: Connection, body_id: int, *states: str) -> list[Row[Any]]:
    """The persons proposed for the Comité de Asesores whose proposal stands so, in order."""
    query = select(adviser).where(adviser.c.body_id == body_id, adviser.c.state.in_(states))
    return list(db.execute(query.order_by(adviser.c.id)))


def appointed(db: Connection, body_id: int) -> int:
    """How many advisers there are."""
    mine = (adviser.c.body_id == body_id, adviser.c.state == "appointed")
    return int(db.execute(select(func.count()).select_from(adviser).where(*mine)).scalar_one())
