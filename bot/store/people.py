"""Who is who: seats with their titulares and alternates, staff, and how they are reached."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Label,
    Row,
    and_,
    bindparam,
    case,
    literal,
    null,
    or_,
    select,
    union_all,
)

from bot.store.tables import UtcDateTime, alternate, person, seat, staff, tenure

ANY_SITTING = -1
_SITTING = bindparam("sitting", type_=Integer)
_AT = bindparam("moment", type_=UtcDateTime())
_WHO = and_(
    person.c.body_id == bindparam("body"), person.c.telegram_id.in_(bindparam("telegram", expanding=True))
)
ACTING = " (e)"
"""What stands after the post of whoever holds it for the time being."""


def styled(acting: ColumnElement[bool]) -> Label[str]:
    """The post as papers and messages have it: with "(e)" where its holder is acting."""
    return case((acting, seat.c.post + ACTING), else_=seat.c.post).label("post")


def post_of(
    seat_id: ColumnElement[int], person_id: ColumnElement[int], moment: ColumnElement[datetime]
) -> Label[str]:
    """The seat's post as that person bore it at that moment."""
    held = select(tenure.c.id).where(
        tenure.c.seat_id == seat_id,
        tenure.c.person_id == person_id,
        tenure.c.acting,
        tenure.c.since <= moment,
        or_(tenure.c.until.is_(None), tenure.c.until > moment),
    )
    return styled(held.correlate_except(tenure).exists())


_POST = styled(tenure.c.acting)
_OF_SEAT = (
    seat.c.id,
    seat.c.key,
    _POST,
    seat.c.post.label("office"),
    seat.c.rank,
    seat.c.presides,
    seat.c.technical_secretary,
    tenure.c.acting,
)
_PERSON = (person.c.id, person.c.name, person.c.telegram_id)
_SEAT = (seat.c.id.label("seat_id"), seat.c.key)
_HATS = (seat.c.presides, seat.c.technical_secretary)
_CAPACITIES = union_all(
    select(
        literal("titular").label("capacity"),
        *_PERSON,
        *_SEAT,
        _POST,
        *_HATS,
        null().label("sitting_id"),
    )
    .join(tenure, and_(tenure.c.person_id == person.c.id, tenure.c.until.is_(None)))
    .join(seat, seat.c.id == tenure.c.seat_id)
    .where(_WHO),
    select(literal("alternate"), *_PERSON, *_SEAT, seat.c.post, *_HATS, alternate.c.sitting_id)
    .join(alternate, and_(alternate.c.person_id == person.c.id, alternate.c.ended_at.is_(None)))
    .join(seat, seat.c.id == alternate.c.seat_id)
    .where(_WHO),
    select(literal("staff"), *_PERSON, null(), null(), null(), null(), null(), null())
    .join(staff, and_(staff.c.person_id == person.c.id, staff.c.until.is_(None)))
    .where(_WHO),
)


def capacities(db: Connection, body_id: int, telegram_ids: Collection[int]) -> list[Row[Any]]:
    """In what capacities Telegram ids act in a body: a row per seat held or represented, and as staff."""
    return list(db.execute(_CAPACITIES, {"body": body_id, "telegram": list(telegram_ids)}))


def bodies_of(db: Connection, telegram_id: int) -> list[int]:
    """The bodies in which that Telegram id acts in some capacity."""
    rows = select(person.c.body_id).where(person.c.telegram_id == telegram_id).order_by(person.c.body_id)
    return [body_id for body_id in db.scalars(rows).all() if capacities(db, body_id, [telegram_id])]


def enrolled(db: Connection) -> list[int]:
    """The Telegram ids of everybody who is enrolled."""
    ids = select(person.c.telegram_id).where(person.c.telegram_id.is_not(None)).distinct()
    return list(db.scalars(ids.order_by(person.c.telegram_id)))


def telegram_ids(db: Connection, person_ids: Collection[int]) -> list[int]:
    """The Telegram ids of those persons, of the ones who are enrolled."""
    which = (person.c.id.in_(person_ids), person.c.telegram_id.is_not(None))
    return list(db.scalars(select(person.c.telegram_id).where(*which)))


