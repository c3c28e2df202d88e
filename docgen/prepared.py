"""A Word template prepared once: per document only the compiled Jinja of its changing parts runs.

docxtpl stays the authoring standard: it patches the XML, and what a template uses beyond text, loops and
conditions (columns that depend on data) is rendered by docxtpl itself. Both ways say the same.
"""

import io
import re
import traceback
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment, Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from lxml import etree

from docgen import filters, package, qr
from docgen.errors import TemplateBroken, TemplateUnreadable

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES = "docProps/core.xml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_DATA_COLUMNS = re.compile(r"\{[{%]tc |\{%\s*(colspan|hm)\b")
_BROKEN_LINE = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t]")
_PICTURE_ID = re.compile(r'(<wp:docPr [^>]*?\bid=")[^"]*')
_FORBIDDEN = (nodes.ScopedEvalContextModifier, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_JINJA = re.compile(r"\{[{%#]")
_DATES = re.compile(r"(<dcterms:(created|modified)\b[^>]*>)[^<]*")
_LITERAL_BRACES = {"{_{": "{{ '{{' }}", "}_}": "{{ '}}' }}", "{_%": "{{ '{%' }}", "%_}": "{{ '%}' }}"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part whose text depends on the data: its patched XML, and that compiled."""

    name: str
    source: str
    template: Template
    environment: Environment

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The part's XML, checked; raises TemplateBroken with the paragraph at fault."""
        try:
            said = self.template.render(context)
        except Exception as error:  # whatever an edited template can provoke is the template's fault
            raise _broken(error, self._place_of_failure(context)) from error
        content = said.encode()
        check_well_formed(content, self.name)
        return content

    def _place_of_failure(self, context: Mapping[str, Any]) -> str:
        """Fails again, in a slower way that knows the paragraph."""
        lined = one_line_each(self.source)
        try:
            self.environment.from_string(lined).render(context)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno or 0 for frame in frames if frame.filename == "<template>"]
            return place_of(lined, lines[-1] if lines else 0)
        return ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready to print: its members in order, the unchanging ones already compressed."""

    members: tuple[package.Member | Part, ...]
    plain: Callable[[Mapping[str, Any]], bytes] | None = None
    qr: str = ""
    """The member that holds the picture of the QR code."""

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The document as bytes, the same for the same context; raises TemplateBroken."""
        if self.plain is not None:
            return self.plain(context)
        return package.join(self._printed(member, context) for member in self.members)

    def _printed(self, member: package.Member | Part, context: Mapping[str, Any]) -> package.Member:
        if isinstance(member, Part):
            return package.pack(member.name, member.render(context), level=1)
        if self.qr and context["qr"] and member.name == self.qr.encode():
            return qr.drawn(self.qr, context["qr"])
        return member


@lru_cache(maxsize=32)
def prepare(template: bytes) -> Prepared:
    """The prepared form of a .docx template; raises TemplateUnreadable or TemplateBroken."""
    files = _unzip(template)
    try:
        opened = DocxTemplate(io.BytesIO(template))
        opened.init_docx()
        changing, picture = _changing_parts(opened), _qr_member(opened)
        charts = [name for name in _charts(opened) if _JINJA.search(files[name].decode("utf-8", "replace"))]
    except (KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise TemplateUnreadable("template") from error
    parts = {name: compile_part(name, source, filters.WORD) for name, source in changing.items()}
    if _PROPERTIES in files:
        properties = _DATES.sub(
            r"\1{{ dated }}", opened.patch_xml(files[_PROPERTIES].decode("utf-8", "replace"))
        )
        parts[_PROPERTIES] = compile_part(_PROPERTIES, properties, filters.ONE_LINE)
    own = {
        name: compile_part(name, files[name].decode("utf-8", "replace"), filters.ONE_LINE) for name in charts
    }
    parts |= own
    members = tuple(parts.get(name) or package.pack(name, content) for name, content in files.items())
    if _is_beyond(opened) or any(_BROKEN_LINE.search(source) for source in changing.values()):
        ours = tuple(part for name, part in parts.items() if name == _PROPERTIES or name in own)
        return Prepared(members, _PlainDocxtpl(template, ours, picture))
    return Prepared(members, qr=picture)


def _unzip(template: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as opened:
            return {info.filename: opened.read(info) for info in opened.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise TemplateUnreadable("template") from error


def _changing_parts(opened: Any) -> dict[str, str]:
    """Member name -> patched source, of the body, headers, footers and footnotes that hold any Jinja.

    The body's pictures are numbered one by one, as docxtpl does: one in a loop is printed more than once.
    """
    main = opened.docx.part
    body = opened.patch_xml(opened.xml_to_string(opened.docx._element))
    found = {str(main.partname): _PICTURE_ID.sub(r"\g<1>{{ next_picture() }}", body)}
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        for _, part in opened.get_headers_footers(uri):
            found[str(part.partname)] = opened.patch_xml(opened.get_part_xml(part))
    for part in main.package.parts:
        if part.content_type == _FOOTNOTES:
            found[str(part.partname)] = opened.patch_xml(part.blob.decode("utf-8"))
    return {name.lstrip("/"): source for name, source in found.items() if _JINJA.search(source)}


def _charts(opened: Any) -> list[str]:
    """The members that hold a chart: what it shows is filled in like the body."""
    parts = opened.docx.part.package.parts
    return [str(part.partname).lstrip("/") for part in parts if part.content_type == _CHART]


def _qr_member(opened: Any) -> str:
    """The member that holds the picture named so in the body; "" where there is none."""
    main = opened.docx.part
    for drawing in main.element.iter(qn("w:drawing")):
        named = any(each.get("name") == qr.NAME for each in drawing.iter(qn("wp:docPr")))
        for blip in drawing.iter(qn("a:blip")) if named else ():
            return str(main.related_parts[blip.get(qn("r:embed"))].partname).lstrip("/")
    return ""


def _is_beyond(opened: Any) -> bool:
    """Whether a table's columns depend on data or don't fit its grid, which docxtpl mends per document."""
    body = opened.docx._element
    if _DATA_COLUMNS.search("".join(body.itertext())):
        return True
    for table in body.iter(qn("w:tbl")):
        rows = [sum(cell.grid_span for cell in row.tc_lst) for row in table.tr_lst]
        if len(table.tblGrid.gridCol_lst) != max(rows, default=0):
            return True
    return False


def compile_part(name: str, source: str, environment: Environment) -> Part:
    """The part with its Jinja compiled; raises TemplateBroken."""
    for written, meant in _LITERAL_BRACES.items():
        source = source.replace(written, meant)
    if not source.startswith("<?xml"):
        source = _DECLARATION + source
    lined = one_line_each(source)
    try:
        for node in environment.parse(lined).find_all(_FORBIDDEN):
            raise TemplateBroken("forbidden", type(node).__name__, place_of(lined, node.lineno))
    except TemplateSyntaxError as error:
        raise _misspelt(error, lined) from None
    except RecursionError as error:
        raise _broken(error) from None
    try:
        return Part(name, source, environment.from_string(source), environment)
    except TemplateSyntaxError as error:
        try:
            environment.from_string(lined)
        except TemplateSyntaxError as found:
            raise _misspelt(found, lined) from None
        raise _misspelt(error, lined) from None


def _misspelt(error: TemplateSyntaxError, lined: str) -> TemplateBroken:
    return TemplateBroken("syntax", str(error.message), place_of(lined, error.lineno))


def one_line_each(source: str) -> str:
    """A part's source with one line for each paragraph, so that a line number names a paragraph."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source.replace("\n", " "))


def _broken(error: Exception, place: str = "") -> TemplateBroken:
    if isinstance(error, SecurityError):
        return TemplateBroken("forbidden", str(error), place)
    if isinstance(error, UndefinedError):
        return TemplateBroken("undefined", str(error), place)
    if isinstance(error, MemoryError):
        return TemplateBroken("memory", "", place)
    return TemplateBroken("failed", f"{type(error).__name__}: {error}", place)


class _Nothing:
    """A parser target that builds no tree: the XML is only read through."""

    def close(self) -> None:
        return None


def check_well_formed(content: bytes, name: str) -> None:
    """Refuse XML that Word could not open; raises TemplateBroken."""
    parser = etree.XMLParser(target=_Nothing(), resolve_entities=False, huge_tree=True)
    try:
        parser.feed(content)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise TemplateBroken("malformed", f"{name}: {error.msg}") from None


def place_of(source: str, line: int) -> str:
    """The text of the paragraph in that line of a part's source, shortened."""
    lines = source.split("\n")
    text = re.sub(r"<[^>]+>", "", lines[line - 1]) if 0 < line <= len(lines) else ""
    return f"{text[:120]}…" if len(text) > 120 else text


@dataclass(frozen=True, slots=True)
class _PlainDocxtpl:
    """docxtpl as it is, for templates beyond the prepared way; properties and charts are `ours`, escaped once."""

    template: bytes
    ours: tuple[Part, ...]
    qr: str

    def __call__(self, context: Mapping[str, Any]) -> bytes:
        opened, written = DocxTemplate(io.BytesIO(self.template)), io.BytesIO()
        try:
            opened.render(dict(context), jinja_env=filters.WORD, autoescape=True)
        except Exception as error:  # as in Part.render
            raise _broken(error) from error
        opened.save(written)
        files = _unzip(written.getvalue())
        files |= {part.name: part.render(context) for part in self.ours}
        printed = {name: package.pack(name, content) for name, content in files.items()}
        if self.qr in printed and context["qr"]:
            printed[self.qr] = qr.drawn(self.qr, context["qr"])
        return package.join(printed.values())
