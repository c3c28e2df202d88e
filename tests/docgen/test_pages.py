"""Every sample through LibreOffice: its pages, its text on paper, and what a screen reader is told."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

from docgen.data import KINDS
from docgen.pdf import FILTER
from docgen.render import render
from docgen.samples import sample

CENTIMETRE = 72 / 2.54
# Kind -> the fewest and most pages of its sample, and a text that must stand on paper.
PAGES = {
    "acta": (4, 6, "ACUERDO N.° 008-2026-AYNI-GT"),
    "convocatoria": (1, 2, "Quince horas (15:00)"),
    "designacion": (1, 1, "Desde el 9 de marzo de 2026"),
    "asistencia": (1, 1, "Registro llevado por la Secretaría Técnica"),
    "informe": (2, 4, "Acuerdos adoptados y cumplidos por mes"),
    "extracto": (1, 1, "Voto dirimente: producido el empate"),
    "constancia": (1, 2, "tres (3) integrantes de un total de siete (7)"),
    "notificaciones": (1, 1, "Un integrante no fue notificado"),
    "votacion": (2, 2, "NO APROBADO"),
    "comite": (1, 1, "ACUERDO N.° 009-2026-AYNI-GT"),
    "informe_comite": (1, 1, "se aplicaron a 318 familias"),
    "indice": (1, 2, "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed: pages are not counted")
    folder = tmp_path_factory.mktemp("pages")
    for kind in KINDS:
        (folder / f"{kind}.docx").write_bytes(render(kind, sample(kind)))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", FILTER, "--outdir", folder]
    subprocess.run([*command, *folder.glob("*.docx")], check=True, capture_output=True, timeout=180)
    return folder


def _on_paper(printed: Path, kind: str) -> str:
    """The text of the pages, without any white space."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: the text on paper is not read")
    read = subprocess.run(
        ["pdftotext", "-raw", printed / f"{kind}.pdf", "-"], check=True, capture_output=True, text=True
    )
    return _run_together(read.stdout)


@dataclass(frozen=True)
class Word:
    """A word on paper: its page, its box in points from the upper left corner, its text."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def _words(printed: Path, kind: str) -> list[Word]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: where the text stands is not read")
    read = subprocess.run(
        ["pdftotext", "-bbox", printed / f"{kind}.pdf", "-"], check=True, capture_output=True
    ).stdout
    found = []
    for number, page in enumerate(etree.fromstring(read).iter("{*}page")):
        for word in page.iter("{*}word"):
            box = (float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax"))
            found.append(Word(number, *box, word.text))
    return found


def _run_together(text: str) -> str:
    return "".join(text.split()).lower()


def _elements(node: object) -> Iterator[DictionaryObject]:
    """The structure elements under one, in the order in which they are read aloud."""
    if isinstance(node, ArrayObject):
        for index in range(len(node)):
            yield from _elements(node[index])
    elif isinstance(node, DictionaryObject):
        yield node
        if "/K" in node:
            yield from _elements(node["/K"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_fills_the_pages_it_should(kind, printed):
    with (printed / f"{kind}.pdf").open("rb") as content:
        count = PdfFileReader(content).root["/Pages"]["/Count"]
    fewest, most, _ = PAGES[kind]
    assert fewest <= count <= most


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_says_what_the_document_says(kind, printed):
    said = _on_paper(printed, kind)
    assert _run_together(PAGES[kind][2]) in said
    assert _run_together(sample(kind).body.year_name) in said
    assert "página1de" in said


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_ends_with_a_heading(kind, printed):
    lines = docx.Document(str(printed / f"{kind}.docx")).paragraphs
    headings = [line.text for line in lines if line.style.name.casefold().startswith(("heading", "apartado"))]
    words = _words(printed, kind)
    for page in range(words[-1].page + 1):
        here = [word for word in words if word.page == page]
        footer = max(word.top for word in here if word.text == "Página")
        body = [word for word in here if word.bottom < footer - CENTIMETRE / 4]
        end = max(word.bottom for word in body)
        last = _run_together("".join(word.text for word in body if word.bottom > end - 3))
        assert not last.endswith(tuple(_run_together(each) for each in headings if each)), last


@pytest.mark.parametrize("kind", KINDS)
def test_no_row_is_lost_where_a_page_ends(kind, printed):
    said = _on_paper(printed, kind)
    for table in docx.Document(str(printed / f"{kind}.docx")).tables:
        for row in table.rows:
            for paragraph in row.cells[0].paragraphs:
                assert _run_together(paragraph.text) in said


@pytest.mark.parametrize("kind", KINDS)
def test_the_left_margin_has_room_for_the_vistos_of_digital_signatures(kind, printed):
    assert min(word.left for word in _words(printed, kind)) >= 3.18 * CENTIMETRE


def test_above_each_name_that_signs_an_acta_there_is_room_for_the_mark_of_a_digital_signature(printed):
    """The mark that the national signing program draws measures 6.8 by 2.2 cm."""
    words = _words(printed, "acta")
    for person in sample("acta").signatories:
        name = person.name.split()
        at = max(i for i in range(len(words)) if [each.text for each in words[i : i + len(name)]] == name)
        said = words[at : at + len(name)]
        middle = (said[0].left + said[-1].right) / 2
        over = [
            word.text
            for word in words
            if word.page == said[0].page
            and word.right > middle - 3.4 * CENTIMETRE
            and word.left < middle + 3.4 * CENTIMETRE
            and word.bottom > said[0].top - 2.2 * CENTIMETRE
            and word.bottom < said[0].top
        ]
        assert over == [], person.name
        assert said[0].top > 2.2 * CENTIMETRE


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reader_is_told_title_language_headings_table_headers_and_pictures(kind, printed):
    body = docx.Document(str(printed / f"{kind}.docx")).element.body
    pictures = list(body.iter(qn("wp:docPr")))
    charts = any(True for _ in body.iter(qn("c:chart")))
    assert all(picture.get("descr") for picture in pictures)
    with (printed / f"{kind}.pdf").open("rb") as content:
        read = PdfFileReader(content)
        assert read.root["/MarkInfo"]["/Marked"]
        assert read.root["/Lang"] == "es-PE"
        assert read.trailer["/Info"]["/Title"]
        elements = list(_elements(read.root["/StructTreeRoot"]["/K"]))
        kinds = [element.get("/S") for element in elements]
        figures = [element for element in elements if element.get("/S") == "/Figure"]
        assert len(figures) == len(pictures)
        # LibreOffice keeps a chart's labels as text in its figure, and leaves its description behind.
        assert charts or all(figure.get("/Alt") for figure in figures)
    assert ("/TH" in kinds) == any(True for _ in body.iter(qn("w:tblHeader")))
    depths = [int(each[2:]) for each in kinds if each and each[:2] == "/H" and each[2:].isdigit()]
    assert all(below <= above + 1 for above, below in zip([0, *depths], depths, strict=False))
