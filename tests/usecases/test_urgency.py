"""Matters off the agenda, requests, and what waits for the next one (S1, S2)."""

import pytest

from bot.rules.errors import (
    ItemNotOnAgenda,
    NotEntitled,
    NotInAgendaStation,
    NotLawfulNow,
    NotPresent,
    VoteStillOpen,
)
from bot.store import tables
from bot.usecases import conduct, convening, requests, urgency
from bot.usecases.refusals import NotFound, Outdated
from tests.usecases.body import FOUR, SEATS, Founding, Room, lima

ALL = tuple(SEATS)
TEXT = "Ampliar el plazo del concurso"


def propose(room: Room, text: str = TEXT, who: str = "dgse") -> int:
    room.act(who, urgency.propose_urgency, urgency.ProposeUrgency(text))
    return room.rows(tables.urgency)[-1].id


def answer(room: Room, who: str, asked: int, agrees: bool = True) -> str:
    return room.act(who, urgency.answer_urgency, urgency.AnswerUrgency(asked, agrees)).template


def pending(room: Room) -> list[str]:
    """What the preview of a new draft offers."""
    room.hush()
    room.draft(held_at=lima(30, 10), agenda=("Otro punto",))
    [preview] = room.said("dgse", "previsualizacion")
    assert ("addpending" in preview.actions) == bool(preview.context["pending"])
    return list(preview.context["pending"])


def test_s2_all_present_and_unanimous_make_it_an_item_that_can_be_voted(room: Room) -> None:
    sitting = room.in_session(*ALL)
    asked = propose(room)
    for who in ALL:
        assert room.said(who, "urgencia")[-1].actions == ["urgent", "urgent"]
        answer(room, who, asked)
    [item] = [row for row in room.rows(tables.agenda_item) if row.urgent]
    assert (item.position, item.text) == (3, TEXT)
    vote = room.vote(sitting, item=3, **dict.fromkeys(ALL, "for"))
    assert room.row(tables.vote, vote).outcome == "approved"
    room.close(sitting)
    assert [each["urgent"] for each in room.acta(sitting)["agenda"]] == [False, False, True]
    with pytest.raises(Outdated):
        answer(room, "opi", asked)


def test_s2_one_dissent_sends_it_to_the_next_agenda(room: Room) -> None:
    sitting = room.in_session(*ALL)
    asked = propose(room)
    answer(room, "vmpes", asked)
    assert answer(room, "opi", asked, agrees=False) == "urgencia_resuelta"
    assert room.row(tables.urgency, asked).state == "refused"
    assert pending(room) == [TEXT]
    with pytest.raises(ItemNotOnAgenda):
        room.open_vote(sitting, item=3)


def test_s2_with_somebody_missing_nobody_is_asked_and_it_goes_to_the_next_agenda(room: Room) -> None:
    room.in_session(*FOUR)
    room.hush()
    propose(room)
    assert not room.said(template="urgencia")
    [told] = room.said("group", "urgencia_resuelta")
    assert (told.context["present"], told.context["members"], told.context["accepted"]) == (4, 7, False)
    assert pending(room) == [TEXT]


def test_s2_a_member_who_leaves_meanwhile_ends_the_question(room: Room) -> None:
    sitting = room.in_session(*ALL)
    asked = propose(room)
    room.mark(sitting, "de")
    assert answer(room, "opi", asked) == "urgencia_resuelta"
    assert room.row(tables.urgency, asked).state == "refused"


def test_s2_a_vacant_seat_is_not_waited_for(founded: Founding) -> None:
    room = founded()
    room.vacate("de")
    room.in_session(*(key for key in ALL if key != "de"))
    asked = propose(room)
    for who in ALL:
        if who != "de":
            answer(room, who, asked)
    assert room.row(tables.urgency, asked).state == "accepted"


