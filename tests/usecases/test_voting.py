"""Votes: where and on what they are opened, who casts what, how they are counted (V1, V2, V3, V6)."""

import pytest

from bot.rules.errors import (
    ItemNotOnAgenda,
    NotEntitled,
    NotInAgendaStation,
    NotLawfulNow,
    VoteStillOpen,
)
from bot.store import tables
from bot.usecases import conduct, suspension, voting
from bot.usecases.refusals import NotFound
from tests.usecases.body import AGENDA, FOUR, SEATS, Founding, Room, lima, utc


def test_v6_outside_the_orden_del_dia_nothing_is_put_to_the_vote(room: Room) -> None:
    sitting = room.open_sitting(room.convene(), *FOUR)
    with pytest.raises(NotInAgendaStation) as refusal:
        room.open_vote(sitting)
    assert refusal.value.fields() == {"station": "previous_acta", "needed": "agenda", "article": "19 f"}
    with pytest.raises(NotInAgendaStation):
        room.propose(sitting)


def test_s1_an_extraordinary_sitting_is_in_its_agenda_from_the_start(room: Room) -> None:
    sitting = room.open_sitting(room.convene("vmpes", "extraordinary"), *FOUR)
    room.vote(sitting, vmpes="for", dgse="for")
    assert room.codes() == ["ACUERDO N.° 001-2026-AYNI-GT"]


@pytest.mark.parametrize("item", [0, 3])
def test_v6_only_what_stands_on_the_agenda_is_decided(room: Room, sitting: int, item: int) -> None:
    with pytest.raises(ItemNotOnAgenda) as refusal:
        room.open_vote(sitting, item=item)
    assert (refusal.value.items, refusal.value.article) == (2, "LPAG 98")


def test_v6_no_vote_without_a_sitting_installed(room: Room) -> None:
    sitting = room.convene()
    with pytest.raises(NotLawfulNow):
        room.open_vote(sitting)
    with pytest.raises(NotFound):
        room.act("dgse", voting.open_vote, voting.OpenVote(None, 1, "Aprobar"))


def test_v6_one_vote_at_a_time(room: Room, sitting: int) -> None:
    room.open_vote(sitting)
    with pytest.raises(VoteStillOpen):
        room.open_vote(sitting, item=2)
    with pytest.raises(VoteStillOpen):
        room.propose(sitting, item=2)
    with pytest.raises(VoteStillOpen):
        room.act("dgse", conduct.next_station, conduct.NextStation(sitting))
    with pytest.raises(VoteStillOpen):
        room.act("dgse", suspension.suspend, suspension.Suspend(sitting))


def test_v5_members_do_not_put_to_the_vote_the_president_does(room: Room, sitting: int) -> None:
    with pytest.raises(NotEntitled):
        room.open_vote(sitting, who="opi")
    room.open_vote(sitting, who="vmpes")


def test_a_blank_text_puts_the_item_itself_to_the_vote(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting, "  ", item=2)
    assert room.row(tables.vote, vote).text == AGENDA[1]


def test_v1_more_for_than_against_approves_and_abstentions_count_for_neither(
    room: Room, sitting: int
) -> None:
    vote = room.vote(sitting, vmpes="for", dgse="abstain", opi="abstain")
    assert room.counts(vote) == (1, 0, 2, "approved")
    assert room.row(tables.vote, vote).readings_differ
    [result] = room.said("group", "resultado")
    assert result.context["readings_differ"]
    assert result.context["code"] == "ACUERDO N.° 001-2026-AYNI-GT"


def test_v1_a_body_may_count_on_those_present(founded: Founding) -> None:
    room = founded(mayoria='"de_los_presentes"')
    sitting = room.in_session()
    vote = room.vote(sitting, vmpes="for", dgse="abstain", opi="abstain")
    assert room.counts(vote) == (1, 0, 2, "rejected")
    assert room.row(tables.vote, vote).readings_differ
    assert room.codes() == []
    approved = room.vote(sitting, vmpes="for", dgse="for", opi="for")
    assert room.counts(approved) == (3, 0, 0, "approved")


