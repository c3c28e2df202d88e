"""A post changes hands: the document that says so, the new titular's link, what ends and what stands (W1; 12, 16)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, delete, update

from bot.names import same_person
from bot.rules.attendance import check_designation
from bot.rules.lifecycle import State, Verb
from bot.store import people, sittings
from bot.store.engine import add
from bot.store.tables import person, rsvp, tenure
from bot.usecases import inner_bodies
from bot.usecases.alternates import end_current
from bot.usecases.case import Case, Receipt
from bot.usecases.committee_cards import of_the_body
from bot.usecases.enrolment import let_go
from bot.usecases.invitations import invite
from bot.usecases.refusals import NotFound
from bot.usecases.room import leaders
from bot.usecases.sitting import refresh_all, upcoming


@dataclass(frozen=True, slots=True)
class ReplaceTitular:
    """`titular` holds the seat from now on by that document; `acting` as encargado ("(e)")."""

    verb: ClassVar[Verb] = Verb.REPLACE_TITULAR
    seat_key: str
    titular: str
    document: str
    acting: bool


def replace_titular(case: Case, command: ReplaceTitular) -> Receipt:
    """The former tenure ends with its right to act and with the alternate it named (16); the ST gets the link.

    What the former titular did stands, in past sittings and in one that is running. The same holder again
    only changes whether they are acting. Raises NotFound, DesignationIncomplete, HoldsAnotherSeat,
    InsideCommittee.
    """
    of_the_body(case)
    seats = {seat.key: seat for seat in people.seats(case.db, case.body.id)}
    seat = seats.get(command.seat_key.strip().casefold())
    if seat is None:
        raise NotFound(what="seat", name=command.seat_key, known=tuple(seats))
    name = command.titular.strip()
    others = {same_person(each.titular or "") for each in seats.values() if each.id != seat.id}
    check_designation(
        {"name": name, "document": command.document},
        occupies_seat=same_person(name) in others,
        article=case.article("alternate"),
    )
    stays = seat.titular is not None and same_person(name) == same_person(seat.titular)
    if stays and bool(seat.acting) == command.acting:
        return Receipt("titular_reemplazado", {"key": seat.key})
    if stays:
        person_id = seat.titular_id
    else:
        vacate(case, seat)
        person_id = add(case.db, person, body_id=case.body.id, name=name)
    _hold(case, seat, person_id, command)
    inner_bodies.follow(case.db, case.body.id, case.now)
    refresh_all(case)
    _tell(case, seat, command, code=None if stays else invite(case.db, person_id, case.now))
    return Receipt("titular_reemplazado", {"key": seat.key})


def vacate(case: Case, seat: Row[Any]) -> None:
    """With its titular end the alternate they named (16) and the answers they gave for sittings to come."""
    end_current(case, seat, titular_leaves=True)
    for row in upcoming(case):
        mine = (rsvp.c.sitting_id == row.id, rsvp.c.seat_id == seat.id)
        if row.state == State.CONVENED and seat.id in sittings.answers(case.db, row.id):
            case.db.execute(delete(rsvp).where(*mine))
            case.record("answer_voided", f"sitting:{row.id}", seat=seat.key)


def _hold(case: Case, seat: Row[Any], person_id: int, command: ReplaceTitular) -> None:
    current = (tenure.c.seat_id == seat.id, tenure.c.until.is_(None))
    case.db.execute(update(tenure).where(*current).values(until=case.now))
    document = command.document.strip()
    add(
        case.db,
        tenure,
        seat_id=seat.id,
        person_id=person_id,
        acting=command.acting,
        document=document,
        since=case.now,
    )
    case.record(
        "titular_replaced",
        f"seat:{seat.key}",
        person=person_id,
        former=seat.titular_id,
        acting=command.acting,
        document=document,
    )
    if seat.titular_id not in (None, person_id):
        let_go(case.db, case.body.id, [seat.titular_id])


def _tell(case: Case, seat: Row[Any], command: ReplaceTitular, code: str | None) -> None:
    """The ST gets the new titular's link; whoever leads, and the former titular, hear of it without."""
    now = next(each for each in people.seats(case.db, case.body.id) if each.id == seat.id)
    context = {
        "post": now.post,
        "name": now.titular,
        "former": seat.titular if seat.titular_id != now.titular_id else None,
        "alternate": seat.alternate if seat.titular_id != now.titular_id else None,
        "document": command.document.strip(),
        "article": case.article("body"),
        "article_alternate": case.article("alternate"),
    }
    case.reply("titular_reemplazado", code=code, **context)
    told = leaders(case) | {seat.titular_telegram}
    for telegram_id in sorted(told - {None, case.actor.telegram_id}):
        case.send(telegram_id, "relevo_comunicado", **context)
