"""The post room: what the courier takes from the outbox, composed as it is sent, and what became of it."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update

from bot.rules.errors import RuleBroken
from bot.store import outbox
from bot.store.engine import reading
from bot.store.tables import document, live_message, person, service
from bot.usecases import bodies, views
from bot.usecases.case import Case
from bot.usecases.desk import Desk
from bot.usecases.register import undeliverable

log = logging.getLogger(__name__)

NOTICES = frozenset({"convocatoria", "sesion_cancelada"})
"""The letters that somebody is served with."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to send now: what it says, where; `edits` the message that it brings up to date.

    `repeated`: an earlier attempt may have arrived, so the text must say so."""

    id: int
    body_id: int | None
    zone: str
    chat_id: int
    template: str
    context: dict[str, Any]
    buttons: Sequence[Sequence[dict[str, Any]]]
    document_id: int | None
    repeated: bool
    attempts: int
    live_key: str | None = None
    edits: int | None = None
    digest: str | None = None
    whose: str = ""
    """The body's sigla, for somebody who belongs to several."""


def collect(desk: Desk, busy_chats: Sequence[int], limit: int = 50) -> list[Letter]:
    """Takes what is due, at most one letter per chat. A live message that did not change is done at once.

    A letter that can't be composed is kept as failed, lest it keep all others waiting.
    """
    now = desk.clock.now()
    letters = []
    with desk.engine.begin() as db:
        for row in outbox.claim(db, now, busy_chats, limit):
            try:
                letter = _signed(db, _letter(db, row, now))
            except (LookupError, ValueError, TypeError, AttributeError, RuleBroken) as error:
                log.exception("letter %d (%s) can't be composed", row.id, row.template)
                outbox.failed(db, row.id, type(error).__name__)
                continue
            if letter is None:
                outbox.sent(db, row.id, now, None)
            else:
                letters.append(letter)
    return letters


def _signed(db: Any, letter: Letter | None) -> Letter | None:
    """Whoever sits in several bodies sees which of them writes."""
    if letter is None or letter.body_id is None or letter.chat_id < 0:
        return letter
    theirs = db.scalars(select(person.c.body_id).where(person.c.telegram_id == letter.chat_id).limit(2)).all()
    return replace(letter, whose=bodies.load(db, letter.body_id).sigla) if len(theirs) > 1 else letter


def _letter(db: Any, row: Row[Any], now: datetime) -> Letter | None:
    zone = str(bodies.load(db, row.body_id).zone) if row.body_id is not None else "America/Lima"
    plainly = Letter(
        row.id,
        row.body_id,
        zone,
        row.chat_id,
        row.template,
        row.context if row.document_id is None else _paper(db, row.document_id) | row.context,
        row.buttons or [],
        row.document_id,
        row.repeated,
        row.attempts,
    )
    if row.live_key is None:
        return plainly
    shown = db.execute(select(live_message).where(live_message.c.key == row.live_key)).first()
    view = views.compose(db, bodies.load(db, row.body_id), now, row.template, row.context) if shown else None
    if shown is None or view is None:
        return None
    digest = hashlib.sha256(
        json.dumps([view.template, view.context, view.buttons], sort_keys=True).encode()
    ).hexdigest()
    if shown.message_id is not None and shown.digest == digest:
        return None
    return Letter(
        row.id,
        row.body_id,
        zone,
        row.chat_id,
        view.template,
        view.context,
        view.buttons,
        None,
        False,
        row.attempts,
        row.live_key,
        shown.message_id,
        digest,
    )


def _paper(db: Any, document_id: int) -> dict[str, Any]:
    """What the text beside a paper may say of it."""
    found = db.execute(
        select(document.c.kind, document.c.version, document.c.state).where(document.c.id == document_id)
    ).one()
    return {"kind": found.kind, "version": found.version, "state": found.state}


def delivered(desk: Desk, letter: Letter, message_id: int | None) -> None:
    """Telegram has it: a notice counts as served from now (C8)."""
    now = desk.clock.now()
    with desk.engine.begin() as db:
        outbox.sent(db, letter.id, now, message_id)
        if letter.live_key is not None:
            db.execute(
                update(live_message)
                .where(live_message.c.key == letter.live_key)
                .values(
                    message_id=message_id if message_id is not None else letter.edits, digest=letter.digest
                )
            )
        elif letter.template in NOTICES:
            db.execute(update(service).where(service.c.outbox_id == letter.id).values(served_at=now))


def postponed(desk: Desk, letter: Letter, seconds: float, error: str, *, uncertain: bool) -> None:
    """To be tried again in so many seconds; `uncertain` where it may have arrived."""
    with desk.engine.begin() as db:
        outbox.again(db, letter.id, desk.clock.now() + timedelta(seconds=seconds), error, uncertain=uncertain)


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


def forgotten(desk: Desk, letter: Letter) -> None:
    """The live message was deleted in Telegram: it is sent anew."""
    with desk.engine.begin() as db:
        db.execute(
            update(live_message)
            .where(live_message.c.key == letter.live_key)
            .values(message_id=None, digest=None)
        )
        outbox.again(db, letter.id, desk.clock.now(), "message gone", uncertain=False)


def recover(desk: Desk) -> int:
    """After a crash: what was under way may have arrived; how many letters."""
    with desk.engine.begin() as db:
        return outbox.recover(db, desk.clock.now())


def next_due(desk: Desk) -> datetime | None:
    """When the earliest postponed letter may be tried."""
    with reading(desk.engine).begin() as db:
        return outbox.next_due(db, desk.clock.now())
