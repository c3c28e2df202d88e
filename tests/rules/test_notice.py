"""C3, C4, C5: the kernel walks the days; the oracle here counts them by arithmetic on ordinals."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.days import local_date
from bot.rules.errors import NoticeTooShort
from bot.rules.notice import (
    DayNote,
    check_notice,
    count_notice,
    earliest_lawful,
    latest_notice,
)
from bot.rules.reglamento import Counting, Reglamento, SittingKind

LIMA = ZoneInfo("America/Lima")
ORDINARY, EXTRAORDINARY = SittingKind.ORDINARY, SittingKind.EXTRAORDINARY
MANUAL = Reglamento()
WORKING = Reglamento(ordinary_counting=Counting.BUSINESS, extraordinary_counting=Counting.BUSINESS)
DECEMBER = frozenset({date(2026, 12, 8), date(2026, 12, 9), date(2026, 12, 25), date(2027, 1, 1)})


def no_holiday(day: date) -> bool:
    return False


def weekdays_up_to(day: date) -> int:
    """Mondays to Fridays from 0001-01-01, a Monday, to that day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def counted_by_arithmetic(
    rules: Reglamento, kind: SittingKind, sent: date, held: date, holidays: frozenset[date]
) -> int:
    first = sent if rules.notice_day_counts else sent + timedelta(days=1)
    last = held if rules.session_day_counts else held - timedelta(days=1)
    if first > last:
        return 0
    business = rules.ordinary_counting if kind is ORDINARY else rules.extraordinary_counting
    if business is Counting.CALENDAR:
        return last.toordinal() - first.toordinal() + 1
    lost = sum(first <= day <= last and day.weekday() < 5 for day in holidays)
    return weekdays_up_to(last) - weekdays_up_to(first - timedelta(days=1)) - lost


dates = st.dates(date(2025, 11, 1), date(2027, 3, 31))
rules = st.builds(
    Reglamento,
    ordinary_days=st.integers(0, 15),
    ordinary_counting=st.sampled_from(Counting),
    extraordinary_days=st.integers(0, 15),
    extraordinary_counting=st.sampled_from(Counting),
    notice_day_counts=st.booleans(),
    session_day_counts=st.booleans(),
)
holiday_sets = st.frozensets(dates, max_size=40)
kinds = st.sampled_from(SittingKind)


@given(rules, kinds, dates, st.integers(-5, 60), holiday_sets)
def test_c4_the_days_given_agree_with_arithmetic(
    rules: Reglamento, kind: SittingKind, sent: date, ahead: int, holidays: frozenset[date]
) -> None:
    held = sent + timedelta(days=ahead)
    notice = count_notice(rules, kind, sent, held, holidays.__contains__)
    assert notice.given == counted_by_arithmetic(rules, kind, sent, held, holidays)
    assert notice.given == sum(day.counts for day in notice.days)
    assert notice.sufficient == (held >= sent and notice.given >= notice.required)


@given(rules, kinds, dates, holiday_sets)
def test_c5_the_earliest_date_is_lawful_and_the_day_before_it_is_not(
    rules: Reglamento, kind: SittingKind, sent: date, holidays: frozenset[date]
) -> None:
    required = rules.ordinary_days if kind is ORDINARY else rules.extraordinary_days
    earliest = earliest_lawful(rules, kind, sent, holidays.__contains__)
    assert earliest >= sent
    assert counted_by_arithmetic(rules, kind, sent, earliest, holidays) >= required
    eve = earliest - timedelta(days=1)
    assert eve < sent or counted_by_arithmetic(rules, kind, sent, eve, holidays) < required


@given(rules, kinds, dates, st.integers(0, 60), holiday_sets)
def test_c5_a_convocatoria_is_refused_exactly_before_the_earliest_date(
    rules: Reglamento, kind: SittingKind, sent: date, ahead: int, holidays: frozenset[date]
) -> None:
    held = sent + timedelta(days=ahead)
    earliest = earliest_lawful(rules, kind, sent, holidays.__contains__)
    if held >= earliest:
        assert check_notice(rules, kind, sent, held, holidays.__contains__).sufficient
    else:
        with pytest.raises(NoticeTooShort) as refusal:
            check_notice(rules, kind, sent, held, holidays.__contains__)
        assert refusal.value.earliest == earliest


