"""The acta as PDF: tagged, with its text, and told apart from what could not be made."""

import io
import shutil
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from docgen import pdf
from docgen.render import render
from docgen.samples import sample

HERE = pytest.mark.skipif(pdf.program() is None, reason="LibreOffice (soffice) is not installed")


@HERE
def test_an_acta_becomes_a_tagged_pdf_in_spanish_with_no_trace_left(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = pdf.to_pdf(render("acta", sample("acta")))
    root = PdfFileReader(io.BytesIO(made)).root
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "es-PE"
    assert list(tmp_path.iterdir()) == []


@HERE
def test_what_takes_too_long_is_given_up():
    with pytest.raises(pdf.PdfNotMade):
        pdf.to_pdf(render("acta", sample("acta")), patience=0.01)


@pytest.mark.parametrize(
    "script", ["exit 0", "exit 3", 'echo x > acta.pdf; cp acta.pdf "${@: -2:1}"/acta.pdf']
)
def test_a_libreoffice_that_makes_no_pdf_is_noticed(script: str, tmp_path: Path, monkeypatch):
    pretend(script, tmp_path, monkeypatch)
    with pytest.raises(pdf.PdfNotMade):
        pdf.to_pdf(b"x")


def test_libreoffice_is_told_no_secret(tmp_path: Path, monkeypatch):
    pretend("env > seen; exit 3", tmp_path, monkeypatch)
    monkeypatch.setenv("AYNI_TELEGRAM_TOKEN", "123:secret")
    with pytest.raises(pdf.PdfNotMade):
        pdf.to_pdf(b"x")
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert "PATH=" in seen
    assert "secret" not in seen


def pretend(script: str, tmp_path: Path, monkeypatch) -> None:
    """A program called soffice that does nothing but the script."""
    fake = tmp_path / "soffice"
    fake.write_text(f"#!/bin/bash\ncd /tmp/ && cd {tmp_path}\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{Path(shutil.which('bash') or '/bin/bash').parent}:/usr/bin:/bin")


def test_without_libreoffice_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pdf.NoLibreOffice):
        pdf.to_pdf(b"x")
