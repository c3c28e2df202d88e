"""Simple majority, the tie and the casting vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.errors import CastingVoteMustDecide, NotATie
from bot.rules.reglamento import MajorityBase


class Choice(StrEnum):
    """A ballot."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    """What a count amounts to; TIED waits for the casting vote."""

    APPROVED = "approved"
    REJECTED = "rejected"
    TIED = "tied"


@dataclass(frozen=True, slots=True)
class Tally:
    """Ballots counted; whoever is present and cast none is in neither."""

    in_favour: int
    against: int
    abstentions: int

    @classmethod
    def of(cls, choices: Iterable[Choice]) -> "Tally":
        """The count of the ballots that were cast, an abstention only with its reason. V1, V3; article 18."""
        cast = list(choices)
        return cls(cast.count(Choice.FOR), cast.count(Choice.AGAINST), cast.count(Choice.ABSTAIN))

    @property
    def cast(self) -> int:
        """Ballots cast."""
        return self.in_favour + self.against + self.abstentions


def outcome(tally: Tally, base: MajorityBase, present: int) -> Outcome:
    """More for than against; abstentions count for neither. V1, V4; article 18; LPAG, quorum for votes.

    `present` are the seats present at the vote, whether they cast a ballot or not. A tie has a vote each way
    at least: 0-0 is REJECTED. Under OF_PRESENT approval needs more than half of those present, and equal
    votes are a tie only if one more would make that half: a casting vote can break a tie, not supply a
    missing majority.
    """
    attending = max(present, tally.cast)  # a seat that cast its ballot and left was present for it
    by_present = base == MajorityBase.OF_PRESENT
    if tally.in_favour == tally.against:
        breakable = tally.in_favour > 0 and (not by_present or 2 * (tally.in_favour + 1) > attending)
        return Outcome.TIED if breakable else Outcome.REJECTED
    approved = 2 * tally.in_favour > attending if by_present else tally.in_favour > tally.against
    return Outcome.APPROVED if approved else Outcome.REJECTED


def decide(
    tally: Tally, base: MajorityBase, present: int, casting: Choice | None = None, article: str = "18"
) -> Outcome:
    """The outcome with the casting vote, if one was cast.

    V4; articles 18, 23 c. Raises as `check_casting` does.
    """
    counted = outcome(tally, base, present)
    if casting is None:
        return counted
    check_casting(tally, base, present, casting, article)
    return Outcome.APPROVED if casting == Choice.FOR else Outcome.REJECTED


def check_casting(tally: Tally, base: MajorityBase, present: int, choice: Choice, article: str) -> None:
    """Only a tie opens the casting vote, for or against: raises NotATie, CastingVoteMustDecide.

    V4; articles 18, 23 c.
    """
    if outcome(tally, base, present) != Outcome.TIED:
        raise NotATie(in_favour=tally.in_favour, against=tally.against, article=article)
    if choice == Choice.ABSTAIN:
        raise CastingVoteMustDecide(article=article)


def readings_differ(tally: Tally, present: int) -> bool:
    """Whether a majority of the votes and one of those present come to different outcomes.

    V1; article 18; LPAG.
    """
    return outcome(tally, MajorityBase.OF_VOTES, present) != outcome(tally, MajorityBase.OF_PRESENT, present)
