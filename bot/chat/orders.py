"""Commands of one line, read: an agenda item or a station and a text, a ballot, a reason."""

import re
from collections.abc import Iterator

from bot.chat.cleaning import plain
from bot.chat.texts import table
from bot.rules.lifecycle import Station
from bot.rules.majority import Choice
from bot.usecases.notes import RecordNote
from bot.usecases.refusals import MissingField, TextTooLong, UnreadableField

LIMIT = 4000
_NUMBERED = re.compile(r"(?:punto\s+)?(\d{1,4})(?:[.):]|\s|$)\s*(.*)", re.DOTALL | re.IGNORECASE | re.ASCII)


def item_and_text(text: str) -> tuple[int, str]:
    """`N texto`. Raises UnreadableField, MissingField, TextTooLong."""
    found = _NUMBERED.fullmatch(text)
    if found is None:
        raise _unreadable("votar", text)
    return int(found[1]), filled("votar", found[2])


def note(text: str) -> RecordNote:
    """`N texto`, or the name of a station and a text. Raises UnreadableField, MissingField, TextTooLong."""
    found = _NUMBERED.fullmatch(text)
    if found is not None:
        return RecordNote(filled("nota", found[2]), item=int(found[1]))
    for token, rest in _begins(text, "estaciones"):
        return RecordNote(filled("nota", rest), station=Station(token))
    raise _unreadable("nota", text)


def note_at(place: str, text: str) -> RecordNote:
    """A note to a place that was named apart, a station by its token too. Raises UnreadableField."""
    if place in set(Station):
        return RecordNote(text, station=Station(place))
    try:
        return note(f"{place}\n{text}")
    except MissingField:
        raise _unreadable("nota", place) from None


def ballot(text: str) -> tuple[Choice, str | None]:
    """The sense of a vote, and the reason that follows it, if any. Raises UnreadableField, TextTooLong."""
    for token, rest in _begins(text, "sentidos"):
        return Choice(token), filled("voto", rest) if rest else None
    raise _unreadable("voto", text)


def reason(text: str) -> str:
    """The reason of a vote. Raises MissingField, TextTooLong."""
    return filled("razon", text)


def _begins(text: str, group: str) -> Iterator[tuple[str, str]]:
    """The token whose spelling the text begins with, the longest first, and what follows."""
    spellings = [(plain(each), token) for token, all_ in table("formularios")[group].items() for each in all_]
    words = text.split()
    for spelling, token in sorted(spellings, key=lambda pair: -len(pair[0])):
        count = len(spelling.split())
        if plain(" ".join(words[:count])).rstrip(":,.;") == spelling:
            yield token, re.sub(rf"\A(?:\S+\s*){{{count}}}", "", text).strip()


def filled(order: str, text: str) -> str:
    """What follows a command that takes a text. Raises MissingField, TextTooLong."""
    words = table("formularios")["ordenes"][order]
    label = words.get("texto", words["etiqueta"])
    if not text.strip():
        raise MissingField(field=label, expected=words["espera"])
    if len(text) > LIMIT:
        raise TextTooLong(field=label, given=len(text), limit=LIMIT)
    return text.strip()


def _unreadable(order: str, text: str) -> MissingField | UnreadableField:
    words = table("formularios")["ordenes"][order]
    if not text.strip():
        return MissingField(field=words["etiqueta"], expected=words["espera"])
    return UnreadableField(field=words["etiqueta"], value=text[:200], expected=words["espera"])