def test_s2_q5_the_secretariat_records_who_has_no_telephone_and_nobody_else(founded: Founding) -> None:
    room = founded(but=("opi",))
    sitting = room.convene()
    room.at(room.sitting(sitting).held_at)
    room.first_list(sitting)
    room.here(sitting, *(key for key in ALL if key != "opi"))
    room.mark(sitting, "opi")
    room.act("dgse", conduct.install, conduct.Install(sitting))
    asked = propose(room)
    assert "urgent" in room.offered(sitting)
    record = urgency.RecordUrgency(asked, True, room.seat("opi").id)
    room.act("dgse", urgency.answer_urgency, record)
    with pytest.raises(NotEntitled):
        room.act("dgse", urgency.answer_urgency, urgency.RecordUrgency(asked, True, room.seat("de").id))
    assert "urgent" not in room.offered(sitting)


def test_s2_who_conducts_asks_one_question_at_a_time_before_the_acuerdos(room: Room) -> None:
    with pytest.raises(NotFound):
        propose(room)
    sitting = room.in_session(*ALL)
    with pytest.raises(NotEntitled):
        propose(room, who="opi")
    asked = propose(room, who="vmpes")
    with pytest.raises(Outdated):
        propose(room, "Otro asunto")
    with pytest.raises(NotFound):
        answer(room, "opi", 999)
    for who in ALL:
        answer(room, who, asked)
    vote = room.open_vote(sitting)
    with pytest.raises(VoteStillOpen):
        propose(room, "Otro asunto")
    room.close_vote(vote)
    room.mark(sitting, "de")
    room.act("dgse", conduct.next_station, conduct.NextStation(sitting))
    with pytest.raises(NotInAgendaStation):
        propose(room, "Otro asunto")
    with pytest.raises(NotEntitled):
        answer(room, "teresa", asked)


def test_s2_only_the_present_are_asked(room: Room) -> None:
    sitting = room.in_session(*ALL)
    asked = propose(room)
    room.mark(sitting, "de")
    with pytest.raises(NotPresent):
        answer(room, "de", asked)


def test_s2_a_question_left_open_at_the_close_goes_to_the_next_agenda(room: Room) -> None:
    sitting = room.in_session(*ALL)
    propose(room)
    room.close(sitting, sure=False)
    assert {"what": "urgency", "text": TEXT} in room.said("dgse", "sin_decidir")[-1].context["undecided"]
    room.close(sitting)
    assert TEXT in pending(room)


def test_s1_what_was_not_treated_is_offered_for_the_next_draft_and_added_at_a_press(room: Room) -> None:
    sitting = room.in_session(agenda=("Plan anual (20 min)", "Concurso", "Comité"))
    room.vote(sitting, vmpes="for", vmps="for", dgse="for")
    room.close(sitting)
    assert pending(room) == ["Concurso", "Comité"]
    draft = room.rows(tables.sitting)[-1].id
    room.hush()
    room.act("dgse", convening.add_pending, convening.AddPending(draft))
    [preview] = room.said("dgse", "previsualizacion")
    assert [item["text"] for item in preview.context["agenda"]] == ["Otro punto", "Concurso", "Comité"]
    assert preview.context["pending"] == []
    room.issue(draft)
    assert pending(room) == [], "what stands on a convened agenda waits no more"
    with pytest.raises(NotLawfulNow):
        room.act("dgse", convening.add_pending, convening.AddPending(draft))


def test_s1_a_draft_that_is_given_up_lets_its_matters_wait_again(room: Room) -> None:
    sitting = room.in_session(agenda=("Plan", "Concurso"))
    room.vote(sitting, vmpes="for", vmps="for", dgse="for")
    room.close(sitting)
    draft = room.draft(held_at=lima(30, 10), agenda=("concurso",))
    assert room.said("dgse", "previsualizacion")[-1].context["pending"] == [], "written by hand"
    room.act("dgse", convening.discard_draft, convening.DiscardDraft(draft))
    assert pending(room) == ["Concurso"]


def test_s4_an_item_may_carry_its_minutes(room: Room) -> None:
    sitting = room.convene(agenda=("Plan anual (20 min)", "Concurso"))
    assert [(row.text, row.minutes) for row in room.rows(tables.agenda_item)] == [
        ("Plan anual", 20), ("Concurso", None),
    ]  # fmt: skip
    [paper] = room.documents("convocatoria")
    assert [item["minutes"] for item in paper.data["agenda"]] == [20, None]
    shown = room.said("vmps", "convocatoria")[-1].context["agenda"]
    assert [(item["text"], item["minutes"]) for item in shown] == [("Plan anual", 20), ("Concurso", None)]
    assert sitting


