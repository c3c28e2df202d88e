"""Asks the process that looks into PDFs, with a limit on its time; the operator's secrets are not its to know."""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from bot.signing.report import Report, load

PATIENCE = 30.0
"""Seconds for one file."""


class NotExamined(Exception):
    """The file could not be examined; the message is a token: not_pdf, encrypted, too_many, too_heavy."""


def is_pdf(content: bytes) -> bool:
    """Whether it says that it is a PDF, as readers look for it: within the first kilobyte."""
    return b"%PDF-" in content[:1024]


def examine(
    pdf: bytes, handed_out: Iterable[bytes], folder: Path | None, now: datetime, patience: float = PATIENCE
) -> Report:
    """What is signed in the PDF, against the files that were `handed_out` and the roots in the folder.

    Raises NotExamined.
    """
    if not is_pdf(pdf):
        raise NotExamined("not_pdf")
    begins = max((len(each) for each in handed_out if pdf.startswith(each)), default=0)
    told = [now.isoformat(), str(begins), *([str(folder)] if folder is not None else [])]
    said = json.loads(ask("read", told, pdf, patience))
    if "unreadable" in said:
        raise NotExamined(said["unreadable"])
    return load(said)


def make_ready(pdf: bytes) -> bytes:
    """The PDF as it is handed out to be signed. Raises NotExamined."""
    return ask("ready", [], pdf, PATIENCE)


def ask(task: str, told: list[str], pdf: bytes, patience: float) -> bytes:
    """What the process answers to the task, told so much, about that file. Raises NotExamined."""
    command = [sys.executable, "-P", "-m", "bot.signing", task, *told]
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=patience, env={})  # noqa: S603
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise NotExamined("too_heavy") from None
    return done.stdout
