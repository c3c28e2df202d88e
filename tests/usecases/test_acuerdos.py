"""Acuerdos: codes without gaps, by vote or by consensus, worded until the acta is approved (V5, V7)."""

from datetime import date

import pytest

from bot.rules.errors import (
    ActaNotLawfulNow,
    NotEntitled,
    NotInAgendaStation,
    NotPresent,
    UnreadableReference,
    VoteStillOpen,
)
from bot.store import tables
from bot.usecases import adoption
from bot.usecases.refusals import NotFound, NotFuture, Outdated
from tests.usecases.body import FOUR, Founding, Room, lima

ALL = {"vmpes": "for", "vmps": "for", "dgse": "for", "opi": "for"}


def adopt(room: Room, sitting: int, acuerdo: int, who: str = "dgse") -> dict[str, object]:
    return room.act(who, adoption.adopt_by_consensus, adoption.AdoptByConsensus(sitting, acuerdo)).context


def amend(room: Room, reference: str, who: str = "dgse", **changes: object) -> dict[str, object]:
    return room.act(who, adoption.amend_acuerdo, adoption.AmendAcuerdo(reference, **changes)).context


def test_v7_codes_follow_one_another_without_gaps_however_they_are_adopted(room: Room, sitting: int) -> None:
    room.vote(sitting, "Primero", **ALL)
    room.vote(sitting, "Rechazado", vmpes="against")
    adopt(room, sitting, room.propose(sitting, "Segundo"))
    room.casting("vmpes", room.vote(sitting, "Tercero", 2, vmpes="for", opi="against"), "for")
    assert room.codes() == [f"ACUERDO N.° {number:03d}-2026-AYNI-GT" for number in (1, 2, 3)]
    assert [row.text for row in room.rows(tables.acuerdo) if row.code] == ["Primero", "Segundo", "Tercero"]


def test_v7_the_series_goes_on_over_the_sittings_and_begins_anew_each_year(room: Room) -> None:
    first = room.in_session()
    room.vote(first, **ALL)
    room.close(first)
    second = room.in_session(held_at=lima(20, 15))
    room.vote(second, **ALL)
    room.close(second)
    room.at(lima(20, 9, month=12))
    january = room.convene(held_at=lima(31, 15, month=12).replace(year=2027, month=1, day=8))
    room.open_sitting(january, *FOUR)
    room.to_agenda(january)
    room.vote(january, **ALL)
    assert room.codes() == [
        "ACUERDO N.° 001-2026-AYNI-GT", "ACUERDO N.° 002-2026-AYNI-GT", "ACUERDO N.° 001-2027-AYNI-GT",
    ]  # fmt: skip


def test_v7_the_template_is_the_bodys(founded: Founding) -> None:
    room = founded(codigo_acuerdo='"Acuerdo {numero}-{anio} ({tipo} {sesion})"')
    sitting = room.in_session()
    room.vote(sitting, **ALL)
    assert room.codes() == ["Acuerdo 1-2026 (Ordinaria 1)"]
    assert amend(room, "Acuerdo 1-2026 (Ordinaria 1)", text="Otro")["text"] == "Otro"


def test_v5_consensus_is_proposed_to_all_present_and_adopted_by_those_who_lead(
    room: Room, sitting: int
) -> None:
    acuerdo = room.propose(sitting, "Publicar las bases", responsible="opi", deadline=date(2026, 4, 30))
    proposed = {message.to: message.actions for message in room.said(template="consenso_propuesto")}
    assert proposed == {
        "group": ["askvote"], "vmps": ["askvote"], "opi": ["askvote"], "vmpes": ["consensus", "askvote"],
        "dgse": ["consensus", "askvote"], "teresa": ["consensus", "askvote"], "luis": ["consensus", "askvote"],
    }  # fmt: skip
    assert room.codes() == []
    with pytest.raises(NotEntitled):
        adopt(room, sitting, acuerdo, "opi")
    code = adopt(room, sitting, acuerdo, "vmpes")["code"]
    [told] = room.said("group", "acuerdo_por_consenso")
    assert (told.context["code"], told.context["responsible"]) == (
        code, "Jefe de la Oficina de Planeamiento e Inversiones",
    )  # fmt: skip
    room.close(sitting)
    [printed] = room.acta(sitting)["acuerdos"]
    assert (printed["adoption"], printed["vote"], printed["deadline"]) == ("consensus", None, "2026-04-30")
    assert printed["responsible"] == ["Jefe de la Oficina de Planeamiento e Inversiones"]


