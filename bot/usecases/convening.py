"""Convening: the draft with its count of days, and the issue to all seats (C2 to C5, C7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, update

from bot.rules import notice, quorum, roles
from bot.rules.convening import check_agenda
from bot.rules.days import is_business_day
from bot.rules.errors import NotEntitled
from bot.rules.lifecycle import State, Verb
from bot.rules.reglamento import SittingKind
from bot.store import people, sittings
from bot.store.engine import add
from bot.store.tables import sitting
from bot.usecases import agenda, exhibits, inheriting, planning
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.counting import check_ahead, check_notice, kept, shown
from bot.usecases.guests import guest_lines
from bot.usecases.service import distribute
from bot.usecases.sitting import name_of, sitting_of, step
from bot.usecases.summary import agenda_context


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
    row, counted = keep_draft(case, command)
    _preview(case, row, counted)
    return Receipt("previsualizacion")


def keep_draft(case: Case, command: DraftSitting, **more: Any) -> tuple[Row[Any], notice.Notice]:
    """The draft, where its date and its agenda are lawful; `more` are columns of the sitting.

    Raises NotFuture, NoticeTooShort, AgendaRequired, SecondConveningTooEarly.
    """
    check_ahead(case, command.held_at)
    items = [item.strip() for item in command.agenda if item.strip()]
    check_agenda(items, article=case.article("convene"))
    second_at = command.second_at or quorum.default_second_convening(
        command.held_at, case.body.zone, case.body.reglamento, case.body.is_holiday
    )
    quorum.check_second_convening(
        second_at, command.held_at, case.body.reglamento, article=case.article("second_convening")
    )
    counted = check_notice(case, command.kind, command.held_at)
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
        **more,
    )
    agenda.keep_agenda(case, sitting_id, items)
    case.record("sitting_drafted", f"sitting:{sitting_id}", kind=command.kind, held_at=command.held_at)
    inheriting.inherit(case, sitting_id)
    return sitting_of(case, sitting_id), counted


def _preview(case: Case, row: Row[Any], counted: notice.Notice) -> None:
    """The draft with its count of days, and what waits for an agenda."""
    pending = agenda.waiting(case, row.id)
    case.reply(
        "previsualizacion",
        kind=row.kind,
        held_at=row.held_at,
        place=row.place,
        same_day=_same_day(case, row),
        day_off=not is_business_day(case.body.day(row.held_at), case.body.is_holiday),
        second_at=row.second_at,
        agenda=agenda_context(case.db, row.id),
        pending=[each.text for each in pending],
        papers=exhibits.names(case, row),
        guests=guest_lines(case.db, row.id),
        notice=shown(counted),
        buttons=[
            [press("issue", row.id, style="success")],
            *([[press("addpending", row.id)]] if pending else []),
            [press("fix", row.id), press("drop", row.id)],
        ],
    )


def _same_day(case: Case, row: Row[Any]) -> list[dict[str, Any]]:
    """The sittings that the body is already convened to on that day: nothing forbids another, nobody means it twice."""
    day = case.body.day(row.held_at)
    convened = sittings.in_states(case.db, case.body.id, (State.CONVENED,))
    return [
        {"sitting": name_of(case, each), "held_at": each.held_at}
        for each in convened
        if case.body.day(each.held_at) == day
    ]


@dataclass(frozen=True, slots=True)
class AddPending:
    """What waits for an agenda is put on the draft's."""

    verb: ClassVar[Verb] = Verb.DRAFT
    sitting_id: int


def add_pending(case: Case, command: AddPending) -> Receipt:
    """The items are added after the others, and the preview is shown again.

    Raises NotFound, NotLawfulNow, NoticeTooShort.
    """
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.DRAFT)
    counted = check_notice(case, SittingKind(row.kind), row.held_at)
    agenda.keep_agenda(case, row.id, [each.text for each in agenda.waiting(case, row.id)])
    case.record("agenda_completed", f"sitting:{row.id}")
    _preview(case, row, counted)
    return Receipt("previsualizacion")


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
    if row.state == State.CONVENED:
        return Receipt("convocado", {"sitting": name_of(case, row)})
    state = step(case, row.state, Verb.ISSUE)
    _may_convene(case, SittingKind(row.kind))
    check_ahead(case, row.held_at)
    counted = check_notice(case, SittingKind(row.kind), row.held_at)
    case.db.execute(
        update(sitting)
        .where(sitting.c.id == row.id)
        .values(
            state=state,
            version=1,
            issued_at=case.now,
            issued_by=case.actor.person_id,
            notice=kept(counted),
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
        inheriting.let_go(case, command.sitting_id)
        _call_off(case, sitting_of(case, command.sitting_id))
        case.reply("descartado")
    return Receipt("descartado")


def _call_off(case: Case, row: Row[Any]) -> None:
    """Whoever was asked to sit without a convocatoria hears that it is given up (C5)."""
    seats = people.seats(case.db, case.body.id) if row.universal else []
    for telegram_id in sorted({seat.titular_telegram for seat in seats} - {None, case.actor.telegram_id}):
        case.send(telegram_id, "universal_descartada", sitting=name_of(case, row), held_at=row.held_at)


def give_up(case: Case, sitting_id: int) -> bool:
    """The draft is one no more; whether it was until now. Raises NotFound, NotLawfulNow."""
    row = sitting_of(case, sitting_id)
    if row.state == State.DISCARDED:
        return False
    state = step(case, row.state, Verb.DISCARD)
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state))
    case.record("draft_discarded", f"sitting:{row.id}")
    case.refresh(row.id)
    return True


def as_form(case: Case, sitting_id: int) -> dict[str, Any]:
    """A draft's values as the form has them, to be corrected. Raises NotFound."""
    row = sitting_of(case, sitting_id)
    return {
        "kind": row.kind,
        "held_at": row.held_at,
        "place": row.place,
        "second_at": row.second_at,
        "agenda": [agenda.as_typed(item) for item in sittings.agenda(case.db, row.id)],
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
