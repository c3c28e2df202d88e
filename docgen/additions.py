"""Late reasons of dissent, added at the end of an acta that was edited by hand; not a word of it changes."""

import copy
import io
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from docgen.acta import Acta
from docgen.decisions import Dissent
from docgen.render import render
from docgen.text import clean
from docgen.wording import same, wording


def dissents_in(edited: bytes, record: Acta) -> tuple[Dissent, ...]:
    """Those of the record whose reasons stand in the document, word for word."""
    said = {line.text for line in wording(edited).lines}
    return tuple(
        each
        for each in record.dissents
        if all(line in said for line in map(same, clean(each.reason).split("\n")) if line)
    )


def with_dissents(edited: bytes, before: Acta, after: Acta, template: bytes | None = None) -> bytes:
    """The edited document with what `after` prints of dissents beyond `before`, in the template's own words."""
    opened, saved = docx.Document(io.BytesIO(edited)), io.BytesIO()
    printed = [docx.Document(io.BytesIO(render("acta", each, template))) for each in _alike(before, after)]
    end = opened.element.body.sectPr
    for element in _beyond(*printed):
        new = copy.deepcopy(element)
        _restyle(new, printed[1], opened)
        if end is None:
            opened.element.body.append(new)
        else:
            end.addprevious(new)
    opened.save(saved)
    return saved.getvalue()


def _alike(before: Acta, after: Acta) -> tuple[Acta, Acta]:
    """The two, which differ in their dissents alone."""
    return replace(after, dissents=before.dissents), after


def _beyond(before: Document, after: Document) -> Iterator[etree._Element]:
    old, new = (
        [each for each in body if each.tag != qn("w:sectPr")]
        for body in (before.element.body, after.element.body)
    )
    matcher = SequenceMatcher(None, list(map(_text, old)), list(map(_text, new)), autojunk=False)
    for tag, _, _, start, stop in matcher.get_opcodes():
        if tag in ("insert", "replace"):
            yield from new[start:stop]


def _text(element: etree._Element) -> str:
    return "".join(element.itertext())


def _restyle(element: etree._Element, source: Document, target: Document) -> None:
    """Styles by name: Word in Spanish gives them other ids when it saves."""
    names = {each.style_id: each.name for each in source.styles}
    ids = {each.name: each.style_id for each in target.styles}
    for mark in list(element.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))):
        known = ids.get(names.get(mark.get(qn("w:val")), ""))
        if known is None:
            mark.getparent().remove(mark)
        else:
            mark.set(qn("w:val"), known)
