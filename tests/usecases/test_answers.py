"""Answers to the convocatoria, their reasons, and the forecast against quorum (C9)."""

import pytest

from bot.rules.errors import NoAlternate, NotEntitled, NotLawfulNow
from bot.rules.lifecycle import Verb
from bot.store import tables
from bot.usecases import attendance, conduct, consult, dialogue, rectifying
from bot.usecases.refusals import NotFound
from tests.usecases.body import GROUP, SEATS, Room, lima, utc


def answers(room: Room) -> dict[str, tuple[str, str | None]]:
    keys = {room.seat(key).id: key for key in SEATS}
    return {keys[row.seat_id]: (row.answer, row.reason) for row in room.rows(tables.rsvp)}


def test_c9_a_titular_answers_and_may_change_the_answer_until_the_first_list(room: Room) -> None:
    sitting = room.convene()
    room.answer("opi", sitting, "attending")
    room.answer("opi", sitting, "absent")
    assert answers(room) == {"opi": ("absent", None)}
    assert len(room.events("convocatoria_answered")) == 2
    room.at(room.sitting(sitting).held_at)
    room.first_list(sitting)
    with pytest.raises(NotLawfulNow) as refusal:
        room.answer("opi", sitting, "attending")
    assert refusal.value.article == "25 b"
    assert Verb.MARK_SELF_PRESENT in refusal.value.lawful
    assert Verb.INSTALL not in refusal.value.lawful  # what is not theirs to do is not named to them


def test_a_second_press_of_the_same_answer_says_and_records_nothing_new(room: Room) -> None:
    sitting = room.convene()
    first = room.answer("opi", sitting, "attending")
    said = len(room.said())
    assert room.answer("opi", sitting, "attending") == first
    assert len(room.said()) == said
    assert len(room.events("convocatoria_answered")) == 1


def test_c9_an_absence_is_asked_for_its_reason_which_may_come_later(room: Room) -> None:
    sitting = room.convene()
    room.answer("opi", sitting, "absent")
    assert room.said("opi", "pide_motivo_ausencia")[0].actions == ["skip"]
    assert dialogue.open_question(room.desk, SEATS["opi"]).fields["sitting"] == sitting
    explain = attendance.ExplainAbsence(sitting, " Comisión de servicios a Puno ")
    room.act("opi", attendance.explain_absence, explain)
    assert answers(room)["opi"] == ("absent", "Comisión de servicios a Puno")
    assert dialogue.open_question(room.desk, SEATS["opi"]) is None
    assert room.said("opi", "motivo_anotado")


def test_c9_whoever_attends_after_all_is_not_asked_why_they_would_not(room: Room) -> None:
    sitting = room.convene()
    room.answer("opi", sitting, "absent")
    room.answer("opi", sitting, "attending")
    assert dialogue.open_question(room.desk, SEATS["opi"]) is None
    with pytest.raises(NotFound):
        room.act("opi", attendance.explain_absence, attendance.ExplainAbsence(sitting, "Viaje"))


def test_c9_the_question_is_asked_in_private_even_where_the_button_was_pressed_in_the_group(
    room: Room,
) -> None:
    sitting = room.convene()
    command = attendance.AnswerConvocatoria(sitting, attendance.Answer.ABSENT)
    room.hush()
    room.act("opi", attendance.answer_convocatoria, command, chat=GROUP)
    assert room.said("group") == []
    assert room.said("opi", "pide_motivo_ausencia")


def test_c9_an_alternate_is_announced_only_by_a_seat_that_has_one(room: Room) -> None:
    sitting = room.convene()
    with pytest.raises(NoAlternate) as refusal:
        room.answer("opi", sitting, "alternate")
    assert refusal.value.article == "16"
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    room.answer("opi", sitting, "alternate")
    [told] = room.said("elena", "suplencia")
    assert told.context["titular"] == "Ing. Pedro Pablo Quiroz Chávez"


