"""The Jinja environments that Word templates run in, and the filters that they may use.

Sandboxed, strict about missing fields, escaping once; every text printed is cleaned first.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from docgen import acta, data, decisions, informe, parts, records, spanish, spanish_gender
from docgen.text import clean

_SHORT_LINK = 40
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def _public(shape: type) -> frozenset[str]:
    names = {field.name for field in fields(shape)}
    return frozenset(names | {name for name in vars(shape) if isinstance(getattr(shape, name), property)})


# What a template may read of each shape: its fields and properties.
READABLE: dict[type, frozenset[str]] = {
    shape: _public(shape)
    for module in (acta, data, decisions, informe, parts, records)
    for shape in vars(module).values()
    if isinstance(shape, type) and is_dataclass(shape)
}
_READABLE = {**READABLE, LoopContext: frozenset({"first", "last", "index", "length"})}


class _Printing(CodeGenerator):
    """Compiles every printed value to a call of `finalize`, which cleans and escapes: no way around it."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way to the fields of our own shapes."""

    code_generator_class = _Printing

    def getattr(self, obj: Any, attribute: str) -> Any:
        try:
            if attribute in _READABLE[type(obj)]:
                return getattr(obj, attribute)
        except KeyError:
            pass
        return super().getattr(obj, attribute)


def _in_word(value: Any) -> str:
    """A value as the inside of `w:t`: cleaned, escaped once, a newline as a line break."""
    if type(value) is str:
        return _short_in_word(value) if len(value) < 200 else _text_in_word(value)
    return value if isinstance(value, Markup) else _text_in_word(str(value))


def _text_in_word(text: str) -> str:
    return str(escape(clean(text))).replace("\n", _LINE_BREAK)


_short_in_word = lru_cache(maxsize=2048)(_text_in_word)


def _on_one_line(value: Any) -> str:
    return value if isinstance(value, Markup) else str(escape(" ".join(clean(str(value)).split())))


def _local(context: Context, moment: datetime) -> datetime:
    zone: ZoneInfo = context["zone"]
    return moment.astimezone(zone)


def _day_of(context: Context, when: date) -> date:
    return _local(context, when).date() if isinstance(when, datetime) else when


@pass_context
def _hour(context: Context, moment: datetime, article: bool = True) -> str:
    return spanish.hour(_local(context, moment), article)


@pass_context
def _clock(context: Context, moment: datetime) -> str:
    return f"{_local(context, moment):%H:%M}"


@pass_context
def _day(context: Context, when: date) -> str:
    return spanish.day(_day_of(context, when))


@pass_context
def _another_day(context: Context, moment: datetime, than: datetime | None) -> str:
    """ " del 13 de marzo de 2026" where the moment is not on the day of the other one, else ""."""
    day = _day_of(context, moment)
    return "" if than is None or day == _day_of(context, than) else f" del {spanish.day(day)}"


@pass_context
def _weekday(context: Context, when: date) -> str:
    return spanish.weekday(_day_of(context, when))


@pass_context
def _day_of_week(context: Context, when: date) -> str:
    return str(spanish.WEEKDAYS[_day_of(context, when).weekday()])


@pass_context
def _day_in_words(context: Context, when: date) -> str:
    return spanish.day_in_words(_day_of(context, when))


@pass_context
def _short_day(context: Context, when: date) -> str:
    return f"{_day_of(context, when):%d/%m/%Y}"


@pass_context
def _citation(context: Context, token: str) -> str:
    return spanish.citation(token, context["manual"])


def _paragraphs(text: str) -> list[str]:
    """The lines of a text, empty ones left out."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def _in_brackets(text: str) -> str:
    """ " (Sala 5)"; a long link begins a line of its own, where it does not tear a justified line apart."""
    before = "\n" if "://" in text and len(text) > _SHORT_LINK else " "
    return f"{before}({text})"


def _month(number: int) -> str:
    return str(spanish.MONTHS[number])


def _short_month(number: int) -> str:
    return _month(number)[:3]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole_list(things: Iterable[str]) -> str:
    return spanish.listing([str(thing) for thing in things])


FILTERS: dict[str, Callable[..., Any]] = {
    "hora": _hour,
    "reloj": _clock,
    "fecha": _day,
    "otro_dia": _another_day,
    "fecha_con_dia": _weekday,
    "dia_de_semana": _day_of_week,
    "fecha_en_letras": _day_in_words,
    "fecha_corta": _short_day,
    "cita": _citation,
    "cantidad": spanish.counted,
    "cifra": spanish.figure,
    "documento": spanish.paper,
    "estado_de_documento": spanish.paper_state,
    "tamano": spanish.size,
    "sentido": spanish.CHOICES.__getitem__,
    "tipo": spanish.KINDS.__getitem__,
    "modalidad": spanish.MEANS.__getitem__,
    "computo": spanish.counting,
    "lista_marcada": spanish.MARKS.__getitem__,
    "mes": _month,
    "mes_corto": _short_month,
    "estado_acuerdo": spanish.status,
    "estacion": spanish.STATIONS.__getitem__,
    "del": spanish.of,
    "ordinal": spanish.ordinal,
    "enumera": _whole_list,
    "concuerda": spanish_gender.agreeing,
    "persona": spanish_gender.addressed,
    "de_persona": spanish_gender.of_person_addressed,
    "del_cargo": spanish_gender.of_the,
    "con_articulo": spanish_gender.with_article,
    "parrafos": _paragraphs,
    "inicial": _capital,
    "entre_parentesis": _in_brackets,
    "oracion": spanish.sentence,
}


def _environment(finalize: Callable[[Any], Any]) -> TemplateEnvironment:
    environment = TemplateEnvironment(autoescape=True, undefined=StrictUndefined, finalize=finalize)
    environment.filters.update(FILTERS)
    del environment.filters["safe"]
    return environment


WORD = _environment(_in_word)
ONE_LINE = _environment(_on_one_line)
