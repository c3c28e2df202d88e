"""Inline keyboards: what Telegram takes, and what it refuses."""

from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.html import units

Button = dict[str, Any]
Keyboard = list[list[Button]]

ACTIONS = (
    "callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
)  # fmt: skip
STYLES = ("danger", "success", "primary")


def read_keyboard(markup: object) -> Keyboard:
    """Return the rows of a reply markup, `[]` for none or for one that isn't inline. Raises `Refused`."""
    if markup is None or markup == "":
        return []
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return []
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    keyboard = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, keyboard)) > 100:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return keyboard


def _button(button: object) -> Button:
    unread = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad(f"{unread}: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad(f'{unread}: field "text" must be a non-empty String')
    chosen = [action for action in ACTIONS if button.get(action) is not None]
    if len(chosen) != 1:
        raise bad(f"{unread}: Text buttons are unallowed in the inline keyboard")
    value = button[chosen[0]]
    if chosen[0] == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= 64):
        raise bad("BUTTON_DATA_INVALID")
    if chosen[0] == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= units(text) <= 256:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    if chosen[0] == "url" and not str(value).startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad("BUTTON_URL_INVALID")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise bad(f"{unread}: invalid button style specified")
    return {key: button[key] for key in ("text", "style", chosen[0]) if button.get(key) is not None}
