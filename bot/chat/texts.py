"""Where the words are: the folder of templates, and its tables by name."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import bot


@cache
def folder() -> Path:
    """The folder of chat texts: inside the package where it was installed, else the repository's."""
    package = Path(bot.__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates" / "chat"


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of texts by its name without ending, read once. Raises OSError, tomllib.TOMLDecodeError."""
    return tomllib.loads((folder() / f"{name}.toml").read_text(encoding="utf-8"))


def word(token: str, group: str, default: str | None = None) -> str:
    """The Spanish of a stored token, from its table in vocabulario.toml.

    Without an entry: `default`, else the table's own ("otro", with {} for the token), else the token."""
    words: Mapping[str, str] = table("vocabulario")[group]
    if token in words:
        return words[token]
    return default if default is not None else words.get("otro", "{}").replace("{}", str(token))
