"""The defaults are the Manual's, each with its article; the general law's numbers have their dates."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

import pytest

from bot.rules.articles import MANUAL, LpagText, Topic
from bot.rules.errors import InvalidReglamento
from bot.rules.reglamento import Counting, MajorityBase, QuorumBase, Reglamento

TODAY = date(2026, 11, 24)


def test_the_defaults_are_the_manuals() -> None:
    rules = asdict(Reglamento())
    assert rules.pop("lpag")
    assert rules == {
        "ordinary_days": 7,
        "ordinary_counting": Counting.CALENDAR,
        "extraordinary_days": 3,
        "extraordinary_counting": Counting.CALENDAR,
        "notice_day_counts": False,
        "session_day_counts": True,
        "second_list_minutes": 15,
        "acta_business_days": 3,
        "majority": MajorityBase.OF_VOTES,
        "quorum_base": QuorumBase.ALL_SEATS,
        "quorum_sticky": True,
        "ballots_hidden_while_open": True,
        "second_convening_business_days": 1,
        "acuerdo_code": "ACUERDO N.° {numero:03d}-{anio}-{sigla}",
        "sitting_name": "Sesión {tipo} N.° {numero:02d}-{anio}",
        "articles": {},
    }


@pytest.mark.parametrize(
    ("topic", "article"),
    [
        ("body", "12"), ("alternate", "16"), ("majority", "18"),
        ("casting", "18"), ("monthly", "19 a"), ("convene_extraordinary", "19 b"),
        ("notice_extraordinary", "19 b"), ("quorum", "19 c"), ("second_convening", "19 d"),
        ("lists", "19 e"), ("stations", "19 f"), ("acta", "19 g"),
        ("invite", "19 h"), ("committee", "20"), ("conduct", "23 c"),
        ("convene", "23 d"), ("consensus", "23 f"), ("signature", "23 g"),
        ("minister_report", "23 h"), ("secretariat", "24"), ("meetings", "25 b"),
        ("preparation", "25 c"), ("notice_ordinary", "25 d"), ("attendance", "25 e"),
        ("folder", "25 i"), ("acta_deadline", "25 j"), ("follow_up", "25 k"),
        ("entrusted", "25 o"), ("monthly_report", "25 s"), ("staff", "26"),
        ("advisers", "28"), ("staff_size", "35"),
    ],
)  # fmt: skip
def test_each_topic_of_the_manual_has_its_article_on_any_day(topic: str, article: str) -> None:
    assert MANUAL[topic] == article
    assert Reglamento().article(topic, date.min) == Reglamento().article(topic, date.max) == article


@pytest.mark.parametrize(
    ("topic", "text_of_2019", "text_of_2026"),
    [
        ("regime", "LPAG 106", "LPAG 95"),
        ("authorities", "LPAG 107", "LPAG 96"),
        ("members", "LPAG 108", "LPAG 97"),
        ("sessions", "LPAG 109", "LPAG 98"),
        ("quorum_lpag", "LPAG 110", "LPAG 99"),
        ("votes", "LPAG 111", "LPAG 100"),
        ("duty_to_vote", "LPAG 112", "LPAG 101"),
        ("acta_lpag", "LPAG 113", "LPAG 102"),
        ("count_start", "LPAG 144", "LPAG 133"),
        ("deadlines", "LPAG 145", "LPAG 134"),
    ],
)
def test_each_topic_of_the_general_law_has_the_number_in_force_on_the_day(
    topic: str, text_of_2019: str, text_of_2026: str
) -> None:
    rules = Reglamento()
    assert rules.article(topic, date(2025, 12, 31)) == text_of_2019
    assert rules.article(topic, date(2026, 1, 1)) == text_of_2026
    assert rules.article(topic, TODAY) == text_of_2026
    assert rules.article(topic, date(2000, 1, 1)) == text_of_2019


def test_every_topic_has_an_article() -> None:
    assert all(Reglamento().article(topic, TODAY) for topic in Topic)


def test_a_body_cites_its_own_articles_where_it_configured_them() -> None:
    rules = Reglamento(articles={Topic.QUORUM: "9 a", "sessions": "LPAG 98.3"})
    assert rules.article(Topic.QUORUM, TODAY) == "9 a"
    assert rules.article("sessions", TODAY) == "LPAG 98.3"
    assert rules.article(Topic.LISTS, TODAY) == "19 e"


def test_a_later_text_of_the_general_law_is_configured_with_its_date_in_any_order() -> None:
    later = LpagText(date(2027, 5, 1), {"sessions": "LPAG 200"})
    rules = Reglamento(lpag=(later, *Reglamento().lpag))
    assert rules.article("sessions", date(2027, 4, 30)) == "LPAG 98"
    assert rules.article("sessions", date(2027, 5, 1)) == "LPAG 200"


@pytest.mark.parametrize(
    ("parameter", "least", "most"),
    [
        ("ordinary_days", 0, 90),
        ("extraordinary_days", 0, 90),
        ("second_list_minutes", 1, 240),
        ("acta_business_days", 1, 60),
        ("second_convening_business_days", 1, 30),
    ],
)
def test_a_number_that_can_not_work_is_refused_by_name(parameter: str, least: int, most: int) -> None:
    def with_value(value: int) -> Reglamento:
        parameters: dict[str, Any] = {parameter: value}
        return Reglamento(**parameters)

    for lawful in (least, most):
        assert getattr(with_value(lawful), parameter) == lawful
    for unlawful in (least - 1, most + 1):
        with pytest.raises(InvalidReglamento) as refusal:
            with_value(unlawful)
        assert (refusal.value.parameter, refusal.value.value) == (parameter, str(unlawful))


def test_an_article_for_an_unknown_topic_is_refused() -> None:
    with pytest.raises(InvalidReglamento) as refusal:
        Reglamento(articles={"quorums": "9"})
    assert refusal.value.fields() == {"parameter": "articles", "value": "quorums", "article": "12"}


def test_two_bodies_with_the_same_rules_are_equal_and_usable_as_keys() -> None:
    assert Reglamento() == Reglamento()
    assert hash(Reglamento(articles={"quorum": "9"})) == hash(Reglamento(articles={"quorum": "9"}))
    assert Reglamento(ordinary_days=5) != Reglamento()
    assert len(fields(Reglamento)) == 17
