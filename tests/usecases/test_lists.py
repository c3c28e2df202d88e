"""The lists of attendance: when they are taken, who marks whom, and what the second one carries over (Q1, Q2, Q5)."""

import pytest

from bot.rules.errors import (
    FirstListTooEarly,
    NoAlternate,
    NotEntitled,
    NotLawfulNow,
    QuorumReached,
    SecondListTooEarly,
)
from bot.store import tables
from bot.usecases import attendance, conduct
from bot.usecases.refusals import NotFound
from tests.usecases.body import FOUR, GROUP, SEATS, Room, lima, utc

THREE = ("vmpes", "dgse", "opi")


@pytest.fixture
def sitting(room: Room) -> int:
    """Convened for Tuesday 10 March at 15:00; it is then."""
    convened = room.convene()
    room.hush()
    room.at(lima(10, 15))
    return convened


def marked(room: Room) -> dict[str, int]:
    """The seats that are present, with the list that they were marked in."""
    keys = {room.seat(key).id: key for key in SEATS}
    return {keys[row.seat_id]: row.list for row in room.rows(tables.presence) if row.left_at is None}


def test_q2_the_first_list_is_not_taken_before_the_convened_hour(room: Room) -> None:
    sitting = room.convene()
    room.at(lima(10, 14, 59))
    with pytest.raises(FirstListTooEarly) as refusal:
        room.first_list(sitting)
    assert refusal.value.fields() == {"allowed_from": utc(lima(10, 15)), "article": "19 e"}
    room.at(lima(10, 15))
    room.first_list(sitting)


def test_q2_everybody_gets_presente_and_the_group_the_live_list(room: Room, sitting: int) -> None:
    room.first_list(sitting)
    called = room.said(template="lista_abierta")
    assert {message.to for message in called} == set(SEATS)
    assert all(message.actions == ["here"] for message in called)
    assert room.view("lista").context["open"]
    first = len(room.said())
    room.first_list(sitting)
    assert len(room.said()) == first
    assert len(room.events("first_list_taken")) == 1


def test_q5_a_member_marks_themself_only_while_a_list_is_open(room: Room) -> None:
    sitting = room.convene()
    with pytest.raises(NotLawfulNow):
        room.here(sitting, "opi")
    room.open_sitting(sitting, *FOUR)
    with pytest.raises(NotLawfulNow) as refusal:
        room.here(sitting, "de")
    assert refusal.value.article == "25 e"


def test_q5_a_second_press_of_presente_gives_the_first_receipt(room: Room, sitting: int) -> None:
    room.first_list(sitting)
    room.here(sitting, "opi")
    room.later(minutes=2)
    receipt = room.act("opi", attendance.mark_self_present, attendance.MarkSelfPresent(sitting), chat=GROUP)
    assert receipt.context == {"key": "opi", "at": lima(10, 15)}
    assert len(room.events("seat_present")) == 1


def test_q5_the_secretariat_marks_whoever_has_no_telephone_and_leaves_its_trace(
    room: Room, sitting: int
) -> None:
    room.first_list(sitting)
    room.mark(sitting, "opi", who="teresa")
    room.here(sitting, "de")
    by = {row.seat_id: row.marked_by for row in room.rows(tables.presence)}
    assert by[room.seat("opi").id] == room.person("Lic. Teresa Milagros Cárdenas Poma").id
    assert by[room.seat("de").id] == room.person("Dra. Ana Sofía Villanueva Ríos").id


def test_q5_a_member_without_office_marks_nobody_else(room: Room, sitting: int) -> None:
    room.first_list(sitting)
    with pytest.raises(NotEntitled):
        room.mark(sitting, "de", who="opi")


def test_q5_a_wrong_mark_is_taken_back_while_the_list_is_open(room: Room, sitting: int) -> None:
    room.first_list(sitting)
    room.mark(sitting, "opi")
    assert room.mark(sitting, "opi").template == "ausente"
    assert marked(room) == {}
    assert ("mark_taken_back", f"sitting:{sitting}") in room.events()


def test_w3_the_secretariat_seats_whom_the_answer_announced(room: Room, sitting: int) -> None:
    room.at(lima(10, 15))
    room.designate("opi", "Sra. Elena Ticona Apaza")
    room.answer("opi", sitting, "alternate")
    room.first_list(sitting)
    room.mark(sitting, "opi")
    [seated] = room.rows(tables.presence)
    assert seated.as_alternate
    room.mark(sitting, "opi", "titular")
    room.mark(sitting, "opi", "alternate")
    assert [row.as_alternate for row in room.rows(tables.presence)] == [True]
    with pytest.raises(NoAlternate):
        room.mark(sitting, "de", "alternate")


