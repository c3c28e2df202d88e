"""Where the Word templates stand."""

from functools import cache
from pathlib import Path


def template_path(kind: str) -> Path:
    """The template of a kind of document, whether or not it is there."""
    return templates_dir() / f"{kind}.docx"


@cache
def templates_dir() -> Path:
    """Beside this file in an installed wheel, else in the repository."""
    installed = Path(__file__).with_name("templates")
    return installed if installed.is_dir() else Path(__file__).parents[1] / "templates" / "word"
