from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.store import live as live_messages
from bot.store import outbox
from bot.store.outbox import NORMAL, QUIET, URGENT
from bot.store.tables import live_message
from bot.store.tables import outbox as letters

SECOND = timedelta(seconds=1)


@pytest.fixture
def post(engine, now):
    """Each call is a transaction of its own, as a use case's or the courier's."""

    class Post:
        def put(self, chat, text="", **options):
            with engine.begin() as db:
                return outbox.put(db, now, chat, "text", {"text": text}, **options)

        def claim(self, at=now, **options):
            with engine.begin() as db:
                return [row.id for row in outbox.claim(db, at, **options)]

        def again(self, row_id, after, *, uncertain=False):
            with engine.begin() as db:
                outbox.again(db, row_id, now + after, "timed out", uncertain=uncertain)

        def sent(self, row_id, message_id=1):
            with engine.begin() as db:
                outbox.sent(db, now, {row_id: message_id})

        def failed(self, row_id):
            with engine.begin() as db:
                outbox.failed(db, row_id, "Forbidden: bot was blocked by the user")

        def recover(self, before=now):
            with engine.begin() as db:
                return outbox.recover(db, before)

        def next_due(self, at=now):
            with engine.connect() as db:
                return outbox.next_due(db, at)

        def row(self, row_id):
            with engine.connect() as db:
                return db.execute(select(letters).where(letters.c.id == row_id)).one()

    return Post()


@pytest.fixture
def live(engine, rows, now):
    """Shows live messages of the sitting, and tells what is queued for one."""

    class Live:
        def show(self, key, chat=-100, *, shared=True, fresh=False, **context):
            with engine.begin() as db:
                live_messages.show(
                    db, now, key, rows.body, rows.sitting, chat, "panel", context, shared=shared, fresh=fresh
                )

        def refresh(self):
            with engine.begin() as db:
                live_messages.refresh(db, now, rows.sitting)

        def queued(self, key):
            with engine.connect() as db:
                query = select(letters).where(letters.c.live_key == key).order_by(letters.c.id)
                return db.execute(query).all()

        def states(self, key):
            return [row.state for row in self.queued(key)]

        def message(self, key):
            with engine.connect() as db:
                return db.execute(select(live_message).where(live_message.c.key == key)).one()

    return Live()


def test_the_most_urgent_goes_first_then_the_oldest(post):
    quiet = post.put(1, urgency=QUIET)
    normal, later = post.put(2), post.put(3)
    urgent = post.put(4, urgency=URGENT)
    assert post.claim() == [urgent, normal, later, quiet]


def test_a_chat_gets_its_messages_one_by_one_in_order(post):
    first, second, third = (post.put(1, text) for text in "abc")
    elsewhere = post.put(2)
    assert post.claim() == [first, elsewhere]
    assert post.claim() == []
    post.sent(first)
    assert post.claim() == [second]
    post.failed(second)
    assert post.claim() == [third]


def test_an_urgent_message_overtakes_those_waiting_in_its_chat(post):
    first, second = post.put(1), post.put(1)
    urgent = post.put(1, urgency=URGENT)
    assert post.claim() == [urgent]
    post.sent(urgent)
    assert post.claim() == [first]
    post.sent(first)
    assert post.claim() == [second]


def test_nothing_however_urgent_is_claimed_while_its_chat_is_being_written_to(post):
    sending = post.put(1)
    post.claim()
    urgent = post.put(1, urgency=URGENT)
    assert post.claim() == []
    post.sent(sending)
    assert post.claim() == [urgent]


def test_a_busy_chat_is_left_alone(post):
    post.put(1)
    other = post.put(2)
    assert post.claim(busy_chats=[1]) == [other]


def test_no_more_are_claimed_than_asked_for(post):
    ids = [post.put(chat) for chat in range(5)]
    assert post.claim(limit=2) == ids[:2]
    assert post.claim(limit=9) == ids[2:]


def test_a_claim_counts_the_attempt_and_keeps_its_hour(post, now):
    message = post.put(1)
    post.claim()
    row = post.row(message)
    assert (row.state, row.attempts, row.claimed_at) == ("sending", 1, now)


def test_a_claim_rolled_back_is_no_claim(engine, post, now):
    message = post.put(1)
    with engine.connect() as db:
        assert outbox.claim(db, now)
    assert post.claim() == [message]


def test_a_message_rolled_back_with_its_act_is_never_sent(engine, post, now):
    with engine.connect() as db:
        outbox.put(db, now, 1, "text", {})
    assert post.claim() == []


def test_what_is_to_be_tried_again_waits_for_its_time_and_holds_back_what_follows_it(post, now):
    first, second = post.put(1), post.put(1)
    elsewhere = post.put(2)
    assert post.claim() == [first, elsewhere]
    post.again(first, 5 * SECOND)
    assert post.claim(now + 4 * SECOND) == []
    assert post.claim(now + 5 * SECOND) == [first]
    assert post.row(first).attempts == 2
    post.sent(first)
    assert post.claim() == [second]


