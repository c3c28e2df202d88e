"""Convening: the draft with its count of days, and the issue to all seats (C2 to C5, C7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import insert, update

from bot.rules import notice, quorum, roles
from bot.rules.convening import check_agenda
from bot.rules.errors import NotEntitled
from bot.rules.lifecycle import State, Verb
from bot.rules.reglamento import SittingKind
from bot.store import sittings
from bot.store.engine import add
from bot.store.tables import agenda_item, sitting
from bot.usecases import planning
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFuture
from bot.usecases.service import distribute
from bot.usecases.sitting import name_of, sitting_of, step


@dataclass(frozen=True, slots=True)
class DraftSitting:
    """What a convocatoria needs; `held_at` and `second_at` aware, `agenda` at least one item."""

    verb: ClassVar[Verb] = Verb.DRAFT
    kind: SittingKind
    held_at: datetime
    place: str
    agenda: tuple[str, ...]
    second_at: datetime | None = None


def draft_sitting(case: Case, command: DraftSitting) -> Receipt:
    """Keeps the draft and shows its preview with the count of days.

    Raises NotEntitled (an extraordinary sitting is the President's to convene, 19 b), NotFuture,
    NoticeTooShort with the earliest lawful date (C5), AgendaRequired, SecondConveningTooEarly.
    """
    _may_convene(case, command.kind)
    _check_ahead(case, command.held_at)
    items = [item.strip() for item in command.agenda if item.strip()]
    check_agenda(items, article=case.article("convene"))
    second_at = command.second_at or quorum.default_second_convening(
        command.held_at, case.body.zone, case.body.reglamento, case.body.is_holiday
    )
    quorum.check_second_convening(
        second_at, command.held_at, case.body.reglamento, article=case.article("second_convening")
    )
    counted = _check_notice(case, command.kind, command.held_at)
    sitting_id = add(
        case.db,
        sitting,
        body_id=case.body.id,
        kind=command.kind,
        state=State.DRAFT,
        held_at=command.held_at,
        place=command.place,
        second_at=second_at,
        drafted_by=case.actor.person_id,
        drafted_at=case.now,
    )
    keep_agenda(case, sitting_id, items)
    case.record("sitting_drafted", f"sitting:{sitting_id}", kind=command.kind, held_at=command.held_at)
    case.reply(
        "previsualizacion",
        kind=command.kind,
        held_at=command.held_at,
        place=command.place,
        second_at=second_at,
        agenda=items,
        notice=_count_context(counted),
        zone=str(case.body.zone),
        buttons=[
            [press("issue", sitting_id, style="success")],
            [press("fix", sitting_id), press("drop", sitting_id)],
        ],
    )
    return Receipt("previsualizacion")


def keep_agenda(case: Case, sitting_id: int, items: list[str]) -> None:
    """The agenda's items, numbered from 1."""
    rows = [
        {"sitting_id": sitting_id, "position": position, "text": text}
        for position, text in enumerate(items, start=1)
    ]
    case.db.execute(insert(agenda_item), rows)


@dataclass(frozen=True, slots=True)
class IssueConvocatoria:
    """Sends the convocatoria of that draft to every seat."""

    verb: ClassVar[Verb] = Verb.ISSUE
    sitting_id: int


def issue_convocatoria(case: Case, command: IssueConvocatoria) -> Receipt:
    """The notice is counted again, as of now; all seats are served, with Word file and calendar entry.

    Raises NotFound, NotEntitled, NotFuture, NoticeTooShort, NotLawfulNow.
    """
    row = sitting_of(case, command.sitting_id)
    if row.state == State.CONVENED and row.version == 1:
        return Receipt("convocado", {"sitting": name_of(case, row)})
    state = step(case, row.state, Verb.ISSUE)
    _may_convene(case, SittingKind(row.kind))
    _check_ahead(case, row.held_at)
    counted = _check_notice(case, SittingKind(row.kind), row.held_at)
    case.db.execute(
        update(sitting)
        .where(sitting.c.id == row.id)
        .values(
            state=state,
            version=1,
            issued_at=case.now,
            issued_by=case.actor.person_id,
            notice=_count_json(counted),
        )
    )
    row = sitting_of(case, row.id)
    case.record(
        "convocatoria_issued",
        f"sitting:{row.id}",
        held_at=row.held_at,
        days=counted.given,
        required=counted.required,
        article=counted.article,
    )
    distribute(case, row)
    planning.plan_sitting(case, row)
    return Receipt("convocado", {"sitting": name_of(case, row)})


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """The draft is given up."""

    verb: ClassVar[Verb] = Verb.DISCARD
    sitting_id: int


def discard_draft(case: Case, command: DiscardDraft) -> Receipt:
    """Nothing was sent; the draft leaves only its trace in the journal. Raises NotFound, NotLawfulNow."""
    if give_up(case, command.sitting_id):
        case.reply("descartado")
    return Receipt("descartado")


def give_up(case: Case, sitting_id: int) -> bool:
    """The draft is one no more; whether it was until now. Raises NotFound, NotLawfulNow."""
    row = sitting_of(case, sitting_id)
    if row.state == State.DISCARDED:
        return False
    state = step(case, row.state, Verb.DISCARD)
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state))
    case.record("draft_discarded", f"sitting:{row.id}")
    return True


def as_form(case: Case, sitting_id: int) -> dict[str, Any]:
    """A draft's values as the form has them, to be corrected. Raises NotFound."""
    row = sitting_of(case, sitting_id)
    return {
        "kind": row.kind,
        "held_at": row.held_at,
        "place": row.place,
        "second_at": row.second_at,
        "agenda": [item.text for item in sittings.agenda(case.db, row.id)],
    }


def _may_convene(case: Case, kind: SittingKind) -> None:
    """The refusal says from which date on the sitting could be held, were it convened today."""
    topic = "convene_extraordinary" if kind is SittingKind.EXTRAORDINARY else "convene"
    try:
        roles.authorise(Verb.ISSUE, case.actor.roles, kind=kind, article=case.article(topic))
    except NotEntitled as error:
        error.earliest = notice.earliest_lawful(
            case.body.reglamento, kind, case.body.day(case.now), case.body.is_holiday
        )
        raise


def _check_ahead(case: Case, held_at: datetime) -> None:
    if held_at <= case.now:
        raise NotFuture(moment=held_at.isoformat())


def _check_notice(case: Case, kind: SittingKind, held_at: datetime) -> notice.Notice:
    return notice.check_notice(
        case.body.reglamento, kind, case.body.day(case.now), case.body.day(held_at), case.body.is_holiday
    )


def _count_json(counted: notice.Notice) -> dict[str, Any]:
    """What is kept of the count with the sitting."""
    return {
        "given": counted.given,
        "required": counted.required,
        "counting": str(counted.counting),
        "article": counted.article,
    }


def _count_context(counted: notice.Notice) -> dict[str, Any]:
    """The count as the preview has it, day by day."""
    return {
        **_count_json(counted),
        "earliest": counted.earliest,
        "days": [{"date": day.date, "counts": day.counts, "why": str(day.why)} for day in counted.days],
    }
