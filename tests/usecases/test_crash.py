"""What `kill -9` leaves of an act: all of it or nothing, and no act twice."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store import tables
from bot.usecases import notes
from tests.usecases.body import Room, lima

ROOT = Path(__file__).parents[2]
Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def start(room: Room, room_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts another process at the same desk: a task of worker.py."""
    started: list[subprocess.Popen[str]] = []

    def run(task: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("worker.py")), task, room_url,
             str(tmp_path), str(room.body_id)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def receive(room: Room, count: int) -> None:
    room.desk.receive([{"update_id": number, "text": f"nota {number}"} for number in range(1, count + 1)])


def kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()


def noted(room: Room) -> list[str]:
    """The notes, from each of the tables that taking one writes: they agree."""
    texts = [row.text for row in room.rows(tables.note)]
    recorded = [row.data for row in room.rows(tables.journal) if row.event == "note_taken"]
    assert len(recorded) == len(texts)
    assert all(text in entry for text, entry in zip(texts, recorded, strict=True))
    assert [message.context["text"] for message in room.said("dgse", "nota_anotada")] == texts
    return texts


def test_an_act_killed_before_it_is_committed_never_was(room: Room, start: Start) -> None:
    room.in_session()
    receive(room, 1)
    process = start("hang")
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    kill(process)
    assert noted(room) == []
    assert [update_id for update_id, _ in room.desk.waiting()] == [1]
    room.at(lima(10, 16))
    room.act("dgse", notes.record_note, notes.RecordNote("Entera", item=1), update_id=1)
    assert noted(room) == ["Entera"]
    assert room.desk.waiting() == []


@pytest.mark.parametrize("moment", [1, 5, 20])
def test_whatever_the_moment_no_act_acknowledged_is_lost_and_none_is_done_twice(
    room: Room, start: Start, moment: int
) -> None:
    room.in_session()
    receive(room, 60)
    process = start("take_notes")
    assert process.stdout is not None
    for _ in range(moment):
        process.stdout.readline()
    kill(process)
    acknowledged = moment + sum(line.isdecimal() for line in process.stdout.read().splitlines())
    survived = noted(room)
    assert len(survived) in (acknowledged, acknowledged + 1)
    again = start("take_notes")
    assert again.stdout is not None
    while again.stdout.readline() != "done\n":
        pass
    assert noted(room) == [f"nota {number}" for number in range(1, 61)]
    assert room.desk.waiting() == []
