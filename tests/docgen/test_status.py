"""A3, A4: an acta edited by hand says, when it is signed, the state and version that it has by then."""

import io
from dataclasses import replace

import docx

from docgen.acta import Acta
from docgen.render import render
from docgen.samples import sample
from docgen.status import with_status

RECORD: Acta = replace(sample("acta"), version=1, state="draft")
APPROVED = replace(RECORD, version=3, state="approved")


def everything(content: bytes) -> str:
    opened = docx.Document(io.BytesIO(content))
    section = opened.sections[0]
    footers = [*section.first_page_footer.paragraphs, *section.footer.paragraphs]
    return "\n".join(each.text for each in [*opened.paragraphs, *footers])


def edited(old: str, new: str) -> bytes:
    """The draft in which somebody replaced a paragraph."""
    opened, saved = docx.Document(io.BytesIO(render("acta", RECORD))), io.BytesIO()
    next(each for each in opened.paragraphs if old in each.text).text = new
    opened.save(saved)
    return saved.getvalue()


def test_the_state_under_the_title_and_the_version_in_the_footers_are_those_of_now():
    said = everything(with_status(edited("levantó la sesión", "Se levantó."), APPROVED))
    assert "Texto aprobado · versión 3" in said
    assert "Proyecto de acta" not in said
    assert "versión 1" not in said
    assert "Se levantó." in said


def test_what_somebody_wrote_in_that_place_stays():
    said = everything(with_status(edited("Proyecto de acta", "Versión final"), APPROVED))
    assert "Versión final" in said
    assert "Texto aprobado" not in said


def test_nothing_else_changes():
    before, after = edited("levantó la sesión", "Se levantó."), replace(RECORD, version=2, state="circulated")
    unlike = set(everything(before).split("\n")) ^ set(everything(with_status(before, after)).split("\n"))
    assert all("versión" in line for line in unlike)
    assert len(unlike) == 4
