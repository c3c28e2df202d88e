"""The example body over real HTTP: the local Bot API server, a temporary SQLite and the bot itself."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select

from bot.app import App, running
from bot.clock import VirtualClock
from bot.config import Settings
from bot.grupo import example_toml, parse_grupo
from bot.sandbox.group import Group
from bot.sandbox.person import Person
from bot.sandbox.server import BotApiServer
from bot.store import tables
from bot.store.engine import open_engine
from bot.store.files import Files
from bot.usecases import enrolment
from bot.usecases.desk import Desk
from bot.usecases.installation import install_body

LIMA = ZoneInfo("America/Lima")
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LIMA)
KEYS = ("vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de", "opi")

CONVOCATORIA = """/convocar
Tipo: ordinaria
Fecha: 27/11/2026 10:00
Lugar: Sala de reuniones
Agenda:
1. Plan de trabajo 2027
2. Presupuesto
Segunda convocatoria: 30/11/2026 10:00"""


@dataclass
class House:
    """The server, the bot at work, the seven by their claves, and the group once it is there."""

    server: BotApiServer
    clock: VirtualClock
    settings: Settings
    people: dict[str, Person] = field(default_factory=dict)
    group: Group = None  # type: ignore[assignment]
    app: App = None  # type: ignore[assignment]
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        """The bot begins to work."""
        self.app = await self._running.enter_async_context(
            running(self.settings, clock=self.clock, ticking=False)
        )
        self.server.when_idle = self.app.idle

    async def stop(self) -> None:
        """The bot stops; what people do meanwhile waits at Telegram."""
        self.server.when_idle = None
        await self._running.aclose()

    def __getitem__(self, key: str) -> Person:
        return self.people[key]

    def at(self, *moment: int) -> None:
        """Moves the clock to that local moment."""
        self.clock.set(datetime(*moment, tzinfo=LIMA))  # type: ignore[arg-type,misc]

    def inbox(self) -> list[tuple[bool, str | None]]:
        """Of every update received: whether it is done, and why it was put aside, if it was."""
        with self.app.desk.engine.connect() as db:
            rows = db.execute(
                select(tables.inbox).order_by(tables.inbox.c.received_at, tables.inbox.c.update_id)
            )
            return [(row.done_at is not None, row.error) for row in rows]

    def rows(self, table: Table) -> list[Any]:
        """All rows of a table."""
        with self.app.desk.engine.connect() as db:
            return list(db.execute(select(table)))

    async def convene(self) -> None:
        """The ST issues the convocatoria of an ordinary sitting on 27 November at ten."""
        await self["dgse"].send(CONVOCATORIA)
        await self["dgse"].press("Emitir convocatoria")

    async def install(self, *keys: str) -> None:
        """The sitting is convened and installed with those present (the first four without any)."""
        await self.convene()
        self.at(2026, 11, 27, 10, 0)
        await self["dgse"].send("/sala")
        await self["dgse"].press("Primera lista")
        for key in keys or KEYS[:4]:
            await self[key].press("Presente")
        await self["dgse"].press("Instalar sesión")

    async def reach_agenda(self) -> None:
        """From the first station to the orden del día."""
        for _ in range(4):
            await self["dgse"].press("Siguiente estación")


def found(database_url: str, folder: Path, clock: VirtualClock, *siglas: str) -> Desk:
    """Installs the example body, or one like it for each of the siglas."""
    desk = Desk(open_engine(database_url), clock, Files(folder))
    for sigla in siglas or ("AYNI-GT",):
        install_body(desk, parse_grupo(example_toml().replace('"AYNI-GT"', f'"{sigla}"')))
    return desk


@asynccontextmanager
async def open_house(database: Path, *, lockstep: bool = True) -> AsyncIterator[House]:
    """Everybody enrolled, nobody has said anything yet; `database` is a file that has the schema."""
    clock = VirtualClock(MONDAY)
    url = f"sqlite:///{database}"
    desk = found(url, database.parent / "archivo", clock)
    invited = enrolment.invite_all(desk, None)
    desk.engine.dispose()
    async with BotApiServer(clock=clock, flood_limit=None) as server:
        settings = Settings(
            telegram_token=server.token,
            telegram_api_url=server.url,
            database_url=url,
            files_dir=database.parent / "archivo",
        )
        house = House(server, clock, settings)
        await house.start()
        server.lockstep = lockstep
        for key, each in zip(KEYS, (each for each in invited if each.capacity == "titular"), strict=True):
            house.people[key] = server.person(each.name)
            await house[key].start(each.code)
        house.group = server.group("AYNI", *house.people.values())
        await server.settled()
        try:
            yield house
        finally:
            await house.stop()
