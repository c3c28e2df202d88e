"""What live messages show at the moment they are sent: the panel, the list, the vote, one's ballot paper."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from bot.rules import attendance, quorum
from bot.rules.attendance import Answer
from bot.rules.lifecycle import State, Station
from bot.store import people, sittings, votes
from bot.usecases import naming
from bot.usecases.bodies import Body
from bot.usecases.desk import Button, plain, press

CHOICES = (("for", "success"), ("against", "danger"), ("abstain", None))


@dataclass(frozen=True, slots=True)
class View:
    """A text by name, what it speaks of, and its buttons."""

    template: str
    context: dict[str, Any]
    buttons: list[list[Button]]


def compose(db: Connection, body: Body, now: Any, template: str, context: dict[str, Any]) -> View | None:
    """The live message as it stands now; None where its subject is gone."""
    if template == "panel":
        row = sittings.sitting_of(db, body.id, context["sitting"])
        return _panel(db, body, row, now) if row is not None else None
    if template == "lista":
        row = sittings.sitting_of(db, body.id, context["sitting"])
        return _list(db, body, row, context["ordinal"]) if row is not None else None
    row = votes.vote_of(db, body.id, context["vote"])
    if row is None:
        return None
    return _vote(db, body, row) if template == "votacion" else _ballot_paper(db, body, row, context["seat"])


def _panel(db: Connection, body: Body, row: Row[Any], now: Any) -> View:
    seats, running = people.seats(db, body.id, row.id), votes.running(db, row.id)
    proposals = votes.acuerdos(db, row.id, "proposed")
    context = summary(db, body, row) | {
        "seats": _seat_lines(db, row, seats),
        "agenda": agenda_context(db, row.id),
        "vote": _running_context(db, running),
        "proposal": {"text": proposals[-1].text} if proposals else None,
        "second_list_opens": quorum.second_list_opens(row.first_list_at, body.reglamento)
        if row.first_list_at
        else None,
    }
    return View("panel", plain(context), _panel_buttons(db, body, row, now, context, running, proposals))


def summary(db: Connection, body: Body, row: Row[Any]) -> dict[str, Any]:
    """A sitting in brief: what it is called, where it stands, presence and forecast against quorum."""
    seats = people.seats(db, body.id, row.id)
    present = sittings.present(db, row.id)
    base = quorum.base(body.reglamento, len(seats), sum(seat.titular_id is not None for seat in seats))
    needed = 1 if row.second_of is not None else quorum.required(base)
    given = sittings.answers(db, row.id)
    cast = attendance.forecast(
        {seat.id: Answer(given[seat.id].answer) if seat.id in given else None for seat in seats}, needed
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
        "present": len(present),
        "required": needed,
        "total": len(seats),
        "second_at": row.second_at,
        "second_of": row.second_of is not None,
        "presider": presider.name if presider else None,
        "installed_at": row.installed_at,
        "closed_at": row.closed_at,
        "holds": quorum.holds(
            body.reglamento, len(present), base, row.installed_at is not None, row.second_of is not None
        ),
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
    """The agenda's items with their numbers."""
    return [{"number": item.position, "text": item.text} for item in sittings.agenda(db, sitting_id)]


def _seat_lines(db: Connection, row: Row[Any], seats: list[Row[Any]]) -> list[dict[str, Any]]:
    here = {each.seat_id: each for each in sittings.present(db, row.id)}
    given = sittings.answers(db, row.id)
    return [
        {
            "id": seat.id,
            "key": seat.key,
            "post": seat.post,
            "present": seat.id in here,
            "who": here[seat.id].name if seat.id in here else seat.titular,
            "alternate": bool(seat.id in here and here[seat.id].as_alternate),
            "at": here[seat.id].arrived_at if seat.id in here else None,
            "answer": given[seat.id].answer if seat.id in given else None,
            "has_alternate": seat.alternate_id is not None,
            "enrolled": seat.titular_telegram is not None,
        }
        for seat in seats
    ]


