"""The pedidos: what a member asks for the next sitting, heard in its station or put on an agenda (S1, S2; 19 f)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules.lifecycle import Verb
from bot.store import people
from bot.store.tables import matter, person, seat
from bot.usecases import agenda
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound

_REQUESTS = (
    select(matter, seat.c.post, person.c.name)
    .join(seat, seat.c.id == matter.c.seat_id)
    .join(person, person.c.id == matter.c.person_id)
    .where(matter.c.kind == "request")
    .order_by(matter.c.id)
)


@dataclass(frozen=True, slots=True)
class SubmitRequest:
    """A member's request for the station *pedidos* of the next ordinary sitting."""

    verb: ClassVar[Verb] = Verb.SUBMIT_REQUEST
    text: str


def submit_request(case: Case, command: SubmitRequest) -> Receipt:
    """The secretariat gets it with *Poner en agenda*. Raises NotFound for whoever holds no seat."""
    held = case.actor.seats("titular") or case.actor.seats("alternate")
    if not held:
        raise NotFound(what="seat", name="")
    mine = next(each for each in people.seats(case.db, case.body.id) if each.id == held[0].seat_id)
    matter_id = agenda.let_wait(
        case,
        "request",
        command.text,
        None,
        for_agenda=False,
        seat_id=mine.id,
        person_id=case.actor.person_id,
    )
    context: dict[str, Any] = {"text": command.text, "article": case.article("stations")}
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
            "pedido_recibido",
            name=case.actor.name,
            post=mine.post,
            buttons=[[press("place", matter_id, style="primary")]],
            **context,
        )
    case.send(case.who.chat_id, "pedido_presentado", **context)
    return Receipt("pedido_presentado", context)


@dataclass(frozen=True, slots=True)
class PlaceOnAgenda:
    """The secretariat puts a request forward for the next agenda."""

    verb: ClassVar[Verb] = Verb.DRAFT
    matter_id: int


def place_on_agenda(case: Case, command: PlaceOnAgenda) -> Receipt:
    """It is offered when the next convocatoria is drafted; whoever asked is told. Raises NotFound."""
    row = request_of(case, command.matter_id)
    if not row.for_agenda:
        agenda.put_forward(case, row.id)
        telegram_ids = people.telegram_ids(case.db, [row.person_id])
        for telegram_id in sorted(telegram_ids):
            case.send(telegram_id, "pedido_en_agenda", text=row.text)
    return Receipt("en_agenda")


def request_of(case: Case, matter_id: int) -> Row[Any]:
    """The body's request of that id, with who made it. Raises NotFound."""
    mine = (matter.c.id == matter_id, matter.c.body_id == case.body.id)
    row = case.db.execute(_REQUESTS.where(*mine)).first()
    if row is None:
        raise NotFound(what="request", name=str(matter_id))
    return row


def take_up(case: Case, sitting_id: int) -> None:
    """The requests that wait are heard in the *pedidos* of the ordinary sitting that was installed now."""
    mine = (matter.c.body_id == case.body.id, matter.c.kind == "request", matter.c.heard_in.is_(None))
    case.db.execute(update(matter).where(*mine).values(heard_in=sitting_id))


def heard(case: Case, sitting_id: int) -> list[Row[Any]]:
    """The requests of that sitting's station, with who made them."""
    return list(
        case.db.execute(_REQUESTS.where(matter.c.body_id == case.body.id, matter.c.heard_in == sitting_id))
    )


def context_of(case: Case, sitting_id: int) -> list[dict[str, Any]]:
    """The same, to be said."""
    return [
        {"id": row.id, "text": row.text, "name": row.name, "post": row.post}
        for row in heard(case, sitting_id)
    ]
