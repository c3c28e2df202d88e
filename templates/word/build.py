"""Writes the .docx templates from the plain text beside it: `python templates/word/build.py [DIR]`.

`source/KIND.txt` holds a template's wording, `source/membrete.txt` the headers and footers of all, the XML
files in `source/` the look. Building again gives the same bytes on every machine.

    titulo: text         document title            orientacion: horizontal   landscape page
    pie: text            footer, if not the title
    # ## ### ####        Title, Heading 1, 2, 3     - text                    bullet
    [Style] text         paragraph of that style    {% … %} alone on a line   docxtpl's {%p … %}
    **bold**  __italic__  [[TAB]]  [[PAGE]]  [[NUMPAGES]]                     inside a line
    [[QR]]               the picture that docgen draws anew in each document
    grafico1: text       alternative text of [[CHART1]], which is source/KIND_chart1.xml, filled in like the body
    <<< Style | caption | 6.0 5.0 4.5c              table: style, alternative text, widths in cm (c: centred)
    ! a || b             repeated header row        | a || b              row; // begins a paragraph in a cell
    >>>                  end of table; within one, {% … %} alone on a line is docxtpl's {%tr … %}

A line that begins with two spaces continues the line before. Lines that begin with // are left out.
"""

import re
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).parent
SOURCE = HERE / "source"
KINDS = (
    "acta", "convocatoria", "designacion", "asistencia", "constancia", "notificaciones", "votacion", "comite",
    "informe_comite", "indice", "extracto", "informe",
)  # fmt: skip
HEADINGS = {"# ": "Title", "## ": "Heading1", "### ": "Heading2", "#### ": "Heading3", "- ": "ListBullet"}
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
# Left margin of 3.2 cm: the marks of "visto bueno" that the signing programs of Peruvian entities put beside
# the text end 3.18 cm from the edge. No norm that could be read gives a figure.
MARGINS = (
    '<w:pgMar w:top="1588" w:right="1305" w:bottom="{bottom}" w:left="1814" '
    'w:header="{header}" w:footer="567" w:gutter="0"/>'
)
STATIC = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
}
PICTURE = "word/media/qr.png"
PICTURE_RELATIONSHIP = (
    '<Relationship Id="qr" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="media/qr.png"/>\n</Relationships>'
)
CHART_TYPE = (
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
    "\n</Types>"
)
CHART_RELATIONSHIP = (
    '<Relationship Id="chart{number}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" '
    'Target="charts/chart{number}.xml"/>\n</Relationships>'
)
PARTS = (("header1", "first"), ("header2", "default"), ("footer1", "first"), ("footer2", "default"))


def centimetres(width: str) -> int:
    """Centimetres as twentieths of a point."""
    return round(float(width) * 567)


def run(text: str, properties: str) -> str:
    pieces = []
    for piece in re.split(r"(\[\[\w+\]\])", text):
        if piece == "[[TAB]]":
            pieces.append(f"<w:r>{properties}<w:tab/></w:r>")
        elif piece == "[[QR]]":
            pieces.append(f"<w:r>{(SOURCE / 'qr.xml').read_text(encoding='utf-8').strip()}</w:r>")
        elif piece.startswith("[[CHART"):
            pieces.append(f"<w:r>{piece}</w:r>")
        elif piece.startswith("[["):
            pieces.append(
                f'<w:fldSimple w:instr=" {piece[2:-2]} "><w:r>{properties}<w:t>1</w:t></w:r></w:fldSimple>'
            )
        elif piece:
            pieces.append(f'<w:r>{properties}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>')
    return "".join(pieces)


def runs(text: str) -> str:
    """The text with its bold and italic stretches as runs."""
    found = []
    bold = italic = False
    for piece in re.split(r"(\*\*|__)", text):
        if piece == "**":
            bold = not bold
        elif piece == "__":
            italic = not italic
        else:
            marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
            found.append(run(piece, f"<w:rPr>{marks}</w:rPr>" if marks else ""))
    return "".join(found)


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{runs(text)}</w:p>"


def line_paragraph(line: str) -> str:
    """One line of the source as a paragraph: a tag alone, a heading, a named style or running text."""
    if re.fullmatch(r"\{%[^%]*%\}|\{\{p [^}]*\}\}", line):
        return paragraph(line.replace("{%", "{%p", 1))
    for mark, style in HEADINGS.items():
        if line.startswith(mark):
            return paragraph(line.removeprefix(mark), style)
    named = re.match(r"\[(\w+)\] ?(.*)", line)
    return paragraph(named[2], named[1]) if named else paragraph(line)


def row(cells: list[str], widths: list[str], style: str, header: bool = False, sized: bool = False) -> str:
    """A row; `sized`: its cells say their widths, where else they follow the table's grid."""
    kept = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
    found = []
    for cell, width in zip(cells, widths, strict=True):
        text = style + ("Cabecera" if header else "") + ("Centro" if width.endswith("c") else "")
        content = "".join(
            line_paragraph(line) if re.match(r"\[|\{% [^%]*%\}$", line) else paragraph(line, text)
            for line in cell.split(" // ")
        )
        size = (
            f'<w:tcPr><w:tcW w:w="{centimetres(width.rstrip("c"))}" w:type="dxa"/></w:tcPr>' if sized else ""
        )
        found.append(f"<w:tc>{size}{content}</w:tc>")
    return f"<w:tr>{kept}{''.join(found)}</w:tr>"


