"""Comités de Trabajo and the Comité de Asesores: their size, their people, what they need."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.rules.errors import CommitteeIncomplete, CommitteeWrongSize, NotMembers, TooManyAdvisers

COMMITTEE_SIZE = range(3, 5)
MAXIMUM_ADVISERS = 5


def check_committee(
    members: Sequence[str],
    coordinator: str,
    objectives: str,
    deadline: date | None,
    today: date,
    seats: Collection[str],
    article: str,
) -> None:
    """Three or four members of the body, one of them coordinating, objectives and a deadline. W6; article 20.

    Keys of seats; a key twice is one member; a deadline before `today` is none.
    Raises CommitteeWrongSize, NotMembers, CommitteeIncomplete.
    """
    chosen = set(members)
    if len(chosen) not in COMMITTEE_SIZE:
        raise CommitteeWrongSize(
            given=len(chosen), minimum=COMMITTEE_SIZE[0], maximum=COMMITTEE_SIZE[-1], article=article
        )
    outside = tuple(sorted(chosen - set(seats))) or (() if coordinator in chosen else (coordinator,))
    if outside:
        raise NotMembers(keys=outside, article=article)
    needs = {"objectives": objectives.strip(), "deadline": deadline is not None and deadline >= today}
    missing = tuple(name for name, given in needs.items() if not given)
    if missing:
        raise CommitteeIncomplete(missing=missing, article=article)


def check_advisers(given: int, article: str) -> None:
    """At most five experts: raises TooManyAdvisers. W6; article 28."""
    if given > MAXIMUM_ADVISERS:
        raise TooManyAdvisers(given=given, minimum=0, maximum=MAXIMUM_ADVISERS, article=article)
