"""Convening: the draft with its count of days, the issue to all seats, the answers' reminders (C2-C5, C7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, insert, select, update

from bot.rules import notice, quorum, roles
from bot.rules.convening import check_agenda
from bot.rules.lifecycle import State, Verb, advance
from bot.rules.reglamento import SittingKind
from bot.store import people, sittings
from bot.store.engine import add
from bot.store.tables import agenda_item, service, sitting
from bot.usecases import deadlines, naming, papers
from bot.usecases.desk import Case, Receipt, press
from bot.usecases.refusals import NotFound, NotFuture


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
    NoticeTooShort with the earliest lawful date (C5)."""
    _may_convene(case, command.kind)
    if command.held_at <= case.now:
        raise NotFuture(moment=command.held_at.isoformat())
    check_agenda(command.agenda, article=case.article("convene"))
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
    case.db.execute(
        insert(agenda_item),
        [
            {"sitting_id": sitting_id, "position": position, "text": text}
            for position, text in enumerate(command.agenda, start=1)
        ],
    )
    case.record("sitting_drafted", f"sitting:{sitting_id}", kind=command.kind, held_at=command.held_at)
    case.reply(
        "previsualizacion",
        kind=command.kind,
        held_at=command.held_at,
        place=command.place,
        second_at=second_at,
        agenda=command.agenda,
        notice=notice_context(counted),
        zone=str(case.body.zone),
        buttons=[
            [press("issue", sitting_id, style="success")],
            [press("fix", sitting_id), press("drop", sitting_id)],
        ],
    )
    return Receipt("previsualizacion")


@dataclass(frozen=True, slots=True)
class IssueConvocatoria:
    """Sends the convocatoria of that draft to every seat."""

    verb: ClassVar[Verb] = Verb.ISSUE
    sitting_id: int


def issue_convocatoria(case: Case, command: IssueConvocatoria) -> Receipt:
    """The notice is counted again, as of now; all seats are served, with the Word file and the calendar entry.

    Raises NotFound, NotEntitled, NoticeTooShort, NotLawfulNow."""
    row = draft_of(case, command.sitting_id)
    if row.state == State.CONVENED and row.version == 1:
        return Receipt("convocado", {"sitting": name_of(case, row)})
    _may_convene(case, SittingKind(row.kind))
    state = advance(State(row.state), Verb.ISSUE)
    counted = _check_notice(case, SittingKind(row.kind), row.held_at)
    case.db.execute(
        update(sitting)
        .where(sitting.c.id == row.id)
        .values(
            state=state,
            version=1,
            issued_at=case.now,
            issued_by=case.actor.person_id,
            notice=notice_json(counted),
        )
    )
    row = draft_of(case, row.id)
    case.record(
        "convocatoria_issued",
        f"sitting:{row.id}",
        held_at=row.held_at,
        days=counted.given,
        required=counted.required,
        article=counted.article,
    )
    distribute(case, row)
    deadlines.plan_sitting(case, row)
    return Receipt("convocado", {"sitting": name_of(case, row)})


