"""The reason of a cuarto intermedio and the hour at which it ends, as people write them."""

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.chat.cleaning import clean, one_line, plain
from bot.chat.fields import Field, Kind
from bot.chat.texts import table
from bot.usecases.refusals import MissingField

REASON = Field("reason", Kind.TEXT, limit=1000)
RESUMES = Field("resumes_at", Kind.MOMENT)
_LINE = re.compile(r"\s*([^:：]{1,40}?)\s*[:：]\s*(.*)")
_HOUR = re.compile(
    r"(?<![\d:/])(?:(\d{1,2}/\d{1,2}/\d{4})[\s,]+)?(\d{1,2}:\d{2})(?!\d)(?:\s*(?:h|hs|horas)\b\.?)?", re.ASCII
)


@cache
def _leading_up() -> re.Pattern[str]:
    """What stands before the hour and only announces it."""
    words = "|".join(map(re.escape, table("formularios")["cuarto_intermedio"]["anuncian"]))
    return re.compile(rf"[\s,;:.()–-]*(?:\b(?:{words})\b[\s,;:.]*)*\Z", re.IGNORECASE)


def read(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, datetime | None]:
    """The reason, and the moment if one is written: `hh:mm` is today's. Raises MissingField, UnreadableField,
    TextTooLong.

    Labelled lines (Motivo:, Reanudación:) or plain text; an hour at its end is no part of the reason.
    """
    given, hour = _labelled(REASON, text), _labelled(RESUMES, text)
    if given is not None or hour is not None:
        return str(REASON.read(given or "", zone)), _moment(hour, now, zone) if hour else None
    hours = list(_HOUR.finditer(text))
    if not hours:
        return str(REASON.read(text, zone)), None
    found = hours[-1]
    moment = _moment(found[0], now, zone)
    before, after = text[: found.start()], text[found.end() :].strip(" .;,\n)")
    reason = clean(text) if after else _leading_up().sub("", before)
    if not reason.strip():
        raise MissingField(field=REASON.label, expected=REASON.words["espera"])
    return str(REASON.read(reason, zone)), moment


def _labelled(field: Field, text: str) -> str | None:
    """What stands after the last label of that field; None where there is none."""
    lines = filter(None, map(_LINE.fullmatch, text.split("\n")))
    said = [line[2].strip() for line in lines if plain(line[1]) in field.spellings]
    return said[-1] if said else None


def _moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    found = _HOUR.search(one_line(text))
    if found is None:
        raise RESUMES.unreadable(text)
    day = found[1] or f"{now.astimezone(zone):%d/%m/%Y}"
    return datetime.fromisoformat(str(RESUMES.read(f"{day} {found[2]}", zone))).astimezone(UTC)
