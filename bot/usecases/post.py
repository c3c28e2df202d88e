"""The post room: what the courier takes from the outbox, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, bindparam, update

from bot.store import outbox
from bot.store.engine import reading
from bot.store.tables import live_message, service
from bot.usecases import bodies, letters
from bot.usecases.case import Case
from bot.usecases.desk import Desk
from bot.usecases.letters import Letter as Letter
from bot.usecases.register import delivered, undeliverable

CALLED_OFF = "sesion_cancelada"
NOTICES = frozenset({"convocatoria", CALLED_OFF})
"""The letters that somebody is served with."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram has it."""

    letter: Letter
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Postponed:
    """To be tried again in so many seconds; `uncertain` where it may have arrived."""

    letter: Letter
    seconds: float
    error: str
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The live message was deleted in Telegram: it is sent anew."""

    letter: Letter


@dataclass(frozen=True, slots=True)
class Failed:
    """It is not tried again."""

    letter: Letter
    error: str


Outcome = Delivered | Postponed | Forgotten | Failed


def exchange(
    desk: Desk, outcomes: Sequence[Outcome], busy_chats: Sequence[int], limit: int = 100
) -> list[Letter]:
    """Records what became of letters, and takes those that are due: at most one a chat, none to `busy_chats`.

    Both in one transaction: a chat gets its next letter only once the last one is settled. A live message that
    did not change is done at once."""
    now = desk.clock.now()
    with desk.engine.begin() as db:
        _settle(db, now, outcomes)
        taken = _collect(db, now, busy_chats, limit)
    _register(desk, outcomes)
    return taken


def settle(desk: Desk, outcomes: Sequence[Outcome]) -> None:
    """Records what became of letters."""
    with desk.engine.begin() as db:
        _settle(db, desk.clock.now(), outcomes)
    _register(desk, outcomes)


def _register(desk: Desk, outcomes: Sequence[Outcome]) -> None:
    """What calls a sitting off goes into the register when it has arrived (C8): there is no close that would do it."""
    arrived = [
        each.letter for each in outcomes if isinstance(each, Delivered) and each.letter.template == CALLED_OFF
    ]
    for body_id in sorted({each.body_id for each in arrived if each.body_id is not None}):
        ids = [each.id for each in arrived if each.body_id == body_id]
        desk.system(body_id, partial(delivered, outbox_ids=ids))


_SHOWN = (
    update(live_message)
    .where(live_message.c.key == bindparam("live"))
    .values(message_id=bindparam("message"), digest=bindparam("as"))
)
_SERVED = (
    update(service)
    .where(service.c.outbox_id == bindparam("letter"), service.c.served_at.is_(None))
    .values(served_at=bindparam("at"))
)


def _settle(db: Connection, now: datetime, outcomes: Sequence[Outcome]) -> None:
    """A notice counts as served when it is delivered (C8)."""
    if db.dialect.name != "sqlite":  # on PostgreSQL this transaction and the acts would wait for each other
        for body_id in sorted({each.letter.body_id for each in outcomes if each.letter.body_id is not None}):
            bodies.load(db, body_id, lock=True)
    delivered = [each for each in outcomes if isinstance(each, Delivered)]
    outbox.sent(db, now, {each.letter.id: each.message_id for each in delivered})
    shown = [
        {
            "live": each.letter.live_key,
            "message": each.message_id or each.letter.edits,
            "as": each.letter.digest,
        }
        for each in delivered
        if each.letter.live_key is not None
    ] + [
        {"live": each.letter.live_key, "message": None, "as": None}
        for each in outcomes
        if isinstance(each, Forgotten)
    ]
    if shown:
        db.execute(_SHOWN, shown)
    for each in outcomes:
        if isinstance(each, Delivered) and each.letter.template in NOTICES:
            db.execute(_SERVED, {"letter": each.letter.id, "at": now})
        elif isinstance(each, Postponed):
            later = now + timedelta(seconds=each.seconds)
            outbox.again(db, each.letter.id, later, each.error, uncertain=each.uncertain)
        elif isinstance(each, Forgotten):
            outbox.again(db, each.letter.id, now, "message gone", uncertain=False)
        elif isinstance(each, Failed):
            outbox.failed(db, each.letter.id, each.error)


def _collect(db: Connection, now: datetime, busy_chats: Sequence[int], limit: int) -> list[Letter]:
    """A letter that can't be composed is kept as failed, lest it keep all others waiting."""
    taken: list[Letter] = []
    unchanged: dict[int, int | None] = {}
    for row_id, letter in letters.compose(db, outbox.claim(db, now, busy_chats, limit), now):
        if isinstance(letter, Exception):
            outbox.failed(db, row_id, type(letter).__name__)
        elif letter is None:
            unchanged[row_id] = None
        else:
            taken.append(letter)
    outbox.sent(db, now, unchanged)
    return taken


def refused(desk: Desk, letter: Letter, error: str) -> None:
    """Telegram will not take it (blocked, never started): it is kept as failed, a notice as not served (C8)."""

    def keep(case: Case) -> None:
        outbox.failed(case.db, letter.id, error)
        undeliverable(case, letter.id)

    if letter.template in NOTICES and letter.body_id is not None:
        desk.system(letter.body_id, keep)
        return
    with desk.engine.begin() as db:
        outbox.failed(db, letter.id, error)


def recover(desk: Desk, since: timedelta = timedelta()) -> int:
    """After a crash: what has been under way for so long may have arrived; how many letters."""
    with desk.engine.begin() as db:
        return outbox.recover(db, desk.clock.now() - since)


def next_due(desk: Desk) -> datetime | None:
    """When the earliest postponed letter may be tried."""
    with reading(desk.engine).begin() as db:
        return outbox.next_due(db, desk.clock.now())
