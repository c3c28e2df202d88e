"""Acts in one transaction: each stands or falls by itself, all of them with the commit."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.rules.errors import NotPresent, RuleBroken
from bot.store import journal, tables
from bot.store.engine import open_engine
from bot.usecases import enrolment, voting
from bot.usecases.desk import Asked, Case, Receipt, Who
from tests.usecases.body import CHOICES, FOUR, GROUP, Room


def ballot(room: Room, who: str, vote: int, choice: str = "for", update_id: int | None = None) -> Asked:
    number = room.number(who)
    command = voting.CastBallot(vote, CHOICES[choice])
    return Asked(voting.cast_ballot, command, Who(number, room.body_id, number, update_id))


def cast(room: Room) -> dict[int, str]:
    return {row.seat_id: row.choice for row in room.rows(tables.ballot)}


def events(room: Room) -> list[str]:
    return [row.event for row in room.rows(tables.journal)]


@pytest.fixture
def vote(room: Room) -> int:
    return room.open_vote(room.in_session())


def test_all_of_them_are_done_in_the_order_in_which_they_were_asked(room: Room, vote: int):
    before = len(events(room))
    asked = [
        ballot(room, who, vote, choice) for who, choice in zip(FOUR, ("for", "against") * 2, strict=True)
    ]
    receipts = room.desk.perform_together([*asked, ballot(room, FOUR[0], vote, "against")])
    assert [receipt.context["choice"] for receipt in receipts if isinstance(receipt, Receipt)] == [
        "for", "against", "for", "against", "against",
    ]  # fmt: skip
    assert events(room)[before:] == ["ballot_cast"] * 4 + ["ballot_changed"]
    assert cast(room)[room.seat(FOUR[0]).id] == "against"


def test_one_that_is_refused_leaves_the_others(room: Room, vote: int):
    outcomes = room.desk.perform_together(
        [ballot(room, FOUR[0], vote), ballot(room, "de", vote), ballot(room, FOUR[1], vote)]
    )
    assert [type(outcome) for outcome in outcomes] == [Receipt, NotPresent, Receipt]
    assert set(cast(room)) == {room.seat(who).id for who in FOUR[:2]}


def test_one_that_breaks_through_our_fault_leaves_nothing_of_what_it_wrote(room: Room, vote: int):
    def break_down(case: Case, command: voting.CastBallot) -> Receipt:
        voting.cast_ballot(case, command)
        case.reply("ayuda")
        raise KeyError("ours")

    broken = ballot(room, FOUR[1], vote)
    asked = [ballot(room, FOUR[0], vote), Asked(break_down, broken.command, broken.who)]
    before, said = events(room), len(room.rows(tables.outbox))
    outcomes = room.desk.perform_together([*asked, ballot(room, FOUR[2], vote)])
    assert [type(outcome) for outcome in outcomes] == [Receipt, KeyError, Receipt]
    assert set(cast(room)) == {room.seat(who).id for who in (FOUR[0], FOUR[2])}
    assert events(room) == [*before, "ballot_cast", "ballot_cast"]
    assert not [row for row in room.rows(tables.outbox)[said:] if row.template == "ayuda"]


def test_one_whose_update_had_its_effect_before_has_none_now(room: Room, vote: int):
    room.desk.receive([{"update_id": number} for number in (1, 2)])
    assert isinstance(room.desk.perform_together([ballot(room, FOUR[0], vote, update_id=1)])[0], Receipt)
    again, other = room.desk.perform_together(
        [ballot(room, FOUR[0], vote, "against", update_id=1), ballot(room, FOUR[1], vote, update_id=2)]
    )
    assert again == Receipt("repetido")
    assert isinstance(other, Receipt)
    assert other.template == "voto"
    assert cast(room) == {room.seat(FOUR[0]).id: "for", room.seat(FOUR[1]).id: "for"}
    assert room.desk.waiting() == []


def test_an_update_that_was_refused_still_waits_for_its_answer(room: Room, vote: int):
    room.desk.receive([{"update_id": number} for number in (1, 2)])
    room.desk.perform_together(
        [ballot(room, "de", vote, update_id=1), ballot(room, FOUR[1], vote, update_id=2)]
    )
    assert [number for number, _ in room.desk.waiting()] == [1]


def test_what_one_changes_in_the_body_the_next_one_finds(founded):
    room = founded(group=False)
    seen: list[int | None] = []

    def look(case: Case, _command: enrolment.BindGroup) -> Receipt:
        seen.append(case.body.group_chat_id)
        return Receipt("vinculado")

    who = Who(room.number("dgse"), room.body_id, GROUP)
    bind = Asked(enrolment.bind_group, enrolment.BindGroup(), who)
    room.desk.perform_together([bind, Asked(look, enrolment.BindGroup(), who)])
    assert seen == [GROUP]


@contextmanager
def failing_commit(room: Room) -> Iterator[None]:
    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", None, Exception("disk full"))

    event.listen(room.desk.engine, "commit", fail)
    try:
        yield
    finally:
        event.remove(room.desk.engine, "commit", fail)


def test_a_commit_that_fails_undoes_all_of_them_and_the_same_can_be_asked_again(room: Room, vote: int):
    asked = [ballot(room, who, vote) for who in FOUR]
    before = events(room)
    with failing_commit(room), pytest.raises(OperationalError):
        room.desk.perform_together(asked)
    assert cast(room) == {}
    assert events(room) == before
    assert all(isinstance(outcome, Receipt) for outcome in room.desk.perform_together(asked))
    assert len(cast(room)) == 4


def test_the_courier_is_woken_once_and_only_when_all_are_committed(room: Room, vote: int):
    seen: list[int] = []
    room.desk.woken = lambda: seen.append(len(cast(room)))
    room.desk.perform_together([ballot(room, who, vote) for who in FOUR])
    assert seen == [4]


def test_an_unknown_body_refuses_whoever_asks(room: Room, vote: int):
    asked = ballot(room, FOUR[0], vote)
    nowhere = Asked(asked.act, asked.command, Who(room.number(FOUR[0]), 999, 1))
    with pytest.raises(RuleBroken):
        room.desk.perform_together([nowhere])


DYING = """
import os, signal, sys
from bot.clock import VirtualClock
from bot.rules.majority import Choice
from bot.store.engine import open_engine
from bot.usecases import voting
from bot.usecases.desk import Asked, Desk, Who
from datetime import datetime

