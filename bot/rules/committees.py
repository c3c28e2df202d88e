"""Comités de Trabajo and the Comité de Asesores: their size, their people, what they need; a committee's end."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.rules.errors import (
    CommitteeIncomplete,
    CommitteeOver,
    CommitteeSits,
    CommitteeWrongSize,
    NotMembers,
    TooManyAdvisers,
)
from bot.rules.verbs import Verb

COMMITTEE_SIZE = range(3, 5)
MAXIMUM_ADVISERS = 5
CONVENING = frozenset(
    {
        Verb.DRAFT, Verb.REQUEST, Verb.ISSUE, Verb.CONSENT, Verb.CONSTITUTE, Verb.CALL_SECOND_CONVENING,
        Verb.SUBMIT_REQUEST,
    }
)  # fmt: skip
"""What leads to a sitting; the acts that settle the record of past ones are none of these."""


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


def check_at_work(
    name: str, fulfilled_on: date | None, ended_on: date | None, reason: str, article: str
) -> None:
    """A committee that is over holds no more sittings: raises CommitteeOver. W6; article 20."""
    over = fulfilled_on or ended_on
    if over is not None:
        raise CommitteeOver(
            name=name, fulfilled=fulfilled_on is not None, ended_on=over, reason=reason, article=article
        )


def check_may_end(name: str, ahead: Sequence[str], article: str) -> None:
    """A committee is over when none of its sittings is convened or goes on: raises CommitteeSits. W6; article 20."""
    if ahead:
        raise CommitteeSits(name=name, sittings=tuple(ahead), article=article)


def check_advisers(given: int, article: str) -> None:
    """At most five experts: raises TooManyAdvisers. W6; article 28."""
    if given > MAXIMUM_ADVISERS:
        raise TooManyAdvisers(given=given, minimum=0, maximum=MAXIMUM_ADVISERS, article=article)
