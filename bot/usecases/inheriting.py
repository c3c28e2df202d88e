"""What a draft has when it is corrected goes with the draft that takes its place: files and guests (C3, W5)."""

from sqlalchemy import delete, select, update

from bot.rules.lifecycle import State
from bot.store import sittings
from bot.store.tables import document, guest, sitting
from bot.usecases.case import Case


def inherit(case: Case, sitting_id: int) -> None:
    """A new draft takes over the files and guests of the one that its author had before it, if given up.

    Each keeps its agenda item where the new agenda has it word for word, else it is for the whole sitting.
    """
    before = _given_up(case, sitting_id)
    if before is None:
        return
    texts = {item.text.casefold(): item.id for item in sittings.agenda(case.db, sitting_id)}
    same = {item.id: texts.get(item.text.casefold()) for item in sittings.agenda(case.db, before)}
    for table in (document, guest):
        mine = table.c.sitting_id == before
        for row in case.db.execute(select(table.c.id, table.c.agenda_item_id).where(mine)).all():
            values = {"sitting_id": sitting_id, "agenda_item_id": same.get(row.agenda_item_id)}
            case.db.execute(update(table).where(table.c.id == row.id).values(values))
            case.record("draft_inherited", f"{table.name}:{row.id}", sitting=sitting_id, before=before)


def let_go(case: Case, sitting_id: int) -> None:
    """A draft that is given up for good leaves nothing to the next."""
    mine = (document.c.sitting_id == sitting_id, document.c.state == "attached")
    case.db.execute(
        update(document).where(*mine).values(sitting_id=None, agenda_item_id=None, state="offered")
    )
    case.db.execute(delete(guest).where(guest.c.sitting_id == sitting_id))


def _given_up(case: Case, sitting_id: int) -> int | None:
    """The latest draft of whoever acts before that one, where it was given up."""
    row = case.db.execute(
        select(sitting.c.id, sitting.c.state)
        .where(sitting.c.body_id == case.body.id, sitting.c.drafted_by == case.actor.person_id)
        .where(sitting.c.id < sitting_id)
        .order_by(sitting.c.id.desc())
    ).first()
    return int(row.id) if row is not None and row.state == State.DISCARDED else None
