"""Open questions as rows: a restart repeats them, the next plain text answers the latest."""

from collections.abc import Collection
from functools import partial
from typing import Any

from sqlalchemy import Row, delete, select

from bot.store import engine
from bot.store.engine import reading
from bot.store.outbox import URGENT
from bot.store.tables import dialogue
from bot.usecases.actors import Who
from bot.usecases.buttons import Rows
from bot.usecases.case import Case, plain
from bot.usecases.desk import Desk


def ask(
    case: Case,
    kind: str,
    fields: dict[str, Any],
    template: str,
    *,
    step: int = 0,
    chat_id: int | None = None,
    buttons: Rows | None = None,
    **context: Any,
) -> None:
    """Opens (or moves on) a question of that kind to whoever acts, and asks it: in private without `chat_id`.

    It is kept as it was asked, so that a restart can repeat it."""
    chat = chat_id if chat_id is not None else case.actor.telegram_id
    said = {"template": template, "context": plain(context), "buttons": plain(buttons)}
    values = {
        "chat_id": chat,
        "body_id": case.body.id,
        "step": step,
        "fields": {**fields, "said": said},
        "asked_at": case.now,
    }
    case.db.execute(
        engine.insert(case.db, dialogue)
        .values(telegram_id=case.actor.telegram_id, kind=kind, **values)
        .on_conflict_do_update(index_elements=["telegram_id", "kind"], set_=values)
    )
    case.send(chat, template, buttons=buttons, urgency=URGENT, **context)


def repeat_open_questions(desk: Desk) -> None:
    """After a restart: every open question once more, to whoever owes the answer."""
    for row in open_questions(desk):
        said = row.fields["said"]
        again = said["context"] | {"repeated": True}
        desk.answer(
            Who(row.telegram_id, row.body_id, row.chat_id),
            partial(Case.reply, template=said["template"], buttons=said["buttons"], **again),
        )


def close(case: Case, kind: str | None = None) -> bool:
    """Forgets the open question of that kind (all kinds without one); whether there was any."""
    mine = dialogue.c.telegram_id == case.actor.telegram_id
    which = mine if kind is None else mine & (dialogue.c.kind == kind)
    return case.db.execute(delete(dialogue).where(which)).rowcount > 0


def give_up(case: Case, prefix: str) -> None:
    """Forgets the questions of every kind that begins so, put to whoever acts."""
    mine = dialogue.c.telegram_id == case.actor.telegram_id
    case.db.execute(delete(dialogue).where(mine, dialogue.c.kind.startswith(prefix, autoescape=True)))


def forget(case: Case, kind: str, telegram_ids: Collection[int]) -> None:
    """The body's question of that kind is put to nobody of those any more."""
    if telegram_ids:
        theirs = (dialogue.c.body_id == case.body.id, dialogue.c.telegram_id.in_(telegram_ids))
        case.db.execute(delete(dialogue).where(*theirs, dialogue.c.kind == kind))


def forget_about(case: Case, kind: str, **subject: int) -> None:
    """The body's question of that kind about that subject ("sitting=3") is put to nobody any more."""
    mine = (dialogue.c.body_id == case.body.id, dialogue.c.kind == kind)
    for row in case.db.execute(select(dialogue).where(*mine)).all():
        if all(row.fields.get(name) == value for name, value in subject.items()):
            theirs = (dialogue.c.telegram_id == row.telegram_id, dialogue.c.kind == kind)
            case.db.execute(delete(dialogue).where(*theirs))


def open_question(
    desk: Desk, telegram_id: int, *, chat_id: int | None = None, kind: str | None = None, but: str = ""
) -> Row[Any] | None:
    """The latest question open to that Telegram id: in that chat, of that kind, of any kind `but` one."""
    query = select(dialogue).where(dialogue.c.telegram_id == telegram_id, dialogue.c.kind != but)
    if chat_id is not None:
        query = query.where(dialogue.c.chat_id == chat_id)
    if kind is not None:
        query = query.where(dialogue.c.kind == kind)
    with reading(desk.engine).begin() as db:
        return db.execute(query.order_by(dialogue.c.asked_at.desc(), dialogue.c.kind)).first()


def open_questions(desk: Desk) -> list[Row[Any]]:
    """Every question that is open, to be repeated after a restart."""
    with reading(desk.engine).begin() as db:
        return list(db.execute(select(dialogue).order_by(dialogue.c.asked_at)))
