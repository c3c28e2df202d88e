"""Signatures of the acta: what one is worth, whose it is, who still owes theirs, and for how long."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum


class Means(StrEnum):
    """How somebody signed."""

    DIGITAL = "digital"
    HANDWRITTEN = "handwritten"


class Flaw(StrEnum):
    """Why a digital signature is worth nothing."""

    ALTERED = "altered"
    CHANGED_LATER = "changed_later"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    UNKNOWN_ISSUER = "unknown_issuer"
    UNVERIFIABLE = "unverifiable"


class Chain(StrEnum):
    """Whether the certificate leads to an authority that the operator trusts, where any is configured."""

    TRUSTED = "trusted"
    UNCHECKED = "unchecked"


class SameText(StrEnum):
    """Whether what was signed is the registered version of the acta.

    It is where the file is the PDF that was handed out, with nothing added but signatures."""

    SAME = "same"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part and has to sign; `identity` is their DNI where it is known."""

    id: int
    name: str
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Whose a signature is: `sure`, or one of the `candidates`, for the ST to say; nobody's without any."""

    sure: int | None = None
    candidates: tuple[int, ...] = ()


TREATMENTS = frozenset(
    "sr sra srta don doña dr dra ing lic licda licdo econ abog abg mg mag mgtr msc ma phd mba arq cpc prof bach "
    "psic soc antrop cnel gral".replace("ñ", "n").split()
)
PARTICLES = frozenset(["de", "del", "la", "las", "los", "y", "e", "da", "do", "vda"])
MARKS = frozenset(["fir", "fau", "aut", "hard", "soft"])
"""What Peruvian certificates add to the name: the kind of certificate and where its key is kept."""
CLOSE = 0.85
"""How alike two words have to be for one to be the other misspelt, as difflib measures."""
_IDENTITY = re.compile(r"(?<!\d)\d{8}(?!\d)")


def identity_number(*told: str) -> str:
    """The DNI in what a certificate tells: its serial number, else its name. A4; articles 19 g, 23 g."""
    found = [number for text in told for number in _IDENTITY.findall(text)]
    return found[0] if found else ""


def name_words(name: str) -> tuple[str, ...]:
    """The words that make a name: without case, accents, treatments, particles or marks of a certificate.

    A4; articles 19 g, 23 g."""
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each)
    )
    dropped = TREATMENTS | PARTICLES | MARKS
    return tuple(word for word in re.findall(r"[a-z]+", bare) if word not in dropped)


def whose(signer: str, identity: str, people: Iterable[Participant]) -> Match:
    """Whose the signature is by the certificate's DNI, else by its name. A4; articles 19 g, 23 g.

    The same words in any order are that person. Most of them, or one misspelt, make a candidate. Whoever is
    known by another DNI is not meant.
    """
    everybody = tuple(people)
    if identity:
        known = [each for each in everybody if each.identity == identity]
        if len(known) == 1:
            return Match(sure=known[0].id)
        everybody = tuple(each for each in everybody if each.identity in ("", identity))
    words = name_words(signer)
    same = [each.id for each in everybody if Counter(name_words(each.name)) == Counter(words)]
    if len(same) == 1 and len(words) > 1:
        return Match(sure=same[0])
    return Match(candidates=tuple(each.id for each in everybody if _alike(words, name_words(each.name))))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    left, found = list(longer), 0
    for word in shorter:
        close = [each for each in left if SequenceMatcher(None, word, each).ratio() >= CLOSE]
        if close:
            left.remove(close[0])
            found += 1
    return found >= 2 and found >= len(shorter) - 1


def owing(participants: Iterable[int], signed: Collection[int]) -> tuple[int, ...]:
    """Those who took part and have not signed, in the order given. A4; articles 19 g, 23 g."""
    return tuple(person for person in participants if person not in signed)


def days_owed(available_on: date, today: date) -> int:
    """For how many days a signature has been owed. A4; articles 19 g, 23 g."""
    return max(0, (today - available_on).days)
