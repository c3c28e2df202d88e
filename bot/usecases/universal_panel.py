"""How a universal attendance stands: who is present and accepts to sit without convocatoria (C5)."""

from typing import Any

from sqlalchemy import Connection, Row, select

from bot.rules.lifecycle import State
from bot.store import people, sittings
from bot.store.tables import consent
from bot.usecases.bodies import Body
from bot.usecases.buttons import Button, press


def panel_part(db: Connection, body: Body, row: Row[Any]) -> dict[str, Any] | None:
    """Seats present and in favour of those that somebody holds; who is missing; whom the ST may record.

    An acceptance counts while whoever gave it sits in the seat. None for any other sitting."""
    if row.state != State.DRAFT or not row.universal:
        return None
    members = [seat for seat in people.seats(db, body.id, row.id) if seat.titular_id is not None]
    here = {each.seat_id: each for each in sittings.present(db, row.id)}
    given = {each.seat_id: each for each in _consents(db, row.id)}
    willing = {
        seat_id
        for seat_id, each in here.items()
        if seat_id in given and given[seat_id].accepted and given[seat_id].person_id == each.person_id
    }
    held = {seat.id for seat in members}
    silent = [each for each in here.values() if each.seat_id not in willing and each.telegram_id is None]
    return {
        "members": len(members),
        "present": len(held & here.keys()),
        "in_favour": len(held & willing),
        "presided": any(each.presides for each in here.values()),
        "here": [{"id": each.seat_id, "key": each.key} for each in here.values()],
        "missing": [seat.key for seat in members if seat.id not in willing],
        "recordable": [{"id": each.seat_id, "key": each.key} for each in silent],
    }


def _consents(db: Connection, sitting_id: int) -> list[Row[Any]]:
    return list(db.execute(select(consent).where(consent.c.sitting_id == sitting_id)))


def buttons(row: Row[Any], stood: dict[str, Any]) -> list[list[Button]]:
    """*Constituir sesión* once all are there and accept; acceptances of those without a telephone (Q5)."""
    recorded = [[press("agreed", row.id, each["id"], label=each["key"])] for each in stood["recordable"]]
    if not stood["members"] or not stood["present"] == stood["members"] == stood["in_favour"]:
        return recorded
    if stood["presided"]:
        return [[press("constitute", row.id, style="success")], *recorded]
    elected = [press("constitute", row.id, each["id"], label=each["key"]) for each in stood["here"]]
    return [*([each | {"suffix": "elected"}] for each in elected), *recorded]