def test_v5_a_second_press_of_consensus_gives_the_first_code(room: Room, sitting: int) -> None:
    acuerdo = room.propose(sitting)
    assert adopt(room, sitting, acuerdo) == adopt(room, sitting, acuerdo)
    assert len(room.codes()) == 1


def test_v5_any_member_present_may_ask_for_the_vote_instead(room: Room, sitting: int) -> None:
    acuerdo = room.propose(sitting, "Publicar las bases", responsible="opi", deadline=date(2026, 4, 30))
    room.act("opi", adoption.ask_for_vote, adoption.AskForVote(acuerdo))
    [vote] = room.rows(tables.vote)
    assert (vote.text, vote.state) == ("Publicar las bases", "open")
    assert room.said("group", "votacion_pedida")[0].context["name"] == "Ing. Pedro Pablo Quiroz Chávez"
    with pytest.raises(Outdated):
        adopt(room, sitting, acuerdo)
    room.act("vmps", adoption.ask_for_vote, adoption.AskForVote(acuerdo))
    assert len(room.rows(tables.vote)) == 1
    for who in FOUR:
        room.cast(who, vote.id, "for")
    room.close_vote(vote.id)
    [row] = room.rows(tables.acuerdo)
    assert (row.mode, row.code, row.deadline) == ("vote", "ACUERDO N.° 001-2026-AYNI-GT", date(2026, 4, 30))
    assert row.responsible == "Jefe de la Oficina de Planeamiento e Inversiones"


def test_v5_rejected_in_that_vote_it_is_no_acuerdo(room: Room, sitting: int) -> None:
    acuerdo = room.propose(sitting)
    room.act("opi", adoption.ask_for_vote, adoption.AskForVote(acuerdo))
    vote = room.rows(tables.vote)[0].id
    room.cast("opi", vote, "against")
    room.close_vote(vote)
    room.close(sitting)
    assert room.codes() == []
    assert room.acta(sitting)["acuerdos"] == []
    assert len(room.acta(sitting)["votes"]) == 1


def test_v5_whoever_is_absent_does_not_ask_for_it(room: Room, sitting: int) -> None:
    acuerdo = room.propose(sitting)
    with pytest.raises(NotPresent):
        room.act("de", adoption.ask_for_vote, adoption.AskForVote(acuerdo))
    with pytest.raises(NotEntitled):
        room.act("teresa", adoption.ask_for_vote, adoption.AskForVote(acuerdo))
    adopt(room, sitting, acuerdo)
    with pytest.raises(Outdated):
        room.act("opi", adoption.ask_for_vote, adoption.AskForVote(acuerdo))


def test_v5_a_vote_is_not_asked_for_while_another_runs_and_the_proposal_stays(
    room: Room, sitting: int
) -> None:
    acuerdo = room.propose(sitting)
    vote = room.open_vote(sitting, item=2)
    with pytest.raises(VoteStillOpen):
        room.act("opi", adoption.ask_for_vote, adoption.AskForVote(acuerdo))
    with pytest.raises(VoteStillOpen):
        adopt(room, sitting, acuerdo)
    room.close_vote(vote)
    assert adopt(room, sitting, acuerdo)["code"]


def test_a_new_proposal_takes_the_place_of_the_one_on_the_table(room: Room, sitting: int) -> None:
    first = room.propose(sitting, "Primero")
    room.propose(sitting, "Segundo")
    with pytest.raises(Outdated):
        adopt(room, sitting, first)
    assert room.panel(sitting).context["proposal"] == {"text": "Segundo"}


