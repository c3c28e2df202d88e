"""A hand-edited acta against the record: every coded acuerdo, the attendees and the votes must still stand in it.

The record is printed, and what it prints of each of them is looked for in the edited document, word for word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Literal

from docgen.acta import Acta
from docgen.decisions import Acuerdo
from docgen.text import clean
from docgen.wording import CELLS, Line, same, wording

What = Literal["acuerdo", "adoption", "unknown_acuerdo", "attendees", "vote"]

_NEAR = 8
"""Lines between the text of a vote and its table, at most."""
_LIKE = 0.75
"""How alike a line must be to be taken for one that is missing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What stood, and what stands there now; either may be nothing. `name` is a code or the text of a vote."""

    what: What
    name: str
    stood: str
    stands: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that the record prints together. The first `strict` of them are the acuerdo itself; `before` and
    `after` are the lines around them."""

    what: What
    name: str
    lines: tuple[str, ...]
    strict: int = 0
    before: str = ""
    after: str = ""


def differences(record: Acta, printed: bytes, edited: bytes) -> tuple[Difference, ...]:
    """What the edited document no longer says as `printed` does, which was made from the record."""
    lines = wording(printed).lines
    said = [line.text for line in wording(edited).lines]
    return (
        *_of_acuerdos(_acuerdo_blocks(record.acuerdos, lines), said),
        *_strange_codes(record.acuerdos, said),
        *(found for block in _other_blocks(record, lines) for found in _of_block(block, said)),
    )


# What the record prints


def _acuerdo_blocks(acuerdos: Sequence[Acuerdo], lines: Sequence[Line]) -> list[_Block]:
    """Each acuerdo from its code to the next one's, the last to the end of its section."""
    if not acuerdos:
        return []
    starts, after = [], 0
    for each in acuerdos:
        after = _start_of(each, lines, after)
        starts.append(after)
    end = next((at for at in range(after + 1, len(lines)) if lines[at].section), len(lines))
    blocks = []
    for each, start, stop in zip(acuerdos, starts, [*starts[1:], end], strict=True):
        block = tuple(line.text for line in lines[start:stop])
        following = lines[stop].text if stop < len(lines) else ""
        blocks.append(_Block("acuerdo", each.code, block, _head(each, block), after=following))
    return blocks


def _start_of(acuerdo: Acuerdo, lines: Sequence[Line], after: int) -> int:
    """Where the code stands as a line of its own with the acuerdo's text below; else where it is first named."""
    code, [first, *_] = same(acuerdo.code), _texts(acuerdo)
    alone = [at for at in range(after, len(lines)) if lines[at].text == code]
    below = [at for at in alone if first in [line.text for line in lines[at + 1 : at + 3]]]
    named = [at for at in range(after, len(lines)) if code in lines[at].text]
    return [*below, *alone, *named, after][0]


def _head(acuerdo: Acuerdo, block: Sequence[str]) -> int:
    """How many of the block's lines are the acuerdo itself, its code and text."""
    last = _texts(acuerdo)[-1]
    return next((at + 1 for at, line in enumerate(block) if last in line), 1)


def _texts(acuerdo: Acuerdo) -> list[str]:
    """Its paragraphs, as they are compared."""
    return [said for each in clean(acuerdo.text).split("\n") if (said := same(each))] or [""]


def _other_blocks(record: Acta, lines: Sequence[Line]) -> Iterator[_Block]:
    """The rows of those who attended; and each vote that led to no acuerdo, from its text to its last ballot."""
    texts = [line.text for line in lines]
    came = tuple(_row(each.seat, each.name) for each in record.attendees)
    first, stop = _rows(came, texts, 0)
    if first < stop:
        yield _between("attendees", "", texts, first, stop)
    for vote in record.votes:
        text, rows = same(clean(vote.text)), tuple(_row(each.seat, each.name) for each in vote.ballots)
        for start in (at for at, said in enumerate(texts) if said.endswith(text)):
            first, stop = _rows(rows, texts, start)
            if first < stop and first - start < _NEAR:
                yield _between("vote", text, texts, start, stop)
                break


def _row(seat: str, name: str) -> str:
    return f"{same(clean(seat))}{CELLS}{same(clean(name))}"


