"""Calls to the API: their parameters however sent, and the table of methods that answer them."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.sandbox.errors import bad
from bot.sandbox.html import Entity
from bot.sandbox.state import Json
from bot.sandbox.world import World

MAX_UPLOAD = 50 * 1024 * 1024

Upload = tuple[str, str, bytes]
"""File name, MIME type, content."""

Method = Callable[[World, "Params"], Any | Awaitable[Any]]

METHODS: dict[str, tuple[str, Method]] = {}
"""Lower-case name -> (name, function); Telegram reads method names in any case."""


M = TypeVar("M", bound=Method)


def method(*names: str) -> Callable[[M], M]:
    """Register a function under one or more names of the Bot API."""

    def register(function: M) -> M:
        for name in names:
            METHODS[name.lower()] = (name, function)
        return function

    return register


class Params:
    """Parameters of one call: strings from a form or a query string, anything from JSON; files apart.

    What is not known is not looked at. Getters raise Telegram's 400 for what can't be read.
    """

    def __init__(self, fields: Json, files: dict[str, Upload] | None = None) -> None:
        self.fields = fields
        self.files = files or {}

    def text(self, name: str, default: str = "") -> str:
        value = self.fields.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.fields.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad(f'parameter "{name}" must be an Integer') from None

    def flag(self, name: str) -> bool:
        return str(self.fields.get(name, "")).lower() in ("true", "1", "yes")

    def json(self, name: str) -> Any:
        value = self.fields.get(name)
        if not isinstance(value, str) or value == "":
            return None if value == "" else value
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def entities(self, name: str) -> list[Entity]:
        given = self.json(name) or []
        if not isinstance(given, list) or not all(isinstance(entity, dict) for entity in given):
            raise bad(f"can't parse {name}: expected an Array of MessageEntity")
        return given

    def upload(self, name: str) -> Upload | None:
        """The file sent under this name, or under the one that `attach://…` gives."""
        value = self.fields.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            name = value.removeprefix("attach://")
            if name not in self.files:
                raise bad("can't parse file: attached file not found")
        return self.files.get(name)
