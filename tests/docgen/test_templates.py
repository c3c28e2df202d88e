"""The templates that stand in the repository, the script that builds them, and the check of an edited one."""

import importlib.util
import io
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from docgen.check import check
from docgen.data import KINDS
from docgen.errors import TemplateBroken, UnknownKind, UnsafeFile, explain
from docgen.places import templates_dir
from docgen.render import read_template, render
from docgen.samples import sample
from tests.docgen import packages as made

FOLDER = Path(__file__).parents[2] / "templates" / "word"


def test_building_again_gives_the_templates_that_stand_here_byte_for_byte(tmp_path):
    built = subprocess.run(
        [sys.executable, FOLDER / "build.py", tmp_path],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert len(built.stdout.splitlines()) == len(KINDS)
    for kind in KINDS:
        assert (tmp_path / f"{kind}.docx").read_bytes() == (FOLDER / f"{kind}.docx").read_bytes()


def test_the_builder_knows_every_kind():
    found = importlib.util.spec_from_file_location("word_build", FOLDER / "build.py")
    build = importlib.util.module_from_spec(found)
    found.loader.exec_module(build)
    assert set(build.KINDS) == set(KINDS)
    assert templates_dir() == FOLDER


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_templates_pass_their_check(kind):
    check(kind, read_template(kind))


def _edited(kind: str, edit) -> bytes:
    """The template after an edit with python-docx, as a word processor would save it."""
    document = docx.Document(io.BytesIO(read_template(kind)))
    edit(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_template_edited_in_a_word_processor_still_prints(words):
    def edit(document):
        document.add_paragraph("Copia para el archivo de {{ acta.body.sigla }}.")

    template = _edited("acta", edit)
    check("acta", template)
    assert "Copia para el archivo de AYNI-GT." in words(render("acta", sample("acta"), template))


def test_a_tag_split_over_runs_still_prints(words):
    def edit(document):
        paragraph = document.add_paragraph()
        for piece in ("Sigla: {", "{ acta.bo", "dy.sigla }", "}"):
            paragraph.add_run(piece).bold = piece == "dy.sigla }"

    template = _edited("acta", edit)
    check("acta", template)
    assert "Sigla: AYNI-GT" in words(render("acta", sample("acta"), template))


@pytest.mark.parametrize(
    ("text", "problem", "detail"),
    [
        ("{{ acta.body.siglas }}", "unknown_field", "siglas"),
        ("{% if false %}{{ acta.body.siglas }}{% endif %}", "unknown_field", "siglas"),
        ("{% if false %}{{ sigla }}{% endif %}", "undefined", "sigla"),
        ("{{ acta.body.sigla.name }}", "undefined", "name"),
        ("{{ acta.body.sigla | mayúsculas }}", "syntax", "mayúsculas"),
        ("{% if acta %}", "syntax", ""),
        ("{{ acta.body.__class__ }}", "unknown_field", "__class__"),
    ],
)
def test_a_wrong_field_is_named_with_its_paragraph_even_where_no_sample_goes(text, problem, detail):
    with pytest.raises(TemplateBroken) as refused:
        check("acta", _edited("acta", lambda document: document.add_paragraph(f"Nuevo: {text}")))
    assert refused.value.problem == problem
    assert detail in refused.value.detail


def test_the_paragraph_of_a_wrong_field_is_told():
    with pytest.raises(TemplateBroken) as refused:
        check("acta", _edited("acta", lambda document: document.add_paragraph("Nuevo: {{ acta.nada }}")))
    assert refused.value.place == "Nuevo: {{ acta.nada }}"


def test_another_kinds_template_and_no_template_are_refused():
    with pytest.raises(TemplateBroken):
        check("acta", read_template("constancia"))
    with pytest.raises(UnsafeFile):
        check("acta", b"nada")
    with pytest.raises(UnknownKind):
        check("memorando", read_template("acta"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% if acta %}", "falta cerrar «if» con «endif»"),
        ("{% endfor %}", "la instrucción «endfor» no existe o no corresponde aquí"),
        ("{% si acta %}", "la instrucción «si» no existe"),
        ("{{ acta.body.sigla | mayusculas }}", "no existe el filtro «mayusculas»"),
        ("{{ acta.body sigla }}", "sobra o está fuera de lugar «sigla»"),
        ("{{ acta.body.siglas }}", "pide un campo que ningún documento tiene (siglas)"),
        ("{{ organo }}", "pide un dato que no existe (organo)"),
        ("{{ acta.agenda[9].title }}", "elemento 9"),
        ("{{ 1 // 0 }}", "divide entre cero"),
    ],
)
def test_what_is_wrong_is_said_in_spanish_with_the_paragraph(text, said):
    with pytest.raises(TemplateBroken) as refused:
        check("acta", _edited("acta", lambda document: document.add_paragraph(f"Nuevo: {text}")))
    assert said in explain(refused.value)
    assert f"Está en el párrafo «Nuevo: {text}" in explain(refused.value)


def test_tracked_changes_are_refused_with_their_paragraph():
    with pytest.raises(TemplateBroken) as refused:
        check("designacion", made.bodied("<w:ins><w:r><w:t> y esto</w:t></w:r></w:ins>"))
    assert explain(refused.value).endswith("Está en el párrafo «Aquí y esto».")
