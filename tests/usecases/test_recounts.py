"""Recounts, annulled votes, receipts of ballots, and both readings of the majority (V1, V2, V6, V7)."""

import pytest

from bot.rules.errors import NotEntitled, NotLawfulNow, ReasonRequired, VoteNotOpen
from bot.rules.majority import Choice
from bot.store import tables
from bot.usecases import adoption, conduct, receipts, recounts, voting
from bot.usecases.refusals import NotFound, Outdated
from tests.usecases.body import FOUR, Founding, Room, lima

THREE_TO_ONE = {"vmpes": "for", "vmps": "for", "dgse": "for", "opi": "against"}
REASON = "Se contó dos veces una papeleta"


def annul(room: Room, who: str = "dgse", reason: str = REASON) -> None:
    room.act(who, recounts.annul_vote, recounts.AnnulVote(reason))


def recount(room: Room, who: str = "dgse", reason: str = REASON) -> None:
    room.act(who, recounts.recount_vote, recounts.Recount(reason))


def test_v6_an_annulled_vote_keeps_its_ballots_and_its_acuerdo_keeps_its_number(room: Room) -> None:
    sitting = room.in_session()
    vote = room.vote(sitting, **THREE_TO_ONE)
    annul(room, "vmpes")
    assert (room.row(tables.vote, vote).state, room.row(tables.vote, vote).annulled_reason) == (
        "annulled",
        REASON,
    )
    [row] = room.rows(tables.acuerdo)
    assert (row.state, row.code, row.annulled_reason) == ("annulled", "ACUERDO N.° 001-2026-AYNI-GT", REASON)
    assert len(room.rows(tables.ballot)) == 4
    [told] = room.said("group", "votacion_anulada")
    assert told.context["code"] == row.code
    with pytest.raises(VoteNotOpen):
        annul(room)
    with pytest.raises(Outdated) as refusal:
        room.act("dgse", adoption.amend_acuerdo, adoption.AmendAcuerdo("1-2026", "Otro texto"))
    assert refusal.value.what == "acuerdo_annulled"
    room.vote(sitting, **THREE_TO_ONE)
    assert room.codes() == ["ACUERDO N.° 001-2026-AYNI-GT", "ACUERDO N.° 002-2026-AYNI-GT"]
    room.close(sitting)
    printed = room.acta(sitting)["acuerdos"]
    assert [each["annulled"] for each in printed] == [REASON, ""]
    assert (printed[0]["vote"]["outcome"], printed[0]["vote"]["annulled"]) == ("annulled", REASON)
    assert not room.rows(tables.deadline, tables.deadline.c.kind == "acuerdo")


@pytest.mark.parametrize("ballots", [{"vmpes": "for"}, {"vmpes": "for", "vmps": "against"}])
def test_v6_an_open_vote_and_a_tie_can_be_annulled_too(room: Room, ballots: dict[str, str]) -> None:
    sitting = room.in_session()
    vote = room.open_vote(sitting)
    for who, choice in ballots.items():
        room.cast(who, vote, choice)
    if len(ballots) == 2:
        room.close_vote(vote)
    annul(room)
    with pytest.raises(VoteNotOpen):
        room.cast("dgse", vote, "for")
    assert room.row(tables.vote, room.open_vote(sitting)).state == "open"


def test_v6_a_recount_says_the_counts_again_and_stands_in_the_acta(room: Room) -> None:
    sitting = room.in_session()
    vote = room.vote(sitting, **THREE_TO_ONE)
    recount(room)
    [told] = room.said("group", "recuento")
    assert [told.context[name] for name in ("in_favour", "against", "abstentions")] == [3, 1, 0]
    assert room.row(tables.vote, vote).outcome == told.context["outcome"] == "approved"
    assert room.events("vote_recounted") == [("vote_recounted", f"vote:{vote}")]
    room.close(sitting)
    [printed] = room.acta(sitting)["acuerdos"][0]["vote"]["recounts"]
    assert (printed["reason"], printed["in_favour"]) == (REASON, 3)


