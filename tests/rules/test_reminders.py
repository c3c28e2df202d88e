"""A2, C1, C9, F1, F2: when things fall due and when they are warned of."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.errors import NoticeTooShort
from bot.rules.notice import check_notice
from bot.rules.reglamento import Counting, Reglamento, SittingKind
from bot.rules.reminders import (
    Reminder,
    ReminderKind,
    acta_due_on,
    acta_reminders,
    acuerdo_reminders,
    monthly_report_due,
    monthly_warning_due,
    repeated,
    rsvp_reminders,
    signature_reminders,
    still_ahead,
)

LIMA = ZoneInfo("America/Lima")
MANUAL = Reglamento()
HOLIDAYS = frozenset(
    {
        date(2026, 12, 8),
        date(2026, 12, 9),
        date(2026, 12, 25),
        date(2026, 12, 24),
        date(2026, 12, 31),
        date(2027, 1, 1),
    }
)


def lima(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LIMA)


def moments(reminders: tuple[Reminder, ...]) -> list[tuple[str, datetime]]:
    return [(reminder.kind.value, reminder.at) for reminder in reminders]


def test_c9_silent_seats_are_reminded_72_24_and_2_hours_before() -> None:
    assert moments(rsvp_reminders(lima(11, 24, 9))) == [
        ("rsvp_72h", lima(11, 21, 9)),
        ("rsvp_24h", lima(11, 23, 9)),
        ("rsvp_2h", lima(11, 24, 7)),
    ]


@pytest.mark.parametrize(
    ("closed_at", "last_day"),
    [
        pytest.param(lima(11, 24, 11), date(2026, 11, 27), id="tuesday-to-friday"),
        pytest.param(lima(11, 26, 11), date(2026, 12, 1), id="over-a-weekend-and-a-month-end"),
        pytest.param(lima(12, 4, 11), date(2026, 12, 11), id="over-two-holidays"),
        pytest.param(lima(12, 23, 11), date(2026, 12, 30), id="over-christmas-and-a-decreed-day"),
        pytest.param(lima(12, 30, 11), date(2027, 1, 6), id="over-the-year-end"),
        pytest.param(lima(11, 21, 11), date(2026, 11, 25), id="closed-on-a-saturday"),
        pytest.param(
            lima(11, 24, 23, 59), date(2026, 11, 27), id="closed-before-midnight-already-wednesday-in-utc"
        ),
        pytest.param(lima(11, 25, 0, 0), date(2026, 11, 30), id="closed-at-midnight"),
    ],
)
def test_a2_the_acta_goes_out_by_the_end_of_the_third_business_day(
    closed_at: datetime, last_day: date
) -> None:
    closed_at = closed_at.astimezone(UTC)
    assert acta_due_on(closed_at, LIMA, MANUAL, HOLIDAYS.__contains__) == last_day


def test_a2_the_number_of_days_is_a_parameter() -> None:
    rules = Reglamento(acta_business_days=5)
    assert acta_due_on(lima(11, 24, 11), LIMA, rules, HOLIDAYS.__contains__) == date(2026, 12, 1)


def test_a2_the_acta_is_warned_of_on_the_business_day_before_on_the_last_and_the_day_after() -> None:
    assert moments(acta_reminders(lima(12, 3, 11), LIMA, MANUAL, HOLIDAYS.__contains__)) == [
        ("acta_day_before", lima(12, 7, 9)),
        ("acta_last_day", lima(12, 10, 9)),
        ("acta_overdue", lima(12, 11, 9)),
    ]


def test_a2_a_warning_that_would_precede_the_close_is_left_out() -> None:
    rules = Reglamento(acta_business_days=1)
    assert moments(acta_reminders(lima(11, 24, 11), LIMA, rules, HOLIDAYS.__contains__)) == [
        ("acta_last_day", lima(11, 25, 9)),
        ("acta_overdue", lima(11, 26, 9)),
    ]


def test_f1_an_acuerdo_is_warned_of_7_days_and_1_before_on_the_day_and_the_day_after() -> None:
    assert moments(acuerdo_reminders(date(2027, 1, 1), LIMA)) == [
        ("acuerdo_week_before", lima(12, 25, 9)),
        ("acuerdo_day_before", lima(12, 31, 9)),
        ("acuerdo_last_day", lima(1, 1, 9, year=2027)),
        ("acuerdo_overdue", lima(1, 2, 9, year=2027)),
    ]


def test_f1_a_deadline_set_late_has_no_reminders_in_the_past() -> None:
    ahead = still_ahead(acuerdo_reminders(date(2026, 11, 27), LIMA), lima(11, 26, 9))
    assert [reminder.kind for reminder in ahead] == [
        ReminderKind.ACUERDO_LAST_DAY,
        ReminderKind.ACUERDO_OVERDUE,
    ]


@pytest.mark.parametrize(
    ("kind", "now", "expected"),
    [
        pytest.param(ReminderKind.ACTA_OVERDUE, lima(11, 30, 9), lima(12, 1, 9), id="daily"),
        pytest.param(
            ReminderKind.ACTA_OVERDUE, lima(12, 1, 9), lima(12, 2, 9), id="daily-at-the-hour-itself"
        ),
        pytest.param(
            ReminderKind.ACTA_OVERDUE, lima(12, 1, 8, 59), lima(12, 1, 9), id="daily-a-minute-before"
        ),
        pytest.param(ReminderKind.ACTA_OVERDUE, lima(12, 9, 10), lima(12, 10, 9), id="daily-after-an-outage"),
        pytest.param(ReminderKind.ACTA_OVERDUE, lima(11, 30, 8), lima(12, 1, 9), id="daily-asked-early"),
        pytest.param(ReminderKind.ACUERDO_OVERDUE, lima(11, 30, 9), lima(12, 7, 9), id="weekly"),
        pytest.param(
            ReminderKind.ACUERDO_OVERDUE, lima(12, 15, 12), lima(12, 21, 9), id="weekly-after-an-outage"
        ),
        pytest.param(
            ReminderKind.ACUERDO_OVERDUE, lima(12, 7, 9), lima(12, 14, 9), id="weekly-at-the-hour-itself"
        ),
    ],
)
def test_a2_f1_what_is_overdue_is_said_again_at_nine_and_skips_what_an_outage_swallowed(
    kind: ReminderKind, now: datetime, expected: datetime
) -> None:
    assert repeated(Reminder(kind, lima(11, 30, 9)), LIMA, now) == Reminder(kind, expected)


def test_a4_signatures_are_asked_for_a_week_after_the_approval_and_then_weekly() -> None:
    [first] = signature_reminders(lima(11, 23, 18), LIMA)
    assert (first.kind, first.at) == (ReminderKind.SIGNATURES_OVERDUE, lima(11, 30, 9))
    again = repeated(first, LIMA, lima(11, 30, 9))
    assert again is not None
    assert again.at == lima(12, 7, 9)


@pytest.mark.parametrize("kind", [kind for kind in ReminderKind if "overdue" not in kind])
def test_a2_f1_only_what_is_overdue_is_repeated(kind: ReminderKind) -> None:
    assert repeated(Reminder(kind, lima(11, 30, 9)), LIMA, lima(11, 30, 9)) is None


def test_c1_a_month_without_an_ordinary_sitting_is_warned_of_before_its_last_lawful_notice() -> None:
    warning = monthly_warning_due(2026, 11, [], MANUAL, LIMA, HOLIDAYS.__contains__)
    assert warning is not None
    assert warning.last_held_on == date(2026, 11, 30)
    assert warning.last_issue_on == date(2026, 11, 23)
    assert warning.warn_at == lima(11, 18, 9)


def test_c1_december_ends_with_its_last_business_day() -> None:
    warning = monthly_warning_due(2026, 12, [], MANUAL, LIMA, HOLIDAYS.__contains__)
    assert warning is not None
    assert warning.last_held_on == date(2026, 12, 30)  # the 31st is decreed
    assert warning.last_issue_on == date(2026, 12, 23)
    assert warning.warn_at == lima(12, 18, 9)


@pytest.mark.parametrize("held_on", [date(2026, 11, 1), date(2026, 11, 30)])
def test_c1_a_sitting_on_any_day_of_the_month_makes_the_warning_needless(held_on: date) -> None:
    assert (
        monthly_warning_due(2026, 11, [date(2026, 3, 3), held_on], MANUAL, LIMA, HOLIDAYS.__contains__)
        is None
    )


@pytest.mark.parametrize("held_on", [date(2026, 10, 31), date(2026, 12, 1), date(2025, 11, 15)])
def test_c1_a_sitting_of_another_month_or_year_does_not(held_on: date) -> None:
    assert monthly_warning_due(2026, 11, [held_on], MANUAL, LIMA, HOLIDAYS.__contains__) is not None


@given(
    st.integers(2025, 2030),
    st.integers(1, 12),
    st.integers(0, 20),
    st.sampled_from(Counting),
    st.frozensets(st.dates(date(2025, 1, 1), date(2030, 12, 31)), max_size=30),
)
def test_c1_on_the_last_date_the_month_still_has_a_lawful_business_day_and_the_day_after_none(
    year: int, month: int, days: int, counting: Counting, holidays: frozenset[date]
) -> None:
    rules = Reglamento(ordinary_days=days, ordinary_counting=counting)
    warning = monthly_warning_due(year, month, [], rules, LIMA, holidays.__contains__)
    assert warning is not None
    assert (warning.last_held_on.year, warning.last_held_on.month) == (year, month)
    assert warning.warn_at.astimezone(LIMA).date() < warning.last_issue_on
    in_month = [date(year, month, 1) + timedelta(days=step) for step in range(31)]
    business = [
        day for day in in_month if day.month == month and day.isoweekday() <= 5 and day not in holidays
    ]

    def lawful(sent_on: date, held_on: date) -> bool:
        try:
            check_notice(rules, SittingKind.ORDINARY, sent_on, held_on, holidays.__contains__)
        except NoticeTooShort:
            return False
        return True

    assert any(lawful(warning.last_issue_on, day) for day in business)
    assert not any(lawful(warning.last_issue_on + timedelta(days=1), day) for day in business)


def test_f2_the_months_report_is_due_on_its_last_business_day() -> None:
    assert monthly_report_due(2026, 12, HOLIDAYS.__contains__) == date(2026, 12, 30)
    assert monthly_report_due(2026, 2, HOLIDAYS.__contains__) == date(2026, 2, 27)
    assert monthly_report_due(2026, 6, HOLIDAYS.__contains__) == date(2026, 6, 30)
