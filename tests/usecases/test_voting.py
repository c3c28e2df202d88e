"""Votes: where and on what they are opened, who casts what, how they are counted (V1, V2, V3, V6)."""

import pytest

from bot.rules.errors import (
    ItemNotOnAgenda,
    NotEntitled,
    NotInAgendaStation,
    NotLawfulNow,
    NotPresent,
    VoteNotOpen,
    VoteStillOpen,
)
from bot.store import tables
from bot.usecases import conduct, dialogue, suspension, voting
from bot.usecases.refusals import NotFound
from tests.usecases.body import AGENDA, FOUR, SEATS, Founding, Room, lima, utc


@pytest.fixture
def sitting(room: Room) -> int:
    """In the orden del día with the President, vmps, the ST and opi; what was said so far is not looked at."""
    started = room.in_session()
    room.hush()
    return started


def counts(room: Room, vote: int) -> tuple[int, int, int, str]:
    row = room.row(tables.vote, vote)
    return row.in_favour, row.against, row.abstentions, row.outcome


def ballots(room: Room) -> dict[str, str]:
    keys = {room.seat(key).id: key for key in SEATS}
    return {keys[row.seat_id]: row.choice for row in room.rows(tables.ballot)}


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


def test_v2_whoever_is_present_gets_a_ballot_and_nobody_else(room: Room, sitting: int) -> None:
    room.open_vote(sitting)
    papers = room.rows(tables.live_message, tables.live_message.c.template == "papeleta")
    assert {row.chat_id for row in papers} == {SEATS[key] for key in FOUR}
    assert not any(row.shared for row in papers)
    buttons = [button["args"][1] for line in room.view("papeleta").buttons for button in line]
    assert buttons == ["for", "against", "abstain"]


def test_v2_a_double_press_is_one_ballot_with_its_first_receipt(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "for")
    room.later(seconds=5)
    again = room.cast("opi", vote, "for")
    assert again.context == {"choice": "for", "at": lima(10, 15), "waiting": False}
    assert ballots(room) == {"opi": "for"}
    assert len(room.events("ballot_cast")) == 1


def test_v2_a_ballot_may_change_until_the_vote_closes_and_every_change_is_kept(
    room: Room, sitting: int
) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "for")
    room.cast("opi", vote, "against")
    assert ballots(room) == {"opi": "against"}
    changes = [row for row in room.rows(tables.journal) if row.event == "ballot_changed"]
    assert '"before":"for"' in changes[0].data
    room.close_vote(vote)
    with pytest.raises(VoteNotOpen):
        room.cast("opi", vote, "for")
    assert ballots(room) == {"opi": "against"}


def test_v2_after_the_close_nobody_votes(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, vmpes="for")
    with pytest.raises(VoteNotOpen) as refusal:
        room.cast("dgse", vote, "for")
    assert refusal.value.state == "decided"
    assert ballots(room) == {"vmpes": "for"}


