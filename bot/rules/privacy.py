"""What of a person does not go into the public version of a document (A5; Privacy: Ley N.° 29733)."""

import re
from collections.abc import Iterable

RESERVED = "[dato reservado]"

_WORD = r"(?:D\.?N\.?I\.?|documento de identidad|carn[eé] de extranjer[ií]a|pasaporte)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # A document of identity, by its name or as eight digits that stand alone.
        rf"\b{_WORD}\W{{0,3}}(?:N\.?\s?[°º.]?\s?|n[uú]mero\s)?:?\s*[A-Z]?\d[\d .-]{{5,12}}\d",
        r"(?<![\w.,/°º$-])(?<!S/ )\d{8}(?![\w/-]|[.,]\d)",
        # A mobile or a land line, with or without the country's code.
        r"(?<![\w.,/-])(?:\+?51[ .-]?)?9\d{2}[ .-]?\d{3}[ .-]?\d{3}(?![\w-])",
        r"(?<![\w.,/-])(?:\+51[ .-]?(?:\d{1,2}[ .-])?|\(0?\d{1,2}\) ?|0\d{1,2}[ -])\d{3}[ .-]?\d{3,4}(?![\w-])",
        # E-mail, Telegram names and ids; a link that verifies a paper is the paper's own.
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?<![\w/])@[A-Za-z]\w{4,31}\b",
        r"(?:https?://)?(?:t\.me|telegram\.me|wa\.me)/(?!\w+\?start=v_\d+_[0-9a-f]{12}\b)[\w+/?=&%-]+",
        r"(?<![\w.,/-])-100\d{10}(?!\w)",
    )
)
_LINK = re.compile(r"https?://\S+")


def without_personal_data(text: str, confidential: Iterable[str] = ()) -> str:
    """The text with documents of identity, telephones, e-mails and Telegram names reserved.

    Privacy; Ley N.° 29733, Ley N.° 27806 (TUO, article 17.5).

    `confidential` are texts that are to be reserved wherever they stand, e.g. the link into a room.
    """
    for secret in sorted({each for each in confidential if each.strip()}, key=len, reverse=True):
        text = text.replace(secret, RESERVED)
    for pattern in _PATTERNS:
        text = pattern.sub(RESERVED, text)
    return text


def links(text: str) -> tuple[str, ...]:
    """The links in a text: a sitting's place may be one that lets whoever has it into the room. A5; Privacy."""
    return tuple(_LINK.findall(text))
