"""Reasons of one's vote: with the ballot while it is open, beside it until the end of the next day (V3)."""

import pytest

from bot.rules.errors import ActaNotLawfulNow, ReasonRequired, ReasonTooLate, VoteNotOpen
from bot.store import tables
from bot.usecases import voting
from bot.usecases.refusals import NotFound
from tests.usecases.body import Room, lima, utc

THREE_ONE = {"vmpes": "for", "vmps": "for", "dgse": "for", "opi": "against"}


def reason(room: Room, who: str, text: str, vote: int | None = None) -> None:
    seat = room.seat(who).id if vote else None
    room.act(who, voting.give_reason, voting.GiveReason(text, vote, seat))


@pytest.fixture
def sitting(room: Room) -> int:
    return room.in_session()


def test_v3_while_the_vote_is_open_the_reason_goes_with_the_ballot(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "against")
    reason(room, "opi", " El gasto no está sustentado. ")
    room.close_vote(vote)
    room.close(sitting)
    [printed] = room.acta(sitting)["votes"]
    assert printed["ballots"][3]["reason"] == "El gasto no está sustentado."
    assert room.acta(sitting)["dissents"] == []


def test_v3_after_the_close_a_dissenter_adds_reasons_until_the_end_of_the_next_day(
    room: Room, sitting: int
) -> None:
    room.vote(sitting, **THREE_ONE)
    room.close(sitting)
    room.at(lima(11, 23, 59))
    reason(room, "opi", "El gasto no está sustentado.")
    room.fetch_acta()
    [dissent] = room.acta(sitting)["dissents"]
    assert dissent == {
        "seat": "Jefe de la Oficina de Planeamiento e Inversiones",
        "name": "Ing. Pedro Pablo Quiroz Chávez", "subject": "ACUERDO N.° 001-2026-AYNI-GT",
        "reason": "El gasto no está sustentado.", "given_at": utc(lima(11, 23, 59)), "gender": "m", "alternate": False,
    }  # fmt: skip
    room.at(lima(12))
    with pytest.raises(ReasonTooLate) as refusal:
        reason(room, "opi", "Y además")
    assert refusal.value.fields() == {"allowed_until": utc(lima(12)), "article": "LPAG 97"}


def test_v3_the_reason_of_an_abstention_stands_beside_what_is_added_to_it(room: Room, sitting: int) -> None:
    room.vote(sitting, vmpes="for", opi="abstain")
    reason(room, "opi", "Ampliación")
    reason(room, "opi", "Ampliación corregida")
    room.close(sitting)
    acta = room.acta(sitting)
    assert acta["acuerdos"][0]["vote"]["ballots"][3]["reason"] == "Falta información"
    assert [dissent["reason"] for dissent in acta["dissents"]] == ["Ampliación corregida"]


def test_v3_of_a_rejected_vote_the_subject_is_its_text(room: Room, sitting: int) -> None:
    room.vote(sitting, "No gastar más", vmpes="for", vmps="against", dgse="against")
    reason(room, "vmpes", "Era necesario")
    room.close(sitting)
    assert room.acta(sitting)["dissents"][0]["subject"] == "No gastar más"


def test_v3_without_saying_which_it_is_of_ones_latest_vote(room: Room, sitting: int) -> None:
    first = room.vote(sitting, "Primero", **THREE_ONE)
    second = room.vote(sitting, "Segundo", 2, **THREE_ONE)
    reason(room, "opi", "Del segundo")
    reason(room, "opi", "Del primero", first)
    added = {row.vote_id: row.added_reason for row in room.rows(tables.ballot) if row.added_reason}
    assert added == {first: "Del primero", second: "Del segundo"}


def test_v3_a_blank_reason_is_none_and_without_a_ballot_there_is_nothing_to_explain(
    room: Room, sitting: int
) -> None:
    room.vote(sitting, **THREE_ONE)
    with pytest.raises(ReasonRequired):
        reason(room, "opi", "   ")
    with pytest.raises(NotFound):
        reason(room, "de", "Yo tampoco")


def test_v3_nobody_explains_anothers_vote(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, **THREE_ONE)
    with pytest.raises(NotFound):
        room.act("de", voting.give_reason, voting.GiveReason("Ajena", vote, room.seat("opi").id))


def test_v3_an_annulled_vote_takes_no_reasons(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "against")
    room.close(sitting)
    with pytest.raises(VoteNotOpen):
        reason(room, "opi", "Tarde", vote)
    with pytest.raises(NotFound):
        reason(room, "opi", "Tarde")


def test_a3_nor_does_an_approved_acta(room: Room, sitting: int) -> None:
    room.vote(sitting, **THREE_ONE)
    room.close(sitting)
    room.approve_acta(sitting)
    with pytest.raises(ActaNotLawfulNow):
        reason(room, "opi", "Tarde")


def test_v3_reasons_go_to_the_dissent_and_to_the_item_that_is_named(room: Room, sitting: int) -> None:
    first = room.vote(sitting, "Aprobar el plan", 1, **THREE_ONE)
    second = room.vote(sitting, "Aprobar las bases", 2, **THREE_ONE)
    third = room.vote(sitting, "Conformar el comité", 2, **(THREE_ONE | {"opi": "for"}))
    reason(room, "opi", "Las bases no prevén el enfoque territorial.")
    reason(room, "opi", "1 El plan no tiene presupuesto.")
    reason(room, "opi", "7 razones me asisten.")
    added = {row.vote_id: row.added_reason for row in room.rows(tables.ballot) if row.choice == "against"}
    assert added == {first: "El plan no tiene presupuesto.", second: "7 razones me asisten."}
    reason(room, "vmps", "Apoyo el comité.")
    reasons = [row.added_reason for row in room.rows(tables.ballot) if row.vote_id == third]
    assert reasons.count("Apoyo el comité.") == 1


def test_v3_whoever_owed_the_reason_at_the_close_hears_that_it_does_not_count(
    room: Room, sitting: int
) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "abstain")
    room.cast("vmps", vote, "for")
    room.close_vote(vote)
    [told] = room.said("opi", "abstencion_sin_motivo")
    assert told.context == {"vote": "Aprobar el plan", "article": "LPAG 101"}
    assert room.said("vmps", "abstencion_sin_motivo") == []
