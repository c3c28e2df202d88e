"""A committee as it is found and shown: its card, and what whoever looks may do about it (W6; 20)."""

from typing import Any

from sqlalchemy import Row

from bot.names import same_person
from bot.rules.followup import days_overdue
from bot.rules.lifecycle import Verb
from bot.rules.roles import entitled
from bot.store import committees, people
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case
from bot.usecases.refusals import InsideCommittee, NotFound


def of_the_body(case: Case) -> None:
    """What concerns the whole body is no business of a committee's sittings. Raises InsideCommittee."""
    if case.body.parent_id is not None:
        raise InsideCommittee(name=case.body.name)


def committee_of(case: Case, committee_id: int) -> Row[Any]:
    """The body's committee of that id. Raises NotFound."""
    row = committees.committee_of(case.db, case.body.id, committee_id)
    if row is None:
        raise NotFound(what="committee", name=str(committee_id))
    return row


def committee_called(case: Case, reference: str) -> Row[Any]:
    """By its number or its name. Raises NotFound, InsideCommittee."""
    of_the_body(case)
    rows = committees.committees(case.db, case.body.id)
    number = reference.strip().removeprefix("N.°").strip()
    for row in rows:
        if number == str(row.number) or same_person(reference) == same_person(row.name):
            return row
    raise NotFound(what="committee", name=reference, known=tuple(f"{row.number}. {row.name}" for row in rows))


def reportable(case: Case) -> list[tuple[str, str]]:
    """The committees that whoever acts may report on: number and name."""
    rows = committees.committees(case.db, case.body.id)
    return [(str(row.number), row.name) for row in rows if may_report(case, row) and not over(row)]


def endable(case: Case) -> list[tuple[str, str]]:
    """The committees that are at work: number and name."""
    rows = committees.committees(case.db, case.body.id)
    return [(str(row.number), row.name) for row in rows if not over(row)]


def report_buttons(case: Case, document_id: int) -> list[list[Button]]:
    """A file that was sent may be the report of one of these."""
    if case.body.parent_id is not None:
        return []
    rows = committees.committees(case.db, case.body.id)
    mine = [row for row in rows if may_report(case, row) and not over(row)]
    return [[press("filereport", document_id, row.id, label=row.name[:40])] for row in mine]


def over(row: Row[Any]) -> bool:
    """Whether the committee has reached its objectives, or was ended."""
    return row.fulfilled_at is not None or row.ended_at is not None


def card(case: Case, row: Row[Any]) -> dict[str, Any]:
    """A committee as messages have it."""
    seats = {seat.id: seat for seat in people.seats(case.db, case.body.id)}
    mine = [seats[seat_id] for seat_id in committees.members(case.db, row.id) if seat_id in seats]
    line = {seat.id: {"post": seat.post, "name": seat.titular or ""} for seat in mine}
    overdue = 0 if over(row) else days_overdue(row.deadline, case.body.day(case.now))
    return {
        "number": row.number,
        "name": row.name,
        "objectives": row.objectives,
        "deadline": row.deadline,
        "overdue": overdue,
        "fulfilled_at": row.fulfilled_at,
        "ended_at": row.ended_at,
        "ended_reason": row.ended_reason,
        "acuerdo": row.code,
        "own_sigla": row.own_sigla,
        "coordinator": line.get(row.coordinator_seat_id, {"post": row.coordinator, "name": ""}),
        "members": [line[seat.id] for seat in sorted(mine, key=lambda seat: seat.rank)],
        "reports": [
            {"at": each.filed_at, "by": each.name, "text": each.text}
            for each in committees.reports(case.db, row.id)
        ],
    }


def card_buttons(case: Case, row: Row[Any]) -> list[list[Button]]:
    """What whoever acts may do about that committee."""
    rows: list[list[Button]] = []
    if may_report(case, row) and not over(row):
        rows.append([press("committee_report", row.number), press("committee_done", row.id, style="success")])
    files = [each for each in committees.reports(case.db, row.id) if each.document_id is not None]
    rows += [[press("reportfile", each.id, label=each.text[:40])] for each in files]
    if row.own_body_id is None and not over(row) and case.actor.roles & entitled(Verb.FORM_COMMITTEE):
        rows.append([press("committee_sits", row.number)])
    return rows


def may_report(case: Case, row: Row[Any]) -> bool:
    """Whether whoever acts coordinates the committee, or runs the secretariat."""
    own = {seat.seat_id for seat in case.actor.seats("titular")}
    return case.actor.operates or row.coordinator_seat_id in own