def test_v6_only_the_last_vote_before_the_close_with_a_reason_by_who_conducts(room: Room) -> None:
    with pytest.raises(NotFound):
        recount(room)
    sitting = room.in_session()
    with pytest.raises(NotFound):
        annul(room)
    vote = room.open_vote(sitting)
    with pytest.raises(VoteNotOpen):
        recount(room)
    room.cast("vmpes", vote, "for")
    room.close_vote(vote)
    for act in (annul, recount):
        with pytest.raises(ReasonRequired):
            act(room, reason="  ")
        with pytest.raises(NotEntitled):
            act(room, "opi")
    room.act("dgse", conduct.suspend, conduct.Suspend(sitting))
    with pytest.raises(NotLawfulNow):
        annul(room)
    room.act("dgse", conduct.resume, conduct.Resume(sitting))
    room.close(sitting)
    with pytest.raises(NotFound):
        annul(room)


def test_v2_the_receipt_of_a_ballot_is_private_and_its_code_stands_in_the_journal(room: Room) -> None:
    with pytest.raises(NotFound):
        room.act("vmpes", receipts.show_receipts, receipts.ShowReceipts())
    sitting = room.in_session()
    vote = room.open_vote(sitting)
    room.cast("vmpes", vote, "against")
    room.cast("vmpes", vote, "for")
    room.hush()
    room.act("vmpes", receipts.show_receipts, receipts.ShowReceipts(), chat=-1001)
    [told] = room.said()
    assert (told.to, told.template) == ("vmpes", "comprobante")
    [mine] = told.context["ballots"]
    assert (mine["choice"], mine["annulled"], mine["waiting"]) == ("for", False, False)
    [entry] = [row for row in room.rows(tables.journal) if row.hash.startswith(mine["code"])]
    assert (entry.event, entry.subject) == ("ballot_changed", f"vote:{vote}")
    assert room.view("papeleta", f"vote:{vote}:{room.seat('vmpes').id}").context["code"] == mine["code"]


def test_v1_where_the_readings_differ_the_body_of_lpag_decides_by_those_present(founded: Founding) -> None:
    room = founded(mayoria='"de_los_presentes"')
    sitting = room.in_session(*FOUR)
    vote = room.open_vote(sitting)
    room.cast("vmpes", vote, "for")
    room.cast("vmps", vote, "for")
    room.cast("dgse", vote, "against")
    room.act("opi", voting.cast_ballot, voting.CastBallot(vote, Choice.ABSTAIN, "Participé"))
    room.close_vote(vote)
    row = room.row(tables.vote, vote)
    assert (row.outcome, row.readings_differ) == ("rejected", True)
    [told] = room.said("group", "resultado")
    assert (told.context["majority"], told.context["readings_differ"]) == ("of_present", True)


def test_w4_the_president_who_comes_later_takes_the_presidency_and_the_acta_says_it(room: Room) -> None:
    sitting = room.convene()
    room.open_sitting(sitting, "vmps", "dgse", "dgacps", "opi", presider="vmps")
    room.at(lima(10, 15, 40))
    room.mark(sitting, "vmpes")
    [told] = room.said("group", "presidencia")
    assert (told.context["why"], told.context["article"]) == ("president", "12")
    room.at(lima(10, 16))
    room.mark(sitting, "vmpes")
    room.act("dgse", conduct.install, conduct.Install(sitting, room.seat("dgse").id))
    room.close(sitting)
    acta = room.acta(sitting)
    assert acta["presider"]["why"] == "elected"
    assert [(each["why"], bool(each["since"])) for each in acta["successors"]] == [
        ("titular", True), ("elected", True),
    ]  # fmt: skip


def test_w3_q4_a_hand_over_in_mid_sitting_stands_with_its_hour(room: Room) -> None:
    room.designate("opi", "Lic. Juana Ríos", enrolled="juana")
    sitting = room.in_session()
    room.at(lima(10, 15, 30))
    room.mark(sitting, "opi", "alternate")
    room.at(lima(10, 16))
    vote = room.vote(sitting, juana="for", vmpes="for", vmps="for")
    assert {row.as_alternate for row in room.rows(tables.ballot, tables.ballot.c.vote_id == vote)} == {
        True,
        False,
    }
    room.mark(sitting, "opi", "titular")
    room.close(sitting)
    mine = [each for each in room.acta(sitting)["attendees"] if each["seat"] == room.seat("opi").post]
    assert [(each["alternate"], bool(each["arrived_at"]), bool(each["left_at"])) for each in mine] == [
        (False, False, True), (True, True, True), (False, True, False),
    ]  # fmt: skip
