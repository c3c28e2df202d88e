"""The notice of a sitting: counted as of today, kept with it, shown day by day (C3 to C5; 19 b, 25 d)."""

from datetime import datetime
from typing import Any

from bot.rules import notice
from bot.rules.notice import Notice
from bot.rules.reglamento import SittingKind
from bot.usecases.case import Case
from bot.usecases.refusals import NotFuture


def check_ahead(case: Case, held_at: datetime) -> None:
    """Raises NotFuture."""
    if held_at <= case.now:
        raise NotFuture(moment=held_at.isoformat())


def check_notice(case: Case, kind: SittingKind, held_at: datetime) -> Notice:
    """The count, were the notice sent today. Raises NoticeTooShort with the earliest lawful date."""
    return notice.check_notice(
        case.body.reglamento, kind, case.body.day(case.now), case.body.day(held_at), case.body.is_holiday
    )


def kept(counted: Notice) -> dict[str, Any]:
    """What is kept of the count with the sitting."""
    return {
        "given": counted.given,
        "required": counted.required,
        "counting": str(counted.counting),
        "article": counted.article,
    }


def shown(counted: Notice) -> dict[str, Any]:
    """The count as a preview has it, day by day."""
    return {
        **kept(counted),
        "earliest": counted.earliest,
        "days": [{"date": day.date, "counts": day.counts, "why": str(day.why)} for day in counted.days],
    }
