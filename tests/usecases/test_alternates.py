"""Alternates: designated, attending in the titular's place, and no longer (W2, W3)."""

import pytest

from bot.rules.errors import (
    AlternateNotDesignated,
    DesignationIncomplete,
    HoldsAnotherSeat,
    NoAlternate,
    NotEntitled,
    NotLawfulNow,
    SeatOccupied,
)
from bot.store import tables
from bot.usecases import attendance, replacement
from bot.usecases.refusals import InvitationRefused, NotFound, Stranger
from bot.usecases.replacement import ReplaceTitular
from tests.usecases.body import Room, lima

ELENA = "Sra. Elena Ticona Apaza"


def end(room: Room, who: str = "opi") -> None:
    room.act(who, attendance.end_alternate, attendance.EndAlternate())


def test_w2_the_presidency_gets_the_letter_and_the_titular_the_link(room: Room) -> None:
    room.designate("opi", ELENA)
    [mine] = room.said("opi", "alterno_designado")
    assert (mine.context["name"], mine.context["document"]) == (ELENA, "Oficio N.° 12-2026")
    for who in ("vmpes", "dgse"):
        assert room.said(who, "alterno_comunicado")[0].context["titular"] == mine.context["titular"]
        [letter] = room.said(who, "archivo")
        assert room.row(tables.document, letter.document or 0).kind == "designacion"
    [paper] = room.documents("designacion")
    assert paper.data["alternate"] == {"name": ELENA, "post": "Asesora", "gender": ""}
    assert paper.data["president"]["name"] == "Sra. Rosa Elvira Huamaní Castañeda"
    assert paper.data["sitting"] == ""


def test_w2_the_code_of_the_link_is_told_to_nobody_but_the_titular(room: Room) -> None:
    room.designate("opi", ELENA)
    assert [message.to for message in room.said() if "code" in message.context] == ["opi"]


def test_w2_a_designation_for_the_next_sitting_names_it_and_holds_for_no_other(room: Room) -> None:
    first, second = room.convene(held_at=lima(10, 15)), room.convene(held_at=lima(12, 15))
    room.designate("opi", ELENA, "next", enrolled="elena")
    assert room.documents("designacion")[0].data["sitting"] == "Sesión Ordinaria del 10/03/2026"
    with pytest.raises(NoAlternate):
        room.answer("opi", second, "alternate")
    room.at(lima(10, 15))
    room.first_list(first)
    room.here(first, "elena")
    room.at(lima(12, 15))
    room.first_list(second)
    with pytest.raises(AlternateNotDesignated):
        room.here(second, "elena")


def test_w2_there_is_no_next_sitting_where_none_is_convened(room: Room) -> None:
    with pytest.raises(NotFound) as refusal:
        room.designate("opi", ELENA, "next")
    assert refusal.value.what == "next_sitting"
    assert room.rows(tables.alternate) == []


@pytest.mark.parametrize("blank", ["name", "post", "document"])
def test_w2_a_designation_states_name_post_and_document(room: Room, blank: str) -> None:
    fields = {"name": ELENA, "post": "Asesora", "document": "Oficio N.° 12-2026", "scope": "all", blank: " "}
    with pytest.raises(DesignationIncomplete) as refusal:
        room.act("opi", attendance.designate_alternate, attendance.DesignateAlternate(**fields))
    assert refusal.value.missing == (blank,)


def test_w3_whoever_has_a_seat_is_nobodys_alternate(room: Room) -> None:
    with pytest.raises(HoldsAnotherSeat):
        room.designate("opi", "Ana Sofia VILLANUEVA Ríos")


def test_w2_only_a_titular_designates(room: Room) -> None:
    with pytest.raises(NotEntitled):
        room.designate("teresa", ELENA)


def test_w2_a_new_designation_ends_the_earlier_one_and_its_link(room: Room) -> None:
    code = room.designate("opi", ELENA)
    room.designate("opi", "Sr. Raúl Choque Mamani", enrolled="raul")
    with pytest.raises(InvitationRefused):
        room.enrol("elena", code)
    [ended, current] = room.rows(tables.alternate)
    assert (ended.ended_at, current.ended_at) == (room.clock.now(), None)
    assert len(room.events("alternate_ended")) == 1


def test_w2_whoever_was_alternate_until_now_is_told_who_is_and_what_they_can_do_no_more(room: Room) -> None:
    room.designate("opi", ELENA, enrolled="elena")
    room.hush()
    room.designate("opi", "Sr. Raúl Choque Mamani", enrolled="raul")
    [told] = room.said("elena")
    assert told.template == "alterno_cesado"
    assert (told.context["cause"], told.context["successor"]) == ("replaced", "Sr. Raúl Choque Mamani")
    room.designate("opi", "Sr. RAUL Choque Mamani")
    [told] = room.said("raul", "alterno_cesado")
    assert told.context["cause"] == "renewed"


