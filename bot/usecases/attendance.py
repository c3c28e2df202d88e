"""Who comes: answers to the convocatoria, alternates, and the marks of the lists (W2, W3, C9, Q4, Q5)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, and_, delete, insert, select, update

from bot.rules import attendance
from bot.rules.attendance import Answer
from bot.rules.lifecycle import State, Verb, advance
from bot.store import engine, people, sittings
from bot.store.engine import add
from bot.store.tables import alternate, person, presence, rsvp, service
from bot.usecases import dialogue, papers
from bot.usecases.convening import draft_of, name_of, upcoming
from bot.usecases.desk import Case, Receipt, press
from bot.usecases.enrolment import invite
from bot.usecases.refusals import NotFound

LISTS = (State.FIRST_LIST, State.SECOND_LIST)


@dataclass(frozen=True, slots=True)
class AnswerConvocatoria:
    """A titular says whether they, their alternate, or nobody will attend."""

    verb: ClassVar[Verb] = Verb.RSVP
    sitting_id: int
    answer: Answer


def answer_convocatoria(case: Case, command: AnswerConvocatoria) -> Receipt:
    """Keeps the answer, which may be changed until the first list; an absence is asked for its reason.

    Raises NotFound, NotEntitled, NotLawfulNow (the list is being taken), NoAlternate (16)."""
    row = draft_of(case, command.sitting_id)
    advance(State(row.state), Verb.RSVP)
    held = {seat.seat_id for seat in case.actor.seats("titular")}
    seats = [seat for seat in people.seats(case.db, case.body.id, row.id) if seat.id in held]
    for seat in seats:
        attendance.check_answer(
            command.answer, has_alternate=seat.alternate_id is not None, article=case.article("alternate")
        )
        before = sittings.answers(case.db, row.id).get(seat.id)
        if before is not None and before.answer == command.answer:
            continue
        values = {
            "answer": command.answer,
            "reason": None,
            "person_id": case.actor.person_id,
            "answered_at": case.now,
        }
        case.db.execute(
            engine.insert(case.db, rsvp)
            .values(sitting_id=row.id, seat_id=seat.id, **values)
            .on_conflict_do_update(index_elements=["sitting_id", "seat_id"], set_=values)
        )
        case.record("convocatoria_answered", f"sitting:{row.id}", seat=seat.key, answer=command.answer)
        if command.answer is Answer.ALTERNATE:
            case.send(
                seat.alternate_telegram,
                "suplencia",
                sitting=name_of(case, row),
                held_at=row.held_at,
                place=row.place,
                post=seat.post,
                titular=seat.titular,
            )
    case.db.execute(
        update(service)
        .where(service.c.sitting_id == row.id, service.c.seat_id.in_(held), service.c.seen_at.is_(None))
        .values(seen_at=case.now)
    )
    case.refresh(row.id)
    dialogue.close(case, "absence")
    if command.answer is Answer.ABSENT:
        dialogue.ask(case, "absence", {"sitting": row.id}, chat_id=case.actor.telegram_id)
        case.send(
            case.actor.telegram_id,
            "pide_motivo_ausencia",
            sitting=name_of(case, row),
            buttons=[[press("skip", "absence")]],
        )
    else:
        case.send(
            case.actor.telegram_id,
            "respuesta",
            answer=command.answer,
            sitting=name_of(case, row),
            held_at=row.held_at,
        )
    return Receipt(
        "respuesta", {"answer": command.answer, "sitting": name_of(case, row), "held_at": row.held_at}
    )


@dataclass(frozen=True, slots=True)
class ExplainAbsence:
    """The reason of an absence that was announced."""

    verb: ClassVar[Verb] = Verb.RSVP
    sitting_id: int
    reason: str


def explain_absence(case: Case, command: ExplainAbsence) -> Receipt:
    """The reason stands in the acta or the constancia. Raises NotFound, NotEntitled."""
    row = draft_of(case, command.sitting_id)
    held = [seat.seat_id for seat in case.actor.seats("titular")]
    case.db.execute(
        update(rsvp)
        .where(rsvp.c.sitting_id == row.id, rsvp.c.seat_id.in_(held), rsvp.c.answer == Answer.ABSENT)
        .values(reason=command.reason)
    )
    case.record("absence_explained", f"sitting:{row.id}", seats=held)
    dialogue.close(case, "absence")
    case.reply("motivo_anotado", sitting=name_of(case, row), reason=command.reason)
    return Receipt("motivo_anotado", {"sitting": name_of(case, row), "reason": command.reason})


@dataclass(frozen=True, slots=True)
class DesignateAlternate:
    """A titular names an alternate by a communication to the Presidency, for all sittings or the next."""

    verb: ClassVar[Verb] = Verb.DESIGNATE_ALTERNATE
    name: str
    post: str
    document: str
    scope: str  # all | next
    seat_key: str = ""


def designate_alternate(case: Case, command: DesignateAlternate) -> Receipt:
    """The Presidency gets the letter, the titular the alternate's one-time link; an earlier designation ends.

    Raises NotFound (a person of two seats names one; no sitting ahead for "next")."""
    seat = _own_seat(case, command.seat_key)
    following = [row for row in upcoming(case) if row.state == State.CONVENED]
    if command.scope == "next" and not following:
        raise NotFound(what="next_sitting", name="", article=case.article("alternate"))
    _end_current(case, seat.id)
    person_id = add(case.db, person, body_id=case.body.id, name=command.name)
    only = following[0] if command.scope == "next" else None
    alternate_id = add(
        case.db,
        alternate,
        seat_id=seat.id,
        person_id=person_id,
        post=command.post,
        document=command.document,
        scope=command.scope,
        sitting_id=only.id if only else None,
        designated_at=case.now,
    )
    case.record(
        "alternate_designated",
        f"seat:{seat.key}",
        person=person_id,
        document=command.document,
        scope=command.scope,
    )
    letter = papers.designation(case, seat.id, only)
    context = {
        "titular": seat.titular,
        "post": seat.post,
        "name": command.name,
        "alternate_post": command.post,
        "document": command.document,
        "sitting": name_of(case, only) if only else None,
        "article": case.article("alternate"),
    }
    code = invite(case.db, person_id, case.now)
    case.reply("alterno_designado", code=code, **context)
    told = {
        president.titular_telegram for president in people.seats(case.db, case.body.id) if president.presides
    }
    told |= {operator.telegram_id for operator in people.operators(case.db, case.body.id)}
    for telegram_id in sorted(told - {None}):
        case.send(telegram_id, "alterno_comunicado", **context)
        case.send(telegram_id, "archivo", document_id=letter)
    return Receipt("alterno_designado", {"alternate": alternate_id})


@dataclass(frozen=True, slots=True)
class EndAlternate:
    """The titular ends the designation."""

    verb: ClassVar[Verb] = Verb.DESIGNATE_ALTERNATE
    seat_key: str = ""


def end_alternate(case: Case, command: EndAlternate) -> Receipt:
    """The alternate acts no more; what they did stands. Raises NotFound where there is none."""
    seat = _own_seat(case, command.seat_key)
    if seat.alternate_id is None:
        raise NotFound(what="alternate", name=seat.key, article=case.article("alternate"))
    _end_current(case, seat.id)
    context = {"titular": seat.titular, "post": seat.post, "name": seat.alternate}
    case.reply("alterno_retirado", **context)
    for president in people.seats(case.db, case.body.id):
        if president.presides and president.id != seat.id:
            case.send(president.titular_telegram, "alterno_retirado", **context)
    return Receipt("alterno_retirado", context)


def _own_seat(case: Case, key: str) -> Row[Any]:
    held = {seat.seat_id for seat in case.actor.seats("titular")}
    seats = [
        seat for seat in people.seats(case.db, case.body.id) if seat.id in held and key in ("", seat.key)
    ]
    if len(seats) != 1:
        raise NotFound(what="seat", name=key, known=tuple(seat.key for seat in seats))
    return seats[0]


def _end_current(case: Case, seat_id: int) -> None:
    ended = case.db.execute(
        update(alternate)
        .where(alternate.c.seat_id == seat_id, alternate.c.ended_at.is_(None))
        .values(ended_at=case.now)
    )
    if ended.rowcount:
        case.record("alternate_ended", f"seat:{seat_id}")


@dataclass(frozen=True, slots=True)
class MarkSelfPresent:
    """A member presses *Presente* while a list is open."""

    verb: ClassVar[Verb] = Verb.MARK_SELF_PRESENT
    sitting_id: int


def mark_self_present(case: Case, command: MarkSelfPresent) -> Receipt:
    """The seat is present through whoever pressed: the titular, or the alternate in their absence (W3).

    Raises NotLawfulNow outside the list, SeatOccupied (the titular acts), HoldsAnotherSeat."""
    row = draft_of(case, command.sitting_id)
    advance(State(row.state), Verb.MARK_SELF_PRESENT)
    mine = [
        seat
        for seat in case.actor.capacities
        if seat.capacity != "staff" and seat.sitting_id in (None, row.id)
    ]
    seat = next((seat for seat in mine if seat.capacity == "titular"), mine[0] if mine else None)
    if seat is None:
        raise NotFound(what="seat", name="")
    return _occupy(
        case, row, seat.seat_id, seat.key, case.actor.person_id, as_alternate=seat.capacity == "alternate"
    )


@dataclass(frozen=True, slots=True)
class MarkSeat:
    """The ST presses a seat's button. `by` "": present or no longer; else "titular" or "alternate" sits."""

    verb: ClassVar[Verb] = Verb.MARK_PRESENT
    sitting_id: int
    seat_id: int
    by: str = ""


