"""C2: the ST asks, the President convenes or declines with a reason."""

import pytest

from bot.rules.errors import AgendaRequired, NotEntitled, NoticeTooShort, NotLawfulNow, ReasonRequired
from bot.rules.reglamento import SittingKind
from bot.store import tables
from bot.usecases import requesting
from bot.usecases.convening import IssueConvocatoria
from bot.usecases.refusals import NotFound
from bot.usecases.requesting import DeclineRequest, RequestSitting
from tests.usecases.body import AGENDA, SEATS, Founding, Room, lima


def ask(room: Room, who: str = "dgse", day: int = 6, kind: str = "extraordinary") -> int:
    """A request of the ST; the sitting's id."""
    command = RequestSitting(SittingKind(kind), lima(day, 15), "Sala 5", AGENDA)
    room.act(who, requesting.request_sitting, command)
    return int(room.rows(tables.sitting)[-1].id)


def convene(room: Room, sitting: int, who: str = "vmpes") -> None:
    room.act(who, requesting.convene_request, IssueConvocatoria(sitting))


def decline(room: Room, sitting: int, reason: str | None = None, who: str = "vmpes") -> str:
    return room.act(who, requesting.decline_request, DeclineRequest(sitting, reason)).template


def test_c2_a_request_goes_to_the_president_with_both_answers_and_to_nobody_else(room: Room) -> None:
    ask(room, "teresa")
    [asked] = room.said("vmpes", "solicitud")
    assert asked.actions == ["convene", "decline"]
    assert (asked.context["notice"]["given"], asked.context["article"]) == (4, "19 b")
    assert {message.to for message in room.said()} == {"vmpes", "teresa"}


def test_c2_convocar_issues_it_as_the_presidents_at_the_sts_request(room: Room) -> None:
    sitting = ask(room)
    convene(room, sitting)
    assert room.sitting(sitting).state == "convened"
    assert {each.to for each in room.said(template="convocatoria")} == set(SEATS)
    [paper] = room.documents("convocatoria")
    assert paper.data["convener_role"] == "president"
    assert paper.data["requested_by"].startswith("Director General de Seguimiento")
    assert len(room.said("dgse", "convocado_st")) == 1


def test_c2_the_notice_is_counted_before_the_request_and_again_when_it_is_taken_up(room: Room) -> None:
    with pytest.raises(NoticeTooShort) as refusal:
        ask(room, day=4)
    assert refusal.value.article == "19 b"
    assert room.said() == []
    sitting = ask(room, day=5)
    room.at(lima(3, 8))
    with pytest.raises(NoticeTooShort):
        convene(room, sitting)
    assert room.sitting(sitting).state == "draft"
    decline(room, sitting, "Ya no alcanza el plazo")


def test_c2_denegar_asks_the_reason_and_the_st_hears_it(room: Room) -> None:
    sitting = ask(room)
    assert decline(room, sitting) == "pide_motivo"
    assert [row.kind for row in room.rows(tables.dialogue)] == ["decline"]
    with pytest.raises(ReasonRequired):
        decline(room, sitting, "  ")
    assert decline(room, sitting, "No es urgente") == "solicitud_denegada"
    assert room.said("dgse", "solicitud_denegada")[0].context["reason"] == "No es urgente"
    assert room.rows(tables.dialogue) == []
    assert room.sitting(sitting).state == "discarded"
    said = len(room.said())
    assert decline(room, sitting) == "solicitud_denegada"
    assert len(room.said()) == said
    with pytest.raises(NotLawfulNow):
        convene(room, sitting)


def test_c2_who_asks_and_who_answers(room: Room) -> None:
    for who in ("vmpes", "opi"):
        with pytest.raises(NotEntitled):
            ask(room, who)
    sitting = ask(room)
    with pytest.raises(NotEntitled):
        convene(room, sitting, "dgse")
    with pytest.raises(NotEntitled):
        decline(room, sitting, "No", "dgse")
    with pytest.raises(NotFound):
        decline(room, room.draft(), "No")


def test_c2_an_ordinary_sitting_may_be_asked_for_too_and_needs_its_agenda(room: Room) -> None:
    with pytest.raises(NoticeTooShort):
        ask(room, day=8, kind="ordinary")
    convene(room, ask(room, day=9, kind="ordinary"))
    with pytest.raises(AgendaRequired):
        room.act(
            "dgse",
            requesting.request_sitting,
            RequestSitting(SittingKind.EXTRAORDINARY, lima(9, 15), "Sala", ("",)),
        )


def test_c2_a_president_without_chat_is_named_instead_of_losing_the_request(founded: Founding) -> None:
    room = founded(but=("vmpes",))
    with pytest.raises(NotFound) as refusal:
        ask(room)
    assert refusal.value.what == "president"
    assert room.rows(tables.sitting) == []
