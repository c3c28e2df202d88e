"""The shapes that a document is printed from: frozen, flat, JSON-able; one class per kind of document.

Dates are `datetime.date`; moments are aware `datetime` in any zone and are printed in the body's zone.
Tokens are English and never printed. Articles are the short tokens of the rules ("19 c", "LPAG 99"). Text is
plain text in which a newline starts a new line. An empty string or None means: unknown, or nothing to say.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeVar

from docgen.decisions import (
    Acuerdo,
    AgendaItem,
    Ballot,
    Casting,
    Dissent,
    PreviousActa,
    Station,
    Suspension,
    Vote,
)
from docgen.parts import (
    Absentee,
    Articles,
    Attendee,
    Body,
    Guest,
    Means,
    Notice,
    Person,
    Presider,
    Recipient,
    RollCall,
    SheetRow,
    Sitting,
    SittingKind,
)

__all__ = [
    "KINDS",
    "Absentee",
    "Acta",
    "Acuerdo",
    "AgendaItem",
    "Articles",
    "Asistencia",
    "Attendee",
    "Ballot",
    "Body",
    "Casting",
    "Constancia",
    "Convocatoria",
    "Designacion",
    "Dissent",
    "Document",
    "Guest",
    "Notice",
    "Person",
    "Presider",
    "PreviousActa",
    "Recipient",
    "RollCall",
    "SheetRow",
    "Sitting",
    "Station",
    "Suspension",
    "Vote",
]


ActaState = Literal["draft", "circulated", "approved"]
Decided = TypeVar("Decided", Vote, Acuerdo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliberation:
    """What was decided under one agenda item: votes without an acuerdo, and the acuerdos."""

    item: AgendaItem
    votes: tuple[Vote, ...]
    acuerdos: tuple[Acuerdo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Whoever signs, with the seat and the capacities in which they sign."""

    name: str
    seat: str
    alternate: bool = False
    presides: bool = False
    secretary: bool = False
    gender: Literal["f", "m", ""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acta:
    """The record of a sitting; `votes` are those that led to no acuerdo, the others stand in theirs."""

    body: Body
    sitting: Sitting
    presider: Presider
    secretary: Person
    lists: tuple[RollCall, ...]
    attendees: tuple[Attendee, ...]
    agenda: tuple[AgendaItem, ...]
    absentees: tuple[Absentee, ...] = ()
    guests: tuple[Guest, ...] = ()
    previous_acta: PreviousActa | None = None
    stations: tuple[Station, ...] = ()
    votes: tuple[Vote, ...] = ()
    acuerdos: tuple[Acuerdo, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    documents: tuple[str, ...] = ()
    state: ActaState = "draft"
    version: int = 1
    articles: Articles = field(default_factory=Articles)

    @property
    def deliberations(self) -> tuple[Deliberation, ...]:
        """The agenda in order, each item with the votes and acuerdos that carry its number."""
        votes, acuerdos = _by_item(self.votes), _by_item(self.acuerdos)
        return tuple(
            Deliberation(item=item, votes=tuple(votes[item.number]), acuerdos=tuple(acuerdos[item.number]))
            for item in self.agenda
        )

    @property
    def loose_votes(self) -> tuple[Vote, ...]:
        """Votes without an acuerdo that belong to no agenda item."""
        known = {item.number for item in self.agenda}
        return tuple(vote for vote in self.votes if vote.item not in known)

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Whoever presided, every other participant once, the Secretaría Técnica if it held no seat."""
        presider, secretary = self.presider.name, self.secretary.name
        seats = {person.name: person for person in self.attendees}
        found = [
            Signatory(
                name=person.name,
                seat=person.seat,
                alternate=person.alternate,
                presides=person.name == presider,
                secretary=person.name == secretary,
                gender=person.gender,
            )
            for person in seats.values()
        ]
        found.sort(key=lambda person: not person.presides)
        if secretary not in seats:
            found.append(
                Signatory(
                    name=secretary, seat=self.secretary.post, secretary=True, gender=self.secretary.gender
                )
            )
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convocatoria:
    """The call to a sitting without number yet; from version 2 on a RECTIFICACIÓN of what `changes` says.

    `convener` signs in the right that `convener_role` names; `requested_by` is whose request the President
    took up. `first_held_at` is given for a second convening: when the sitting without quorum was called for.
    """

    body: Body
    kind: SittingKind
    issued_at: datetime
    held_at: datetime
    place: str
    agenda: tuple[AgendaItem, ...]
    notice: Notice
    recipients: tuple[Recipient, ...]
    convener: Person
    convener_role: Literal["president", "secretary"] = "secretary"
    requested_by: str = ""
    means: Means = "in_person"
    second_convening_at: datetime | None = None
    first_held_at: datetime | None = None
    documents: tuple[str, ...] = ()
    version: int = 1
    changes: str = ""
    articles: Articles = field(default_factory=Articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Designacion:
    """The letter by which a titular names an alternate, or ends the designation (`withdrawn`).

    `document` is its number; without `sitting` it holds for all sittings from `valid_from` on.
    """

    body: Body
    document: str
    issued_on: date
    titular: Person
    seat: str
    alternate: Person
    president: Person
    valid_from: date
    valid_until: date | None = None
    sitting: str = ""
    withdrawn: bool = False
    articles: Articles = field(default_factory=Articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asistencia:
    """The attendance sheet: one row per seat, with room for a signature by hand."""

    body: Body
    sitting: Sitting
    rows: tuple[SheetRow, ...]
    secretary: Person
    lists: tuple[RollCall, ...] = ()
    guests: tuple[Guest, ...] = ()
    articles: Articles = field(default_factory=Articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constancia:
    """That a convening ended without quorum: both lists, the present, the absent and their reasons."""

    body: Body
    sitting: Sitting
    lists: tuple[RollCall, ...]
    present: tuple[Attendee, ...]
    absentees: tuple[Absentee, ...]
    secretary: Person
    concluded_at: datetime
    second_convening_at: datetime | None = None
    articles: Articles = field(default_factory=Articles)


Document = Acta | Convocatoria | Designacion | Asistencia | Constancia

KINDS: dict[str, type[Document]] = {
    "acta": Acta,
    "convocatoria": Convocatoria,
    "designacion": Designacion,
    "asistencia": Asistencia,
    "constancia": Constancia,
}


def _by_item(things: Iterable[Decided]) -> defaultdict[int, list[Decided]]:
    found: defaultdict[int, list[Decided]] = defaultdict(list)
    for thing in things:
        if thing.item is not None:
            found[thing.item].append(thing)
    return found
