"""Where in a TOML text a key stands, so that a refusal can name the line."""

import re
from collections.abc import Iterator

Location = tuple[str | int, ...]

_PART = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*(?:\.|$)""")
_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=""")
_BLOCK = re.compile(r"\"\"\"|'''")


def line_of(text: str, location: Location) -> int | None:
    """Return the line (from 1) of the key at `location`, or of what stands nearest around it; else None.

    `text` must be valid TOML. A location holds keys and, inside arrays of tables, indices from 0.
    """
    lines: dict[Location, int] = {}
    for place, number in _places(text):
        lines.setdefault(place, number)
    for length in range(len(location), 0, -1):
        if location[:length] in lines:
            return lines[location[:length]]
    return None


def _places(text: str) -> Iterator[tuple[Location, int]]:
    table: Location = ()
    counts: dict[Location, int] = {}
    inside = ""  # the quotes of the multi-line string that is open
    for number, line in enumerate(text.split("\n"), start=1):
        if inside:
            inside = "" if line.count(inside) % 2 else inside
            continue
        if header := _HEADER.match(line):
            table = _resolve(_parts(header[2]), counts, opens_row=header[1] == "[[")
            yield table, number
            if header[1] == "[[":
                yield table[:-1], number
        elif key := _KEY.match(line):
            place = table
            for part in _parts(key[1]):
                place = (*place, part)
                yield place, number
            block = _BLOCK.search(line)
            inside = block[0] if block and line.count(block[0]) % 2 else ""


def _parts(key: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(key)]


def _resolve(parts: list[str], counts: dict[Location, int], *, opens_row: bool) -> Location:
    """Put the running index behind each part that names an array of tables."""
    place: Location = ()
    for depth, part in enumerate(parts, start=1):
        place = (*place, part)
        if opens_row and depth == len(parts):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place
