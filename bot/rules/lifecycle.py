"""The states of a sitting as data: which act is lawful where, and where it leads."""

from datetime import date
from enum import StrEnum

from bot.rules.errors import NotLawfulNow
from bot.rules.reglamento import Reglamento
from bot.rules.stations import STATIONS, Station, next_station
from bot.rules.verbs import Verb

__all__ = ["NEXT", "STATIONS", "ActaState", "State", "Station", "Verb", "VoteState", "advance", "lawful",
           "markdown_table", "next_station"]  # fmt: skip


class State(StrEnum):
    """Where a sitting stands. Article 19."""

    DRAFT = "draft"
    CONVENED = "convened"
    FIRST_LIST = "first_list"
    SECOND_LIST = "second_list"
    IN_SESSION = "in_session"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"


class VoteState(StrEnum):
    """Where a vote stands. Article 18."""

    OPEN = "open"
    TIED = "tied"
    DECIDED = "decided"
    ANNULLED = "annulled"


class ActaState(StrEnum):
    """Where an acta stands. Articles 19 f, 19 g, 25 j."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"


_MOVES: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.ISSUE): State.CONVENED,
    (State.DRAFT, Verb.DISCARD): State.DISCARDED,
    (State.DRAFT, Verb.DECLINE): State.DISCARDED,
    (State.DRAFT, Verb.CONSTITUTE): State.IN_SESSION,
    (State.CONVENED, Verb.CANCEL): State.CANCELLED,
    (State.CONVENED, Verb.TAKE_FIRST_LIST): State.FIRST_LIST,
    (State.FIRST_LIST, Verb.TAKE_SECOND_LIST): State.SECOND_LIST,
    (State.FIRST_LIST, Verb.INSTALL): State.IN_SESSION,
    (State.FIRST_LIST, Verb.CANCEL): State.CANCELLED,
    (State.SECOND_LIST, Verb.INSTALL): State.IN_SESSION,
    (State.SECOND_LIST, Verb.CANCEL): State.CANCELLED,
    (State.SECOND_LIST, Verb.CONCLUDE_WITHOUT_QUORUM): State.CONCLUDED,
    (State.IN_SESSION, Verb.SUSPEND): State.SUSPENDED,
    (State.IN_SESSION, Verb.CLOSE): State.CLOSED,
    (State.SUSPENDED, Verb.RESUME): State.IN_SESSION,
}

_PRESENCE = (Verb.MARK_PRESENT, Verb.MARK_DEPARTURE)
_PAPERS = (Verb.RECORD_SERVICE, Verb.ATTACH_DOCUMENT)
_LISTS = (*_PAPERS, *_PRESENCE, Verb.MARK_SELF_PRESENT, Verb.ELECT_PRESIDER, Verb.INVITE_GUEST)
_AFTER_ADOPTION = (Verb.GIVE_REASON, Verb.AMEND_ACUERDO, Verb.CERTIFY)

_STAYS: dict[State, tuple[Verb, ...]] = {
    State.DRAFT: (
        Verb.DRAFT, Verb.REQUEST, Verb.INVITE_GUEST, Verb.ATTACH_DOCUMENT,
        *_PRESENCE, Verb.MARK_SELF_PRESENT, Verb.ELECT_PRESIDER, Verb.CONSENT,  # of a universal attendance
    ),
    State.CONVENED: (*_PAPERS, Verb.RSVP, Verb.RECTIFY, Verb.RESCHEDULE, Verb.INVITE_GUEST),
    State.FIRST_LIST: _LISTS,
    State.SECOND_LIST: _LISTS,
    State.IN_SESSION: (
        *_PAPERS, *_PRESENCE, Verb.ELECT_PRESIDER, Verb.INVITE_GUEST,
        Verb.NEXT_STATION, Verb.DECIDE_URGENCY, Verb.RECORD_NOTE,
        Verb.OPEN_VOTE, Verb.CAST_BALLOT, Verb.CLOSE_VOTE, Verb.CAST_CASTING_VOTE, Verb.ANNUL_VOTE,
        Verb.RECOUNT, Verb.ADOPT_BY_CONSENSUS, Verb.ASK_FOR_VOTE, *_AFTER_ADOPTION, Verb.AUTHORISE_EXECUTION,
        Verb.APPROVE_ACTA,
    ),
    State.SUSPENDED: (*_PAPERS, *_PRESENCE, Verb.INVITE_GUEST, Verb.RECORD_NOTE, *_AFTER_ADOPTION),
    State.CLOSED: (
        *_PAPERS, *_AFTER_ADOPTION, Verb.DRAFT_ACTA, Verb.UPLOAD_ACTA, Verb.CIRCULATE_ACTA, Verb.REVIEW_ACTA,
        Verb.RESOLVE_OBSERVATION, Verb.APPROVE_ACTA, Verb.RECORD_SIGNATURE,
    ),
    State.CONCLUDED: (*_PAPERS, Verb.CALL_SECOND_CONVENING),
    State.CANCELLED: (Verb.RECORD_SERVICE,),  # of the notice that calls it off
}  # fmt: skip

NEXT: dict[tuple[State, Verb], State] = _MOVES | {
    (state, verb): state for state, verbs in _STAYS.items() for verb in verbs
}


def lawful(state: State) -> tuple[Verb, ...]:
    """Every act that the state takes, in the order of Verb. Article 19."""
    return tuple(verb for verb in Verb if (state, verb) in NEXT)


def advance(state: State, verb: Verb, article: str | None = None) -> State:
    """The state after the act; raises NotLawfulNow.

    Article 19; the refusal cites the act's (the Manual's if not given).
    """
    try:
        return NEXT[state, verb]
    except KeyError:
        article = article or Reglamento().article(verb.topic, date.max)
        raise NotLawfulNow(verb=verb, state=state, lawful=lawful(state), article=article) from None


def markdown_table() -> str:
    """The table State x Verb in Markdown, for the README: each cell is the state that follows. Article 19."""
    head = ["act", "article", *State]
    lines = [head, ["---"] * len(head)]
    for verb in Verb:
        row = [NEXT.get((state, verb), "") for state in State]
        if any(row):  # acts beside the sittings have no row
            lines.append([verb, Reglamento().article(verb.topic, date.max), *row])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
