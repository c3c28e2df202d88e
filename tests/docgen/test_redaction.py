"""A Word file with some words taken out still opens, and says everything else as before."""

import io

import docx
import pytest

from docgen.data import KINDS
from docgen.errors import TemplateUnreadable
from docgen.redaction import redact
from docgen.render import render
from docgen.samples import sample


@pytest.mark.parametrize("kind", KINDS)
def test_what_needs_no_change_stays_to_the_byte_in_every_part(kind, words):
    printed = render(kind, sample(kind))
    assert words(redact(printed, lambda text: text)) == words(printed)
    assert redact(printed, lambda text: text) == redact(printed, lambda text: text)


def test_words_go_wherever_they_stand_even_split_over_runs_in_headers_and_in_tables(words, open_word):
    document = docx.Document()
    paragraph = document.add_paragraph("Llamar al 987")
    paragraph.add_run("65").bold = True
    paragraph.add_run("4321 hoy")
    document.add_table(1, 1).cell(0, 0).text = "987654321"
    document.sections[0].header.paragraphs[0].text = "Tel. 987654321"
    document.core_properties.last_modified_by = "Rosa"
    written = io.BytesIO()
    document.save(written)
    redacted = redact(written.getvalue(), lambda text: text.replace("987654321", "[…]"))
    assert "Llamar al […] hoy" in words(redacted)
    assert "987654321" not in words(redacted)
    opened = open_word(redacted)
    assert opened.tables[0].cell(0, 0).text == "[…]"
    assert opened.sections[0].header.paragraphs[0].text == "Tel. […]"
    assert opened.core_properties.last_modified_by == ""


def test_what_is_no_word_file_is_refused():
    with pytest.raises(TemplateUnreadable):
        redact(b"%PDF-1.7", str)
