"""C2, C5, C6, C8: agenda, rectification, service, sitting without a convocatoria."""

from datetime import UTC, date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bot.rules.convening import (
    Change,
    check_agenda,
    check_rectification,
    check_universal_attendance,
    served_ahead,
)
from bot.rules.errors import AgendaRequired, NoticeTooShort, NotUniversalAttendance
from bot.rules.reglamento import Reglamento, SittingKind

LIMA = ZoneInfo("America/Lima")
MONDAY = date(2026, 11, 23)


def no_holiday(day: date) -> bool:
    return False


@pytest.mark.parametrize("items", [[], [""], ["  ", "\n"]])
def test_c2_nothing_is_convened_without_an_agenda(items: list[str]) -> None:
    with pytest.raises(AgendaRequired) as refusal:
        check_agenda(items, article="19 b")
    assert refusal.value.article == "19 b"
    check_agenda([*items, "Plan de trabajo"], article="19 b")


@pytest.mark.parametrize("change", Change)
def test_c6_a_change_of_date_or_agenda_meets_the_notice_again_and_others_need_none(change: Change) -> None:
    def rectified(held_on: date) -> bool:
        notice = check_rectification(
            Reglamento(), SittingKind.EXTRAORDINARY, {change, Change.PLACE}, MONDAY, held_on, no_holiday
        )
        return notice is not None

    if change in (Change.DATE, Change.AGENDA):
        assert rectified(date(2026, 11, 26))
        with pytest.raises(NoticeTooShort) as refusal:
            rectified(date(2026, 11, 25))
        assert refusal.value.earliest == date(2026, 11, 26)
    else:
        assert not rectified(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("served_at", "days"),
    [
        (datetime(2026, 11, 16, 23, 59, tzinfo=LIMA), 8),
        (datetime(2026, 11, 17, 4, 59, tzinfo=UTC), 8),
        (datetime(2026, 11, 17, 5, 0, tzinfo=UTC), 7),
        (datetime(2026, 11, 24, 1, 0, tzinfo=LIMA), 0),
        (datetime(2026, 11, 25, 0, 0, tzinfo=LIMA), None),
    ],
)
def test_c8_service_is_so_many_local_days_ahead_of_the_sitting(served_at: datetime, days: int | None) -> None:
    assert served_ahead(served_at, datetime(2026, 11, 24, 9, tzinfo=LIMA), LIMA) == days


@pytest.mark.parametrize(("members", "present", "in_favour"), list(product(range(8), repeat=3)))
def test_c5_without_lawful_notice_the_body_sits_only_if_all_are_present_and_all_agree(
    members: int, present: int, in_favour: int
) -> None:
    if members > 0 and present == members and in_favour == members:
        check_universal_attendance(present, members, in_favour, article="LPAG 98")
    else:
        with pytest.raises(NotUniversalAttendance) as refusal:
            check_universal_attendance(present, members, in_favour, article="LPAG 98")
        assert (refusal.value.present, refusal.value.members) == (present, members)
        assert (refusal.value.in_favour, refusal.value.article) == (in_favour, "LPAG 98")
