"""The acta carries a QR code of its own: the link as a picture, the code in words beside it."""

import io
import struct
import zipfile
import zlib
from dataclasses import replace

import docx
import pytest
import segno

from docgen import qr
from docgen.data import Verification
from docgen.prepared import prepare
from docgen.render import read_template, render
from docgen.samples import sample
from tests.docgen import packages as made

ACTA = sample("acta")
MEMBER = "word/media/qr.png"
LINK = "https://t.me/secretaria_de_treinta_y_dos_letras_bot?start=v_2147483647_0123456789ab"


def picture(content: bytes, member: str = MEMBER) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.read(member)


def drawn(text: str) -> bytes:
    """The picture as segno itself writes it."""
    written = io.BytesIO()
    segno.make(text, error="m", micro=False, mask=qr.MASK).save(written, kind="png", scale=8, border=4)
    return written.getvalue()


def pixels(png: bytes) -> list[int]:
    """The rows of a picture of one bit a pixel, as numbers; each stands as it is or as what differs from the last."""
    start = png.index(b"IHDR") + 4
    width, height = struct.unpack(">II", png[start : start + 8])
    data = png.index(b"IDAT") + 4
    raw = zlib.decompress(png[data : data + int.from_bytes(png[data - 8 : data - 4])])
    rows, length = [], width // 8 + 1
    for at in range(0, height * length, length):
        line = raw[at + 1 : at + length]
        if raw[at] == 2:
            line = bytes(
                (byte + up) % 256 for byte, up in zip(line, rows[-1].to_bytes(length - 1), strict=True)
            )
        rows.append(int.from_bytes(line))
    return rows


def test_the_picture_is_the_link_of_this_document_and_the_code_stands_beside_it(words):
    printed = render("acta", ACTA)
    assert pixels(picture(printed)) == pixels(drawn(ACTA.verification.url))
    assert f"código {ACTA.verification.code}" in words(printed)
    assert ACTA.verification.url in words(printed)
    other = replace(ACTA, verification=Verification(code="1-AB", url=LINK))
    assert pixels(picture(render("acta", other))) == pixels(drawn(LINK))
    assert render("acta", other) == render("acta", other)


def test_the_picture_says_what_it_is_to_those_who_do_not_see_it(open_word):
    (named,) = open_word(render("acta", ACTA)).element.body.xpath(".//wp:docPr")
    assert named.get("name") == qr.NAME
    assert "comprobación" in named.get("descr")


def test_without_a_link_there_is_no_picture_and_without_a_code_no_word_of_it(words, open_word):
    printed = render("acta", replace(ACTA, verification=Verification(code="1-AB")))
    assert "código 1-AB" in words(printed)
    assert open_word(printed).element.body.xpath(".//wp:docPr") == []
    assert "Comprobación" not in words(render("acta", replace(ACTA, verification=None)))


@pytest.mark.parametrize("kind", ["convocatoria", "constancia"])
def test_other_papers_have_none(kind):
    assert prepare(read_template(kind)).qr == ""


def test_a_template_saved_in_a_word_processor_keeps_its_qr_code_under_whatever_name():
    opened, written = docx.Document(io.BytesIO(read_template("acta"))), io.BytesIO()
    opened.save(written)
    assert pixels(picture(render("acta", ACTA, written.getvalue()))) == pixels(drawn(ACTA.verification.url))
    renamed = {
        name.replace("qr.png", "image1.png"): content.replace(b"media/qr.png", b"media/image1.png")
        for name, content in made.sound("acta").items()
    }
    printed = render("acta", ACTA, made.packed(renamed))
    assert pixels(picture(printed, "word/media/image1.png")) == pixels(drawn(ACTA.verification.url))


def test_a_template_that_docxtpl_prints_has_it_too(monkeypatch):
    monkeypatch.setattr("docgen.prepared._is_beyond", lambda _: True)
    template = made.changed(made.DOCUMENT, "<w:sectPr>", "<w:p/><w:sectPr>", "acta")
    assert prepare(template).plain is not None
    assert pixels(picture(render("acta", ACTA, template))) == pixels(drawn(ACTA.verification.url))
