"""Documents from JSON and back, every field checked against the shapes of `docgen.data`."""

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from docgen.data import KINDS, Document
from docgen.errors import BadField, UnknownKind, UnreadableInput, messages


def from_json(kind: str, text: str | bytes) -> Document:
    """The document written in a JSON text.

    Raises UnknownKind, UnreadableInput (no JSON) or BadField (field and problem named).
    """
    return load(kind, _parse(text))


def load(kind: str, mapping: object) -> Document:
    """The document written in a mapping as JSON gives it: dates and moments are ISO strings."""
    if kind not in KINDS:
        raise UnknownKind(kind, ", ".join(KINDS))
    document: Document = _read(KINDS[kind], mapping, "")
    try:
        ZoneInfo(document.body.timezone)
    except (OSError, ValueError, KeyError):
        raise BadField("body.timezone", "not_zone") from None
    return document


def dump(document: Document) -> dict[str, Any]:
    """The mapping that `load` reads back, every field written out."""
    mapping: dict[str, Any] = _write(document)
    return mapping


def to_json(document: Document) -> str:
    return json.dumps(dump(document), ensure_ascii=False, indent=2)


def _parse(text: str | bytes) -> object:
    said = messages()["json"]
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8-sig")
        return json.loads(decoded, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise UnreadableInput(said["not_utf8"]) from None
    except json.JSONDecodeError as error:
        raise UnreadableInput(said["at"].format(line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise UnreadableInput(said["too_deep"]) from None
    except ValueError:
        raise UnreadableInput(said["number"]) from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise UnreadableInput(messages()["json"]["repeated"].format(key=repeated))
    return mapping


@cache
def _shape(kind: type) -> dict[str, tuple[Any, bool]]:
    """Of each field of a dataclass its type and whether it must be given."""
    hints = get_type_hints(kind)
    return {
        field.name: (hints[field.name], field.default is MISSING and field.default_factory is MISSING)
        for field in fields(kind)
    }


def _read(wanted: Any, value: object, path: str) -> Any:
    if is_dataclass(wanted):
        return _read_object(wanted, value, path)
    origin = get_origin(wanted)
    if origin is Literal:
        choices = get_args(wanted)
        if not any(value == choice and type(value) is type(choice) for choice in choices):
            raise BadField(path, "not_one_of", ", ".join(json.dumps(choice) for choice in choices))
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise BadField(path, "not_list")
        inner = get_args(wanted)[0]
        return tuple(_read(inner, each, f"{path}[{index}]") for index, each in enumerate(value))
    if origin is UnionType:
        inner = next(kind for kind in get_args(wanted) if kind is not NoneType)
        return None if value is None else _read(inner, value, path)
    return _read_plain(wanted, value, path)


def _read_object(wanted: Any, value: object, path: str) -> Any:
    if not isinstance(value, dict):
        raise BadField(path or "(documento)", "not_object")
    shape, prefix = _shape(wanted), f"{path}." if path else ""
    for key in value:
        if key not in shape:
            raise BadField(f"{prefix}{key}", "unknown", ", ".join(shape))
    for name, (_, required) in shape.items():
        if required and name not in value:
            raise BadField(f"{prefix}{name}", "missing")
    return wanted(**{key: _read(shape[key][0], each, f"{prefix}{key}") for key, each in value.items()})


def _read_plain(wanted: type, value: object, path: str) -> object:
    if wanted is str and isinstance(value, str):
        return value
    if wanted is bool and isinstance(value, bool):
        return value
    if wanted is int and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if wanted is datetime:
        moment = _iso(datetime, value, path, "not_moment")
        if moment.tzinfo is None:
            raise BadField(path, "no_zone")
        return moment
    if wanted is date:
        return _iso(date, value, path, "not_date")
    raise BadField(path, {str: "not_text", bool: "not_boolean", int: "not_integer"}[wanted])


def _iso(wanted: Any, value: object, path: str, problem: str) -> Any:
    try:
        when = wanted.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadField(path, problem) from None
    if not 1900 <= when.year <= 2999:
        raise BadField(path, problem)
    return when


def _write(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _write(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_write(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
