"""What people type, made fit to be kept and printed: one normal form, nothing invisible that misleads."""

import re
import unicodedata

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = frozenset("\u200e\u200f\u061c\ufeff")
_DIRECTION = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def clean(text: str) -> str:
    """The text in NFC, its line breaks as "\\n", without controls, lone surrogates or bidi marks."""
    return _mended(text).strip()


def indented(text: str) -> list[tuple[int, str]]:
    """The lines of the text, cleaned, each with how many blanks stood before it; empty ones left out."""
    lines = _mended(text).split("\n")
    return [(len(line) - len(line.lstrip()), line.strip()) for line in lines if line.strip()]


def _mended(text: str) -> str:
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    if not text.isprintable():  # line breaks are among what is not
        text = "".join(mark for mark in text if mark == "\n" or _fit(mark))
    return unicodedata.normalize("NFC", text)


def _fit(mark: str) -> bool:
    return not (
        unicodedata.category(mark) in ("Cc", "Cs", "Cn")
        or unicodedata.bidirectional(mark) in _DIRECTION
        or mark in _INVISIBLE
    )


def one_line(text: str) -> str:
    """The text on one line, its blanks single."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """What two spellings of a word share: no accents, case, outer or repeated blanks."""
    marks = unicodedata.normalize("NFKD", text.casefold())
    return one_line("".join(mark for mark in marks if not unicodedata.combining(mark)))
