"""Who comes: answers to the convocatoria, and the marks of the lists (C9, Q4, Q5; 25 b, 25 e)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, update

from bot.rules import attendance as rules
from bot.rules.attendance import Answer, Attendee
from bot.rules.errors import AlternateNotDesignated
from bot.rules.lifecycle import Verb
from bot.store import engine, people, sittings
from bot.store.tables import rsvp, service
from bot.usecases import dialogue, seating
from bot.usecases.alternates import DesignateAlternate as DesignateAlternate
from bot.usecases.alternates import EndAlternate as EndAlternate
from bot.usecases.alternates import designate_alternate as designate_alternate
from bot.usecases.alternates import end_alternate as end_alternate
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.service import brief_alternate
from bot.usecases.sitting import attending, name_of, sitting_of, step


@dataclass(frozen=True, slots=True)
class AnswerConvocatoria:
    """A titular says whether they, their alternate, or nobody will attend."""

    verb: ClassVar[Verb] = Verb.RSVP
    sitting_id: int
    answer: Answer


def answer_convocatoria(case: Case, command: AnswerConvocatoria) -> Receipt:
    """Keeps the answer, which may be changed until the first list; an absence is asked for its reason.

    Raises NotFound, NotEntitled, NotLawfulNow (the list is being taken), NoAlternate (16).
    """
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.RSVP)
    before = sittings.answers(case.db, row.id)
    mine = [seat for seat in people.seats(case.db, case.body.id, row.id) if seat.id in _held(case)]
    for seat in mine:
        rules.check_answer(
            command.answer, has_alternate=seat.alternate_id is not None, article=case.article("alternate")
        )
    new = [seat for seat in mine if seat.id not in before or before[seat.id].answer != command.answer]
    for seat in new:
        _keep(case, row, seat, command.answer)
    said: dict[str, Any] = {"answer": command.answer, "sitting": name_of(case, row), "held_at": row.held_at}
    if not new:
        return Receipt("respuesta", said)
    case.refresh(row.id)
    dialogue.close(case, "absence")
    if command.answer is Answer.ABSENT:
        skip = [[press("skip", "absence")]]
        dialogue.ask(
            case,
            "absence",
            {"sitting": row.id},
            "pide_motivo_ausencia",
            sitting=said["sitting"],
            buttons=skip,
        )
    else:
        case.send(case.actor.telegram_id, "respuesta", **said)
    return Receipt("respuesta", said)


def _held(case: Case) -> set[int]:
    return {seat.seat_id for seat in case.actor.seats("titular")}


def _keep(case: Case, row: Row[Any], seat: Row[Any], answer: Answer) -> None:
    """The seat has seen the convocatoria; an alternate who is to come is told."""
    values = {
        "answer": answer, "reason": None, "person_id": case.actor.person_id, "answered_at": case.now,
    }  # fmt: skip
    case.db.execute(
        engine.insert(case.db, rsvp)
        .values(sitting_id=row.id, seat_id=seat.id, **values)
        .on_conflict_do_update(index_elements=["sitting_id", "seat_id"], set_=values)
    )
    unseen = (service.c.sitting_id == row.id, service.c.seat_id == seat.id, service.c.seen_at.is_(None))
    case.db.execute(update(service).where(*unseen).values(seen_at=case.now))
    case.record("convocatoria_answered", f"sitting:{row.id}", seat=seat.key, answer=answer)
    if answer is Answer.ALTERNATE:
        brief_alternate(case, row, seat)


@dataclass(frozen=True, slots=True)
class ExplainAbsence:
    """The reason of an absence that was announced."""

    verb: ClassVar[Verb] = Verb.RSVP
    sitting_id: int
    reason: str


def explain_absence(case: Case, command: ExplainAbsence) -> Receipt:
    """The reason stands in the acta or the constancia. Raises NotFound where no absence was announced."""
    row = sitting_of(case, command.sitting_id)
    reason = command.reason.strip()
    absent = (rsvp.c.sitting_id == row.id, rsvp.c.seat_id.in_(_held(case)), rsvp.c.answer == Answer.ABSENT)
    if not case.db.execute(update(rsvp).where(*absent).values(reason=reason)).rowcount:
        raise NotFound(what="absence", name="")
    case.record("absence_explained", f"sitting:{row.id}", seats=sorted(_held(case)), reason=reason)
    dialogue.close(case, "absence")
    said: dict[str, Any] = {"sitting": name_of(case, row), "reason": reason}
    case.reply("motivo_anotado", **said)
    return Receipt("motivo_anotado", said)


@dataclass(frozen=True, slots=True)
class MarkSelfPresent:
    """A member presses *Presente* while a list is open."""

    verb: ClassVar[Verb] = Verb.MARK_SELF_PRESENT
    sitting_id: int


def mark_self_present(case: Case, command: MarkSelfPresent) -> Receipt:
    """The seat is present through whoever pressed: the titular, or the alternate in their absence (W3).

    Raises NotFound, NotLawfulNow outside the list, AlternateNotDesignated (for another sitting only),
    SeatOccupied (the titular acts), HoldsAnotherSeat.
    """
    row = sitting_of(case, command.sitting_id)
    attending(case, row, Verb.MARK_SELF_PRESENT)
    members = sorted(case.actor.seats("titular", "alternate"), key=lambda seat: seat.capacity != "titular")
    mine = next((seat for seat in members if seat.sitting_id in (None, row.id)), None)
    if mine is None:
        raise AlternateNotDesignated(article=case.article("alternate"))
    seat = _seat(case, row, mine.seat_id)
    as_alternate = mine.capacity == Attendee.ALTERNATE
    return seating.occupy(case, row, seat, case.actor.person_id, as_alternate=as_alternate)


@dataclass(frozen=True, slots=True)
class MarkSeat:
    """The ST presses a seat's button. `by` "": present or no longer; else "titular" or "alternate" sits."""

    verb: ClassVar[Verb] = Verb.MARK_PRESENT
    sitting_id: int
    seat_id: int
    by: str = ""


def mark_seat(case: Case, command: MarkSeat) -> Receipt:
    """Marks presence; takes a mark back while the list is open; records departures and hand-overs afterwards.

    Without `by` the answer to the convocatoria says whether the titular or the alternate sits. Raises
    NotFound, NotLawfulNow, NoAlternate, HoldsAnotherSeat.
    """
    row = sitting_of(case, command.sitting_id)
    seat = _seat(case, row, command.seat_id)
    current = seating.occupant(case, row.id, seat.id)
    if current is not None and not command.by:
        return seating.leave(case, row, seat.key, current)
    attending(case, row, Verb.MARK_PRESENT)
    answer = sittings.answers(case.db, row.id).get(seat.id)
    announced = answer is not None and answer.answer == Answer.ALTERNATE
    vacant = seat.titular_id is None and seat.alternate_id is not None
    as_alternate = command.by == Attendee.ALTERNATE or (not command.by and (announced or vacant))
    if as_alternate:
        rules.check_answer(
            Answer.ALTERNATE, has_alternate=seat.alternate_id is not None, article=case.article("alternate")
        )
    occupant = seat.alternate_id if as_alternate else seat.titular_id
    if occupant is None:
        raise NotFound(what="titular", name=seat.key)
    return seating.occupy(case, row, seat, occupant, as_alternate=as_alternate, directed=True)


def _seat(case: Case, row: Row[Any], seat_id: int) -> Row[Any]:
    seats = people.seats(case.db, case.body.id, row.id)
    seat = next((seat for seat in seats if seat.id == seat_id), None)
    if seat is None:
        raise NotFound(what="seat", name=str(seat_id))
    return seat
