"""Whatever may be left out of a document may be left out alone: it prints, and its sentences close up again."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any

import pytest

from docgen.data import KINDS, Amendment
from docgen.parts import Articles
from docgen.render import render
from docgen.samples import samples
from tests.docgen.test_truth import BADLY_SET

SAID_WHOLE = (Articles, Amendment)
"""What nobody gives in part."""


def _lacking(value: Any, path: str, seen: set[str]) -> Iterator[Any]:
    """The value without each of its optional fields in turn, those of what it holds included; each path once."""
    if isinstance(value, tuple):
        for at, each in enumerate(value):
            for other in _lacking(each, path, seen):
                yield (*value[:at], other, *value[at + 1 :])
    if not is_dataclass(value) or isinstance(value, (*SAID_WHOLE, type)):
        return
    for field in fields(value):
        held, name = getattr(value, field.name), f"{path}.{field.name}"
        if field.default not in (MISSING, held) and name not in seen:
            seen.add(name)
            yield replace(value, **{field.name: field.default})
        for other in _lacking(held, name, seen):
            yield replace(value, **{field.name: other})


def _lines(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml").decode()
    return re.sub(r"<[^>]*>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>", "\n", body))


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_that_may_be_left_out_leaves_no_trace(kind):
    for at, document in enumerate(samples(kind)):
        seen: set[str] = set()
        for lacking in _lacking(document, kind, seen):
            said = _lines(render(kind, lacking))
            wrong = [said[max(0, found.start() - 40) : found.end() + 9] for found in BADLY_SET.finditer(said)]
            assert not wrong, (at, sorted(seen)[-1])
            assert "None" not in said
