"""JSON in and out: every field checked, every refusal names its field."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from docgen.data import KINDS, Acta
from docgen.errors import BadField, UnknownKind, UnreadableInput, explain
from docgen.reading import dump, from_json, load, to_json
from docgen.samples import sample, samples


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_comes_back_from_its_json(kind):
    for document in samples(kind):
        assert from_json(kind, to_json(document)) == document
        assert load(kind, dump(document)) == document


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_sample_leaves_no_field_of_its_kind_unmentioned(kind):
    assert set(dump(sample(kind))) == set(KINDS[kind].__dataclass_fields__)


def test_moments_and_dates_are_read_as_iso():
    acta = load("acta", dump(sample("acta")))
    assert acta.sitting.convened_at == datetime(2026, 3, 12, 20, tzinfo=UTC)
    assert acta.acuerdos[0].deadline == date(2026, 4, 15)


def _with(path: str, value: object) -> dict:
    """The sample acta with one place of its JSON changed; `value` None removes it."""
    mapping = json.loads(to_json(sample("acta")))
    place = mapping
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step)] if step.isdigit() else place[step]
    if value is ...:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return mapping


@pytest.mark.parametrize(
    ("path", "value", "field", "problem"),
    [
        ("body.sigla", ..., "body.sigla", "missing"),
        ("body", ..., "body", "missing"),
        ("body", "AYNI", "body", "not_object"),
        ("body.color", "rojo", "body.color", "unknown"),
        ("body.name", 7, "body.name", "not_text"),
        ("body.name", None, "body.name", "not_text"),
        ("body.timezone", "Lima", "body.timezone", "not_zone"),
        ("body.timezone", "../../etc/passwd", "body.timezone", "not_zone"),
        ("body.timezone", "", "body.timezone", "not_zone"),
        ("version", "2", "version", "not_integer"),
        ("version", True, "version", "not_integer"),
        ("version", -1, "version", "not_integer"),
        ("version", 1.5, "version", "not_integer"),
        ("agenda", {}, "agenda", "not_list"),
        ("agenda", "uno", "agenda", "not_list"),
        ("agenda.0.urgent", "sí", "agenda[0].urgent", "not_boolean"),
        ("acuerdos.1.deadline", "2026-02-30", "acuerdos[1].deadline", "not_date"),
        ("acuerdos.1.deadline", 20260230, "acuerdos[1].deadline", "not_date"),
        ("acuerdos.1.deadline", "0001-01-01", "acuerdos[1].deadline", "not_date"),
        ("sitting.convened_at", "mañana", "sitting.convened_at", "not_moment"),
        ("sitting.convened_at", "9999-12-31T23:59:59+00:00", "sitting.convened_at", "not_moment"),
        ("sitting.convened_at", "2026-03-12T15:00:00", "sitting.convened_at", "no_zone"),
        ("sitting.kind", "ordinaria", "sitting.kind", "not_one_of"),
        ("sitting.kind", ["ordinary"], "sitting.kind", "not_one_of"),
        ("lists.0.ordinal", True, "lists[0].ordinal", "not_one_of"),
        ("lists.0.ordinal", 3, "lists[0].ordinal", "not_one_of"),
        ("acuerdos.0.vote.ballots.0.choice", "sí", "acuerdos[0].vote.ballots[0].choice", "not_one_of"),
    ],
)
def test_an_unreadable_field_is_refused_by_name(path, value, field, problem):
    with pytest.raises(BadField) as refused:
        load("acta", _with(path, value))
    assert (refused.value.field, refused.value.problem) == (field, problem)
    assert f"«{field}»" in explain(refused.value)
    assert "\n" not in explain(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nada",
        b"\xff\xfe\x00",
        "[" * 200_000,
        '{"version": ' + "9" * 5000 + "}",
        '{"version": 1, "version": 2}',
    ],
    ids=["empty", "cut", "word", "not utf-8", "too deep", "long number", "repeated key"],
)
def test_what_is_not_json_is_refused_in_one_line(text):
    with pytest.raises(UnreadableInput) as refused:
        from_json("acta", text)
    assert "\n" not in explain(refused.value)


@pytest.mark.parametrize("value", [[], "acta", 3, None])
def test_a_document_must_be_an_object(value):
    with pytest.raises(BadField):
        from_json("acta", json.dumps(value))


def test_a_byte_order_mark_is_no_hindrance():
    assert from_json("acta", b"\xef\xbb\xbf" + to_json(sample("acta")).encode()) == sample("acta")


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(UnknownKind) as refused:
        load("memorando", {})
    assert "acta, convocatoria" in explain(refused.value)


def test_signatories_are_the_participants_once_with_the_presider_first():
    acta = sample("acta")
    assert isinstance(acta, Acta)
    found = acta.signatories
    assert [person.presides for person in found] == [True, True, False, False, False, False]
    assert [person.secretary for person in found].count(True) == 1
    absent = replace(acta, attendees=acta.attendees[3:])
    assert absent.signatories[-1].name == acta.secretary.name
    assert len(absent.signatories) == 4


def test_counts_are_computed_from_the_ballots():
    tie = sample("acta").acuerdos[1].vote
    assert (tie.in_favour, tie.against, tie.abstentions, tie.tied, tie.unanimous) == (3, 3, 0, True, False)
    assert sample("acta").acuerdos[0].vote.unanimous
    assert not replace(tie, ballots=()).unanimous