def table(opening: str, lines: list[str]) -> str:
    style, caption, listed = (part.strip() for part in opening.split("|"))
    widths = listed.split()
    columns = [centimetres(width.rstrip("c")) for width in widths]
    rows, sized = [], False
    for line in lines:
        if line.startswith("{%"):
            tag = [line.replace("{%", "{%tr", 1)] + [""] * (len(widths) - 1)
            rows.append(row(tag, [width.rstrip("c") for width in widths], style))
        else:
            cells = [cell.strip() for cell in line[1:].split(" || ")]
            rows.append(row(cells, widths, style, header=line.startswith("!"), sized=not sized))
            sized = True
    look, first = ("0420", 1) if any(line.startswith("!") for line in lines) else ("0400", 0)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Cuadro{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}" w:firstRow="{first}" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def logical_lines(text: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("  ") and found:
            found[-1] += " " + line.strip()
        elif line.strip() and not line.startswith("//"):
            found.append(line.strip())
    return found


def blocks(lines: list[str]) -> str:
    """Paragraphs and tables of the source lines."""
    found, rest = [], iter(lines)
    for line in rest:
        if line.startswith("<<<"):
            inside = []
            while (inner := next(rest)) != ">>>":
                inside.append(inner)
            found.append(table(line.removeprefix("<<<"), inside))
        else:
            found.append(line_paragraph(line))
    if lines[-1] == ">>>" or lines[-1].startswith("{%"):
        found.append(paragraph("", "Final"))
    return "".join(found)


def split_front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    matter: dict[str, str] = {}
    while match := re.match(r"(titulo|pie|orientacion|grafico[1-9]): (.*)", lines[0]):
        matter[match[1]] = match[2]
        lines = lines[1:]
    return matter, lines


def letterhead(kind: str, footer: str, landscape: bool) -> dict[str, str]:
    """The header and footer parts, the first page's and the others', from membrete.txt."""
    text = (SOURCE / "membrete.txt").read_text(encoding="utf-8").replace("PIE", footer).replace("KIND", kind)
    if landscape:
        text = text.replace("[Header]", "[HeaderAncho]").replace("[Footer]", "[FooterAncho]")
    found = {}
    for section in re.split(r"^@", text, flags=re.M)[1:]:
        name, _, content = section.partition("\n")
        tag = "w:hdr" if name.startswith("header") else "w:ftr"
        inside = blocks(logical_lines(content))
        found[name.strip()] = f"{DECLARATION}<{tag} {NAMESPACES}>{inside}</{tag}>"
    return found


def members(kind: str) -> dict[str, str | bytes]:
    """Member name -> content of one template."""
    matter, lines = split_front_matter(logical_lines((SOURCE / f"{kind}.txt").read_text(encoding="utf-8")))
    landscape = matter.get("orientacion") == "horizontal"
    references = "".join(
        f'<w:{name[:6]}Reference w:type="{when}" r:id="{name}"/>' for name, when in PARTS
    )  # fmt: skip
    margins = (
        MARGINS.format(bottom=1134, header=567) if landscape else MARGINS.format(bottom=1418, header=794)
    )
    section = f"<w:sectPr>{references}{LANDSCAPE if landscape else PORTRAIT}{margins}<w:titlePg/></w:sectPr>"
    found: dict[str, str | bytes] = {
        name: (SOURCE / file).read_text(encoding="utf-8") for name, file in STATIC.items()
    }
    found["docProps/core.xml"] = (
        found["docProps/core.xml"].replace("TITULO", escape(matter["titulo"])).replace("KIND", kind)
    )
    body = blocks(lines)
    found["word/document.xml"] = (
        f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    )
    for name, content in letterhead(kind, matter.get("pie", matter["titulo"]), landscape).items():
        found[f"word/{name}.xml"] = content
    charts(kind, matter, found)
    if 'r:embed="qr"' not in body:
        return found
    relationships = "word/_rels/document.xml.rels"
    linked = found[relationships].replace("</Relationships>", PICTURE_RELATIONSHIP)
    return {**found, relationships: linked, PICTURE: (SOURCE / "qr.png").read_bytes()}


def charts(kind: str, matter: dict[str, str], found: dict[str, str | bytes]) -> None:
    """Puts the charts of a template where its body names them."""
    for source in sorted(SOURCE.glob(f"{kind}_chart[1-9].xml")):
        number, part = source.stem[-1], f"word/charts/chart{source.stem[-1]}.xml"
        drawing = (SOURCE / "chart.xml").read_text(encoding="utf-8").strip().replace("NUMBER", number)
        drawing = drawing.replace("ALTERNATIVE", escape(matter[f"grafico{number}"], {'"': "&quot;"}))
        said = {
            "word/document.xml": (f"[[CHART{number}]]", drawing),
            "[Content_Types].xml": ("</Types>", CHART_TYPE.format(part=part)),
            "word/_rels/document.xml.rels": ("</Relationships>", CHART_RELATIONSHIP.format(number=number)),
        }
        for name, (old, new) in said.items():
            found[name] = str(found[name]).replace(old, new)
        found[part] = source.read_text(encoding="utf-8")


def write(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, content in members(kind).items():
            package.writestr(zipfile.ZipInfo(name), content.encode() if isinstance(content, str) else content)
    return path


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for each in KINDS:
        print(write(each, target))
