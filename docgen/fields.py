"""What a template may say: every field of a kind with its path, type and meaning, in words for whoever edits it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from docgen.data import KINDS
from docgen.errors import UnknownKind


@dataclass(frozen=True, slots=True)
class Field:
    """One field: as it is written under its piece, its type and its meaning."""

    path: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document: how it is called, by which paths it is reached, its fields."""

    title: str
    paths: tuple[str, ...]
    fields: tuple[Field, ...]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("campos.toml").read_text(encoding="utf-8"))


def pieces(kind: str) -> tuple[Piece, ...]:
    """The document itself and every piece of it, each once. Raises UnknownKind."""
    if kind not in KINDS:
        raise UnknownKind(kind, ", ".join(KINDS))
    reached: dict[type, list[str]] = {KINDS[kind]: [kind]}
    waiting = [KINDS[kind]]
    for shape in waiting:
        for name, wanted in _types(shape):
            inner = _shape_of(wanted)
            if inner is None:
                continue
            if inner not in reached:
                reached[inner] = []
                waiting.append(inner)
            listed = " (lista)" if _is_list(wanted) else ""
            reached[inner].append(f"{_called(kind, shape)}.{name}{listed}")
    return tuple(_piece(kind, shape, paths) for shape, paths in reached.items())


def filters() -> tuple[tuple[str, str], ...]:
    """What gives a field its form, and what comes of it."""
    return tuple(_words()["filtros"].items())


def said(key: str, **values: str) -> str:
    """One of the sentences around the list."""
    return _words()["documento"][key].format(**values)


def as_text(kind: str) -> str:
    """The whole list as plain text. Raises UnknownKind."""
    found = pieces(kind)
    lines = [said("titulo", kind=kind), "", said("uso", kind=kind)]
    for piece in found:
        lines += ["", piece.title, said("donde", paths=", ".join(piece.paths))]
        lines += [f"  {field.path} – {field.type} – {field.meaning}" for field in piece.fields]
    lines += ["", said("filtros"), *(f"  {name} – {gives}" for name, gives in filters())]
    return "\n".join(lines)


def _piece(kind: str, shape: type, paths: list[str]) -> Piece:
    called = _called(kind, shape)
    return Piece(
        _words()["piezas"][shape.__name__],
        tuple(paths),
        tuple(
            Field(f"{called}.{name}", _type(wanted), _meaning(shape, name)) for name, wanted in _types(shape)
        ),
    )


def _called(kind: str, shape: type) -> str:
    """The document under its kind's name, a piece under its own without capitals."""
    return kind if KINDS[kind] is shape else _words()["piezas"][shape.__name__].split()[0].lower()


def _types(shape: type) -> Iterator[tuple[str, Any]]:
    """Its fields, then its properties, with their types."""
    hints = get_type_hints(shape)
    for field in fields(shape):
        yield field.name, hints[field.name]
    for name, value in vars(shape).items():
        if isinstance(value, property):
            yield name, get_type_hints(value.fget)["return"]


def _meaning(shape: type, name: str) -> str:
    own = _words().get(shape.__name__, {})
    return own.get(name) or _words()["comunes"][name]


def _parts(wanted: Any) -> list[Any]:
    """The types inside an optional or a list."""
    return [each for each in get_args(wanted) if each not in (NoneType, Ellipsis)]


def _is_list(wanted: Any) -> bool:
    return get_origin(wanted) is tuple or (
        get_origin(wanted) is UnionType and any(_is_list(each) for each in _parts(wanted))
    )


def _shape_of(wanted: Any) -> type | None:
    """The piece that a field holds, or lists."""
    if is_dataclass(wanted):
        return wanted if isinstance(wanted, type) else None
    if get_origin(wanted) in (tuple, UnionType):
        return next((found for each in _parts(wanted) if (found := _shape_of(each))), None)
    return None


def _type(wanted: Any) -> str:
    words = _words()["tipos"]
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _words()["piezas"][wanted.__name__].lower()
    origin = get_origin(wanted)
    if origin is Literal:
        choices = [str(choice) for choice in get_args(wanted) if choice != ""]
        return words["una"].format(tipo=", ".join(choices))
    if origin is tuple:
        return words["lista"].format(tipo=_type(_parts(wanted)[0]))
    if origin is UnionType:
        return words["opcional"].format(tipo=_type(_parts(wanted)[0]))
    names = {str: "texto", int: "numero", bool: "si_no", datetime: "momento", date: "fecha"}
    return words[names[wanted]]
