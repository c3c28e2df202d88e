"""The acta of the sitting before: shown, approved and immutable (S1, A3)."""

import pytest

from bot.rules.acta import Review
from bot.rules.errors import (
    ActaNotLawfulNow,
    ConformityMissing,
    NotEntitled,
    NotWhereActasAreApproved,
    ObservationsPending,
)
from bot.store import tables
from bot.usecases import conduct, minutes, previous, reviews, voting
from bot.usecases.refusals import NotFound, Outdated
from tests.usecases.body import FOUR, Room, lima

NEXT = lima(20, 15)


@pytest.fixture
def before(room: Room) -> int:
    """An ordinary sitting that was held and closed, its acta circulated; its id."""
    sitting = room.in_session()
    room.vote(sitting, vmpes="for", vmps="for", dgse="for", opi="against")
    room.at(lima(10, 17))
    room.close(sitting)
    room.circulate(sitting)
    return sitting


def review(room: Room, who: str, document: int, answer: str, text: str | None = None) -> None:
    room.act(who, reviews.review_acta, reviews.ReviewActa(document, Review(answer), text))


def newest(room: Room) -> int:
    return room.documents("acta")[-1].id


def approve(room: Room, document: int, who: str = "dgse") -> str:
    return room.act(who, previous.approve_acta, previous.ApproveActa(document)).template


def following(room: Room) -> int:
    """The next ordinary sitting, installed."""
    room.at(lima(11, 11))
    return room.open_sitting(room.convene(held_at=NEXT), *FOUR)


def test_a3_an_acta_that_circulates_once_the_next_sitting_is_installed_appears_in_its_panel(
    room: Room,
) -> None:
    first = room.in_session()
    room.close(first)
    sitting = following(room)
    room.act("dgse", conduct.open_room, conduct.OpenRoom(sitting))
    room.deliver()
    room.circulate(first)
    [panel] = [letter for letter in room.deliver() if letter.template == "panel"]
    assert panel.buttons[0][0]["args"] == [newest(room)]
    approve(room, newest(room))
    [panel] = [letter for letter in room.deliver() if letter.template == "panel"]
    assert "approve" not in str(panel.buttons)


def test_s1_a3_the_first_station_shows_the_circulated_acta_and_offers_its_approval(
    room: Room, before: int
) -> None:
    document = newest(room)
    review(room, "vmps", document, "conform")
    room.hush()
    sitting = following(room)
    for who in ("group", "dgse", "vmpes", "teresa"):
        [shown] = room.said(who, "acta_anterior")
        assert (shown.document, shown.context["conform"], shown.context["observed"]) == (document, 1, [])
        assert shown.actions == ([] if who == "group" else ["approve"])
    assert "approve" in room.offered(sitting)
    assert approve(room, document, "vmpes") == "acta_aprobada"
    assert "approve" not in room.offered(sitting)
    assert room.row(tables.document, document).state == "approved"
    assert room.row(tables.document, document).approved_in == sitting
    assert room.events("acta_approved") == [("acta_approved", f"document:{document}")]
    [entry] = [row for row in room.rows(tables.journal) if row.event == "acta_approved"]
    assert '"content":"' in entry.data
    assert room.said("group", "acta_aprobada")
    assert approve(room, document) == "acta_aprobada", "a second press gets the first receipt"
    assert len(room.events("acta_approved")) == 1


def test_a3_what_was_approved_changes_no_more(room: Room, before: int) -> None:
    document = newest(room)
    following(room)
    approve(room, document)
    with pytest.raises(ActaNotLawfulNow):
        room.circulate(before)
    with pytest.raises(ActaNotLawfulNow):
        review(room, "vmps", document, "observed", "Falta algo")


