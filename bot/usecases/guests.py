"""Guests: invited by the President, or through the ST, with voice and no vote (W5; 19 h, 23 e)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, Row, delete, select

from bot.names import same_person
from bot.rules.lifecycle import State, Verb
from bot.store import sittings
from bot.store.engine import add
from bot.store.tables import agenda_item, guest
from bot.usecases.case import Case, Receipt
from bot.usecases.finding import in_preparation, only, prepared, without_day
from bot.usecases.refusals import NotFound
from bot.usecases.room import tell_room
from bot.usecases.sitting import name_of, step

_BY_NAME = (
    select(guest, agenda_item.c.position)
    .outerjoin(agenda_item, agenda_item.c.id == guest.c.agenda_item_id)
    .order_by(guest.c.id)
)


@dataclass(frozen=True, slots=True)
class InviteGuest:
    """A guest of the sitting that runs, else of the one that is prepared; `item` of its agenda.

    `sitting` ("12/03/2026") where several are prepared."""

    verb: ClassVar[Verb] = Verb.INVITE_GUEST
    name: str
    institution: str
    item: int | None = None
    sitting: str = ""


def invite_guest(case: Case, command: InviteGuest) -> Receipt:
    """Before the convocatoria it is announced with it, afterwards to the room.

    Raises NotFound where no sitting is ahead or several are, or the item is not on its agenda; NotLawfulNow.
    """
    row = prepared(case, command.sitting)
    step(case, row.state, Verb.INVITE_GUEST)
    items = sittings.agenda(case.db, row.id)
    places = [str(item.position) for item in items]
    if command.item is not None and str(command.item) not in places:
        raise NotFound(what="item", name=str(command.item), known=tuple(places))
    name, institution = command.name.strip(), command.institution.strip()
    context: dict[str, Any] = {
        "name": name,
        "institution": institution,
        "item": command.item,
        "sitting": name_of(case, row),
        "announced": row.state != State.DRAFT,
        "article": case.article("invite"),
    }
    if _find(case, row.id, name) is None:
        guest_id = add(
            case.db,
            guest,
            sitting_id=row.id,
            name=name,
            institution=institution,
            agenda_item_id=items[command.item - 1].id if command.item is not None else None,
            invited_by=case.actor.person_id,
            invited_at=case.now,
        )
        case.record("guest_invited", f"guest:{guest_id}", sitting=row.id, item=command.item)
        if row.state != State.DRAFT:
            tell_room(case, row, "invitado", **context)
    if not case.answered:
        case.reply("invitado", **context)
    return Receipt("invitado", context)


@dataclass(frozen=True, slots=True)
class WithdrawGuest:
    """The guest does not come, or did not; `name` ends with the sitting's date where it is in several."""

    verb: ClassVar[Verb] = Verb.INVITE_GUEST
    name: str


def withdraw_guest(case: Case, command: WithdrawGuest) -> Receipt:
    """The guest stands in no paper drafted from now on. Raises NotFound, NotLawfulNow."""
    name, day = without_day(command.name)
    rows = [row for row in in_preparation(case) if _find(case, row.id, name) is not None]
    if not rows:
        known = tuple(each.name for row in in_preparation(case) for each in guests(case.db, row.id))
        raise NotFound(what="guest", name=name, known=known, article=case.article("invite"))
    row = only(case, rows, day)
    step(case, row.state, Verb.INVITE_GUEST)
    found = _find(case, row.id, name)
    assert found is not None  # noqa: S101 - the rows are those that have it
    case.db.execute(delete(guest).where(guest.c.id == found.id))
    case.record("guest_withdrawn", f"guest:{found.id}", sitting=row.id)
    case.refresh(row.id)
    context = {"name": found.name, "sitting": name_of(case, row)}
    case.reply("invitado_retirado", **context)
    return Receipt("invitado_retirado", context)


def agenda_meant(case: Case) -> list[tuple[str, str]]:
    """The agenda of the sitting that a guest would be invited to, where that is one: number and text."""
    try:
        row = prepared(case, "")
    except NotFound:
        return []
    return [(str(item.position), item.text) for item in sittings.agenda(case.db, row.id)]


def guests(db: Connection, sitting_id: int) -> list[Row[Any]]:
    """The sitting's guests, with the number of the item they are invited for."""
    return list(db.execute(_BY_NAME.where(guest.c.sitting_id == sitting_id)))


def guest_lines(db: Connection, sitting_id: int) -> list[dict[str, Any]]:
    """The same, to be said."""
    return [
        {"name": each.name, "institution": each.institution, "item": each.position}
        for each in guests(db, sitting_id)
    ]


def _find(case: Case, sitting_id: int, name: str) -> Row[Any] | None:
    wanted = same_person(name)
    return next((each for each in guests(case.db, sitting_id) if same_person(each.name) == wanted), None)