def _running_context(db: Connection, running: Row[Any] | None) -> dict[str, Any] | None:
    if running is None:
        return None
    ballots = votes.ballots(db, running.id)
    return {
        "id": running.id,
        "text": running.text,
        "item": running.position,
        "state": running.state,
        "cast": sum(each.choice != "abstain" or bool(each.reason) for each in ballots),
        "owing_reason": [each.key for each in ballots if each.choice == "abstain" and not each.reason],
        "present": len(sittings.present(db, running.sitting_id)),
    }


def _panel_buttons(
    db: Connection,
    body: Body,
    row: Row[Any],
    now: Any,
    context: dict[str, Any],
    running: Row[Any] | None,
    proposals: list[Row[Any]],
) -> list[list[Button]]:
    state, rows = State(row.state), []
    reached = context["present"] >= context["required"]
    if state is State.CONVENED and now >= row.held_at:
        rows.append([press("list1", row.id, style="primary")])
    if state in (State.FIRST_LIST, State.SECOND_LIST):
        if reached:
            rows += _install_buttons(db, row)
        elif state is State.FIRST_LIST and now >= context["second_list_opens"]:
            rows.append([press("list2", row.id, style="primary")])
        elif state is State.SECOND_LIST:
            rows.append([press("conclude", row.id, style="danger")])
    if state is State.IN_SESSION:
        rows += _session_buttons(db, row, running, proposals)
    if state is State.SUSPENDED:
        rows.append([press("resume", row.id, style="primary")])
    if state is State.CONCLUDED:
        rows.append([press("second", row.id, style="primary")])
    if state in (State.FIRST_LIST, State.SECOND_LIST, State.IN_SESSION, State.SUSPENDED):
        rows += _seat_buttons(row, context["seats"])
    return rows


def _install_buttons(db: Connection, row: Row[Any]) -> list[list[Button]]:
    """Where neither the President nor their alternate came, one button per candidate: those present elect (W4)."""
    present = sittings.present(db, row.id)
    if any(each.presides for each in present):
        return [[press("install", row.id, style="success")]]
    return [[press("install", row.id, style="success")]] + [
        [press("preside", row.id, each.seat_id, label=each.key, style="primary")] for each in present
    ]


def _session_buttons(
    db: Connection, row: Row[Any], running: Row[Any] | None, proposals: list[Row[Any]]
) -> list[list[Button]]:
    if running is not None:
        return _vote_buttons(db, row, running)
    rows = []
    if row.station == Station.AGENDA:
        target = [proposals[-1].id] if proposals else []
        rows.append([press("openvote", row.id), press("consensus", row.id, *target)])
    if row.kind == "ordinary" and row.station != Station.AGREEMENTS:
        rows.append([press("next", row.id, row.station)])
    rows.append([press("pause", row.id), press("close", row.id, style="danger")])
    return rows


def _vote_buttons(db: Connection, row: Row[Any], running: Row[Any]) -> list[list[Button]]:
    """To close the vote; and for members without a telephone, a row each in which the ST records their ballot."""
    without = [each for each in sittings.present(db, row.id) if each.telegram_id is None]
    if running.state == "tied":
        if any(each.person_id == row.presider_person_id for each in without):
            return [[press("casting", running.id, choice, style=style)] for choice, style in CHOICES[:2]]
        return [[press("close", row.id, style="danger")]]
    rows = [[press("closevote", running.id, style="primary")]]
    for each in without:
        rows.append(
            [
                press("record", running.id, each.seat_id, choice, label=f"{each.key} {mark}")
                for (choice, _), mark in zip(CHOICES, ("👍", "👎", "✋"), strict=True)
            ]
        )
    return [*rows, [press("close", row.id, style="danger")]]


