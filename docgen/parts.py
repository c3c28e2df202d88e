"""Bodies, people, sittings and lists: the pieces of which the documents in `docgen.data` are made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Gender = Literal["f", "m", ""]
SittingKind = Literal["ordinary", "extraordinary"]
Means = Literal["in_person", "virtual", "hybrid"]
Counting = Literal["calendar", "business"]
Presiding = Literal["titular", "alternate", "elected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The collegiate body; `year_name` is the official name of the year of the document."""

    sigla: str
    name: str
    entity: str
    norm: str
    city: str
    year_name: str = ""
    manual: str = "Manual de Operaciones"
    timezone: str = "America/Lima"


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """The article that each sentence cites, by topic; the defaults are the Manual's and LPAG's of 2026."""

    body: str = "12"
    alternate: str = "16"
    committee: str = "20"
    majority: str = "18"
    casting: str = "18"
    notice_ordinary: str = "25 d"
    notice_extraordinary: str = "19 b"
    convene: str = "23 d"
    convene_extraordinary: str = "19 b"
    quorum: str = "19 c"
    second_convening: str = "19 d"
    lists: str = "19 e"
    stations: str = "19 f"
    acta: str = "19 g"
    invite: str = "19 h"
    consensus: str = "23 f"
    attendance: str = "25 e"
    acta_deadline: str = "25 j"
    folder: str = "25 i"
    authorities: str = "LPAG 96"
    members: str = "LPAG 97"
    sessions: str = "LPAG 98"
    votes: str = "LPAG 100"
    duty_to_vote: str = "LPAG 101"
    acta_lpag: str = "LPAG 102"
    monthly_report: str = "25 s"
    minister_report: str = "23 h"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How anybody finds out whether the document is the registered one: a code to type, a link as a QR code."""

    code: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody by name; the name may carry its treatment ("Dra."), the gender may be unknown."""

    name: str
    post: str = ""
    gender: Gender = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A sitting as held or convened; before it is installed it has no number, and `name` says so.

    `rectified_at`: when its latest rectification, or its cancellation, was issued; `first_held_at`: of a second
    convening, for when the first was convened.
    """

    kind: SittingKind
    name: str
    convened_at: datetime
    place: str
    means: Means = "in_person"
    issued_at: datetime | None = None
    rectified_at: datetime | None = None
    second_convening: bool = False
    first_held_at: datetime | None = None
    universal: bool = False
    installed_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presider:
    """Who conducted the sitting and in what right; `seat` is the post of the seat, `since` the hour from which."""

    name: str
    seat: str
    post: str = ""
    why: Presiding = "titular"
    gender: Gender = ""
    article: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    """One list: the first or the second, with the seats present of those required."""

    ordinal: Literal[1, 2]
    taken_at: datetime
    present: int
    required: int
    seats: int

    @property
    def reached(self) -> bool:
        return self.present >= self.required


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Who occupied a seat; a seat handed over during the sitting has two rows with their hours.

    `post` is the person's own post where it differs from the seat's; `designation` is the document that names
    the alternate; `arrived_at` is given only when later than the list, `left_at` only when before the close.
    """

    seat: str
    name: str
    post: str = ""
    alternate: bool = False
    designation: str = ""
    gender: Gender = ""
    arrived_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absentee:
    seat: str
    name: str
    reason: str = ""
    gender: Gender = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Voice and no vote; `item` is the agenda item they were invited for."""

    name: str
    institution: str = ""
    post: str = ""
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """How far ahead a convocatoria was issued, in the days that count, with the article of the minimum."""

    given: int
    required: int
    counting: Counting = "calendar"
    article: str = "25 d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One thing that a rectification changes: from and to, two moments or two texts of a line or several."""

    what: Literal["date", "hour", "place", "agenda", "documents", "second_convening"]
    moment_before: datetime | None = None
    moment: datetime | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A seat that is called; `alternate`: its alternate gets a copy under this name."""

    seat: str
    name: str
    gender: Gender = ""
    alternate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """From when to when somebody was there; without `left_at`, to the close."""

    arrived_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One seat on the attendance sheet; `name` is who came, or the titular where nobody did.

    `first_list` and `second_list` are None where that list was not taken; whoever left and came back has two
    `stays`; `marked_by` is empty or the name of whoever marked the presence in the seat's place.
    """

    seat: str
    name: str
    alternate: bool = False
    designation: str = ""
    first_list: bool | None = None
    second_list: bool | None = None
    stays: tuple[Stay, ...] = ()
    marked_by: str = ""
    gender: Gender = ""
