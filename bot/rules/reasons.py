"""Reasons in writing, and until when those of a vote may be given."""

from datetime import datetime, tzinfo

from bot.rules.days import ONE_DAY, end_of_day, local_date, utc
from bot.rules.errors import ReasonRequired, ReasonTooLate


def check_reason(reason: str | None, article: str) -> str:
    """A reason in writing, trimmed; blank is none: raises ReasonRequired. V3, C6, S3; LPAG, duty to vote."""
    if not reason or not reason.strip():
        raise ReasonRequired(article=article)
    return reason.strip()


def reasons_until(voted_at: datetime, zone: tzinfo) -> datetime:
    """The local midnight that ends the day after the vote, in UTC. V3; LPAG, members."""
    return end_of_day(local_date(voted_at, zone) + ONE_DAY, zone)


def check_reason_in_time(now: datetime, voted_at: datetime, zone: tzinfo, article: str) -> None:
    """Reasons may be added until the end of the next day: raises ReasonTooLate. V3; LPAG, members."""
    limit = reasons_until(voted_at, zone)
    if utc(now) >= limit:
        raise ReasonTooLate(allowed_until=limit, article=article)
