"""The list of a template's fields as a Word document, in the look of all others."""

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from docgen import fields, package
from docgen.guard import unpack
from docgen.render import read_template

_LOOK = "constancia"
_WIDTHS = (3200, 2200, 3387)
_LINKED = re.compile(
    r"<(Relationship|Override)\b[^>]*\b(?:Target|PartName)=\"[^\"]*(?:header|footer)\d[^>]*/>"
)
_TITLED = re.compile(r"(<dc:title>|<dc:subject>|<dc:creator>|<cp:lastModifiedBy>)[^<]*")
_PARTS = re.compile(r"<w:(?:header|footer)Reference\b[^>]*/>|<w:titlePg/>")
_BODY = re.compile(r"(<w:body>).*(<w:sectPr.*</w:sectPr></w:body>)", re.DOTALL)


def as_word(kind: str) -> bytes:
    """The fields that a template of that kind may use. Raises UnknownKind, TemplateMissing."""
    body = "".join(_blocks(kind))
    members = {}
    for name, content in unpack(read_template(_LOOK)).items():
        text = content.decode()
        if re.search(r"(?:header|footer)\d\.xml$", name):
            continue
        if name == "docProps/core.xml":
            text = _TITLED.sub(r"\1", text).replace("<dc:title>", f"<dc:title>{_title(kind)}", 1)
        elif name == "word/document.xml":
            text = _PARTS.sub("", _BODY.sub(lambda found: f"{found[1]}{body}{found[2]}", text))
        else:
            text = _LINKED.sub("", text)
        members[name] = text.encode()
    return package.join(package.pack(name, content) for name, content in members.items())


def _title(kind: str) -> str:
    return escape(fields.said("titulo", kind=kind))


def _blocks(kind: str) -> Iterable[str]:
    yield _paragraph(fields.said("titulo", kind=kind), "Title")
    yield _paragraph(fields.said("uso", kind=kind), "")
    heads = [fields.said(key) for key in ("campo", "tipo", "significado")]
    for piece in fields.pieces(kind):
        yield _paragraph(piece.title, "Heading2")
        yield _paragraph(fields.said("donde", paths=", ".join(piece.paths)), "DatoSeguido")
        yield _table(
            piece.title, heads, [(each.path, each.type, each.meaning) for each in piece.fields], _WIDTHS
        )
    yield _paragraph(fields.said("filtros"), "Heading2")
    heads = [fields.said(key) for key in ("filtro", "da")]
    yield _table(fields.said("filtros"), heads, fields.filters(), (2600, 6187))


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(heads, widths, "TablaCabecera", "<w:tblHeader/>")
    lines = "".join(_row(row, widths, "Tabla", "") for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="CuadroTabla"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{lines}</w:tbl>'
        f"{_paragraph('', 'Espacio')}"
    )


def _row(cells: Sequence[str], widths: Sequence[int], style: str, header: str) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell, style)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{inside}</w:tr>"


def _paragraph(text: str, style: str) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
