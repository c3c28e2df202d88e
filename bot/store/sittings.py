"""Sittings and what hangs on them, by name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, select

from bot.store.people import post_of
from bot.store.tables import (
    agenda_item,
    alternate,
    document,
    interruption,
    note,
    person,
    presence,
    rsvp,
    seat,
    sitting,
)

RECENT = 12
"""How many of the sittings that are over a list shows: a year's ordinary ones."""
RUNNING = ("first_list", "second_list", "in_session", "suspended")
_PRESENTED = (
    select(document.c.name, document.c.agenda_item_id)
    .where(document.c.sitting_id == bindparam("sitting"), document.c.kind == "presentado")
    .where(document.c.state != "late")
    .order_by(document.c.id)
)
_ONE = select(sitting).where(sitting.c.id == bindparam("id"), sitting.c.body_id == bindparam("body"))


def sitting_of(db: Connection, body_id: int, sitting_id: int) -> Row[Any] | None:
    """The sitting, if it is that body's."""
    return db.execute(_ONE, {"id": sitting_id, "body": body_id}).first()


def in_states(db: Connection, body_id: int, states: Sequence[str]) -> list[Row[Any]]:
    """The body's sittings in those states, by date."""
    query = select(sitting).where(sitting.c.body_id == body_id, sitting.c.state.in_(states))
    return list(db.execute(query.order_by(sitting.c.held_at, sitting.c.id)))


def latest(db: Connection, body_id: int, states: Sequence[str], limit: int = RECENT) -> list[Row[Any]]:
    """The last of the body's sittings in those states, the latest first."""
    query = select(sitting).where(sitting.c.body_id == body_id, sitting.c.state.in_(states))
    return list(db.execute(query.order_by(sitting.c.held_at.desc(), sitting.c.id.desc()).limit(limit)))


def of_body(db: Connection, body_id: int) -> list[Row[Any]]:
    """The body's sittings, by date."""
    query = select(sitting).where(sitting.c.body_id == body_id)
    return list(db.execute(query.order_by(sitting.c.held_at, sitting.c.id)))


def numbered(db: Connection, body_id: int, number: int, year: int | None = None) -> list[Row[Any]]:
    """The sittings that bear a number, the latest year first."""
    query = select(sitting).where(sitting.c.body_id == body_id, sitting.c.number == number)
    if year is not None:
        query = query.where(sitting.c.year == year)
    return list(db.execute(query.order_by(sitting.c.year.desc(), sitting.c.held_at.desc())))


_PRESIDES = and_(
    presence.c.sitting_id == sitting.c.id,
    presence.c.person_id == sitting.c.presider_person_id,
    presence.c.left_at.is_(None),
)
_PRESIDERS = (
    select(person.c.id, person.c.telegram_id)
    .join(sitting, sitting.c.presider_person_id == person.c.id)
    .join(presence, _PRESIDES)
    .where(sitting.c.body_id == bindparam("body"), sitting.c.state.in_(RUNNING))
)


def presiders(db: Connection, body_id: int) -> list[Row[Any]]:
    """Whoever presides a sitting that is running, while they are present, with their Telegram id."""
    return list(db.execute(_PRESIDERS, {"body": body_id}))


_AGENDA = (
    select(agenda_item)
    .where(agenda_item.c.sitting_id == bindparam("sitting"))
    .order_by(agenda_item.c.position)
)
_ANSWERS = select(rsvp).where(rsvp.c.sitting_id == bindparam("sitting"))


def agenda(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """The agenda's items in order."""
    return list(db.execute(_AGENDA, {"sitting": sitting_id}))


def presented(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """The documents that were sent to the members, in order, with the agenda item that each is for."""
    return list(db.execute(_PRESENTED, {"sitting": sitting_id}))


def answers(db: Connection, sitting_id: int) -> dict[int, Row[Any]]:
    """The answers to the convocatoria by seat id."""
    return {row.seat_id: row for row in db.execute(_ANSWERS, {"sitting": sitting_id})}


_MARKER = person.alias("marker")
_PRESENCES = (
    select(
        presence,
        seat.c.key,
        post_of(presence.c.seat_id, presence.c.person_id, presence.c.arrived_at),
        seat.c.rank,
        seat.c.presides,
        person.c.name,
        person.c.telegram_id,
        _MARKER.c.name.label("marker"),
        alternate.c.document.label("designation"),
        alternate.c.post.label("alternate_post"),
    )
    .join(seat, seat.c.id == presence.c.seat_id)
    .join(person, person.c.id == presence.c.person_id)
    .join(_MARKER, _MARKER.c.id == presence.c.marked_by)
    .outerjoin(
        alternate,
        alternate.c.id
        == select(func.max(alternate.c.id))
        .where(alternate.c.seat_id == presence.c.seat_id, alternate.c.person_id == presence.c.person_id)
        .correlate(presence)
        .scalar_subquery(),
    )
    .where(presence.c.sitting_id == bindparam("sitting"))
    .order_by(seat.c.rank, presence.c.arrived_at, presence.c.id)
)


ONLY_IN_FIRST = -1
"""The `list` of a mark of the first list that was taken back while the second was open."""


def marks(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """As `presences`, and those who were on the first list only."""
    return list(db.execute(_PRESENCES, {"sitting": sitting_id}))


def presences(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """Everybody who occupied a seat, in order of precedence, with hours and who marked them."""
    return [row for row in marks(db, sitting_id) if row.list != ONLY_IN_FIRST]


def present(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """Those present now."""
    return [row for row in presences(db, sitting_id) if row.left_at is None]


def notes(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """The notes taken, in order."""
    query = select(note).where(note.c.sitting_id == sitting_id).order_by(note.c.noted_at, note.c.id)
    return list(db.execute(query))


def interruptions(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """The cuartos intermedios, in order."""
    query = select(interruption).where(interruption.c.sitting_id == sitting_id)
    return list(db.execute(query.order_by(interruption.c.id)))


def open_interruption(db: Connection, sitting_id: int) -> Row[Any] | None:
    """The cuarto intermedio that has not ended."""
    return db.execute(
        select(interruption).where(
            and_(interruption.c.sitting_id == sitting_id, interruption.c.resumed_at.is_(None))
        )
    ).first()
