"""A Comité de Trabajo that holds sittings: a body of its own, whose people follow its parent's (W6; 20)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.rules.committees import CONVENING, check_at_work, check_may_end
from bot.rules.lifecycle import State, Verb
from bot.store import committees, journal, people, sittings
from bot.store.engine import add
from bot.store.tables import alternate, body, person, seat, staff, tenure
from bot.usecases import bodies, naming
from bot.usecases.bodies import Body
from bot.usecases.committee_cards import over

_LIKE_THE_PARENT = ("entity", "norm", "city", "zone", "official_years", "holidays")


def found(db: Connection, parent: Row[Any], committee: Row[Any], now: datetime) -> int:
    """The committee's body, called after its parent ("AYNI-GT-C1"), with its people; its id."""
    own = add(
        db,
        body,
        sigla=f"{parent.sigla}-C{committee.number}",
        name=committee.name,
        created_at=now,
        parent_id=parent.id,
        **_taken_over(parent, committee.number),
    )
    journal.append(db, own, now, None, "body_configured", f"body:{own}", {"changes": ["body"]})
    return own


def check_convenable(db: Connection, own: Body, act: Verb, now: datetime) -> None:
    """Raises CommitteeOver where the act leads to a sitting of a committee that has ended, or was fulfilled (W6)."""
    if own.parent_id is None or act not in CONVENING:
        return
    committee = committees.owner_of(db, own.id)
    if committee is not None:
        check_not_over(committee, own, now)


def check_not_over(committee: Row[Any], here: Body, now: datetime) -> None:
    """Raises CommitteeOver where the committee has ended, or was fulfilled, by the days of the body `here` (W6)."""
    fulfilled_on, ended_on = (
        here.day(moment) if moment is not None else None
        for moment in (committee.fulfilled_at, committee.ended_at)
    )
    article = here.article("committee", now)
    check_at_work(committee.name, fulfilled_on, ended_on, committee.ended_reason or "", article)


def is_over(db: Connection, body_id: int) -> bool:
    """Whether that body is a committee's that has ended, or was fulfilled."""
    committee = committees.owner_of(db, body_id)
    return committee is not None and over(committee)


def check_idle(db: Connection, committee: Row[Any], article: str) -> None:
    """Raises CommitteeSits where a sitting of that committee is convened, or goes on (W6)."""
    if committee.own_body_id is None:
        return
    own = bodies.load(db, committee.own_body_id)
    ahead = sittings.in_states(db, own.id, (State.CONVENED, *sittings.RUNNING))
    check_may_end(committee.name, [naming.sitting_name(own, row) for row in ahead], article)


def follow(db: Connection, parent_id: int, now: datetime) -> None:
    """Brings every committee's body in line with its parent: rules, seats, titulares, who runs it, telephones.

    The members are the parent's seats; the coordinator presides; the parent's ST and Equipo Técnico run it.
    """
    parent = db.execute(select(body).where(body.c.id == parent_id)).one()
    for own in db.scalars(select(body.c.id).where(body.c.parent_id == parent_id)).all():
        committee = committees.owner_of(db, own)
        if committee is None:
            continue
        db.execute(update(body).where(body.c.id == own).values(**_taken_over(parent, committee.number)))
        _drop_telephones(db, own)
        members = set(committees.members(db, committee.id))
        seats = people.seats(db, parent_id)
        for each in seats:
            if each.id in members:
                _seat(db, own, each, presides=each.id == committee.coordinator_seat_id, now=now)
        running = {each.titular_id for each in seats if each.technical_secretary and each.id not in members}
        running |= set(people.staff_of(db, parent_id))
        _staff(db, own, {_copy(db, own, person_id) for person_id in sorted(running - {None})}, now)


def _taken_over(parent: Row[Any], number: int) -> dict[str, Any]:
    """What a committee has of its parent; codes that don't bear the sigla get the committee's own mark."""
    rules = dict(parent.reglamento)
    if "{sigla}" not in rules["acuerdo_code"]:
        rules["acuerdo_code"] = f"{rules['acuerdo_code']}-C{number}"
    return {name: getattr(parent, name) for name in _LIKE_THE_PARENT} | {"reglamento": rules}


def _drop_telephones(db: Connection, own: int) -> None:
    """Whoever has no telephone any more in the parent, or another one, has none here."""
    origin = person.alias("origin")
    stale = (
        select(person.c.id)
        .join(origin, origin.c.id == person.c.copy_of)
        .where(person.c.body_id == own, person.c.telegram_id.is_distinct_from(origin.c.telegram_id))
    )
    stale_ids = list(db.scalars(stale))
    db.execute(update(person).where(person.c.id.in_(stale_ids)).values(telegram_id=None, enrolled_at=None))


def _copy(db: Connection, own: int, person_id: int) -> int:
    """The same person in the committee's body, reached by the same telephone."""
    origin = db.execute(select(person).where(person.c.id == person_id)).one()
    here = person.c.body_id == own
    copy = db.execute(select(person).where(here, person.c.copy_of == person_id)).first()
    if origin.telegram_id is not None:
        by_number = db.execute(select(person).where(here, person.c.telegram_id == origin.telegram_id)).first()
        if by_number is not None:
            db.execute(update(person).where(person.c.id == by_number.id).values(copy_of=person_id))
            return int(by_number.id)
    reached = {"telegram_id": origin.telegram_id, "enrolled_at": origin.enrolled_at}
    if copy is None:
        return add(db, person, body_id=own, name=origin.name, copy_of=person_id, **reached)
    db.execute(update(person).where(person.c.id == copy.id).values(reached))
    return int(copy.id)


def _seat(db: Connection, own: int, like: Row[Any], *, presides: bool, now: datetime) -> None:
    values = {
        "post": like.office,
        "rank": like.rank,
        "presides": presides,
        "technical_secretary": like.technical_secretary,
    }
    seat_id = db.execute(select(seat.c.id).where(seat.c.body_id == own, seat.c.key == like.key)).scalar()
    if seat_id is None:
        seat_id = add(db, seat, body_id=own, key=like.key, **values)
    else:
        db.execute(update(seat).where(seat.c.id == seat_id).values(values))
    current = db.execute(select(tenure).where(tenure.c.seat_id == seat_id, tenure.c.until.is_(None))).first()
    wanted = _copy(db, own, like.titular_id) if like.titular_id is not None else None
    if current is not None and (current.person_id, current.acting) == (wanted, like.acting):
        return
    if current is not None:
        db.execute(update(tenure).where(tenure.c.id == current.id).values(until=now))
    if current is not None and current.person_id != wanted:
        named = (alternate.c.seat_id == seat_id, alternate.c.ended_at.is_(None))
        db.execute(update(alternate).where(*named).values(ended_at=now))
    if wanted is not None:
        add(db, tenure, seat_id=seat_id, person_id=wanted, acting=bool(like.acting), since=now)


def _staff(db: Connection, own: int, wanted: set[int], now: datetime) -> None:
    current = set(people.staff_of(db, own))
    gone = (staff.c.body_id == own, staff.c.person_id.in_(current - wanted), staff.c.until.is_(None))
    db.execute(update(staff).where(*gone).values(until=now))
    for person_id in sorted(wanted - current):
        add(db, staff, body_id=own, person_id=person_id, since=now)
