"""The agenda: its items with their times, and what waits to be put on the next one (S1, S2, S4; 19 f, 25 c)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, exists, func, insert, select, update

from bot.rules.agenda import Item, read_item
from bot.rules.lifecycle import State
from bot.store.engine import add
from bot.store.tables import agenda_item, matter, metadata, sitting
from bot.usecases.case import Case

_FREE = (State.DRAFT, State.DISCARDED, State.CANCELLED, State.CONCLUDED)


def keep_agenda(case: Case, sitting_id: int, items: Sequence[str]) -> None:
    """The agenda's items, added in order; one that has waited for an agenda waits no more."""
    waited = {_title(each.text): each.id for each in waiting(case)}
    last = select(func.max(agenda_item.c.position)).where(agenda_item.c.sitting_id == sitting_id)
    first = (case.db.execute(last).scalar() or 0) + 1
    rows = []
    for position, typed in enumerate(items, start=first):
        matter_id = waited.get(_title(typed))
        rows.append(columns(typed) | {"sitting_id": sitting_id, "position": position, "matter_id": matter_id})
    if rows:
        case.db.execute(insert(agenda_item), rows)


def columns(typed: str) -> dict[str, Any]:
    """What an item's row holds of what was typed."""
    item = read_item(typed)
    return {"text": item.title, "minutes": item.minutes, "points": list(item.points)}


def as_typed(row: Row[Any]) -> str:
    """An item as it stands in the form: "Plan de trabajo (20 min)", and its points on lines below."""
    return Item(row.text, row.minutes, tuple(row.points)).typed


def _title(typed: str) -> str:
    return read_item(typed).title.casefold()


def waiting(case: Case, draft_id: int = 0) -> list[Row[Any]]:
    """What is to be offered for the next agenda, beside what that draft has of it already."""
    placed = exists().where(
        agenda_item.c.matter_id == matter.c.id,
        sitting.c.id == agenda_item.c.sitting_id,
        sitting.c.state.not_in(_FREE) | (sitting.c.id == draft_id),
    )
    mine = (matter.c.body_id == case.body.id, matter.c.for_agenda.is_(True))
    return list(case.db.execute(select(matter).where(*mine, ~placed).order_by(matter.c.id)))


def waiting_as(case: Case, text: str) -> int | None:
    """The matter that waits in those words, if any."""
    return next((each.id for each in waiting(case) if _title(each.text) == _title(text)), None)


def let_wait(
    case: Case, kind: str, text: str, sitting_id: int | None, *, for_agenda: bool = True, **who: Any
) -> int:
    """A matter for an agenda to come; its id. `who`: seat_id and person_id of whoever raised it."""
    matter_id = add(
        case.db,
        matter,
        body_id=case.body.id,
        kind=kind,
        text=text,
        sitting_id=sitting_id,
        raised_at=case.now,
        for_agenda=for_agenda,
        **who,
    )
    case.record("matter_raised", f"matter:{matter_id}", kind=kind, text=text, sitting=sitting_id)
    return matter_id


def put_forward(case: Case, matter_id: int) -> None:
    """A request is to be offered for the next agenda."""
    case.db.execute(update(matter).where(matter.c.id == matter_id).values(for_agenda=True))
    case.record("matter_put_forward", f"matter:{matter_id}")


def replace_agenda(case: Case, sitting_id: int, items: Sequence[str]) -> None:
    """Another agenda: what stays of it keeps its documents and guests, those of what goes stay with the sitting."""
    mine = agenda_item.c.sitting_id == sitting_id
    waited = {_title(each.text): each.id for each in waiting(case)}
    known = {row.text.casefold(): row for row in case.db.execute(select(agenda_item).where(mine))}
    case.db.execute(update(agenda_item).where(mine).values(position=-agenda_item.c.position))
    fresh = []
    for position, typed in enumerate(items, start=1):
        row = known.pop(_title(typed), None)
        values = columns(typed) | {"position": position}
        if row is None:
            fresh.append(values | {"sitting_id": sitting_id, "matter_id": waited.get(_title(typed))})
            continue
        case.db.execute(update(agenda_item).where(agenda_item.c.id == row.id).values(**values))
    for row in known.values():
        _let_go(case, row.id)
    if fresh:
        case.db.execute(insert(agenda_item), fresh)


def _let_go(case: Case, item_id: int) -> None:
    """The item goes; whatever hung on it hangs on its sitting."""
    for table in metadata.tables.values():
        for column in table.columns:
            if column.references(agenda_item.c.id) and column.nullable:
                case.db.execute(update(table).where(column == item_id).values({column: None}))
    case.db.execute(delete(agenda_item).where(agenda_item.c.id == item_id))
