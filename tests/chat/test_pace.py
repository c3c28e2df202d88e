"""A group gets at most so many messages a minute; edits leave room for what is new."""

from bot.chat.pace import Pace
from bot.usecases.post import Letter

GROUP = -100


def letter(chat_id: int = GROUP, edits: int | None = None) -> Letter:
    return Letter(1, 1, "America/Lima", chat_id, "votacion", {}, [], None, False, 1, edits=edits)


def test_private_chats_are_not_held_back() -> None:
    pace = Pace(per_minute=1)
    assert [pace.wait(letter(chat_id=7), 0.0) for _ in range(50)] == [0.0] * 50


def test_the_twentieth_message_of_a_minute_waits_until_the_first_is_a_minute_old() -> None:
    pace = Pace(per_minute=19)
    assert all(pace.wait(letter(), float(second)) == 0.0 for second in range(19))
    assert pace.wait(letter(), 20.0) == 40.0
    assert pace.wait(letter(), 60.0) == 0.0


def test_two_edits_stand_three_seconds_apart() -> None:
    pace = Pace()
    assert pace.wait(letter(edits=5), 10.0) == 0.0
    assert pace.wait(letter(edits=5), 11.0) == 2.0
    assert pace.wait(letter(edits=5), 13.0) == 0.0


def test_edits_leave_room_for_what_is_new() -> None:
    pace = Pace(per_minute=19, kept_for_new=9)
    edits = [pace.wait(letter(edits=5), 3.0 * turn) for turn in range(11)]
    assert edits == [0.0] * 10 + [30.0]
    assert [pace.wait(letter(), 31.0) for _ in range(9)] == [0.0] * 9
    assert pace.wait(letter(), 31.0) > 0.0


def test_groups_do_not_hold_each_other_back() -> None:
    pace = Pace(per_minute=1)
    assert pace.wait(letter(), 0.0) == 0.0
    assert pace.wait(letter(chat_id=-200), 0.0) == 0.0
