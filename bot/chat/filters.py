"""What a template may ask of a value: local dates and hours, articles in words, lists, gender and number.

Moments come as ISO texts with their offset or as aware datetimes, dates as ISO texts or dates; a template
sees them in the zone of whoever reads, which `speech` puts in the context as `_zone`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context

from bot.chat.texts import word
from docgen import spanish, spanish_gender

Moment = str | date


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    post: str = ""


@lru_cache(maxsize=256)
def _read(value: Moment, zone: ZoneInfo) -> date:
    if isinstance(value, str):
        value = (
            date.fromisoformat(value) if len(value) == len("2026-11-27") else datetime.fromisoformat(value)
        )
    return value.astimezone(zone) if isinstance(value, datetime) else value


def _local(context: Context, value: Moment) -> date:
    zone: ZoneInfo = context["_zone"]
    return _read(value, zone)


def _moment(context: Context, value: Moment) -> datetime:
    found = _local(context, value)
    if not isinstance(found, datetime):
        raise TypeError(f"{value!r} has no hour")
    return found


@pass_context
def _short_day(context: Context, value: Moment) -> str:
    return f"{_local(context, value):%d/%m/%Y}"


@pass_context
def _day(context: Context, value: Moment) -> str:
    day = _local(context, value)
    return _format("fecha", dia=spanish.WEEKDAYS[day.weekday()], fecha=f"{day:%d/%m/%Y}")


@pass_context
def _hour(context: Context, value: Moment) -> str:
    return f"{_moment(context, value):%H:%M}"


@pass_context
def _day_and_hour(context: Context, value: Moment) -> str:
    moment = _moment(context, value)
    pattern = "fecha_hora_una" if moment.hour == 1 else "fecha_hora"
    return _format(pattern, fecha=_day(context, moment), hora=f"{moment:%H:%M}")


def _format(pattern: str, **parts: str) -> str:
    return word(pattern, "formatos").format(**parts)


def citation(token: str) -> str:
    """An article's token in words: "19 b" is the Manual's, "LPAG 99" the general law's; free text stays."""
    return spanish.citation(token, word("manual", "formatos"))


def _month(number: int) -> str:
    return str(spanish.MONTHS[number])


def _each(tokens: Iterable[str], group: str) -> list[str]:
    return [word(token, group) for token in tokens]


def _known(tokens: Iterable[str], group: str) -> list[str]:
    """The words of those tokens that have one."""
    return [found for token in tokens if (found := word(token, group, ""))]


def _listing(things: Iterable[Any]) -> str:
    return spanish.listing([str(thing) for thing in things])


def _number(amount: int, singular: str, plural: str) -> str:
    return f"{amount} {singular if amount == 1 else plural}"


def _person(name: str, post: str = "") -> str:
    return spanish_gender.addressed(_Named(name, post))


def _of_person(name: str, post: str = "") -> str:
    return spanish_gender.of_person_addressed(_Named(name, post))


def _agreeing(name: str, feminine: str, masculine: str, neutral: str, post: str = "") -> str:
    return spanish_gender.agreeing(_Named(name, post), feminine, masculine, neutral)


def _shortened(text: str, limit: int) -> str:
    """On one line; what does not fit gives way to an ellipsis."""
    said = " ".join(text.split())
    return said if len(said) <= limit else f"{said[: limit - 1].rstrip()}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


FILTERS: dict[str, Callable[..., Any]] = {
    "fecha": _day,
    "fecha_corta": _short_day,
    "fecha_hora": _day_and_hour,
    "hora": _hour,
    "mes": _month,
    "cita": citation,
    "palabra": word,
    "palabras": _each,
    "conocidas": _known,
    "enumera": _listing,
    "cuenta": _number,
    "persona": _person,
    "de_persona": _of_person,
    "concuerda": _agreeing,
    "del": spanish.of,
    "del_cargo": spanish_gender.of_the,
    "con_articulo": spanish_gender.with_article,
    "inicial": _capital,
    "abreviado": _shortened,
}
