"""An acuerdo as it is shown once adopted: its status today, its history, and what may be done about it (F1)."""

from typing import Any

from sqlalchemy import Row

from bot.rules.errors import NotEntitled
from bot.rules.followup import SETTLED, AcuerdoStatus, days_overdue, status_on
from bot.rules.roles import Role, entitled
from bot.rules.verbs import Verb
from bot.store import followup, people
from bot.usecases import naming
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case
from bot.usecases.refusals import NotFound, Outdated

ANNULLED = "annulled"


def adopted_of(case: Case, acuerdo_id: int) -> Row[Any]:
    """The body's acuerdo of that id. Raises NotFound."""
    row = followup.acuerdo_of(case.db, case.body.id, acuerdo_id)
    if row is None:
        raise NotFound(what="acuerdo", name=str(acuerdo_id))
    return row


def in_force(case: Case, acuerdo_id: int) -> Row[Any]:
    """As `adopted_of`; raises Outdated where it was annulled."""
    row = adopted_of(case, acuerdo_id)
    if row.state == ANNULLED:
        raise Outdated(what="acuerdo_annulled", holds=row.code, article=case.article("acta"))
    return row


def status_of(case: Case, row: Row[Any]) -> str:
    """How it stands today; an annulled one has no other status."""
    if row.state == ANNULLED:
        return ANNULLED
    return status_on(AcuerdoStatus(row.progress), row.deadline, case.body.day(case.now))


def is_open(row: Row[Any]) -> bool:
    """Whether it is still to be carried out."""
    return row.state != ANNULLED and row.progress not in SETTLED


def responsible_seats(case: Case, row: Row[Any]) -> list[Row[Any]]:
    """The seats that answer for it; a unit that is none of them has no people here."""
    offices = (row.responsible or "").split("; ")
    return [seat for seat in people.seats(case.db, case.body.id) if seat.office in offices]


def responsible_people(case: Case, row: Row[Any]) -> set[int]:
    """The titulares of those seats and their alternates for all sittings, the ones who are enrolled."""
    seats = responsible_seats(case, row)
    found = {seat.titular_telegram for seat in seats}
    found |= {seat.alternate_telegram for seat in seats if seat.alternate_sitting is None}
    return found - {None}


def own_offices(case: Case) -> set[str]:
    """The posts of the seats that whoever acts holds or represents, but for one sitting only."""
    own = {seat.seat_id for seat in case.actor.seats("titular", "alternate") if seat.sitting_id is None}
    return {seat.office for seat in people.seats(case.db, case.body.id) if seat.id in own}


def falls_to(row: Row[Any], offices: set[str]) -> bool:
    """Whether one of those posts answers for it."""
    return not offices.isdisjoint((row.responsible or "").split("; "))


def is_mine(case: Case, row: Row[Any]) -> bool:
    """Whether whoever acts is one of them."""
    return falls_to(row, own_offices(case))


def check_responsible(case: Case, row: Row[Any], verb: Verb) -> None:
    """The responsible speak of it, or the secretariat for them. Raises NotEntitled."""
    if not (case.actor.operates or is_mine(case, row)):
        seats = (seat.key for seat in responsible_seats(case, row))
        needed = (Role.TECHNICAL_SECRETARY, *seats)
        raise NotEntitled(verb=verb, needed=needed, article=case.article("follow_up"))


def line(case: Case, row: Row[Any]) -> dict[str, Any]:
    """It in a list."""
    return {
        "id": row.id,
        "code": row.code,
        "text": row.text,
        "status": status_of(case, row),
        "responsible": row.responsible or "",
        "deadline": row.deadline,
        "overdue": days_overdue(row.deadline, case.body.day(case.now)) if is_open(row) else 0,
        "claimed": row.claimed_at is not None and is_open(row),
    }


def card(case: Case, row: Row[Any]) -> dict[str, Any]:
    """It alone, with everything that was noted of it."""
    day = case.body.day(row.held_at)
    return line(case, row) | {
        "sitting": naming.name_as(case.body, row.kind, row.sitting_number, row.sitting_year, day),
        "item": row.position,
        "adopted_at": row.adopted_at,
        "execution_at": row.execution_authorised_at,
        "settled_at": row.settled_at,
        "annulled": row.annulled_reason or "",
        "voided": row.voided_reason or "",
        "notes": [
            {"at": each.noted_at, "by": each.by, "kind": each.kind, "text": each.text, "file": each.file}
            for each in followup.notes(case.db, row.id)
        ],
    }


def show(case: Case, row: Row[Any]) -> None:
    """Its card to whoever acts, in private, with what they may do about it."""
    article = case.article("follow_up")
    case.send(
        case.actor.telegram_id, "acuerdo", article=article, buttons=buttons(case, row), **card(case, row)
    )


def progress_buttons(row: Row[Any]) -> list[Button]:
    """**Avance** and **Cumplido**."""
    return [press("progress", row.id), press("fulfilled", row.id, style="success")]


def decision_buttons(row: Row[Any]) -> list[Button]:
    """What the ST does about an acuerdo that its responsible say is fulfilled."""
    return [press("confirm", row.id, style="success"), press("return", row.id, style="danger")]


def buttons(case: Case, row: Row[Any]) -> list[list[Button]]:
    """What whoever acts may do about it now."""
    rows: list[list[Button]] = []
    if is_open(row) and row.claimed_at is not None and case.actor.operates:
        rows.append(decision_buttons(row))
    if is_open(row) and (case.actor.operates or is_mine(case, row)):
        rows.append(progress_buttons(row) if row.claimed_at is None else [press("progress", row.id)])
    last = []
    if case.actor.roles & entitled(Verb.CERTIFY):
        last.append(press("certify", row.id))
    if is_open(row) and case.actor.roles & entitled(Verb.VOID_ACUERDO):
        last.append(press("void", row.id, style="danger"))
    return [*rows, last]
