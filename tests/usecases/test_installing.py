"""Installing a sitting: quorum, number, and who presides (Q1, Q4, W4)."""

import pytest

from bot.rules.errors import NoPresider, NoQuorum, NotEntitled, NotLawfulNow, NotPresent, PresiderPresent
from bot.store import tables
from bot.usecases import conduct
from tests.usecases.body import FOUR, Founding, Room, lima, utc


def install(room: Room, sitting: int, who: str = "dgse", presider: str | None = None) -> None:
    seat = room.seat(presider).id if presider else None
    room.act(who, conduct.install, conduct.Install(sitting, seat))


def listed(room: Room, *members: str, **more: object) -> int:
    """A sitting whose first list is open, with those members marked."""
    sitting = room.convene(**more)
    room.at(room.sitting(sitting).held_at)
    room.first_list(sitting)
    room.here(sitting, *members)
    return sitting


def test_q1_three_present_are_no_quorum_of_seven_four_are(room: Room) -> None:
    sitting = listed(room, "vmpes", "dgse", "opi")
    with pytest.raises(NoQuorum) as refusal:
        install(room, sitting)
    assert refusal.value.fields() == {"present": 3, "required": 4, "article": "19 c"}
    room.here(sitting, "de")
    install(room, sitting)
    row = room.sitting(sitting)
    assert (row.state, row.installed_at, row.station) == ("in_session", lima(10, 15), "previous_acta")


def test_q1_a_body_may_count_on_the_filled_seats(founded: Founding) -> None:
    room = founded(quorum_base='"cargos_ocupados"')
    for key in ("de", "opi"):
        room.vacate(key)
    sitting = listed(room, "vmpes", "dgse", "vmps")
    install(room, sitting)
    assert room.sitting(sitting).state == "in_session"


def test_q1_by_the_manual_vacant_seats_count_as_well(room: Room) -> None:
    for key in ("de", "opi"):
        room.vacate(key)
    sitting = listed(room, "vmpes", "dgse", "vmps")
    with pytest.raises(NoQuorum):
        install(room, sitting)


def test_the_number_is_allotted_now_without_gaps_by_kind_and_year(room: Room) -> None:
    third = room.open_sitting(room.convene(held_at=lima(12, 15)), *FOUR)
    first = room.convene(held_at=lima(20, 15))
    extraordinary = room.convene("vmpes", "extraordinary", held_at=lima(18, 15))
    assert room.sitting(first).number is None
    room.close(third)
    room.open_sitting(extraordinary, *FOUR)
    room.close(extraordinary)
    room.open_sitting(first, *FOUR)
    numbers = {row.id: (row.kind, row.number, row.year) for row in room.rows(tables.sitting)}
    assert numbers == {
        third: ("ordinary", 1, 2026), extraordinary: ("extraordinary", 1, 2026), first: ("ordinary", 2, 2026),
    }  # fmt: skip


def test_a_refused_installation_takes_no_number(room: Room) -> None:
    sitting = listed(room, "vmpes")
    with pytest.raises(NoQuorum):
        install(room, sitting)
    room.here(sitting, "vmps", "dgse", "opi")
    install(room, sitting)
    assert room.sitting(sitting).number == 1


def test_a_new_year_begins_with_number_one(room: Room) -> None:
    room.close(room.open_sitting(room.convene(), *FOUR))
    room.at(lima(28, 9, month=12))
    january = room.convene(held_at=lima(31, 15, month=12).replace(year=2027, month=1, day=8))
    room.open_sitting(january, *FOUR)
    assert (room.sitting(january).number, room.sitting(january).year) == (1, 2027)


def test_a_second_press_of_install_gives_the_first_receipt(room: Room) -> None:
    sitting = listed(room, *FOUR)
    install(room, sitting)
    said = len(room.said())
    install(room, sitting)
    assert len(room.said()) == said
    assert len(room.events("sitting_installed")) == 1


def test_w4_the_president_presides(room: Room) -> None:
    sitting = room.open_sitting(room.convene(), *FOUR)
    row = room.sitting(sitting)
    assert (row.presider_seat_id, row.presider_why) == (room.seat("vmpes").id, "president")
    [told] = room.said("group", "instalada")
    assert told.context["presider"] == "Sra. Rosa Elvira Huamaní Castañeda"


def test_w4_in_their_place_the_alternate_who_has_the_casting_vote_too(room: Room) -> None:
    room.designate("vmpes", "Sra. Elena Ticona Apaza", enrolled="elena")
    sitting = room.in_session("elena", "vmps", "dgse", "opi")
    assert room.sitting(sitting).presider_why == "alternate"
    vote = room.vote(sitting, elena="for", vmps="for", dgse="against", opi="against")
    room.casting("elena", vote, "for")
    assert room.row(tables.vote, vote).outcome == "approved"
    room.close(sitting)
    assert room.acta(sitting)["presider"] == {
        "name": "Sra. Elena Ticona Apaza", "seat": "Viceministra de Políticas y Evaluación Social",
        "post": "Asesora", "why": "alternate", "gender": "", "article": "", "since": None,
    }  # fmt: skip


