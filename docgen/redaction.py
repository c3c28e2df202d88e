"""A Word file with some of its words taken out: everything else, and its look, stays."""

import io
import re
import zipfile
from collections.abc import Callable

from docx.oxml.ns import qn
from lxml import etree

from docgen import package
from docgen.errors import TemplateUnreadable

_TEXT = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_MAIL = re.compile(rb'Target="mailto:[^"]*"')
_WHO = re.compile(rb"(<cp:lastModifiedBy\b[^>]*>)[^<]*")


def redact(content: bytes, clean: Callable[[str], str]) -> bytes:
    """The document with each paragraph's text as `clean` gives it back; the same input gives the same bytes.

    A paragraph that changes keeps the look of its first run. Raises TemplateUnreadable for what is no .docx.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            files = {info.filename: opened.read(info) for info in opened.infolist() if not info.is_dir()}
        return package.join(package.pack(name, _cleaned(name, part, clean)) for name, part in files.items())
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError) as error:
        raise TemplateUnreadable("document") from error


def _cleaned(name: str, part: bytes, clean: Callable[[str], str]) -> bytes:
    if name == "docProps/core.xml":
        return _WHO.sub(rb"\1", part)
    if name.endswith(".rels"):
        return _MAIL.sub(b'Target="#"', part)
    if _TEXT.fullmatch(name) is None:
        return part
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))
    changed = [_clean_paragraph(paragraph, clean) for paragraph in root.iter(qn("w:p"))]
    if not any(changed):
        return part
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _clean_paragraph(paragraph: etree._Element, clean: Callable[[str], str]) -> bool:
    """Whether it changed. What a text box within it says is a paragraph of its own."""
    pieces = [each for each in paragraph.iter(qn("w:t")) if _paragraph_of(each) is paragraph]
    before = "".join(each.text or "" for each in pieces)
    after = clean(before)
    if after == before:
        return False
    for each in pieces:
        each.text = ""
    pieces[0].text = after
    pieces[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return True


def _paragraph_of(piece: etree._Element) -> etree._Element | None:
    return next(piece.iterancestors(qn("w:p")), None)
