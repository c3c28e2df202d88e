"""Many at once: one ballot per seat, one result, one number, whoever comes first."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from threading import Barrier
from typing import Any

from bot.rules.errors import RuleBroken
from bot.store import tables
from bot.usecases import attendance, conduct, enrolment
from bot.usecases.refusals import InvitationRefused
from tests.usecases.body import SEATS, Founding, Room, lima

ALL = tuple(SEATS)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Starts them together; what each returned, or the refusal it met."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except RuleBroken as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_fifty_presses_at_once_give_one_ballot_per_seat_and_every_change_its_entry(room: Room) -> None:
    sitting = room.in_session(*ALL)
    vote = room.open_vote(sitting)
    presses = [
        (who, choice) for (who, choice), _ in zip(cycle_of(ALL, ("for", "against")), range(50), strict=False)
    ]
    receipts = at_once(
        *(lambda who=who, choice=choice: room.cast(who, vote, choice) for who, choice in presses)
    )
    assert {receipt.template for receipt in receipts} == {"voto"}
    cast = {row.seat_id: row.choice for row in room.rows(tables.ballot)}
    assert len(cast) == 7
    entries = [row for row in room.rows(tables.journal) if row.event in ("ballot_cast", "ballot_changed")]
    assert Counter(row.event for row in entries)["ballot_cast"] == 7
    last = {row.data.split('"seat":"')[1].split('"')[0]: row.data for row in entries}
    for key in ALL:
        assert f'"choice":"{cast[room.seat(key).id]}"' in last[key]
    room.close_vote(vote)
    row = room.row(tables.vote, vote)
    assert row.in_favour + row.against == 7


def cycle_of(members: tuple[str, ...], choices: tuple[str, ...]) -> Any:
    """Each member with one choice after the other."""
    turns = {who: cycle(choices) for who in members}
    return ((who, next(turns[who])) for who in cycle(members))


def test_a_vote_closed_by_several_at_once_has_one_result_and_one_acuerdo(room: Room) -> None:
    sitting = room.in_session(*ALL)
    vote = room.open_vote(sitting)
    for who in ALL:
        room.cast(who, vote, "for")
    room.hush()
    closing = ("dgse", "vmpes", "teresa", "luis") * 2
    receipts = at_once(*(lambda who=who: room.close_vote(vote, who) for who in closing))
    result = {"outcome": "approved", "code": "ACUERDO N.° 001-2026-AYNI-GT"}
    assert [receipt.context for receipt in receipts] == [result] * 8
    assert room.codes() == ["ACUERDO N.° 001-2026-AYNI-GT"]
    assert len(room.said("group", "resultado")) == 1


def test_codes_stay_consecutive_however_many_sittings_decide_at_once(room: Room) -> None:
    first = room.convene(held_at=lima(10, 15))
    second = room.convene("vmpes", "extraordinary", held_at=lima(10, 15))
    for sitting in (first, second):
        room.open_sitting(sitting, *ALL)
        room.to_agenda(sitting)
    for _ in range(5):
        votes = [room.open_vote(sitting) for sitting in (first, second)]
        for vote in votes:
            room.cast("vmpes", vote, "for")
        at_once(*(lambda vote=vote: room.close_vote(vote) for vote in votes for _ in range(3)))
    assert room.codes() == [f"ACUERDO N.° {number:03d}-2026-AYNI-GT" for number in range(1, 11)]


def test_ballots_that_race_with_the_close_count_or_are_refused_and_nothing_else(room: Room) -> None:
    sitting = room.in_session(*ALL)
    vote = room.open_vote(sitting)
    acts = [lambda who=who: room.cast(who, vote, "for") for who in ALL]
    at_once(*acts[:4], lambda: room.close_vote(vote), *acts[4:])
    row = room.row(tables.vote, vote)
    assert row.in_favour == len(room.rows(tables.ballot))


def test_a_convocatoria_issued_twice_at_once_goes_out_once(room: Room) -> None:
    sitting = room.draft()
    room.hush()
    at_once(*(lambda who=who: room.issue(sitting, who) for who in ("dgse", "vmpes", "teresa", "luis")))
    assert len(room.said("opi", "convocatoria")) == 1
    assert len(room.rows(tables.service)) == 7


def test_a_sitting_installed_twice_at_once_has_one_number(room: Room) -> None:
    sitting = room.convene()
    room.at(lima(10, 15))
    room.first_list(sitting)
    at_once(*(lambda who=who: room.here(sitting, who) for who in ALL for _ in range(3)))
    assert len(room.rows(tables.presence)) == 7
    at_once(*(lambda: room.act("dgse", conduct.install, conduct.Install(sitting)) for _ in range(4)))
    assert room.sitting(sitting).number == 1
    assert len(room.events("sitting_installed")) == 1


def test_nobody_gets_into_two_seats_by_pressing_fast(room: Room) -> None:
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    room.enrol("elena", room.designate("de", "Sra. Elena Ticona Apaza"))
    sitting = room.convene()
    room.at(lima(10, 15))
    room.first_list(sitting)
    refused = at_once(
        *(lambda key=key: room.mark(sitting, key, "alternate") for key in ("opi", "de") for _ in range(3))
    )
    assert len(room.rows(tables.presence)) == 1
    assert any(isinstance(each, RuleBroken) for each in refused)


def test_a_code_used_by_two_at_once_is_good_for_one(founded: Founding) -> None:
    room = founded(but=("opi",))
    [invited] = [each for each in enrolment.invite_all(room.desk, None) if each.post.startswith("Jefe")]
    acts = [lambda who=who: room.enrol(who, invited.code) for who in ("one", "two", "three")]
    outcomes = at_once(*acts)
    assert sum(isinstance(each, InvitationRefused) for each in outcomes) == 2
    assert len(room.events("person_enrolled")) == 9


def test_answers_that_race_leave_the_last_one(room: Room) -> None:
    sitting = room.convene()
    answers = [attendance.Answer.ATTENDING, attendance.Answer.ABSENT] * 5
    at_once(*(lambda answer=answer: room.answer("opi", sitting, answer) for answer in answers))
    [row] = room.rows(tables.rsvp)
    entries = [entry for entry in room.rows(tables.journal) if entry.event == "convocatoria_answered"]
    assert f'"answer":"{row.answer}"' in entries[-1].data
