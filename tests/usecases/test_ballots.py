"""Ballots: who casts them, how they change, what an abstention owes (V2, V3, Q5)."""

import pytest

from bot.rules.errors import (
    NotEntitled,
    NotPresent,
    VoteNotOpen,
)
from bot.store import tables
from bot.usecases import dialogue, voting
from bot.usecases.refusals import NotFound
from bot.usecases.views import View
from tests.usecases.body import FOUR, SEATS, Founding, Room, lima


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
    assert room.ballots() == {"opi": "for"}
    assert len(room.events("ballot_cast")) == 1


def test_v2_a_ballot_may_change_until_the_vote_closes_and_every_change_is_kept(
    room: Room, sitting: int
) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "for")
    room.cast("opi", vote, "against")
    assert room.ballots() == {"opi": "against"}
    changes = [row for row in room.rows(tables.journal) if row.event == "ballot_changed"]
    assert '"before":"for"' in changes[0].data
    room.close_vote(vote)
    with pytest.raises(VoteNotOpen):
        room.cast("opi", vote, "for")
    assert room.ballots() == {"opi": "against"}


def test_v2_after_the_close_nobody_votes(room: Room, sitting: int) -> None:
    vote = room.vote(sitting, vmpes="for")
    with pytest.raises(VoteNotOpen) as refusal:
        room.cast("dgse", vote, "for")
    assert refusal.value.state == "decided"
    assert room.ballots() == {"vmpes": "for"}


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
    assert room.counts(vote) == (2, 1, 0, "approved")
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


def handed_over(room: Room, choice: str) -> int:
    """A vote in which opi's alternate voted before opi came and took over; its id."""
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    sitting = room.in_session("vmpes", "vmps", "dgse", "elena")
    vote = room.open_vote(sitting)
    room.cast("elena", vote, choice)
    room.mark(sitting, "opi", "titular")
    return vote


def paper_of(room: Room, vote: int, name: str) -> View:
    """The ballot paper of opi's seat as that person sees it."""
    return room.view("papeleta", f"vote:{vote}:{room.seat('opi').id}:{room.person(name).id}")


def test_v2_whoever_leaves_a_seat_is_offered_no_vote_until_they_come_back(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "against")
    room.mark(sitting, "opi")
    left = paper_of(room, vote, "Ing. Pedro Pablo Quiroz Chávez")
    assert (left.context["left"], left.context["choice"], left.buttons) == (True, "against", [])
    room.mark(sitting, "opi")
    back = paper_of(room, vote, "Ing. Pedro Pablo Quiroz Chávez")
    assert (back.context["left"], len(back.buttons)) == (False, 2)


def test_w3_after_a_hand_over_the_ballot_paper_says_who_cast_the_seats_ballot(room: Room) -> None:
    vote = handed_over(room, "for")
    paper = paper_of(room, vote, "Ing. Pedro Pablo Quiroz Chávez")
    assert (paper.context["by"], paper.context["choice"]) == ("Sra. Elena Ticona Apaza", "for")
    assert paper.context["code"] is None
    [voter] = [each for each in room.view("votacion").context["voters"] if each["cast"]]
    assert voter["name"] == "Sra. Elena Ticona Apaza"
    room.cast("vmpes", vote, "for")
    room.close_vote(vote)
    paper = paper_of(room, vote, "Ing. Pedro Pablo Quiroz Chávez")
    assert (paper.context["by"], paper.context["state"]) == ("Sra. Elena Ticona Apaza", "decided")
    names = [each["name"] for each in room.said("dgse", "resultado")[-1].context["voters"] if each["cast"]]
    assert "Sra. Elena Ticona Apaza" in names
    room.act("elena", voting.give_reason, voting.GiveReason("Así se me instruyó"))
    with pytest.raises(NotFound):
        room.act("opi", voting.give_reason, voting.GiveReason("No fue mío"))


def test_v2_whoever_took_over_and_votes_the_same_makes_the_ballot_theirs(room: Room) -> None:
    vote = handed_over(room, "for")
    room.cast("opi", vote, "for")
    [row] = room.rows(tables.ballot)
    names = {person.id: person.telegram_id for person in room.rows(tables.person)}
    assert (names[row.person_id], row.as_alternate) == (SEATS["opi"], False)
    assert len(room.events("ballot_changed")) == 1
    room.cast("opi", vote, "for")
    assert len(room.events("ballot_changed")) == 1
    assert paper_of(room, vote, "Ing. Pedro Pablo Quiroz Chávez").context["by"] is None
    former = paper_of(room, vote, "Sra. Elena Ticona Apaza").context
    assert (former["by"], former["left"]) == ("Ing. Pedro Pablo Quiroz Chávez", True)


def test_v3_an_abstention_is_not_completed_by_whoever_gave_up_the_seat(room: Room) -> None:
    vote = handed_over(room, "abstain")
    paper = paper_of(room, vote, "Ing. Pedro Pablo Quiroz Chávez")
    assert (paper.context["by"], paper.context["waiting"]) == ("Sra. Elena Ticona Apaza", True)
    assert not room.rows(tables.dialogue)
    with pytest.raises(NotPresent):
        room.act("elena", voting.give_reason, voting.GiveReason("Conflicto de interés"))
    room.cast("vmpes", vote, "for")
    room.close_vote(vote)
    assert room.counts(vote) == (1, 0, 0, "approved")


def test_v3_an_abstention_without_its_reason_is_not_cast(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("vmpes", vote, "for")
    assert room.cast("opi", vote, "abstain").context["waiting"]
    assert room.said("opi", "pide_motivo_abstencion")[0].context["article"] == "LPAG 101"
    assert room.panel(sitting).context["vote"]["owing_reason"] == ["opi"]
    assert room.view("votacion").context["voters"][3]["cast"] is False
    room.close_vote(vote)
    assert room.counts(vote) == (1, 0, 0, "approved")
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
    assert room.counts(vote) == (0, 0, 1, "rejected")


def test_v3_with_its_reason_at_once_nothing_is_asked(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    assert not room.cast("opi", vote, "abstain", "Conflicto de interés").context["waiting"]
    assert room.said("opi", "pide_motivo_abstencion") == []
    room.close_vote(vote)
    assert room.counts(vote)[2] == 1


def test_v3_whoever_votes_after_all_is_not_asked_for_a_reason_any_more(room: Room, sitting: int) -> None:
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "abstain")
    room.cast("opi", vote, "for")
    assert dialogue.open_question(room.desk, SEATS["opi"]) is None
    room.cast("opi", vote, "abstain")
    assert room.rows(tables.ballot)[0].reason is None


def test_a_ballot_by_command_goes_to_the_vote_that_is_open(room: Room, sitting: int) -> None:
    room.open_vote(sitting)
    room.act("opi", voting.cast_ballot, voting.CastBallot(None, voting.Choice.FOR))
    assert room.ballots() == {"opi": "for"}


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
    assert room.counts(vote)[2] == 1