def test_v2_only_the_seats_present_vote(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    with pytest.raises(NotPresent) as refusal:
        room.cast("de", vote, "for")
    assert refusal.value.article == "LPAG 100"


def test_v2_whoever_arrives_votes_and_is_handed_the_ballot(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.mark(sitting, "de")
    assert room.rows(tables.live_message, tables.live_message.c.chat_id == SEATS["de"])
    room.cast("de", vote, "for")
    room.close_vote(vote)
    assert room.row(tables.vote, vote).present == 5


def test_v2_whoever_left_votes_no_more_but_a_ballot_cast_before_stands(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "against")
    room.mark(sitting, "opi")
    room.mark(sitting, "vmps")
    with pytest.raises(NotPresent):
        room.cast("opi", vote, "for")
    with pytest.raises(NotPresent):
        room.cast("vmps", vote, "for")
    room.cast("vmpes", vote, "for")
    room.cast("dgse", vote, "for")
    room.close_vote(vote)
    assert counts(room, vote) == (2, 1, 0, "approved")
    entitled = {row.seat_id for row in room.rows(tables.entitled)}
    assert entitled == {room.seat(key).id for key in ("vmpes", "dgse", "opi")}


def test_v2_the_seat_votes_once_though_the_titular_takes_over_from_the_alternate(room: Room) -> None:
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    sitting = room.in_session("vmpes", "vmps", "dgse", "elena")
    vote = room.open_vote(sitting)
    room.cast("elena", vote, "for")
    room.mark(sitting, "opi", "titular")
    with pytest.raises(NotPresent):
        room.cast("elena", vote, "against")
    room.cast("opi", vote, "against")
    [row] = room.rows(tables.ballot)
    assert (row.choice, row.as_alternate) == ("against", False)


def test_v3_an_abstention_without_its_reason_is_not_cast(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("vmpes", vote, "for")
    assert room.cast("opi", vote, "abstain").context["waiting"]
    assert room.said("opi", "pide_motivo_abstencion")[0].context["article"] == "LPAG 101"
    assert room.panel(sitting).context["vote"]["owing_reason"] == ["opi"]
    assert room.view("votacion").context["voters"][3]["cast"] is False
    room.close_vote(vote)
    assert counts(room, vote) == (1, 0, 0, "approved")
    assert dialogue.open_question(room.desk, SEATS["opi"]) is None
    with pytest.raises(VoteNotOpen):
        room.act("opi", voting.give_reason, voting.GiveReason("Tarde", vote, room.seat("opi").id))


def test_v3_with_its_reason_given_later_it_counts(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "abstain")
    room.act("opi", voting.give_reason, voting.GiveReason("No leí el informe"))
    assert room.panel(sitting).context["vote"] == {
        "id": vote, "text": "Aprobar el plan", "item": 1, "state": "open", "cast": 1, "owing_reason": [],
        "present": 4,
    }  # fmt: skip
    room.close_vote(vote)
    assert counts(room, vote) == (0, 0, 1, "rejected")


def test_v3_with_its_reason_at_once_nothing_is_asked(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    assert not room.cast("opi", vote, "abstain", "Conflicto de interés").context["waiting"]
    assert room.said("opi", "pide_motivo_abstencion") == []
    room.close_vote(vote)
    assert counts(room, vote)[2] == 1


def test_v3_whoever_votes_after_all_is_not_asked_for_a_reason_any_more(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "abstain")
    room.cast("opi", vote, "for")
    assert dialogue.open_question(room.desk, SEATS["opi"]) is None
    room.cast("opi", vote, "abstain")
    assert room.rows(tables.ballot)[0].reason is None


def test_v1_more_for_than_against_approves_and_abstentions_count_for_neither(
    room: Room, sitting: int
) -> None:
    vote = room.vote(sitting, vmpes="for", dgse="abstain", opi="abstain")
    assert counts(room, vote) == (1, 0, 2, "approved")
    assert room.row(tables.vote, vote).readings_differ
    [result] = room.said("group", "resultado")
    assert result.context["readings_differ"]
    assert result.context["code"] == "ACUERDO N.° 001-2026-AYNI-GT"


def test_v1_a_body_may_count_on_those_present(founded: Founding) -> None:
    room = founded(mayoria='"de_los_presentes"')
    sitting = room.in_session()
    vote = room.vote(sitting, vmpes="for", dgse="abstain", opi="abstain")
    assert counts(room, vote) == (1, 0, 2, "rejected")
    assert room.row(tables.vote, vote).readings_differ
    assert room.codes() == []
    approved = room.vote(sitting, vmpes="for", dgse="for", opi="for")
    assert counts(room, approved) == (3, 0, 0, "approved")


def test_v1_a_rejected_vote_has_a_result_and_no_code(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, vmpes="for", vmps="against", dgse="against", opi="against")
    assert counts(room, vote) == (1, 3, 0, "rejected")
    [result] = room.said("group", "resultado")
    assert (result.context["outcome"], result.context["code"]) == ("rejected", None)
    assert room.codes() == []


def test_v1_a_vote_in_which_nobody_voted_is_rejected(room: Room, sitting: int) -> None:
    vote = room.vote(sitting)
    assert counts(room, vote) == (0, 0, 0, "rejected")


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


def test_a_ballot_by_command_goes_to_the_vote_that_is_open(room: Room, sitting: int) -> None:
    room.open_vote(sitting)
    room.act("opi", voting.cast_ballot, voting.CastBallot(None, voting.Choice.FOR))
    assert ballots(room) == {"opi": "for"}


def test_q5_the_secretariat_records_the_ballot_of_a_member_without_telephone(founded: Founding) -> None:
    room = founded(but=("opi",))
    sitting = room.in_session(*FOUR, marked=("opi",))
    vote = room.open_vote(sitting)
    recorded = [
        button["args"][2]
        for line in room.panel(sitting).buttons
        for button in line
        if button["action"] == "record"
    ]
    assert recorded == ["for", "against", "abstain"]
    seat = room.seat("opi").id
    room.act("teresa", voting.record_ballot, voting.RecordBallot(vote, seat, voting.Choice.FOR))
    [row] = room.rows(tables.ballot)
    assert row.recorded_by == room.person("Lic. Teresa Milagros Cárdenas Poma").id
    assert row.person_id == room.person("Ing. Pedro Pablo Quiroz Chávez").id


def test_q5_whoever_has_one_votes_themself(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    command = voting.RecordBallot(vote, room.seat("opi").id, voting.Choice.FOR)
    with pytest.raises(NotEntitled) as refusal:
        room.act("dgse", voting.record_ballot, command)
    assert refusal.value.needed == ("opi",)
    absent = voting.RecordBallot(vote, room.seat("de").id, voting.Choice.FOR)
    with pytest.raises(NotPresent):
        room.act("dgse", voting.record_ballot, absent)


def test_q5_an_abstention_recorded_for_somebody_is_asked_of_whoever_records_it(founded: Founding) -> None:
    room = founded(but=("opi",))
    sitting = room.in_session(*FOUR, marked=("opi",))
    vote, seat = room.open_vote(sitting), room.seat("opi").id
    room.act("dgse", voting.record_ballot, voting.RecordBallot(vote, seat, voting.Choice.ABSTAIN))
    room.act("dgse", voting.give_reason, voting.GiveReason("Sin instrucciones", vote, seat))
    room.close_vote(vote)
    assert counts(room, vote)[2] == 1


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