def test_w2_the_alternate_is_told_when_the_titular_who_named_them_leaves_the_seat(room: Room) -> None:
    room.designate("opi", ELENA, enrolled="elena")
    room.act("dgse", replacement.replace_titular, ReplaceTitular("opi", "Ing. Luis Soto", "RM 1", False))
    [told] = room.said("elena", "alterno_cesado")
    assert (told.context["cause"], told.context["titular"]) == ("left", "Ing. Pedro Pablo Quiroz Chávez")


def test_w2_a_designation_that_was_ended_lets_the_alternate_act_no_more(room: Room) -> None:
    sitting = room.convene()
    room.designate("opi", ELENA, enrolled="elena")
    room.hush()
    end(room)
    assert {message.to for message in room.said(template="alterno_retirado")} >= {"opi", "vmpes", "dgse"}
    assert [message.template for message in room.said("elena")] == ["alterno_cesado"]
    room.at(lima(10, 15))
    room.first_list(sitting)
    with pytest.raises(Stranger):
        room.here(sitting, "elena")
    with pytest.raises(NotFound):
        end(room)


def test_c9_the_answer_that_the_alternate_comes_falls_with_the_designation(room: Room) -> None:
    sitting = room.convene()
    room.designate("opi", ELENA)
    room.answer("opi", sitting, "alternate")
    end(room)
    assert room.rows(tables.rsvp) == []
    assert room.panel(sitting).context["forecast"]["silent"] == 7


def test_c9_it_stands_where_another_alternate_takes_over(room: Room) -> None:
    sitting = room.convene()
    room.designate("opi", ELENA)
    room.answer("opi", sitting, "alternate")
    room.designate("opi", "Sr. Raúl Choque Mamani")
    assert [row.answer for row in room.rows(tables.rsvp)] == ["alternate"]


def test_w3_if_both_come_the_titular_acts(room: Room) -> None:
    sitting = room.convene()
    room.designate("opi", ELENA, enrolled="elena")
    room.at(lima(10, 15))
    room.first_list(sitting)
    room.here(sitting, "elena", "opi")
    [seated] = room.rows(tables.presence)
    assert (seated.as_alternate, seated.person_id) == (
        False,
        room.person("Ing. Pedro Pablo Quiroz Chávez").id,
    )
    with pytest.raises(SeatOccupied):
        room.here(sitting, "elena")


def test_w3_a_hand_over_during_the_sitting_is_recorded_with_its_hour(room: Room) -> None:
    room.designate("opi", ELENA, enrolled="elena")
    sitting = room.in_session("vmpes", "vmps", "dgse", "elena")
    room.at(lima(10, 16))
    room.mark(sitting, "opi", "titular")
    stays = [row for row in room.rows(tables.presence) if row.seat_id == room.seat("opi").id]
    assert [(row.as_alternate, row.left_at) for row in stays] == [(True, lima(10, 16)), (False, None)]
    assert stays[1].arrived_at == lima(10, 16)
    room.close(sitting)
    acta = room.acta(sitting)
    rows = [row for row in acta["attendees"] if row["seat"].startswith("Jefe")]
    assert [(row["alternate"], row["designation"]) for row in rows] == [
        (True, "Oficio N.° 12-2026"), (False, ""),
    ]  # fmt: skip
    sheet = room.documents("asistencia")[0].data["rows"]
    assert [row["name"] for row in sheet if row["seat"].startswith("Jefe")] == [
        ELENA, "Ing. Pedro Pablo Quiroz Chávez",
    ]  # fmt: skip


def test_w3_one_person_does_not_sit_in_two_seats(room: Room) -> None:
    code = room.designate("opi", ELENA, enrolled="elena")
    assert code
    room.enrol("elena", room.designate("de", ELENA))
    sitting = room.convene()
    room.at(lima(10, 15))
    room.first_list(sitting)
    room.here(sitting, "elena")
    with pytest.raises(HoldsAnotherSeat):
        room.mark(sitting, "de", "alternate")


def test_w2_an_alternate_who_sits_there_leaves_when_the_designation_ends(room: Room) -> None:
    room.designate("opi", ELENA, enrolled="elena")
    sitting = room.in_session("vmpes", "vmps", "dgse", "elena")
    room.later(minutes=5)
    end(room)
    [stay] = [row for row in room.rows(tables.presence) if row.as_alternate]
    assert stay.left_at == room.clock.now()
    assert ("seat_left", f"sitting:{sitting}") in room.events()


def test_an_alternate_marks_nothing_before_the_list(room: Room) -> None:
    sitting = room.convene()
    room.designate("opi", ELENA, enrolled="elena")
    with pytest.raises(NotLawfulNow):
        room.here(sitting, "elena")
