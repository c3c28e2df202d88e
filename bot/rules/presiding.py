"""Who presides when the President isn't there, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.attendance import Attendee
from bot.rules.errors import NoPresider, NotPresent, PresiderPresent


class PresidesAs(StrEnum):
    """Why somebody presides (W4)."""

    PRESIDENT = "president"
    ALTERNATE = "alternate"
    ELECTED = "elected"


@dataclass(frozen=True, slots=True)
class Presiding:
    """The seat that presides, and why."""

    seat: str
    why: PresidesAs


def who_presides(
    president: str, present: Mapping[str, Attendee], elected: str | None, article: str
) -> Presiding:
    """The President; else their alternate; else whom those present elected.

    W4; articles 16, 23 c; LPAG, authorities.

    `present` says who occupies each seat that is. Whoever presides has the conduct and the casting vote; the
    President, on arriving, takes them back. Raises NoPresider.
    """
    if president in present:
        titular = present[president] == Attendee.TITULAR
        return Presiding(president, PresidesAs.PRESIDENT if titular else PresidesAs.ALTERNATE)
    if elected is not None and elected in present:
        return Presiding(elected, PresidesAs.ELECTED)
    raise NoPresider(article=article)


def check_election(
    president: str, present: Mapping[str, Attendee], elected: str, article: str, presiding: str | None = None
) -> None:
    """Those present elect one of them if neither President nor alternate came, and whoever they elected before
    (`presiding`) has left. W4; LPAG, authorities.

    Raises PresiderPresent, NotPresent.
    """
    if president in present or presiding in present:
        raise PresiderPresent(article=article)
    if elected not in present:
        raise NotPresent(article=article)