def test_a_seat_of_nowhere_is_not_marked(room: Room, sitting: int) -> None:
    room.first_list(sitting)
    with pytest.raises(NotFound):
        room.act("dgse", attendance.mark_seat, attendance.MarkSeat(sitting, 999))


def test_q2_three_of_seven_are_no_quorum_and_the_second_list_waits_fifteen_minutes(
    room: Room, sitting: int
) -> None:
    room.first_list(sitting)
    room.here(sitting, *THREE)
    assert room.offered(sitting) == []
    room.later(minutes=14, seconds=59)
    with pytest.raises(SecondListTooEarly) as refusal:
        room.second_list(sitting)
    assert refusal.value.fields() == {"allowed_from": utc(lima(10, 15, 15)), "article": "19 e"}
    room.later(seconds=1)
    assert room.offered(sitting) == ["list2"]
    room.second_list(sitting)
    assert room.sitting(sitting).state == "second_list"
    assert room.sitting(sitting).first_list_present == 3


def test_q2_the_fifteen_minutes_run_from_the_list_not_from_the_convened_hour(
    room: Room, sitting: int
) -> None:
    room.at(lima(10, 15, 20))
    room.first_list(sitting)
    room.at(lima(10, 15, 34))
    with pytest.raises(SecondListTooEarly):
        room.second_list(sitting)
    room.at(lima(10, 15, 35))
    room.second_list(sitting)


def test_q2_the_marks_of_the_first_list_count_in_the_second(room: Room, sitting: int) -> None:
    room.first_list(sitting)
    room.here(sitting, *THREE)
    room.later(minutes=15)
    room.second_list(sitting)
    room.second_list(sitting)
    assert len(room.events("second_list_taken")) == 1
    room.here(sitting, "de")
    assert marked(room) == {"vmpes": 1, "dgse": 1, "opi": 1, "de": 2}
    assert room.offered(sitting) == ["install"]
    room.act("dgse", conduct.install, conduct.Install(sitting))
    room.close(sitting)
    assert [(each["ordinal"], each["present"], each["required"]) for each in room.acta(sitting)["lists"]] == [
        (1, 3, 4), (2, 4, 4),
    ]  # fmt: skip


def test_q2_the_first_list_stays_as_it_was_taken_whatever_the_second_takes_back(
    room: Room, sitting: int
) -> None:
    """W3: a titular who comes for the second list; somebody who leaves before it. Neither alters the first."""
    room.designate("opi", "Sra. Elena Ticona Apaza")
    room.first_list(sitting)
    room.here(sitting, "vmpes", "dgse")
    room.mark(sitting, "opi", "alternate")
    room.later(minutes=15)
    room.second_list(sitting)
    room.mark(sitting, "opi", "titular")
    room.mark(sitting, "dgse")
    room.here(sitting, "de", "vmps")
    assert [room.view("lista", key).context["present"] for key in ("list1", "list2")] == [3, 4]
    room.act("dgse", conduct.install, conduct.Install(sitting))
    room.close(sitting)
    assert [each["present"] for each in room.acta(sitting)["lists"]] == [3, 4]
    assert len(room.acta(sitting)["attendees"]) == 4
    assert "Director General de Seguimiento y Evaluación" in str(room.acta(sitting)["absentees"])
    sheet = room.documents("asistencia")[0].data["rows"]
    assert [sum(bool(each[which]) for each in sheet) for which in ("first_list", "second_list")] == [3, 4]


def test_q2_with_quorum_in_the_first_list_there_is_no_second(room: Room, sitting: int) -> None:
    room.first_list(sitting)
    room.here(sitting, *FOUR)
    room.later(minutes=20)
    with pytest.raises(QuorumReached):
        room.second_list(sitting)
    assert room.offered(sitting) == ["install"]


def test_q2_only_whoever_runs_the_sitting_takes_the_lists(room: Room, sitting: int) -> None:
    with pytest.raises(NotEntitled):
        room.first_list(sitting, "opi")
    room.first_list(sitting, "vmpes")


def test_the_live_list_of_the_first_rests_when_the_second_is_open(room: Room, sitting: int) -> None:
    room.first_list(sitting)
    room.later(minutes=15)
    room.second_list(sitting)
    shared = {row.key: row.shared for row in room.rows(tables.live_message)}
    assert shared == {f"list1:{sitting}": False, f"list2:{sitting}": True}
    assert not room.view("lista", "list1").context["open"]
    assert room.view("lista", "list2").buttons
