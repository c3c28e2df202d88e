"""Every refusal has typed fields and an article, survives JSON and copying, and has no prose."""

import copy
import dataclasses
import json
import pickle
import typing
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rules import errors
from bot.rules.errors import (
    FirstListTooEarly,
    NoQuorum,
    NoticeTooShort,
    NotLawfulNow,
    RuleBroken,
    concrete_errors,
)
from bot.rules.lifecycle import State, Verb
from bot.rules.reglamento import Counting

SAMPLES: dict[object, Any] = {
    str: "19 b",
    int: 3,
    bool: True,
    date: date(2026, 11, 24),
    date | None: date(2026, 11, 24),
    datetime: datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/Lima")),
    tuple[str, ...]: (Verb.ISSUE, "dgse"),
}
KERNEL = [kind for kind in concrete_errors() if kind.__module__ == errors.__name__]


def sample(kind: type[RuleBroken]) -> RuleBroken:
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: SAMPLES[hints[field.name]] for field in dataclasses.fields(kind)})


def test_the_catalogue_is_every_refusal_that_errors_defines() -> None:
    defined = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, RuleBroken) and value.__module__ == errors.__name__
    }
    assert set(KERNEL) == defined
    assert [kind.__name__ for kind in KERNEL] == sorted(kind.__name__ for kind in defined)


@pytest.mark.parametrize("kind", KERNEL)
def test_a_refusals_fields_are_json_and_name_its_article(kind: type[RuleBroken]) -> None:
    refusal = sample(kind)
    assert json.loads(json.dumps(refusal.fields())) == refusal.fields()
    assert set(refusal.fields()) == {field.name for field in dataclasses.fields(kind)}
    assert refusal.fields()["article"] == "19 b"


@pytest.mark.parametrize("kind", KERNEL)
def test_a_refusal_is_raised_by_keywords_and_never_without_its_article(kind: type[RuleBroken]) -> None:
    fields = {field.name: field for field in dataclasses.fields(kind)}
    assert all(field.kw_only for field in fields.values())
    assert fields["article"].default is dataclasses.MISSING


@pytest.mark.parametrize("kind", KERNEL)
def test_two_refusals_of_the_same_are_two(kind: type[RuleBroken]) -> None:
    assert len({sample(kind), sample(kind)}) == 2


@pytest.mark.parametrize("kind", KERNEL)
def test_a_refusal_survives_copying_and_pickling(kind: type[RuleBroken]) -> None:
    refusal = sample(kind)
    for again in (copy.copy(refusal), copy.deepcopy(refusal), pickle.loads(pickle.dumps(refusal))):  # noqa: S301
        assert type(again) is kind
        assert again.fields() == refusal.fields()


@pytest.mark.parametrize("kind", KERNEL)
def test_a_refusal_can_pass_through_a_context_manager_and_take_a_note(kind: type[RuleBroken]) -> None:
    refusal = sample(kind)
    with pytest.raises(RuleBroken) as caught:
        raise refusal
    caught.value.add_note("seen")
    assert caught.value is refusal


def test_dates_moments_tuples_and_tokens_become_plain_json() -> None:
    notice = NoticeTooShort(
        given=2, required=3, earliest=date(2026, 11, 26), counting=Counting.BUSINESS, article="19 b"
    )
    assert notice.fields()["earliest"] == "2026-11-26"
    assert type(notice.fields()["counting"]) is str
    at_nine = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/Lima"))
    early = FirstListTooEarly(allowed_from=at_nine, article="19 e")
    assert early.fields()["allowed_from"] == "2026-11-24T14:00:00+00:00"
    refused = NotLawfulNow(verb=Verb.INSTALL, state=State.DRAFT, lawful=(Verb.ISSUE,), article="19 c")
    assert refused.fields() == {"article": "19 c", "verb": "install", "state": "draft", "lawful": ["issue"]}
    loose = NoQuorum(present=True, required=None, article="19 c")  # type: ignore[arg-type]
    assert loose.fields() == {"article": "19 c", "present": True, "required": None}


def test_a_refusal_prints_its_name_and_fields_for_the_log() -> None:
    refusal = NotLawfulNow(verb="install", state="draft", lawful=(), article="19 c")
    assert str(refusal) == "NotLawfulNow(article='19 c', verb='install', state='draft', lawful=())"
