"""Papers that keep the record of a sitting or a committee: service, votes, committees, the folder's index."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from docgen.decisions import Acuerdo, Dissent, Vote
from docgen.parts import Articles, Body, Gender, Person, Sitting

Served = Literal["chat", "other", "none"]
IndexState = Literal["", "draft", "circulated", "approved", "late", "cancelled", "replaced", "withheld"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How one seat was served with the convocatoria; `days`: how many days ahead of the sitting, None
    where it was after it.

    `medium` and `reference` tell the other means; without `served_at` the seat was not served. `seen_at` is
    the first reaction to it.
    """

    seat: str
    name: str
    means: Served = "none"
    medium: str = ""
    reference: str = ""
    served_at: datetime | None = None
    days: int | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notificaciones:
    """The register of service of a convocatoria, or of what cancelled it: each seat with hour, margin, means and
    reaction.
    """

    body: Body
    sitting: Sitting
    lines: tuple[Service, ...]
    secretary: Person
    version: int = 1
    cancelled: bool = False
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.sitting.closed_at or self.sitting.convened_at

    @property
    def unserved(self) -> int:
        """How many titulares were not served; a vacant seat has none."""
        return sum(line.served_at is None for line in self.lines if line.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenVote:
    """A vote as its table shows it: `code` of the acuerdo that it adopted, `absent` the seats that took no part.

    `dissents` are the reasons that were added once it was closed.
    """

    vote: Vote
    item_title: str = ""
    code: str = ""
    absent: tuple[str, ...] = ()
    dissents: tuple[Dissent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Votacion:
    """The vote tables of a sitting, and what it adopted by consensus."""

    body: Body
    sitting: Sitting
    secretary: Person
    votes: tuple[TakenVote, ...]
    consensus: tuple[Acuerdo, ...] = ()
    version: int = 1
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.sitting.closed_at or self.sitting.convened_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A seat in a committee."""

    seat: str
    name: str
    coordinator: bool = False
    gender: Gender = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comite:
    """The constitution of a Comité de Trabajo; `acuerdo` is the code of the act that formed it, in `sitting`."""

    body: Body
    number: int
    name: str
    objectives: str
    deadline: date
    formed_at: datetime
    members: tuple[Member, ...]
    president: Person
    secretary: Person
    acuerdo: str = ""
    sitting: str = ""
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.formed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class InformeComite:
    """A report of a Comité de Trabajo, the `ordinal`-th; `author` coordinates it or filed the report for it."""

    body: Body
    number: int
    name: str
    ordinal: int
    objectives: str
    deadline: date
    text: str
    author: Person
    coordinator: Person
    president: Person
    filed_at: datetime
    acuerdo: str = ""
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.filed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """A document of the folder: its number of registration, kind, date, size in bytes and SHA-256 in hex.

    `withheld`: it stands in the folder and is left out of this copy; `cancelled`: it calls the sitting off;
    `replaced`: by the version `replaced_by`, whatever its state was.
    """

    number: int
    kind: str
    name: str
    dated: datetime
    size: int
    sha256: str
    version: int = 1
    state: IndexState = ""
    replaced_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Indice:
    """The index of a digital folder, of a sitting or of the body's general documents; `public`: of its public copy."""

    body: Body
    title: str
    lines: tuple[IndexLine, ...]
    made_at: datetime
    secretary: Person
    public: bool = False
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.made_at

    @property
    def size(self) -> int:
        """Of all documents in it, in bytes."""
        return sum(line.size for line in self.lines if line.state != "withheld")
