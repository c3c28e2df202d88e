"""C5: universal attendance, the one lawful way around the notice."""

import pytest

from bot.rules.errors import AgendaRequired, NotEntitled, NoticeTooShort, NotLawfulNow, NotUniversalAttendance
from bot.rules.reglamento import SittingKind
from bot.store import tables
from bot.usecases import attendance, conduct, convening, universal
from bot.usecases.refusals import NotFound, NotFuture
from bot.usecases.universal import Consent, Constitute, DraftUniversal, RecordConsent
from tests.usecases.body import AGENDA, SEATS, Founding, Room, lima


def draft(room: Room, who: str = "dgse", kind: str = "extraordinary", hour: int = 10) -> int:
    """A proposal for today; the sitting's id."""
    room.act(
        who, universal.draft_universal, DraftUniversal(SittingKind(kind), lima(2, hour), "Sala 5", AGENDA)
    )
    return int(room.rows(tables.sitting)[-1].id)


def agree(room: Room, sitting: int, *members: str, accepted: bool = True) -> None:
    for who in members:
        room.act(who, universal.give_consent, Consent(sitting, accepted))


def constitute(room: Room, sitting: int, who: str = "dgse", presider: int | None = None) -> str:
    return room.act(who, universal.constitute, Constitute(sitting, presider)).template


def test_c5_a_short_convocatoria_is_refused_to_the_president_too(room: Room) -> None:
    for who in ("vmpes", "dgse"):
        with pytest.raises(NoticeTooShort):
            room.draft(who, "ordinary", lima(8, 15))


def test_c5_all_are_asked_and_nobody_is_convened(room: Room) -> None:
    sitting = draft(room)
    asked = room.said(template="universal")
    assert {each.to for each in asked} == {*SEATS, "group"}
    assert asked[0].actions == ["consent", "consent", "here"]
    assert asked[0].context["article"] == "LPAG 98"
    assert room.rows(tables.service) == []
    assert room.sitting(sitting).state == "draft"


def test_c5_all_present_and_all_willing_constitute_the_sitting_which_takes_its_number(room: Room) -> None:
    sitting = draft(room)
    agree(room, sitting, *SEATS)
    assert "constitute" not in room.offered(sitting)
    room.here(sitting, "vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de")
    room.mark(sitting, "opi")
    assert room.offered(sitting) == ["constitute"]
    assert constitute(room, sitting) == constitute(room, sitting) == "instalada"
    row = room.sitting(sitting)
    assert (row.state, row.number, row.presider_why, row.station) == ("in_session", 1, "president", "agenda")
    told = room.said("opi", "instalada") + room.said("group", "instalada")
    assert [each.context["universal"] for each in told] == [True]
    room.vote(sitting, vmpes="for", vmps="for", dgse="for", opi="against")
    room.close(sitting)
    acta = room.acta(sitting)
    assert acta["sitting"]["universal"] is True
    assert {each["arrived_at"] for each in acta["attendees"]} == {None}
    assert room.documents("notificaciones") == []
    [sheet] = room.documents("asistencia")
    assert {(row["first_list"], row["second_list"]) for row in sheet.data["rows"]} == {(None, None)}


def test_c5_whoever_is_missing_or_unwilling_is_named(room: Room) -> None:
    sitting = draft(room)
    agree(room, sitting, *(key for key in SEATS if key != "de"))
    room.here(sitting, *(key for key in SEATS if key != "opi"))
    with pytest.raises(NotUniversalAttendance) as refusal:
        constitute(room, sitting)
    assert (refusal.value.present, refusal.value.in_favour, refusal.value.members) == (6, 5, 7)
    assert refusal.value.missing == ("de", "opi")
    assert refusal.value.article == "LPAG 98"
    assert room.panel(sitting).context["universal"]["missing"] == ["de", "opi"]


def test_c5_one_refusal_prevents_it_and_may_be_changed(room: Room) -> None:
    sitting = draft(room)
    agree(room, sitting, *SEATS)
    room.here(sitting, *SEATS)
    agree(room, sitting, "opi", accepted=False)
    assert {each.to for each in room.said(template="universal_negada")} == {"vmpes", "dgse", "teresa", "luis"}
    with pytest.raises(NotUniversalAttendance):
        constitute(room, sitting)
    agree(room, sitting, "opi")
    constitute(room, sitting)


