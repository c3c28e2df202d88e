"""The secretary's notes, to an agenda item or a station (S4; 25 i)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, insert

from bot.rules.lifecycle import Station, Verb
from bot.rules.reglamento import SittingKind
from bot.store import sittings
from bot.store.tables import note
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import running, step


@dataclass(frozen=True, slots=True)
class RecordNote:
    """A note to an agenda item by its number, or to a station."""

    verb: ClassVar[Verb] = Verb.RECORD_NOTE
    text: str
    item: int | None = None
    station: Station | None = None


def record_note(case: Case, command: RecordNote) -> Receipt:
    """Goes to the running sitting, in its present station where nothing else is said.

    Raises NotFound where none runs, the item is not on its agenda or it has no such station; NotLawfulNow.
    """
    row = running(case)
    step(case, row.state, Verb.RECORD_NOTE)
    item_id, station = _place(case, row, command)
    case.db.execute(
        insert(note).values(
            sitting_id=row.id,
            agenda_item_id=item_id,
            station=station,
            text=command.text,
            person_id=case.actor.person_id,
            noted_at=case.now,
        )
    )
    case.record("note_taken", f"sitting:{row.id}", item=command.item, station=station, text=command.text)
    context: dict[str, Any] = {"text": command.text, "item": command.item, "station": station}
    case.reply("nota_anotada", **context)
    return Receipt("nota_anotada", context)


def _place(case: Case, row: Row[Any], command: RecordNote) -> tuple[int | None, str | None]:
    """Where the acta prints the note; an extraordinary sitting has no stations, only its agenda (19 f)."""
    items = {item.position: item.id for item in sittings.agenda(case.db, row.id)}
    if command.item is not None:
        if command.item not in items:
            raise NotFound(what="item", name=str(command.item), known=tuple(map(str, items)))
        return items[command.item], None
    if row.kind == SittingKind.EXTRAORDINARY:
        raise NotFound(what="item", name=command.station or "", known=tuple(map(str, items)))
    return None, command.station or row.station
