"""V1, V4: every split of every board of one to nine seats, ballot by ballot, against fractions."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest

from bot.rules.errors import CastingVoteMustDecide, NotATie
from bot.rules.majority import Choice, Outcome, Tally, check_casting, decide, outcome, readings_differ
from bot.rules.reglamento import MajorityBase

APPROVED, REJECTED, TIED = Outcome.APPROVED, Outcome.REJECTED, Outcome.TIED
OF_VOTES, OF_PRESENT = MajorityBase.OF_VOTES, MajorityBase.OF_PRESENT
HALF = Fraction(1, 2)


def splits() -> Iterator[tuple[Tally, int]]:
    """For against, abstain, present without a ballot, absent: every split of one to nine seats."""
    for seats in range(1, 10):
        for in_favour, against, abstain, idle in product(range(seats + 1), repeat=4):
            present = in_favour + against + abstain + idle
            if present <= seats:
                yield Tally(in_favour, against, abstain), present


SPLITS = sorted(set(splits()), key=repr)


def test_the_splits_are_all_there() -> None:
    """In four groups n seats present split in C(n + 3, 3) ways."""
    assert len(SPLITS) == sum((n + 1) * (n + 2) * (n + 3) // 6 for n in range(10))


def test_v1_a_majority_of_the_votes_is_more_than_half_of_those_for_and_against() -> None:
    for tally, present in SPLITS:
        decided = tally.in_favour + tally.against
        got = outcome(tally, OF_VOTES, present)
        if decided and Fraction(tally.in_favour, decided) > HALF:
            assert got is APPROVED
        elif decided and Fraction(tally.in_favour, decided) == HALF:
            assert got is TIED
        else:
            assert got is REJECTED


def test_v1_a_majority_of_those_present_is_more_than_half_of_them() -> None:
    for tally, present in SPLITS:
        got = outcome(tally, OF_PRESENT, present)
        assert (got is APPROVED) == (present > 0 and Fraction(tally.in_favour, present) > HALF)


def test_v4_under_either_reading_a_tie_has_equal_votes_one_each_way_at_least() -> None:
    for (tally, present), base in product(SPLITS, MajorityBase):
        if outcome(tally, base, present) is TIED:
            assert tally.in_favour == tally.against > 0


def test_v4_of_those_present_equal_votes_tie_exactly_when_one_more_vote_makes_the_majority() -> None:
    for tally, present in SPLITS:
        if tally.in_favour == tally.against > 0:
            one_more = Fraction(tally.in_favour + 1, present) > HALF
            assert outcome(tally, OF_PRESENT, present) is (TIED if one_more else REJECTED)


def test_v4_the_casting_vote_decides_every_tie_and_only_ties() -> None:
    for (tally, present), base in product(SPLITS, MajorityBase):
        counted = outcome(tally, base, present)
        assert decide(tally, base, present) is counted
        if counted is TIED:
            assert decide(tally, base, present, Choice.FOR) is APPROVED
            assert decide(tally, base, present, Choice.AGAINST) is REJECTED
        else:
            for casting in Choice:
                with pytest.raises(NotATie) as refusal:
                    decide(tally, base, present, casting)
                assert (refusal.value.in_favour, refusal.value.against) == (tally.in_favour, tally.against)


def test_v4_nobody_abstains_in_the_casting_vote() -> None:
    with pytest.raises(CastingVoteMustDecide) as refusal:
        check_casting(Tally(3, 3, 1), OF_VOTES, 7, Choice.ABSTAIN, article="23 c")
    assert refusal.value.article == "23 c"


def test_v1_the_readings_differ_exactly_where_their_outcomes_do() -> None:
    for tally, present in SPLITS:
        both = {outcome(tally, base, present) for base in MajorityBase}
        assert readings_differ(tally, present) == (len(both) == 2)


def test_v1_without_abstentions_and_with_all_voting_the_readings_agree() -> None:
    for tally, present in SPLITS:
        if tally.abstentions == 0 and tally.cast == present:
            assert not readings_differ(tally, present)


def test_v1_one_more_vote_in_favour_never_makes_things_worse() -> None:
    order = [REJECTED, TIED, APPROVED]
    for (tally, present), base in product(SPLITS, MajorityBase):
        better = Tally(tally.in_favour + 1, tally.against, tally.abstentions)
        if better.cast <= present:
            before, after = outcome(tally, base, present), outcome(better, base, present)
            assert order.index(after) >= order.index(before)


@pytest.mark.parametrize(
    ("tally", "present", "of_votes", "of_present"),
    [
        (Tally(4, 3, 0), 7, APPROVED, APPROVED),
        (Tally(3, 2, 2), 7, APPROVED, REJECTED),
        (Tally(1, 0, 6), 7, APPROVED, REJECTED),
        (Tally(3, 3, 1), 7, TIED, TIED),
        (Tally(2, 2, 3), 7, TIED, REJECTED),
        (Tally(2, 2, 0), 4, TIED, TIED),
        (Tally(0, 0, 7), 7, REJECTED, REJECTED),
        (Tally(0, 0, 0), 5, REJECTED, REJECTED),
        (Tally(2, 3, 2), 7, REJECTED, REJECTED),
        (Tally(1, 0, 0), 1, APPROVED, APPROVED),
        (Tally(3, 0, 0), 6, APPROVED, REJECTED),
    ],
)
def test_v1_the_two_readings_by_table(
    tally: Tally, present: int, of_votes: Outcome, of_present: Outcome
) -> None:
    assert outcome(tally, OF_VOTES, present) is of_votes
    assert outcome(tally, OF_PRESENT, present) is of_present


def test_v1_a_seat_that_voted_and_left_counts_as_present_for_that_vote() -> None:
    assert outcome(Tally(3, 2, 2), OF_PRESENT, present=5) is REJECTED


def test_v1_ballots_are_counted_by_their_choice() -> None:
    for seats in range(8):
        for choices in product(Choice, repeat=seats):
            tally = Tally.of(choices)
            assert tally.cast == seats
            assert tally.in_favour == sum(choice is Choice.FOR for choice in choices)
            assert tally.against == sum(choice is Choice.AGAINST for choice in choices)


def test_v1_ballots_read_from_the_database_as_plain_text_count_alike() -> None:
    assert Tally.of(iter(["for", "abstain", "for", "against"])) == Tally(2, 1, 1)  # type: ignore[arg-type]