def test_s4_an_item_carries_its_points_to_every_paper_and_to_the_next_agenda(room: Room) -> None:
    typed = "Plan anual (20 min)\n- Metas\n- Presupuesto"
    sitting = room.in_session(agenda=(typed, "Concurso"))
    assert room.documents("convocatoria")[0].data["agenda"][0]["points"] == ["Metas", "Presupuesto"]
    assert room.said("group", "estacion")[-1].context["agenda"][0]["points"] == ["Metas", "Presupuesto"]
    assert room.panel(sitting).context["agenda"][0]["minutes"] == 20
    room.close(sitting)
    assert room.acta(sitting)["agenda"][0]["points"] == ["Metas", "Presupuesto"]
    room.draft(held_at=lima(30, 10), agenda=("Otro",))
    assert pending(room) == [typed, "Concurso"]


def ask_for(room: Room, who: str, text: str = "Un informe sobre los pilotos") -> int:
    room.act(who, requests.submit_request, requests.SubmitRequest(text))
    return room.rows(tables.matter)[-1].id


def test_s1_a_request_stands_in_the_pedidos_of_the_next_ordinary_sitting(room: Room) -> None:
    ask_for(room, "opi")
    assert room.said("dgse", "pedido_recibido")[-1].actions == ["place"]
    assert room.said("opi", "pedido_presentado")
    sitting = room.open_sitting(room.convene(), *ALL)
    room.to_agenda(sitting)
    [station] = [each for each in room.said("group", "estacion") if each.context["station"] == "requests"]
    assert [asked["text"] for asked in station.context["requests"]] == ["Un informe sobre los pilotos"]
    [asked] = room.said("vmpes", "pedido_en_estacion")
    assert asked.actions == ["move", "place"]
    room.close(sitting)
    [pedidos] = [each for each in room.acta(sitting)["stations"] if each["station"] == "requests"]
    assert len(pedidos["notes"]) == 1
    assert pedidos["notes"][0].endswith(": Un informe sobre los pilotos")
    room.at(lima(11, 9))
    second = room.open_sitting(room.convene(held_at=lima(20, 15)), *FOUR)
    room.close(second)
    assert all(not each["notes"] for each in room.acta(second)["stations"])


def test_s2_a_request_that_needs_debate_passes_to_the_orden_del_dia_as_urgent_or_to_the_next_agenda(
    room: Room,
) -> None:
    first, second = ask_for(room, "opi"), ask_for(room, "de", "Otro informe")
    sitting = room.open_sitting(room.convene(), *ALL)
    room.act("dgse", urgency.propose_urgency, urgency.ProposeUrgency("", first))
    asked = room.rows(tables.urgency)[-1].id
    for who in ALL:
        answer(room, who, asked)
    assert [row.matter_id for row in room.rows(tables.agenda_item)] == [None, None, first]
    room.mark(sitting, "de")
    room.act("dgse", urgency.propose_urgency, urgency.ProposeUrgency("", second))
    assert pending(room) == ["Otro informe"]
    with pytest.raises(NotFound):
        room.act("dgse", urgency.propose_urgency, urgency.ProposeUrgency("", 999))


def test_s1_the_secretariat_puts_a_request_on_the_next_agenda(room: Room) -> None:
    asked = ask_for(room, "opi")
    assert pending(room) == []
    for _ in range(2):
        room.act("teresa", requests.place_on_agenda, requests.PlaceOnAgenda(asked))
    assert len(room.said("opi", "pedido_en_agenda")) == 1
    assert pending(room) == ["Un informe sobre los pilotos"]
    with pytest.raises(NotEntitled):
        room.act("opi", requests.place_on_agenda, requests.PlaceOnAgenda(asked))
    with pytest.raises(NotEntitled):
        ask_for(room, "teresa")
    with pytest.raises(NotFound):
        room.act("dgse", requests.place_on_agenda, requests.PlaceOnAgenda(999))
