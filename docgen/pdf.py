"""From Word to PDF with LibreOffice, where it is installed: tagged, PDF/A-2, in a profile of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
PATIENCE = 90.0
"""Seconds for one document; the first start of LibreOffice on a machine is slow."""
LARGEST = 50 * 1024 * 1024
NEEDED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
"""What LibreOffice is told of the environment: in the rest there may be secrets."""
FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"2"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
# What a document made elsewhere might do on opening: run macros, fetch what it links to.
HARMLESS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class NoLibreOffice(Exception):
    """LibreOffice is not installed."""


class PdfNotMade(Exception):
    """LibreOffice made no PDF of the document, or took too long."""


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return next((found for each in PROGRAMS if (found := shutil.which(each))), None)


def to_pdf(docx: bytes, patience: float = PATIENCE) -> bytes:
    """The document as PDF. Raises NoLibreOffice, PdfNotMade."""
    found = program()
    if found is None:
        raise NoLibreOffice
    with tempfile.TemporaryDirectory(prefix="ayni-pdf-") as name:
        folder = Path(name)
        (folder / "acta.docx").write_bytes(docx)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(HARMLESS, encoding="utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [found, profile, "--headless", "--norestore", "--convert-to", FILTER, "--outdir", name]
        _run([*command, str(folder / "acta.docx")], patience)
        made = folder / "acta.pdf"
        if not made.is_file() or not 0 < made.stat().st_size <= LARGEST:
            raise PdfNotMade
        content = made.read_bytes()
    if not content.startswith(b"%PDF-"):
        raise PdfNotMade
    return content


def _run(command: list[str], patience: float) -> None:
    """LibreOffice starts others: whatever is left after its time goes with it."""
    started = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={name: os.environ[name] for name in NEEDED if name in os.environ},
    )
    try:
        if started.wait(patience) != 0:
            raise PdfNotMade
    except subprocess.TimeoutExpired:
        raise PdfNotMade from None
    finally:
        with suppress(
            ProcessLookupError, PermissionError, AttributeError
        ):  # it is over, or no such thing here
            os.killpg(started.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            started.kill()
        started.wait()
