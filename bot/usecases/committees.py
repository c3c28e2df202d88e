"""Comités de Trabajo: formed by the body, led by a coordinator who reports (W6, F3; 20)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Row, insert, update

from bot.names import same_person
from bot.rules.committees import check_committee
from bot.rules.errors import NotEntitled
from bot.rules.lifecycle import Verb
from bot.rules.roles import Role
from bot.store import committees, counters, people
from bot.store.engine import add
from bot.store.tables import committee, committee_member, committee_report
from bot.usecases import committee_papers, planning
from bot.usecases.adoption import acuerdo_named
from bot.usecases.case import Case, Receipt
from bot.usecases.committee_cards import card, committee_called, committee_of, may_report, of_the_body
from bot.usecases.refusals import AlreadyThere
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
class ReportCommittee:
    """The coordinator, or the ST, reports on a committee, named by its number or its name."""

    verb: ClassVar[Verb] = Verb.REPORT_COMMITTEE
    reference: str
    text: str


def report_committee(case: Case, command: ReportCommittee) -> Receipt:
    """Kept, and told to whoever leads the body. Raises NotFound, NotEntitled."""
    row = committee_called(case, command.reference)
    _check_reporter(case, row)
    said = committees.reports(case.db, row.id)
    if said and (said[-1].text, said[-1].person_id) == (command.text.strip(), case.actor.person_id):
        return Receipt("informe_anotado", {"name": row.name})
    report_id = add(
        case.db,
        committee_report,
        committee_id=row.id,
        text=command.text.strip(),
        person_id=case.actor.person_id,
        filed_at=case.now,
    )
    case.record("committee_reported", f"committee:{row.id}", report=report_id)
    letter = committee_papers.report(case, row, report_id)
    _tell(case, row, "informe_comite", letter, text=command.text.strip())
    return Receipt("informe_anotado", {"name": row.name})


@dataclass(frozen=True, slots=True)
class FulfilCommittee:
    """**Cumplido**: the committee reached its objectives."""

    verb: ClassVar[Verb] = Verb.REPORT_COMMITTEE
    committee_id: int


def fulfil_committee(case: Case, command: FulfilCommittee) -> Receipt:
    """No deadline of it is followed any more. Raises NotFound, NotEntitled."""
    row = committee_of(case, command.committee_id)
    _check_reporter(case, row)
    if row.fulfilled_at is None:
        mine = committee.c.id == row.id
        case.db.execute(update(committee).where(mine).values(fulfilled_at=case.now))
        planning.forget(case, "committee", row.id)
        case.record("committee_fulfilled", f"committee:{row.id}")
        _tell(case, row, "comite_cumplido")
    return Receipt("comite_cumplido", {"name": row.name})


def _tell(case: Case, row: Row[Any], template: str, document_id: int | None = None, **context: Any) -> None:
    for telegram_id in sorted(leaders(case) | {case.actor.telegram_id}):
        case.send(
            telegram_id,
            template,
            document_id=document_id,
            name=row.name,
            number=row.number,
            by=case.actor.name,
            article=case.article("committee"),
            **context,
        )


def _check_reporter(case: Case, row: Row[Any]) -> None:
    if not may_report(case, row):
        needed = (Role.TECHNICAL_SECRETARY, row.coordinator)
        raise NotEntitled(verb=Verb.REPORT_COMMITTEE, needed=needed, article=case.article("committee"))