def _rows(rows: tuple[str, ...], texts: Sequence[str], after: int) -> tuple[int, int]:
    """Where the first table with these rows begins, and where it ends; the same twice where there is none."""
    first = (
        next((at for at in range(after, len(texts)) if texts[at].startswith(rows)), len(texts)) if rows else 0
    )
    stop = first
    while rows and stop < len(texts) and texts[stop].startswith(rows):
        stop += 1
    return first, stop


def _between(what: What, name: str, texts: Sequence[str], start: int, stop: int) -> _Block:
    after = texts[stop] if stop < len(texts) else ""
    return _Block(what, name, tuple(texts[start:stop]), before=texts[start - 1] if start else "", after=after)


# What the edited document says


def _of_acuerdos(blocks: Sequence[_Block], said: Sequence[str]) -> Iterator[Difference]:
    """In their order; one whose code can't be found is missing, or stands under the likest line."""
    places = _places(blocks, said)
    for at, block in enumerate(blocks):
        start = places[at]
        if start is None:
            yield Difference("acuerdo", block.name, "\n".join(block.lines[: block.strict]), "")
            continue
        ends = [place for place in places[at + 1 :] if place is not None]
        ends = ends or [each for each in _all(block.after, said) if each > start]
        yield from _compared(block, said[start : ends[0] if ends else start + len(block.lines)])


def _places(blocks: Sequence[_Block], said: Sequence[str]) -> list[int | None]:
    """Where each begins: first those whose code has its text below, then the others between them."""
    places: list[int | None] = []
    after = 0
    for block in blocks:
        second = block.lines[1:2]
        sure = [
            at for at in _all(block.lines[0], said) if at >= after and list(second) == said[at + 1 : at + 2]
        ]
        places.append(sure[0] if sure else None)
        after = sure[0] + 1 if sure else after
    for at, block in enumerate(blocks):
        if places[at] is None:
            low = max((place + 1 for place in places[:at] if place is not None), default=0)
            ends = [place for place in places[at + 1 :] if place is not None] or [
                each for each in _all(blocks[-1].after, said) if each > low
            ]
            places[at] = _likely(block, said, low, ends[0] if ends else len(said))
    return places


def _likely(block: _Block, said: Sequence[str], low: int, high: int) -> int | None:
    """Its code over another text, its text under another code, or something like its code."""
    window = list(said[low:high])
    for line in (*block.lines[:2], *get_close_matches(block.lines[0], window, 1, _LIKE)):
        if line in window:
            return low + window.index(line)
    return None


def _strange_codes(acuerdos: Sequence[Acuerdo], said: Sequence[str]) -> Iterator[Difference]:
    """Lines that are the code of an acuerdo which the sitting did not adopt."""
    known = {same(each.code) for each in acuerdos}
    shapes = {re.sub(r"\d+", r"\\d+", re.escape(code)) for code in known}
    for line in said:
        if line not in known and any(re.fullmatch(shape, line) for shape in shapes):
            yield Difference("unknown_acuerdo", line, "", line)


def _of_block(block: _Block, said: Sequence[str]) -> Iterator[Difference]:
    """Between the lines that surround it, the likest where they stand more than once: an item's title also stands
    in the agenda. Where those lines are gone, wherever its own first line stands."""
    places = [
        said[before + 1 : after[0]]
        for before in _all(block.before, said)
        if (after := [at for at in _all(block.after, said) if at > before])
    ]
    if places:
        yield from _compared(block, max(places, key=lambda place: _likeness(block, place)))
        return
    missing = [line for line in block.lines if line not in said]
    for line in missing:
        yield Difference(block.what, block.name, line, "".join(get_close_matches(line, said, 1, _LIKE)))


def _likeness(block: _Block, said: Sequence[str]) -> float:
    return SequenceMatcher(None, block.lines, said, autojunk=False).ratio()


def _all(line: str, said: Sequence[str]) -> list[int]:
    return [at for at, text in enumerate(said) if text == line]


def _compared(block: _Block, said: Sequence[str]) -> Iterator[Difference]:
    """What differs between the block and what stands in its place, down to the lines."""
    for tag, start, stop, since, until in SequenceMatcher(
        None, block.lines, said, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        stood, stands = block.lines[start:stop], said[since:until]
        pairs = list(zip(stood, stands, strict=False)) if len(stood) == len(stands) else []
        for at, (was, now) in enumerate(pairs or [("\n".join(stood), "\n".join(stands))]):
            own = start + at < block.strict or start == stop == block.strict > 0
            what = block.what if own or block.what != "acuerdo" else "adoption"
            yield Difference(what, block.name, was, now)
