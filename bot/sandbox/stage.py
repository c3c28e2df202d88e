"""A stage for whole sittings: the local Bot API server, the real bot over HTTP, and the people of a body."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import App, open_desk, running
from bot.chat.pace import Pace
from bot.clock import VirtualClock
from bot.config import Settings
from bot.grupo import Grupo, example_toml, parse_grupo
from bot.sandbox.group import Group
from bot.sandbox.person import Person
from bot.sandbox.server import BotApiServer
from bot.store.schema import upgrade
from bot.usecases import deadlines
from bot.usecases.enrolment import Invited, invite_all
from bot.usecases.installation import install_body

UNHURRIED = Pace(per_minute=1_000_000, edit_seconds=0.0)


@dataclass
class Stage:
    """Who is on it: `seats` by clave (only those with a telephone), `team`, the group, the clock."""

    server: BotApiServer
    app: App
    grupo: Grupo
    clock: VirtualClock
    seats: dict[str, Person]
    team: list[Person]
    group: Group
    others: dict[str, Person] = field(default_factory=dict)

    @property
    def secretary(self) -> Person:
        """The Secretaría Técnica."""
        return self.seats[next(seat.clave for seat in self.grupo.integrantes if seat.secretaria_tecnica)]

    @property
    def president(self) -> Person:
        """Whoever holds the seat that presides."""
        return self.seats[next(seat.clave for seat in self.grupo.integrantes if seat.preside)]

    async def at(self, moment: datetime) -> None:
        """Lets time pass until `moment`; what falls due on the way happens at its time."""
        while (now := self.clock.now()) < moment:
            due = deadlines.next_due(self.app.desk) or moment
            self.clock.set(
                min(moment, now + timedelta(days=1), due if due > now else now + timedelta(hours=1))
            )
            await self.app.tick()
            await self.server.settled()

    async def after(self, **span: float) -> None:
        """Lets a timedelta pass, e.g. `minutes=15`."""
        await self.at(self.clock.now() + timedelta(**span))

    async def newcomer(self, name: str, code: str) -> Person:
        """Somebody who follows a one-time link."""
        person = self.server.person(name)
        self.others[name] = person
        await person.start(code)
        return person


@asynccontextmanager
async def stage(
    start: datetime,
    database_url: str,
    files_dir: Path,
    *,
    grupo: Grupo | None = None,
    without_telephone: frozenset[str] = frozenset(),
    group_title: str = "Grupo de Trabajo AYNI",
) -> AsyncIterator[Stage]:
    """The body installed, its people enrolled and in the group, which the ST has bound.

    `start` is aware; nothing sleeps: time moves only with `Stage.at`."""
    grupo = grupo or parse_grupo(example_toml())
    clock = VirtualClock(start)
    server = BotApiServer(clock=clock, flood_limit=None, lockstep=True)
    settings = Settings(telegram_token=server.token, database_url=database_url, files_dir=files_dir)
    upgrade(database_url)
    desk = open_desk(settings, clock)
    install_body(desk, grupo)
    invited = invite_all(desk, grupo.organo.sigla)
    desk.engine.dispose()
    async with server:
        settings = replace(settings, telegram_api_url=server.url)
        async with running(settings, clock=clock, pace=UNHURRIED, ticking=False) as app:
            server.when_idle = app.idle
            keys = {seat.titular: seat.clave for seat in grupo.integrantes}
            seats = {
                keys[each.name]: await _enrol(server, each)
                for each in invited
                if each.capacity == "titular" and keys[each.name] not in without_telephone
            }
            team = [await _enrol(server, each) for each in invited if each.capacity == "staff"]
            made = Stage(server, app, grupo, clock, seats, team, server.group(group_title, *seats.values()))
            await made.secretary.send("/vincular", chat=made.group)
            yield made


async def _enrol(server: BotApiServer, invited: Invited) -> Person:
    person = server.person(invited.name)
    await person.start(invited.code)
    return person
