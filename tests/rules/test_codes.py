"""V7, S1: codes and names are checked, printed and read back; nothing harmful gets through a template."""

import string
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.rules.codes import (
    DEFAULT_ACUERDO,
    Problem,
    acuerdo_code,
    check_template,
    next_number,
    parse_acuerdo_reference,
    parse_sitting_reference,
    series_year,
    sitting_name,
)
from bot.rules.errors import CodeIncomplete, InvalidTemplate, UnreadableReference
from bot.rules.reglamento import Reglamento

TEMPLATES = [
    DEFAULT_ACUERDO,
    "{numero:03d} {anio} {sigla} {tipo} {sesion}",
    "{sigla}/{tipo}/S{sesion:02d}/A-{numero}/{anio}",
    "{anio}-{numero:04d}",
    "Acuerdo Nº {numero} – {anio}",
    "{{{numero:02d}}}·{anio}",
    "{{numero}} {numero}-{anio}",
    "{tipo} {sesion}.{numero}.{anio}",
    "AC.{numero}.{anio} ({sigla})",
]
WORDS = st.text(alphabet=string.ascii_letters + "áñÑ ", min_size=1).map(str.strip).filter(bool)


def test_v7_the_manuals_code_by_default() -> None:
    assert Reglamento().acuerdo_code == DEFAULT_ACUERDO
    assert acuerdo_code(DEFAULT_ACUERDO, 1, 2026, "AYNI-GT") == "ACUERDO N.° 001-2026-AYNI-GT"
    assert acuerdo_code(DEFAULT_ACUERDO, 1234, 2026, "AYNI-GT") == "ACUERDO N.° 1234-2026-AYNI-GT"


def test_v7_a_body_may_set_its_own_code_with_the_sittings_kind_and_number() -> None:
    template = "{numero:03d} {anio} {sigla} {tipo} {sesion}"
    assert acuerdo_code(template, 7, 2026, "AYNI-GT", "Ordinaria", 3) == "007 2026 AYNI-GT Ordinaria 3"


def test_s1_sittings_are_named_by_kind_number_and_year() -> None:
    template = Reglamento().sitting_name
    assert sitting_name(template, "Ordinaria", 3, 2026) == "Sesión Ordinaria N.° 03-2026"
    assert sitting_name("{sigla} {tipo} {numero}/{anio}", "X", 3, 2026, "AYNI") == "AYNI X 3/2026"


@pytest.mark.parametrize("template", TEMPLATES)
@given(
    number=st.integers(1, 999_999), year=st.integers(1900, 2199), kind=WORDS, sitting=st.integers(1, 99_999)
)
@example(number=1, year=2026, kind="Ordinaria", sitting=1)
@example(number=2026, year=2026, kind="N", sitting=2026)
def test_v7_any_code_reads_back_under_its_template(
    template: str, number: int, year: int, kind: str, sitting: int
) -> None:
    code = acuerdo_code(template, number, year, "AYNI-GT", kind, sitting)
    assert parse_acuerdo_reference(code, template, "AYNI-GT") == (number, year)
    assert parse_acuerdo_reference(f"  {code.upper()} ", template, "ayni-gt") == (number, year)


@pytest.mark.parametrize(
    "text",
    [
        "ACUERDO N.° 001-2026-AYNI-GT",
        "acuerdo n.º 001-2026-ayni-gt",
        "ACUERDO N° 001-2026-AYNI-GT",
        "ACUERDO  Nº\u00a0001–2026–AYNI–GT",
        "001-2026",
        "1-2026",
        " 1 - 2026 ",
        "1/2026",
    ],
)
def test_v7_a_code_is_read_however_it_is_typed(text: str) -> None:
    assert parse_acuerdo_reference(text, sigla="AYNI-GT") == (1, 2026)


def test_v7_the_manuals_codes_and_number_and_year_are_read_under_every_template() -> None:
    for template in TEMPLATES:
        assert parse_acuerdo_reference("12-2026", template) == (12, 2026)
        assert parse_acuerdo_reference("ACUERDO N.° 012-2026-AYNI-GT", template, "AYNI-GT") == (12, 2026)


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "2026", "1-26", "0-2026", "000-2026", "-1-2026", "1-20260", "1-0999", "uno-2026", "1-2026-x",
        "1234567-2026", "١-2026", "ACUERDO N.° 001-2026-OTRO", "ACUERDO N.° 001-2026-AYNI-GTX",
    ],
)  # fmt: skip
def test_v7_what_is_no_code_of_this_body_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(UnreadableReference) as refusal:
        parse_acuerdo_reference(text, sigla="AYNI-GT", article="19 g")
    assert refusal.value.fields() == {"text": text, "article": "19 g"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", (3, None)),
        (" 03 ", (3, None)),
        ("03-2026", (3, 2026)),
        ("3/2026", (3, 2026)),
        ("N.° 03-2026", (3, 2026)),
        ("Sesión Ordinaria N.° 03-2026", (3, 2026)),
        ("2026", (2026, None)),
    ],
)
def test_s1_a_sitting_is_found_by_its_number_or_its_name(text: str, expected: tuple[int, int | None]) -> None:
    assert parse_sitting_reference(text) == expected


