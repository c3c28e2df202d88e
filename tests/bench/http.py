"""Over real HTTP, each side a process: throughput, the last answer of a burst, start and memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
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
    arguments = ("-m", "tests.bench.telegram", data, str(delay), *senders)
    with _python(*arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        url, token = _pipe(process.stdout).readline().split()
        yield Server(process, url, token)


@contextmanager
def ours(room: Room, server: Server) -> Iterator[subprocess.Popen[str]]:
    """`ayni run`, once it says that it is ready; its memory can be read from its process."""
    variables = {
        "AYNI_TELEGRAM_TOKEN": server.token, "AYNI_TELEGRAM_API_URL": server.url,
        "AYNI_DATABASE_URL": room.url, "AYNI_FILES_DIR": str(room.files),
    }  # fmt: skip
    with _python("-m", "bot", "run", environment=variables, stderr=subprocess.PIPE) as process:
        errors = _pipe(process.stderr)
        if not any("en marcha" in line for line in errors):
            raise RuntimeError("the bot did not start")
        Thread(target=deque, args=(errors, 0), daemon=True).start()  # a full pipe would hold the bot up
        yield process


@contextmanager
def theirs(server: Server) -> Iterator[None]:
    """The tutorial's bot; it has started once it answers."""
    with _python("-m", "tests.bench.tutorial", server.url, server.token):
        yield


def throughput(presses: int = 1500, rounds: int = 3) -> tuple[float, float]:
    """Presses a second: of ours with its transaction, and of python-telegram-bot's default polling without one."""
    return _in_turns(0.0, presses, rounds, lambda seconds: presses / seconds)


def last_answer(delay: float = 0.05, rounds: int = 3) -> tuple[float, float]:
    """Seconds until the last of 50 presses at once is answered: by ours, and by theirs."""
    return _in_turns(delay, SEATS, rounds, lambda seconds: seconds)


def _in_turns(
    delay: float, presses: int, rounds: int, figure: Callable[[float], float]
) -> tuple[float, float]:
    """The best burst of ours and of theirs, who take turns, for others may use the machine as well."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        room = open_room(Path(folder), SEATS)
        servers = [stack.enter_context(telegram(room, delay)) for _ in range(2)]
        stack.enter_context(ours(room, servers[0]))
        stack.enter_context(theirs(servers[1]))
        for server in servers:
            server.burst(SEATS)
        spent = [[server.burst(presses) for server in servers] for _ in range(rounds)]
    mine, bare = (figure(min(each)) for each in zip(*spent, strict=True))
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
                subprocess.run((sys.executable, "-W", "ignore", "-c", IMPORTS), check=True)
                imports.append(time.perf_counter() - begun)
    return min(ready), min(imports), min(memory)


def demo() -> float:
    """Seconds of `ayni demo`, from the command to its documents."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        with _python("-m", "bot", "demo", "--out", folder) as process:
            if process.wait() != 0:
                raise RuntimeError("the demo failed")
        return time.perf_counter() - begun


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


@contextmanager
def _python(
    *arguments: str, environment: dict[str, str] | None = None, **pipes: int
) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, stopped in the end; what it says and nobody reads goes nowhere.

    It keeps its bytecode, as an installed package does: else ours alone would be compiled anew each time."""
    command: Sequence[str] = (sys.executable, "-W", "ignore", *arguments)
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | pipes
    process = subprocess.Popen(command, text=True, env=inherited | (environment or {}), **streams)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
