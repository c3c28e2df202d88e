"""How the tests read a printed document: opened again with python-docx, as Word would."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

_BREAKS = {qn("w:br"): "\n", qn("w:tab"): "\t"}


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def text_of(element) -> str:
    """All the text under an element: paragraphs on their own lines, line breaks as newlines."""
    said = []
    for paragraph in element.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        said.append("".join(_BREAKS.get(piece.tag, piece.text or "") for piece in pieces))
    return "\n".join(said)


@pytest.fixture
def open_word() -> Callable[[bytes], Document]:
    return opened


@pytest.fixture
def words() -> Callable[[bytes], str]:
    """The text of the body of a printed document."""
    return lambda content: text_of(opened(content).element.body)
