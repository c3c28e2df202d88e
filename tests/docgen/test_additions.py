"""V3: late reasons of dissent are added to an acta edited by hand, and nothing of it changes."""

import io
from dataclasses import replace

import docx

from docgen.acta import Acta
from docgen.additions import dissents_in, with_dissents
from docgen.decisions import Dissent
from docgen.render import render
from docgen.samples import sample
from docgen.wording import wording

RECORD: Acta = sample("acta")
LATE = Dissent(
    seat="OPI", name="Ing. Raúl Paz", subject="Otro acuerdo", reason="Falta el sustento.\n& <la> fecha"
)
WITHOUT = replace(RECORD, dissents=())


def lines(content: bytes) -> list[str]:
    return [line.text for line in wording(content).lines]


def restyled(content: bytes) -> bytes:
    """As Word in Spanish saves it: the styles have other ids."""
    opened, saved = docx.Document(io.BytesIO(content)), io.BytesIO()
    for style in opened.styles:
        if style.style_id == "Heading1":
            style.element.set(
                "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "Ttulo1"
            )
    opened.save(saved)
    return saved.getvalue()


def test_they_stand_at_the_end_under_the_templates_own_title() -> None:
    edited = restyled(render("acta", WITHOUT))
    completed = with_dissents(edited, WITHOUT, replace(WITHOUT, dissents=(LATE,)))
    said = lines(completed)
    assert said[: len(lines(edited))] == lines(edited)
    added = said[len(lines(edited)) :]
    assert added[0] == "Fundamentos de votos singulares"
    assert added[-2:] == ["Falta el sustento.", "& <la> fecha"]
    title = next(each for each in docx.Document(io.BytesIO(completed)).paragraphs if each.text == added[0])
    assert (title.style.name, title.style.style_id) == ("Heading 1", "Ttulo1")


def test_later_ones_come_below_without_the_title_again() -> None:
    edited = render("acta", RECORD)
    completed = with_dissents(edited, RECORD, replace(RECORD, dissents=(*RECORD.dissents, LATE)))
    added = lines(completed)[len(lines(edited)) :]
    assert "Fundamentos de votos singulares" not in added
    assert added[-2:] == ["Falta el sustento.", "& <la> fecha"]


def test_it_is_known_which_of_them_stand_in_a_document() -> None:
    more = replace(RECORD, dissents=(*RECORD.dissents, LATE))
    assert dissents_in(render("acta", RECORD), more) == RECORD.dissents
    assert dissents_in(render("acta", more), more) == more.dissents
    assert dissents_in(render("acta", WITHOUT), more) == ()
