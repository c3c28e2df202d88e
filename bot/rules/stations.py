"""The stations of a sitting, and what may be decided in each."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from bot.rules.days import utc
from bot.rules.errors import (
    ItemNotOnAgenda,
    NoFurtherStation,
    NotInAgendaStation,
    ResumptionNotAhead,
)
from bot.rules.reglamento import SittingKind


class Station(StrEnum):
    """Article 19 f."""

    PREVIOUS_ACTA = "previous_acta"
    DISPATCH = "dispatch"
    REPORTS = "reports"
    REQUESTS = "requests"
    AGENDA = "agenda"
    AGREEMENTS = "agreements"


STATIONS = tuple(Station)


def stations_of(kind: SittingKind) -> tuple[Station, ...]:
    """The stations in their order; an extraordinary sitting treats only its agenda.

    S1; articles 19 b, 19 f.
    """
    return (Station.AGENDA,) if kind == SittingKind.EXTRAORDINARY else STATIONS


def first_station(kind: SittingKind) -> Station:
    """Where a sitting begins when it is installed. S1; article 19 f."""
    return stations_of(kind)[0]


def next_station(station: Station, kind: SittingKind, article: str = "19 f") -> Station:
    """The station after this one; raises NoFurtherStation after the last. S1; article 19 f."""
    order = stations_of(kind)
    place = order.index(station) + 1
    if place == len(order):
        raise NoFurtherStation(station=station, article=article)
    return order[place]


def check_station(station: Station, kind: SittingKind, article: str) -> None:
    """An ordinary sitting decides in the orden del día: raises NotInAgendaStation elsewhere.

    V6; article 19 f.
    """
    if kind == SittingKind.ORDINARY and station != Station.AGENDA:
        raise NotInAgendaStation(station=station, needed=Station.AGENDA, article=article)


def check_item(item: int, agenda: Sequence[object], article: str) -> None:
    """A decision is on an item of the agenda, counted from 1: raises ItemNotOnAgenda.

    V6, S2; LPAG, sessions.
    """
    if not 1 <= item <= len(agenda):
        raise ItemNotOnAgenda(item=item, items=len(agenda), article=article)


def is_urgent(present: int, members: int, in_favour: int) -> bool:
    """A matter off the agenda is decided only with all members present and unanimous on its urgency.

    S2; LPAG, sessions. `members` are the seats that somebody holds.
    """
    return 0 < members == present == in_favour


def check_resumption(resume_at: datetime, now: datetime, article: str) -> None:
    """A suspension names the hour of its resumption, still ahead: raises ResumptionNotAhead.

    S3; LPAG, quorum.
    """
    if utc(resume_at) <= utc(now):
        raise ResumptionNotAhead(allowed_from=now, article=article)