def test_a3_pending_observations_are_named_and_a_new_version_resolves_them(room: Room, before: int) -> None:
    document = newest(room)
    review(room, "opi", document, "observed", "Falta mi intervención")
    sitting = following(room)
    with pytest.raises(ObservationsPending) as refusal:
        approve(room, document)
    assert refusal.value.fields() == {"pending": 1, "observers": ["opi"], "article": "19 f"}
    review(room, "opi", document, "conform")
    approve(room, document)
    room.close(sitting)
    [told] = room.acta(sitting)["previous_actas"]
    assert told == {
        "name": "Acta de la Sesión Ordinaria N.° 01-2026", "presented": True, "approved": True,
        "observations": [],
    }  # fmt: skip


def test_s1_an_acta_that_was_not_circulated_was_not_before_the_next_sitting(room: Room) -> None:
    room.close(room.in_session())
    second = room.open_sitting(room.convene(held_at=lima(20, 15)), *FOUR)
    room.close(second)
    [told] = room.acta(second)["previous_actas"]
    assert (told["presented"], told["approved"]) == (False, False)


def test_a3_elsewhere_the_approval_is_refused_and_the_acta_says_that_it_stayed_pending(
    room: Room, before: int
) -> None:
    document = newest(room)
    room.at(lima(11, 9))
    with pytest.raises(NotWhereActasAreApproved):
        approve(room, document)
    sitting = following(room)
    room.act("dgse", conduct.next_station, conduct.NextStation(sitting))
    assert "approve" not in room.offered(sitting)
    with pytest.raises(NotWhereActasAreApproved):
        approve(room, document)
    with pytest.raises(NotEntitled):
        approve(room, document, "opi")
    with pytest.raises(NotFound):
        approve(room, 999)
    room.at(lima(20, 17))
    room.close(sitting)
    assert [each["approved"] for each in room.acta(sitting)["previous_actas"]] == [False]
    pending = room.acta(sitting)
    room.at(lima(21, 9))
    room.circulate(sitting)
    third = room.open_sitting(room.convene(held_at=lima(30, 15)), *FOUR)
    names = [
        button["label"]
        for row in room.panel(third).buttons
        for button in row
        if button["action"] == "approve"
    ]
    assert names == ["Sesión Ordinaria N.° 01-2026", "Sesión Ordinaria N.° 02-2026"]
    approve(room, document)
    assert room.acta(sitting)["previous_actas"] == pending["previous_actas"]


def test_a3_an_extraordinary_sitting_approves_no_acta(room: Room, before: int) -> None:
    sitting = room.open_sitting(room.convene("vmpes", "extraordinary", held_at=lima(16, 15)), *FOUR)
    assert "approve" not in room.offered(sitting)
    assert not room.said(template="acta_anterior")
    with pytest.raises(NotWhereActasAreApproved):
        approve(room, newest(room))


def test_a3_at_its_own_close_all_who_took_part_have_to_agree_on_that_day(room: Room, before: int) -> None:
    document = newest(room)
    room.act("dgse", minutes.fetch_acta, minutes.FetchActa())
    assert "approve" in room.said("dgse", "archivo")[-1].actions
    review(room, "vmpes", document, "conform")
    with pytest.raises(ConformityMissing) as refusal:
        approve(room, document)
    assert refusal.value.missing == ("vmps", "dgse", "opi")
    for who in ("vmps", "dgse", "opi"):
        review(room, who, document, "conform")
    approve(room, document)
    assert room.row(tables.document, document).approved_in == before
    assert room.said("group", "acta_aprobada")[-1].context["where"] == ""


def test_v3_reasons_given_after_the_close_are_a_new_version_which_must_circulate_first(
    room: Room, before: int
) -> None:
    document = newest(room)
    room.at(lima(11, 10))
    room.hush()
    room.act("opi", voting.give_reason, voting.GiveReason("Falta el sustento legal."))
    [told] = room.said("dgse", "acta_completada")
    assert told.document == newest(room) != document
    assert [each["reason"] for each in room.acta(before)["dissents"]] == ["Falta el sustento legal."]
    sitting = following(room)
    with pytest.raises(Outdated) as refusal:
        approve(room, document)
    assert refusal.value.what == "acta_newer"
    room.circulate(before)
    assert "approve" in room.offered(sitting)
    approve(room, newest(room))