_TITULAR, _ALTERNATE = person.alias("titular"), person.alias("alternate_person")
_SEATS = (
    select(
        *_OF_SEAT,
        _TITULAR.c.id.label("titular_id"),
        _TITULAR.c.name.label("titular"),
        _TITULAR.c.telegram_id.label("titular_telegram"),
        alternate.c.id.label("alternate_row"),
        alternate.c.sitting_id.label("alternate_sitting"),
        alternate.c.scope.label("alternate_scope"),
        alternate.c.post.label("alternate_post"),
        alternate.c.document.label("alternate_document"),
        _ALTERNATE.c.id.label("alternate_id"),
        _ALTERNATE.c.name.label("alternate"),
        _ALTERNATE.c.telegram_id.label("alternate_telegram"),
    )
    .outerjoin(tenure, and_(tenure.c.seat_id == seat.c.id, tenure.c.until.is_(None)))
    .outerjoin(_TITULAR, _TITULAR.c.id == tenure.c.person_id)
    .outerjoin(
        alternate,
        and_(
            alternate.c.seat_id == seat.c.id,
            alternate.c.ended_at.is_(None),
            or_(
                alternate.c.sitting_id.is_(None), _SITTING == ANY_SITTING, alternate.c.sitting_id == _SITTING
            ),
        ),
    )
    .outerjoin(_ALTERNATE, _ALTERNATE.c.id == alternate.c.person_id)
    .where(seat.c.body_id == bindparam("body"), seat.c.ended_at.is_(None))
    .order_by(seat.c.rank)
)


def seats(db: Connection, body_id: int, sitting_id: int | None = None) -> list[Row[Any]]:
    """The body's seats in order of precedence, each with its titular and its current alternate, if any.

    An alternate designated for one sitting only is left out of every other `sitting_id`.
    """
    return list(db.execute(_SEATS, {"body": body_id, "sitting": sitting_id or ANY_SITTING}))


_SEATS_AT = (
    select(
        *_OF_SEAT,
        person.c.id.label("titular_id"),
        person.c.name.label("titular"),
    )
    .outerjoin(
        tenure,
        and_(
            tenure.c.seat_id == seat.c.id,
            tenure.c.since <= _AT,
            or_(tenure.c.until.is_(None), tenure.c.until > _AT),
        ),
    )
    .outerjoin(person, person.c.id == tenure.c.person_id)
    .where(seat.c.body_id == bindparam("body"), or_(seat.c.ended_at.is_(None), seat.c.ended_at > _AT))
    .order_by(seat.c.rank)
)


def seats_at(db: Connection, body_id: int, moment: datetime) -> list[Row[Any]]:
    """The body's seats in order of precedence, each with whoever was its titular at that moment."""
    return list(db.execute(_SEATS_AT, {"body": body_id, "moment": moment}))


def staff_of(db: Connection, body_id: int) -> list[int]:
    """The persons of the Equipo Técnico."""
    query = select(staff.c.person_id).where(staff.c.body_id == body_id, staff.c.until.is_(None))
    return list(db.scalars(query.order_by(staff.c.id)))


def operators(db: Connection, body_id: int) -> list[Row[Any]]:
    """Whoever runs the secretariat in chat: the ST and the Equipo Técnico, those who are enrolled."""
    secretary = (
        select(person.c.id, person.c.name, person.c.telegram_id, literal(0).label("turn"))
        .join(tenure, and_(tenure.c.person_id == person.c.id, tenure.c.until.is_(None)))
        .join(
            seat, and_(seat.c.id == tenure.c.seat_id, seat.c.technical_secretary, seat.c.body_id == body_id)
        )
        .where(person.c.telegram_id.is_not(None))
    )
    team = (
        select(person.c.id, person.c.name, person.c.telegram_id, literal(1))
        .join(
            staff, and_(staff.c.person_id == person.c.id, staff.c.until.is_(None), staff.c.body_id == body_id)
        )
        .where(person.c.telegram_id.is_not(None))
    )
    return list(db.execute(union_all(secretary, team).order_by("turn")))
