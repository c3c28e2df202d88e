"""The convocatoria and its changes on their way: served to every seat, with the documents presented (C3, C8)."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.rules.lifecycle import State
from bot.store import people, rectifications
from bot.store.tables import document, service
from bot.usecases import exhibits, papers
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case
from bot.usecases.guests import guest_lines
from bot.usecases.room import secretariat
from bot.usecases.sitting import name_of
from bot.usecases.summary import agenda_context


def distribute(case: Case, row: Row[Any]) -> None:
    """The convocatoria, or what became of it, to all seats and the group, with its papers (C3, C6).

    Whoever can't be reached is listed to the ST (C8)."""
    called_off = row.state == State.CANCELLED
    buttons = None if called_off else rsvp_buttons(row.id)
    context, unserved = convocatoria_context(case, row), []
    waiting = exhibits.attached(case, row)
    word, entry = papers.convocatoria(case, row), papers.calendar_entry(case, row)
    seats = people.seats(case.db, case.body.id, row.id)
    for seat in seats:
        outbox_id = case.send(
            seat.titular_telegram,
            "sesion_cancelada" if called_off else "convocatoria",
            buttons=buttons,
            **context,
        )
        for paper in (word, entry):
            case.send(seat.titular_telegram, "archivo", document_id=paper)
        if seat.titular_id is not None:
            case.db.execute(
                insert(service).values(
                    sitting_id=row.id,
                    version=row.version,
                    seat_id=seat.id,
                    person_id=seat.titular_id,
                    outbox_id=outbox_id,
                    means="chat" if outbox_id is not None else "none",
                )
            )
        if outbox_id is None:
            unserved.append(line(seat))
        _copy(case, (word, entry), seat.alternate_telegram)
    case.send(case.body.group_chat_id, "sesion_cancelada" if called_off else "convocatoria_grupo", **context)
    case.send(case.body.group_chat_id, "archivo", document_id=word)
    operators = secretariat(case)
    served = {telegram for seat in seats for telegram in (seat.titular_telegram, seat.alternate_telegram)}
    for telegram_id in sorted(operators - served):
        case.send(telegram_id, "archivo", document_id=word)
    exhibits.hand_out(case, row, waiting)
    for telegram_id in sorted(operators | {case.actor.telegram_id}):
        _tell_unserved(case, telegram_id, unserved, context)


def serve_late(case: Case, row: Row[Any], seat: Row[Any]) -> None:
    """The convocatoria to a titular who could not be reached when it went out: served from now on, where no other
    means served them before (C8)."""
    mine = (
        service.c.sitting_id == row.id,
        service.c.version == row.version,
        service.c.seat_id == seat.id,
        service.c.person_id == seat.titular_id,
    )
    before = case.db.execute(select(service).where(*mine)).first()
    if before is None or before.means == "chat":
        return
    outbox_id = case.send(
        seat.titular_telegram, "convocatoria", buttons=rsvp_buttons(row.id), **convocatoria_context(case, row)
    )
    if before.means == "none":
        case.db.execute(update(service).where(*mine).values(outbox_id=outbox_id, means="chat"))
    _hand_over(case, row, seat.titular_telegram)


def brief_alternate(case: Case, row: Row[Any], seat: Row[Any]) -> None:
    """The seat's alternate, who is to come, is told; with the convocatoria as it stands and the documents, each once
    (C9; 16)."""
    telegram_id = seat.alternate_telegram
    if telegram_id is None:
        return
    case.send(
        telegram_id,
        "suplencia",
        sitting=name_of(case, row),
        held_at=row.held_at,
        place=row.place,
        post=seat.post,
        titular=seat.titular,
    )
    _hand_over(case, row, telegram_id)


def _hand_over(case: Case, row: Row[Any], telegram_id: int) -> None:
    """The convocatoria's papers as they stand and the documents presented, each once."""
    mine = (document.c.sitting_id == row.id, document.c.version == row.version)
    kinds = document.c.kind.in_(("convocatoria", "calendario"))
    found = case.db.scalars(select(document.c.id).where(*mine, kinds).order_by(document.c.id)).all()
    _copy(case, found, telegram_id)
    exhibits.hand_over(case, row, telegram_id)


def _copy(case: Case, found: Iterable[int], telegram_id: int | None) -> None:
    for paper in found:
        case.send(telegram_id, "archivo", document_id=paper, dedupe_key=f"copy:{paper}:{telegram_id}")


def _tell_unserved(
    case: Case, telegram_id: int, unserved: list[dict[str, Any]], context: dict[str, Any]
) -> None:
    """That the convocatoria went out, and to whom it could not go."""
    bound = case.body.group_chat_id is not None
    case.send(telegram_id, "convocado_st", unserved=unserved, group=bound, **context)


def line(seat: Row[Any]) -> dict[str, Any]:
    """A seat as lists of those to be served have it."""
    return {"key": seat.key, "post": seat.post, "name": seat.titular or ""}


def rsvp_buttons(sitting_id: int) -> list[list[Button]]:
    """*Asistiré*, *Asistirá mi alterno*, *No asistiré*."""
    return [
        [press("rsvp", sitting_id, "yes", style="success")],
        [press("rsvp", sitting_id, "alt"), press("rsvp", sitting_id, "no", style="danger")],
    ]


def convocatoria_context(case: Case, row: Row[Any]) -> dict[str, Any]:
    """What the convocatoria says in chat, and what a later version changes."""
    change = rectifications.issued(case.db, row.id, row.version)
    return {
        "cancelled": row.state == State.CANCELLED,
        "changes": change.changes if change is not None else [],
        "reason": change.reason if change is not None else None,
        "papers": [each for each in exhibits.names(case, row) if each["state"] != "late"],
        "sitting": name_of(case, row),
        "kind": row.kind,
        "held_at": row.held_at,
        "place": row.place,
        "second_at": row.second_at,
        "version": row.version,
        "body": case.body.name,
        "notice": row.notice,
        "agenda": agenda_context(case.db, row.id),
        "second_of": row.second_of is not None,
        "guests": guest_lines(case.db, row.id),
        "article": case.article("notice_ordinary" if row.kind == "ordinary" else "notice_extraordinary"),
    }