url, now, body, vote, *members = sys.argv[1:]

def die(case, command):
    voting.cast_ballot(case, command)
    os.kill(os.getpid(), signal.SIGKILL)

desk = Desk(open_engine(url), VirtualClock(datetime.fromisoformat(now)), None)
asked = [
    Asked(act, voting.CastBallot(int(vote), Choice.FOR), Who(int(member), int(body), int(member)))
    for act, member in zip((voting.cast_ballot, voting.cast_ballot, die), members)
]
desk.perform_together(asked)
"""


def test_a_process_killed_amid_a_group_leaves_nothing_of_it(room: Room, vote: int, room_url: str):
    before = events(room)
    members = [str(room.number(who)) for who in FOUR[:3]]
    arguments = (room_url, room.clock.now().isoformat(), str(room.body_id), str(vote), *members)
    process = subprocess.run([sys.executable, "-c", DYING, *arguments], check=False)
    assert process.returncode == -9
    fresh = open_engine(room_url)
    with fresh.connect() as db:
        assert list(journal.verify(db)) == []
        assert db.execute(select(tables.ballot)).all() == []
    fresh.dispose()
    assert events(room) == before
    assert all(
        isinstance(each, Receipt)
        for each in room.desk.perform_together([ballot(room, w, vote) for w in FOUR])
    )
