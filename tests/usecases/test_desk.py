"""The desk: one transaction per act, all of it or nothing, once per update; few statements for a press."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, func, select

from bot.rules.errors import NotEntitled, NotLawfulNow
from bot.store import tables
from bot.store.engine import reading
from bot.usecases import consult, convening, notes, voting
from bot.usecases.case import Case, Receipt, plain
from bot.usecases.desk import Who
from bot.usecases.refusals import NotFound, Stranger
from tests.usecases.body import GROUP, SEATS, Room, lima, utc


def counts(room: Room) -> dict[str, int]:
    with reading(room.desk.engine).connect() as db:
        return {
            name: db.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in tables.metadata.tables.items()
        }


def note(room: Room, text: str, update_id: int | None = None) -> Receipt:
    return room.act("dgse", notes.record_note, notes.RecordNote(text, item=1), update_id=update_id)


def test_a_refused_act_leaves_nothing_behind(room: Room) -> None:
    sitting = room.in_session()
    vote = room.open_vote(sitting)
    before = counts(room)
    refused: list[tuple[type[Exception], Callable[[], Any]]] = [
        (NotEntitled, lambda: room.draft("opi")),
        (Stranger, lambda: room.draft("somebody")),
        (NotLawfulNow, lambda: room.issue(sitting)),
        (NotFound, lambda: room.close_vote(99)),
        (NotEntitled, lambda: room.close_vote(vote, "opi")),
    ]
    for kind, act in refused:
        with pytest.raises(kind):
            act()
    assert counts(room) == before


def test_an_act_that_breaks_halfway_leaves_nothing_behind(room: Room) -> None:
    room.in_session()
    before = counts(room)

    def break_halfway(case: Case, command: notes.RecordNote) -> Receipt:
        notes.record_note(case, command)
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        room.act("dgse", break_halfway, notes.RecordNote("A medias", item=1))
    assert counts(room) == before


def test_an_update_is_done_with_its_act_and_has_its_effect_once(room: Room) -> None:
    room.in_session()
    room.desk.receive([{"update_id": 5}, {"update_id": 6}])
    note(room, "Una vez", update_id=5)
    assert [update_id for update_id, _ in room.desk.waiting()] == [6]
    note(room, "Una vez", update_id=5)
    assert [row.text for row in room.rows(tables.note)] == ["Una vez"]
    assert len(room.events("note_taken")) == 1


def test_a_question_is_answered_once(room: Room) -> None:
    room.desk.receive([{"update_id": 5}])
    who = Who(SEATS["opi"], room.body_id, SEATS["opi"], 5)
    for _ in range(2):
        room.desk.answer(who, lambda case: case.reply("ayuda_grupo"))
    assert len(room.said("opi", "ayuda_grupo")) == 1


def test_a_refusal_is_said_with_its_fields_and_its_update_is_done(room: Room) -> None:
    room.desk.receive([{"update_id": 5}])
    error = NotFound(what="vote", name="9")
    room.desk.refuse(Who(SEATS["opi"], room.body_id, GROUP, 5), error)
    [said] = room.said("group", "rechazo")
    assert said.context == {"error": "NotFound", "article": "", "what": "vote", "name": "9", "known": []}
    assert room.desk.waiting() == []
    room.desk.refuse(Who(SEATS["opi"], room.body_id, GROUP, None), error, aloud=False)
    assert len(room.said("group", "rechazo")) == 1


def test_an_update_put_aside_keeps_its_reason_and_its_sender_is_told(room: Room) -> None:
    room.desk.receive([{"update_id": 5}])
    room.desk.put_aside(5, "KeyError", SEATS["opi"], reference="A1")
    assert room.desk.waiting() == []
    assert room.rows(tables.inbox)[0].error == "KeyError"
    assert room.said("opi", "fallo")[0].context == {"reference": "A1"}


def test_the_courier_is_woken_by_what_is_committed_and_not_by_what_is_refused(room: Room) -> None:
    woken: list[int] = []
    room.desk.woken = lambda: woken.append(1)
    with pytest.raises(NotEntitled):
        room.draft("opi")
    assert woken == []
    room.draft()
    assert woken == [1]


def test_a_body_that_does_not_exist_is_not_found(room: Room) -> None:
    command = convening.DiscardDraft(1)
    with pytest.raises(NotFound):
        room.desk.perform(convening.discard_draft, command, Who(SEATS["dgse"], 99, SEATS["dgse"]))
    with pytest.raises(NotFound):
        room.desk.zone_of(99)
    assert room.desk.zone_of(room.body_id) == "America/Lima"


def test_what_an_act_says_nothing_about_is_put_into_words(room: Room) -> None:
    sitting = room.in_session()
    room.hush()
    who = Who(SEATS["dgse"], room.body_id, SEATS["dgse"])
    command = voting.OpenVote(sitting, 1, "Aprobar")
    room.desk.perform(voting.open_vote, command, Who(SEATS["dgse"], room.body_id, GROUP), wording=str)
    assert room.said(template="recibo") == []
    room.desk.perform(consult.show_help, consult.ShowHelp(), who, wording=str)
    assert room.said(template="recibo") == []
    vote = room.rows(tables.vote)[0].id
    ballot = voting.CastBallot(vote, voting.Choice.FOR)
    room.desk.perform(voting.cast_ballot, ballot, who, wording=lambda receipt: receipt.template)
    assert room.said("dgse", "recibo")[0].context == {"text": "voto"}


def test_contexts_are_json_with_moments_in_utc() -> None:
    said = plain({"at": lima(2, 9), "day": lima(2, 9).date(), "list": ({"at": None},)})
    assert said == {"at": utc(lima(2, 9)), "day": "2026-03-02", "list": [{"at": None}]}
    assert json.loads(json.dumps(said)) == said


@pytest.mark.parametrize("pressed", ["first", "again", "change"])
def test_a_press_takes_at_most_ten_statements(room: Room, pressed: str) -> None:
    sitting = room.in_session()
    vote = room.open_vote(sitting)
    if pressed != "first":
        room.cast("opi", vote, "for")
    room.desk.receive([{"update_id": 5}])
    statements: list[str] = []
    event.listen(
        room.desk.engine,
        "before_cursor_execute",
        lambda *about: statements.append(about[2].split(" FROM")[0]),
    )
    ballot = voting.CastBallot(vote, voting.Choice.AGAINST if pressed == "change" else voting.Choice.FOR)
    room.act("opi", voting.cast_ballot, ballot, chat=GROUP, update_id=5)
    marks = ("BEGIN", "SAVEPOINT", "RELEASE")
    taken = [statement for statement in statements if not statement.startswith(marks)]
    assert len(taken) <= (4 if pressed == "again" else 10), taken
