"""Alternates: designated by a communication to the Presidency, for all sittings or the next (W2; 16)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, delete, update

from bot.names import same_person
from bot.rules.attendance import Answer, check_designation
from bot.rules.lifecycle import State, Verb
from bot.store import people, sittings
from bot.store.engine import add
from bot.store.tables import alternate, person, rsvp
from bot.usecases import papers, seating
from bot.usecases.case import Case, Receipt
from bot.usecases.enrolment import let_go
from bot.usecases.invitations import invite
from bot.usecases.refusals import NotFound
from bot.usecases.room import leaders
from bot.usecases.sitting import name_of, refresh_all, seated, upcoming


@dataclass(frozen=True, slots=True)
class DesignateAlternate:
    """A titular names an alternate; `seat_key` where they hold several seats."""

    verb: ClassVar[Verb] = Verb.DESIGNATE_ALTERNATE
    name: str
    post: str
    document: str
    scope: str  # all | next
    seat_key: str = ""


def designate_alternate(case: Case, command: DesignateAlternate) -> Receipt:
    """The Presidency gets the letter, the titular the alternate's one-time link; an earlier designation ends, and
    whoever had it is told.

    Raises NotFound (a person of two seats names one; no sitting ahead for "next"), DesignationIncomplete,
    HoldsAnotherSeat for a name that already has a seat.
    """
    seat = _own_seat(case, command.seat_key)
    article = case.article("alternate")
    titulares = {same_person(each.titular or "") for each in people.seats(case.db, case.body.id)}
    check_designation(
        {"name": command.name, "post": command.post, "document": command.document},
        occupies_seat=same_person(command.name) in titulares,
        article=article,
    )
    following = [row for row in upcoming(case) if row.state == State.CONVENED]
    if command.scope == "next" and not following:
        raise NotFound(what="next_sitting", name="", article=article)
    only = following[0] if command.scope == "next" else None
    end_current(case, seat, successor=command.name.strip())
    person_id = add(case.db, person, body_id=case.body.id, name=command.name.strip())
    alternate_id = add(
        case.db,
        alternate,
        seat_id=seat.id,
        person_id=person_id,
        post=command.post.strip(),
        document=command.document.strip(),
        scope=command.scope,
        sitting_id=only.id if only is not None else None,
        designated_at=case.now,
    )
    case.record(
        "alternate_designated",
        f"seat:{seat.key}",
        person=person_id,
        document=command.document,
        scope=command.scope,
    )
    void_answers(case, seat.id)
    refresh_all(case)
    seat = _own_seat(case, seat.key)
    _communicate(case, seat, only, code=invite(case.db, person_id, case.now))
    return Receipt("alterno_designado", {"alternate": alternate_id})


def _communicate(case: Case, seat: Row[Any], only: Row[Any] | None, code: str) -> None:
    """The letter to the Presidency (16), and the alternate's link to the titular."""
    letter = papers.designation(case, seat, only)
    context = {
        "titular": seat.titular,
        "post": seat.post,
        "name": seat.alternate,
        "alternate_post": seat.alternate_post,
        "document": seat.alternate_document,
        "sitting": name_of(case, only) if only is not None else None,
        "article": case.article("alternate"),
    }
    case.reply("alterno_designado", code=code, **context)
    for telegram_id in sorted(leaders(case)):
        case.send(telegram_id, "alterno_comunicado", **context)
        case.send(telegram_id, "archivo", document_id=letter)


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
    end_current(case, seat)
    void_answers(case, seat.id)
    context = {
        "titular": seat.titular,
        "post": seat.post,
        "name": seat.alternate,
        "alternate_post": seat.alternate_post,
    }
    for telegram_id in sorted(leaders(case) | {case.who.chat_id}):
        case.send(telegram_id, "alterno_retirado", **context)
    return Receipt("alterno_retirado", context)


def _own_seat(case: Case, key: str) -> Row[Any]:
    held = {seat.seat_id for seat in case.actor.seats("titular")}
    seats = [seat for seat in people.seats(case.db, case.body.id) if seat.id in held]
    chosen = [seat for seat in seats if key in ("", seat.key)]
    if len(chosen) != 1:
        raise NotFound(what="seat", name=key, known=tuple(seat.key for seat in seats))
    return chosen[0]


def end_current(case: Case, seat: Row[Any], *, successor: str = "", titular_leaves: bool = False) -> None:
    """Whoever was designated so far leaves the seat, if they sit in it, and is told; so is who follows them.

    `titular_leaves`: the designation ends with whoever made it."""
    mine = (alternate.c.seat_id == seat.id, alternate.c.ended_at.is_(None))
    if not case.db.execute(update(alternate).where(*mine).values(ended_at=case.now)).rowcount:
        return
    case.record("alternate_ended", f"seat:{seat.key}", person=seat.alternate_id)
    for row in seated(case):
        current = seating.occupant(case, row.id, seat.id)
        if current is not None and current.as_alternate:
            seating.leave(case, row, seat.key, current)
    refresh_all(case)
    let_go(case.db, case.body.id, [seat.alternate_id])
    renewed = bool(successor) and same_person(successor) == same_person(seat.alternate)
    cause = "left" if titular_leaves else "renewed" if renewed else "replaced" if successor else "withdrawn"
    case.send(
        seat.alternate_telegram,
        "alterno_cesado",
        cause=cause,
        successor=successor,
        titular=seat.titular,
        post=seat.post,
        name=seat.alternate,
        alternate_post=seat.alternate_post,
        article=case.article("alternate"),
    )


def void_answers(case: Case, seat_id: int) -> None:
    """That the alternate will come is no answer any more where the seat has none for that sitting (C9)."""
    for row in upcoming(case):
        seat = next(each for each in people.seats(case.db, case.body.id, row.id) if each.id == seat_id)
        answer = sittings.answers(case.db, row.id).get(seat_id)
        if answer is None or answer.answer != Answer.ALTERNATE or seat.alternate_id is not None:
            continue
        case.db.execute(delete(rsvp).where(rsvp.c.id == answer.id))
        case.record("answer_voided", f"sitting:{row.id}", seat=seat.key)
        case.refresh(row.id)
