"""The status of an acuerdo after its adoption: which act leads where, and what the date makes of it."""

from datetime import date
from enum import StrEnum

from bot.rules.errors import AcuerdoSettled
from bot.rules.verbs import Verb


class AcuerdoStatus(StrEnum):
    """F1; article 25 k."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    FULFILLED = "fulfilled"
    OVERDUE = "overdue"
    WITHOUT_EFFECT = "without_effect"


SETTLED = frozenset({AcuerdoStatus.FULFILLED, AcuerdoStatus.WITHOUT_EFFECT})


def status_on(recorded: AcuerdoStatus, deadline: date | None, today: date) -> AcuerdoStatus:
    """The status on a local date: overdue the day after its deadline, unless settled. F1; article 25 k."""
    if recorded not in SETTLED and deadline is not None and today > deadline:
        return AcuerdoStatus.OVERDUE
    return recorded


_OPEN = (AcuerdoStatus.PENDING, AcuerdoStatus.IN_PROGRESS, AcuerdoStatus.OVERDUE)
_UNDER_WAY = {AcuerdoStatus.PENDING: AcuerdoStatus.IN_PROGRESS}

PROGRESS_NEXT: dict[tuple[AcuerdoStatus, Verb], AcuerdoStatus] = {
    (status, verb): after
    for status in _OPEN
    for verb, after in (
        (Verb.REPORT_PROGRESS, _UNDER_WAY.get(status, status)),
        (Verb.CLAIM_FULFILMENT, _UNDER_WAY.get(status, status)),
        (Verb.RETURN_FULFILMENT, _UNDER_WAY.get(status, status)),
        (Verb.CONFIRM_FULFILMENT, AcuerdoStatus.FULFILLED),
        (Verb.VOID_ACUERDO, AcuerdoStatus.WITHOUT_EFFECT),
    )
}
"""The status after each act. *Overdue* is never recorded: it is what the date makes of the first two."""


def advance_progress(recorded: AcuerdoStatus, verb: Verb, article: str) -> AcuerdoStatus:
    """The status after the act: raises AcuerdoSettled once fulfilled or without effect.

    F1; articles 25 k, 25 o.
    """
    if (recorded, verb) not in PROGRESS_NEXT:
        raise AcuerdoSettled(status=recorded, article=article)
    return PROGRESS_NEXT[recorded, verb]


def progress_table() -> str:
    """The table status x act in Markdown, for the README: each cell is the status that follows. Article 25 k."""
    verbs = [verb for verb in Verb if any(act == verb for _, act in PROGRESS_NEXT)]
    lines = [["act", *AcuerdoStatus], ["---"] * (len(AcuerdoStatus) + 1)]
    lines += [[verb, *(PROGRESS_NEXT.get((status, verb), "") for status in AcuerdoStatus)] for verb in verbs]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def days_overdue(deadline: date | None, today: date) -> int:
    """Days since the deadline, 0 until it has passed. F1; article 25 k."""
    return max(0, (today - deadline).days) if deadline else 0
