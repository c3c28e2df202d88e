"""The fields of the forms: how each kind of value is read from what was typed, and written back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum, auto
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.cleaning import clean, indented, one_line, plain
from bot.chat.texts import table
from bot.usecases.refusals import ListTooLong, MissingField, TextTooLong, UnreadableField

Value = str | int | list[str]
YEARS = range(2000, 2101)
MOST_ITEMS = 60
_MARKS = {
    "number": re.compile(r"\d{1,3}\s*(?:\.-|[.)–-])\s*(?=\D|$)"),
    "bullet": re.compile(r"[-–—•*·](?!\d)\s*"),
    "letter": re.compile(r"[a-z]\)\s+"),
}
_BELOW = ("bullet", "letter")
_MONTH = re.compile(
    r"(?P<name>[a-z]+)\.?(?:\s+(?:del?\s+)?(?P<year>\d{4}))?"
    r"|(?P<before>\d{1,2})\s*[/-]\s*(?P<last>\d{4})|(?P<first>\d{4})-(?P<after>\d{1,2})",
    re.ASCII,
)
_DAY = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})", re.ASCII)
_MOMENT = re.compile(rf"{_DAY.pattern}[\s,]+(\d{{1,2}})[:：](\d{{2}})", re.ASCII)


class Kind(Enum):
    """What a value is; a TEXT has several lines, a CHOICE one of few words.

    A LIST has an item on each line, and what hangs on an item on lines "- …" below it."""

    LINE = auto()
    TEXT = auto()
    LIST = auto()
    MOMENT = auto()
    DAY = auto()
    CHOICE = auto()
    NUMBER = auto()
    MONTH = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name in formularios.toml; `limit` is characters, of each item in a list.

    A `hidden` one is taken where it is given, but neither stands in the form nor is asked for."""

    name: str
    kind: Kind = Kind.LINE
    optional: bool = False
    limit: int = 300
    hidden: bool = False

    @property
    def words(self) -> Mapping[str, Any]:
        """Its words: etiqueta, pregunta and espera; where it has them patron, modelo, opciones, tambien."""
        entry: Mapping[str, Any] = table("formularios")["campos"][self.name]
        return entry

    @property
    def label(self) -> str:
        """What the field is called, e.g. "Segunda convocatoria"."""
        return str(self.words["etiqueta"])

    @property
    def spellings(self) -> frozenset[str]:
        """The labels that it is known by, as `plain` has them."""
        return frozenset(map(plain, (self.label, *self.words.get("tambien", ()))))

    @property
    def model(self) -> str:
        """What stands for it in an empty form."""
        return str(self.words.get("modelo", self.words.get("patron", "")))

    @property
    def several_lines(self) -> bool:
        """Whether what follows on further lines belongs to it."""
        return self.kind in (Kind.TEXT, Kind.LIST)

    def blank(self, typed: str) -> bool:
        """Whether nothing was filled in: empty, or the form's own pattern or numbers left standing."""
        if self.kind is Kind.LIST and not any(_unmarked(line)[1] for _, line in indented(typed)):
            return True
        return plain(typed) in ("", plain(self.words.get("patron", "")))

    def read(self, typed: str, zone: ZoneInfo) -> Value:
        """The value as JSON has it: moments in UTC and days in ISO.

        Raises MissingField, UnreadableField with what is expected, TextTooLong, ListTooLong."""
        text = clean(typed)
        if self.blank(text):
            raise self.missing()
        if self.kind is Kind.LIST:
            return self._items(typed)
        if self.kind is Kind.TEXT:
            return self._within(text)
        if self.kind is Kind.LINE:
            return self._within(one_line(text))
        if self.kind is Kind.CHOICE:
            return self._choice(text)
        if self.kind is Kind.NUMBER:
            return self._number(text)
        if self.kind is Kind.MONTH:
            return self._month(text)
        return self._moment(text, zone) if self.kind is Kind.MOMENT else self._day(text)

    def write(self, value: Value, zone: ZoneInfo) -> str:
        """The value as it would be typed."""
        if self.kind is Kind.LIST and isinstance(value, list):
            items = (item.replace("\n", "\n   ") for item in value)
            return "".join(f"\n{place}. {item}" for place, item in enumerate(items, start=1))
        if self.kind is Kind.MOMENT:
            return f"{datetime.fromisoformat(str(value)).astimezone(zone):%d/%m/%Y %H:%M}"
        if self.kind is Kind.DAY:
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        if self.kind is Kind.MONTH:
            return "/".join(reversed(str(value).split("-"))).rstrip("/")
        if self.kind is Kind.CHOICE:
            return str(self.words["opciones"][value][0])
        return str(value)

    def joined(self, before: Value | None, typed: str) -> list[str]:
        """A list with what a further message adds to it. Raises MissingField, TextTooLong, ListTooLong."""
        return self._items(typed, before if isinstance(before, list) else [])

    def missing(self) -> MissingField:
        """The refusal of a field that was left out."""
        return MissingField(field=self.label, expected=self.words["espera"])

    def unreadable(self, typed: str) -> UnreadableField:
        """The refusal of what can't be read as this field."""
        return UnreadableField(field=self.label, value=typed[:200], expected=self.words["espera"])

    def _within(self, text: str) -> str:
        if len(text) > self.limit:
            raise TextTooLong(field=self.label, given=len(text), limit=self.limit)
        return text

    def _items(self, typed: str, before: Sequence[str] = ()) -> list[str]:
        """An item on each line; one that hangs below the others, "- …" or "a) …", belongs to the item before."""
        items, level = list(before), (0, "") if before else None
        for indent, line in indented(typed):
            mark, text = _unmarked(line)
            level = level or (indent, mark)
            self._within(text)
            below = mark in _BELOW and (mark != level[1] or indent > level[0])
            deeper = not mark and level[1] == "number" and indent > level[0]
            if items and (below or deeper):
                items[-1] += f"\n- {text}" if text else ""
            elif text:
                items.append(text)
        if not items:
            raise self.missing()
        if (lines := sum(item.count("\n") + 1 for item in items)) > MOST_ITEMS:
            raise ListTooLong(field=self.label, given=lines, limit=MOST_ITEMS)
        return items

    def _choice(self, text: str) -> str:
        for token, spellings in self.words["opciones"].items():
            if plain(text) in (token, *map(plain, spellings)):
                return str(token)
        raise self.unreadable(text)

    def _number(self, text: str) -> int:
        found = re.fullmatch(r"(?:n\.?\s*[°º]\s*)?(\d{1,4})[.)]?", text.casefold(), re.ASCII)
        if found is None:
            raise self.unreadable(text)
        return int(found[1])

    def _month(self, text: str) -> str:
        """ "2026-03", or "-03" where no year is said."""
        found = _MONTH.fullmatch(plain(text))
        if found is None:
            raise self.unreadable(text)
        named = [month for month, names in table("formularios")["meses"].items() if found["name"] in names]
        month = int(named[0] if named else found["after"] or found["before"] or 0)
        year = found["year"] or found["first"] or found["last"] or ""
        if month not in range(1, 13) or (year and int(year) not in YEARS):
            raise self.unreadable(text)
        return f"{year}-{month:02d}"

    def _moment(self, text: str, zone: ZoneInfo) -> str:
        found = _MOMENT.fullmatch(one_line(text))
        if found is None:
            raise self.unreadable(text)
        day, month, year, hour, minute = map(int, found.groups())
        try:
            if year not in YEARS:
                raise ValueError(year)
            local = datetime(year, month, day, hour, minute, tzinfo=zone)
        except ValueError:
            raise self.unreadable(text) from None
        moment = local.astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            raise self.unreadable(text)  # the clocks skip that hour on that day
        return moment.isoformat()

    def _day(self, text: str) -> str:
        found = _DAY.fullmatch(one_line(text))
        try:
            if found is None or int(found[3]) not in YEARS:
                raise ValueError(text)
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        except ValueError:
            raise self.unreadable(text) from None


def _unmarked(line: str) -> tuple[str, str]:
    """What a line of a list begins with ("" for nothing), and the rest of it."""
    mark = next((mark for mark, pattern in _MARKS.items() if pattern.match(line)), "")
    return mark, one_line(_MARKS[mark].sub("", line, count=1) if mark else line)