def test_w4_without_either_those_present_elect_and_the_panel_asks_whom(room: Room) -> None:
    members = ("vmps", "dgse", "de", "opi")
    sitting = listed(room, *members)
    with pytest.raises(NoPresider) as refusal:
        install(room, sitting)
    assert refusal.value.article == "LPAG 96"
    buttons = [button for line in room.panel(sitting).buttons for button in line]
    candidates = [button["label"] for button in buttons if button["action"] == "preside"]
    assert candidates == ["vmps", "dgse", "de", "opi"]
    install(room, sitting, presider="vmps")
    assert room.sitting(sitting).presider_why == "elected"
    room.act("vmps", conduct.next_station, conduct.NextStation(sitting))
    room.close(sitting, who="vmps")
    assert room.acta(sitting)["presider"]["why"] == "elected"


def test_w4_nobody_who_is_absent_is_elected(room: Room) -> None:
    sitting = listed(room, "vmps", "dgse", "de", "opi")
    with pytest.raises(NoPresider):
        install(room, sitting, presider="dgacps")


def test_w4_the_president_who_arrives_takes_the_presidency_back(room: Room) -> None:
    sitting = room.open_sitting(room.convene(), "vmps", "dgse", "de", "opi", presider="vmps")
    room.later(minutes=10)
    room.mark(sitting, "vmpes")
    row = room.sitting(sitting)
    assert (row.presider_seat_id, row.presider_why) == (room.seat("vmpes").id, "president")
    assert ("presidency_taken", f"sitting:{sitting}") in room.events()
    with pytest.raises(NotEntitled):
        room.act("vmps", conduct.next_station, conduct.NextStation(sitting))


def test_w4_when_whoever_presides_leaves_those_present_elect_before_anything_is_decided(room: Room) -> None:
    sitting = room.in_session()
    room.mark(sitting, "vmpes")
    with pytest.raises(NoPresider):
        room.open_vote(sitting)
    assert "preside" in room.offered(sitting)
    with pytest.raises(NotPresent):
        install(room, sitting, presider="de")
    install(room, sitting, presider="opi")
    assert room.sitting(sitting).presider_why == "elected"
    assert "preside" not in room.offered(sitting)
    with pytest.raises(PresiderPresent):
        install(room, sitting, presider="dgse")
    room.open_vote(sitting)


def test_w4_nobody_is_elected_while_the_president_is_there(room: Room) -> None:
    sitting = room.in_session()
    with pytest.raises(PresiderPresent):
        install(room, sitting, presider="opi")


def test_q4_quorum_once_established_holds_though_members_leave(room: Room) -> None:
    sitting = room.in_session()
    room.mark(sitting, "vmps")
    room.mark(sitting, "opi")
    assert room.panel(sitting).context["present"] == 2
    assert room.panel(sitting).context["holds"]
    room.vote(sitting, vmpes="for", dgse="for")
    assert room.codes() == ["ACUERDO N.° 001-2026-AYNI-GT"]


def test_q4_a_body_may_want_it_to_hold_at_every_decision(founded: Founding) -> None:
    room = founded(quorum_permanece="false")
    sitting = room.in_session()
    room.mark(sitting, "opi")
    assert not room.panel(sitting).context["holds"]
    with pytest.raises(NoQuorum):
        room.open_vote(sitting)
    with pytest.raises(NoQuorum):
        room.propose(sitting)
    room.mark(sitting, "opi")
    room.open_vote(sitting)


def test_q4_arrivals_and_departures_stand_in_the_acta_with_their_hours(room: Room) -> None:
    sitting = room.in_session()
    room.at(lima(10, 15, 40))
    room.mark(sitting, "de")
    room.at(lima(10, 16, 10))
    room.mark(sitting, "opi")
    room.at(lima(10, 17))
    room.close(sitting)
    hours = {
        row["seat"].split(" ")[0]: (row["arrived_at"], row["left_at"])
        for row in room.acta(sitting)["attendees"]
        if row["arrived_at"] or row["left_at"]
    }
    assert hours == {
        "Directora": (utc(lima(10, 15, 40)), None), "Jefe": (None, utc(lima(10, 16, 10))),
    }  # fmt: skip


def test_q4_q5_the_sheet_has_each_stay_of_whoever_left_and_came_back_and_who_marked_it(room: Room) -> None:
    sitting = room.in_session()
    room.at(lima(10, 15, 40))
    room.mark(sitting, "opi")
    room.at(lima(10, 16, 5))
    room.mark(sitting, "opi")
    room.close(sitting)
    [row] = [
        each for each in room.documents("asistencia")[-1].data["rows"] if each["seat"].startswith("Jefe")
    ]
    assert row["stays"] == [
        {"arrived_at": utc(lima(10, 15)), "left_at": utc(lima(10, 15, 40))},
        {"arrived_at": utc(lima(10, 16, 5)), "left_at": None},
    ]
    assert row["marked_by"] == "Dr. Martín Ñaupari Velarde"


def test_a_sitting_is_not_installed_before_its_list(room: Room) -> None:
    with pytest.raises(NotLawfulNow):
        install(room, room.convene())
