"""The acta: the whole record of a sitting, with what its page gathers from it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeVar

from docgen import spanish_gender
from docgen.decisions import Acuerdo, AgendaItem, Dissent, PreviousActa, Station, Suspension, Vote
from docgen.parts import (
    Absentee,
    Articles,
    Attendee,
    Body,
    Gender,
    Guest,
    Person,
    Presider,
    RollCall,
    Sitting,
    Verification,
)

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
    gender: Gender = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acta:
    """The record of a sitting; `votes` are those that led to no acuerdo, the others stand in theirs.

    `presider` opened the sitting; `successors` took the presidency over, each at their hour.
    """

    body: Body
    sitting: Sitting
    presider: Presider
    secretary: Person
    lists: tuple[RollCall, ...]
    attendees: tuple[Attendee, ...]
    agenda: tuple[AgendaItem, ...]
    absentees: tuple[Absentee, ...] = ()
    guests: tuple[Guest, ...] = ()
    successors: tuple[Presider, ...] = ()
    previous_actas: tuple[PreviousActa, ...] = ()
    stations: tuple[Station, ...] = ()
    votes: tuple[Vote, ...] = ()
    acuerdos: tuple[Acuerdo, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    documents: tuple[str, ...] = ()
    state: ActaState = "draft"
    version: int = 1
    verification: Verification | None = None
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.sitting.closed_at or self.sitting.convened_at

    @property
    def closer(self) -> Presider:
        """Whoever presided at the close."""
        return self.successors[-1] if self.successors else self.presider

    @property
    def deliberations(self) -> tuple[Deliberation, ...]:
        """The agenda in order, each item with the votes and acuerdos that carry its number."""
        votes, acuerdos = _by_item(self.votes), _by_item(self.acuerdos)
        return tuple(
            Deliberation(item=item, votes=tuple(votes[item.number]), acuerdos=tuple(acuerdos[item.number]))
            for item in self.agenda
        )

    @property
    def untreated(self) -> tuple[AgendaItem, ...]:
        """Agenda items of which nothing was recorded."""
        return tuple(
            each.item for each in self.deliberations if not (each.item.notes or each.votes or each.acuerdos)
        )

    @property
    def loose_votes(self) -> tuple[Vote, ...]:
        """Votes without an acuerdo that belong to no agenda item."""
        known = {item.number for item in self.agenda}
        return tuple(vote for vote in self.votes if vote.item not in known)

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Whoever presided, every other participant once, the Secretaría Técnica if it held no seat."""
        presided = {self.presider.name, *(each.name for each in self.successors)}
        secretary = self.secretary.name
        seats = {person.name: person for person in self.attendees}
        found = [
            Signatory(
                name=person.name,
                seat=person.seat,
                alternate=person.alternate,
                presides=person.name in presided,
                secretary=person.name == secretary,
                gender=spanish_gender.of_person(person),
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


def _by_item(things: Iterable[Decided]) -> defaultdict[int, list[Decided]]:
    found: defaultdict[int, list[Decided]] = defaultdict(list)
    for thing in things:
        if thing.item is not None:
            found[thing.item].append(thing)
    return found
