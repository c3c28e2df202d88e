"""The close of a sitting: what was left undecided, and what the secretariat gets."""

import pytest

from bot.store import tables
from bot.usecases import notes
from tests.usecases.body import AGENDA, FOUR, Room, grupo, lima


@pytest.fixture
def sitting(room: Room) -> int:
    """Installed with the President, vmps, the ST and opi; what was said so far is not looked at."""
    started = room.open_sitting(room.convene(), *FOUR)
    room.hush()
    return started


def test_a_close_with_something_undecided_names_it_and_offers_itself_again(room: Room, sitting: int) -> None:
    room.to_agenda(sitting)
    room.open_vote(sitting, "Aprobar el plan")
    room.close(sitting, sure=False)
    [named] = room.said("dgse", "sin_decidir")
    assert named.context["undecided"] == [
        {"what": "vote_open", "text": "Aprobar el plan"},
        {"what": "item", "number": 2, "text": AGENDA[1], "typed": AGENDA[1]},
    ]
    assert (named.actions, named.buttons[0]["args"]) == (["close"], [sitting, "sure"])
    assert room.sitting(sitting).state == "in_session"
    room.close(sitting)
    assert room.sitting(sitting).state == "closed"


def test_what_was_undecided_at_the_close_keeps_its_trace(room: Room, sitting: int) -> None:
    room.to_agenda(sitting)
    vote = room.vote(sitting, "Empatada", vmpes="for", opi="against")
    room.close(sitting, sure=False)
    assert room.said("dgse", "sin_decidir")[0].context["undecided"][0]["what"] == "vote_tied"
    room.close(sitting)
    assert room.row(tables.vote, vote).state == "annulled"
    [printed] = room.acta(sitting)["votes"]
    assert (printed["outcome"], len(printed["ballots"])) == ("annulled", 4)
    assert ("vote_annulled", f"vote:{vote}") in room.events()


def test_a_vote_still_open_at_the_close_is_annulled_with_who_was_there(room: Room, sitting: int) -> None:
    room.to_agenda(sitting)
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "for")
    room.close(sitting)
    [printed] = room.acta(sitting)["votes"]
    assert printed["outcome"] == "annulled"
    assert [ballot["choice"] for ballot in printed["ballots"]] == ["not_cast", "not_cast", "not_cast", "for"]


def test_a_proposal_on_the_table_is_withdrawn_at_the_close(room: Room, sitting: int) -> None:
    room.to_agenda(sitting)
    room.propose(sitting, "Publicar las bases")
    room.close(sitting, sure=False)
    undecided = room.said("dgse", "sin_decidir")[0].context["undecided"]
    assert undecided[0] == {"what": "consensus", "text": "Publicar las bases"}
    room.close(sitting)
    [row] = room.rows(tables.acuerdo)
    assert row.state == "withdrawn"
    assert room.events("consensus_withdrawn") == [("consensus_withdrawn", f"acuerdo:{row.id}")]


def test_an_item_decided_or_noted_upon_is_not_undecided(room: Room, sitting: int) -> None:
    room.to_agenda(sitting)
    room.vote(sitting, item=1, vmpes="for")
    note = notes.RecordNote("Se tomó conocimiento.", item=2)
    room.act("dgse", notes.record_note, note)
    room.close(sitting, sure=False)
    assert room.sitting(sitting).state == "closed"


def test_the_close_gives_the_secretariat_draft_and_sheet_and_says_until_when(
    room: Room, sitting: int
) -> None:
    room.at(lima(10, 17))
    room.close(sitting)
    for who in ("dgse", "teresa", "luis"):
        [ready] = room.said(who, "borrador_listo")
        assert ready.context["due"] == "2026-03-13"
        draft, sheet = room.said(who, "archivo")
        assert draft.actions == ["circulate"]
        kinds = [room.row(tables.document, paper.document or 0).kind for paper in (draft, sheet)]
        assert kinds == ["acta", "asistencia"]
    assert len(room.said("group", "cerrada")) == 1


def test_a_second_press_of_close_gives_the_first_receipt(room: Room, sitting: int) -> None:
    first = room.close(sitting)
    said = len(room.said())
    room.later(minutes=1)
    assert room.close(sitting, sure=False) == first
    assert len(room.said()) == said


def test_v3_at_the_close_nobody_is_asked_any_more_for_the_reason_of_an_abstention(
    room: Room, sitting: int
) -> None:
    room.to_agenda(sitting)
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "abstain")
    assert [row.kind for row in room.rows(tables.dialogue)] == ["abstention"]
    room.close(sitting)
    assert room.rows(tables.dialogue) == []
    assert len(room.said("opi", "abstencion_sin_motivo")) == 1


def test_v3_the_close_leaves_alone_what_another_body_asks_the_same_person(room: Room, sitting: int) -> None:
    room.to_agenda(sitting)
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "abstain")
    room.install(grupo(sigla='"OTRO"'))
    other, asked = room.rows(tables.body)[-1].id, tables.dialogue
    with room.desk.engine.begin() as db:
        db.execute(asked.update().values(body_id=other))
    room.close_vote(vote)
    assert [row.body_id for row in room.rows(asked)] == [other]