def mark_seat(case: Case, command: MarkSeat) -> Receipt:
    """Marks presence; takes a mark back while the list is open; records a departure or a hand-over afterwards.

    Without `by` the answer to the convocatoria says whether the titular or the alternate sits.
    Raises NotLawfulNow, NotFound, HoldsAnotherSeat."""
    row = draft_of(case, command.sitting_id)
    seat = next(
        (seat for seat in people.seats(case.db, case.body.id, row.id) if seat.id == command.seat_id), None
    )
    if seat is None:
        raise NotFound(what="seat", name=str(command.seat_id))
    current = _current(case, row.id, seat.id)
    if current is not None and not command.by:
        return _leave(case, row, seat.key, current)
    advance(State(row.state), Verb.MARK_PRESENT)
    answer = sittings.answers(case.db, row.id).get(seat.id)
    announced = "alternate" if answer is not None and answer.answer == Answer.ALTERNATE else "titular"
    by_alternate = (command.by or announced) == "alternate" and seat.alternate_id is not None
    occupant = seat.alternate_id if by_alternate else seat.titular_id
    if occupant is None:
        raise NotFound(what="titular", name=seat.key)
    return _occupy(case, row, seat.id, seat.key, occupant, as_alternate=by_alternate, directed=True)


def _occupy(
    case: Case,
    row: Row[Any],
    seat_id: int,
    key: str,
    person_id: int | None,
    *,
    as_alternate: bool,
    directed: bool = False,
) -> Receipt:
    current = _current(case, row.id, seat_id)
    if current is not None and current.person_id == person_id:
        return Receipt("presente", {"key": key, "at": current.arrived_at})
    attendance.check_seating(
        seat_taken_by_titular=current is not None and not current.as_alternate and not directed,
        sits_elsewhere=any(other.person_id == person_id for other in sittings.present(case.db, row.id)),
        article=case.article("alternate"),
    )
    if current is not None:
        _end(case, row, current)
        case.record(
            "seat_handed_over", f"sitting:{row.id}", seat=key, person=person_id, alternate=as_alternate
        )
    case.db.execute(
        insert(presence).values(
            sitting_id=row.id,
            seat_id=seat_id,
            person_id=person_id,
            as_alternate=as_alternate,
            list=list_of(row),
            arrived_at=case.now,
            marked_by=case.actor.person_id,
        )
    )
    case.record(
        "seat_present",
        f"sitting:{row.id}",
        seat=key,
        person=person_id,
        alternate=as_alternate,
        list=list_of(row),
    )
    case.refresh(row.id)
    return Receipt("presente", {"key": key, "at": case.now})


