"""The lists of attendance, and the end of a convening that they show to lack its quorum (Q1, Q2; 19 e)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, update

from bot.rules import quorum as rules
from bot.rules.lifecycle import State, Verb
from bot.store import people
from bot.store.tables import sitting
from bot.usecases import dialogue, papers, planning, quorum
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.register import file_register
from bot.usecases.room import tell_room
from bot.usecases.sitting import name_of, sitting_of, step


@dataclass(frozen=True, slots=True)
class TakeFirstList:
    """The ST opens the first list."""

    verb: ClassVar[Verb] = Verb.TAKE_FIRST_LIST
    sitting_id: int


def take_first_list(case: Case, command: TakeFirstList) -> Receipt:
    """At the convened hour or later (19 e). Raises NotFound, FirstListTooEarly, NotLawfulNow."""
    row = sitting_of(case, command.sitting_id)
    if row.state == State.FIRST_LIST:
        return Receipt("lista", {"ordinal": 1})
    state = step(case, row.state, Verb.TAKE_FIRST_LIST)
    rules.check_first_list(case.now, row.held_at, article=case.article("lists"))
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state, first_list_at=case.now))
    case.record("first_list_taken", f"sitting:{row.id}")
    planning.plan_second_list(case, row.id, rules.second_list_opens(case.now, case.body.reglamento))
    return _announce(case, row, 1)


@dataclass(frozen=True, slots=True)
class TakeSecondList:
    """The ST opens the second list."""

    verb: ClassVar[Verb] = Verb.TAKE_SECOND_LIST
    sitting_id: int


def take_second_list(case: Case, command: TakeSecondList) -> Receipt:
    """Fifteen minutes after the first and never earlier; marks of the first carry over (19 e).

    Raises NotFound, SecondListTooEarly, QuorumReached, NotLawfulNow.
    """
    row = sitting_of(case, command.sitting_id)
    if row.state == State.SECOND_LIST:
        return Receipt("lista", {"ordinal": 2})
    state = step(case, row.state, Verb.TAKE_SECOND_LIST)
    stood = quorum.standing_now(case, row)
    article = case.article("lists")
    rules.check_conclude(stood, article=article)
    rules.check_second_list(case.now, row.first_list_at, case.body.reglamento, article=article)
    case.db.execute(
        update(sitting)
        .where(sitting.c.id == row.id)
        .values(state=state, second_list_at=case.now, first_list_present=stood.present)
    )
    case.record("second_list_taken", f"sitting:{row.id}", present=stood.present)
    case.settle(row.id, "list1:")
    return _announce(case, row, 2)


def _announce(case: Case, row: Row[Any], ordinal: int) -> Receipt:
    """The live list in the group, *Presente* to titulares and alternates each in their own chat."""
    group = case.body.group_chat_id
    case.show(f"list{ordinal}:{row.id}", row.id, group, "lista", sitting=row.id, ordinal=ordinal)
    context = {"sitting": name_of(case, row), "ordinal": ordinal, "place": row.place, "at": case.now}
    seats = people.seats(case.db, case.body.id, row.id)
    members = {seat.titular_telegram for seat in seats} | {seat.alternate_telegram for seat in seats}
    for telegram_id in sorted(members - {None}):
        buttons = [[press("here", row.id, style="success")]]
        case.send(telegram_id, "lista_abierta", buttons=buttons, **context)
    case.refresh(row.id)
    return Receipt("lista", {"ordinal": ordinal})


def open_list(row: Row[Any]) -> str:
    """The key of the live list that is open, or was the last to be."""
    return f"list{2 if row.second_list_at is not None else 1}:{row.id}"


@dataclass(frozen=True, slots=True)
class ConcludeWithoutQuorum:
    """The convening is over."""

    verb: ClassVar[Verb] = Verb.CONCLUDE_WITHOUT_QUORUM
    sitting_id: int


def conclude_without_quorum(case: Case, command: ConcludeWithoutQuorum) -> Receipt:
    """For want of quorum after both lists; the constancia says so (19 e).

    Raises NotFound, NotLawfulNow, QuorumReached.
    """
    row = sitting_of(case, command.sitting_id)
    if row.state == State.CONCLUDED:
        return Receipt("concluida", {"sitting": name_of(case, row)})
    state = step(case, row.state, Verb.CONCLUDE_WITHOUT_QUORUM)
    stood = quorum.standing_now(case, row)
    rules.check_conclude(stood, article=case.article("lists"))
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state, closed_at=case.now))
    row = sitting_of(case, row.id)
    case.record("concluded_without_quorum", f"sitting:{row.id}", present=stood.present)
    tell_room(
        case,
        row,
        "concluida",
        sitting=name_of(case, row),
        present=stood.present,
        required=stood.required,
        second_at=row.second_at,
        article=case.article("lists"),
    )
    case.settle(row.id, open_list(row))
    dialogue.forget_about(case, "absence", sitting=row.id)
    file_register(case, row)
    paper = papers.constancia(case, row)
    for operator in people.operators(case.db, case.body.id):
        case.send(operator.telegram_id, "archivo", document_id=paper)
    return Receipt("concluida", {"sitting": name_of(case, row)})
