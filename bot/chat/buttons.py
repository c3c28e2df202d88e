"""Buttons: from the use cases' dictionaries to Telegram's keyboard, and back from a press to its meaning."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from telegram.constants import InlineKeyboardButtonLimit

from bot.chat import speech
from bot.chat.splitting import units

Button = Mapping[str, Any]

DATA_LIMIT = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
COPY_LIMIT = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)

_DATA = re.compile(r"(?P<action>[a-z][a-z0-9_]*):(?P<body>[0-9]{1,18})(?P<args>(?::[A-Za-z0-9_-]+)*)")
_NUMBER_TOO_LONG = re.compile(r"-?[0-9]{19,}")


class ButtonUnfit(ValueError):
    """Telegram would refuse the button, or a press of it could not be read back."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a press means: the action, the body it is for, and the arguments as they were written."""

    action: str
    body_id: int
    args: tuple[str, ...]


def keyboard(rows: Sequence[Sequence[Button]], body_id: int) -> dict[str, Any] | None:
    """The keyboard under a message of that body, as the Bot API has it; None where there are no buttons.

    Raises ButtonUnfit."""
    made = [[_button(each, body_id) for each in row if _offered(each)] for row in rows]
    made = [row for row in made if row]
    return {"inline_keyboard": made} if made else None


@lru_cache(maxsize=1024)
def encode(action: str, body_id: int, args: tuple[Any, ...] = ()) -> str:
    """The callback data "action:body:arg…", at most 64 bytes. Raises ButtonUnfit."""
    data = ":".join((action, str(body_id), *map(str, args)))
    if decode(data) != Press(action, body_id, tuple(map(str, args))):
        raise ButtonUnfit(f"{data!r} can't be callback data: {len(data.encode())} of {DATA_LIMIT} bytes")
    return data


def decode(data: object) -> Press | None:
    """What the data of a press means; None for anything that `encode` would not have written."""
    if not isinstance(data, str) or len(data) > DATA_LIMIT:
        return None
    found = _DATA.fullmatch(data)
    if found is None:
        return None
    args = tuple(found["args"].split(":")[1:])
    if any(_NUMBER_TOO_LONG.fullmatch(arg) for arg in args):
        return None
    return Press(found["action"], int(found["body"]), args)


def _offered(button: Button) -> bool:
    """A text too long to be copied by a button can still be copied from the message itself."""
    return units(button.get("copy") or "") <= COPY_LIMIT


def _button(button: Button, body_id: int) -> dict[str, Any]:
    args = tuple(button.get("args") or ())
    copy, action = button.get("copy"), button.get("action") or "copy"
    text = speech.label(action, args, button.get("label"), button.get("suffix") or "")
    does = {"copy_text": {"text": copy}} if copy else {"callback_data": encode(action, body_id, args)}
    style = button.get("style")
    return {"text": text, **does} | ({"style": style} if style else {})
