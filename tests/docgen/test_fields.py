"""The list of fields is the shapes' own, and whoever edits a template can read it."""

import pytest

from docgen import fields, filters
from docgen.data import KINDS
from docgen.errors import UnknownKind
from docgen.fields_word import as_word
from docgen.filters import READABLE
from docgen.guard import unpack


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_piece_is_listed_with_its_type_and_meaning(kind):
    found = fields.pieces(kind)
    assert found[0].paths == (kind,)
    assert len({piece.title for piece in found}) == len(found)
    for piece in found:
        assert piece.paths
        for field in piece.fields:
            assert field.type
            assert field.meaning
    listed = {field.path.partition(".")[2] for field in found[0].fields}
    assert listed == READABLE[KINDS[kind]]


def test_every_description_is_of_a_field_that_exists():
    shapes = {shape.__name__: names for shape, names in READABLE.items()}
    words = fields._words()
    tables = set(words) - {"piezas", "comunes", "filtros", "tipos", "documento"}
    assert tables <= set(shapes) <= set(words["piezas"])
    assert not [f"{table}.{name}" for table in tables for name in words[table] if name not in shapes[table]]
    assert set(words["comunes"]) <= set().union(*shapes.values())
    assert set(words["filtros"]) == set(filters.FILTERS)


def test_a_field_inside_a_list_says_how_it_is_reached():
    said = fields.as_text("acta")
    assert "  acta.acuerdos – lista de acuerdo – los acuerdos, cada uno con su código" in said
    assert "Se llega por: acta.acuerdos (lista), punto.acuerdos (lista)" in said
    assert "  acuerdo.deadline – fecha, o vacío – el plazo" in said
    assert "  acta.state – una de: draft, circulated, approved – " in said
    assert "  fecha_corta – 12/03/2026" in said


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_is_a_word_document_too(kind, words, open_word):
    content = as_word(kind)
    unpack(content)
    said = words(content)
    assert said.startswith(f"Campos de la plantilla «{kind}»")
    for piece in fields.pieces(kind):
        assert f"{piece.title}\n" in said
        assert all(f"{field.path}\n{field.type}\n{field.meaning}" in said for field in piece.fields)
    assert open_word(content).core_properties.title == f"Campos de la plantilla «{kind}»"
    assert "{{ " + kind + ".body.name }}" in said
    assert as_word(kind) == content


def test_an_unknown_kind_has_no_fields():
    with pytest.raises(UnknownKind):
        fields.as_text("memorando")
