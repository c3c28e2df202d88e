"""Gender from what was given, the treatment or the post, and nothing else."""

import pytest

from docgen import spanish_gender as gender
from docgen.data import Attendee, Person


@pytest.mark.parametrize(
    ("post", "found"),
    [
        ("Viceministra de Políticas y Evaluación Social", "f"),
        ("Viceministro de Prestaciones Sociales", "m"),
        ("Directora General", "f"),
        ("Director General", "m"),
        ("Jefa de Oficina", "f"),
        ("Jefe de Oficina", "m"),
        ("JEFE DE OFICINA", "m"),
        ("Director(a) de Evaluación", ""),
        ("Director/a de Evaluación", ""),
        ("Presidente del Comité", ""),
        ("Especialista en inversión pública", ""),
        ("", ""),
        ("123", ""),
    ],
)
def test_the_wording_of_a_post_tells_the_gender(post, found):
    assert gender.of_post(post) == found


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (Person(name="Dra. Ana Ríos", post="Director de Evaluación"), "f"),
        (Person(name="Ana Ríos", post="Directora de Evaluación"), "f"),
        (Person(name="Andrea Rossi"), ""),
        (Person(name="Sra. Andrea Rossi", gender="m"), "m"),
        (Attendee(name="Ana Ríos", seat="Viceministra de X"), "f"),
        (Attendee(name="Luz Paz", seat="Viceministra de X", alternate=True), ""),
        (Attendee(name="Luz Paz", seat="Viceministra de X", alternate=True, post="Asesora"), "f"),
    ],
)
def test_what_is_given_wins_then_treatment_then_their_own_post(person, found):
    assert gender.of_person(person) == found


def test_a_person_of_unknown_gender_is_named_without_article():
    assert gender.addressed(Person(name="Andrea Rossi")) == "Andrea Rossi"
    assert gender.addressed(Person(name="Andrea Rossi", gender="f")) == "la señora Andrea Rossi"
    assert gender.addressed(Person(name="Dr. Juan Paz")) == "el Dr. Juan Paz"
    assert gender.agreeing(Person(name="Andrea Rossi"), "alterna", "alterno", "alterno(a)") == "alterno(a)"


def test_a_post_takes_its_article():
    assert gender.with_article("Jefa de Oficina") == "la Jefa de Oficina"
    assert gender.of_the("Jefe de Oficina") == "del Jefe de Oficina"
    assert gender.of_the("Viceministra") == "de la Viceministra"
    assert gender.of_the("Director(a)") == "de quien ejerce el cargo de Director(a)"
    assert gender.with_article("Gerente General") == "quien ejerce el cargo de Gerente General"


def test_a_unit_takes_its_article_and_tells_nobodys_gender():
    assert (
        gender.of_the("Oficina de Planeamiento e Inversiones")
        == "de la Oficina de Planeamiento e Inversiones"
    )
    assert gender.of_the("Dirección de Evaluación") == "de la Dirección de Evaluación"
    assert gender.of_the("Despacho Ministerial") == "del Despacho Ministerial"
    assert gender.of_post("Dirección de Evaluación") == ""
