"""The acta among the members: circulated, agreed to, observed, anew where the record grew (A2, A3)."""

import pytest

from bot.rules.acta import Review
from bot.rules.errors import ActaNotLawfulNow, NotEntitled, NotLawfulNow
from bot.store import tables
from bot.usecases import dialogue, reviews, voting
from bot.usecases.refusals import NotFound, Outdated
from tests.usecases.body import SEATS, Founding, Room, lima


def review(room: Room, who: str, document: int, answer: Review, text: str | None = None) -> str:
    command = reviews.ReviewActa(document, answer, text)
    return room.act(who, reviews.review_acta, command).template


def test_a2_it_goes_to_every_titular_with_conforme_and_observar(room: Room, closed: int) -> None:
    room.circulate(closed)
    for who in SEATS:
        [sent] = room.said(who, "acta_para_conformidad")
        assert sent.actions == ["agree", "observe"]
        assert sent.document == room.documents("acta")[0].id
    [told] = room.said("dgse", "acta_circulada")
    assert (told.context["reached"], told.context["unreached"]) == (7, [])


def test_a2_the_alternate_who_attended_gets_the_file(room: Room) -> None:
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    sitting = room.in_session("vmpes", "vmps", "dgse", "elena")
    room.mark(sitting, "opi")
    room.mark(sitting, "opi", "alternate")
    room.close(sitting)
    room.hush()
    room.circulate(sitting)
    [sent] = room.said("elena", "archivo")
    assert sent.actions == []
    with pytest.raises(NotEntitled):
        review(room, "elena", sent.document or 0, Review.CONFORM)


def test_a2_whoever_has_no_chat_is_named(founded: Founding) -> None:
    room = founded(but=("de",))
    sitting = room.in_session()
    room.close(sitting)
    room.circulate(sitting)
    [told] = room.said("dgse", "acta_circulada")
    assert [seat["key"] for seat in told.context["unreached"]] == ["de"]
    assert told.context["reached"] == 6


def test_a2_a_second_press_circulates_once(room: Room, closed: int) -> None:
    assert room.circulate(closed) == room.circulate(closed)
    assert len(room.events("acta_circulated")) == 1
    assert len(room.said("opi", "acta_para_conformidad")) == 1


def test_a2_only_the_secretariat_circulates_and_only_what_is_closed(room: Room, closed: int) -> None:
    with pytest.raises(NotEntitled):
        room.circulate(closed, "vmpes")
    running = room.in_session(held_at=lima(20, 15))
    with pytest.raises(NotLawfulNow):
        room.circulate(running)


def test_a2_what_the_record_gained_since_goes_out_as_a_new_version(room: Room, closed: int) -> None:
    room.circulate(closed)
    first = room.documents("acta")[0].id
    room.act("opi", voting.give_reason, voting.GiveReason("El gasto no está sustentado."))
    got = room.fetch_acta()
    assert (got.context["version"], got.actions) == (2, ["circulate", "observations"])
    assert room.fetch_acta("opi").context["version"] == 1
    room.circulate(closed)
    assert room.fetch_acta("opi").context["version"] == 2
    with pytest.raises(Outdated) as refusal:
        review(room, "opi", first, Review.CONFORM)
    assert refusal.value.holds == "2"
    assert [row.state for row in room.documents("acta")] == ["circulated", "circulated"]


def test_a3_members_agree_or_observe_and_the_secretariat_hears_of_it(room: Room, closed: int) -> None:
    room.circulate(closed)
    document = room.documents("acta")[0].id
    assert review(room, "vmpes", document, Review.CONFORM) == "revision_anotada"
    assert review(room, "opi", document, Review.OBSERVED, " Falta mi intervención. ") == "revision_anotada"
    told = [
        (message.context["answer"], message.context["text"]) for message in room.said("dgse", "acta_revisada")
    ]
    assert told == [("conform", None), ("observed", "Falta mi intervención.")]
    keys = {room.seat(key).id: key for key in SEATS}
    assert {keys[row.seat_id]: row.answer for row in room.rows(tables.review)} == {
        "vmpes": "conform", "opi": "observed",
    }  # fmt: skip


def test_a3_an_observation_without_words_is_asked_for_them(room: Room, closed: int) -> None:
    room.circulate(closed)
    document = room.documents("acta")[0].id
    assert review(room, "opi", document, Review.OBSERVED) == "pide_observacion"
    assert dialogue.open_question(room.desk, SEATS["opi"]).fields["document"] == document
    assert room.rows(tables.review) == []
    review(room, "opi", document, Review.OBSERVED, "Falta mi intervención.")
    assert dialogue.open_question(room.desk, SEATS["opi"]) is None


def test_a3_one_may_think_again_and_a_repeated_word_says_nothing_new(room: Room, closed: int) -> None:
    room.circulate(closed)
    document = room.documents("acta")[0].id
    review(room, "opi", document, Review.OBSERVED, "Falta")
    review(room, "opi", document, Review.CONFORM)
    said = len(room.said())
    review(room, "opi", document, Review.CONFORM)
    assert len(room.said()) == said
    assert [row.answer for row in room.rows(tables.review)] == ["conform"]


def test_a3_a_draft_is_not_reviewed_and_an_approved_acta_neither(room: Room, closed: int) -> None:
    document = room.documents("acta")[0].id
    with pytest.raises(ActaNotLawfulNow):
        review(room, "opi", document, Review.CONFORM)
    room.circulate(closed)
    room.approve_acta(closed)
    with pytest.raises(ActaNotLawfulNow):
        review(room, "opi", document, Review.CONFORM)
    with pytest.raises(ActaNotLawfulNow):
        room.circulate(closed)
    with pytest.raises(NotFound):
        review(room, "opi", 999, Review.CONFORM)


def test_a3_an_approved_acta_is_given_as_it_is(room: Room, closed: int) -> None:
    room.approve_acta(closed)
    got = room.fetch_acta()
    assert (got.context["state"], got.context["version"], got.actions) == (
        "approved",
        1,
        ["signpdf", "observations"],
    )
    assert room.fetch_acta("opi").actions == []


def test_members_get_only_what_circulated(room: Room, closed: int) -> None:
    with pytest.raises(NotFound):
        room.fetch_acta("opi")
    room.circulate(closed)
    got = room.fetch_acta("opi")
    assert (got.context["state"], got.actions) == ("circulated", ["agree", "observe"])
