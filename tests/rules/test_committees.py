"""W6: the size and the people of committees and advisers; a committee's end."""

from datetime import date

import pytest

from bot.rules.committees import (
    CONVENING,
    check_advisers,
    check_at_work,
    check_committee,
    check_may_end,
)
from bot.rules.errors import (
    CommitteeIncomplete,
    CommitteeOver,
    CommitteeSits,
    CommitteeWrongSize,
    NotMembers,
    TooManyAdvisers,
)
from bot.rules.verbs import Verb

SEATS = ("vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de", "opi")
TODAY = date(2026, 11, 24)


def form(
    members: tuple[str, ...] = SEATS[:3],
    coordinator: str = "vmps",
    objectives: str = "Bases del concurso",
    deadline: date | None = TODAY,
) -> None:
    check_committee(members, coordinator, objectives, deadline, TODAY, SEATS, article="20")


@pytest.mark.parametrize("size", range(8))
def test_w6_a_committee_has_three_or_four_members(size: int) -> None:
    if size in (3, 4):
        form(SEATS[:size])
    else:
        with pytest.raises(CommitteeWrongSize) as refusal:
            form(SEATS[:size])
        assert refusal.value.fields() == {"given": size, "minimum": 3, "maximum": 4, "article": "20"}


def test_w6_a_member_named_twice_is_one() -> None:
    with pytest.raises(CommitteeWrongSize) as refusal:
        form(("vmps", "dgse", "vmps"))
    assert refusal.value.given == 2


def test_w6_its_members_are_of_the_body_and_its_coordinator_one_of_them() -> None:
    with pytest.raises(NotMembers) as refusal:
        form(("vmps", "zoe", "ana"))
    assert refusal.value.fields() == {"keys": ["ana", "zoe"], "article": "20"}
    with pytest.raises(NotMembers) as refusal:
        form(coordinator="opi")
    assert refusal.value.keys == ("opi",)


@pytest.mark.parametrize(
    ("objectives", "deadline", "missing"),
    [
        (" ", TODAY, ("objectives",)),
        ("Bases", None, ("deadline",)),
        ("Bases", date(2026, 11, 23), ("deadline",)),
        ("", None, ("objectives", "deadline")),
    ],
)
def test_w6_it_has_objectives_and_a_deadline_still_ahead(
    objectives: str, deadline: date | None, missing: tuple[str, ...]
) -> None:
    with pytest.raises(CommitteeIncomplete) as refusal:
        form(objectives=objectives, deadline=deadline)
    assert refusal.value.missing == missing


@pytest.mark.parametrize(("given", "lawful"), [(0, True), (5, True), (6, False)])
def test_w6_there_are_at_most_five_advisers(given: int, lawful: bool) -> None:
    if lawful:
        check_advisers(given, article="28")
    else:
        with pytest.raises(TooManyAdvisers) as refusal:
            check_advisers(given, article="28")
        assert refusal.value.fields() == {"given": 6, "minimum": 0, "maximum": 5, "article": "28"}


def test_w6_a_committee_that_is_over_is_convened_no_more() -> None:
    check_at_work("Bases", None, None, "", article="20")
    for fulfilled_on, ended_on in ((TODAY, None), (None, TODAY)):
        with pytest.raises(CommitteeOver) as refusal:
            check_at_work("Bases", fulfilled_on, ended_on, "Renuncias", article="20")
        assert (refusal.value.fulfilled, refusal.value.ended_on) == (fulfilled_on is not None, TODAY)


def test_w6_a_committee_does_not_end_while_a_sitting_of_it_is_ahead() -> None:
    check_may_end("Bases", (), article="20")
    with pytest.raises(CommitteeSits) as refusal:
        check_may_end("Bases", ["Sesión Ordinaria del 12/03/2026"], article="20")
    assert refusal.value.fields()["sittings"] == ["Sesión Ordinaria del 12/03/2026"]


def test_w6_what_settles_the_record_of_a_committee_is_no_convening() -> None:
    assert CONVENING.isdisjoint(
        {
            Verb.CONSULT,
            Verb.DRAFT_ACTA,
            Verb.CIRCULATE_ACTA,
            Verb.REVIEW_ACTA,
            Verb.CERTIFY,
            Verb.RECORD_SIGNATURE,
        }
    )
