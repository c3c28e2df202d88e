"""The clockwork: lists, answers, actas, acuerdos and months, each when due, late ones once (Q2, C9, A2, F1, C1)."""

import pytest

from bot.store import tables
from bot.usecases import deadlines, notices
from tests.usecases.body import FOUR, SEATS, Room, lima, utc
from tests.usecases.clockwork import ANSWER, LIST, only, outcomes, stages


@pytest.fixture
def room(room: Room) -> Room:
    """The body of AYNI, the month's warnings planned and over."""
    room.tick()
    return room


def test_q2_at_the_convened_hour_whoever_leads_is_offered_the_first_list(room: Room) -> None:
    sitting = room.convene()
    for who in SEATS:
        room.answer(who, sitting, "attending")
    assert room.tick(lima(10, 14, 59), LIST) == []
    said = room.tick(lima(10, 15), LIST)
    assert stages(said) == [(who, "first", False) for who in ("vmpes", "dgse", "teresa", "luis")]
    assert said[0].actions == ["list1", "room"]
    assert room.tick(lima(10, 15, 5), LIST) == []


def test_q2_fifteen_minutes_after_the_first_list_the_second_is_offered(room: Room) -> None:
    sitting = room.convene()
    room.tick(lima(10, 15), LIST)
    room.at(lima(10, 15, 2))
    room.first_list(sitting)
    assert room.tick(lima(10, 15, 16), LIST) == []
    said = room.tick(lima(10, 15, 17), LIST)
    assert stages(said)[0] == ("vmpes", "second", False)
    assert said[0].actions == ["list2", "room"]


def test_q2_with_quorum_no_second_list_is_offered(room: Room) -> None:
    sitting = room.convene()
    room.tick(lima(10, 15), LIST)
    room.first_list(sitting)
    room.here(sitting, *FOUR)
    assert room.tick(lima(10, 15, 15), LIST) == []
    assert outcomes(room, "list") == [("first", "sent"), ("second", "moot")]


def test_q2_a_list_that_was_taken_in_time_is_not_offered_any_more(room: Room) -> None:
    sitting = room.convene()
    room.at(lima(10, 15))
    room.first_list(sitting)
    assert room.tick(None, LIST) == []


def test_c9_only_the_silent_are_reminded_72_24_and_2_hours_ahead(room: Room) -> None:
    sitting = room.convene()
    for who in ("vmpes", "vmps", "dgse"):
        room.answer(who, sitting, "attending")
    room.answer("opi", sitting, "absent")
    assert room.tick(lima(7, 14, 59), ANSWER) == []
    assert [each.to for each in room.tick(lima(7, 15), ANSWER)] == ["dgcgps", "dgacps", "de"]
    room.answer("de", sitting, "attending")
    said = room.tick(lima(9, 15), ANSWER)
    assert [each.to for each in said] == ["dgcgps", "dgacps"]
    assert said[0].actions == ["rsvp"] * 3
    room.answer("dgcgps", sitting, "attending")
    assert [each.to for each in room.tick(lima(10, 13), ANSWER)] == ["dgacps"]


def test_c9_when_all_have_answered_nobody_is_reminded(room: Room) -> None:
    sitting = room.convene()
    for who in SEATS:
        room.answer(who, sitting, "attending")
    assert room.tick(lima(7, 15), ANSWER) == []
    assert outcomes(room, "rsvp")[0] == ("rsvp_72h", "moot")


def test_c9_reminders_that_would_be_in_the_past_are_not_planned(room: Room) -> None:
    room.at(lima(2, 9))
    room.convene("vmpes", "extraordinary", held_at=lima(5, 8))
    assert [stage for stage, _ in outcomes(room, "rsvp")] == ["rsvp_24h", "rsvp_2h"]


def test_after_an_outage_the_latest_speaks_for_those_it_overtook_and_says_that_it_is_late(room: Room) -> None:
    room.convene()
    said = room.tick(lima(9, 18), ANSWER)
    assert len(said) == 7
    assert {late for _, _, late in stages(said)} == {True}
    assert outcomes(room, "rsvp") == [("rsvp_72h", "overtaken"), ("rsvp_24h", "sent"), ("rsvp_2h", None)]
    assert room.tick(lima(9, 18, 1), ANSWER) == []


def test_an_hour_late_is_not_late_yet(room: Room) -> None:
    room.convene()
    assert {late for _, _, late in stages(room.tick(lima(7, 16), ANSWER))} == {False}
    assert {late for _, _, late in stages(room.tick(lima(9, 16, 1), ANSWER))} == {True}


def test_a_sitting_that_is_over_reminds_nobody_of_it(room: Room) -> None:
    room.convene()
    said = room.tick(lima(11, 9))
    assert only(said, ANSWER) == []
    assert stages(only(said, LIST))[0] == ("vmpes", "first", True)
    assert outcomes(room, "rsvp")[-1] == ("rsvp_2h", "moot")


def test_one_deadline_that_fails_keeps_no_other_waiting(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.convene()

    def fail(*_: object) -> bool:
        raise RuntimeError("broken")

    monkeypatch.setitem(deadlines.NOTICES, "list", fail)
    room.at(lima(9, 15))
    room.convene(held_at=lima(17, 15))
    with pytest.raises(ExceptionGroup):
        room.tick(lima(10, 15))
    assert outcomes(room, "rsvp")[1] == ("rsvp_24h", "overtaken")
    assert outcomes(room, "list")[0] == ("first", None)
    monkeypatch.setitem(deadlines.NOTICES, "list", notices.list_hour)
    assert room.tick(None, LIST)


def test_what_was_said_is_recorded_and_a_tick_with_nothing_due_changes_nothing(room: Room) -> None:
    room.convene()
    room.tick(lima(7, 15))
    announced = [("deadline_announced", subject) for subject in ("documents:1", "rsvp:1")]
    assert room.events("deadline_announced") == announced
    before = len(room.rows(tables.journal))
    deadlines.run_due(room.desk)
    assert len(room.rows(tables.journal)) == before
    assert utc(lima(7, 15)) == utc(room.clock.now())
