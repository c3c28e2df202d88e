"""Where the chat's and the console's texts stand."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from docgen.data import KINDS
from docgen.places import template_path


@cache
def templates_dir() -> Path:
    """Beside this file in an installed wheel, else in the repository."""
    installed = Path(__file__).with_name("templates")
    return installed if installed.is_dir() else Path(__file__).parents[1] / "templates" / "chat"


def missing_templates() -> list[Path]:
    """Of the files that a running bot can't do without, those that are not there."""
    tables = ("avisos", "datos_abiertos", "errores", "etiquetas", "formularios", "vocabulario")
    wanted = [
        *(template_path(kind) for kind in KINDS),
        *(templates_dir() / f"{name}.toml" for name in tables),
    ]
    return [path for path in wanted if not path.is_file()]


@cache
def open_data_fields() -> dict[str, dict[str, str]]:
    """What each field of each table of the open data means, in order."""
    return tomllib.loads((templates_dir() / "datos_abiertos.toml").read_text(encoding="utf-8"))


@cache
def console() -> dict[str, Any]:
    """What the command `ayni` says to the operator."""
    return tomllib.loads((templates_dir() / "consola.toml").read_text(encoding="utf-8"))
