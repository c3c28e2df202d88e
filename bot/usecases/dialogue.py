"""Open questions as rows: a restart repeats them, the next plain text answers the latest."""

from typing import Any

from sqlalchemy import Row, delete, select

from bot.store import engine
from bot.store.engine import reading
from bot.store.tables import dialogue
from bot.usecases.desk import Case, Desk


def ask(case: Case, kind: str, fields: dict[str, Any], *, step: int = 0, chat_id: int | None = None) -> None:
    """Opens (or moves on) the question of that kind to whoever acts; the reply that asks it is the caller's."""
    values = {
        "chat_id": chat_id if chat_id is not None else case.who.chat_id,
        "body_id": case.body.id,
        "step": step,
        "fields": fields,
        "asked_at": case.now,
    }
    case.db.execute(
        engine.insert(case.db, dialogue)
        .values(telegram_id=case.actor.telegram_id, kind=kind, **values)
        .on_conflict_do_update(index_elements=["telegram_id", "kind"], set_=values)
    )


def close(case: Case, kind: str | None = None) -> bool:
    """Forgets the open question of that kind (all kinds without one); whether there was any."""
    mine = dialogue.c.telegram_id == case.actor.telegram_id
    which = mine if kind is None else mine & (dialogue.c.kind == kind)
    return case.db.execute(delete(dialogue).where(which)).rowcount > 0


def forget(desk: Desk, telegram_id: int, kind: str) -> None:
    """Closes a question outside any act."""
    with desk.engine.begin() as db:
        db.execute(delete(dialogue).where(dialogue.c.telegram_id == telegram_id, dialogue.c.kind == kind))


def open_question(
    desk: Desk, telegram_id: int, *, chat_id: int | None = None, kind: str | None = None, but: str = ""
) -> Row[Any] | None:
    """The latest question open to that Telegram id: in that chat, of that kind if given, of any kind `but` one."""
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
