"""Without quorum in either list: the constancia, and the second convening (Q2, Q3)."""

import pytest

from bot.rules.errors import NoQuorum, NotEntitled, NotLawfulNow, QuorumReached
from bot.store import tables
from bot.usecases import attendance, conduct, consult, dialogue
from bot.usecases.refusals import NotFuture
from tests.usecases.body import AGENDA, SEATS, Room, lima, utc

THREE = ("vmpes", "dgse", "opi")


def conclude(room: Room, sitting: int, who: str = "dgse") -> None:
    room.act(who, conduct.conclude_without_quorum, conduct.ConcludeWithoutQuorum(sitting))


def second(room: Room, sitting: int, held_at: object = None, who: str = "dgse") -> str:
    command = conduct.CallSecondConvening(sitting, held_at)
    return room.act(who, conduct.call_second_convening, command).template


def without_quorum(room: Room, *members: str) -> int:
    """A sitting concluded after both lists, with those members present in the first."""
    sitting = room.convene()
    room.answer("de", sitting, "absent")
    room.act("de", attendance.explain_absence, attendance.ExplainAbsence(sitting, "Viaje a Puno"))
    room.at(lima(10, 15))
    room.first_list(sitting)
    room.here(sitting, *members)
    room.at(lima(10, 15, 15))
    room.second_list(sitting)
    room.at(lima(10, 15, 30))
    conclude(room, sitting)
    return sitting


def test_q2_after_both_lists_the_convening_is_concluded_with_its_constancia(room: Room) -> None:
    sitting = without_quorum(room, *THREE)
    assert room.sitting(sitting).state == "concluded"
    [paper] = room.documents("constancia")
    assert [(each["taken_at"], each["present"], each["required"]) for each in paper.data["lists"]] == [
        (utc(lima(10, 15)), 3, 4), (utc(lima(10, 15, 15)), 3, 4),
    ]  # fmt: skip
    assert len(paper.data["present"]) == 3
    reasons = {each["seat"]: each["reason"] for each in paper.data["absentees"]}
    assert reasons["Directora de Evaluación"] == "Viaje a Puno"
    assert paper.data["concluded_at"] == utc(lima(10, 15, 30))
    assert paper.data["second_convening_at"] == utc(lima(11, 15))
    for who in ("dgse", "teresa", "luis"):
        assert paper.id in [message.document for message in room.said(who, "archivo")]
    [told] = room.said("group", "concluida")
    assert (told.context["present"], told.context["required"]) == (3, 4)


def test_q2_it_is_not_concluded_after_the_first_list_only(room: Room) -> None:
    sitting = room.convene()
    room.at(lima(10, 15))
    room.first_list(sitting)
    with pytest.raises(NotLawfulNow):
        conclude(room, sitting)


def test_q2_it_is_not_concluded_where_there_is_quorum(room: Room) -> None:
    sitting = room.convene()
    room.at(lima(10, 15))
    room.first_list(sitting)
    room.at(lima(10, 15, 15))
    room.second_list(sitting)
    assert room.offered(sitting) == ["conclude"]
    room.here(sitting, *THREE, "vmps")
    assert room.offered(sitting) == ["install"]
    with pytest.raises(QuorumReached):
        conclude(room, sitting)


def test_q2_a_second_press_concludes_once(room: Room) -> None:
    sitting = without_quorum(room)
    conclude(room, sitting)
    assert len(room.documents("constancia")) == 1
    with pytest.raises(NotLawfulNow):
        room.here(sitting, "opi")


def test_q3_the_second_convening_is_another_sitting_on_the_announced_date(room: Room) -> None:
    first = without_quorum(room, *THREE)
    assert room.offered(first) == ["second"]
    room.hush()
    assert second(room, first) == "convocado"
    again = room.rows(tables.sitting)[-1]
    assert (again.second_of, again.state, again.held_at) == (first, "convened", lima(11, 15))
    items = room.rows(tables.agenda_item, tables.agenda_item.c.sitting_id == again.id)
    assert [item.text for item in items] == list(AGENDA)
    for who in SEATS:
        [called] = room.said(who, "convocatoria")
        assert called.context["second_of"]
        assert called.context["second_at"] is None
    paper = room.documents("convocatoria")[-1].data
    assert (paper["first_held_at"], paper["second_convening_at"]) == (utc(lima(10, 15)), None)
    assert room.offered(first) == []


