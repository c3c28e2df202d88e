"""Every refusal of the rules, in the order of a sitting's life; the words stand in errores.toml."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.refusal import Incomplete, JsonValue, NotUnanimous, Short, TooEarly, WrongSize
from bot.rules.refusal import RuleBroken as RuleBroken


def concrete_errors(base: type[RuleBroken] = RuleBroken) -> tuple[type[RuleBroken], ...]:
    """Every refusal that can be raised, in order of name: what errores.toml must have an entry for."""
    found: set[type[RuleBroken]] = set()
    for kind in base.__subclasses__():
        found |= set(concrete_errors(kind)) or {kind}
    return tuple(sorted(found, key=lambda kind: kind.__name__))


# The body's rules, its people, the sitting's states


@dataclass(kw_only=True, eq=False)
class InvalidReglamento(RuleBroken):
    """A parameter of the body's rules has a value that can't work."""

    parameter: str
    value: str


@dataclass(kw_only=True, eq=False)
class NotLawfulNow(RuleBroken):
    """The act isn't lawful in this state; `lawful` are those that are."""

    verb: str
    state: str
    lawful: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class NotEntitled(RuleBroken):
    """The act belongs to one of the roles in `needed`; a convening would be lawful from `earliest` on."""

    verb: str
    needed: tuple[str, ...]
    earliest: date | None = None

    def fields(self) -> dict[str, JsonValue]:
        """Without `earliest` where it is of no concern."""
        return {name: value for name, value in RuleBroken.fields(self).items() if value is not None}


class ReasonRequired(RuleBroken):
    """The act needs a written reason."""


# Convening


@dataclass(kw_only=True, eq=False)
class NoticeTooShort(RuleBroken):
    """The notice has `given` of the `required` days; `earliest` is the first lawful date of the sitting."""

    given: int
    required: int
    earliest: date
    counting: str


class AgendaRequired(RuleBroken):
    """A sitting is convened with its agenda."""


class NotUniversalAttendance(NotUnanimous):
    """Without a lawful convocatoria the body sits only if all are present and agree to it."""


class SecondConveningTooEarly(TooEarly):
    """The second convening can't precede the second list of the first."""


# Alternates, roll-call, quorum, presidency


class NoAlternate(RuleBroken):
    """The seat has no alternate to attend."""


class AlternateNotDesignated(RuleBroken):
    """No designation of this alternate holds for this sitting."""


class DesignationIncomplete(Incomplete):
    """A designation states name, post and document."""


class HoldsAnotherSeat(RuleBroken):
    """One person can't occupy two seats."""


class SeatOccupied(RuleBroken):
    """The alternate can't act while the titular is present."""


class FirstListTooEarly(TooEarly):
    """The first list can't precede the convened hour."""


class SecondListTooEarly(TooEarly):
    """The second list waits its minutes from the first."""


class NoQuorum(Short):
    """Fewer seats are present than required."""


class QuorumReached(Short):
    """A convening can't be concluded for want of a quorum that there is."""


class NotPresent(RuleBroken):
    """The seat isn't present."""


class NoPresider(RuleBroken):
    """Neither the President nor an alternate is present, and nobody was elected."""


class PresiderPresent(RuleBroken):
    """Nobody is elected to preside while the President, their alternate or whoever was elected is present."""


# The sitting and its votes


@dataclass(kw_only=True, eq=False)
class NoFurtherStation(RuleBroken):
    """`station` is the last."""

    station: str


@dataclass(kw_only=True, eq=False)
class NotInAgendaStation(RuleBroken):
    """Decisions are taken in the station `needed`; the sitting is in `station`."""

    station: str
    needed: str


@dataclass(kw_only=True, eq=False)
class ItemNotOnAgenda(RuleBroken):
    """The agenda has items 1 to `items`."""

    item: int
    items: int


class ResumptionNotAhead(TooEarly):
    """A suspended sitting resumes later than now."""


class VoteStillOpen(RuleBroken):
    """Another vote has to be decided first."""


@dataclass(kw_only=True, eq=False)
class VoteNotOpen(RuleBroken):
    """The vote takes no such act in this state."""

    state: str


@dataclass(kw_only=True, eq=False)
class NotATie(RuleBroken):
    """The casting vote opens only on a tie."""

    in_favour: int
    against: int


class CastingVoteMustDecide(RuleBroken):
    """The casting vote is for or against."""


@dataclass(kw_only=True, eq=False)
class ReasonTooLate(RuleBroken):
    """Reasons of a vote were accepted until `allowed_until`."""

    allowed_until: datetime


# Codes


@dataclass(kw_only=True, eq=False)
class InvalidTemplate(RuleBroken):
    """A code's template can't be used: `problem` is a token of codes.Problem, `detail` where it is."""

    template: str
    problem: str
    detail: str


class CodeIncomplete(Incomplete):
    """The template needs values that were not given."""


@dataclass(kw_only=True, eq=False)
class UnreadableReference(RuleBroken):
    """`text` is no code of this body, nor a number and year."""

    text: str


# Acta, follow-up, committees


@dataclass(kw_only=True, eq=False)
class ActaNotLawfulNow(RuleBroken):
    """The acta takes no such act in this state; approved, its text is immutable."""

    verb: str
    state: str


@dataclass(kw_only=True, eq=False)
class ObservationsPending(RuleBroken):
    """`pending` observations, of `observers`, wait to be resolved in a new version."""

    pending: int
    observers: tuple[str, ...] = ()


class ConformityMissing(Incomplete):
    """Those named took part and have not agreed to the acta that its own close would approve."""


class NothingToSign(RuleBroken):
    """Everybody who took part has signed."""


@dataclass(kw_only=True, eq=False)
class NotWhereActasAreApproved(RuleBroken):
    """The acta is approved in the station `needed` of the next ordinary sitting, or at its own close."""

    needed: str


@dataclass(kw_only=True, eq=False)
class AcuerdoSettled(RuleBroken):
    """The acuerdo takes no further progress in this status."""

    status: str


@dataclass(kw_only=True, eq=False)
class MonthAhead(RuleBroken):
    """The month that a report was asked on has not begun."""

    month: int
    year: int


class CommitteeWrongSize(WrongSize):
    """A Comité de Trabajo has 3 or 4 members of the body."""


class CommitteeIncomplete(Incomplete):
    """A committee is formed with its objectives and its deadline."""


@dataclass(kw_only=True, eq=False)
class CommitteeOver(RuleBroken):
    """The committee of that name holds no more sittings: it was `fulfilled`, or ended for that `reason`."""

    name: str
    fulfilled: bool
    ended_on: date
    reason: str


@dataclass(kw_only=True, eq=False)
class CommitteeSits(RuleBroken):
    """The committee of that name can't be over while its `sittings` are convened, or go on."""

    name: str
    sittings: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class NotMembers(RuleBroken):
    """The people in `keys` aren't members of what they would have to be."""

    keys: tuple[str, ...]


class TooManyAdvisers(WrongSize):
    """The Comité de Asesores has at most 5 experts."""
