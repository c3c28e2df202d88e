"""The acta: its states, its circulation, observations and approval."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.errors import (
    ActaNotLawfulNow,
    ConformityMissing,
    NotWhereActasAreApproved,
    ObservationsPending,
)
from bot.rules.lifecycle import ActaState, Station
from bot.rules.reglamento import SittingKind
from bot.rules.verbs import Verb

ACTA_NEXT: dict[tuple[ActaState, Verb], ActaState] = {
    (ActaState.DRAFT, Verb.DRAFT_ACTA): ActaState.DRAFT,
    (ActaState.DRAFT, Verb.UPLOAD_ACTA): ActaState.DRAFT,
    (ActaState.DRAFT, Verb.AMEND_ACUERDO): ActaState.DRAFT,
    (ActaState.DRAFT, Verb.GIVE_REASON): ActaState.DRAFT,
    (ActaState.DRAFT, Verb.CIRCULATE_ACTA): ActaState.CIRCULATED,
    (ActaState.DRAFT, Verb.RESOLVE_OBSERVATION): ActaState.DRAFT,
    (ActaState.CIRCULATED, Verb.RESOLVE_OBSERVATION): ActaState.CIRCULATED,
    (ActaState.CIRCULATED, Verb.DRAFT_ACTA): ActaState.CIRCULATED,
    (ActaState.CIRCULATED, Verb.UPLOAD_ACTA): ActaState.CIRCULATED,
    (ActaState.CIRCULATED, Verb.AMEND_ACUERDO): ActaState.CIRCULATED,
    (ActaState.CIRCULATED, Verb.GIVE_REASON): ActaState.CIRCULATED,
    (ActaState.CIRCULATED, Verb.CIRCULATE_ACTA): ActaState.CIRCULATED,
    (ActaState.CIRCULATED, Verb.REVIEW_ACTA): ActaState.CIRCULATED,
    (ActaState.CIRCULATED, Verb.RECORD_SIGNATURE): ActaState.CIRCULATED,
    (ActaState.CIRCULATED, Verb.APPROVE_ACTA): ActaState.APPROVED,
    (ActaState.APPROVED, Verb.RECORD_SIGNATURE): ActaState.APPROVED,
}


def advance_acta(state: ActaState, verb: Verb, article: str) -> ActaState:
    """The acta's state after the act; approved text is immutable: raises ActaNotLawfulNow.

    A3; article 19 f; LPAG.
    """
    if (state, verb) not in ACTA_NEXT:
        raise ActaNotLawfulNow(verb=verb, state=state, article=article)
    return ACTA_NEXT[state, verb]


class Review(StrEnum):
    """A member's word on the circulated acta."""

    CONFORM = "conform"
    OBSERVED = "observed"


class Outcome(StrEnum):
    """What the Secretaría Técnica did with an observation."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Observation:
    """A seat's observation of a version, as long as the seat has not agreed to a later one."""

    seat: str
    version: int
    outcome: Outcome | None = None


def unsettled(observations: Iterable[Observation], version: int) -> tuple[str, ...]:
    """The seats whose observations stand in the way of that version's approval. A3; article 19 f; LPAG, acta.

    One that was accepted is settled by a later version than the one observed, one that was declined at once.
    """
    return tuple(
        dict.fromkeys(
            each.seat
            for each in observations
            if each.outcome is None or (each.outcome is Outcome.ACCEPTED and each.version >= version)
        )
    )


@dataclass(frozen=True, slots=True)
class Conformity:
    """Who agreed to the circulated version, who observed it, who is silent."""

    conform: tuple[str, ...]
    observed: tuple[str, ...]
    silent: tuple[str, ...]


def conformity(reviews: Mapping[str, Review | None]) -> Conformity:
    """The reviews of one version by seat, None while silent. A3; article 25 j."""

    def of(review: Review | None) -> tuple[str, ...]:
        return tuple(seat for seat, given in reviews.items() if given == review)

    return Conformity(of(Review.CONFORM), of(Review.OBSERVED), of(None))


def check_approval(
    pending: int,
    kind: SittingKind,
    station: Station | None,
    own_close: bool,
    article: str,
    observers: Collection[str] = (),
) -> None:
    """An acta is approved in the first station of an ordinary sitting, or at its own close.

    A3; article 19 f; LPAG, acta.

    `pending` observations, of those `observers`, must be resolved first. Raises
    ObservationsPending, NotWhereActasAreApproved.
    """
    if not own_close and (kind != SittingKind.ORDINARY or station != Station.PREVIOUS_ACTA):
        raise NotWhereActasAreApproved(needed=Station.PREVIOUS_ACTA, article=article)
    if pending:
        raise ObservationsPending(pending=pending, observers=tuple(observers), article=article)


def check_own_close(silent: Collection[str], article: str) -> None:
    """At its own close an acta is approved by all who took part: raises ConformityMissing. A3; LPAG, acta."""
    if silent:
        raise ConformityMissing(missing=tuple(silent), article=article)