def test_v1_a_rejected_vote_has_a_result_and_no_code(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, vmpes="for", vmps="against", dgse="against", opi="against")
    assert room.counts(vote) == (1, 3, 0, "rejected")
    [result] = room.said("group", "resultado")
    assert (result.context["outcome"], result.context["code"]) == ("rejected", None)
    assert room.codes() == []


def test_v1_a_vote_in_which_nobody_voted_is_rejected(room: Room, sitting: int) -> None:
    vote = room.vote(sitting)
    assert room.counts(vote) == (0, 0, 0, "rejected")


def test_the_result_goes_to_the_group_the_secretariat_and_the_president_even_if_they_closed_it(
    room: Room, sitting: int
) -> None:
    room.vote(sitting, vmpes="for", vmps="for", dgse="for", opi="for")
    told = room.said(template="resultado")
    assert sorted(message.to for message in told) == ["dgse", "group", "luis", "teresa", "vmpes"]
    said = told[0].context
    assert (said["in_favour"], said["against"], said["abstentions"]) == (4, 0, 0)
    assert [voter["choice"] for voter in said["voters"]] == ["for"] * 4


def test_v2_while_it_runs_the_group_sees_who_has_voted_and_not_how(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "against")
    voters = room.view("votacion").context["voters"]
    assert [(voter["cast"], voter["choice"]) for voter in voters] == [
        (False, None), (False, None), (False, None), (True, None),
    ]  # fmt: skip


def test_v2_a_body_may_show_how(founded: Founding) -> None:
    room = founded(votos_visibles="true")
    vote = room.open_vote(room.in_session())
    room.cast("opi", vote, "against")
    assert room.view("votacion").context["voters"][3]["choice"] == "against"


def test_a_closed_vote_loses_its_buttons_in_the_group_and_on_every_ballot(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "for")
    room.mark(sitting, "opi")  # whoever left keeps the message too
    room.deliver()
    room.close_vote(vote)
    changed = [letter for letter in room.deliver() if letter.template in ("votacion", "papeleta")]
    assert {letter.chat_id for letter in changed} == {-1001, *(SEATS[key] for key in FOUR)}
    assert all(letter.buttons == [] and letter.edits for letter in changed)
    room.mark(sitting, "de")
    assert [letter.template for letter in room.deliver() if letter.template in ("votacion", "papeleta")] == []


def test_a_second_press_of_close_gives_the_first_receipt(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "for")
    first = room.close_vote(vote)
    assert first.context == {"outcome": "approved", "code": "ACUERDO N.° 001-2026-AYNI-GT"}
    said = len(room.said())
    assert room.close_vote(vote) == first
    assert len(room.said()) == said
    assert len(room.events("acuerdo_adopted")) == 1


def test_the_vote_of_somewhere_else_is_not_found(room: Room, sitting: int) -> None:
    with pytest.raises(NotFound):
        room.cast("opi", 999, "for")
    with pytest.raises(NotFound):
        room.close_vote(999)
    with pytest.raises(NotFound):
        room.act("opi", voting.cast_ballot, voting.CastBallot(None, voting.Choice.FOR))


def test_the_acta_holds_every_vote_by_name_with_its_hours(room: Room, sitting: int) -> None:
    room.at(lima(10, 15, 30))
    room.vote(sitting, "No gastar más", vmpes="for", vmps="against", dgse="against", opi="abstain")
    room.at(lima(10, 16))
    room.close(sitting)
    [vote] = room.acta(sitting)["votes"]
    assert (vote["text"], vote["outcome"], vote["item"]) == ("No gastar más", "rejected", 1)
    assert vote["closed_at"] == utc(lima(10, 15, 30))
    assert [(ballot["choice"], ballot["reason"]) for ballot in vote["ballots"]] == [
        ("for", ""), ("against", ""), ("against", ""), ("abstain", "Falta información"),
    ]  # fmt: skip
