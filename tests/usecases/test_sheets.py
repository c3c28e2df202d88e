"""A5: the register of service and the vote tables are filed at their moment, and anew when the record changes."""

from bot.store import tables
from bot.usecases import adoption, reasons, recounts, register
from bot.usecases.adoption import AmendAcuerdo
from bot.usecases.reasons import GiveReason
from bot.usecases.recounts import AnnulVote
from bot.usecases.register import RecordService
from docgen.reading import load
from docgen.records import Notificaciones, Votacion
from tests.usecases.body import Room, lima


def vote_tables(room: Room) -> Votacion:
    """The newest vote tables, as they are printed."""
    found = load("votacion", room.documents("votacion")[-1].data)
    assert isinstance(found, Votacion)
    return found


def test_a5_at_the_close_every_vote_stands_by_name_seat_by_seat_in_the_order_it_was_held(room: Room) -> None:
    sitting = room.in_session()
    room.vote(sitting, "Aplazar el plan", vmpes="against", vmps="against", dgse="for", opi="abstain")
    room.vote(sitting, "Aprobar el plan", vmpes="for", vmps="for", dgse="for", opi="against")
    room.close(sitting)
    refused, approved = vote_tables(room).votes
    assert (refused.vote.text, refused.vote.outcome, refused.code) == ("Aplazar el plan", "rejected", "")
    assert approved.code == "ACUERDO N.° 001-2026-AYNI-GT"
    assert [each.choice for each in approved.vote.ballots] == ["for", "for", "for", "against"]
    assert len(approved.absent) == 3
    assert refused.vote.ballots[3].reason == "Falta información"
    told = [each.document for each in room.said("dgse", "archivo")]
    assert room.documents("votacion")[0].id in told
    assert room.said("dgse", "borrador_listo")[-1].context["voted"] is True


def test_a5_a_sitting_that_decided_nothing_has_no_vote_table(room: Room) -> None:
    sitting = room.in_session()
    room.close(sitting)
    assert room.documents("votacion") == []
    assert room.said("dgse", "borrador_listo")[-1].context["voted"] is False


def test_a5_what_was_annulled_and_what_was_adopted_by_consensus_stand_there_too(room: Room) -> None:
    sitting = room.in_session()
    room.vote(sitting, vmpes="for", vmps="for", dgse="for", opi="for")
    room.act("dgse", recounts.annul_vote, AnnulVote("Se abrió por error"))
    room.act("dgse", adoption.adopt_by_consensus, adoption.AdoptByConsensus(sitting, room.propose(sitting)))
    room.close(sitting)
    printed = vote_tables(room)
    [annulled] = printed.votes
    assert (annulled.vote.outcome, annulled.vote.annulled) == ("annulled", "Se abrió por error")
    assert [each.code for each in printed.consensus] == ["ACUERDO N.° 002-2026-AYNI-GT"]


def test_a5_a_late_reason_and_a_reworded_acuerdo_make_a_new_version_and_nothing_else_does(room: Room) -> None:
    sitting = room.in_session()
    room.vote(sitting, vmpes="for", vmps="for", dgse="for", opi="against")
    room.act("dgse", adoption.adopt_by_consensus, adoption.AdoptByConsensus(sitting, room.propose(sitting)))
    room.close(sitting)
    room.act("opi", reasons.give_reason, GiveReason("Faltan los costos"))
    room.act("dgse", adoption.amend_acuerdo, AmendAcuerdo("002-2026", text="Publicar las bases hoy"))
    room.act("dgse", adoption.amend_acuerdo, AmendAcuerdo("002-2026", text="Publicar las bases hoy"))
    assert [row.version for row in room.documents("votacion")] == [1, 2, 3]
    printed = vote_tables(room)
    assert [each.reason for each in printed.votes[0].dissents] == ["Faltan los costos"]
    assert printed.consensus[0].text == "Publicar las bases hoy"
    assert printed.version == 3


def test_a5_a_service_recorded_after_the_close_is_a_new_version_of_the_register(room: Room) -> None:
    sitting = room.convene()
    room.deliver(blocked=("opi",))
    room.open_sitting(sitting, "vmpes", "vmps", "dgse", "de")
    room.close(sitting)
    before = load("notificaciones", room.documents("notificaciones")[0].data)
    assert isinstance(before, Notificaciones)
    assert before.unserved == 1
    room.at(lima(11, 9))
    command = RecordService(sitting, "opi", "Oficio N.° 9-2026", "oficio", lima(3, 10))
    room.act("dgse", register.record_service, command)
    first, second = room.documents("notificaciones")
    assert (first.version, second.version) == (1, 2)
    after = load("notificaciones", second.data)
    assert isinstance(after, Notificaciones)
    assert after.unserved == 0
    assert room.rows(tables.service)
