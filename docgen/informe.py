"""The report on a month: to the body by the Secretaría Técnica, or to the Minister by the Presidency."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from docgen.parts import Articles, Body, Person, SittingKind

Status = Literal["pending", "in_progress", "fulfilled", "overdue", "without_effect"]
Delivery = Literal["met", "late", "pending", "overdue", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSitting:
    """A sitting of the month; `acta` says whether it went out by `acta_due`, and `acta_sent` when it did."""

    name: str
    kind: SittingKind
    held_on: date
    attended: int
    seats: int
    adopted: int = 0
    acta: Delivery = "none"
    acta_due: date | None = None
    acta_sent: date | None = None

    @property
    def percent(self) -> int:
        return round(100 * self.attended / self.seats) if self.seats else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An acuerdo as it stood on the report's last day; `progress` is the latest that was said of it."""

    code: str
    text: str
    status: Status
    responsible: tuple[str, ...] = ()
    deadline: date | None = None
    days_overdue: int = 0
    progress: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many acuerdos stand so."""

    status: Status
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """One month of the report's history."""

    year: int
    month: int
    adopted: int
    fulfilled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Informe:
    """The report on a month, up to `until`; `recipient` is the body (25 s) or the Minister (23 h).

    `statuses` counts every acuerdo adopted so far; `followed` are those that are still open, and those that
    were settled in the month. `attendance` is of the sittings of the last months, `months` their history.
    """

    body: Body
    recipient: Literal["body", "minister"]
    year: int
    month: int
    until: date
    issued_at: datetime
    secretary: Person
    president: Person
    statuses: tuple[Count, ...]
    months: tuple[MonthFigures, ...]
    sittings: tuple[HeldSitting, ...] = ()
    attendance: tuple[HeldSitting, ...] = ()
    without_quorum: int = 0
    cancelled: int = 0
    followed: tuple[Followed, ...] = ()
    advances: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    critical_points: tuple[str, ...] = ()
    bottlenecks: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    version: int = 1
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.issued_at

    @property
    def total(self) -> int:
        return sum(each.number for each in self.statuses)

    @property
    def overdue(self) -> tuple[Followed, ...]:
        return tuple(each for each in self.followed if each.status == "overdue")

    @property
    def underway(self) -> tuple[Followed, ...]:
        """Those still open and in time."""
        return tuple(each for each in self.followed if each.status in ("pending", "in_progress"))

    @property
    def settled(self) -> tuple[Followed, ...]:
        return tuple(each for each in self.followed if each.status in ("fulfilled", "without_effect"))

    @property
    def actas_met(self) -> int:
        return sum(each.acta == "met" for each in self.sittings)
