"""What people do in a sitting, in a few words; and how its record and its papers are looked at."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import docx
from sqlalchemy import Row, Table, select

from bot.sandbox.person import Person
from bot.sandbox.stage import Stage
from bot.sandbox.state import Message
from bot.store import journal
from bot.usecases import audit

LIMA = ZoneInfo("America/Lima")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=LIMA)
AGENDA = ("Plan de trabajo 2026", "Bases del concurso", "Comité de evaluación")
FOUR = ("vmpes", "vmps", "dgse", "opi")


def lima(day: int, hour: int = 0, minute: int = 0, *, month: int = 3) -> datetime:
    """A moment of 2026 on Lima's clocks: March unless said; the 2nd is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=LIMA)


HELD = lima(12, 10)


def convocatoria(
    held_at: datetime = HELD, kind: str = "ordinaria", agenda: Iterable[str] = AGENDA, more: str = ""
) -> str:
    """`/convocar` as one message."""
    items = "\n".join(f"{place}. {item}" for place, item in enumerate(agenda, start=1))
    form = (
        f"/convocar\nTipo: {kind}\nFecha: {held_at:%d/%m/%Y %H:%M}\nLugar: Sala del piso 5\nAgenda:\n{items}"
    )
    return f"{form}\n{more}" if more else form


async def convene(made: Stage, held_at: datetime = HELD, kind: str = "ordinaria", **more: Any) -> None:
    """The ST issues an ordinary convocatoria, the President an extraordinary one."""
    who = made.secretary if kind == "ordinaria" else made.president
    await who.send(convocatoria(held_at, kind, **more))
    await who.press("Emitir convocatoria")


async def first_list(made: Stage, *claves: str, held_at: datetime = HELD) -> None:
    """At the convened hour the ST takes the list; those members press in the group."""
    await made.at(held_at)
    await made.secretary.send("/sala")
    await made.secretary.press("Primera lista")
    for clave in claves:
        await made.seats[clave].press("Presente", chat=made.group)


async def install(made: Stage, *claves: str, held_at: datetime = HELD) -> None:
    """The list, and the sitting installed with those present (four without any named)."""
    await first_list(made, *(claves or FOUR), held_at=held_at)
    await made.secretary.press("Instalar sesión")


async def reach_agenda(made: Stage) -> None:
    """From the first station to the orden del día."""
    for _ in range(4):
        await made.secretary.press("Siguiente estación")


async def in_session(made: Stage, *claves: str, **more: Any) -> None:
    """Convened, installed and in the station where decisions are taken."""
    await convene(made, **more)
    await install(made, *claves)
    await reach_agenda(made)


async def vote(made: Stage, item: int, text: str, **ballots: str) -> None:
    """A vote opened, cast privately and closed: `vmpes="A favor"`."""
    await made.secretary.send(f"/votar {item} {text}")
    for clave, label in ballots.items():
        await made.seats[clave].press(label)
        if label == "Abstención":
            await made.seats[clave].send("Participó en el proyecto")
    await made.secretary.press("Cerrar votación")


def said(person: Person, *words: str) -> Message:
    """The latest message to that person, which must hold all those words."""
    latest = person.inbox()[-1]
    assert all(word in latest.text for word in words), f"{words}\n{latest.text}"
    return latest


def heard(person: Person, *words: str) -> list[Message]:
    """All that the bot wrote to that person that holds those words."""
    return [message for message in person.inbox() if all(word in message.text for word in words)]


def in_group(made: Stage, *words: str) -> list[Message]:
    """All that the bot wrote in the group that holds those words."""
    bot = made.server.world.bot
    return [
        message for message in made.group.transcript()
        if message.sender is bot and all(word in message.text for word in words)
    ]  # fmt: skip


def files(person: Person, ending: str) -> list[Message]:
    """The files that the bot sent to that person."""
    return [each for each in person.inbox() if each.document and each.document.name.endswith(ending)]


def panel(person: Person) -> Message:
    """The latest panel in that person's chat, as it shows now."""
    return [each for each in person.inbox() if "Presentes:" in each.text and "⚪" in each.text][-1]


def rows(made: Stage, table: Table) -> list[Row[Any]]:
    """All rows of a table in the order of its key."""
    with made.app.desk.engine.connect() as db:
        return list(db.execute(select(table).order_by(*table.primary_key.columns)))


def faults(made: Stage) -> list[object]:
    """What `ayni verify` would name in the journal, and in the record beside it."""
    with made.app.desk.engine.connect() as db:
        return [*journal.verify(db), *audit.discrepancies(db)]


def words_of(made: Stage, message: Message) -> str:
    """All the text of a Word document, paragraphs and tables, a line each."""
    opened = docx.Document(io.BytesIO(made.server.document(message)))
    lines = [paragraph.text for paragraph in opened.paragraphs]
    for table in opened.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(lines)
