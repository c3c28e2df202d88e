"""The convocatoria on its way: served to every seat, and by other means where chat does not reach (C8)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, insert, select, update

from bot.rules.lifecycle import Verb
from bot.rules.reasons import check_reason
from bot.store import people, sittings
from bot.store.tables import service
from bot.usecases import papers
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import name_of, sitting_of, step


def distribute(case: Case, row: Row[Any]) -> None:
    """The convocatoria to all seats and the group; whoever can't be reached is listed to the ST (C8)."""
    word, entry = papers.convocatoria(case, row), papers.calendar_entry(case, row)
    context, unserved = convocatoria_context(case, row), []
    seats = people.seats(case.db, case.body.id, row.id)
    for seat in seats:
        outbox_id = case.send(seat.titular_telegram, "convocatoria", buttons=rsvp_buttons(row.id), **context)
        case.send(seat.titular_telegram, "archivo", document_id=word)
        case.send(seat.titular_telegram, "archivo", document_id=entry)
        if seat.titular_id is not None:
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
            unserved.append(_line(seat))
    case.send(case.body.group_chat_id, "convocatoria_grupo", **context)
    case.send(case.body.group_chat_id, "archivo", document_id=word)
    operators = {operator.telegram_id for operator in people.operators(case.db, case.body.id)}
    for telegram_id in sorted(operators - {seat.titular_telegram for seat in seats}):
        case.send(telegram_id, "archivo", document_id=word)
    for telegram_id in sorted(operators | {case.actor.telegram_id}):
        tell_unserved(case, telegram_id, unserved, context)


def tell_unserved(
    case: Case, telegram_id: int, unserved: list[dict[str, Any]], context: dict[str, Any]
) -> None:
    """That the convocatoria went out, and to whom it could not go."""
    bound = case.body.group_chat_id is not None
    case.send(telegram_id, "convocado_st", unserved=unserved, group=bound, **context)


def undeliverable(case: Case, outbox_id: int) -> None:
    """Telegram refuses a convocatoria for good: its seat is not served, and the ST is told (C8)."""
    served = case.db.execute(select(service).where(service.c.outbox_id == outbox_id)).first()
    if served is None:
        return
    row = sitting_of(case, served.sitting_id)
    case.record("service_failed", f"sitting:{row.id}", seat=served.seat_id)
    seat = next(each for each in people.seats(case.db, case.body.id) if each.id == served.seat_id)
    context = convocatoria_context(case, row)
    for operator in people.operators(case.db, case.body.id):
        tell_unserved(case, operator.telegram_id, [_line(seat)], context)


@dataclass(frozen=True, slots=True)
class RecordService:
    """The ST served a seat by other means: `reference` names the oficio or the e-mail."""

    verb: ClassVar[Verb] = Verb.RECORD_SERVICE
    sitting_id: int
    seat_key: str
    reference: str


def record_service(case: Case, command: RecordService) -> Receipt:
    """The seat counts as served from now. Raises NotFound, NotLawfulNow, ReasonRequired (no reference)."""
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.RECORD_SERVICE)
    reference = check_reason(command.reference, article=case.article("convene"))
    seats = {seat.key: seat.id for seat in people.seats(case.db, case.body.id)}
    mine = (service.c.sitting_id == row.id, service.c.version == row.version)
    found = case.db.execute(
        update(service)
        .where(*mine, service.c.seat_id == seats.get(command.seat_key))
        .values(means="other", reference=reference, served_at=case.now)
    )
    if not found.rowcount:
        raise NotFound(what="seat", name=command.seat_key, known=tuple(seats))
    case.record("service_recorded", f"sitting:{row.id}", seat=command.seat_key, reference=reference)
    return Receipt("anotado", {"text": reference})


def _line(seat: Row[Any]) -> dict[str, Any]:
    return {"key": seat.key, "post": seat.post, "name": seat.titular or ""}


def rsvp_buttons(sitting_id: int) -> list[list[Button]]:
    """*Asistiré*, *Asistirá mi alterno*, *No asistiré*."""
    return [
        [press("rsvp", sitting_id, "yes", style="success")],
        [press("rsvp", sitting_id, "alt"), press("rsvp", sitting_id, "no", style="danger")],
    ]


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
