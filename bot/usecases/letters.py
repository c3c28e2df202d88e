"""Letters: what the outbox holds, composed as it is sent; a live message as its subject stands then."""

import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from bot.rules.errors import RuleBroken
from bot.store.tables import document, live_message, person
from bot.usecases import bodies, views
from bot.usecases.bodies import Body

log = logging.getLogger(__name__)


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
    enclosure: dict[str, Any] | None = None
    """What is made when it is sent and goes with it as a file (`usecases.enclosing`)."""
    whose: str = ""
    """The body's sigla, for somebody who belongs to several."""


_LIVE = select(live_message).where(live_message.c.key.in_(bindparam("keys", expanding=True)))
_OF_SEVERAL = (
    select(person.c.telegram_id)
    .where(person.c.telegram_id.in_(bindparam("chats", expanding=True)))
    .group_by(person.c.telegram_id)
    .having(func.count() > 1)
)


def compose(
    db: Connection, rows: Sequence[Row[Any]], now: datetime
) -> Iterator[tuple[int, Letter | Exception | None]]:
    """The letter of each row of the outbox: None where there is nothing new to show, an exception where ours
    is the fault. Whoever sits in several bodies sees which of them writes.
    """
    keys = [row.live_key for row in rows if row.live_key is not None]
    live = {row.key: row for row in db.execute(_LIVE, {"keys": keys})} if keys else {}
    chats = [row.chat_id for row in rows if row.chat_id > 0]
    of_several = set(db.scalars(_OF_SEVERAL, {"chats": chats})) if chats else set()
    body_of, found = cache(partial(bodies.load, db)), views.Views(db, now)
    for row in rows:
        body = body_of(row.body_id) if row.body_id is not None else None
        whose = body.sigla if body is not None and row.chat_id in of_several else ""
        try:
            letter = _letter(db, row, body, whose)
            if body is not None and row.live_key is not None:
                yield row.id, _as_it_stands(letter, live.get(row.live_key), body, found)
            else:
                yield row.id, letter
        except (LookupError, ValueError, TypeError, AttributeError, RuleBroken) as error:
            log.exception("letter %d (%s) can't be composed", row.id, row.template)
            yield row.id, error


def _letter(db: Connection, row: Row[Any], body: Body | None, whose: str) -> Letter:
    return Letter(
        row.id,
        row.body_id,
        str(body.zone) if body is not None else "America/Lima",
        row.chat_id,
        row.template,
        row.context if row.document_id is None else _paper(db, row.document_id) | row.context,
        row.buttons or [],
        row.document_id,
        row.repeated,
        row.attempts,
        enclosure=row.context.get("enclosure"),
        whose=whose,
    )


def _as_it_stands(letter: Letter, shown: Row[Any] | None, body: Body, found: views.Views) -> Letter | None:
    """The live message as it is to be shown now; None where its subject is gone, or nothing in it changed."""
    view = found.compose(body, letter.template, letter.context) if shown else None
    if shown is None or view is None:
        return None
    said = json.dumps([view.template, view.context, view.buttons], sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()
    if shown.message_id is not None and shown.digest == digest:
        return None
    return replace(
        letter,
        template=view.template,
        context=view.context,
        buttons=view.buttons,
        repeated=False,
        live_key=shown.key,
        edits=shown.message_id,
        digest=digest,
    )


def _paper(db: Connection, document_id: int) -> dict[str, Any]:
    """What the text beside a paper may say of it."""
    found = db.execute(
        select(document.c.kind, document.c.version, document.c.state).where(document.c.id == document_id)
    ).one()
    return {"kind": found.kind, "version": found.version, "state": found.state}
