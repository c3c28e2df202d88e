"""Where the chat's and the console's texts stand."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def templates_dir() -> Path:
    """Beside this file in an installed wheel, else in the repository."""
    installed = Path(__file__).with_name("templates")
    return installed if installed.is_dir() else Path(__file__).parents[1] / "templates" / "chat"


@cache
def console() -> dict[str, Any]:
    """What the command `ayni` says to the operator."""
    return tomllib.loads((templates_dir() / "consola.toml").read_text(encoding="utf-8"))
