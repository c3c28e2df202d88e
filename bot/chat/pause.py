"""The reason of a cuarto intermedio and the hour at which it ends, as people write them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.chat.cleaning import clean, one_line
from bot.chat.fields import Field, Kind
from bot.usecases.refusals import MissingField

REASON = Field("reason", Kind.TEXT, limit=1000)
RESUMES = Field("resumes_at", Kind.MOMENT)
_LINE = re.compile(r"\s*(motivo|reanudaci[oó]n|hora)\s*[:：]\s*(.*)", re.IGNORECASE)
_HOUR = re.compile(
    r"(?<![\d:/])(?:(\d{1,2}/\d{1,2}/\d{4})[\s,]+)?(\d{1,2}:\d{2})(?!\d)(?:\s*(?:h|hs|horas)\b\.?)?", re.ASCII
)
_LEADING_UP = re.compile(
    r"[\s,;:.()–-]*(?:\b(?:se|reanuda|reanudará|reanudamos|reanudación|hasta|regresamos|volvemos|a|las?|el|día)\b[\s,;:.]*)*\Z",
    re.IGNORECASE,
)


def read(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, datetime | None]:
    """The reason, and the moment if one is written: `hh:mm` is today's. Raises MissingField, UnreadableField,
    TextTooLong.

    Labelled lines (Motivo:, Reanudación:) or plain text; an hour at its end is no part of the reason.
    """
    labelled = [found.groups() for line in text.split("\n") if (found := _LINE.fullmatch(line))]
    if labelled:
        given = {label.casefold()[:1]: value for label, value in labelled}
        hour = given.get("r") or given.get("h") or ""
        return str(REASON.read(given.get("m", ""), zone)), _moment(hour, now, zone) if hour.strip() else None
    hours = list(_HOUR.finditer(text))
    if not hours:
        return str(REASON.read(text, zone)), None
    found = hours[-1]
    moment = _moment(found[0], now, zone)
    before, after = text[: found.start()], text[found.end() :].strip(" .;,\n)")
    reason = clean(text) if after else _LEADING_UP.sub("", before)
    if not reason.strip():
        raise MissingField(field=REASON.label, expected=REASON.words["espera"])
    return str(REASON.read(reason, zone)), moment


def _moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    found = _HOUR.search(one_line(text))
    if found is None:
        raise RESUMES.unreadable(text)
    day = found[1] or f"{now.astimezone(zone):%d/%m/%Y}"
    return datetime.fromisoformat(str(RESUMES.read(f"{day} {found[2]}", zone))).astimezone(UTC)
