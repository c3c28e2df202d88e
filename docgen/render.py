"""Prints a document from the template of its kind and its data; the same input gives the same bytes."""

from datetime import UTC
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from docgen.data import KINDS, Document
from docgen.errors import FileTrouble, TemplateMissing, UnknownKind
from docgen.places import template_path
from docgen.prepared import prepare

FIRST_PICTURE = 1001
"""The number that docxtpl gives the first picture of a document."""


def render(kind: str, document: Document, template: bytes | None = None) -> bytes:
    """The .docx of a document, with the template given or else the one that `template_path` names.

    Raises UnknownKind, TemplateMissing, TemplateUnreadable or TemplateBroken.
    """
    if kind not in KINDS:
        raise UnknownKind(kind, ", ".join(KINDS))
    return prepare(read_template(kind) if template is None else template).render(context(kind, document))


def context(kind: str, document: Document) -> dict[str, Any]:
    """What a template sees: the document under its kind's name; the rest serves filters and properties."""
    verification = getattr(document, "verification", None)
    return {
        kind: document,
        "zone": ZoneInfo(document.body.timezone),
        "manual": document.body.manual,
        "next_picture": count(FIRST_PICTURE).__next__,
        "qr": verification.url if verification is not None else "",
        "dated": f"{document.dated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


def read_template(kind: str) -> bytes:
    path = template_path(kind)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise TemplateMissing(str(path)) from None
    except OSError as error:
        raise FileTrouble(str(path), error.strerror or str(error)) from None
