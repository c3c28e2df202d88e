"""Codes of acuerdos and names of sittings: check a template, print, read back, next number."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from enum import StrEnum
from string import Formatter

from bot.rules.errors import CodeIncomplete, InvalidTemplate, UnreadableReference
from bot.rules.notice import local_date

DEFAULT_ACUERDO = "ACUERDO N.° {numero:03d}-{anio}-{sigla}"
NUMBERS = {"numero": r"[0-9]+", "anio": r"[0-9]{4}", "sesion": r"[0-9]+"}
TEXTS = {"sigla": r".+?", "tipo": r".+?"}
LONGEST = 120
_SPEC = re.compile(r"(0?[1-9])?d?")
_ALIKE = str.maketrans({"º": "°", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " "})
_SHORT = re.compile(r"(?P<numero>[0-9]+) ?[-/] ?(?P<anio>[0-9]{4})")


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


def _pieces(template: str, article: str) -> list[tuple[str, str | None, str]]:
    """Pairs of literal and field with its format; no attribute, index, conversion or nested field is let through."""
    def refuse(problem: Problem, detail: str) -> InvalidTemplate:
        return InvalidTemplate(template=template, problem=problem, detail=detail, article=article)

    try:
        parsed = list(Formatter().parse(template))
    except ValueError:
        raise refuse(Problem.BRACES, template) from None
    for _, field, spec, conversion in parsed:
        if field is None:
            continue
        if field not in NUMBERS and field not in TEXTS:
            raise refuse(Problem.UNKNOWN_FIELD, field)
        if conversion or (spec and (field in TEXTS or not _SPEC.fullmatch(spec))):
            raise refuse(Problem.FORMAT, field)
    return [(literal, field, spec or "") for literal, field, spec, _ in parsed]


def check_template(template: str, article: str) -> None:
    """A template of codes is harmless and can be read back: raises InvalidTemplate. V7; article 19 g.

    Fields: numero, anio (both required), sigla, tipo, sesion; each once, two of them never without a mark between.
    """
    def refuse(problem: Problem, detail: str = "") -> InvalidTemplate:
        return InvalidTemplate(template=template, problem=problem, detail=detail, article=article)

    if len(template) > LONGEST:
        raise refuse(Problem.TOO_LONG, str(LONGEST))
    if not template.isprintable() or template != template.strip():
        raise refuse(Problem.NOT_PRINTABLE)
    pieces = _pieces(template, article)
    names = [field for _, field, _ in pieces if field]
    for needed in ("numero", "anio"):
        if needed not in names:
            raise refuse(Problem.MISSING_FIELD, needed)
    for name in names:
        if names.count(name) > 1:
            raise refuse(Problem.REPEATED_FIELD, name)
    for literal, field, _ in pieces[1:]:
        if field and not any(not mark.isalnum() for mark in literal):
            raise refuse(Problem.AMBIGUOUS, field)


def _print(template: str, values: Mapping[str, int | str], article: str) -> str:
    check_template(template, article)
    missing = tuple(field for _, field, _ in _pieces(template, article) if field and not values.get(field))
    if missing:
        raise CodeIncomplete(missing=missing, article=article)
    return template.format_map(values)


def acuerdo_code(template: str, number: int, year: int, sigla: str, kind: str = "", sitting_number: int = 0,
                 article: str = "19 g") -> str:  # fmt: skip
    """The code of an acuerdo, such as "ACUERDO N.° 001-2026-AYNI-GT". V7; article 19 g.

    `kind` is the sitting's kind in words. Raises InvalidTemplate, CodeIncomplete.
    """
    values = {"numero": number, "anio": year, "sigla": sigla, "tipo": kind, "sesion": sitting_number}
    return _print(template, values, article)


def sitting_name(template: str, kind: str, number: int, year: int, sigla: str = "", article: str = "19 g") -> str:
    """The name of a sitting, such as "Sesión Ordinaria N.° 03-2026". S1; article 19 g. Raises as `acuerdo_code`."""
    return _print(template, {"numero": number, "anio": year, "sigla": sigla, "tipo": kind}, article)


def _plain(text: str) -> str:
    return " ".join(text.translate(_ALIKE).split()).casefold()


def _reader(template: str, article: str) -> re.Pattern[str]:
    patterns = NUMBERS | TEXTS
    parts = [(re.escape(_ws(literal)), f"(?P<{field}>{patterns[field]})" if field else "")
             for literal, field, _ in _pieces(template, article)]  # fmt: skip
    return re.compile("".join(literal + field for literal, field in parts))


def _ws(literal: str) -> str:
    return re.sub(r"\s+", " ", literal.translate(_ALIKE)).casefold()


def parse_acuerdo_reference(text: str, template: str = DEFAULT_ACUERDO, article: str = "19 g") -> tuple[int, int]:
    """Number and year of an acuerdo from its code as printed, or "1-2026". V7; article 19 g.

    Case, spaces and the look-alikes of ° and - don't matter. Raises UnreadableReference.
    """
    for pattern in (_reader(template, article), _SHORT, _reader(DEFAULT_ACUERDO, article)):
        found = pattern.fullmatch(_plain(text))
        if found and int(found["numero"]) > 0:
            return int(found["numero"]), int(found["anio"])
    raise UnreadableReference(text=text, article=article)


def parse_sitting_reference(text: str, article: str = "19 g") -> tuple[int, int | None]:
    """Number and year of a sitting from "3", "03-2026" or a name that ends so; the year may be wanting. Article 19 g.

    Raises UnreadableReference.
    """
    found = re.fullmatch(r"(?:.*[^0-9-/])?(?P<numero>[0-9]+)(?: ?[-/] ?(?P<anio>[0-9]{4}))?", _plain(text))
    if not found or int(found["numero"]) == 0:
        raise UnreadableReference(text=text, article=article)
    return int(found["numero"]), int(found["anio"]) if found["anio"] else None


def next_number(last: int | None) -> int:
    """The next of a gap-free series that begins with 1 each year; an annulled number isn't given again. V7; article 19 g."""
    return (last or 0) + 1


def series_year(adopted_at: datetime, zone: tzinfo) -> int:
    """The year of the series: that of the adoption's local date. V7; article 19 g."""
    return local_date(adopted_at, zone).year
