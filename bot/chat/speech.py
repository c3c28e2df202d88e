"""What the bot says: messages, toasts, refusals and labels, from the texts in `templates/chat`.

Messages are Telegram's HTML, escaped once; toasts and alerts are plain text of at most 200 UTF-16 units.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from bot.chat import texts
from bot.chat.filters import FILTERS
from bot.chat.splitting import split, units
from bot.texts import templates_dir

ALERT_LIMIT = 200
OTHERWISE = "otro"
WHICH_BODY = "elige_organo"
"""The question which body is meant, that none of them puts."""

Words = Mapping[str, Any]


def say(
    template: str,
    context: Words,
    *,
    zone: str = "America/Lima",
    bot_username: str = "",
    repeated: bool = False,
    whose: str = "",
) -> list[str]:
    """The message `template` as pieces of Telegram's HTML, in order, at least one, each within its limit.

    `whose` is the sigla of the body that writes, for somebody who belongs to several.
    `repeated` begins with the line that says that an earlier sending could not be confirmed.
    Raises jinja2.TemplateNotFound; jinja2.UndefinedError where the context lacks what the text speaks of."""
    scope = _scope(context, zone, _bot=bot_username)
    text = _environment(html=True).get_template(f"{template}.j2").render(scope).strip()
    if whose and template != WHICH_BODY:
        text = f"<i>{escape(whose)}</i>\n{text}"
    if repeated:
        text = f"{_environment(html=True).get_template('repetido.j2').render().strip()}\n\n{text}"
    return split(text)


def toast(template: str, context: Words, *, zone: str = "America/Lima") -> str:
    """What a press is answered with, in plain text: the entry of avisos.toml, or the one for all others."""
    entries = texts.table("avisos")
    name = template if template in entries else OTHERWISE
    said = _template("avisos", (name,), html=False).render(_scope(context, zone)).strip()
    return said if units(said) <= ALERT_LIMIT else str(entries[OTHERWISE])


def refusal(context: Words, *, zone: str = "America/Lima") -> str:
    """Why an act is refused, what to do instead and on which article, as HTML.

    `context` names the error's class as "error", beside its fields."""
    return _reason(_scope(context, zone))


def refusal_alert(context: Words, *, zone: str = "America/Lima") -> str:
    """The same in short, as plain text for the alert that answers a press; the article if there is room."""
    scope = _scope(context, zone)
    said = _refusal(scope, "breve", html=False)
    based = f"{said} {_basis(scope, 'breve', html=False)}".strip()
    fits = next((text for text in (based, said) if units(text) <= ALERT_LIMIT), "")
    return fits or str(texts.table("errores")[OTHERWISE]["breve"])


@lru_cache(maxsize=1024)
def label(action: str, args: tuple[Any, ...] = (), literal: str | None = None, suffix: str = "") -> str:
    """A button's words. Where its action has several, `suffix` or one of `args` says which; `literal` fills
    {label}, or stands for itself. Raises KeyError for an action without a label."""
    entry: str | dict[str, str] = texts.table("etiquetas")[action]
    if not isinstance(entry, str):
        chosen = next((str(key) for key in (suffix, *args) if str(key) in entry), OTHERWISE)
        entry = entry[chosen]
    if "{label}" in entry:
        return entry.replace("{label}", literal or "")
    return literal or entry


def _scope(context: Words, zone: str, **more: Any) -> dict[str, Any]:
    return {**context, **more, "_zone": ZoneInfo(zone)}


def _refusal(scope: dict[str, Any], form: str, *, html: bool) -> str:
    entries = texts.table("errores")
    name = str(scope.get("error", ""))
    path: tuple[str, ...] = (name,) if name in entries else (OTHERWISE,)
    entry = entries[path[0]]
    case = str(scope.get(entry.get("segun", ""), ""))
    if case in entry.get("casos", {}):
        path += ("casos", case)
    return _template("errores", (*path, form), html=html).render(scope).strip()


@cache
def _template(table: str, path: tuple[str, ...], *, html: bool) -> Template:
    """A text inside a table, compiled once."""
    entry: Any = texts.table(table)
    for key in path:
        entry = entry[key]
    return _environment(html=html).from_string(entry)


def _basis(scope: dict[str, Any], form: str, *, html: bool) -> str:
    """The article that a refusal rests on, "" where it rests on none."""
    return _template("errores", ("base", form), html=html).render(scope) if scope.get("article") else ""


def _reason(scope: dict[str, Any]) -> str:
    parts = (_refusal(scope, "texto", html=True), _basis(scope, "texto", html=True))
    return "\n\n".join(filter(None, parts))


@pass_context
def _said_reason(context: Context, error: Words | None = None) -> Markup:
    """The refusal that the message is about, or the one in `error`."""
    scope = dict(context.get_all()) if error is None else {**error, "_zone": context["_zone"]}
    return Markup(_reason(scope))  # noqa: S704 - rendered with autoescape


_GLOBALS: dict[str, Callable[..., Any]] = {"motivo": _said_reason}


@cache
def _environment(*, html: bool) -> ImmutableSandboxedEnvironment:
    """The sandbox that texts run in; `html` escapes what they are given."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(_GLOBALS)
    del environment.filters["safe"]
    return environment