def _seat_buttons(row: Row[Any], seats: list[dict[str, Any]]) -> list[list[Button]]:
    buttons = [
        press("seat", row.id, seat["id"], label=seat["key"], style="success" if seat["present"] else None)
        for seat in seats
    ]
    rows = [buttons[start : start + 4] for start in range(0, len(buttons), 4)]
    swaps = [
        press("seat", row.id, seat["id"], other, label=seat["key"], style=None) | {"suffix": other}
        for seat in seats
        if seat["has_alternate"]
        for other in (["titular"] if seat["alternate"] else ["alternate"])
    ]
    return rows + [swaps[start : start + 2] for start in range(0, len(swaps), 2)]


def _list(db: Connection, body: Body, row: Row[Any], ordinal: int) -> View:
    open_ = State(row.state) is {1: State.FIRST_LIST, 2: State.SECOND_LIST}[ordinal]
    context = summary(db, body, row) | {
        "ordinal": ordinal,
        "open": open_,
        "taken_at": row.first_list_at if ordinal == 1 else row.second_list_at,
        "seats": _seat_lines(db, row, people.seats(db, body.id, row.id)),
    }
    return View("lista", plain(context), [[press("here", row.id, style="success")]] if open_ else [])


def ballot_buttons(vote_id: int) -> list[list[Button]]:
    """*A favor*, *En contra*, *Abstención*."""
    first, second, third = (press("cast", vote_id, choice, style=style) for choice, style in CHOICES)
    return [[first, second], [third]]


def _vote(db: Connection, body: Body, row: Row[Any]) -> View:
    cast = {each.seat_id: each for each in votes.ballots(db, row.id)}
    hidden = body.reglamento.ballots_hidden_while_open and row.state == "open"
    voters = sittings.present(db, row.sitting_id) if row.state == "open" else votes.entitled_to(db, row.id)
    context = {
        "item": row.position,
        "item_text": row.item_text,
        "text": row.text,
        "state": row.state,
        "hidden": hidden,
        "outcome": row.outcome,
        "in_favour": row.in_favour,
        "against": row.against,
        "abstentions": row.abstentions,
        "voters": [_voter(each, cast.get(each.seat_id), hidden) for each in voters],
        "casting": row.casting_choice,
    }
    return View("votacion", plain(context), ballot_buttons(row.id) if row.state == "open" else [])


def _voter(seat: Row[Any], ballot: Row[Any] | None, hidden: bool) -> dict[str, Any]:
    counted = ballot is not None and (ballot.choice != "abstain" or bool(ballot.reason))
    return {
        "post": seat.post,
        "name": seat.name,
        "cast": counted,
        "choice": ballot.choice if ballot is not None and counted and not hidden else None,
    }


def _ballot_paper(db: Connection, body: Body, row: Row[Any], seat_id: int) -> View:
    mine = next((each for each in votes.ballots(db, row.id) if each.seat_id == seat_id), None)
    context = {
        "item": row.position,
        "item_text": row.item_text,
        "text": row.text,
        "state": row.state,
        "outcome": row.outcome,
        "choice": mine.choice if mine else None,
        "reason": mine.reason if mine else None,
        "cast_at": mine.cast_at if mine else None,
        "waiting": mine is not None and mine.choice == "abstain" and not mine.reason,
    }
    return View("papeleta", plain(context), ballot_buttons(row.id) if row.state == "open" else [])


def result_context(db: Connection, body: Body, row: Row[Any], code: str | None) -> dict[str, Any]:
    """A decided vote: counts, casting vote, whether the other reading of the majority differs, code, votes by name."""
    cast = {each.seat_id: each for each in votes.ballots(db, row.id)}
    return {
        "item": row.position,
        "text": row.text,
        "outcome": row.outcome,
        "code": code,
        "in_favour": row.in_favour,
        "against": row.against,
        "abstentions": row.abstentions,
        "casting": row.casting_choice,
        "readings_differ": row.readings_differ,
        "majority": body.reglamento.majority.value,
        "voters": [
            _voter(each, cast.get(each.seat_id), hidden=False) for each in votes.entitled_to(db, row.id)
        ],
        "article": body.article("majority", row.closed_at),
        "article_casting": body.article("casting", row.closed_at),
        "article_lpag": body.article("votes", row.closed_at),
    }
