"""From the text of a grupo.toml to a `Grupo`, or to one line that says where it errs."""

import difflib
import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot import troubles
from bot.config import ConfigError
from bot.grupo.articles import TOPICS
from bot.grupo.grupo import Grupo
from bot.grupo.position import Location, line_of

_SYNTAX = {
    "Invalid date or datetime": "la fecha no existe",
    "Cannot overwrite a value": "la clave está repetida",
    "Cannot declare": "la tabla está repetida",
    "Invalid value": "el valor no se entiende; los textos van entre comillas",
    "Expected '='": "falta el signo = después de la clave",
    "Illegal character": "hay un carácter que no es válido, o faltan las comillas de cierre",
    "Unterminated string": "faltan las comillas de cierre",
}
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|(end of document))\)")


def load_grupo(path: Path) -> Grupo:
    """Read a grupo.toml. Raises ConfigError in one Spanish line: file, line, key, what is expected."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no existe; «ayni init --example» escribe un ejemplo") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: no está en UTF-8; guárdelo con esa codificación") from None
    except OSError as error:
        raise ConfigError(f"{path}: no se puede leer: {troubles.in_words(error)}") from None
    return parse_grupo(text, str(path))


def parse_grupo(text: str, name: str = "grupo.toml") -> Grupo:
    """Read the text of a grupo.toml; `name` is the file that a refusal names. Raises ConfigError."""
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # not only TOMLDecodeError: numbers and nesting without end
        raise ConfigError(f"{name}{_syntax(error)}") from None
    try:
        return Grupo.model_validate(content)
    except ValidationError as error:
        problems = [_described(problem, text) for problem in error.errors()]
        _, line, where, message = min(problems)
        raise ConfigError(f"{name}{f', línea {line}' if line else ''}, {where}: {message}") from None


def _syntax(error: Exception) -> str:
    english = str(error)
    place = _PLACE.search(english)
    where = ""
    if place:
        where = ", al final" if place[3] else f", línea {place[1]}, columna {place[2]}"
    meaning = (spanish for start, spanish in _SYNTAX.items() if english.startswith(start))
    return f"{where}: no es TOML válido: {next(meaning, 'revise comillas, corchetes y signos =')}"


def _described(problem: ErrorDetails, text: str) -> tuple[bool, int, str, str]:
    """Whether a key is missing (said last: a misspelt one explains it), line or 0, key as spoken, refusal."""
    location: Location = tuple(part for part in problem["loc"] if part != "[key]")
    context = problem.get("ctx", {})
    location = context.get("location", location)
    missing = problem["type"] == "missing"
    return missing, line_of(text, location) or 0, _spoken(location), _refusal(problem, location)


def _spoken(location: Location) -> str:
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")


def _refusal(problem: ErrorDetails, location: Location) -> str:
    field, known = _field(location)
    expected = f"se esperaba {field.description}" if field and field.description else ""
    match problem["type"]:
        case "extra_forbidden":
            return _unknown(str(location[-1]), known)
        case "conflict":
            return problem["msg"]
        case "value_error":
            return str(problem["ctx"]["error"])
        case "missing":
            return f"falta; {expected}"
        case _:
            return f"{expected}; se encontró {_shown(problem['input'])}"


def _unknown(key: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    hint = f" (¿quiso decir «{close[0]}»?)" if close else ""
    return f"clave desconocida{hint}; se esperaba una de: {', '.join(known)}"


def _field(location: Location) -> tuple[FieldInfo | None, Sequence[str]]:
    """The last field that `location` passes through, and the keys that its table knows."""
    model: type[BaseModel] = Grupo
    field = None
    for part in location:
        keys = {info.alias or name: info for name, info in model.model_fields.items()}
        if isinstance(part, int):
            continue
        if part not in keys:
            return field, sorted(TOPICS) if location[0] == "articulos" else list(keys)
        field = keys[part]
        model = _model(field.annotation) or model
    return field, list(model.model_fields)


def _model(annotation: Any) -> type[BaseModel] | None:
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "una tabla" if isinstance(value, dict) else "una lista"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"
