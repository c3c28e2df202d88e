"""Printing an acta against plain docxtpl: the same template and data, both in process, in turns."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from bot.app import YIELDING_SECONDS
from docgen.data import Acta
from docgen.render import render
from docgen.samples import sample
from tests.docgen.plain import parts, with_docxtpl

SIZES = (10, 50, 200, 1000)
ROUNDS = {10: 15, 50: 9, 200: 5, 1000: 3}


def acta_of(acuerdos: int) -> Acta:
    """An ordinary acta with so many acuerdos: those of the sample in turn, unanimous, by casting vote, by consensus."""
    full = sample("acta")
    assert isinstance(full, Acta)
    adopted = tuple(
        replace(
            each,
            code=f"ACUERDO N.° {number:03d}-2026-AYNI-GT",
            text=f"Aprobar el componente {number} del plan «Innovación & comunidad» con <3 % de holgura.",
            deadline=date(2026, 4, 1) + timedelta(days=number % 90),
        )
        for number, each in zip(range(1, acuerdos + 1), cycle(full.acuerdos), strict=False)
    )
    return replace(full, acuerdos=adopted)


def plain(acta: Acta) -> bytes:
    """The acta as docxtpl alone prints it."""
    return with_docxtpl("acta", acta)


def prepared(acta: Acta) -> bytes:
    """The acta as we print it, checked well-formed."""
    return render("acta", acta)


def ratios() -> Iterator[tuple[int, float, float, float]]:
    """For each size: the acuerdos, milliseconds of docxtpl and of ours, and how many times faster ours is.

    Raises ValueError where the two don't say the same."""
    for size in SIZES:
        acta = acta_of(size)
        if parts(prepared(acta)) != parts(plain(acta)):
            raise ValueError(f"the two ways differ at {size} acuerdos")
        spent = [(_seconds(plain, acta), _seconds(prepared, acta)) for _ in range(ROUNDS[size])]
        theirs, mine = (min(each) * 1e3 for each in zip(*spent, strict=True))
        yield size, theirs, mine, theirs / mine


def _seconds(printing: Callable[[Acta], bytes], acta: Acta) -> float:
    begun = time.perf_counter()
    printing(acta)
    return time.perf_counter() - begun


def lag(acuerdos: int = 50, samples: int = 400) -> float:
    """The event loop's lag in milliseconds, 99th percentile, while a thread prints one acta after another."""
    return asyncio.run(_lag(acta_of(acuerdos), samples))


async def _lag(acta: Acta, samples: int) -> float:
    sys.setswitchinterval(YIELDING_SECONDS)  # as in the running bot
    printing, late = True, []

    def print_on() -> None:
        while printing:
            prepared(acta)

    with ThreadPoolExecutor(max_workers=1) as thread:
        at_work = asyncio.get_running_loop().run_in_executor(thread, print_on)
        for _ in range(samples):
            begun = time.perf_counter()
            await asyncio.sleep(0.005)
            late.append(time.perf_counter() - begun - 0.005)
        printing = False
        await at_work
    return sorted(late)[int(samples * 0.99)] * 1e3


def memory(acuerdos: int) -> tuple[float, float]:
    """Peak MB of a process that prints one such acta: by docxtpl, and by ours."""
    theirs, mine = (
        float(
            subprocess.run(
                (sys.executable, "-W", "ignore", "-m", "tests.bench.words", way, str(acuerdos)),
                check=True, capture_output=True, text=True,
            ).stdout
        )
        for way in ("plain", "prepared")
    )  # fmt: skip
    return theirs, mine


def _peak_megabytes() -> float:
    """Of this process: what getrusage tells begins with the parent's."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    {"plain": plain, "prepared": prepared}[sys.argv[1]](acta_of(int(sys.argv[2])))
    print(_peak_megabytes())