def test_q3_a_second_press_calls_it_once(room: Room) -> None:
    first = without_quorum(room)
    second(room, first)
    second(room, first, lima(12, 9))
    assert len(room.rows(tables.sitting)) == 2


def test_q3_it_is_held_with_those_who_attend_and_warns_of_fewer_than_three(room: Room) -> None:
    first = without_quorum(room)
    second(room, first)
    again = room.rows(tables.sitting)[-1].id
    room.at(lima(11, 15))
    room.first_list(again)
    with pytest.raises(NoQuorum) as refusal:
        room.act("dgse", conduct.install, conduct.Install(again))
    assert (refusal.value.required, refusal.value.article) == (1, "19 d")
    room.here(again, "vmpes", "dgse")
    room.act("dgse", conduct.install, conduct.Install(again))
    told = room.said("group", "instalada")[-1]
    assert (told.context["few"], told.context["few_article"], told.context["second_of"]) == (
        True, "LPAG 99", True,
    )  # fmt: skip
    room.to_agenda(again)
    room.vote(again, vmpes="for", dgse="for")
    room.close(again)
    acta = room.acta(again)
    assert acta["sitting"]["second_convening"]
    assert acta["lists"][0]["required"] == 1
    assert len(acta["acuerdos"]) == 1


def test_q3_three_are_not_few(room: Room) -> None:
    first = without_quorum(room)
    second(room, first)
    again = room.open_sitting(room.rows(tables.sitting)[-1].id, *THREE)
    assert room.sitting(again).number == 1
    assert not room.said("group", "instalada")[-1].context["few"]


def test_q3_where_the_announced_date_is_past_another_is_asked_for(room: Room) -> None:
    first = without_quorum(room)
    room.at(lima(12, 9))
    assert second(room, first) == "pide_fecha"
    [asked] = room.said("dgse", "pide_segunda_convocatoria")
    assert asked.context["proposed"] == utc(lima(13, 9))
    assert dialogue.open_question(room.desk, SEATS["dgse"]).kind == "second"
    with pytest.raises(NotFuture):
        second(room, first, lima(11, 9))
    second(room, first, lima(16, 15))
    assert room.rows(tables.sitting)[-1].held_at == lima(16, 15)
    assert dialogue.open_question(room.desk, SEATS["dgse"]) is None


def test_q3_there_is_no_third_convening(room: Room) -> None:
    first = without_quorum(room)
    second(room, first)
    again = room.rows(tables.sitting)[-1].id
    room.at(lima(11, 15))
    room.first_list(again)
    room.at(lima(11, 15, 15))
    room.second_list(again)
    conclude(room, again)
    assert room.offered(again) == []
    with pytest.raises(NotLawfulNow) as refusal:
        second(room, again)
    assert refusal.value.article == "19 d"


def test_q3_only_whoever_runs_the_sitting_calls_it_and_only_without_quorum(room: Room) -> None:
    sitting = room.convene()
    with pytest.raises(NotLawfulNow):
        second(room, sitting)
    with pytest.raises(NotEntitled):
        second(room, sitting, who="opi")


def test_the_panel_of_what_was_concluded_is_still_found(room: Room) -> None:
    first = without_quorum(room)
    room.act("dgse", consult.find_room, consult.FindRoom())
    panels = room.rows(tables.live_message, tables.live_message.c.template == "panel")
    assert [row.sitting_id for row in panels] == [first]
    room.act("opi", consult.list_sittings, consult.ListSittings())
    assert room.said("opi", "sesiones")[-1].context["past"][0]["state"] == "concluded"
