"""F1: the status of an acuerdo."""

from datetime import date, timedelta
from itertools import product

import pytest

from bot.rules.errors import AcuerdoSettled
from bot.rules.followup import AcuerdoStatus, advance_progress, days_overdue, status_on
from bot.rules.verbs import Verb

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


ACTS = (
    Verb.REPORT_PROGRESS, Verb.CLAIM_FULFILMENT, Verb.RETURN_FULFILMENT, Verb.CONFIRM_FULFILMENT, Verb.VOID_ACUERDO,
)  # fmt: skip


@pytest.mark.parametrize(("recorded", "verb"), list(product(AcuerdoStatus, Verb)))
def test_f1_the_table_of_statuses_is_complete(recorded: AcuerdoStatus, verb: Verb) -> None:
    if recorded in SETTLED or verb not in ACTS:
        with pytest.raises(AcuerdoSettled) as refusal:
            advance_progress(recorded, verb, article="25 k")
        assert refusal.value.fields() == {"status": recorded.value, "article": "25 k"}
        return
    after = advance_progress(recorded, verb, article="25 k")
    if verb is Verb.CONFIRM_FULFILMENT:
        assert after is AcuerdoStatus.FULFILLED
    elif verb is Verb.VOID_ACUERDO:
        assert after is AcuerdoStatus.WITHOUT_EFFECT
    else:
        late = recorded is AcuerdoStatus.OVERDUE
        assert after is (AcuerdoStatus.OVERDUE if late else AcuerdoStatus.IN_PROGRESS)
