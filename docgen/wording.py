"""What a Word document says, line by line: its paragraphs, a table's rows, its text boxes, as a reader sees them.

Insertions that nobody accepted yet count, deletions don't; hidden text does not count either.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from docgen.errors import UnsafeFile

CELLS = " | "
"""Between the cells of a row."""
_BLOCKS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")))
_GONE = frozenset(
    {
        *map(qn, ("w:del", "w:moveFrom", "w:pPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_BREAKS = frozenset(map(qn, ("w:tab", "w:br", "w:cr", "w:ptab")))
_TEXTS = frozenset({qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_MARKED = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a row of a table, its spaces as one; `section` where it heads a section of the document."""

    text: str
    section: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The lines that hold any text, and whether changes wait to be accepted or comments to be taken out."""

    lines: tuple[Line, ...]
    unaccepted: bool = False
    comments: bool = False


@dataclass(frozen=True, slots=True)
class _Styles:
    hidden: frozenset[str]
    sections: frozenset[str]


def same(text: str) -> str:
    """The text as it is compared: NFC, every stretch of white space one space; all else as it stands."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def opened(content: bytes) -> Document:
    """The document as python-docx has it. Raises UnsafeFile where its parts don't fit together."""
    try:
        return docx.Document(io.BytesIO(content))
    except (LookupError, ValueError, AttributeError, TypeError, PackageNotFoundError) as error:
        raise UnsafeFile("damaged", type(error).__name__) from error


def wording(content: bytes) -> Wording:
    """What the document says; it has passed `docgen.guard`. Raises UnsafeFile where it has no body."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        main = next((name for name in names if name.casefold() == "word/document.xml"), "")
        if not main:
            raise UnsafeFile("missing_part", "word/document.xml")
        root = _parsed(package.read(main))
        styles = _styles(_parsed(package.read("word/styles.xml")) if "word/styles.xml" in names else None)
    body = root.find(qn("w:body"))
    found = [] if body is None else list(_lines(body, styles))
    return Wording(
        tuple(line for line in found if line.text),
        unaccepted=next(root.iter(*_MARKED), None) is not None,
        comments=next(root.iter(qn("w:commentReference")), None) is not None,
    )


def _parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _styles(root: etree._Element | None) -> _Styles:
    hidden, sections = set(), set()
    for style in root.iter(qn("w:style")) if root is not None else ():
        name = style.find(qn("w:name"))
        key = str(style.get(qn("w:styleId"), ""))
        if _is_hidden(style):
            hidden.add(key)
        if name is not None and str(name.get(qn("w:val"), "")).casefold() == "heading 1":
            sections.add(key)
    return _Styles(frozenset(hidden), frozenset(sections))


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in _OFF


def _lines(parent: etree._Element, styles: _Styles) -> Iterator[Line]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, styles)
        elif child.tag == qn("w:tbl"):
            yield from _rows(child, styles)
        elif child.tag in _BLOCKS:
            yield from _lines(child, styles)


def _rows(table: etree._Element, styles: _Styles) -> Iterator[Line]:
    for child in table:
        if child.tag in _BLOCKS:
            yield from _rows(child, styles)
        elif child.tag == qn("w:tr") and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            cells = [
                " ".join(line.text for line in _lines(cell, styles) if line.text)
                for cell in child.iter(qn("w:tc"))
                if next(cell.iterancestors(qn("w:tr"))) is child
            ]
            yield Line(CELLS.join(cells) if any(cells) else "")


def _paragraph(paragraph: etree._Element, styles: _Styles) -> Iterator[Line]:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    named = "" if style is None else str(style.get(qn("w:val"), ""))
    if named not in styles.hidden:
        yield Line(same("".join(_pieces(paragraph, styles))), named in styles.sections)
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag in _GONE for above in box.iterancestors()):
            yield from _lines(box, styles)


def _pieces(element: etree._Element, styles: _Styles) -> Iterator[str]:
    """The text of a paragraph's runs; that of its text boxes are lines of their own."""
    for child in element:
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "\u2011"
        elif not _is_unseen(child, styles):
            yield from _pieces(child, styles)


def _is_unseen(child: etree._Element, styles: _Styles) -> bool:
    """Deleted, hidden, or said elsewhere."""
    if child.tag in _GONE or child.tag == qn("w:txbxContent"):
        return True
    style = child.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return _is_hidden(child) or (style is not None and style.get(qn("w:val")) in styles.hidden)
