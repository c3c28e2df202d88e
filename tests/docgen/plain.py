"""docxtpl alone: what our own way of printing is held against, in the tests and in the bench."""

import io
import re
import zipfile
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from docgen.filters import FILTERS
from docgen.render import context, read_template


def with_docxtpl(kind: str, document: Any, template: bytes | None = None) -> bytes:
    """The document as docxtpl alone prints it, with its own escaping and line breaks."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(FILTERS)
    opened = DocxTemplate(io.BytesIO(template or read_template(kind)))
    opened.render(context(kind, document), jinja_env=environment, autoescape=True)
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """Canonical XML of body, headers and footers."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {
            name: etree.tostring(etree.fromstring(opened.read(name)), method="c14n")
            for name in opened.namelist()
            if re.match(r"word/(document|header\d|footer\d)\.xml", name)
        }