@given(rules, kinds, dates, holiday_sets)
def test_c1_the_latest_notice_is_enough_and_one_day_later_is_not(
    rules: Reglamento, kind: SittingKind, held: date, holidays: frozenset[date]
) -> None:
    latest = latest_notice(rules, kind, held, holidays.__contains__)
    assert latest <= held
    assert earliest_lawful(rules, kind, latest, holidays.__contains__) <= held
    after = latest + timedelta(days=1)
    assert after > held or earliest_lawful(rules, kind, after, holidays.__contains__) > held


@given(rules, kinds, dates, st.integers(0, 60), holiday_sets)
def test_c4_the_preview_lists_every_day_from_the_notice_to_the_sitting_with_its_reason(
    rules: Reglamento, kind: SittingKind, sent: date, ahead: int, holidays: frozenset[date]
) -> None:
    held = sent + timedelta(days=ahead)
    days = count_notice(rules, kind, sent, held, holidays.__contains__).days
    assert [day.date for day in days] == [sent + timedelta(days=step) for step in range(ahead + 1)]
    for day in days:
        if day.why is DayNote.WEEKEND:
            assert day.date.weekday() >= 5
        if day.why is DayNote.HOLIDAY:
            assert day.date in holidays
        if day.why is DayNote.NOTICE_DAY:
            assert day.date == sent
        if day.why is DayNote.SESSION_DAY:
            assert day.date == held
        assert day.counts or day.why is not DayNote.COUNTED


@pytest.mark.parametrize(
    ("rules", "kind", "sent", "earliest"),
    [
        pytest.param(
            MANUAL, EXTRAORDINARY, date(2026, 11, 23), date(2026, 11, 26), id="monday-allows-thursday"
        ),
        pytest.param(
            MANUAL, ORDINARY, date(2026, 11, 23), date(2026, 11, 30), id="monday-allows-next-monday"
        ),
        pytest.param(MANUAL, ORDINARY, date(2026, 11, 27), date(2026, 12, 4), id="over-a-month-end"),
        pytest.param(MANUAL, ORDINARY, date(2026, 12, 28), date(2027, 1, 4), id="over-a-year-end"),
        pytest.param(MANUAL, ORDINARY, date(2028, 2, 25), date(2028, 3, 3), id="over-a-leap-day"),
        pytest.param(
            MANUAL, EXTRAORDINARY, date(2026, 12, 23), date(2026, 12, 26), id="holidays-count-in-calendar"
        ),
        pytest.param(
            WORKING, EXTRAORDINARY, date(2026, 12, 4), date(2026, 12, 11), id="two-december-holidays"
        ),
        pytest.param(WORKING, EXTRAORDINARY, date(2026, 12, 23), date(2026, 12, 29), id="over-christmas"),
        pytest.param(WORKING, EXTRAORDINARY, date(2026, 12, 5), date(2026, 12, 11), id="sent-on-a-saturday"),
        pytest.param(WORKING, ORDINARY, date(2026, 11, 23), date(2026, 12, 2), id="seven-business-days"),
    ],
)
def test_c4_the_earliest_lawful_date_by_table(
    rules: Reglamento, kind: SittingKind, sent: date, earliest: date
) -> None:
    assert earliest_lawful(rules, kind, sent, DECEMBER.__contains__) == earliest


@pytest.mark.parametrize(
    ("notice_counts", "session_counts", "earliest"),
    [
        (False, True, date(2026, 11, 26)),
        (False, False, date(2026, 11, 27)),
        (True, True, date(2026, 11, 25)),
        (True, False, date(2026, 11, 26)),
    ],
)
def test_c4_each_end_of_the_count_moves_the_date_by_one_day(
    notice_counts: bool, session_counts: bool, earliest: date
) -> None:
    rules = Reglamento(notice_day_counts=notice_counts, session_day_counts=session_counts)
    assert earliest_lawful(rules, EXTRAORDINARY, date(2026, 11, 23), no_holiday) == earliest


@pytest.mark.parametrize(
    ("notice_counts", "session_counts", "given_days"),
    [(False, True, 0), (True, False, 0), (False, False, 0), (True, True, 1)],
)
def test_c4_a_sitting_on_the_day_of_its_notice_counts_once_and_only_if_both_ends_count(
    notice_counts: bool, session_counts: bool, given_days: int
) -> None:
    rules = Reglamento(notice_day_counts=notice_counts, session_day_counts=session_counts)
    today = date(2026, 11, 23)
    assert count_notice(rules, EXTRAORDINARY, today, today, no_holiday).given == given_days


