"""Message texts as Telegram reads them: its own small HTML, entities counted in UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import Refused

Entity = dict[str, Any]

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAME = re.compile(r"<([^\s>]*)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?""")
_FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("url", re.compile(r"\bhttps?://[^\s<>\"']+[^\s<>\"'.,;:!?)]|\bt\.me/[^\s<>\"']+[^\s<>\"'.,;:!?)]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w\b")),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{3,31}\b")),
)


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read(text: str, parse_mode: str = "", given: list[Entity] | None = None) -> tuple[str, list[Entity]]:
    """Return the plain text, stripped, and its entities. Raises `Refused` as Telegram does."""
    if parse_mode and parse_mode.lower() != "html":
        raise Refused(400, f"Bad Request: can't parse entities: this server does not read {parse_mode}")
    plain, entities = _Parser(text).parse() if parse_mode else (text, list(given or []))
    lead = units(plain) - units(plain.lstrip())
    plain = plain.strip()
    size = units(plain)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > begin:
            kept.append(entity | {"offset": begin, "length": end - begin})
    kept += [found for found in detect(plain) if not any(_overlaps(found, entity) for entity in kept)]
    return plain, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def detect(text: str) -> list[Entity]:
    """Find what Telegram marks by itself: commands, addresses, mentions."""
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            entity = {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
            if not any(_overlaps(entity, other) for other in found):
                found.append(entity)
    return found


def _overlaps(one: Entity, other: Entity) -> bool:
    plain = other["type"] in ("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote")
    first, second = sorted((one, other), key=lambda entity: entity["offset"])
    return not plain and first["offset"] + first["length"] > second["offset"]


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    length: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._close() if self.source.startswith("</", self.at) else self._start()
            elif match := _CHARACTER.match(self.source, self.at):
                self._write(_decode(match))
                self.at = match.end()
            else:
                end = min(
                    (found for mark in "<&" if (found := self.source.find(mark, self.at + 1)) > 0),
                    default=len(self.source),
                )
                self._write(self.source[self.at : end])
                self.at = end
        if self.open:
            raise self._refused(f'can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), self.entities

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)

    def _refused(self, what: str) -> Refused:
        return Refused(400, f"Bad Request: can't parse entities: {what}")

    def _where(self, at: int) -> str:
        return f"at byte offset {len(self.source[:at].encode())}"

    def _start(self) -> None:
        begin = self.at
        name, where = _NAME.match(self.source, begin), self._where(begin)
        if name is None or name.end() >= len(self.source):
            raise self._refused(f"Unclosed start tag {where}")
        tag = name[1].lower()
        if tag not in _KINDS:
            raise self._refused(f'Unsupported start tag "{tag}" {where}')
        attributes: dict[str, str] = {}
        self.at = name.end()
        while match := _ATTRIBUTE.match(self.source, self.at):
            value = next((group for group in match.groups()[1:] if group is not None), "")
            attributes[match[1].lower()] = _CHARACTER.sub(_decode, value)
            self.at = match.end()
        while self.source[self.at : self.at + 1].isspace():
            self.at += 1
        if self.source[self.at : self.at + 1] != ">":
            raise self._refused(f'Unclosed start tag "{tag}" {where}')
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refused(f'Tag "span" must have class "tg-spoiler" {where}')
        self.open.append(_Open(tag, attributes, self.length))

    def _close(self) -> None:
        begin = self.at
        where = self._where(begin)
        if not self.open:
            raise self._refused(f"Unexpected end tag {where}")
        end = self.source.find(">", begin)
        if end < 0:
            raise self._refused(f"Unclosed end tag {where}")
        tag = self.source[begin + 2 : end].strip().lower()
        opened = self.open.pop()
        if tag not in ("", opened.tag):
            raise self._refused(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{tag}>"')
        self.at = end + 1
        if self.length > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        length = self.length - opened.offset
        entity: Entity = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            plain = "".join(self.out).encode("utf-16-le", "surrogatepass")[2 * opened.offset :]
            entity["url"] = opened.attributes.get("href") or plain.decode("utf-16-le", "replace")
            if not re.match(r"(https?|tg|ton|mailto):|[^\s/]+\.[^\s]", entity["url"]):
                return
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        if opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        self.entities.append(entity)


def _decode(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]
