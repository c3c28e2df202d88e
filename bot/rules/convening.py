"""The convocatoria: who issues it, its agenda, its changes, its service, and sitting without one."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, tzinfo
from enum import StrEnum

from bot.rules.days import IsHoliday, local_date
from bot.rules.errors import AgendaRequired, NotUniversalAttendance
from bot.rules.notice import Notice, check_notice
from bot.rules.reglamento import Reglamento, SittingKind


class Change(StrEnum):
    """What a rectification changes (C6)."""

    DATE = "date"
    AGENDA = "agenda"
    HOUR = "hour"
    PLACE = "place"
    DOCUMENTS = "documents"
    SECOND_CONVENING = "second_convening"


NEEDS_NOTICE = frozenset({Change.DATE, Change.AGENDA})


def check_agenda(items: Sequence[str], article: str) -> None:
    """A sitting is convened with the agenda to be treated: raises AgendaRequired.

    C2, C3; articles 19 b, 25 d.
    """
    if not any(item.strip() for item in items):
        raise AgendaRequired(article=article)


def check_rectification(
    reglamento: Reglamento,
    kind: SittingKind,
    changes: Collection[Change],
    sent_on: date,
    held_on: date,
    is_holiday: IsHoliday,
) -> Notice | None:
    """A change of date or agenda must itself meet the notice; None if nothing needs it.

    C6, C5; articles 19 b, 25 d.

    Raises NoticeTooShort.
    """
    if NEEDS_NOTICE.isdisjoint(changes):
        return None
    return check_notice(reglamento, kind, sent_on, held_on, is_holiday)


def served_ahead(served_at: datetime, held_at: datetime, zone: tzinfo) -> int | None:
    """Calendar days from the service to the sitting, by local dates; None if served after it.

    C8; article 25 d.
    """
    days = (local_date(held_at, zone) - local_date(served_at, zone)).days
    return days if days >= 0 else None


def check_universal_attendance(
    present: int, members: int, in_favour: int, article: str, missing: Sequence[str] = ()
) -> None:
    """Without a lawful convocatoria the body sits if all are present and all agree. C5; LPAG, sessions.

    `members` are the seats that somebody holds, `missing` those who are absent or have not agreed. Raises
    NotUniversalAttendance.
    """
    if not present == members == in_favour or members == 0:
        raise NotUniversalAttendance(
            present=present, members=members, in_favour=in_favour, missing=tuple(missing), article=article
        )
