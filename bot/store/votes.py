"""Votes, ballots and acuerdos, by name."""

from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select

from bot.store.people import post_of
from bot.store.tables import (
    acuerdo,
    agenda_item,
    ballot,
    entitled,
    person,
    presence,
    recount,
    seat,
    sitting,
    vote,
)

# All that one press needs, in one query: the vote, the seat that this person occupies now, its ballot so far.
_PRESS = (
    select(
        vote.c.id,
        vote.c.state,
        vote.c.sitting_id,
        sitting.c.state.label("sitting_state"),
        presence.c.seat_id,
        presence.c.as_alternate,
        seat.c.key,
        ballot.c.choice,
        ballot.c.reason,
        ballot.c.cast_at,
        ballot.c.person_id.label("cast_by"),
    )
    .join(sitting, and_(sitting.c.id == vote.c.sitting_id, sitting.c.body_id == bindparam("body")))
    .outerjoin(
        presence,
        and_(
            presence.c.sitting_id == vote.c.sitting_id,
            presence.c.left_at.is_(None),
            presence.c.person_id == bindparam("person"),
        ),
    )
    .outerjoin(seat, seat.c.id == presence.c.seat_id)
    .outerjoin(ballot, and_(ballot.c.vote_id == vote.c.id, ballot.c.seat_id == presence.c.seat_id))
    .where(vote.c.id == bindparam("vote"))
)


_BALLOT_POST = post_of(ballot.c.seat_id, ballot.c.person_id, ballot.c.cast_at)
_VOTER_POST = post_of(entitled.c.seat_id, entitled.c.person_id, vote.c.opened_at)


def pressed(db: Connection, body_id: int, vote_id: int, person_id: int | None) -> Any | None:
    """The vote with the seat that the person occupies at this moment (None: not present) and its ballot."""
    return db.execute(_PRESS, {"body": body_id, "vote": vote_id, "person": person_id}).first()


_ITEM = (agenda_item.c.position, agenda_item.c.text.label("item_text"))
_ONE = (
    select(
        vote,
        *_ITEM,
        sitting.c.presider_person_id,
        sitting.c.presider_seat_id,
        sitting.c.state.label("sitting_state"),
    )
    .join(sitting, sitting.c.id == vote.c.sitting_id)
    .join(agenda_item, agenda_item.c.id == vote.c.agenda_item_id)
    .where(vote.c.id == bindparam("vote"), sitting.c.body_id == bindparam("body"))
)
_RUNNING = (
    select(vote, *_ITEM)
    .join(agenda_item, agenda_item.c.id == vote.c.agenda_item_id)
    .where(vote.c.sitting_id == bindparam("sitting"), vote.c.state.in_(("open", "tied")))
)


def vote_of(db: Connection, body_id: int, vote_id: int) -> Row[Any] | None:
    """The vote, if it is that body's, with its agenda item's number."""
    return db.execute(_ONE, {"vote": vote_id, "body": body_id}).first()


def running(db: Connection, sitting_id: int) -> Row[Any] | None:
    """The vote that is open or tied; there is one at most."""
    return db.execute(_RUNNING, {"sitting": sitting_id}).first()


def votes(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """The sitting's votes in the order they were opened, with their agenda item's number."""
    caster = person.alias("caster")
    query = (
        select(vote, agenda_item.c.position, caster.c.name.label("casting_name"))
        .join(agenda_item, agenda_item.c.id == vote.c.agenda_item_id)
        .outerjoin(caster, caster.c.id == vote.c.casting_person_id)
        .where(vote.c.sitting_id == sitting_id)
        .order_by(vote.c.opened_at, vote.c.id)
    )
    return list(db.execute(query))


_BALLOTS = (
    select(ballot, seat.c.key, _BALLOT_POST, seat.c.rank, person.c.name)
    .join(seat, seat.c.id == ballot.c.seat_id)
    .join(person, person.c.id == ballot.c.person_id)
    .where(ballot.c.vote_id == bindparam("vote"))
    .order_by(seat.c.rank)
)
_ENTITLED = (
    select(entitled, seat.c.key, _VOTER_POST, seat.c.rank, person.c.name)
    .join(vote, vote.c.id == entitled.c.vote_id)
    .join(seat, seat.c.id == entitled.c.seat_id)
    .join(person, person.c.id == entitled.c.person_id)
    .where(entitled.c.vote_id == bindparam("vote"))
    .order_by(seat.c.rank)
)


def ballots(db: Connection, vote_id: int) -> list[Row[Any]]:
    """The ballots by name, in order of precedence."""
    return list(db.execute(_BALLOTS, {"vote": vote_id}))


def entitled_to(db: Connection, vote_id: int) -> list[Row[Any]]:
    """Who was present at the vote, frozen when it closed, in order of precedence."""
    return list(db.execute(_ENTITLED, {"vote": vote_id}))


_ACUERDOS = (
    select(acuerdo, agenda_item.c.position)
    .join(agenda_item, agenda_item.c.id == acuerdo.c.agenda_item_id)
    .where(
        acuerdo.c.sitting_id == bindparam("sitting"),
        acuerdo.c.state.in_(bindparam("states", expanding=True)),
    )
    .order_by(acuerdo.c.year, acuerdo.c.number, acuerdo.c.id)
)


def acuerdos(db: Connection, sitting_id: int, *states: str) -> list[Row[Any]]:
    """The sitting's acuerdos in those states (adopted ones by default), in the order of their numbers."""
    asked = {"sitting": sitting_id, "states": states or ("adopted", "annulled")}
    return list(db.execute(_ACUERDOS, asked))


def latest_adopted(db: Connection, body_id: int, limit: int) -> list[Row[Any]]:
    """The body's acuerdos adopted last, the newest first."""
    query = select(acuerdo).where(acuerdo.c.body_id == body_id, acuerdo.c.state == "adopted")
    return list(db.execute(query.order_by(acuerdo.c.year.desc(), acuerdo.c.number.desc()).limit(limit)))


def recounts(db: Connection, vote_id: int) -> list[Row[Any]]:
    """How often the vote was counted again, and why, in order."""
    return list(db.execute(select(recount).where(recount.c.vote_id == vote_id).order_by(recount.c.id)))
