"""C9, W2, W3, Q5: answers and forecast, alternates, who sits in a seat."""

from datetime import date
from itertools import product

import pytest

from bot.rules.attendance import (
    Answer,
    check_answer,
    check_designation,
    check_seating,
    forecast,
)
from bot.rules.errors import (
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


def test_c9_only_a_seat_with_an_alternate_answers_that_the_alternate_comes() -> None:
    for answer, has_alternate in product(Answer, (True, False)):
        if answer is Answer.ALTERNATE and not has_alternate:
            with pytest.raises(NoAlternate) as refusal:
                check_answer(answer, has_alternate, article="16")
            assert refusal.value.article == "16"
        else:
            check_answer(answer, has_alternate, article="16")


def test_w3_nobody_sits_in_a_titulars_seat_nor_in_two() -> None:
    check_seating(seat_taken_by_titular=False, sits_elsewhere=False, article="16")
    with pytest.raises(SeatOccupied):
        check_seating(seat_taken_by_titular=True, sits_elsewhere=False, article="16")
    with pytest.raises(HoldsAnotherSeat):
        check_seating(seat_taken_by_titular=False, sits_elsewhere=True, article="16")


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