def test_c4_a_business_count_names_weekend_holiday_notice_day_and_session_day() -> None:
    notice = count_notice(
        WORKING, EXTRAORDINARY, date(2026, 12, 4), date(2026, 12, 11), DECEMBER.__contains__
    )
    assert [(day.date.day, day.counts, day.why) for day in notice.days] == [
        (4, False, DayNote.NOTICE_DAY),
        (5, False, DayNote.WEEKEND),
        (6, False, DayNote.WEEKEND),
        (7, True, DayNote.COUNTED),
        (8, False, DayNote.HOLIDAY),
        (9, False, DayNote.HOLIDAY),
        (10, True, DayNote.COUNTED),
        (11, True, DayNote.SESSION_DAY),
    ]
    assert (notice.given, notice.required, notice.counting) == (3, 3, Counting.BUSINESS)


def test_c4_days_that_could_count_are_named_after_the_notice_and_the_session_when_they_do() -> None:
    rules = Reglamento(notice_day_counts=True, session_day_counts=False)
    days = count_notice(rules, EXTRAORDINARY, date(2026, 11, 23), date(2026, 11, 25), no_holiday).days
    assert [(day.counts, day.why) for day in days] == [
        (True, DayNote.NOTICE_DAY),
        (True, DayNote.COUNTED),
        (False, DayNote.SESSION_DAY),
    ]


def test_c4_a_session_on_a_sunday_adds_nothing_to_a_business_count() -> None:
    notice = count_notice(WORKING, EXTRAORDINARY, date(2026, 11, 23), date(2026, 11, 29), no_holiday)
    assert notice.given == 4
    assert notice.days[-1].why is DayNote.WEEKEND


def test_c5_the_refusal_carries_given_required_earliest_counting_and_the_article() -> None:
    with pytest.raises(NoticeTooShort) as refusal:
        check_notice(MANUAL, EXTRAORDINARY, date(2026, 11, 23), date(2026, 11, 25), no_holiday)
    assert refusal.value.fields() == {
        "given": 2,
        "required": 3,
        "earliest": "2026-11-26",
        "counting": "calendar",
        "article": "19 b",
    }


@pytest.mark.parametrize(("kind", "article", "days"), [(ORDINARY, "25 d", 7), (EXTRAORDINARY, "19 b", 3)])
def test_c2_c3_each_kind_of_sitting_cites_its_article_and_has_its_days(
    kind: SittingKind, article: str, days: int
) -> None:
    notice = count_notice(MANUAL, kind, date(2026, 11, 23), date(2026, 11, 30), no_holiday)
    assert (notice.article, notice.required) == (article, days)


def test_c5_a_refusal_cites_the_article_as_the_body_configured_it() -> None:
    rules = Reglamento(articles={"notice_ordinary": "7 c"})
    with pytest.raises(NoticeTooShort) as refusal:
        check_notice(rules, ORDINARY, date(2026, 11, 23), date(2026, 11, 24), no_holiday)
    assert refusal.value.article == "7 c"


def test_c4_no_notice_at_all_still_can_not_be_given_after_the_sitting() -> None:
    rules = Reglamento(ordinary_days=0)
    today = date(2026, 11, 23)
    assert check_notice(rules, ORDINARY, today, today, no_holiday).sufficient
    with pytest.raises(NoticeTooShort):
        check_notice(rules, ORDINARY, today, date(2026, 11, 22), no_holiday)


def test_c4_kinds_read_from_the_database_as_plain_text_have_their_own_days() -> None:
    plain = "extraordinary"
    assert earliest_lawful(MANUAL, plain, date(2026, 11, 23), no_holiday) == date(2026, 11, 26)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "lawful"),
    [
        (datetime(2026, 11, 24, 4, 59, 59, tzinfo=UTC), True),  # 23:59:59 of Monday in Lima
        (datetime(2026, 11, 24, 5, 0, 0, tzinfo=UTC), False),  # midnight: Tuesday has begun
    ],
)
def test_c5_a_preview_made_before_midnight_is_refused_after_it(moment: datetime, lawful: bool) -> None:
    held = date(2026, 11, 26)
    notice = count_notice(MANUAL, EXTRAORDINARY, local_date(moment, LIMA), held, no_holiday)
    assert notice.sufficient is lawful


def test_c4_hours_do_not_count() -> None:
    late = local_date(datetime(2026, 11, 23, 23, 59, tzinfo=LIMA), LIMA)
    early = local_date(datetime(2026, 11, 26, 0, 1, tzinfo=LIMA), LIMA)
    assert check_notice(MANUAL, EXTRAORDINARY, late, early, no_holiday).given == 3
