"""W4: who presides, and why, for every combination of President, alternate and election."""

import pytest

from bot.rules.attendance import Attendee
from bot.rules.errors import NoPresider, NotPresent, PresiderPresent
from bot.rules.presiding import PresidesAs, Presiding, check_election, who_presides

TITULAR, ALTERNATE = Attendee.TITULAR, Attendee.ALTERNATE


@pytest.mark.parametrize("elected", [None, "dgse", "opi"])
@pytest.mark.parametrize(
    ("occupant", "why"), [(TITULAR, PresidesAs.PRESIDENT), (ALTERNATE, PresidesAs.ALTERNATE)]
)
def test_w4_the_president_or_their_alternate_presides_whoever_was_elected(
    occupant: Attendee, why: PresidesAs, elected: str | None
) -> None:
    present = {"vmpes": occupant, "dgse": TITULAR}
    assert who_presides("vmpes", present, elected, article="LPAG 96") == Presiding("vmpes", why)


def test_w4_in_their_absence_whoever_those_present_elected_presides() -> None:
    present = {"dgse": TITULAR, "opi": ALTERNATE}
    assert who_presides("vmpes", present, "opi", article="LPAG 96") == Presiding("opi", PresidesAs.ELECTED)


@pytest.mark.parametrize("elected", [None, "vmps"])
def test_w4_without_anybody_elected_and_present_nobody_presides(elected: str | None) -> None:
    with pytest.raises(NoPresider) as refusal:
        who_presides("vmpes", {"dgse": TITULAR}, elected, article="LPAG 96")
    assert refusal.value.article == "LPAG 96"


def test_w4_those_present_elect_one_of_them_only_if_the_presidency_is_absent() -> None:
    check_election("vmpes", {"dgse": TITULAR}, "dgse", article="LPAG 96")
    with pytest.raises(NotPresent):
        check_election("vmpes", {"dgse": TITULAR}, "opi", article="LPAG 96")
    with pytest.raises(PresiderPresent):
        check_election("vmpes", {"vmpes": ALTERNATE, "dgse": TITULAR}, "dgse", article="LPAG 96")
    with pytest.raises(PresiderPresent):
        check_election("vmpes", {"opi": TITULAR, "dgse": TITULAR}, "dgse", article="LPAG 96", presiding="opi")