def test_c5_q5_the_st_records_whoever_is_there_without_a_telephone_and_no_other(founded: Founding) -> None:
    room = founded(but=("opi",))
    sitting = draft(room)
    assert room.said("dgse", "universal_preparada")[0].context["unreached"] == ["opi"]
    agree(room, sitting, *(key for key in SEATS if key != "opi"))
    room.here(sitting, *(key for key in SEATS if key != "opi"))
    with pytest.raises(NotFound):
        room.act("dgse", universal.record_consent, RecordConsent(sitting, room.seat("opi").id))
    room.mark(sitting, "opi")
    assert room.offered(sitting) == ["agreed"]
    with pytest.raises(NotFound):
        room.act("dgse", universal.record_consent, RecordConsent(sitting, room.seat("de").id))
    room.act("dgse", universal.record_consent, RecordConsent(sitting, room.seat("opi").id))
    [recorded] = room.rows(tables.consent, tables.consent.c.recorded_by.is_not(None))
    assert recorded.seat_id == room.seat("opi").id
    constitute(room, sitting)


def test_c5_a_vacant_seat_is_no_member_to_wait_for(room: Room) -> None:
    room.vacate("opi")
    sitting = draft(room)
    members = [key for key in SEATS if key != "opi"]
    agree(room, sitting, *members)
    room.here(sitting, *members)
    constitute(room, sitting)


def test_c5_w3_an_acceptance_counts_while_whoever_gave_it_sits_in_the_seat(room: Room) -> None:
    room.designate("opi", "Lic. Rosa Quispe", enrolled="rosa")
    sitting = draft(room)
    agree(room, sitting, *SEATS)
    room.here(sitting, *(key for key in SEATS if key != "opi"), "rosa")
    with pytest.raises(NotUniversalAttendance):
        constitute(room, sitting)
    agree(room, sitting, "rosa")
    constitute(room, sitting)


def test_c5_who_may_prepare_accept_and_constitute(room: Room) -> None:
    with pytest.raises(NotEntitled):
        draft(room, "opi")
    sitting = draft(room, "vmpes", "ordinary")
    with pytest.raises(NotEntitled):
        agree(room, sitting, "teresa")
    with pytest.raises(NotEntitled):
        constitute(room, sitting, "opi")
    with pytest.raises(NotFuture):
        room.act(
            "dgse",
            universal.draft_universal,
            DraftUniversal(SittingKind.ORDINARY, lima(1, 9), "Sala", AGENDA),
        )
    with pytest.raises(AgendaRequired):
        room.act(
            "dgse", universal.draft_universal, DraftUniversal(SittingKind.ORDINARY, lima(2, 9), "Sala", ())
        )


def test_c5_an_ordinary_draft_takes_no_presence_and_constitutes_nothing(room: Room) -> None:
    sitting = room.draft()
    with pytest.raises(NotLawfulNow):
        room.here(sitting, "opi")
    with pytest.raises(NotLawfulNow):
        room.mark(sitting, "opi")
    with pytest.raises(NotLawfulNow):
        agree(room, sitting, "opi")
    with pytest.raises(NotLawfulNow):
        constitute(room, sitting)
    convened = room.convene(held_at=lima(20, 15))
    with pytest.raises(NotLawfulNow):
        constitute(room, convened)


def test_c5_a_mark_is_taken_back_and_a_proposal_given_up(room: Room) -> None:
    sitting = draft(room)
    room.here(sitting, "opi")
    room.mark(sitting, "opi")
    assert room.rows(tables.presence) == []
    room.act("dgse", conduct.open_room, conduct.OpenRoom(sitting))
    room.deliver()
    room.act("dgse", convening.discard_draft, convening.DiscardDraft(sitting))
    panels = [letter for letter in room.deliver() if letter.template == "panel"]
    assert panels
    assert not any(letter.buttons for letter in panels)
    with pytest.raises(NotLawfulNow):
        room.act("opi", attendance.mark_self_present, attendance.MarkSelfPresent(sitting))


def test_c5_w2_an_alternate_appears_in_the_panel_of_a_proposal_and_leaves_it_with_their_designation(
    room: Room,
) -> None:
    sitting = draft(room)
    room.act("dgse", conduct.open_room, conduct.OpenRoom(sitting))
    room.deliver()
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    panels = [letter for letter in room.deliver() if letter.template == "panel"]
    assert "alternate" in str(panels[-1].buttons)
    room.here(sitting, "elena")
    room.act("opi", attendance.end_alternate, attendance.EndAlternate())
    assert room.rows(tables.presence) == []


def test_c5_w4_with_the_presidency_vacant_those_present_elect(room: Room) -> None:
    room.vacate("vmpes")
    sitting = draft(room)
    members = [key for key in SEATS if key != "vmpes"]
    agree(room, sitting, *members)
    room.here(sitting, *members)
    assert room.panel(sitting).buttons[0][0]["suffix"] == "elected"
    constitute(room, sitting, presider=room.seat("vmps").id)
    assert room.sitting(sitting).presider_why == "elected"