@pytest.mark.parametrize("text", ["", "0", "-3", "3-", "3-26", "tres", "3-2026-", "1234567"])
def test_s1_what_names_no_sitting_is_refused(text: str) -> None:
    with pytest.raises(UnreadableReference) as refusal:
        parse_sitting_reference(text)
    assert refusal.value.text == text


@pytest.mark.parametrize(
    ("template", "problem", "detail"),
    [
        ("{numero.__class__}-{anio}", Problem.UNKNOWN_FIELD, "numero.__class__"),
        ("{numero[0]}-{anio}", Problem.UNKNOWN_FIELD, "numero[0]"),
        ("{0}-{numero}-{anio}", Problem.UNKNOWN_FIELD, "0"),
        ("{}-{numero}-{anio}", Problem.UNKNOWN_FIELD, ""),
        ("{año}-{numero}", Problem.UNKNOWN_FIELD, "año"),
        ("{numero!r}-{anio}", Problem.FORMAT, "numero"),
        ("{sigla!s}-{numero}-{anio}", Problem.FORMAT, "sigla"),
        ("{numero:999999999d}-{anio}", Problem.FORMAT, "numero"),
        ("{numero:{anio}}-{anio}", Problem.FORMAT, "numero"),
        ("{numero:x}-{anio}", Problem.FORMAT, "numero"),
        ("{numero:3d}-{anio}", Problem.FORMAT, "numero"),
        ("{numero}-{anio}-{sigla:>40}", Problem.FORMAT, "sigla"),
        ("{numero-{anio}", Problem.BRACES, ""),
        ("{numero}}-{anio}", Problem.BRACES, ""),
        ("{numero}-{sigla}", Problem.MISSING_FIELD, "anio"),
        ("{anio}-{sigla}", Problem.MISSING_FIELD, "numero"),
        ("", Problem.MISSING_FIELD, "numero"),
        ("{numero}-{anio}-{numero}", Problem.REPEATED_FIELD, "numero"),
        ("{numero}{anio}", Problem.AMBIGUOUS, "anio"),
        ("{numero}0{anio}", Problem.AMBIGUOUS, "anio"),
        ("{sigla}X{numero}-{anio}", Problem.AMBIGUOUS, "numero"),
        ("{numero}{{{anio}", None, ""),
        ("A{numero}-{anio}", None, ""),
        ("{numero}-{anio}\n", Problem.NOT_PRINTABLE, ""),
        ("{numero}\u202e-{anio}", Problem.NOT_PRINTABLE, ""),
        (" {numero}-{anio}", Problem.NOT_PRINTABLE, ""),
        ("{numero}-{anio}".ljust(120, "."), None, ""),
        ("{numero}-{anio}".ljust(121, "."), Problem.TOO_LONG, "120"),
    ],
)
def test_v7_a_template_is_refused_with_what_is_wrong_and_where(
    template: str, problem: Problem | None, detail: str
) -> None:
    if problem is None:
        check_template(template, article="19 g")
    else:
        with pytest.raises(InvalidTemplate) as refusal:
            check_template(template, article="19 g")
        assert refusal.value.fields() == {
            "template": template, "problem": problem.value, "detail": detail, "article": "19 g",
        }  # fmt: skip


@given(st.text(alphabet="{}:!.[]0139dxra numeroaniosigla-°", max_size=40))
def test_v7_a_template_either_prints_a_code_that_reads_back_or_is_refused(template: str) -> None:
    try:
        code = acuerdo_code(template, 12, 2026, "AYNI-GT", "Ordinaria", 3)
    except InvalidTemplate:
        return
    assert parse_acuerdo_reference(code, template, "AYNI-GT") == (12, 2026)


def test_v7_a_template_that_was_never_checked_is_checked_when_used() -> None:
    with pytest.raises(InvalidTemplate):
        acuerdo_code("{numero.__class__}-{anio}", 1, 2026, "AYNI-GT")
    with pytest.raises(InvalidTemplate):
        parse_acuerdo_reference("1-2026", "{numero.__class__}-{anio}")


def test_v7_a_code_is_not_printed_with_a_hole() -> None:
    with pytest.raises(CodeIncomplete) as refusal:
        acuerdo_code("{numero}-{anio} {tipo} {sesion}", 1, 2026, "AYNI-GT")
    assert refusal.value.fields() == {"missing": ["tipo", "sesion"], "article": "19 g"}


def test_v7_a_series_begins_with_one_and_has_no_gaps() -> None:
    issued: list[int] = []
    for _ in range(5):
        issued.append(next_number(issued[-1] if issued else None))
    assert issued == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("adopted_at", "year"),
    [
        (datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC), 2026),
        (datetime(2027, 1, 1, 5, 0, 0, tzinfo=UTC), 2027),
    ],
)
def test_v7_the_series_changes_at_the_new_years_midnight_of_the_bodys_zone(
    adopted_at: datetime, year: int
) -> None:
    assert series_year(adopted_at, ZoneInfo("America/Lima")) == year
