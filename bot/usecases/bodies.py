"""The body as the use cases see it: its names, its zone, its calendar and the rules in force."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, select

from bot.calendar_peru import is_holiday
from bot.rules.reglamento import Counting, MajorityBase, QuorumBase, Reglamento
from bot.store import tables

_BODY = select(tables.body).where(tables.body.c.id == bindparam("id"))
_LOCKED = _BODY.with_for_update(key_share=True)  # rows that point to the body may be added meanwhile


@dataclass(frozen=True)
class Body:
    """A body's configuration, read once per change."""

    id: int
    sigla: str
    name: str
    entity: str
    norm: str
    city: str
    zone: ZoneInfo
    group_chat_id: int | None
    reglamento: Reglamento
    is_holiday: Callable[[date], bool]
    official_years: dict[str, str]
    parent_id: int | None = None
    """The body whose Comité de Trabajo this one is, if it is one."""

    def local(self, moment: datetime) -> datetime:
        """The moment on the body's clocks."""
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        """The date of that moment where the body sits."""
        return self.local(moment).date()

    def article(self, topic: str, moment: datetime) -> str:
        """The token of the article in force for a topic, e.g. "19 c"."""
        return self.reglamento.article(topic, self.day(moment))


def load(db: Connection, body_id: int, *, lock: bool = False) -> Body:
    """The body; `lock` makes its acts take turns on PostgreSQL (on SQLite whoever writes is alone anyway).

    Raises LookupError for an unknown id."""
    query = _LOCKED if lock else _BODY
    row = db.execute(query, {"id": body_id}).first()
    if row is None:
        raise LookupError(f"no body {body_id}")
    return _read(_Frozen(row))


class _Frozen:
    """A row as a cache key: equal where its values are."""

    def __init__(self, row: Row[Any]) -> None:
        self.row, self._text = row, repr(tuple(row))

    def __hash__(self) -> int:
        return hash(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and self._text == other._text


@lru_cache(maxsize=64)
def _read(key: _Frozen) -> Body:
    row = key.row
    return Body(
        id=row.id,
        sigla=row.sigla,
        name=row.name,
        entity=row.entity,
        norm=row.norm,
        city=row.city,
        zone=ZoneInfo(row.zone),
        group_chat_id=row.group_chat_id,
        reglamento=reglamento_from(row.reglamento),
        is_holiday=is_holiday(frozenset(date.fromisoformat(day["date"]) for day in row.holidays)),
        official_years=row.official_years,
        parent_id=row.parent_id,
    )


def reglamento_to(reglamento: Reglamento) -> dict[str, Any]:
    """The parameters as plain JSON."""
    return {name: value for name, value in asdict(reglamento).items() if name != "lpag"}


def reglamento_from(data: dict[str, Any]) -> Reglamento:
    """The parameters from JSON; one that was added since takes the Manual's value."""
    kinds: dict[str, Callable[[Any], Any]] = {
        "ordinary_counting": Counting,
        "extraordinary_counting": Counting,
        "majority": MajorityBase,
        "quorum_base": QuorumBase,
    }
    known = {field.name for field in fields(Reglamento)} - {"lpag"}
    values = {
        name: kinds[name](value) if name in kinds else value for name, value in data.items() if name in known
    }
    return Reglamento(**values)
