"""A4: whose a signature is, and who still owes theirs."""

from datetime import date

import pytest

from bot.rules.signatures import Match, Participant, days_owed, identity_number, name_words, owing, whose

ROSA, JULIO, JUANA, OTRA = 1, 2, 3, 4
PEOPLE = [
    Participant(ROSA, "Sra. Rosa Elvira Huamaní Castañeda"),
    Participant(JULIO, "Sr. Julio César Arana Tello", "09876543"),
    Participant(JUANA, "Lic. Juana Ríos & Asociados Quispe"),
]


@pytest.mark.parametrize(
    "name",
    [
        "Rosa Elvira Huamaní Castañeda",
        "HUAMANI CASTAÑEDA ROSA ELVIRA",
        "HUAMANI CASTANEDA Rosa Elvira FIR 40123456 hard",
        "huamaní castañeda, rosa elvira FAU 20131370645 soft",
        "Dra. ROSA ELVIRA HUAMANI DE CASTAÑEDA",
        "Huamani\u0301 Castan\u0303eda  Rosa-Elvira",
    ],
)
def test_a4_the_same_words_in_any_order_and_spelling_are_that_person(name: str) -> None:
    assert whose(name, "", PEOPLE) == Match(sure=ROSA)


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("Rosa Huamani", ROSA),
        ("HUAMANI CASTANEDA ROSA", ROSA),
        ("Rosa Elvira Huamani Castanheda", ROSA),
        ("Juan Ríos Quispe", JUANA),
        ("ARANA TELLO Julio Cezar", JULIO),
    ],
)
def test_a4_most_of_the_words_make_a_candidate_for_the_secretariat_to_confirm(
    name: str, candidate: int
) -> None:
    assert whose(name, "", PEOPLE) == Match(candidates=(candidate,))


@pytest.mark.parametrize("name", ["Pedro Quispe Mamani", "Rosa", "", "1234", "Σωκράτης", "FIR hard"])
def test_a4_anybody_else_is_nobody_of_those_who_took_part(name: str) -> None:
    assert whose(name, "", PEOPLE) == Match()


def test_a4_the_dni_says_whose_it_is_whatever_the_name() -> None:
    assert whose("J. C. Arana", "09876543", PEOPLE) == Match(sure=JULIO)


def test_a4_a_namesake_with_another_dni_is_not_meant() -> None:
    assert whose("Julio César Arana Tello", "11111111", PEOPLE) == Match()
    assert whose("Rosa Elvira Huamaní Castañeda", "11111111", PEOPLE) == Match(sure=ROSA)


def test_a4_two_of_one_name_are_told_apart_by_the_secretariat() -> None:
    twins = [*PEOPLE, Participant(OTRA, "Ing. Elvira Rosa Castañeda Huamaní")]
    assert whose("Rosa Elvira Huamaní Castañeda", "", twins) == Match(candidates=(ROSA, OTRA))


@pytest.mark.parametrize(
    ("told", "number"),
    [
        (("PNOPE-40123456", ""), "40123456"),
        (("DNI:40123456", "OTHER 87654321"), "40123456"),
        (("", "HUAMANI Rosa FIR 40123456 hard"), "40123456"),
        (("20131370645", "HUAMANI Rosa FAU 20131370645 soft"), ""),
        ((), ""),
    ],
)
def test_a4_the_dni_is_read_where_certificates_bear_it(told: tuple[str, ...], number: str) -> None:
    assert identity_number(*told) == number


def test_a4_treatments_are_no_part_of_a_name() -> None:
    assert name_words("Mg. Ing. María de los Ángeles Ñahui") == ("maria", "angeles", "nahui")


def test_a4_those_who_took_part_owe_their_signature_until_they_sign() -> None:
    assert owing([ROSA, JULIO, JUANA], {JULIO}) == (ROSA, JUANA)
    assert owing([ROSA], {ROSA}) == ()


@pytest.mark.parametrize(
    ("today", "days"), [(date(2026, 11, 23), 0), (date(2026, 11, 24), 0), (date(2026, 12, 1), 7)]
)
def test_a4_a_signature_is_owed_for_so_many_days(today: date, days: int) -> None:
    assert days_owed(date(2026, 11, 24), today) == days