def test_c9_an_alternate_who_enrols_after_being_announced_is_told_and_served(room: Room) -> None:
    sitting, other = room.convene(), room.convene(held_at=lima(17, 15))
    code = room.designate("opi", "Sra. Elena Ticona Apaza")
    room.answer("opi", sitting, "alternate")
    room.answer("opi", other, "attending")
    room.enrol("elena", code)
    [told] = room.said("elena", "suplencia")
    assert told.context["held_at"] == utc(room.sitting(sitting).held_at)
    kinds = {row.id: row.kind for row in room.rows(tables.document)}
    assert [kinds[each.document or 0] for each in room.said("elena", "archivo")] == [
        "convocatoria",
        "calendario",
    ]


def test_c9_an_alternate_who_is_replaced_leaves_the_notice_to_the_one_who_follows(room: Room) -> None:
    sitting = room.convene()
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    room.answer("opi", sitting, "alternate")
    room.designate("opi", "Sr. Raúl Choque Mamani", enrolled="raul")
    assert len(room.said("raul", "suplencia")) == 1


def test_c9_only_titulares_answer(room: Room) -> None:
    sitting = room.convene()
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    for who in ("teresa", "elena"):
        with pytest.raises(NotEntitled):
            room.answer(who, sitting, "attending")


def test_c9_the_forecast_stands_against_quorum_for_those_who_lead(room: Room) -> None:
    sitting = room.convene()
    for who in ("vmpes", "vmps", "dgse"):
        room.answer(who, sitting, "attending")
    room.answer("opi", sitting, "absent")
    forecast = room.panel(sitting).context["forecast"]
    assert forecast == {
        "attending": 3, "by_alternate": 0, "absent": 1, "silent": 3, "reached": False, "possible": True,
    }  # fmt: skip
    room.designate("de", "Sra. Elena Ticona Apaza")
    room.answer("de", sitting, "alternate")
    room.act("vmpes", consult.list_sittings, consult.ListSittings())
    [listed] = room.said("vmpes", "sesiones")[-1].context["coming"]
    assert (listed["forecast"]["by_alternate"], listed["forecast"]["reached"]) == (1, True)
    assert room.said("vmpes", "sesiones")[-1].context["leads"]


def test_a_member_sees_the_sittings_without_the_buttons_of_those_who_lead(room: Room) -> None:
    room.convene()
    room.act("opi", consult.list_sittings, consult.ListSittings())
    [listed] = room.said("opi", "sesiones")
    assert (listed.context["leads"], listed.buttons) == (False, [])


@pytest.mark.parametrize("end", ["close", "conclude", "cancel", "move"])
def test_c9_once_the_sitting_is_over_nobody_is_asked_any_more_why_they_will_not_come(
    room: Room, end: str
) -> None:
    """The next plain text, weeks later, would be written into an acta that is already drafted."""
    sitting, other = room.convene(held_at=lima(13, 15)), room.convene("vmpes", "extraordinary", lima(20, 15))
    room.answer("opi", sitting, "absent")
    room.answer("de", other, "absent")
    if end == "close":
        room.close(room.open_sitting(sitting, "vmpes", "vmps", "dgse", "dgcgps"))
    elif end == "conclude":
        room.at(lima(13, 15))
        room.first_list(sitting)
        room.later(minutes=15)
        room.second_list(sitting)
        room.act("dgse", conduct.conclude_without_quorum, conduct.ConcludeWithoutQuorum(sitting))
    else:
        how = {"cancel": rectifying.Cancel, "move": rectifying.Reschedule}[end]
        change = how("Viaje", "13/03/2026", held_at=lima(24, 15) if end == "move" else None)
        room.act("dgse", rectifying.propose, change)
        proposed = room.rows(tables.rectification)[-1].id
        room.act("dgse", rectifying.issue_rectification, rectifying.IssueRectification(proposed))
    assert [row.telegram_id for row in room.rows(tables.dialogue)] == [SEATS["de"]]
