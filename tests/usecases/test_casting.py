"""The casting vote: on a tie, and only then, of whoever presides and of nobody else (V4, W4)."""

import pytest

from bot.rules.errors import CastingVoteMustDecide, NotEntitled, VoteNotOpen, VoteStillOpen
from bot.store import tables
from bot.usecases import conduct
from tests.usecases.body import FOUR, Founding, Room, lima, utc

TWO_TWO = {"vmpes": "for", "vmps": "for", "dgse": "against", "opi": "against"}


def test_v4_a_tie_offers_the_casting_vote_to_whoever_presides_and_to_nobody_else(
    room: Room, sitting: int
) -> None:
    vote = room.vote(sitting, **TWO_TWO)
    row = room.row(tables.vote, vote)
    assert (row.state, row.outcome) == ("tied", "tied")
    offered = [message for message in room.said() if "casting" in message.actions]
    assert [(message.to, message.template) for message in offered] == [("vmpes", "pide_voto_dirimente")]
    assert {message.to for message in room.said(template="empate")} >= {"group", "dgse", "teresa"}
    assert room.said(template="resultado") == []
    assert room.codes() == []


@pytest.mark.parametrize("who", ["dgse", "vmps", "opi", "teresa"])
def test_v4_nobody_else_casts_it(room: Room, sitting: int, who: str) -> None:
    vote = room.vote(sitting, **TWO_TWO)
    with pytest.raises(NotEntitled) as refusal:
        room.casting(who, vote, "for")
    assert refusal.value.article == "18"
    assert room.row(tables.vote, vote).state == "tied"


def test_v4_it_is_a_separate_act_that_may_go_against_ones_own_ballot(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, **TWO_TWO)
    room.later(minutes=1)
    room.casting("vmpes", vote, "against")
    row = room.row(tables.vote, vote)
    assert (row.state, row.outcome, row.casting_choice) == ("decided", "rejected", "against")
    assert room.codes() == []
    [result] = room.said("group", "resultado")
    assert (result.context["casting"], result.context["outcome"]) == ("against", "rejected")


def test_v4_for_it_adopts_the_acuerdo_and_stands_in_the_acta(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, **TWO_TWO)
    room.at(lima(10, 15, 20))
    room.casting("vmpes", vote, "for")
    room.close(sitting)
    [acuerdo] = room.acta(sitting)["acuerdos"]
    assert acuerdo["code"] == "ACUERDO N.° 001-2026-AYNI-GT"
    assert acuerdo["vote"]["casting"] == {
        "seat": "Viceministra de Políticas y Evaluación Social",
        "name": "Sra. Rosa Elvira Huamaní Castañeda",
        "choice": "for", "alternate": False, "gender": "f", "cast_at": utc(lima(10, 15, 20)),
    }  # fmt: skip
    assert [ballot["choice"] for ballot in acuerdo["vote"]["ballots"]] == ["for", "for", "against", "against"]


def test_v4_a_second_press_gives_the_first_receipt(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, **TWO_TWO)
    first = room.casting("vmpes", vote, "for")
    room.later(seconds=3)
    assert room.casting("vmpes", vote, "against") == first
    assert len(room.events("casting_vote_cast")) == 1
    assert len(room.codes()) == 1


def test_v4_without_a_tie_there_is_none(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    with pytest.raises(VoteNotOpen):
        room.casting("vmpes", vote, "for")
    room.cast("vmpes", vote, "for")
    room.close_vote(vote)
    with pytest.raises(VoteNotOpen):
        room.casting("vmpes", vote, "against")


def test_v4_it_is_for_or_against(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, **TWO_TWO)
    with pytest.raises(CastingVoteMustDecide):
        room.casting("vmpes", vote, "abstain")


def test_v2_during_a_tie_no_ballot_changes(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, **TWO_TWO)
    with pytest.raises(VoteNotOpen):
        room.cast("opi", vote, "for")
    with pytest.raises(VoteStillOpen):
        room.open_vote(sitting, item=2)


def test_w4_if_whoever_presides_leaves_the_tie_waits_for_the_next(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, **TWO_TWO)
    room.mark(sitting, "vmpes")
    with pytest.raises(NotEntitled):
        room.casting("vmpes", vote, "for")
    room.hush()
    room.act("dgse", conduct.install, conduct.Install(sitting, room.seat("vmps").id))
    assert room.said("vmps", "pide_voto_dirimente")
    room.casting("vmps", vote, "for")
    room.close(sitting)
    [acuerdo] = room.acta(sitting)["acuerdos"]
    assert acuerdo["vote"]["casting"]["seat"] == "Viceministro de Prestaciones Sociales"


def test_w4_and_for_the_president_if_they_come_meanwhile(room: Room) -> None:
    sitting = room.open_sitting(room.convene(), "vmps", "dgse", "de", "opi", presider="vmps")
    room.to_agenda(sitting)
    vote = room.vote(sitting, vmps="for", dgse="for", de="against", opi="against")
    room.mark(sitting, "vmpes")
    with pytest.raises(NotEntitled):
        room.casting("vmps", vote, "for")
    assert room.said("vmpes", "pide_voto_dirimente")
    room.casting("vmpes", vote, "for")
    assert (
        room.row(tables.vote, vote).casting_person_id == room.person("Sra. Rosa Elvira Huamaní Castañeda").id
    )


def test_q5_the_secretariat_records_it_for_a_president_without_telephone(founded: Founding) -> None:
    room = founded(but=("vmpes",))
    sitting = room.in_session(*FOUR, marked=("vmpes",))
    vote = room.vote(sitting, vmps="for", opi="against")
    assert "casting" in room.offered(sitting)
    with pytest.raises(NotEntitled):
        room.casting("opi", vote, "for")
    room.casting("teresa", vote, "for")
    assert (
        room.row(tables.vote, vote).casting_person_id == room.person("Sra. Rosa Elvira Huamaní Castañeda").id
    )
    entry = next(row for row in room.rows(tables.journal) if row.event == "casting_vote_cast")
    assert entry.actor_id == room.person("Lic. Teresa Milagros Cárdenas Poma").id


def test_w4_whoever_is_elected_to_preside_has_the_ballot_and_the_casting_vote(room: Room) -> None:
    sitting = room.open_sitting(room.convene(), "vmps", "dgse", "de", "opi", presider="opi")
    room.to_agenda(sitting)
    vote = room.vote(sitting, vmps="for", dgse="for", de="against", opi="against")
    room.casting("opi", vote, "against")
    assert room.row(tables.vote, vote).outcome == "rejected"
