"""Who is told what happens in a sitting: the group, and those who lead it."""

from typing import Any

from sqlalchemy import Row

from bot.store import people, sittings
from bot.usecases.buttons import Button, Rows
from bot.usecases.case import Case


def tell_room(
    case: Case,
    row: Row[Any],
    template: str,
    *,
    leading: Rows | None = None,
    but: int | None = None,
    **context: Any,
) -> None:
    """Says it in the group, and to those who lead each in their own chat, there with the buttons `leading`; not
    to whoever is told otherwise (`but`).

    The live messages follow."""
    case.send(case.body.group_chat_id, template, **context)
    for chat_id in sorted(leaders(case) - {but}):
        case.send(chat_id, template, buttons=leading, **context)
    case.refresh(row.id)


def ask_room(
    case: Case, row: Row[Any], template: str, ask: list[Button], lead: list[Button], **context: Any
) -> None:
    """Puts something to the group and to all present, with the buttons `ask`; those who lead also get `lead`."""
    case.send(case.body.group_chat_id, template, buttons=[ask], **context)
    leading = leaders(case)
    present = {seat.telegram_id for seat in sittings.present(case.db, row.id)}
    for telegram_id in sorted((present | leading) - {None}):
        buttons = [lead, ask] if telegram_id in leading else [ask]
        case.send(telegram_id, template, buttons=buttons, **context)


def show_panel(case: Case, sitting_id: int, chat_id: int | None) -> None:
    """A fresh live panel in that chat; an earlier one there rests."""
    case.show(f"panel:{sitting_id}:{chat_id}", sitting_id, chat_id, "panel", sitting=sitting_id)


def conductors(case: Case) -> set[int]:
    """The ST, the President, and whoever presides a sitting in their place; those who are enrolled (W4)."""
    seats = people.seats(case.db, case.body.id)
    found = {seat.titular_telegram for seat in seats if seat.presides or seat.technical_secretary}
    found |= {each.telegram_id for each in sittings.presiders(case.db, case.body.id)}
    return found - {None}


def leaders(case: Case) -> set[int]:
    """The conductors and the Equipo Técnico, those who are enrolled."""
    return conductors(case) | secretariat(case)


def secretariat(case: Case) -> set[int]:
    """The ST and the Equipo Técnico, those who are enrolled."""
    return {operator.telegram_id for operator in people.operators(case.db, case.body.id)}
