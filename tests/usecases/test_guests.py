"""Guests with voice and no vote (W5), and the hour at which a cuarto intermedio ends (S3)."""

import pytest

from bot.rules.errors import NotEntitled, NotPresent, ResumptionNotAhead
from bot.store import tables
from bot.usecases import conduct, guests, suspension
from bot.usecases.refusals import NotFound
from tests.usecases.body import FOUR, Room, lima


def invite(room: Room, name: str = "Dra. Elena Rojas", item: int | None = 2, who: str = "vmpes") -> None:
    room.act(who, guests.invite_guest, guests.InviteGuest(name, "UNMSM", item))


def test_w5_a_guest_invited_before_the_issue_is_announced_with_the_convocatoria(room: Room) -> None:
    draft = room.draft()
    invite(room)
    invite(room, "dra. elena rojas")
    assert len(room.rows(tables.guest)) == 1, "the same person once"
    assert not room.said("group", "invitado")
    room.issue(draft)
    expected = [{"name": "Dra. Elena Rojas", "institution": "UNMSM", "item": 2}]
    assert room.said("opi", "convocatoria")[-1].context["guests"] == expected
    assert [each["name"] for each in room.documents("convocatoria")[-1].data["guests"]] == [
        "Dra. Elena Rojas"
    ]


def test_w5_afterwards_it_is_told_and_stands_in_panel_sheet_and_acta(room: Room) -> None:
    sitting = room.in_session()
    invite(room, who="teresa", item=None)
    assert room.said("group", "invitado")
    assert [each["name"] for each in room.panel(sitting).context["guests"]] == ["Dra. Elena Rojas"]
    room.close(sitting)
    assert room.acta(sitting)["guests"] == [
        {"name": "Dra. Elena Rojas", "institution": "UNMSM", "post": "", "item": None}
    ]
    assert len(room.documents("asistencia")[-1].data["guests"]) == 1


def test_w5_a_guest_who_does_not_come_is_withdrawn(room: Room) -> None:
    sitting = room.in_session()
    invite(room)
    with pytest.raises(NotFound) as refusal:
        room.act("dgse", guests.withdraw_guest, guests.WithdrawGuest("Otra persona"))
    assert refusal.value.known == ("Dra. Elena Rojas",)
    room.act("dgse", guests.withdraw_guest, guests.WithdrawGuest("elena rojas"))
    room.close(sitting)
    assert room.acta(sitting)["guests"] == []


def test_w5_with_several_sittings_ahead_it_is_asked_which(room: Room) -> None:
    room.convene(held_at=lima(10, 15))
    second = room.draft(held_at=lima(24, 15))
    with pytest.raises(NotFound) as refusal:
        invite(room)
    assert (refusal.value.what, len(refusal.value.known)) == ("which_sitting", 2)
    command = guests.InviteGuest("Dra. Elena Rojas", "UNMSM", None, "24/03/2026")
    room.act("dgse", guests.invite_guest, command)
    assert [row.sitting_id for row in room.rows(tables.guest)] == [second]
    room.act("dgse", guests.invite_guest, guests.InviteGuest("Dra. Elena Rojas", "UNMSM", 1, "10-03-2026"))
    with pytest.raises(NotFound):
        room.act("dgse", guests.withdraw_guest, guests.WithdrawGuest("Elena Rojas"))
    room.act("dgse", guests.withdraw_guest, guests.WithdrawGuest("Elena Rojas 10/03/2026"))
    assert [row.sitting_id for row in room.rows(tables.guest)] == [second]


def test_w5_members_do_not_invite_and_the_item_has_to_exist(room: Room) -> None:
    with pytest.raises(NotFound):
        invite(room)
    room.convene()
    with pytest.raises(NotFound) as refusal:
        invite(room, item=3)
    assert (refusal.value.what, refusal.value.known) == ("item", ("1", "2"))
    with pytest.raises(NotEntitled):
        invite(room, who="opi")


def test_w5_whoever_presides_in_the_presidents_place_invites(room: Room) -> None:
    room.open_sitting(room.convene(), "vmps", "dgse", "dgacps", "opi", presider="vmps")
    invite(room, who="vmps")
    assert room.rows(tables.guest)


def test_w5_staff_have_no_vote(room: Room) -> None:
    vote = room.open_vote(room.in_session())
    with pytest.raises((NotEntitled, NotPresent)):
        room.cast("teresa", vote, "for")


def test_s3_the_hour_of_resumption_is_announced_and_reminded(room: Room) -> None:
    sitting = room.in_session()
    room.act("dgse", conduct.suspend, conduct.Suspend(sitting))
    with pytest.raises(ResumptionNotAhead):
        explain(room, sitting, lima(10, 14))
    explain(room, sitting, lima(10, 16))
    [told] = room.said("group", "suspension_explicada")
    assert (told.context["reason"], told.context["another_day"]) == ("Corte de luz", False)
    assert room.panel(sitting).context["pause"]["reason"] == "Corte de luz"
    room.hush()
    told_at = room.tick(lima(10, 16))
    assert {each.to for each in told_at if each.template == "hora_de_reanudar"} == {
        "dgse",
        "vmpes",
        "teresa",
        "luis",
    }
    room.act("vmpes", conduct.resume, conduct.Resume(sitting))
    with pytest.raises(NotFound):
        explain(room, sitting, lima(10, 18))


def test_s3_resumed_before_its_hour_nobody_is_reminded(room: Room) -> None:
    sitting = room.in_session()
    room.act("dgse", conduct.suspend, conduct.Suspend(sitting))
    explain(room, sitting, lima(10, 18))
    room.act("dgse", conduct.resume, conduct.Resume(sitting))
    assert not [each for each in room.tick(lima(10, 18)) if each.template == "hora_de_reanudar"]


def test_s3_q4_on_another_day_it_is_the_same_sitting_with_the_quorum_of_its_installation(room: Room) -> None:
    sitting = room.in_session()
    room.act("dgse", conduct.suspend, conduct.Suspend(sitting))
    explain(room, sitting, lima(12, 9))
    room.at(lima(12, 9))
    room.mark(sitting, "opi")
    room.act("dgse", conduct.resume, conduct.Resume(sitting))
    [told] = room.said("group", "reanudada")
    assert [told.context[name] for name in ("another_day", "present", "required", "holds")] == [
        True,
        3,
        4,
        True,
    ]
    room.vote(sitting, vmpes="for", vmps="for")
    room.close(sitting)
    assert room.acta(sitting)["suspensions"][0]["announced_for"]
    assert len(FOUR) == 4


def explain(room: Room, sitting: int, resumes_at: object) -> None:
    command = suspension.ExplainSuspension(sitting, "Corte de luz", resumes_at)
    room.act("dgse", suspension.explain_suspension, command)
