"""A ministry with its own Bot API server, where `ayni` runs as a process that can be killed."""

import asyncio
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Table, select, update

from bot.clock import SystemClock
from bot.grupo import example_toml, parse_grupo
from bot.sandbox.group import Group
from bot.sandbox.person import Person
from bot.sandbox.server import BotApiServer
from bot.sandbox.state import Message, Press
from bot.store import journal, tables
from bot.store.engine import open_engine

ROOT = Path(__file__).parents[2]
LIMA = ZoneInfo("America/Lima")
NOW = SystemClock().now
SEVEN = ("vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de", "opi")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


async def ayni(*args: str, folder: Path, root: Path = ROOT, **env: str) -> Done:
    """Runs one command to its end."""
    process = await _start(*args, folder=folder, root=root, **env)
    async with asyncio.timeout(60):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Done(process.returncode, out.decode(), err.decode())


async def _start(*args: str, folder: Path, root: Path, **env: str) -> asyncio.subprocess.Process:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AYNI_")}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *args,
        cwd=folder, env={**inherited, "PYTHONPATH": str(root), **env},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@dataclass
class Ministry:
    """The server, the folder in which `ayni` runs, and the people by their claves."""

    server: BotApiServer
    folder: Path
    env: dict[str, str]
    people: dict[str, Person] = field(default_factory=dict)
    group: Group | None = None
    process: asyncio.subprocess.Process | None = None
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine = open_engine(self.env["AYNI_DATABASE_URL"])

    def __getitem__(self, clave: str) -> Person:
        return self.people[clave]

    # The process

    async def ayni(self, *args: str) -> Done:
        """Runs one command to its end, with this ministry's settings."""
        return await ayni(*args, folder=self.folder, **self.env)

    async def start(self, until: str = "en marcha") -> None:
        """`ayni run`, until it says that it runs."""
        self.process = await _start("run", folder=self.folder, root=ROOT, **self.env)
        assert self.process.stderr is not None
        async with asyncio.timeout(30):
            while True:
                line = (await self.process.stderr.readline()).decode()
                self.said.append(line)
                assert line, f"it did not start: {''.join(self.said)}"
                if until in line:
                    break
        self._reading = asyncio.create_task(self._read(self.process.stderr))

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while line := await stream.readline():
            self.said.append(line.decode())

    async def kill(self) -> None:
        """`kill -9`; what the server was carrying out for it, it carries out."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()
        self.server.faults.clear()

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self.process is not None
        self.process.terminate()
        async with asyncio.timeout(20):
            code = await self.process.wait()
            await self._reading
        return code

    async def close(self) -> None:
        """Ends whatever still runs."""
        if self.process is not None and self.process.returncode is None:
            await self.kill()
        self.engine.dispose()

    # The body

    async def found(self) -> None:
        """`ayni init`, `ayni invite`, everybody enrols through `ayni run`, the ST binds the group."""
        text = example_toml().replace("ordinaria_dias = 7 ", "ordinaria_dias = 1 ")
        (self.folder / "grupo.toml").write_text(text)
        done = await self.ayni("init", "grupo.toml")
        assert done.code == 0, done.err
        invited = await self.ayni("invite")
        assert invited.code == 0, invited.err
        await self.start()
        claves = {seat.titular: seat.clave for seat in parse_grupo(text).integrantes}
        for line in invited.out.splitlines():
            _post, name, link = line.split("\t")
            person = self.server.person(name)
            await person.start(re.split("start=", link)[1])
            await person.wait_for("Le damos la bienvenida")
            self.people[claves.get(name, name)] = person
        self.group = self.server.group("AYNI", *(self[clave] for clave in ("dgse", *SEVEN)))
        await self["dgse"].send("/vincular", chat=self.group)
        await self["dgse"].wait_for("Grupo vinculado", chat=self.group)

    async def convene(self, days: int = 10) -> None:
        """The ST issues a convocatoria for so many days from now."""
        day = NOW().astimezone(LIMA) + timedelta(days=days)
        agenda = "\n".join(f"{number}. Punto {number}" for number in range(1, 10))
        await self["dgse"].send(
            f"/convocar\nTipo: ordinaria\nFecha: {day:%d/%m/%Y} 10:00\nLugar: Sala 5\nAgenda:\n{agenda}"
        )
        await self["dgse"].wait_for("Vista previa")
        await self["dgse"].press("Emitir convocatoria")

    async def deliberate(self) -> None:
        """A sitting in the station where decisions are taken, all seven present: its hour is made to have come."""
        await self.convene()
        await self.until(lambda: [row.state for row in self.rows(tables.sitting)] == ["convened"])
        with self.engine.begin() as db:
            db.execute(update(tables.sitting).values(held_at=NOW() - timedelta(minutes=1)))
        await self["dgse"].send("/sala")
        await self["dgse"].press("Primera lista")
        for clave in SEVEN:
            assert "Presente" in await self[clave].press("Presente")
        await self["dgse"].press("Instalar sesión")
        for station in ("despacho", "informes", "pedidos", "orden del día"):
            assert station in await self.press_next(station)

    async def press_next(self, station: str) -> str:
        """**Siguiente estación**, pressed again on a panel that has not caught up."""
        answer = ""
        while station not in answer:
            answer = await self["dgse"].press("Siguiente estación")
        return answer

    async def open_vote(self, text: str) -> int:
        """A vote of which all seven hold the paper; its id."""
        await self["dgse"].send(f"/votar 1 {text}")
        await self.until(lambda: all(self.paper(clave, text) for clave in SEVEN))
        return max(row.id for row in self.rows(tables.vote))

    def paper(self, clave: str, text: str) -> Message | None:
        """The ballot paper of that vote in somebody's chat, while it can be cast."""
        mine = self[clave].inbox()
        return next((each for each in mine if text in each.text and "A favor" in each.labels), None)

    async def tap(self, label: str, text: str) -> list[Press]:
        """All seven press at once, without waiting for an answer."""
        papers = {clave: self.paper(clave, text) for clave in SEVEN}
        return await asyncio.gather(*(self[clave].tap(label, message=papers[clave]) for clave in SEVEN))

    # Looking

    def rows(self, table: Table, *where: Any) -> list[Row[Any]]:
        """A table's rows in the order of its key."""
        with self.engine.connect() as db:
            return list(db.execute(select(table).where(*where).order_by(*table.primary_key.columns)))

    async def until(self, test: Callable[[], bool], within: float = 30.0) -> None:
        """Looks again whenever the bot calls, until the record is as the test says."""
        try:
            async with asyncio.timeout(within):
                while not test():
                    with suppress(TimeoutError):
                        async with asyncio.timeout(0.5):
                            await self.server.world.signal.wait()
        except TimeoutError:
            calls = [f"{call.method} {call.code}" for call in self.server.calls.all[-20:]]
            raise AssertionError(f"it did not come to pass; {calls}:\n{''.join(self.said)}") from None

    def ballots(self, text: str) -> list[Row[Any]]:
        """The ballots of the vote with that text."""
        (vote,) = [row for row in self.rows(tables.vote) if row.text == text]
        return self.rows(tables.ballot, tables.ballot.c.vote_id == vote.id)

    async def said_all(self) -> None:
        """Everything that is to be said privately has been; the group has its own pace."""
        waits = tables.outbox.c.state.in_(("pending", "sending", "uncertain")) & (tables.outbox.c.chat_id > 0)
        await self.until(lambda: not self.rows(tables.outbox, waits))

    def faults(self) -> list[object]:
        """What `ayni verify` would name in the journal."""
        with self.engine.connect() as db:
            return list(journal.verify(db))
