"""Buttons as data: what they do, to what; chat gives them their words."""

from collections.abc import Sequence
from typing import Any

Button = dict[str, Any]
Rows = Sequence[Sequence[Button]]


def press(action: str, *args: int | str, label: str | None = None, style: str | None = None) -> Button:
    """A button: what it does, to what; its label is the action's, or `label` as it stands."""
    return {"action": action, "args": list(args), "label": label, "style": style}
