"""A5: what the public version of a document keeps back, and what it does not touch."""

import pytest

from bot.rules.privacy import RESERVED, links, without_personal_data


@pytest.mark.parametrize(
    "text",
    [
        "987654321",
        "987 654 321",
        "+51 987-654-321",
        "51987654321",
        "(01) 631-8000",
        "01 6318000",
        "+51 1 6318000",
        "DNI 12345678",
        "DNI N.° 12345678",
        "D.N.I.: 12.345.678",
        "documento de identidad 12345678",
        "carné de extranjería 001234567",
        "45678901",
        "rosa.huamani@midis.gob.pe",
        "@rosahuamani",
        "https://t.me/rosahuamani",
        "t.me/rosahuamani",
        "-1001234567890",
    ],
)
def test_a5_personal_data_is_reserved_wherever_it_stands(text: str) -> None:
    said = without_personal_data(f"Llamar a la señora ({text}), o escribir a {text}. Fin")
    assert not any(piece in said for piece in (text, text[-6:]))
    assert said.count(RESERVED) == 2
    assert said.endswith(". Fin")


@pytest.mark.parametrize(
    "text",
    [
        "ACUERDO N.° 001-2026-AYNI-GT",
        "Oficio N.° 118-2026-MIDIS/VMPS",
        "Resolución Viceministerial N.° 002-2017-MIDIS/MPES",
        "hasta por S/ 12 500 000.00",
        "hasta por S/ 12500000",
        "Ley N.° 27444, artículo 98.1",
        "a las quince horas (15:00) del 12/03/2026",
        "318 familias de 24 distritos; RUC 20545565359",
        "Mesa de partes, expediente 2026-0001187",
        "https://www.gob.pe/midis",
        "https://t.me/ayni_bot?start=v_10_a296c8ad6207",
        "código 10-A296-C8AD-6207",
        "Año 2026, 7 de 7",
    ],
)
def test_a5_codes_dates_amounts_and_citations_stay(text: str) -> None:
    assert without_personal_data(text) == text


def test_a5_what_is_confidential_is_reserved_the_longest_first() -> None:
    secrets = ("salud", "por motivos de salud", "")
    assert without_personal_data("No vino por motivos de salud.", secrets) == f"No vino {RESERVED}."


def test_a5_the_links_of_a_place_are_found() -> None:
    assert links("Sala 5 y https://meet.example/abc?pwd=1") == ("https://meet.example/abc?pwd=1",)
