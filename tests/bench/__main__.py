"""Prints every measurement beside its goal: `python -m tests.bench`."""

from tests.bench import http, press, words

GOALS = {50: 20.0, 1000: 5.0}


def line(what: str, value: float, unit: str, goal: str, well: bool) -> None:
    """One row: what, how much, and whether the goal holds."""
    print(f"{'✓' if well else '✗'} {what:68} {value:8.2f} {unit:3} goal {goal}", flush=True)


def main() -> None:
    """All of it, one after the other."""
    bare, ratio = press.ratio()
    print(f"  a bare press in process: {bare:.0f} µs")
    line("durable press over a bare one, in process", ratio, "x", "at most 3.0", ratio <= 3.0)
    mine, theirs = http.throughput()
    print(f"  presses a second over HTTP: ours {mine:.0f}, default polling without a record {theirs:.0f}")
    line("throughput with its transaction over default polling without", mine / theirs, "x", "at least 1.4",
         mine / theirs >= 1.4)  # fmt: skip
    mine, theirs = http.last_answer()
    line("50 presses at once, server 50 ms away: last answer", mine, "s", "at most 0.15", mine <= 0.15)
    print(f"  the same by default polling: {theirs:.2f} s")
    ready, imports, memory = http.start()
    line("start to ready over bare imports", ready / imports, "x", "at most 1.5", ready / imports <= 1.5)
    line("memory when ready", memory, "MB", "at most 90", memory <= 90)
    spent = http.demo()
    line("ayni demo", spent, "s", "at most 20", spent <= 20)
    for size, theirs, mine, ratio in words.ratios():
        goal = GOALS.get(size, 1.0)
        line(
            f"an acta of {size:,} acuerdos, docxtpl over ours", ratio, "x", f"at least {goal}", ratio >= goal
        )
        print(f"  docxtpl {theirs:.1f} ms, ours {mine:.2f} ms")
    theirs, mine = words.memory(1000)
    print(f"  peak memory of printing 1,000 acuerdos: docxtpl {theirs:.0f} MB, ours {mine:.0f} MB")
    late = words.lag()
    line("event loop's lag while printing, 99th percentile", late, "ms", "at most 5", late <= 5)


if __name__ == "__main__":
    main()