@pytest.mark.parametrize(
    ("urgency", "uncertain"), [(URGENT, False), (NORMAL, True)], ids=["urgent", "uncertain"]
)
def test_an_urgent_or_uncertain_message_that_waits_steps_aside(post, now, urgency, uncertain):
    first, second = post.put(1, urgency=urgency), post.put(1)
    assert post.claim() == [first]
    post.again(first, 5 * SECOND, uncertain=uncertain)
    assert post.claim() == [second]
    post.sent(second)
    assert post.claim(now + 5 * SECOND) == [first]


def test_the_next_due_time_is_that_of_the_first_postponed_message(post, now):
    assert post.next_due() is None
    post.put(9)
    assert post.next_due() is None
    post.sent(*post.claim())
    for chat, after in ((1, 9), (2, 5), (3, 7)):
        post.put(chat)
        post.again(*post.claim(), after * SECOND)
    assert post.next_due() == now + 5 * SECOND
    assert post.next_due(now + 6 * SECOND) == now + 5 * SECOND, "one that fell due is not forgotten"
    post.claim(now + 6 * SECOND)
    assert post.next_due(now + 6 * SECOND) == now + 7 * SECOND


def test_a_message_that_must_wait_for_another_is_not_due_before_it(post, now):
    first = post.put(1)
    post.claim()
    post.again(first, 2 * SECOND)
    ahead = post.put(1, urgency=NORMAL - 1)
    post.claim()
    post.again(ahead, 9 * SECOND)
    assert post.next_due() == now + 9 * SECOND
    assert post.claim(now + 5 * SECOND) == []
    assert post.claim(now + 9 * SECOND) == [ahead]
    assert post.next_due(now + 9 * SECOND) is None


def test_a_live_message_that_stepped_aside_is_due_in_its_own_time(live, post, now):
    live.show("panel:1", chat=1)
    (panel,) = post.claim()
    post.again(panel, 4 * SECOND)
    held = post.put(1)
    post.claim()
    post.again(held, 9 * SECOND)
    assert post.next_due() == now + 4 * SECOND
    assert post.claim(now + 5 * SECOND) == [panel]
    post.sent(panel)
    assert post.next_due(now + 5 * SECOND) == now + 9 * SECOND


def test_a_send_whose_answer_was_lost_is_uncertain_and_its_repetition_says_so(post):
    message = post.put(1)
    post.claim()
    assert not post.row(message).repeated
    post.again(message, SECOND, uncertain=True)
    assert (post.row(message).state, post.row(message).repeated) == ("uncertain", True)


def test_a_send_that_did_not_leave_is_tried_again_without_saying_so(post, now):
    message = post.put(1)
    post.claim()
    post.again(message, SECOND)
    assert (post.row(message).state, post.row(message).repeated) == ("pending", False)
    assert post.claim(now + SECOND) == [message]


def test_after_a_crash_what_was_being_sent_is_uncertain_and_marked_repeated(post):
    interrupted, waiting = post.put(1), post.put(1)
    done = post.put(2)
    post.claim()
    post.sent(done, message_id=77)
    assert post.recover() == 1
    assert (post.row(interrupted).state, post.row(interrupted).repeated) == ("uncertain", True)
    assert (post.row(waiting).state, post.row(waiting).repeated) == ("pending", False)
    assert (post.row(done).state, post.row(done).message_id) == ("sent", 77)
    assert post.claim() == [interrupted]


def test_recovering_leaves_alone_what_was_claimed_since(post, now):
    message = post.put(1)
    post.claim()
    assert post.recover(now - SECOND) == 0
    assert post.row(message).state == "sending"
    assert post.recover(now) == 1


def test_a_sent_message_keeps_its_hour_and_its_number(post, now):
    message = post.put(1)
    post.claim()
    post.again(message, SECOND)
    post.claim(now + SECOND)
    post.sent(message, message_id=2**40)
    row = post.row(message)
    assert (row.state, row.sent_at, row.message_id, row.error) == ("sent", now, 2**40, None)


def test_a_message_refused_for_good_keeps_its_reason_and_is_not_tried_again(post, now):
    message = post.put(1)
    post.claim()
    post.failed(message)
    assert post.row(message).error == "Forbidden: bot was blocked by the user"
    assert post.claim(now + 1000 * SECOND) == []


def test_a_dedupe_key_is_put_once_even_after_it_was_sent(post):
    message = post.put(1, dedupe_key="rsvp:1:2:24h")
    assert message is not None
    assert post.put(1, dedupe_key="rsvp:1:2:24h") is None
    assert post.claim() == [message]
    post.sent(message)
    assert post.put(1, dedupe_key="rsvp:1:2:24h") is None
    assert post.put(1, dedupe_key="rsvp:1:3:24h") is not None


def test_context_and_buttons_come_back_as_they_were_put(post, now, engine):
    buttons = [[{"action": "vote", "args": [1, "for"], "label": None}]]
    message = post.put(1, "«ñ» <&> {{ 7*7 }} 👍", buttons=buttons)
    row = post.row(message)
    assert (row.context, row.buttons) == ({"text": "«ñ» <&> {{ 7*7 }} 👍"}, buttons)
    assert post.row(post.put(1)).buttons is None


