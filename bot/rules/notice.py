"""Days of notice and business days: a date in the body's zone, hours never count."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.days import ONE_DAY, IsHoliday, is_business_day
from bot.rules.errors import NoticeTooShort
from bot.rules.reglamento import Counting, Reglamento, SittingKind, Topic


class DayNote(StrEnum):
    """Why a day of the count counts or doesn't."""

    NOTICE_DAY = "notice_day"
    SESSION_DAY = "session_day"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One line of the count."""

    date: date
    counts: bool
    why: DayNote


@dataclass(frozen=True, slots=True)
class Notice:
    """A count of notice: `given` of `required` days; `earliest` is the first lawful date of the sitting."""

    given: int
    required: int
    counting: Counting
    days: tuple[CountedDay, ...]
    earliest: date
    sufficient: bool
    article: str


def _terms(reglamento: Reglamento, kind: SittingKind) -> tuple[int, Counting, Topic]:
    if kind == SittingKind.EXTRAORDINARY:
        return reglamento.extraordinary_days, reglamento.extraordinary_counting, Topic.NOTICE_EXTRAORDINARY
    return reglamento.ordinary_days, reglamento.ordinary_counting, Topic.NOTICE_ORDINARY


def _counted(
    reglamento: Reglamento, counting: Counting, day: date, sent_on: date, held_on: date, is_holiday: IsHoliday
) -> CountedDay:
    if day == sent_on and not reglamento.notice_day_counts:
        return CountedDay(day, False, DayNote.NOTICE_DAY)
    if day == held_on and not reglamento.session_day_counts:
        return CountedDay(day, False, DayNote.SESSION_DAY)
    if counting == Counting.BUSINESS and not is_business_day(day, is_holiday):
        return CountedDay(day, False, DayNote.WEEKEND if day.weekday() >= 5 else DayNote.HOLIDAY)
    why = DayNote.SESSION_DAY if day == held_on else DayNote.NOTICE_DAY if day == sent_on else DayNote.COUNTED
    return CountedDay(day, True, why)


def _count(
    reglamento: Reglamento, counting: Counting, sent_on: date, held_on: date, is_holiday: IsHoliday
) -> tuple[CountedDay, ...]:
    span = range((held_on - sent_on).days + 1)
    dates = (sent_on + timedelta(days=step) for step in span)
    return tuple(_counted(reglamento, counting, day, sent_on, held_on, is_holiday) for day in dates)


def earliest_lawful(reglamento: Reglamento, kind: SittingKind, sent_on: date, is_holiday: IsHoliday) -> date:
    """The first date on which a sitting convened on `sent_on` may be held. C4, C5; articles 19 b, 25 d."""
    required, counting, _ = _terms(reglamento, kind)
    held_on = sent_on + timedelta(days=max(0, required - 1))  # no day counts twice: never sooner
    while sum(day.counts for day in _count(reglamento, counting, sent_on, held_on, is_holiday)) < required:
        held_on += ONE_DAY
    return held_on


def latest_notice(reglamento: Reglamento, kind: SittingKind, held_on: date, is_holiday: IsHoliday) -> date:
    """The last date on which a sitting of `held_on` may still be convened. C1, C4; articles 19 a, 25 d."""
    sent_on = held_on
    while earliest_lawful(reglamento, kind, sent_on, is_holiday) > held_on:
        sent_on -= ONE_DAY
    return sent_on


def count_notice(
    reglamento: Reglamento, kind: SittingKind, sent_on: date, held_on: date, is_holiday: IsHoliday
) -> Notice:
    """The notice of a sitting, day by day, both dates in the body's zone. C3, C4; articles 19 b, 25 d.

    The notice day counts only if the parameter says so, the session day likewise; when both are one day it
    counts once, and only if both may.
    """
    required, counting, topic = _terms(reglamento, kind)
    days = _count(reglamento, counting, sent_on, held_on, is_holiday)
    given = sum(day.counts for day in days)
    return Notice(
        given=given,
        required=required,
        counting=counting,
        days=days,
        earliest=earliest_lawful(reglamento, kind, sent_on, is_holiday),
        sufficient=given >= required and held_on >= sent_on,
        article=reglamento.article(topic, sent_on),
    )


def check_notice(
    reglamento: Reglamento, kind: SittingKind, sent_on: date, held_on: date, is_holiday: IsHoliday
) -> Notice:
    """The notice, if it is enough; not even the President can override it. C5; articles 19 b, 25 d.

    Raises NoticeTooShort with the earliest lawful date.
    """
    notice = count_notice(reglamento, kind, sent_on, held_on, is_holiday)
    if not notice.sufficient:
        raise NoticeTooShort(
            given=notice.given, required=notice.required, earliest=notice.earliest,
            counting=notice.counting, article=notice.article,
        )  # fmt: skip
    return notice
