"""A3: an acta edited by hand bears the code and the QR code of its own version, and not a word else changes."""

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from docgen import qr
from docgen.acta import Acta
from docgen.parts import Verification
from docgen.render import render
from docgen.samples import sample
from docgen.stamp import with_code
from docgen.wording import wording

RECORD: Acta = sample("acta")
OLD = Verification(code="128-3F9A-1C0B-22D4", url="https://t.me/ayni_bot?start=v_128_3f9a1c0b22d4")
NEW = Verification(code="131-0000-1111-ABCD", url="https://t.me/ayni_bot?start=v_131_00001111abcd")
PRINTED = render("acta", replace(RECORD, verification=OLD))


def in_word(change: Callable[[Document], object]) -> bytes:
    """What Word saves after a change."""
    opened, saved = docx.Document(io.BytesIO(PRINTED)), io.BytesIO()
    change(opened)
    opened.save(saved)
    return saved.getvalue()


def lines(content: bytes) -> list[str]:
    return [line.text for line in wording(content).lines]


def picture(content: bytes) -> bytes:
    opened = docx.Document(io.BytesIO(content))
    (blip,) = opened.element.body.iter(qn("a:blip"))
    return bytes(opened.part.related_parts[blip.get(qn("r:embed"))].blob)


def split(opened: Document) -> None:
    """Word breaks a line into runs where it checks the spelling."""
    for paragraph in opened.element.body.iter(qn("w:p")):
        for text in list(paragraph.iter(qn("w:t"))):
            if OLD.code in (text.text or ""):
                at = text.text.index(OLD.code) + 6
                run = text.getparent()
                rest = docx.oxml.parse_xml(etree_of(run))
                (again,) = rest.iter(qn("w:t"))
                text.text, again.text = text.text[:at], text.text[at:]
                run.addnext(rest)


def etree_of(element: object) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element))


@pytest.mark.parametrize("change", [lambda _: None, split])
def test_code_link_and_picture_are_its_own_and_the_rest_stands(change: Callable[[Document], object]) -> None:
    edited = in_word(change)
    stamped = with_code(edited, [OLD], NEW)
    before, after = lines(edited), lines(stamped)
    assert after == [line.replace(OLD.code, NEW.code).replace(OLD.url, NEW.url) for line in before]
    assert before != after
    assert picture(stamped) == qr.picture(NEW.url)
    assert with_code(stamped, [OLD], NEW) == stamped


def test_what_was_taken_out_stays_out() -> None:
    def without_picture(opened: Document) -> None:
        for drawing in list(opened.element.body.iter(qn("w:drawing"))):
            drawing.getparent().remove(drawing)

    def without_code(opened: Document) -> None:
        for text in opened.element.body.iter(qn("w:t")):
            text.text = (text.text or "").replace(OLD.code, "")

    said = lines(with_code(in_word(without_picture), [OLD], NEW))
    assert any(NEW.code in line for line in said)
    edited = in_word(without_code)
    assert with_code(edited, [OLD], NEW) == edited


def test_a_picture_that_may_be_another_is_let_be_and_so_is_the_code() -> None:
    def renamed(opened: Document) -> None:
        for named in opened.element.body.iter(qn("wp:docPr")):
            named.set("name", "Imagen 1")

    edited = in_word(renamed)
    assert with_code(edited, [OLD], NEW) == edited
    assert with_code(PRINTED, [OLD], Verification(code=NEW.code)) == PRINTED


def test_another_code_that_ends_alike_is_not_taken_for_it() -> None:
    other = Verification(code="8-3F9A-1C0B-22D4", url="https://t.me/ayni_bot?start=v_8_3f9a1c0b22d4")
    assert with_code(PRINTED, [other], NEW) == PRINTED