def test_a_live_message_has_one_pending_update_however_often_it_changes(live):
    live.show("panel:1", step=1)
    for _ in range(20):  # PostgreSQL keeps its plan for a statement from the tenth time on
        live.refresh()
    assert live.states("panel:1") == ["pending"]


def test_the_pending_update_carries_what_was_shown_last(live):
    live.show("panel:1", chat=-100, step=1)
    live.show("panel:1", chat=-200, step=2)
    (row,) = live.queued("panel:1")
    assert (row.context, row.chat_id) == ({"step": 2}, -200)


def test_a_change_while_one_is_being_sent_waits_for_its_own_turn_once(live, post):
    live.show("panel:1", step=1)
    (sending,) = post.claim()
    for _ in range(3):
        live.refresh()
    assert live.states("panel:1") == ["sending", "pending"]
    assert post.claim() == []
    post.sent(sending)
    assert post.claim() == [live.queued("panel:1")[1].id]


def test_only_shared_live_messages_of_the_sitting_are_refreshed(live, post):
    live.show("panel:1", chat=1)
    live.show("own:2", chat=2, shared=False)
    for row_id in post.claim():
        post.sent(row_id)
    live.refresh()
    assert live.states("panel:1") == ["sent", "pending"]
    assert live.states("own:2") == ["sent"]


def test_a_fresh_live_message_lets_the_older_one_rest(engine, live):
    live.show("panel:1")
    with engine.begin() as db:
        db.execute(live_message.update().values(message_id=55, digest="x"))
    live.show("panel:1", fresh=False)
    assert live.message("panel:1").message_id == 55
    live.show("panel:1", fresh=True)
    assert (live.message("panel:1").message_id, live.message("panel:1").digest) == (None, None)


def test_an_update_to_be_tried_again_is_dropped_where_a_later_one_waits(live, post):
    live.show("panel:1")
    (sending,) = post.claim()
    live.refresh()
    post.again(sending, SECOND)
    assert [(row.state, row.error) for row in live.queued("panel:1")] == [
        ("failed", "overtaken"),
        ("pending", None),
    ]


def test_an_update_to_be_tried_again_with_none_after_it_is_tried_again(live, post, now):
    live.show("panel:1")
    (sending,) = post.claim()
    post.again(sending, SECOND)
    live.refresh()
    assert live.states("panel:1") == ["pending"]
    assert post.claim(now + SECOND) == [sending]


def test_a_live_message_that_waits_steps_aside_for_its_chat(live, post, now):
    live.show("panel:1", chat=1)
    (panel,) = post.claim()
    post.again(panel, 4 * SECOND)
    result = post.put(1)
    assert post.claim() == [result]
    post.sent(result)
    assert post.claim(now + 4 * SECOND) == [panel]


def test_after_a_crash_a_live_message_with_a_later_update_is_not_repeated(live, post):
    live.show("panel:1")
    post.claim()
    live.refresh()
    assert post.recover() == 1
    assert live.states("panel:1") == ["failed", "pending"]


def test_couriers_that_claim_at_once_never_take_the_same_message(engine, post, now):
    chats, couriers = 6, 4
    ids = [post.put(chat) for _ in range(15) for chat in range(chats)]
    start = Barrier(couriers)

    def deliver(_):
        start.wait()
        taken = []
        while len(taken) < len(ids):
            batch = post.claim(limit=3)
            for row_id in batch:
                post.sent(row_id)
            taken += batch
            with engine.connect() as db:
                if db.execute(select(letters.c.id).where(letters.c.state != "sent").limit(1)).first() is None:
                    break
        return taken

    with ThreadPoolExecutor(couriers) as threads:
        taken = [row_id for batch in threads.map(deliver, range(couriers)) for row_id in batch]
    assert sorted(taken) == ids
    assert {post.row(row_id).attempts for row_id in ids} == {1}


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_an_update_is_not_sent_while_an_act_that_changes_it_is_under_way(engine, rows, live, post, now):
    live.show("panel:1")
    (pending,) = live.queued("panel:1")
    with engine.begin() as act:
        live_messages.refresh(act, now, rows.sitting)
        assert post.claim() == []
    assert post.claim() == [pending.id]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_an_update_to_be_tried_again_waits_for_an_act_that_may_overtake_it(engine, rows, live, post, now):
    live.show("panel:1")
    (sending,) = post.claim()
    with engine.begin() as act:
        live_messages.refresh(act, now, rows.sitting)
        with engine.connect() as courier:
            courier.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
            with pytest.raises(OperationalError, match=r"lock timeout[\s\S]*SELECT live_message"):
                outbox.again(courier, sending, now, "timed out", uncertain=False)
    post.again(sending, SECOND)
    assert live.states("panel:1") == ["failed", "pending"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_claiming_does_not_read_what_was_sent(engine, now, plan_of):
    steps = plan_of(engine, lambda db: outbox.claim(db, now))
    assert any("ix_outbox_unsent" in step for step in steps)
    assert "SCAN outbox" not in steps
