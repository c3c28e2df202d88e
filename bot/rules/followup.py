"""The status of an acuerdo after its adoption."""

from datetime import date
from enum import StrEnum

from bot.rules.errors import AcuerdoSettled


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


def check_progress(recorded: AcuerdoStatus, article: str) -> AcuerdoStatus:
    """The status after a note of progress: raises AcuerdoSettled if fulfilled or without effect.

    F1; articles 25 k, 25 o.
    """
    if recorded in SETTLED:
        raise AcuerdoSettled(status=recorded, article=article)
    return AcuerdoStatus.IN_PROGRESS


def days_overdue(deadline: date | None, today: date) -> int:
    """Days since the deadline, 0 until it has passed. F1; article 25 k."""
    return max(0, (today - deadline).days) if deadline else 0
