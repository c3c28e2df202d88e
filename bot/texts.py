"""Where the chat's and the console's texts stand."""

from functools import cache
from pathlib import Path


@cache
def templates_dir() -> Path:
    """Beside this file in an installed wheel, else in the repository."""
    installed = Path(__file__).with_name("templates")
    return installed if installed.is_dir() else Path(__file__).parents[1] / "templates" / "chat"
