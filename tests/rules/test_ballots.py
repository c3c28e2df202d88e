"""V2 to V6: who casts a ballot, when, with what reason; consensus."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bot.rules.ballots import (
    check_no_open_vote,
    check_vote_takes,
    check_voter,
    counts,
    state_after,
)
from bot.rules.errors import (
    NotPresent,
    ReasonRequired,
    ReasonTooLate,
    VoteNotOpen,
    VoteStillOpen,
)
from bot.rules.lifecycle import VoteState
from bot.rules.majority import Choice, Outcome
from bot.rules.reasons import check_reason, check_reason_in_time, reasons_until
from bot.rules.verbs import Verb

LIMA = ZoneInfo("America/Lima")

TAKEN = {
    VoteState.OPEN: "cast_ballot close_vote annul_vote give_reason",
    VoteState.TIED: "cast_casting_vote recount annul_vote give_reason",
    VoteState.DECIDED: "recount annul_vote give_reason",
    VoteState.ANNULLED: "",
}


@pytest.mark.parametrize(("state", "verb"), list(product(VoteState, Verb)))
def test_v2_v4_a_vote_takes_in_each_state_exactly_its_acts(state: VoteState, verb: Verb) -> None:
    if verb in TAKEN[state].split():
        check_vote_takes(state, verb, article="18")
    else:
        with pytest.raises(VoteNotOpen) as refusal:
            check_vote_takes(state, verb, article="18")
        assert refusal.value.fields() == {"state": state.value, "article": "18"}


def test_v4_only_a_tie_leaves_the_vote_waiting_for_the_casting_vote() -> None:
    after = {outcome: state_after(outcome) for outcome in Outcome}
    assert after == {
        Outcome.APPROVED: VoteState.DECIDED,
        Outcome.REJECTED: VoteState.DECIDED,
        Outcome.TIED: VoteState.TIED,
    }


@pytest.mark.parametrize("waiting", [VoteState.OPEN, VoteState.TIED])
def test_v6_another_vote_waits_until_the_one_before_is_decided(waiting: VoteState) -> None:
    check_no_open_vote([VoteState.DECIDED, VoteState.ANNULLED], article="18")
    with pytest.raises(VoteStillOpen):
        check_no_open_vote([VoteState.DECIDED, waiting], article="18")


def test_v2_only_a_seat_that_is_present_votes() -> None:
    check_voter(seat_present=True, article="LPAG 100")
    with pytest.raises(NotPresent) as refusal:
        check_voter(seat_present=False, article="LPAG 100")
    assert refusal.value.article == "LPAG 100"


@pytest.mark.parametrize("reason", [None, ""])
def test_v3_an_abstention_counts_with_its_written_reason_any_other_ballot_without(reason: str | None) -> None:
    assert counts(Choice.FOR, reason)
    assert counts(Choice.AGAINST, reason)
    assert not counts(Choice.ABSTAIN, reason)
    assert counts(Choice.ABSTAIN, "Tengo interés en el asunto")


@pytest.mark.parametrize("reason", [None, "", "   ", "\n\t"])
def test_c6_s3_v3_blanks_are_no_reason(reason: str | None) -> None:
    with pytest.raises(ReasonRequired):
        check_reason(reason, article="LPAG 101")


def test_c6_s3_v3_a_reason_is_kept_without_the_blanks_around_it() -> None:
    assert check_reason("  falta de fluido eléctrico\n", article="23 d") == "falta de fluido eléctrico"


def test_v3_reasons_are_taken_until_the_end_of_the_next_local_day() -> None:
    voted_at = datetime(2026, 11, 24, 23, 50, tzinfo=LIMA)  # already the 25th in UTC
    limit = datetime(2026, 11, 26, 0, 0, tzinfo=LIMA)
    assert reasons_until(voted_at, LIMA) == limit
    check_reason_in_time(
        (limit - timedelta(microseconds=1)).astimezone(UTC), voted_at, LIMA, article="LPAG 97"
    )
    with pytest.raises(ReasonTooLate) as refusal:
        check_reason_in_time(limit.astimezone(UTC), voted_at, LIMA, article="LPAG 97")
    assert refusal.value.fields() == {"allowed_until": "2026-11-26T05:00:00+00:00", "article": "LPAG 97"}
