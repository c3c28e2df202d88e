"""F1: the status of an acuerdo."""

from datetime import date, timedelta
from itertools import product

import pytest

from bot.rules.errors import AcuerdoSettled
from bot.rules.followup import AcuerdoStatus, check_progress, days_overdue, status_on

DEADLINE = date(2026, 11, 30)
SETTLED = (AcuerdoStatus.FULFILLED, AcuerdoStatus.WITHOUT_EFFECT)


@pytest.mark.parametrize(("recorded", "days"), list(product(AcuerdoStatus, range(-2, 3))))
def test_f1_what_is_not_settled_is_overdue_from_the_day_after_its_deadline(
    recorded: AcuerdoStatus, days: int
) -> None:
    today = DEADLINE + timedelta(days=days)
    late = days > 0 and recorded not in SETTLED
    assert status_on(recorded, DEADLINE, today) is (AcuerdoStatus.OVERDUE if late else recorded)
    assert days_overdue(DEADLINE, today) == max(0, days)


@pytest.mark.parametrize("recorded", AcuerdoStatus)
def test_f1_without_a_deadline_nothing_is_overdue(recorded: AcuerdoStatus) -> None:
    assert status_on(recorded, None, date.max) is recorded
    assert days_overdue(None, date.max) == 0


@pytest.mark.parametrize("recorded", AcuerdoStatus)
def test_f1_progress_is_noted_until_the_acuerdo_is_settled(recorded: AcuerdoStatus) -> None:
    if recorded in SETTLED:
        with pytest.raises(AcuerdoSettled) as refusal:
            check_progress(recorded, article="25 k")
        assert refusal.value.fields() == {"status": recorded.value, "article": "25 k"}
    else:
        assert check_progress(recorded, article="25 k") is AcuerdoStatus.IN_PROGRESS
