"""What the record of a body says, for tests: its rows, its messages, its live messages, its papers."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Table, select

from bot.clock import VirtualClock
from bot.store import tables
from bot.store.engine import reading
from bot.usecases import bodies, views
from bot.usecases.desk import Desk

LIMA = ZoneInfo("America/Lima")
GROUP = -1001
SEATS = {
    key: 71_000_001 + rank
    for rank, key in enumerate(("vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de", "opi"))
}
STAFF = {"teresa": 72_000_001, "luis": 72_000_002}
AGENDA = ("Plan anual de innovación", "Concurso de iniciativas")
FOUR = ("vmpes", "vmps", "dgse", "opi")


def lima(day: int, hour: int = 0, minute: int = 0, *, month: int = 3) -> datetime:
    """A moment of 2026 on Lima's clocks: March unless said; the 2nd is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=LIMA)


HELD = lima(10, 15)


def utc(moment: datetime) -> str:
    """The moment as contexts have it."""
    return moment.astimezone(UTC).isoformat()


@dataclass(frozen=True)
class Said:
    """A message in the outbox: to whom ("group" or a person), by which text, of what, with which buttons."""

    to: str
    template: str
    context: dict[str, Any]
    buttons: list[dict[str, Any]]
    document: int | None

    @property
    def actions(self) -> list[str]:
        """What its buttons do."""
        return [button["action"] for button in self.buttons]


@dataclass
class Record:
    """A desk, the clock it goes by, and what stands in its record."""

    desk: Desk
    clock: VirtualClock
    body_id: int = 0
    ids: dict[str, int] = field(default_factory=dict)
    heard: int = 0

    def number(self, who: str) -> int:
        """The Telegram id by which somebody is known here; a new name gets a new one."""
        known = SEATS | STAFF
        return known.get(who) or self.ids.setdefault(who, 73_000_001 + len(self.ids))

    def at(self, moment: datetime) -> None:
        """Moves the clock, without anything becoming due."""
        self.clock.set(moment)

    def later(self, **step: float) -> None:
        self.clock.advance(timedelta(**step))

    def rows(self, table: Table, *where: Any) -> list[Row[Any]]:
        """A table's rows in the order of its key."""
        with reading(self.desk.engine).connect() as db:
            return list(db.execute(select(table).where(*where).order_by(*table.primary_key.columns)))

    def row(self, table: Table, row_id: int) -> Row[Any]:
        return next(iter(self.rows(table, table.c.id == row_id)))

    def seat(self, key: str) -> Row[Any]:
        return next(iter(self.rows(tables.seat, tables.seat.c.key == key)))

    def sitting(self, sitting: int) -> Row[Any]:
        return self.row(tables.sitting, sitting)

    def person(self, name: str) -> Row[Any]:
        return self.rows(tables.person, tables.person.c.name == name)[-1]

    def codes(self) -> list[str]:
        """The codes of the acuerdos in the order of their adoption."""
        adopted = self.rows(tables.acuerdo, tables.acuerdo.c.code.is_not(None))
        return [row.code for row in sorted(adopted, key=lambda row: (row.year, row.number))]

    def documents(self, kind: str) -> list[Row[Any]]:
        return self.rows(tables.document, tables.document.c.kind == kind)

    def acta(self, sitting: int) -> dict[str, Any]:
        """What the newest acta of the sitting is printed from."""
        return dict([row for row in self.documents("acta") if row.sitting_id == sitting][-1].data)

    def events(self, event: str | None = None) -> list[tuple[str, str]]:
        """The journal: what was done to what, in order."""
        return [(row.event, row.subject) for row in self.rows(tables.journal) if event in (None, row.event)]

    def view(self, template: str, key: str = "") -> views.View:
        """A live message as it would be sent now."""
        shown = [
            row for row in self.rows(tables.live_message)
            if row.template == template and row.key.startswith(key)
        ]  # fmt: skip
        with reading(self.desk.engine).connect() as db:
            body = bodies.load(db, self.body_id)
            view = views.Views(db, self.clock.now()).compose(body, template, shown[-1].context)
        assert view is not None
        return view

    def panel(self, sitting: int) -> views.View:
        """The panel of the sitting as its ST sees it now."""
        with reading(self.desk.engine).connect() as db:
            body = bodies.load(db, self.body_id)
            view = views.Views(db, self.clock.now()).compose(body, "panel", {"sitting": sitting})
        assert view is not None
        return view

    def offered(self, sitting: int) -> list[str]:
        """The acts that the panel offers, without the seats' buttons."""
        actions = [button["action"] for row in self.panel(sitting).buttons for button in row]
        return [action for action in dict.fromkeys(actions) if action != "seat"]

    def said(self, to: str | None = None, template: str | None = None) -> list[Said]:
        """The messages since `hush`, to somebody and by a text if given."""
        return [
            message for message in self._messages(after=self.heard)
            if to in (None, message.to) and template in (None, message.template)
        ]  # fmt: skip

    def hush(self) -> None:
        """What was said so far is not looked at any more."""
        self.heard = self._last()

    def _last(self) -> int:
        return max((row.id for row in self.rows(tables.outbox)), default=0)

    def _messages(self, after: int) -> list[Said]:
        names = {number: who for who, number in (SEATS | STAFF | self.ids | {"group": GROUP}).items()}
        return [
            Said(
                names.get(row.chat_id, str(row.chat_id)), row.template, row.context,
                [button for line in row.buttons or [] for button in line], row.document_id,
            )
            for row in self.rows(tables.outbox)
            if row.id > after and row.live_key is None
        ]  # fmt: skip
