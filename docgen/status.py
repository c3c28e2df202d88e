"""An acta that was edited by hand still says the state and version that it was printed with: brought up to date."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from docgen.acta import Acta, ActaState
from docgen.render import render

STATUS = "Estado del documento"
"""The style of the line under the title."""


def with_status(edited: bytes, record: Acta, template: bytes | None = None) -> bytes:
    """The edited document with the state and version of `record` where the template prints them.

    Only what still stands there as it was printed for a version up to this one is replaced.
    """
    opened, saved = docx.Document(io.BytesIO(edited)), io.BytesIO()
    now = docx.Document(io.BytesIO(render("acta", record, template)))
    lines: dict[str, str] = {}
    runs: dict[str, str] = {}
    for version in range(1, record.version + 1):
        for state in get_args(ActaState):
            printed = render("acta", replace(record, version=version, state=state), template)
            before = docx.Document(io.BytesIO(printed))
            lines |= {old.text: new.text for old, new in zip(_status(before), _status(now), strict=True)}
            runs |= {old.text: new.text for old, new in zip(_footers(before), _footers(now), strict=True)}
    for line in _status(opened):
        if line.text in lines:
            _say(line, lines[line.text])
    for run in _footers(opened):
        if runs.get(run.text, run.text) != run.text:
            run.text = runs[run.text]
    opened.save(saved)
    return saved.getvalue()


def _say(line: Paragraph, text: str) -> None:
    """The text in the paragraph's first run, whose looks it keeps."""
    for run in line.runs[1:]:
        run.text = ""
    line.runs[0].text = text


def _status(opened: Document) -> list[Paragraph]:
    found = (each for each in opened.paragraphs if each.style is not None and each.style.name == STATUS)
    return [each for each in found if each.runs]


def _footers(opened: Document) -> list[Run]:
    return [run for paragraph in _footer_paragraphs(opened) for run in paragraph.runs]


def _footer_paragraphs(opened: Document) -> Iterator[Paragraph]:
    for section in opened.sections:
        for footer in (section.first_page_footer, section.footer):
            if not footer.is_linked_to_previous:
                yield from footer.paragraphs