def _leave(case: Case, row: Row[Any], key: str, current: Row[Any]) -> Receipt:
    advance(State(row.state), Verb.MARK_DEPARTURE)
    _end(case, row, current)
    case.record(
        "mark_taken_back" if row.state in LISTS else "seat_left",
        f"sitting:{row.id}",
        seat=key,
        person=current.person_id,
    )
    case.refresh(row.id)
    return Receipt("ausente" if row.state in LISTS else "retirado", {"key": key, "at": case.now})


def _end(case: Case, row: Row[Any], current: Row[Any]) -> None:
    """A mark of an open list is corrected; a presence in session ended at its hour."""
    if row.state in LISTS:
        case.db.execute(delete(presence).where(presence.c.id == current.id))
    else:
        case.db.execute(update(presence).where(presence.c.id == current.id).values(left_at=case.now))


def list_of(row: Row[Any]) -> int:
    """The list that is open: 1, 2, or 0 once the sitting is installed."""
    return {State.FIRST_LIST: 1, State.SECOND_LIST: 2}.get(State(row.state), 0)


def _current(case: Case, sitting_id: int, seat_id: int) -> Row[Any] | None:
    return case.db.execute(
        select(presence).where(
            and_(
                presence.c.sitting_id == sitting_id,
                presence.c.seat_id == seat_id,
                presence.c.left_at.is_(None),
            )
        )
    ).first()
