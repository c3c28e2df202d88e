"""What goes wrong: a refusal in short, and a fault of ours with a reference instead of anybody's data."""

import html
import logging
import re
import secrets
import traceback
from collections.abc import Mapping
from typing import Any

from bot.chat import speech
from bot.chat.splitting import units

_OURS = re.compile(r"[\\/]((?:bot|docgen)[\\/].+)$")

log = logging.getLogger(__name__)


def in_full(refusal: Mapping[str, Any], zone: str) -> str:
    """All that there is to say about a refusal, as plain text."""
    return html.unescape(re.sub(r"<[^>]*>", "", speech.refusal(refusal, zone=zone)))


def in_short(refusal: Mapping[str, Any], zone: str) -> tuple[str, bool]:
    """A refusal as a press's alert, and whether the alert holds all there is to say."""
    whole = in_full(refusal, zone)
    if units(whole) <= speech.ALERT_LIMIT:
        return whole, True
    return speech.refusal_alert(refusal, zone=zone), False


def new_reference() -> str:
    """A short word that the person can read out and the operator can look up."""
    return secrets.token_hex(3).upper()


def report(reference: str, update_id: int, error: BaseException) -> str:
    """Logs a fault under its reference; returns what is kept of it."""
    summary = f"{told(error)} (ref {reference})"
    log.error("update %d put aside: %s", update_id, summary)
    return summary


def told(error: BaseException) -> str:
    """An error as logs have it, without anybody's words, which a database quotes: its kind, and the places in
    our own code that it passed, the last one first, as file:line function; of a group, each one in it."""
    if isinstance(error, ExceptionGroup):
        return "; ".join(told(each) for each in error.exceptions)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [(_OURS.search(frame.filename), frame) for frame in reversed(frames)]
    places = [f"{found[1]}:{frame.lineno} {frame.name}" for found, frame in ours if found]
    return f"{type(error).__name__} at {' < '.join(places) or '?'}"
