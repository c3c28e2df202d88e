"""docxtpl alone: what our own way of printing is held against, in the tests and in the bench."""

import io
import re
import zipfile
from typing import Any

import segno
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from docgen import qr
from docgen.filters import FILTERS
from docgen.render import context, read_template


def with_docxtpl(kind: str, document: Any, template: bytes | None = None) -> bytes:
    """The document as docxtpl alone prints it, with its own escaping and line breaks, and segno its QR code."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(FILTERS)
    opened = DocxTemplate(io.BytesIO(template or read_template(kind)))
    opened.allow_missing_pics = True
    shown = context(kind, document)
    opened.render(shown, jinja_env=environment, autoescape=True)
    if shown["qr"]:
        code = io.BytesIO()
        segno.make(shown["qr"], error="m", micro=False).save(
            code, kind="png", scale=qr.SCALE, border=qr.QUIET
        )
        opened.replace_pic("qr.png", io.BytesIO(code.getvalue()))
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
