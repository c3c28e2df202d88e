"""The public version of a folder: the body's own papers without personal data, the others named only (A5; Privacy)."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row

from bot.rules.privacy import RESERVED, links, without_personal_data
from bot.usecases.contents import publishable


def public_copy(row: Row[Any], content: bytes) -> bytes | None:
    """The document with personal data reserved; None where it is not published."""
    from docgen.redaction import redact  # Word's library, which a bot that only listens does without

    return redact(content, cleaner(row.basis or row.data)) if publishable(row) else None


def cleaner(data: dict[str, Any] | None) -> Callable[[str], str]:
    """What takes personal data out of a paragraph of that document.

    With it go why somebody was absent, which may tell of their health or family, and the link into the room."""
    said = data or {}
    sitting = said.get("sitting")  # in some papers only its name
    place = str(said.get("place") or (sitting.get("place") if isinstance(sitting, dict) else "") or "")
    rooms, reasons = links(place), {_bare(each.get("reason")) for each in said.get("absentees") or ()} - {""}
    return lambda text: RESERVED if _bare(text) in reasons else without_personal_data(text, rooms)


def _bare(text: str | None) -> str:
    """The words without the line breaks and capitals that a page adds."""
    return "".join((text or "").split()).casefold()
