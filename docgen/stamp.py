"""An acta edited by hand still bears the code and the QR code of the version that it was made from: those of its own
take their place."""

import io
import re
from collections.abc import Collection, Iterator

import docx
from docx.document import Document
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree

from docgen import qr
from docgen.parts import Verification


def with_code(edited: bytes, before: Collection[Verification], now: Verification) -> bytes:
    """The edited document with the code, the link and the picture of `now` where those of an earlier version stand.

    What was taken out stays out. Where a picture is there that can't be told for the QR code, nothing changes: a
    code and a picture that lead to two versions would say less than both of one.
    """
    opened, saved = docx.Document(io.BytesIO(edited)), io.BytesIO()
    pictures = list(_pictures(opened))
    if not _stands(opened, before) or (_shows_any(opened) and not (pictures and now.url)):
        return edited
    for each in before:
        pairs = ((each.code, now.code), (each.url, now.url))
        for old, new in ((old, new) for old, new in pairs if old and new):
            _replace(opened, old, new)
    for picture in pictures:
        picture._blob = qr.picture(now.url)
    opened.save(saved)
    return saved.getvalue()


def _stands(opened: Document, before: Collection[Verification]) -> bool:
    return any(_mark(each.code).search(_text(one)) for one in _paragraphs(opened) for each in before)


def _mark(text: str) -> re.Pattern[str]:
    """The text where it is no part of a longer code or link."""
    return re.compile(rf"(?<![\w/=-]){re.escape(text)}(?![\w-])")


def _replace(opened: Document, old: str, new: str) -> None:
    for paragraph in _paragraphs(opened):
        while found := _mark(old).search(_text(paragraph)):
            _put(paragraph, found.start(), found.end(), new)
    for part in _parts(opened):
        for link in part.rels.values():
            if link.is_external and link.target_ref == old:
                link._target = new


def _put(paragraph: etree._Element, start: int, end: int, new: str) -> None:
    """The new words in place of those characters, in the run in which they begin."""
    at = 0
    for piece in list(paragraph.iter(qn("w:t"))):
        said = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(said))
        if first < last:
            piece.text = said[:first] + (new if at <= start else "") + said[last:]
        at += len(said)


def _text(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def _paragraphs(opened: Document) -> Iterator[etree._Element]:
    for part in _parts(opened):
        yield from part.element.iter(qn("w:p"))


def _parts(opened: Document) -> Iterator[XmlPart]:
    """The body, and the headers and footers that are its own."""
    yield opened.part
    for section in opened.sections:
        for each in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            if not each.is_linked_to_previous:
                yield each.part


def _pictures(opened: Document) -> Iterator[Part]:
    """Those that are named as the template names the QR code's."""
    for drawing in opened.element.body.iter(qn("w:drawing")):
        if any(each.get("name") == qr.NAME for each in drawing.iter(qn("wp:docPr"))):
            for blip in drawing.iter(qn("a:blip")):
                if blip.get(qn("r:embed")) in opened.part.related_parts:
                    yield opened.part.related_parts[blip.get(qn("r:embed"))]


def _shows_any(opened: Document) -> bool:
    """Whether the body holds any picture."""
    return next(opened.element.body.iter(qn("a:blip"), qn("w:pict")), None) is not None
