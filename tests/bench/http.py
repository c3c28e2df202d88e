"""Over real HTTP, each side a process: throughput, the last answer of a burst, start and memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.bench.room import Room, open_room

SEATS = 50
IMPORTS = "import telegram.ext, sqlalchemy, apscheduler.schedulers.asyncio, docxtpl, babel"


class Server:
    """The Bot API server of `tests.bench.telegram`, in its own process."""

    def __init__(self, process: subprocess.Popen[str], url: str, token: str) -> None:
        self._process, self.url, self.token = process, url, token

    def burst(self, presses: int) -> float:
        """Seconds from so many presses at once to the last answer."""
        _pipe(self._process.stdin).write(f"go {presses}\n")
        _pipe(self._process.stdin).flush()
        return float(_pipe(self._process.stdout).readline())


@contextmanager
def telegram(room: Room, delay: float) -> Iterator[Server]:
    """A server whose answers take `delay` seconds."""
    data = room.ballot("for").rpartition(":")[0]
    senders = [str(voter) for voter in room.voters]
    process = _python("-m", "tests.bench.telegram", data, str(delay), *senders, stdin=subprocess.PIPE)
    try:
        url, token = _pipe(process.stdout).readline().split()
        yield Server(process, url, token)
    finally:
        process.kill()
        process.communicate()


@contextmanager
def ours(room: Room, server: Server) -> Iterator[subprocess.Popen[str]]:
    """`ayni run`, once it says that it is ready; its memory can be read from its process."""
    variables = {
        "AYNI_TELEGRAM_TOKEN": server.token, "AYNI_TELEGRAM_API_URL": server.url,
        "AYNI_DATABASE_URL": room.url, "AYNI_FILES_DIR": str(room.files),
    }  # fmt: skip
    process = _python("-m", "bot", "run", environment=variables)
    try:
        while "en marcha" not in (line := _pipe(process.stderr).readline()):
            if not line:
                raise RuntimeError("the bot did not start")
        yield process
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def theirs(server: Server) -> Iterator[None]:
    """The tutorial's bot; it has started once it answers."""
    process = _python("-m", "tests.bench.tutorial", server.url, server.token)
    try:
        yield
    finally:
        process.kill()
        process.communicate()


def throughput(presses: int = 1500) -> tuple[float, float]:
    """Presses a second: of ours with its transaction, and of python-telegram-bot's default polling without one."""
    with tempfile.TemporaryDirectory() as folder:
        room = open_room(Path(folder), SEATS)
        with telegram(room, 0.0) as server, ours(room, server):
            server.burst(SEATS)
            mine = presses / min(server.burst(presses) for _ in range(2))
        with telegram(room, 0.0) as server, theirs(server):
            server.burst(SEATS)
            bare = presses / min(server.burst(presses) for _ in range(2))
    return mine, bare


def last_answer(delay: float = 0.05) -> tuple[float, float]:
    """Seconds until the last of 50 presses at once is answered: by ours, and by theirs."""
    with tempfile.TemporaryDirectory() as folder:
        room = open_room(Path(folder), SEATS)
        with telegram(room, delay) as server, ours(room, server):
            server.burst(SEATS)
            mine = min(server.burst(SEATS) for _ in range(3))
        with telegram(room, delay) as server, theirs(server):
            server.burst(1)
            bare = server.burst(SEATS)
    return mine, bare


def start() -> tuple[float, float, float]:
    """Seconds from nothing to ready, seconds of the bare imports, and MB in memory when ready."""
    with tempfile.TemporaryDirectory() as folder:
        room = open_room(Path(folder), 7)
        with telegram(room, 0.0) as server:
            ready, memory, imports = [], [], []
            for _ in range(5):
                begun = time.perf_counter()
                with ours(room, server) as process:
                    ready.append(time.perf_counter() - begun)
                    memory.append(_megabytes(process.pid))
                begun = time.perf_counter()
                _python("-c", IMPORTS).communicate()
                imports.append(time.perf_counter() - begun)
    return min(ready), min(imports), min(memory)


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _python(
    *arguments: str, environment: dict[str, str] | None = None, stdin: int | None = None
) -> subprocess.Popen[str]:
    command: Sequence[str] = (sys.executable, "-W", "ignore", *arguments)
    pipe = subprocess.PIPE
    variables = os.environ | (environment or {})
    return subprocess.Popen(command, text=True, stdin=stdin, stdout=pipe, stderr=pipe, env=variables)


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
