"""The documents presented to a sitting: named in its papers, sent with the convocatoria or after it (C3; 25 d)."""

from typing import Any

from sqlalchemy import Row, select, update

from bot.store import people
from bot.store.tables import agenda_item, document
from bot.usecases.case import Case
from bot.usecases.room import secretariat
from bot.usecases.sitting import name_of

KIND = "presentado"


def attached(case: Case, row: Row[Any]) -> list[Row[Any]]:
    """What waits for the sitting's convocatoria: from now on it has gone out with it."""
    waiting = of_sitting(case, row, document.c.state == "attached")
    for each in waiting:
        case.db.execute(update(document).where(document.c.id == each.id).values(state="distributed"))
    return waiting


def hand_out(case: Case, row: Row[Any], papers: list[Row[Any]], but: int | None = None) -> None:
    """To every titular and alternate, the group and the Equipo Técnico; `but` whoever sent it."""
    told: set[int | None] = {case.body.group_chat_id}
    for seat in people.seats(case.db, case.body.id, row.id):
        told |= {seat.titular_telegram, seat.alternate_telegram}
    told |= secretariat(case)
    reached = sorted(each for each in told if each is not None and each != but)
    for each in papers:
        for telegram_id in reached:
            send(case, row, each, telegram_id)


def hand_over(case: Case, row: Row[Any], telegram_id: int) -> None:
    """What was distributed so far, to somebody who comes later; each document once."""
    for each in of_sitting(case, row, document.c.state == "distributed"):
        send(case, row, each, telegram_id)


def send(case: Case, row: Row[Any], found: Row[Any], telegram_id: int) -> None:
    """One of them to somebody, once."""
    case.send(
        telegram_id,
        "documento_presentado",
        document_id=found.id,
        dedupe_key=f"presented:{found.id}:{telegram_id}",
        sitting=name_of(case, row),
        item=found.position,
        item_text=found.item_text,
        state=found.state,
    )


def names(case: Case, row: Row[Any]) -> list[dict[str, Any]]:
    """What was presented to the sitting, in order: name, item, and how it stands."""
    return [{"name": each.name, "item": each.position, "state": each.state} for each in of_sitting(case, row)]


def of_sitting(case: Case, row: Row[Any], *where: Any) -> list[Row[Any]]:
    """The documents presented to the sitting, in order, with the number and text of the item that each is for."""
    query = (
        select(document, agenda_item.c.position, agenda_item.c.text.label("item_text"))
        .outerjoin(agenda_item, agenda_item.c.id == document.c.agenda_item_id)
        .where(document.c.sitting_id == row.id, document.c.kind == KIND, *where)
    )
    return list(case.db.execute(query.order_by(document.c.id)))
