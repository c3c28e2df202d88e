"""Comités de Trabajo: formed by the body, led by a coordinator, fulfilled or ended (W6, F3; 20)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Row, insert, update

from bot.names import same_person
from bot.rules.committees import check_committee
from bot.rules.lifecycle import Verb
from bot.store import committees, counters, people
from bot.store.engine import add
from bot.store.tables import committee, committee_member
from bot.usecases import committee_papers, inner_bodies, planning
from bot.usecases.adoption import acuerdo_named
from bot.usecases.case import Case, Receipt
from bot.usecases.committee_cards import card, committee_called, committee_of, of_the_body
from bot.usecases.committee_reports import check_reporter, tell
from bot.usecases.refusals import AlreadyThere, Outdated
from bot.usecases.room import leaders


@dataclass(frozen=True, slots=True)
class FormCommittee:
    """What the body decided: `members` and `coordinator` by clave, `acuerdo` the code it did so by."""

    verb: ClassVar[Verb] = Verb.FORM_COMMITTEE
    name: str
    members: tuple[str, ...]
    coordinator: str
    objectives: str
    deadline: date
    acuerdo: str = ""


def form_committee(case: Case, command: FormCommittee) -> Receipt:
    """Its members are told, its deadline is followed. The same form a second time forms nothing.

    Raises CommitteeWrongSize, NotMembers, CommitteeIncomplete, AlreadyThere (the name is taken), NotFound and
    UnreadableReference (the acuerdo), InsideCommittee.
    """
    of_the_body(case)
    article = case.article("committee")
    seats = {seat.key: seat for seat in people.seats(case.db, case.body.id)}
    chosen = tuple(dict.fromkeys(key.casefold() for key in command.members))
    coordinator, today = command.coordinator.casefold(), case.body.day(case.now)
    check_committee(chosen, coordinator, command.objectives, command.deadline, today, seats, article=article)
    found = acuerdo_named(case, command.acuerdo) if command.acuerdo else None
    known = _named(case, command.name)
    if known is not None:
        _check_same(case, known, command, {seats[key].id for key in chosen})
        return Receipt("comite_formado", {"name": known.name})
    committee_id = add(
        case.db,
        committee,
        body_id=case.body.id,
        number=counters.next_number(case.db, case.body.id, "committee", 0),
        name=command.name.strip(),
        objectives=command.objectives.strip(),
        deadline=command.deadline,
        coordinator_seat_id=seats[coordinator].id,
        acuerdo_id=found.id if found is not None else None,
        formed_by=case.actor.person_id,
        formed_at=case.now,
    )
    rows = [{"committee_id": committee_id, "seat_id": seats[key].id} for key in chosen]
    case.db.execute(insert(committee_member), rows)
    case.record(
        "committee_formed",
        f"committee:{committee_id}",
        members=list(chosen),
        coordinator=coordinator,
        deadline=command.deadline,
        acuerdo=found.code if found is not None else None,
    )
    planning.plan_committee(case, committee_id, command.deadline)
    row = committee_of(case, committee_id)
    context, letter = card(case, row), committee_papers.constitution(case, row)
    told = {seats[key].titular_telegram for key in chosen} | leaders(case)
    for telegram_id in sorted(told - {None}):
        case.send(telegram_id, "comite_formado", document_id=letter, article=article, **context)
    return Receipt("comite_formado", {"name": command.name.strip()})


def _named(case: Case, name: str) -> Row[Any] | None:
    wanted = same_person(name)
    rows = committees.committees(case.db, case.body.id)
    return next((row for row in rows if same_person(row.name) == wanted), None)


def _check_same(case: Case, known: Row[Any], command: FormCommittee, seat_ids: set[int]) -> None:
    """A message that comes twice is one act; another committee needs another name. Raises AlreadyThere."""
    same = set(committees.members(case.db, known.id)) == seat_ids and known.deadline == command.deadline
    if not same or known.coordinator != command.coordinator.casefold():
        raise AlreadyThere(name=known.name, article=case.article("committee"))


@dataclass(frozen=True, slots=True)
class FulfilCommittee:
    """**Cumplido**: the committee reached its objectives."""

    verb: ClassVar[Verb] = Verb.REPORT_COMMITTEE
    committee_id: int


def fulfil_committee(case: Case, command: FulfilCommittee) -> Receipt:
    """No deadline of it is followed any more, and it holds no more sittings.

    Raises NotFound, NotEntitled, Outdated, CommitteeSits (one is convened, or goes on)."""
    row = committee_of(case, command.committee_id)
    check_reporter(case, row)
    if row.ended_at is not None:
        raise Outdated(what="committee", holds="ended")
    if row.fulfilled_at is None:
        inner_bodies.check_idle(case.db, row, case.article("committee"))
        mine = committee.c.id == row.id
        case.db.execute(update(committee).where(mine).values(fulfilled_at=case.now))
        planning.forget(case, "committee", row.id)
        case.record("committee_fulfilled", f"committee:{row.id}")
        tell(case, row, "comite_cumplido")
    return Receipt("comite_cumplido", {"name": row.name})


@dataclass(frozen=True, slots=True)
class EndCommittee:
    """A committee, named by its number or its name, ends before its objectives are reached."""

    verb: ClassVar[Verb] = Verb.FORM_COMMITTEE
    reference: str
    reason: str


def end_committee(case: Case, command: EndCommittee) -> Receipt:
    """Its members are told why; no deadline of it is followed any more, and it holds no more sittings.

    Raises NotFound, Outdated (it was fulfilled, or ended for another reason), InsideCommittee, CommitteeSits (one
    of its sittings is convened, or goes on).
    """
    row = committee_called(case, command.reference)
    reason = command.reason.strip()
    if row.fulfilled_at is not None or row.ended_reason not in (None, reason):
        raise Outdated(what="committee", holds="fulfilled" if row.fulfilled_at is not None else "ended")
    if row.ended_at is None:
        inner_bodies.check_idle(case.db, row, case.article("committee"))
        values = {"ended_at": case.now, "ended_reason": reason}
        case.db.execute(update(committee).where(committee.c.id == row.id).values(**values))
        planning.forget(case, "committee", row.id)
        case.record("committee_ended", f"committee:{row.id}", reason=reason)
        mine = set(committees.members(case.db, row.id))
        seats = [seat for seat in people.seats(case.db, case.body.id) if seat.id in mine]
        told = leaders(case) | {case.actor.telegram_id} | {seat.titular_telegram for seat in seats}
        for telegram_id in sorted(each for each in told if each is not None):
            case.send(
                telegram_id,
                "comite_concluido",
                name=row.name,
                number=row.number,
                reason=reason,
                article=case.article("committee"),
            )
    return Receipt("comite_concluido", {"name": row.name})
