"""Templates from outside are printed in a process of their own, which has little time, little memory and no way out.

`inspect` says whether an edited template serves, `render` prints with it. The process knows no more than what it is
handed: no environment, no network, no other program, no file to write; whatever goes wrong in it is told as an error
of docgen.
"""

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from docgen import errors
from docgen.errors import DocgenError, TemplateBroken

CPU_SECONDS = 10
WALL_SECONDS = 20.0
MEMORY = 1024 * 1024 * 1024
_BOOT = "import sys; sys.path.append(sys.argv.pop(1)); from docgen.chamber import main; main()"
_ROOT = str(Path(__file__).parents[1])
_SHUT = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "ctypes.",
    "pty.",
)
_WRITING = set("wax+")


def inspect(kind: str, template: bytes) -> bytes:
    """The full sample printed with the template. Raises UnknownKind, UnsafeFile, TemplateUnreadable, TemplateBroken."""
    return _run({"act": "inspect", "kind": kind}, template)


def render(kind: str, data: dict[str, Any], template: bytes) -> bytes:
    """The document of that data (`docgen.reading.load`) printed with the template. Raises any DocgenError."""
    return _run({"act": "render", "kind": kind, "data": data}, template)


def _run(order: dict[str, Any], template: bytes) -> bytes:
    """What the process answers: a line that says how it went, then the document."""
    given = json.dumps({**order, "cpu": CPU_SECONDS, "memory": MEMORY}).encode() + b"\n" + template
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, nothing of the order on its command line
            [sys.executable, "-I", "-c", _BOOT, _ROOT],
            input=given,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise TemplateBroken("slow", f"{WALL_SECONDS:.0f} s") from None
    said, _, document = done.stdout.partition(b"\n")
    if done.returncode == 0 and said == b"{}":
        return document
    raise _failure(said, done.returncode)


def _failure(said: bytes, code: int) -> DocgenError:
    """The error that the process told, or died of."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        told = json.loads(said)
        error: DocgenError = getattr(errors, told.pop("error"))(**told)
        return error
    if code == -24:  # SIGXCPU
        return TemplateBroken("slow", f"{CPU_SECONDS} s")
    return TemplateBroken("memory" if code < 0 else "crashed", str(code))


def main() -> None:
    """The process: reads an order and a template, answers with the document or the error."""
    line, _, template = sys.stdin.buffer.read().partition(b"\n")
    order = json.loads(line)
    _limit(order["cpu"], order["memory"])
    try:
        document, said = _do(order, template), {}
    except DocgenError as error:
        document, said = b"", {"error": type(error).__name__, **asdict(error)}
    except (MemoryError, RecursionError):
        document, said = b"", {"error": "TemplateBroken", **asdict(TemplateBroken("memory", ""))}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + document)


def _do(order: dict[str, Any], template: bytes) -> bytes:
    from docgen import check, reading
    from docgen import render as printing
    from docgen.samples import sample

    sys.addaudithook(_keep_in)
    if order["act"] == "inspect":
        check.check(order["kind"], template)
        return printing.render(order["kind"], sample(order["kind"]), template)
    return printing.render(order["kind"], reading.load(order["kind"], order["data"]), template)


def _limit(cpu: int, memory: int) -> None:
    """Little time, little memory, no file to write; where the system has no such limits the clock alone holds it."""
    with suppress(ImportError):
        import resource

        for what, soft, hard in (
            (resource.RLIMIT_CPU, cpu, cpu + 1),  # the soft one ends it with SIGXCPU, which tells why
            (resource.RLIMIT_AS, memory, memory),
            (resource.RLIMIT_FSIZE, 0, 0),
            (resource.RLIMIT_CORE, 0, 0),
            (resource.RLIMIT_NOFILE, 64, 64),
        ):
            with suppress(OSError, ValueError):  # one that is lower already
                resource.setrlimit(what, (soft, hard))


def _keep_in(event: str, arguments: tuple[Any, ...]) -> None:
    """No network, no other program, no file to write."""
    if event.startswith(_SHUT):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[1], str) and _WRITING & set(arguments[1]):
        raise PermissionError(event)