def distribute(case: Case, row: Row[Any]) -> None:
    """The convocatoria to all seats and the group; whoever can't be reached is listed to the ST (C8)."""
    word, entry = papers.convocatoria(case, row), papers.calendar_entry(case, row)
    context = convocatoria_context(case, row)
    buttons = [
        [press("rsvp", row.id, "yes", style="success")],
        [press("rsvp", row.id, "alt"), press("rsvp", row.id, "no", style="danger")],
    ]
    unserved = []
    for seat in people.seats(case.db, case.body.id, row.id):
        if seat.titular_id is None:
            unserved.append({"key": seat.key, "post": seat.post, "name": ""})
            continue
        outbox_id = case.send(seat.titular_telegram, "convocatoria", buttons=buttons, **context)
        case.send(seat.titular_telegram, "archivo", document_id=word)
        case.send(seat.titular_telegram, "archivo", document_id=entry)
        case.db.execute(
            insert(service).values(
                sitting_id=row.id,
                version=row.version,
                seat_id=seat.id,
                person_id=seat.titular_id,
                outbox_id=outbox_id,
                means="chat",
            )
        )
        if outbox_id is None:
            unserved.append({"key": seat.key, "post": seat.post, "name": seat.titular})
    case.send(case.body.group_chat_id, "convocatoria_grupo", **context)
    case.send(case.body.group_chat_id, "archivo", document_id=word)
    titulares = {seat.titular_telegram for seat in people.seats(case.db, case.body.id)}
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
            "convocado_st",
            unserved=unserved,
            group=case.body.group_chat_id is not None,
            **context,
        )
        if operator.telegram_id not in titulares:
            case.send(operator.telegram_id, "archivo", document_id=word)
    if case.actor.telegram_id not in {
        operator.telegram_id for operator in people.operators(case.db, case.body.id)
    }:
        case.reply("convocado_st", unserved=unserved, group=case.body.group_chat_id is not None, **context)


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
    row = draft_of(case, sitting_id)
    if row.state == State.DISCARDED:
        return False
    state = advance(State(row.state), Verb.DISCARD)
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state))
    case.record("draft_discarded", f"sitting:{row.id}")
    return True


def draft_of(case: Case, sitting_id: int) -> Row[Any]:
    """The body's sitting of that id. Raises NotFound."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    if row is None:
        raise NotFound(what="sitting", name=str(sitting_id))
    return row


def as_form(case: Case, sitting_id: int) -> dict[str, Any]:
    """A draft's values as the form has them, to be corrected."""
    row = draft_of(case, sitting_id)
    return {
        "kind": row.kind,
        "held_at": row.held_at,
        "place": row.place,
        "second_at": row.second_at,
        "agenda": [item.text for item in sittings.agenda(case.db, row.id)],
    }


def _may_convene(case: Case, kind: SittingKind) -> None:
    topic = "convene_extraordinary" if kind is SittingKind.EXTRAORDINARY else "convene"
    roles.authorise(Verb.ISSUE, case.actor.roles, kind=kind, article=case.article(topic))


def _check_notice(case: Case, kind: SittingKind, held_at: datetime) -> notice.Notice:
    return notice.check_notice(
        case.body.reglamento, kind, case.body.day(case.now), case.body.day(held_at), case.body.is_holiday
    )


def notice_context(counted: notice.Notice) -> dict[str, Any]:
    """The count of days as a text has it."""
    return {
        **notice_json(counted),
        "earliest": counted.earliest,
        "days": [{"date": day.date, "counts": day.counts, "why": str(day.why)} for day in counted.days],
    }


def notice_json(counted: notice.Notice) -> dict[str, Any]:
    """What is kept of the count with the sitting."""
    return {
        "given": counted.given,
        "required": counted.required,
        "counting": str(counted.counting),
        "article": counted.article,
    }


def name_of(case: Case, row: Row[Any]) -> str:
    """What a sitting is called by: its number once installed, else its kind and date."""
    return naming.sitting_name(case.body, row)


def convocatoria_context(case: Case, row: Row[Any]) -> dict[str, Any]:
    """What the convocatoria says in chat."""
    return {
        "sitting": name_of(case, row),
        "kind": row.kind,
        "held_at": row.held_at,
        "place": row.place,
        "second_at": row.second_at,
        "version": row.version,
        "body": case.body.name,
        "notice": row.notice,
        "agenda": [item.text for item in sittings.agenda(case.db, row.id)],
        "second_of": row.second_of is not None,
        "article": case.article("notice_ordinary" if row.kind == "ordinary" else "notice_extraordinary"),
    }


def upcoming(case: Case) -> list[Row[Any]]:
    """Convened sittings that are not over."""
    return list(
        case.db.execute(
            select(sitting)
            .where(
                sitting.c.body_id == case.body.id, sitting.c.state.in_((State.CONVENED, *sittings.RUNNING))
            )
            .order_by(sitting.c.held_at)
        )
    )
