"""Refusals of the rules: typed fields and the article that refuses, never prose (the words stand in errores.toml)."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

JsonValue = str | int | bool | None | list[str]


def _json(value: object) -> JsonValue:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)


@dataclass(kw_only=True, eq=False)
class RuleBroken(Exception):
    """A rule refuses; `article` is its token as configured ("19 b", "LPAG 99")."""

    article: str

    def fields(self) -> dict[str, JsonValue]:
        """The refusal's values, ready for JSON: ISO dates, ISO datetimes in UTC, tuples as lists of texts."""
        return {field.name: _json(getattr(self, field.name)) for field in dataclasses.fields(self)}

    def __str__(self) -> str:
        return repr(self)

    def __reduce__(self) -> tuple[Callable[[], "RuleBroken"], tuple[()]]:
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return partial(type(self), **values), ()  # exceptions with keyword-only fields don't copy by themselves


def concrete_errors(base: type[RuleBroken] = RuleBroken) -> tuple[type[RuleBroken], ...]:
    """Every refusal that can be raised, in order of name: what errores.toml must have an entry for."""
    found: set[type[RuleBroken]] = set()
    for kind in base.__subclasses__():
        found |= set(concrete_errors(kind)) or {kind}
    return tuple(sorted(found, key=lambda kind: kind.__name__))


@dataclass(kw_only=True, eq=False)
class TooEarly(RuleBroken):
    """Lawful only from `allowed_from` on."""

    allowed_from: datetime


@dataclass(kw_only=True, eq=False)
class NotUnanimous(RuleBroken):
    """All `members` had to be present and in favour."""

    present: int
    members: int
    in_favour: int


# -- the body's rules, its people and the sitting's states


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
    """The act belongs to one of the roles in `needed`."""

    verb: str
    needed: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class ReasonRequired(RuleBroken):
    """The act needs a written reason."""


# -- convening


@dataclass(kw_only=True, eq=False)
class NoticeTooShort(RuleBroken):
    """The notice has `given` of the `required` days; `earliest` is the first lawful date of the sitting."""

    given: int
    required: int
    earliest: date
    counting: str


@dataclass(kw_only=True, eq=False)
class AgendaRequired(RuleBroken):
    """A sitting is convened with its agenda."""


class NotUniversalAttendance(NotUnanimous):
    """Without a lawful convocatoria the body sits only if all are present and agree to it."""


class SecondConveningTooEarly(TooEarly):
    """The second convening can't precede the end of the first."""


# -- roll-call, quorum, attendance


class FirstListTooEarly(TooEarly):
    """The first list can't precede the convened hour."""


class SecondListTooEarly(TooEarly):
    """The second list waits its minutes from the first."""


@dataclass(kw_only=True, eq=False)
class NoQuorum(RuleBroken):
    """`present` of the `required` seats."""

    present: int
    required: int


@dataclass(kw_only=True, eq=False)
class QuorumReached(RuleBroken):
    """A convening can't be concluded for want of a quorum that there is."""

    present: int
    required: int


@dataclass(kw_only=True, eq=False)
class RollCallClosed(RuleBroken):
    """Members mark themselves only while a list is open."""

    state: str


@dataclass(kw_only=True, eq=False)
class NotPresent(RuleBroken):
    """The seat isn't present."""


@dataclass(kw_only=True, eq=False)
class AlreadyPresent(RuleBroken):
    """The seat is present already."""


@dataclass(kw_only=True, eq=False)
class TitularPresent(RuleBroken):
    """The alternate can't act while the titular is present."""


@dataclass(kw_only=True, eq=False)
class AlternateNotDesignated(RuleBroken):
    """No designation of this alternate holds for this sitting."""


@dataclass(kw_only=True, eq=False)
class DesignationIncomplete(RuleBroken):
    """The designation lacks the fields in `missing`."""

    missing: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class HoldsAnotherSeat(RuleBroken):
    """One person can't occupy two seats."""


@dataclass(kw_only=True, eq=False)
class PresiderPresent(RuleBroken):
    """Nobody is elected to preside while the President or their alternate is present."""


@dataclass(kw_only=True, eq=False)
class NobodyPresides(RuleBroken):
    """Neither the President nor an alternate is present, and nobody was elected."""


# -- the sitting and its votes


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


class UrgencyNotUnanimous(NotUnanimous):
    """A matter off the agenda is decided only if all are present and agree on its urgency."""


@dataclass(kw_only=True, eq=False)
class ResumptionNotAhead(TooEarly):
    """A suspended sitting resumes later than now."""


@dataclass(kw_only=True, eq=False)
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


@dataclass(kw_only=True, eq=False)
class CastingVoteMustDecide(RuleBroken):
    """The casting vote is for or against."""


@dataclass(kw_only=True, eq=False)
class ReasonTooLate(RuleBroken):
    """Reasons of a vote were accepted until `allowed_until`."""

    allowed_until: datetime


@dataclass(kw_only=True, eq=False)
class ConsensusObjected(RuleBroken):
    """Those in `objecting` ask for the vote."""

    objecting: tuple[str, ...]


# -- codes


@dataclass(kw_only=True, eq=False)
class InvalidTemplate(RuleBroken):
    """A code's template can't be used: `problem` is a token of codes.Problem, `detail` where it is."""

    template: str
    problem: str
    detail: str


@dataclass(kw_only=True, eq=False)
class CodeIncomplete(RuleBroken):
    """The template needs values that were not given."""

    missing: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class UnreadableReference(RuleBroken):
    """`text` is no code of this body, nor a number and year."""

    text: str


# -- acta, follow-up, committees


@dataclass(kw_only=True, eq=False)
class ActaIncomplete(RuleBroken):
    """The acta lacks the parts in `missing`."""

    missing: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class ActaNotLawfulNow(RuleBroken):
    """The acta takes no such act in this state; approved, its text is immutable."""

    verb: str
    state: str


@dataclass(kw_only=True, eq=False)
class ObservationsPending(RuleBroken):
    """`pending` observations wait to be resolved in a new version."""

    pending: int


@dataclass(kw_only=True, eq=False)
class NotWhereActasAreApproved(RuleBroken):
    """The acta is approved in the station `needed` of the next ordinary sitting, or at its own close."""

    needed: str


@dataclass(kw_only=True, eq=False)
class AcuerdoSettled(RuleBroken):
    """The acuerdo takes no further progress in this status."""

    status: str


@dataclass(kw_only=True, eq=False)
class WrongSize(RuleBroken):
    """`given` people where `minimum` to `maximum` are lawful."""

    given: int
    minimum: int
    maximum: int


class CommitteeWrongSize(WrongSize):
    """A Comité de Trabajo has 3 or 4 members of the body."""


class TooManyAdvisers(WrongSize):
    """The Comité de Asesores has at most 5 experts."""


class TooManyStaff(WrongSize):
    """The Equipo Técnico has at most 7 people."""


@dataclass(kw_only=True, eq=False)
class NotMembers(RuleBroken):
    """The people in `keys` aren't members of what they would have to be."""

    keys: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class CommitteeIncomplete(RuleBroken):
    """A committee is formed with its objectives and its deadline."""

    missing: tuple[str, ...]
