"""What the panel shows of a question of urgency that is open (S2, Q5)."""

from typing import Any

from sqlalchemy import Connection, Row, select

from bot.store import sittings
from bot.store.tables import urgency, urgency_answer
from bot.usecases.buttons import Button, press


def open_in(db: Connection, sitting_id: int) -> Row[Any] | None:
    """The question of urgency that is open; there is one at most."""
    return db.execute(
        select(urgency).where(urgency.c.sitting_id == sitting_id, urgency.c.state == "open")
    ).first()


def panel_part(db: Connection, sitting_id: int) -> dict[str, Any] | None:
    """What the panel says of it: its text, who agrees, who is still to answer."""
    asked = open_in(db, sitting_id)
    if asked is None:
        return None
    given = _answered(db, asked.id)
    owing = [each for each in sittings.present(db, sitting_id) if each.seat_id not in given]
    return {"id": asked.id, "text": asked.text, "agreed": len(given), "owing": [each.key for each in owing]}


def record_buttons(db: Connection, sitting_id: int) -> list[list[Button]]:
    """For the members without a telephone who are still to answer, a row each (Q5)."""
    asked = open_in(db, sitting_id)
    if asked is None:
        return []
    given = _answered(db, asked.id)
    return [
        [
            press("urgent", asked.id, token, each.seat_id, label=f"{each.key} {mark}") | {"suffix": "otro"}
            for token, mark in (("yes", "👍"), ("no", "👎"))
        ]
        for each in sittings.present(db, sitting_id)
        if each.telegram_id is None and each.seat_id not in given
    ]


def _answered(db: Connection, urgency_id: int) -> set[int]:
    return set(db.scalars(select(urgency_answer.c.seat_id).where(urgency_answer.c.urgency_id == urgency_id)))
