"""What a form was given, as the commands want it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from bot.chat.fields import Value

T = TypeVar("T")

Values = dict[str, Value | None]
"""What was given, by field name; None where an optional field was left out on purpose."""


def text(values: Values, name: str) -> str:
    """What was written; "" where nothing was."""
    value = values.get(name)
    return str(value) if value is not None else ""


def number(values: Values, name: str) -> int:
    return int(text(values, name))


def moment(values: Values, name: str) -> datetime:
    return datetime.fromisoformat(text(values, name))


def day(values: Values, name: str) -> date:
    return date.fromisoformat(text(values, name))


def items(values: Values, name: str) -> tuple[str, ...]:
    """The items of a list; none where nothing was given."""
    given = values.get(name)
    return tuple(given) if isinstance(given, list) else ()


def if_given(read: Callable[[Values, str], T], values: Values, name: str) -> T | None:
    """What `read` makes of an optional field; None where nothing was given."""
    return read(values, name) if values.get(name) is not None else None