def test_v6_consensus_is_for_the_orden_del_dia(room: Room) -> None:
    sitting = room.open_sitting(room.convene(), *FOUR)
    with pytest.raises(NotInAgendaStation):
        room.propose(sitting)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("", ""),
        ("opi", "Jefe de la Oficina de Planeamiento e Inversiones"),
        ("OPI, de", "Jefe de la Oficina de Planeamiento e Inversiones; Directora de Evaluación"),
        ("Oficina de Planeamiento, Presupuesto e Inversiones", "Oficina de Planeamiento, Presupuesto e Inversiones"),
        ("de, Oficina de Tecnologías", "Directora de Evaluación; Oficina de Tecnologías"),
    ],
)  # fmt: skip
def test_v7_the_responsible_are_seats_by_clave_or_units_as_written(
    room: Room, sitting: int, words: str, kept: str
) -> None:
    room.vote(sitting, **ALL)
    assert amend(room, "1-2026", responsible=words)["responsible"] == kept


def test_v7_an_unknown_clave_is_refused_and_names_the_known_ones(room: Room, sitting: int) -> None:
    with pytest.raises(NotFound) as refusal:
        room.propose(sitting, responsible="dgsx")
    assert "dgse" in refusal.value.known


def test_v7_an_acuerdo_is_not_due_before_it_was_taken(room: Room, sitting: int) -> None:
    with pytest.raises(NotFuture):
        room.propose(sitting, deadline=date(2026, 3, 9))
    room.vote(sitting, **ALL)
    with pytest.raises(NotFuture):
        amend(room, "1-2026", deadline=date(2026, 3, 9))


@pytest.mark.parametrize(
    "reference", ["ACUERDO N.° 001-2026-AYNI-GT", "1-2026", "001-2026", "acuerdo nº 1-2026-ayni-gt"]
)
def test_v7_the_wording_is_completed_by_its_code_or_number(room: Room, sitting: int, reference: str) -> None:
    room.vote(sitting, **ALL)
    said = amend(room, reference, text="Texto nuevo", responsible="opi", deadline=date(2026, 5, 4))
    assert said["code"] == "ACUERDO N.° 001-2026-AYNI-GT"
    [row] = room.rows(tables.acuerdo)
    assert (row.text, row.deadline) == ("Texto nuevo", date(2026, 5, 4))
    entry = next(row for row in room.rows(tables.journal) if row.event == "acuerdo_amended")
    assert "Aprobar el plan" in entry.data


def test_v7_what_is_not_said_stays(room: Room, sitting: int) -> None:
    room.vote(sitting, "Texto", **ALL)
    amend(room, "1-2026", deadline=date(2026, 5, 4))
    amend(room, "1-2026", responsible="opi")
    amend(room, "1-2026", text="Texto")
    [row] = room.rows(tables.acuerdo)
    assert (row.text, row.deadline, bool(row.responsible)) == ("Texto", date(2026, 5, 4), True)
    assert len(room.events("acuerdo_amended")) == 2


@pytest.mark.parametrize("reference", ["2-2026", "1-2025"])
def test_v7_an_acuerdo_that_is_not_there_is_not_amended(room: Room, sitting: int, reference: str) -> None:
    room.vote(sitting, **ALL)
    with pytest.raises(NotFound):
        amend(room, reference, text="Otro")


@pytest.mark.parametrize("reference", ["el primero", "ACUERDO N.° 001-2026-OTRO"])
def test_v7_nor_another_bodys_nor_one_that_can_not_be_read(room: Room, sitting: int, reference: str) -> None:
    room.vote(sitting, **ALL)
    with pytest.raises(UnreadableReference):
        amend(room, reference, text="Otro")


def test_v7_only_the_secretariat_words_it(room: Room, sitting: int) -> None:
    room.vote(sitting, **ALL)
    with pytest.raises(NotEntitled):
        amend(room, "1-2026", "vmpes", text="Otro")


def test_a3_once_the_acta_is_approved_its_acuerdos_are_as_they_are(room: Room, sitting: int) -> None:
    room.vote(sitting, **ALL)
    room.close(sitting)
    amend(room, "1-2026", text="Todavía")
    room.approve_acta(sitting)
    with pytest.raises(ActaNotLawfulNow):
        amend(room, "1-2026", text="Ya no")
