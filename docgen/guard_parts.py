"""What the parts of a .docx may not hold: anything that runs, fetches or draws in something from elsewhere."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from docgen.errors import UnsafeFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ENCODING = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

# The last word of a relationship's type -> what is wrong with it.
_RELATIONSHIPS = {
    "attachedTemplate": "attached_template",
    "oleObject": "embedded",
    "package": "embedded",
    "control": "embedded",
    "activeXControlBinary": "embedded",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "aFChunk": "chunk",
    "subDocument": "external",
    "frame": "external",
    "mailMergeSource": "external",
    "mailMergeHeaderSource": "external",
}
_ELEMENTS = {
    "altChunk": "chunk",
    "subDoc": "external",
    "object": "embedded",
    "OLEObject": "embedded",
    "control": "embedded",
    "mailMerge": "external",
    "attachedTemplate": "attached_template",
    "movie": "external",
}
# Fields that only speak of the document itself; any other could fetch or run something.
_FIELDS = frozenset({
    "", "=", "AUTHOR", "COMMENTS", "COMPARE", "CREATEDATE", "DATE", "DOCPROPERTY", "EDITTIME", "EQ", "FILENAME",
    "FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "IF", "INDEX", "INFO", "KEYWORDS",
    "LASTSAVEDBY", "LISTNUM", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE",
    "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC",
    "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "XE",
})  # fmt: skip


def check(members: dict[str, bytes], *, hyperlinks: bool) -> None:
    """Raises UnsafeFile for a part that is not sound XML, or that reaches out of the document."""
    for name in members:
        if "vba" in name.lower().rpartition("/")[2]:
            raise UnsafeFile("macros", name)
        if name.lower().startswith(("word/embeddings/", "word/activex/")):
            raise UnsafeFile("embedded", name)
    trees = {
        name: _parsed(name, content) for name, content in members.items() if name.endswith((".xml", ".rels"))
    }
    _check_types(trees["[Content_Types].xml"])
    for name, tree in trees.items():
        if name.endswith(".rels"):
            _check_relationships(name, tree, set(members), hyperlinks)
        else:
            _check_elements(tree)
            _check_fields(tree, hyperlinks)


def _parsed(name: str, content: bytes) -> Any:
    """The root of a part; with a DTD, or in an encoding that could hide one, it is not even parsed."""
    try:
        text = content.decode(_WIDE.get(content[:2], "utf-8-sig"))
    except UnicodeDecodeError:
        raise UnsafeFile("encoding", name) from None
    declared = _ENCODING.match(text.lstrip())
    if declared is not None and not re.fullmatch(r"utf-?(8|16)|us-ascii", declared[1], re.IGNORECASE):
        raise UnsafeFile("encoding", name)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnsafeFile("dtd", name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UnsafeFile("malformed_part", f"{name}, línea {line}") from None


def _check_types(types: Any) -> None:
    """The main part is a plain document: no macros, no .dotx."""
    found = [str(each.get("ContentType", "")) for each in types if isinstance(each.tag, str)]
    for content_type in found:
        if "macroenabled" in content_type.lower() or "vba" in content_type.lower():
            raise UnsafeFile("macros", content_type)
    if any("template.main" in each for each in found):
        raise UnsafeFile("dotx")
    if _MAIN not in found:
        raise UnsafeFile("not_word")


def _check_relationships(name: str, tree: Any, known: set[str], hyperlinks: bool) -> None:
    folder = posixpath.dirname(posixpath.dirname(name))
    for each in tree:
        if not isinstance(each.tag, str):
            continue
        kind, target = str(each.get("Type", "")).rpartition("/")[2], str(each.get("Target", ""))
        if kind in _RELATIONSHIPS:
            raise UnsafeFile(_RELATIONSHIPS[kind], target[:80])
        if str(each.get("TargetMode", "")).lower() == "external":
            if not (hyperlinks and kind == "hyperlink" and _is_address(target)):
                raise UnsafeFile("external", target[:80])
        elif kind != "hyperlink" and _resolved(folder, target) not in known:
            raise UnsafeFile("missing_part", target[:80])


def _is_address(target: str) -> bool:
    try:
        return urlsplit(target).scheme.lower() in ("http", "https", "mailto")
    except ValueError:
        return False


def _resolved(folder: str, target: str) -> str:
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _check_elements(tree: Any) -> None:
    for element in tree.iter(etree.Element):
        problem = _ELEMENTS.get(etree.QName(element).localname)
        if problem is not None:
            raise UnsafeFile(problem, etree.QName(element).localname, text_around(element))


def _check_fields(tree: Any, hyperlinks: bool) -> None:
    for said, element in _instructions(tree):
        name = said.split(maxsplit=1)[0].upper() if said.split() else ""
        name = "=" if name.startswith("=") else name
        outward = name == "HYPERLINK" and re.search(r"\\l\b", said) is None
        if name not in _FIELDS or (outward and not hyperlinks):
            raise UnsafeFile("field", name[:40], text_around(element))


def _instructions(tree: Any) -> Iterator[tuple[str, Any]]:
    """The instruction of every field, whole even where it stands in many pieces, with where it stands."""
    open_fields: list[list[str]] = []
    for element in tree.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
        if element.tag == f"{_W}fldSimple":
            yield str(element.get(f"{_W}instr", "")), element
        elif element.tag != f"{_W}fldChar":
            if open_fields:
                open_fields[-1].append(element.text or "")
            else:
                yield element.text or "", element
        elif element.get(f"{_W}fldCharType") == "begin":
            open_fields.append([])
        elif open_fields:
            yield "".join(open_fields[-1]), element
            if element.get(f"{_W}fldCharType") == "end":
                open_fields.pop()
    for pieces in open_fields:
        yield "".join(pieces), tree


def text_around(element: Any) -> str:
    """The text of the paragraph in which an element stands, shortened; "" outside any."""
    while element is not None and element.tag != f"{_W}p":
        element = element.getparent()
    if element is None:
        return ""
    text = " ".join("".join(each.text or "" for each in element.iter(f"{_W}t")).split())
    return f"{text[:120]}…" if len(text) > 120 else text
