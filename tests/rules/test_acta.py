"""A1, A3: the acta's contents, states and approval."""

from itertools import product

import pytest

from bot.rules.acta import (
    Conformity,
    Observation,
    Outcome,
    Review,
    advance_acta,
    check_approval,
    check_own_close,
    conformity,
    unsettled,
)
from bot.rules.errors import (
    ActaNotLawfulNow,
    ConformityMissing,
    NotWhereActasAreApproved,
    ObservationsPending,
)
from bot.rules.lifecycle import ActaState
from bot.rules.reglamento import SittingKind
from bot.rules.stations import Station
from bot.rules.verbs import Verb

WORDING = "resolve_observation draft_acta upload_acta amend_acuerdo give_reason"
LEADS = {
    ActaState.DRAFT: {**dict.fromkeys(WORDING.split(), "draft"), "circulate_acta": "circulated"},
    ActaState.CIRCULATED: {
        **dict.fromkeys(f"{WORDING} circulate_acta review_acta record_signature".split(), "circulated"),
        "approve_acta": "approved",
    },
    ActaState.APPROVED: {"record_signature": "approved"},
}


@pytest.mark.parametrize(("state", "verb"), list(product(ActaState, Verb)))
def test_a3_an_acta_is_drafted_circulated_and_approved_and_then_only_signed(
    state: ActaState, verb: Verb
) -> None:
    if verb in LEADS[state]:
        assert advance_acta(state, verb, article="19 f") == ActaState(LEADS[state][verb])
    else:
        with pytest.raises(ActaNotLawfulNow) as refusal:
            advance_acta(state, verb, article="19 f")
        assert refusal.value.fields() == {"verb": verb.value, "state": state.value, "article": "19 f"}


def test_a3_the_reviews_of_a_version_are_told_apart() -> None:
    reviews = {"vmpes": Review.CONFORM, "vmps": Review.OBSERVED, "dgse": None, "opi": Review.CONFORM}
    assert conformity(reviews) == Conformity(conform=("vmpes", "opi"), observed=("vmps",), silent=("dgse",))


@pytest.mark.parametrize(("kind", "station"), list(product(SittingKind, [*Station, None])))
def test_a3_an_acta_is_approved_in_the_first_station_of_an_ordinary_sitting_or_at_its_own_close(
    kind: SittingKind, station: Station | None
) -> None:
    check_approval(0, kind, station, own_close=True, article="19 f")
    if kind is SittingKind.ORDINARY and station is Station.PREVIOUS_ACTA:
        check_approval(0, kind, station, own_close=False, article="19 f")
    else:
        with pytest.raises(NotWhereActasAreApproved) as refusal:
            check_approval(0, kind, station, own_close=False, article="19 f")
        assert refusal.value.fields() == {"needed": "previous_acta", "article": "19 f"}


@pytest.mark.parametrize("own_close", [True, False])
def test_a3_observations_are_resolved_before_the_approval(own_close: bool) -> None:
    with pytest.raises(ObservationsPending) as refusal:
        check_approval(2, SittingKind.ORDINARY, Station.PREVIOUS_ACTA, own_close, article="19 f")
    assert refusal.value.pending == 2


def test_a3_at_its_own_close_all_who_took_part_have_agreed() -> None:
    check_own_close((), article="LPAG 102")
    with pytest.raises(ConformityMissing) as refusal:
        check_own_close(["opi"], article="LPAG 102")
    assert refusal.value.missing == ("opi",)


def test_a3_an_observation_is_settled_by_declining_it_or_by_a_later_version() -> None:
    made = (
        Observation("vmps", 1),
        Observation("opi", 1, Outcome.ACCEPTED),
        Observation("opi", 2, Outcome.ACCEPTED),
        Observation("de", 2, Outcome.DECLINED),
        Observation("dgse", 2, Outcome.ACCEPTED),
    )
    assert unsettled(made, version=2) == ("vmps", "opi", "dgse")
    assert unsettled(made, version=3) == ("vmps",)
    assert unsettled((), version=1) == ()
