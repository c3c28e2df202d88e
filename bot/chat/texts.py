"""Where the words are: the folder of templates, and its tables by name."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.texts import templates_dir


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of texts by its name without ending, read once. Raises OSError, tomllib.TOMLDecodeError."""
    return tomllib.loads((templates_dir() / f"{name}.toml").read_text(encoding="utf-8"))


def word(token: str, group: str, default: str | None = None) -> str:
    """The Spanish of a stored token, from its table in vocabulario.toml.

    Without an entry: `default`, else the table's own ("otro", with {} for the token), else the token."""
    words: Mapping[str, str] = table("vocabulario")[group]
    if token in words:
        return words[token]
    return default if default is not None else words.get("otro", "{}").replace("{}", str(token))
