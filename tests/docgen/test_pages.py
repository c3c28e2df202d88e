"""Every sample through LibreOffice: it opens, has the pages it should, and says on paper what it should."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from docgen.data import KINDS
from docgen.render import render
from docgen.samples import sample

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
    "votacion": (2, 4, "NO APROBADO"),
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
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, *folder.glob("*.docx")], check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_fills_the_pages_it_should(kind, printed):
    with (printed / f"{kind}.pdf").open("rb") as content:
        count = PdfFileReader(content).root["/Pages"]["/Count"]
    fewest, most, _ = PAGES[kind]
    assert fewest <= count <= most


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_says_what_the_document_says(kind, printed):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: the text on paper is not read")
    read = subprocess.run(
        ["pdftotext", "-layout", printed / f"{kind}.pdf", "-"], check=True, capture_output=True, text=True
    )
    said = " ".join(read.stdout.split())
    assert PAGES[kind][2] in said
    assert sample(kind).body.year_name in said
    assert "Página 1 de " in said
