"""The post room: live messages composed as they are sent, and what became of each letter; the folder."""

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.store import tables
from bot.usecases import conduct, enrolment, exporting, folder, post, views
from tests.usecases.body import FOUR, SEATS, Room, lima


@pytest.fixture
def sitting(room: Room) -> int:
    """Installed, its panel shown to the ST, everything delivered."""
    started = room.open_sitting(room.convene(), *FOUR)
    room.act("dgse", conduct.open_room, conduct.OpenRoom(started))
    room.deliver()
    return started


def panels(letters: list[post.Letter]) -> list[post.Letter]:
    return [letter for letter in letters if letter.template == "panel"]


def test_a_live_message_that_says_the_same_is_not_sent_again(room: Room, sitting: int) -> None:
    room.mark(sitting, "de")
    room.mark(sitting, "de")
    room.mark(sitting, "de")
    assert len(panels(room.deliver())) == 1
    room.act("dgse", conduct.next_station, conduct.NextStation(sitting, "agenda"))
    assert panels(room.deliver()) == []


def test_several_acts_become_one_edit(room: Room, sitting: int) -> None:
    for key in ("de", "dgcgps", "dgacps"):
        room.mark(sitting, key)
    [edit] = panels(room.deliver())
    assert edit.context["present"] == 7
    assert edit.edits is not None


def test_a_live_message_that_was_deleted_is_sent_anew(room: Room, sitting: int) -> None:
    room.mark(sitting, "de")
    [edit] = panels(post.exchange(room.desk, [], []))
    [anew] = panels(post.exchange(room.desk, [post.Forgotten(edit)], []))
    assert anew.edits is None


def test_whoever_lost_the_right_sees_no_more_of_it(room: Room, sitting: int) -> None:
    secretary = room.person("Dr. Martín Ñaupari Velarde").id
    room.mark(sitting, "de")
    room.act("teresa", enrolment.revoke_enrolment, enrolment.RevokeEnrolment(secretary))
    assert [letter for letter in room.deliver() if letter.chat_id == SEATS["dgse"]] == []


def test_a_letter_under_way_when_the_process_dies_says_that_it_may_come_twice(room: Room) -> None:
    room.deliver()
    room.convene()
    taken = post.exchange(room.desk, [], [])
    assert post.recover(room.desk) == len(taken)
    again = post.exchange(room.desk, [], [])
    assert {letter.id for letter in again} == {letter.id for letter in taken}
    assert all(letter.repeated for letter in again)


def test_a_letter_that_is_postponed_waits_for_its_time(room: Room) -> None:
    room.deliver()
    room.convene()
    letter = next(each for each in post.exchange(room.desk, [], []) if each.chat_id == SEATS["opi"])
    post.settle(room.desk, [post.Postponed(letter, 30, "RetryAfter")])
    assert SEATS["opi"] not in {each.chat_id for each in post.exchange(room.desk, [], [])}
    room.later(seconds=30)
    again = next(each for each in post.exchange(room.desk, [], []) if each.chat_id == SEATS["opi"])
    assert (again.id, again.repeated, again.attempts) == (letter.id, False, letter.attempts + 1)


def test_a_chat_that_is_busy_gets_nothing_meanwhile(room: Room) -> None:
    room.convene()
    assert {letter.chat_id for letter in post.exchange(room.desk, [], list(SEATS.values()))}.isdisjoint(
        SEATS.values()
    )


def test_a_letter_that_can_not_be_composed_keeps_no_other_waiting(
    room: Room, sitting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("seat")

    monkeypatch.setattr(views.Views, "compose", broken)
    room.mark(sitting, "de")
    room.convene(held_at=lima(20, 15))
    assert [letter.template for letter in room.deliver() if letter.chat_id == SEATS["opi"]][:1] == [
        "convocatoria"
    ]
    failed = room.rows(tables.outbox, tables.outbox.c.state == "failed")
    assert {(row.template, row.error) for row in failed} == {("panel", "KeyError")}


def test_the_folder_holds_every_paper_once_with_its_hash(room: Room, tmp_path: Path) -> None:
    sitting = room.in_session()
    room.close(sitting)
    assert folder.file_waiting(room.desk) > 0
    assert folder.file_waiting(room.desk) == 0
    written = exporting.export(room.desk, tmp_path / "out")
    index = json.loads(next(path for path in written if path.name == "index.json").read_text("utf-8"))
    assert index["sesion"] == "Sesión Ordinaria N.° 01-2026"
    kinds = [line["tipo"] for line in index["documentos"]]
    assert kinds[:2] == ["convocatoria", "calendario"]
    assert {"asistencia", "acta"} <= set(kinds)
    hashes = {row.sha256 for row in room.rows(tables.document)}
    assert {line["sha256"] for line in index["documentos"]} == hashes
    assert room.events("document_filed")


def test_a_paper_that_cannot_be_printed_keeps_no_other_waiting(room: Room) -> None:
    room.convene()
    paper = room.documents("convocatoria")[0]

    def write(data: object) -> None:
        with room.desk.engine.begin() as db:
            db.execute(update(tables.document).where(tables.document.c.id == paper.id).values(data=data))

    write({})
    with pytest.raises(ExceptionGroup):
        folder.file_waiting(room.desk)
    assert [row.id for row in room.rows(tables.document) if row.sha256 is None] == [paper.id]
    write(paper.data)
    assert folder.file_waiting(room.desk) == 1


def test_a_paper_whose_bytes_were_altered_is_found(room: Room) -> None:
    room.convene()
    folder.file_waiting(room.desk)
    paper = room.documents("convocatoria")[0]
    room.desk.files.path(paper.sha256).write_bytes(b"altered")
    assert [each.document_id for each in folder.check_files(room.desk)] == [paper.id]
    with pytest.raises(LookupError):
        folder.fetch(room.desk, 999)
