"""Whether an edited template still works: every sample is printed with it, looked through and opened again.

It runs the template: for one that comes from outside, `docgen.chamber` runs this in a process of its own.
"""

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from jinja2 import nodes
from lxml import etree

from docgen import filters
from docgen.errors import TemplateBroken
from docgen.filters import READABLE
from docgen.guard import unpack
from docgen.guard_parts import text_around
from docgen.prepared import Part, one_line_each, place_of, prepare
from docgen.render import context, render
from docgen.samples import samples

# What Jinja itself offers in a loop, beside the fields of our shapes.
_LOOP = frozenset({"index", "index0", "first", "last", "length", "revindex", "previtem", "nextitem", "depth"})


_TRACKED = ("ins", "del", "moveFrom", "moveTo")


def check(kind: str, template: bytes) -> None:
    """Raises UnknownKind, UnsafeFile, TemplateUnreadable or TemplateBroken (naming the paragraph)."""
    printed = samples(kind)
    _refuse_tracked_changes(unpack(template))
    prepared = prepare(template)
    parts = [part for part in prepared.members if isinstance(part, Part)]
    names = set(context(kind, printed[0]))
    for part in parts:
        for problem in _unknown_names(part, names):
            raise problem
    for document in printed:
        content = render(kind, document, template)
        unpack(content)
        docx.Document(io.BytesIO(content))


def _refuse_tracked_changes(members: dict[str, bytes]) -> None:
    """What was deleted would be printed, and an instruction may be half deleted."""
    for name, content in members.items():
        if name.startswith("word/") and name.endswith(".xml"):
            for change in etree.fromstring(content).iter(*(qn(f"w:{tag}") for tag in _TRACKED)):
                raise TemplateBroken("tracked", "", text_around(change))


def _unknown_names(part: Part, names: set[str]) -> Iterator[TemplateBroken]:
    """The names and fields that no document has, also in branches that no sample takes."""
    source = one_line_each(part.source)
    tree = filters.WORD.parse(source)
    known = _LOOP.union(*READABLE.values())
    for field in tree.find_all(nodes.Getattr):
        if field.attr not in known:
            yield TemplateBroken("unknown_field", field.attr, place_of(source, field.lineno))
    for kind, node in (("filter", nodes.Filter), ("test", nodes.Test)):
        offered = getattr(filters.WORD, f"{kind}s")
        for used in tree.find_all(node):
            if used.name not in offered:
                place = place_of(source, used.lineno)
                yield TemplateBroken("syntax", f"No {kind} named '{used.name}'.", place)
    declared = {"loop", *names, *filters.WORD.globals}
    declared |= {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    declared |= {macro.name for macro in tree.find_all(nodes.Macro)}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in declared:
            yield TemplateBroken("undefined", name.name, place_of(source, name.lineno))
