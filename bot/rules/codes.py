"""Codes of acuerdos and names of sittings: check a template, print, read back, next number."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from enum import StrEnum
from string import Formatter

from bot.rules.days import local_date
from bot.rules.errors import CodeIncomplete, InvalidTemplate, UnreadableReference

DEFAULT_ACUERDO = "ACUERDO N.° {numero:03d}-{anio}-{sigla}"
LONGEST = 120

_YEAR = r"(?:19|20|21)[0-9]{2}"
_NUMBER = r"[0-9]{1,6}"
_NUMBERS = {"numero": _NUMBER, "anio": _YEAR, "sesion": _NUMBER}
_TEXTS = {"sigla": r".+?", "tipo": r".+?"}
_SPEC = re.compile(r"(0[1-6])?d?")
_SHORT = re.compile(rf"(?P<numero>{_NUMBER}) ?[-/] ?(?P<anio>{_YEAR})")
_SITTING = re.compile(rf"(?:.*[^0-9/-])?(?P<numero>{_NUMBER})(?: ?[-/] ?(?P<anio>{_YEAR}))?")
_ALIKE = str.maketrans({"º": "°", "–": "-", "—": "-", "‑": "-", "−": "-"})


class Problem(StrEnum):
    """Why a template can't be used."""

    BRACES = "braces"
    UNKNOWN_FIELD = "unknown_field"
    FORMAT = "format"
    MISSING_FIELD = "missing_field"
    REPEATED_FIELD = "repeated_field"
    AMBIGUOUS = "ambiguous"
    TOO_LONG = "too_long"
    NOT_PRINTABLE = "not_printable"


def _flaw(template: str) -> tuple[Problem, str] | None:
    """What is wrong with a template and where: fields go by exact name, so no attribute, index or nesting."""
    if len(template) > LONGEST:
        return Problem.TOO_LONG, str(LONGEST)
    if not template.isprintable() or template != template.strip():
        return Problem.NOT_PRINTABLE, ""
    try:
        pieces = list(Formatter().parse(template))
    except ValueError:
        return Problem.BRACES, ""
    seen: list[str] = []
    between = ""
    for literal, field, spec, conversion in pieces:
        between += literal
        if field is None:
            continue
        if field not in _NUMBERS | _TEXTS:
            return Problem.UNKNOWN_FIELD, field
        if conversion or (spec and (field in _TEXTS or not _SPEC.fullmatch(spec))):
            return Problem.FORMAT, field
        if field in seen:
            return Problem.REPEATED_FIELD, field
        if seen and all(mark.isalnum() for mark in between):
            return Problem.AMBIGUOUS, field
        seen.append(field)
        between = ""
    missing = [field for field in ("numero", "anio") if field not in seen]
    return (Problem.MISSING_FIELD, missing[0]) if missing else None


def check_template(template: str, article: str) -> None:
    """A template of codes is harmless and can be read back: raises InvalidTemplate. V7; article 19 g.

    Fields: numero and anio, both required, sigla, tipo, sesion; each once, a mark or space between any two.
    """
    flaw = _flaw(template)
    if flaw:
        raise InvalidTemplate(template=template, problem=flaw[0], detail=flaw[1], article=article)


def _fields(template: str) -> tuple[str, ...]:
    return tuple(field for _, field, _, _ in Formatter().parse(template) if field)


def _print(template: str, values: Mapping[str, int | str], article: str) -> str:
    check_template(template, article)
    missing = tuple(field for field in _fields(template) if not values.get(field))
    if missing:
        raise CodeIncomplete(missing=missing, article=article)
    return template.format_map(values)


def acuerdo_code(
    template: str,
    number: int,
    year: int,
    sigla: str,
    kind: str = "",
    sitting_number: int = 0,
    article: str = "19 g",
) -> str:
    """The code of an acuerdo, such as "ACUERDO N.° 001-2026-AYNI-GT"; `kind` in words. V7; article 19 g.

    Raises InvalidTemplate, CodeIncomplete.
    """
    values: dict[str, int | str] = {"numero": number, "anio": year, "sesion": sitting_number}
    return _print(template, values | {"sigla": sigla, "tipo": kind}, article)


def sitting_name(
    template: str, kind: str, number: int, year: int, sigla: str = "", article: str = "19 g"
) -> str:
    """The name of a sitting, such as "Sesión Ordinaria N.° 03-2026"; `kind` in words. S1; article 19 g.

    Raises InvalidTemplate, CodeIncomplete.
    """
    values: dict[str, int | str] = {"numero": number, "anio": year}
    return _print(template, values | {"sigla": sigla, "tipo": kind}, article)


def _plain(text: str) -> str:
    text = re.sub(r"\s+", " ", text.translate(_ALIKE).casefold())
    return re.sub(r"\bn\.? ?° ?", "n°", text)


def _reader(template: str, sigla: str) -> re.Pattern[str]:
    """The pattern of a template's codes; the sigla given is the only one that matches."""
    patterns = _NUMBERS | _TEXTS | ({"sigla": re.escape(_plain(sigla))} if sigla else {})
    marked = "".join(
        literal + (f"\0{field}\0" if field else "") for literal, field, _, _ in Formatter().parse(template)
    )
    parts = _plain(marked).split("\0")
    return re.compile("".join(
        f"(?P<{part}>{patterns[part]})" if place % 2 else re.escape(part) for place, part in enumerate(parts)
    ))  # fmt: skip


def parse_acuerdo_reference(
    text: str, template: str = DEFAULT_ACUERDO, sigla: str = "", article: str = "19 g"
) -> tuple[int, int]:
    """Number and year of an acuerdo, from its code as printed or "1-2026". V7; article 19 g.

    Case, spaces and the look-alikes of N.° and - don't matter; with a `sigla` another body's code is not
    read. Raises InvalidTemplate, UnreadableReference.
    """
    check_template(template, article)
    for pattern in (_reader(template, sigla), _SHORT, _reader(DEFAULT_ACUERDO, sigla)):
        found = pattern.fullmatch(_plain(text).strip())
        if found and int(found["numero"]) > 0:
            return int(found["numero"]), int(found["anio"])
    raise UnreadableReference(text=text, article=article)


def parse_sitting_reference(text: str, article: str = "19 g") -> tuple[int, int | None]:
    """Number and year of a sitting, from "3", "03-2026" or a name that ends so; None without year.

    Article 19 g.

    Raises UnreadableReference.
    """
    found = _SITTING.fullmatch(_plain(text).strip())
    if not found or int(found["numero"]) == 0:
        raise UnreadableReference(text=text, article=article)
    return int(found["numero"]), int(found["anio"]) if found["anio"] else None


def next_number(last: int | None) -> int:
    """The next of a series without gaps that begins each year with 1; none is given twice.

    V7; article 19 g.
    """
    return (last or 0) + 1


def series_year(adopted_at: datetime, zone: tzinfo) -> int:
    """The year of the series: that of the adoption's local date. V7; article 19 g."""
    return local_date(adopted_at, zone).year
