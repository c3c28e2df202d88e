"""S1, S2, S3, V6: the stations, what is decided in which, the agenda and urgency."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import product

import pytest

from bot.rules.errors import (
    ItemNotOnAgenda,
    NoFurtherStation,
    NotInAgendaStation,
    ResumptionNotAhead,
)
from bot.rules.reglamento import SittingKind
from bot.rules.stations import (
    STATIONS,
    Station,
    check_item,
    check_resumption,
    check_station,
    first_station,
    is_urgent,
    next_station,
)

ORDINARY, EXTRAORDINARY = SittingKind.ORDINARY, SittingKind.EXTRAORDINARY


def test_s1_an_ordinary_sitting_goes_through_the_six_stations_in_their_order() -> None:
    walked = [first_station(ORDINARY)]
    while walked[-1] is not Station.AGREEMENTS:
        walked.append(next_station(walked[-1], ORDINARY))
    assert [station.value for station in walked] == [
        "previous_acta", "dispatch", "reports", "requests", "agenda", "agreements",
    ]  # fmt: skip
    assert tuple(walked) == STATIONS


def test_s1_after_the_last_station_there_is_none() -> None:
    with pytest.raises(NoFurtherStation) as refusal:
        next_station(Station.AGREEMENTS, ORDINARY)
    assert refusal.value.fields() == {"station": "agreements", "article": "19 f"}


def test_s1_an_extraordinary_sitting_treats_only_its_agenda() -> None:
    assert first_station(EXTRAORDINARY) is Station.AGENDA
    with pytest.raises(NoFurtherStation):
        next_station(Station.AGENDA, EXTRAORDINARY)


@pytest.mark.parametrize("station", Station)
def test_v6_an_ordinary_sitting_decides_only_in_the_orden_del_dia(station: Station) -> None:
    if station is Station.AGENDA:
        check_station(station, ORDINARY, article="19 f")
    else:
        with pytest.raises(NotInAgendaStation) as refusal:
            check_station(station, ORDINARY, article="19 f")
        assert refusal.value.fields() == {"station": station.value, "needed": "agenda", "article": "19 f"}


def test_v6_an_extraordinary_sitting_decides_throughout() -> None:
    check_station(Station.AGENDA, EXTRAORDINARY, article="19 f")


@pytest.mark.parametrize(("item", "lawful"), [(-1, False), (0, False), (1, True), (3, True), (4, False)])
def test_v6_a_decision_names_an_item_of_the_agenda_counted_from_one(item: int, lawful: bool) -> None:
    agenda = ["Plan de trabajo", "Bases del concurso", "Comité"]
    if lawful:
        check_item(item, agenda, article="LPAG 98")
    else:
        with pytest.raises(ItemNotOnAgenda) as refusal:
            check_item(item, agenda, article="LPAG 98")
        assert refusal.value.fields() == {"item": item, "items": 3, "article": "LPAG 98"}


@pytest.mark.parametrize(("members", "present", "in_favour"), list(product(range(1, 8), range(8), range(8))))
def test_s2_off_the_agenda_all_are_present_and_all_agree_on_the_urgency(
    members: int, present: int, in_favour: int
) -> None:
    assert is_urgent(present, members, in_favour) == (members == present and members == in_favour)


@pytest.mark.parametrize(("minutes", "lawful"), [(-1, False), (0, False), (1, True)])
def test_s3_a_suspension_names_an_hour_still_ahead(minutes: int, lawful: bool) -> None:
    now = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    resume_at = (now + timedelta(minutes=minutes)).astimezone(timezone(timedelta(hours=-5)))
    if lawful:
        check_resumption(resume_at, now, article="LPAG 99")
    else:
        with pytest.raises(ResumptionNotAhead) as refusal:
            check_resumption(resume_at, now, article="LPAG 99")
        assert refusal.value.allowed_from == now
