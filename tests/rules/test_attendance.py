"""C9, W2, W3, Q5: answers and forecast, alternates, who sits in a seat."""

from datetime import date
from itertools import product

import pytest

from bot.rules.attendance import (
    Answer,
    Attendee,
    Designation,
    acting,
    check_alternate,
    check_answer,
    check_designation,
    check_seating,
    forecast,
    silent,
)
from bot.rules.errors import (
    AlternateNotDesignated,
    DesignationIncomplete,
    HoldsAnotherSeat,
    NoAlternate,
    SeatOccupied,
)

TODAY = date(2026, 11, 24)


def test_c9_the_forecast_counts_every_combination_of_answers_against_quorum() -> None:
    options: list[Answer | None] = [*Answer, None]
    for given in product(options, repeat=5):
        counted = forecast(dict(enumerate(given)), required=3)
        coming = sum(answer in (Answer.ATTENDING, Answer.ALTERNATE) for answer in given)
        unknown = sum(answer is None for answer in given)
        assert counted.attending + counted.by_alternate == counted.expected == coming
        assert counted.by_alternate == sum(answer is Answer.ALTERNATE for answer in given)
        assert (counted.silent, counted.absent) == (unknown, 5 - coming - unknown)
        assert counted.reached == (coming >= 3)
        assert counted.possible == (coming + unknown >= 3)


def test_c9_only_those_who_have_not_answered_are_reminded() -> None:
    answers = {"vmpes": Answer.ATTENDING, "vmps": None, "dgse": Answer.ABSENT, "opi": None}
    assert silent(answers) == ("vmps", "opi")


def test_c9_only_a_seat_with_an_alternate_answers_that_the_alternate_comes() -> None:
    for answer, has_alternate in product(Answer, (True, False)):
        if answer is Answer.ALTERNATE and not has_alternate:
            with pytest.raises(NoAlternate) as refusal:
                check_answer(answer, has_alternate, article="16")
            assert refusal.value.article == "16"
        else:
            check_answer(answer, has_alternate, article="16")


def test_w3_if_both_come_the_titular_acts() -> None:
    assert acting(titular_present=True, alternate_present=True) is Attendee.TITULAR
    assert acting(titular_present=True, alternate_present=False) is Attendee.TITULAR
    assert acting(titular_present=False, alternate_present=True) is Attendee.ALTERNATE
    assert acting(titular_present=False, alternate_present=False) is None


def test_w3_nobody_sits_in_a_titulars_seat_nor_in_two() -> None:
    check_seating(seat_taken_by_titular=False, sits_elsewhere=False, article="16")
    with pytest.raises(SeatOccupied):
        check_seating(seat_taken_by_titular=True, sits_elsewhere=False, article="16")
    with pytest.raises(HoldsAnotherSeat):
        check_seating(seat_taken_by_titular=False, sits_elsewhere=True, article="16")


@pytest.mark.parametrize(
    ("designation", "lawful"),
    [
        pytest.param(None, False, id="none"),
        pytest.param(Designation(TODAY), True, id="for-all-sittings"),
        pytest.param(Designation(TODAY, sitting=3), True, id="for-this-sitting"),
        pytest.param(Designation(TODAY, sitting=4), False, id="for-another-sitting"),
        pytest.param(Designation(date(2026, 11, 25)), False, id="from-tomorrow"),
        pytest.param(
            Designation(date(2026, 11, 1), withdrawn_on=date(2026, 11, 25)), True, id="ends-tomorrow"
        ),
        pytest.param(Designation(date(2026, 11, 1), withdrawn_on=TODAY), False, id="ended-today"),
        pytest.param(Designation(date(2026, 11, 1), 3, date(2026, 11, 20)), False, id="ended-before"),
    ],
)
def test_w2_a_designation_holds_from_its_day_for_its_sittings_until_withdrawn(
    designation: Designation | None, lawful: bool
) -> None:
    if lawful:
        check_alternate(designation, sitting=3, on=TODAY, article="16")
    else:
        with pytest.raises(AlternateNotDesignated) as refusal:
            check_alternate(designation, sitting=3, on=TODAY, article="16")
        assert refusal.value.article == "16"


def test_w2_a_designation_says_who_and_by_which_document() -> None:
    with pytest.raises(DesignationIncomplete) as refusal:
        check_designation(
            {"name": "Ana Ríos", "post": " ", "document": None}, occupies_seat=False, article="16"
        )
    assert refusal.value.fields() == {"missing": ["post", "document"], "article": "16"}
    complete = {"name": "Ana Ríos", "post": "Directora", "document": "Oficio N.° 12-2026"}
    check_designation(complete, occupies_seat=False, article="16")
    with pytest.raises(HoldsAnotherSeat):
        check_designation(complete, occupies_seat=True, article="16")
