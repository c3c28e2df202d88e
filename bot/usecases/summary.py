"""A sitting in brief, as lists and live messages have it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from bot.rules import attendance, quorum
from bot.rules.attendance import Answer
from bot.store import people, sittings
from bot.usecases import naming
from bot.usecases.bodies import Body
from bot.usecases.quorum import standing


def summary(
    db: Connection, body: Body, row: Row[Any], here: Sequence[Row[Any]] | None = None
) -> dict[str, Any]:
    """What it is called, where it stands, presence and forecast against quorum (Q1, C9); `here` are those present,
    where they are known."""
    seats = people.seats(db, body.id, row.id)
    present = sittings.present(db, row.id) if here is None else here
    stood = standing(body, row, seats, len(present))
    given = sittings.answers(db, row.id)
    cast = attendance.forecast(
        {seat.id: Answer(given[seat.id].answer) if seat.id in given else None for seat in seats},
        stood.required,
    )
    presider = next((each for each in present if each.person_id == row.presider_person_id), None)
    return {
        "sitting": naming.sitting_name(body, row),
        "id": row.id,
        "state": row.state,
        "kind": row.kind,
        "held_at": row.held_at,
        "place": row.place,
        "station": row.station,
        "present": stood.present,
        "required": stood.required,
        "total": len(seats),
        "second_at": row.second_at,
        "second_of": stood.second_convening,
        "presider": presider.name if presider else None,
        "installed_at": row.installed_at,
        "closed_at": row.closed_at,
        "holds": quorum.holds(body.reglamento, stood, installed=row.installed_at is not None),
        "forecast": {
            "attending": cast.attending,
            "by_alternate": cast.by_alternate,
            "absent": cast.absent,
            "silent": cast.silent,
            "reached": cast.reached,
            "possible": cast.possible,
        },
    }


def agenda_context(db: Connection, sitting_id: int) -> list[dict[str, Any]]:
    """The agenda's items: number, title, time allowance, points to be discussed, documents sent (S4)."""
    sent = sittings.presented(db, sitting_id)
    return [
        {
            "number": item.position,
            "text": item.text,
            "minutes": item.minutes,
            "points": list(item.points),
            "papers": [each.name for each in sent if each.agenda_item_id == item.id],
        }
        for item in sittings.agenda(db, sitting_id)
    ]


def seat_lines(
    db: Connection, body: Body, row: Row[Any], came: Sequence[Row[Any]] | None = None
) -> list[dict[str, Any]]:
    """The seats in order of precedence: who is there since when, or what was answered.

    `came` are the presences that count, without it those of now."""
    here = {each.seat_id: each for each in (sittings.present(db, row.id) if came is None else came)}
    given = sittings.answers(db, row.id)
    return [
        {
            "id": seat.id,
            "key": seat.key,
            "post": seat.post,
            "acting": bool(seat.acting)
            and (seat.id not in here or here[seat.id].person_id == seat.titular_id),
            "present": seat.id in here,
            "who": here[seat.id].name if seat.id in here else seat.titular,
            "alternate": bool(seat.id in here and here[seat.id].as_alternate),
            "alternate_post": (seat.id in here and here[seat.id].alternate_post) or "",
            "at": here[seat.id].arrived_at if seat.id in here else None,
            "answer": given[seat.id].answer if seat.id in given else None,
            "has_alternate": seat.alternate_id is not None,
            "enrolled": seat.titular_telegram is not None,
        }
        for seat in people.seats(db, body.id, row.id)
    ]
