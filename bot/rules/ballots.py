"""What a vote takes in each state, who casts a ballot, and whether it counts."""

from collections.abc import Collection, Mapping

from bot.rules.errors import NotPresent, VoteNotOpen, VoteStillOpen
from bot.rules.lifecycle import VoteState as VoteState
from bot.rules.majority import Choice, Outcome
from bot.rules.verbs import Verb

_WHENEVER_COUNTED = frozenset({Verb.GIVE_REASON, Verb.RECOUNT, Verb.ANNUL_VOTE})

TAKES: Mapping[VoteState, frozenset[Verb]] = {
    VoteState.OPEN: frozenset({Verb.CAST_BALLOT, Verb.GIVE_REASON, Verb.CLOSE_VOTE, Verb.ANNUL_VOTE}),
    VoteState.TIED: _WHENEVER_COUNTED | {Verb.CAST_CASTING_VOTE},
    VoteState.DECIDED: _WHENEVER_COUNTED,
    VoteState.ANNULLED: frozenset(),
}


def check_vote_takes(state: VoteState, verb: Verb, article: str) -> None:
    """A ballot only while the vote is open, the casting vote only on a tie: raises VoteNotOpen.

    V2, V4, V6; article 18.
    """
    if verb not in TAKES[state]:
        raise VoteNotOpen(state=state, article=article)


def state_after(outcome: Outcome) -> VoteState:
    """Where the count leaves the vote: a tie waits for the casting vote. V4; article 18."""
    return VoteState.TIED if outcome == Outcome.TIED else VoteState.DECIDED


def check_no_open_vote(states: Collection[VoteState], article: str) -> None:
    """One vote at a time: raises VoteStillOpen while another is open or tied. V6; article 18."""
    if VoteState.OPEN in states or VoteState.TIED in states:
        raise VoteStillOpen(article=article)


def check_voter(seat_present: bool, article: str) -> None:
    """Only seats present at that moment vote: raises NotPresent. V2; LPAG, quorum for votes."""
    if not seat_present:
        raise NotPresent(article=article)


def counts(choice: str, reason: str | None) -> bool:
    """A ballot counts; an abstention only with its reason. V3; LPAG, duty to vote, article 18."""
    return choice != Choice.ABSTAIN or bool(reason)
