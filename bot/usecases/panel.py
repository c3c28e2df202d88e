"""The panel of a sitting: how it stands, and the steps that are lawful now as buttons."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.rules import quorum
from bot.rules.ballots import counts
from bot.rules.lifecycle import State, Station
from bot.store import sittings, votes
from bot.store.tables import sitting
from bot.usecases import guests, inner_bodies, previous, universal_panel, urgency_panel
from bot.usecases.bodies import Body
from bot.usecases.buttons import Button, press
from bot.usecases.summary import agenda_context, seat_lines, summary

CHOICES = (("for", "success"), ("against", "danger"), ("abstain", None))
MARKS = ("👍", "👎", "✋")
_ROLL = (State.FIRST_LIST, State.SECOND_LIST, State.IN_SESSION, State.SUSPENDED)


def context(db: Connection, body: Body, row: Row[Any], here: list[Row[Any]]) -> dict[str, Any]:
    """What the panel says; `here` are those present."""
    proposals = votes.acuerdos(db, row.id, "proposed")
    opens = quorum.second_list_opens(row.first_list_at, body.reglamento) if row.first_list_at else None
    return summary(db, body, row, here) | {
        "seats": seat_lines(db, body, row, here),
        "agenda": agenda_context(db, row.id),
        "vote": _vote(db, votes.running(db, row.id), here),
        "proposal": {"text": proposals[-1].text} if proposals else None,
        "second_list_opens": opens,
        "urgency": urgency_panel.panel_part(db, row.id),
        "actas": previous.panel_part(db, body, row),
        "guests": guests.guest_lines(db, row.id),
        "pause": _pause(db, row),
        "universal": universal_panel.panel_part(db, body, row),
    }


def _pause(db: Connection, row: Row[Any]) -> dict[str, Any] | None:
    """The cuarto intermedio that lasts: why, and until when."""
    held = sittings.open_interruption(db, row.id) if row.state == State.SUSPENDED else None
    return {"reason": held.reason, "resumes_at": held.resumes_at} if held is not None else None


def _vote(db: Connection, running: Row[Any] | None, here: list[Row[Any]]) -> dict[str, Any] | None:
    if running is None:
        return None
    ballots = votes.ballots(db, running.id)
    return {
        "id": running.id,
        "text": running.text,
        "item": running.position,
        "state": running.state,
        "cast": sum(counts(each.choice, each.reason) for each in ballots),
        "owing_reason": [each.key for each in ballots if not counts(each.choice, each.reason)],
        "present": len(here),
    }


def buttons(
    db: Connection, row: Row[Any], now: datetime, said: dict[str, Any], here: list[Row[Any]]
) -> list[list[Button]]:
    """The next lawful steps, then the seats; `said` is the panel's own context."""
    state = State(row.state)
    rows = _steps(db, row, now, said, here)
    return rows + _seats(row, said["seats"]) if state in _ROLL or said["universal"] else rows


def _steps(
    db: Connection, row: Row[Any], now: datetime, said: dict[str, Any], here: list[Row[Any]]
) -> list[list[Button]]:
    match State(row.state):
        case State.DRAFT if said["universal"]:
            return universal_panel.buttons(row, said["universal"])
        case State.CONVENED if now >= row.held_at:
            return [[press("list1", row.id, style="primary")]]
        case State.FIRST_LIST | State.SECOND_LIST if said["present"] >= said["required"]:
            return [[press("install", row.id, style="success")], *_elections(row, here)]
        case State.FIRST_LIST if now >= said["second_list_opens"]:
            return [[press("list2", row.id, style="primary")]]
        case State.SECOND_LIST:
            return [[press("conclude", row.id, style="danger")]]
        case State.IN_SESSION:
            return _in_session(db, row, said, here)
        case State.SUSPENDED:
            return [[press("resume", row.id, style="primary")]]
        case State.CONCLUDED if row.second_of is None and not _settled(db, row):
            return [[press("second", row.id, style="primary")]]
        case _:
            return []


def _settled(db: Connection, row: Row[Any]) -> bool:
    """Whether the second convening has been called, or there is no committee any more to be called."""
    called = db.execute(select(sitting.c.id).where(sitting.c.second_of == row.id)).first() is not None
    return called or inner_bodies.is_over(db, row.body_id)


def _elections(row: Row[Any], here: list[Row[Any]]) -> list[list[Button]]:
    """Where those present are to elect who presides (W4): a button for each of them."""
    presided = any(each.presides or each.person_id == row.presider_person_id for each in here)
    candidates = [] if presided else here
    return [[press("preside", row.id, each.seat_id, label=each.key, style="primary")] for each in candidates]


def _in_session(
    db: Connection, row: Row[Any], said: dict[str, Any], here: list[Row[Any]]
) -> list[list[Button]]:
    running = votes.running(db, row.id)
    if running is not None:
        return [*_elections(row, here), *_voting(row, running, here)]
    rows = [
        *_elections(row, here),
        *previous.buttons(said["actas"]),
        *urgency_panel.record_buttons(db, row.id),
    ]
    if row.station == Station.AGENDA:
        proposals = votes.acuerdos(db, row.id, "proposed")
        target = [proposals[-1].id] if proposals else []
        rows.append([press("openvote", row.id), press("consensus", row.id, *target)])
    if row.kind == "ordinary" and row.station != Station.AGREEMENTS:
        rows.append([press("next", row.id, row.station)])
    rows.append([press("pause", row.id), press("close", row.id, style="danger")])
    return rows


def _voting(row: Row[Any], running: Row[Any], here: list[Row[Any]]) -> list[list[Button]]:
    """To close the vote; the secretariat records the votes of those without a telephone, a row each (Q5)."""
    without = [each for each in here if each.telegram_id is None]
    close = [press("close", row.id, style="danger")]
    if running.state == "tied":
        if any(each.person_id == row.presider_person_id for each in without):
            return [[press("casting", running.id, choice, style=style)] for choice, style in CHOICES[:2]]
        return [close]
    recorded = [
        [
            press("record", running.id, each.seat_id, choice, label=f"{each.key} {mark}")
            for (choice, _), mark in zip(CHOICES, MARKS, strict=True)
        ]
        for each in without
    ]
    return [[press("closevote", running.id, style="primary")], *recorded, close]


def _seats(row: Row[Any], seats: list[dict[str, Any]]) -> list[list[Button]]:
    """A button per seat, four in a line; then, for seats with an alternate, who hands over to whom."""
    marks = [
        press("seat", row.id, seat["id"], label=seat["key"], style="success" if seat["present"] else None)
        for seat in seats
    ]
    swaps = []
    for seat in seats:
        if seat["has_alternate"]:
            other = "titular" if seat["alternate"] else "alternate"
            swaps.append(press("seat", row.id, seat["id"], other, label=seat["key"]) | {"suffix": other})
    return [
        *(marks[start : start + 4] for start in range(0, len(marks), 4)),
        *(swaps[start : start + 2] for start in range(0, len(swaps), 2)),
    ]
