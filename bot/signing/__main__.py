"""The process that looks into a PDF: `ready`, or `read MOMENT BYTES [FOLDER]`; the file comes on standard input."""

import asyncio
import json
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.signing import reading

MEMORY, SECONDS = 1 << 30, 20


def answer(task: str, told: Sequence[str], pdf: bytes) -> bytes:
    """The ready PDF, or the report as JSON; an unreadable file as {"unreadable": token}."""
    if task == "ready":
        return reading.make_ready(pdf)
    moment, handed_out, *folder = told
    files = reading.certificates(Path(folder[0]) if folder else None)
    roots = [each for found in files.values() for each in found]
    try:
        report = asyncio.run(reading.read(pdf, int(handed_out), roots, datetime.fromisoformat(moment)))
        said = report.plain()
    except reading.Unreadable as error:
        said = {"unreadable": str(error)}
    return json.dumps(said).encode()


def limit() -> None:
    """What a hostile file may cost; not every system counts it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    limit()
    logging.disable(logging.CRITICAL)
    sys.stdout.buffer.write(answer(sys.argv[1], sys.argv[2:], sys.stdin.buffer.read()))
