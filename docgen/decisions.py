"""What is deliberated and decided: agenda, notes, votes by name, acuerdos."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from docgen.parts import Gender

Choice = Literal["for", "against", "abstain", "not_cast"]
Outcome = Literal["approved", "rejected", "annulled"]
Adoption = Literal["vote", "consensus"]
StationName = Literal["previous_acta", "dispatch", "reports", "requests", "agenda", "agreements"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """`points` is what was to be discussed and `notes` what was deliberated; `urgent`: taken up off the agenda
    by all seats, unanimously."""

    number: int
    title: str
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    minutes: int | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station of an ordinary sitting with what was noted in it."""

    station: StationName
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousActa:
    """An acta that waited for approval; not `presented`: it had not been circulated, so nobody could approve it."""

    name: str
    presented: bool = True
    approved: bool = True
    observations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One seat's vote; `reason` is what was written with it."""

    seat: str
    name: str
    choice: Choice
    reason: str = ""
    alternate: bool = False
    gender: Gender = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """The casting vote on a tie, a separate act of whoever presides."""

    seat: str
    name: str
    choice: Literal["for", "against"]
    alternate: bool = False
    gender: Gender = ""
    cast_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """A vote counted again: when, why, and with what counts."""

    reason: str
    in_favour: int
    against: int
    abstentions: int
    recounted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote by name; the counts are computed from the ballots, the outcome is the rules' verdict.

    `readings_differ`: the other reading of the simple majority would have given another result.
    `annulled` is the reason why an annulled vote was annulled.
    """

    text: str
    ballots: tuple[Ballot, ...]
    outcome: Outcome
    item: int | None = None
    casting: Casting | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    majority: Literal["of_votes", "of_present"] = "of_votes"
    readings_differ: bool = False
    annulled: str = ""
    recounts: tuple[Recount, ...] = ()

    @property
    def in_favour(self) -> int:
        return self._count("for")

    @property
    def against(self) -> int:
        return self._count("against")

    @property
    def abstentions(self) -> int:
        return self._count("abstain")

    @property
    def reasoned(self) -> tuple[Ballot, ...]:
        """The ballots with written reasons."""
        return tuple(ballot for ballot in self.ballots if ballot.reason)

    @property
    def unanimous(self) -> bool:
        """Every ballot of those present in favour."""
        return bool(self.ballots) and self.in_favour == len(self.ballots)

    @property
    def tied(self) -> bool:
        return 0 < self.in_favour == self.against

    def _count(self, choice: Choice) -> int:
        return sum(ballot.choice == choice for ballot in self.ballots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acuerdo:
    """`vote` is the vote that adopted it, None by consensus; `annulled` the reason, the code stays.

    `immediate`: the body authorised, at `immediate_at`, that it be executed before the acta is approved.
    """

    code: str
    text: str
    item: int | None = None
    responsible: tuple[str, ...] = ()
    deadline: date | None = None
    adoption: Adoption = "vote"
    vote: Vote | None = None
    immediate: bool = False
    immediate_at: datetime | None = None
    annulled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A cuarto intermedio; `announced_for` is the hour at which it was to end."""

    suspended_at: datetime
    reason: str
    resumed_at: datetime | None = None
    announced_for: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """Reasons of a dissenting vote, given until the end of the next day; `subject` is a code or an item."""

    seat: str
    name: str
    subject: str
    reason: str
    given_at: datetime | None = None
    alternate: bool = False
    gender: Gender = ""
