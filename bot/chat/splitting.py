"""A long text as several messages: between lines, else between words, never inside a tag or an entity."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LIMIT = 4096

_TOKEN = re.compile(r"</?[a-z]+[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-z]+);|\s|.", re.DOTALL)


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a piece may end: after the token `at`, with these tags open."""

    at: int
    open: tuple[str, ...]


def split(html: str, limit: int = LIMIT) -> list[str]:
    """Well-formed pieces of at most `limit` UTF-16 units, tags included; their texts joined are the whole.

    The break stays at the end of the piece before it; what is only blank makes no piece of its own. Tags are
    lower case and properly nested, as our templates write them."""
    if units(html) <= limit:
        return [html]
    return [piece for piece in _pieces(_tokens(html), limit) if _visible(piece)] or [""]


def _tokens(html: str) -> list[str]:
    return [found[0] for found in _TOKEN.finditer(html)]


def _visible(piece: str) -> bool:
    return bool(re.sub(r"<[^>]*>", "", piece).strip())


def _pieces(tokens: list[str], limit: int) -> Iterator[str]:
    begin = 0
    opened: tuple[str, ...] = ()
    while begin < len(tokens):
        end = _end(tokens, begin, opened, limit)
        yield "".join((*opened, *tokens[begin : end.at], *_closing(end.open)))
        begin, opened = end.at, end.open


def _end(tokens: list[str], begin: int, opened: tuple[str, ...], limit: int) -> _Place:
    """Where the piece from `begin` ends: at its last line, if that fills half of it, else word, else sign."""
    size = sum(units(tag) for tag in opened)
    line = space = sign = None
    for at in range(begin, len(tokens)):
        token = tokens[at]
        size += units(token)
        opened = _after(opened, token)
        if size + _closing_units(opened) > limit:
            break
        sign = _Place(at + 1, opened)
        if token.isspace():
            space = sign
            if "\n" in token and size > limit // 2:
                line = sign
    else:
        return _Place(len(tokens), ())
    found = line or space or sign
    if found is None:
        raise ValueError(f"a limit of {limit} leaves no room for text")
    return found


def _after(opened: tuple[str, ...], token: str) -> tuple[str, ...]:
    """The tags that are open after the token."""
    if token.startswith("</"):
        return opened[:-1]
    return (*opened, token) if token.startswith("<") else opened


def _closing(opened: tuple[str, ...]) -> list[str]:
    return [f"</{re.split(r'[ >]', tag[1:], maxsplit=1)[0]}>" for tag in reversed(opened)]


@lru_cache(maxsize=256)
def _closing_units(opened: tuple[str, ...]) -> int:
    return sum(units(tag) for tag in _closing(opened))
