"""The prepared way says what docxtpl says, and refuses what a template may not do."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from docgen import package
from docgen.data import KINDS
from docgen.errors import TemplateBroken, TemplateUnreadable, explain
from docgen.filters import WORD
from docgen.prepared import compile_part, prepare
from docgen.render import read_template, render
from docgen.samples import sample, samples
from tests.docgen.packages import changed
from tests.docgen.plain import parts, with_docxtpl


def edited(kind: str, old: str, new: str, member: str = "word/document.xml") -> bytes:
    """The template of a kind with a piece of one member replaced."""
    return changed(member, old, new, kind)


SUBTITLE = "Proyecto de acta{% endif %}"


def with_tag(tag: str) -> bytes:
    return edited("acta", SUBTITLE, SUBTITLE + tag)


@pytest.mark.parametrize("kind", KINDS)
def test_both_ways_say_the_same(kind):
    for document in samples(kind):
        assert parts(render(kind, document)) == parts(with_docxtpl(kind, document))


def test_both_ways_break_lines_and_escape_alike():
    acta = sample("acta")
    ballot = replace(acta.votes[0].ballots[0], reason="uno\ndos & <tres>\n\n«cuatro»", name="Ana & Cía <x>")
    odd = replace(acta, votes=(replace(acta.votes[0], ballots=(ballot,)),))
    assert parts(render("acta", odd)) == parts(with_docxtpl("acta", odd))


def test_a_template_beyond_the_prepared_way_is_printed_by_docxtpl_itself(words):
    document = sample("constancia")
    with zipfile.ZipFile(io.BytesIO(read_template("constancia"))) as opened:
        body = opened.read("word/document.xml").decode()
    cell = re.search(r"<w:tc>(?:(?!</w:tc>).)*Motivo.*?</w:tc>", body)[0]
    cells = "".join(
        f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        for text in ("{%tc for x in ('A', 'B') %}", "columna {{ x }}", "{%tc endfor %}")
    )
    template = edited("constancia", cell, cells)
    assert prepare(template).plain is not None
    printed = render("constancia", document, template)
    assert "columna A\ncolumna B" in words(printed)
    assert printed == render("constancia", document, template)
    assert parts(printed) == parts(with_docxtpl("constancia", document, template))


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ acta.__class__.__init__.__globals__ }}",
        "{{ zone.__class__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{{ '{0.__class__}'.format(acta) }}",
        "{{ acta.agenda.append(1) }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% from 'os' import path %}",
        "{% extends 'x' %}",
        "{% autoescape false %}{{ acta.body.name }}{% endautoescape %}",
        "{{ acta.body.name | safe }}",
        "{{ range(999999999) | list }}",
        "{{ 1 // 0 }}",
        "{{ acta.body.nothing }}",
        "{{ nothing }}",
        "{{ acta.agenda[99].title }}",
        "{{ acta.body.name | nothing }}",
        "{% if %}",
        "{% for x in acta.agenda %}",
        "{{ acta.body.name",
        "{{ acta.articles.quorum | cantidad('a', 'b') }}",
    ],
)
def test_a_template_that_asks_too_much_is_refused_with_its_paragraph(tag):
    with pytest.raises(TemplateBroken) as refused:
        render("acta", sample("acta"), with_tag(tag))
    said = explain(refused.value)
    assert "\n" not in said
    assert said.startswith("La plantilla no sirve: ")


def test_the_refusal_names_the_paragraph_where_it_stands():
    with pytest.raises(TemplateBroken) as refused:
        render("acta", sample("acta"), with_tag("{{ acta.body.nothing }}"))
    assert refused.value.problem == "undefined"
    assert "Proyecto de acta" in refused.value.place


@pytest.mark.parametrize("source", ["<a>{% if n %}<b>{% endif %}</a>", "<a>&nada;</a>", "<a/><b/>{{ n }}"])
def test_xml_that_would_not_be_well_formed_is_refused(source):
    with pytest.raises(TemplateBroken) as refused:
        compile_part("word/document.xml", source, WORD).render({"n": 1})
    assert refused.value.problem == "malformed"


@pytest.mark.parametrize(
    "content",
    [b"", b"nada", b"PK\x03\x04", package.join([package.pack("a.txt", b"x")])],
    ids=["empty", "text", "cut", "no document"],
)
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(TemplateUnreadable):
        prepare(content)


def test_a_template_is_prepared_once_for_the_same_bytes():
    template = read_template("acta")
    assert prepare(template) is prepare(bytes(bytearray(template)))


def test_threads_do_not_mix_their_documents():
    acta = sample("acta")
    actas = [replace(acta, body=replace(acta.body, name=f"Órgano {number}")) for number in range(40)]
    alone = [render("acta", each) for each in actas]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda each: render("acta", each), actas)) == alone


def test_literal_braces_of_docxtpl_are_printed_as_it_prints_them(words):
    said = words(render("acta", sample("acta"), with_tag("{_{ x }_}")))
    assert "Proyecto de acta remitido" in said
    draft = replace(sample("acta"), state="draft")
    assert "Proyecto de acta{{ x }}" in words(render("acta", draft, with_tag("{_{ x }_}")))


def test_members_that_do_not_change_are_copied_as_they_are():
    with (
        zipfile.ZipFile(io.BytesIO(read_template("acta"))) as template,
        zipfile.ZipFile(io.BytesIO(render("acta", sample("acta")))) as printed,
    ):
        assert printed.namelist() == template.namelist()
        assert printed.read("word/styles.xml") == template.read("word/styles.xml")
        assert {info.date_time for info in printed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
