"""A sitting of many seats with an open vote, made at the desk: what the measurements press on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import VirtualClock
from bot.grupo import parse_grupo
from bot.rules.reglamento import SittingKind
from bot.store.engine import open_engine
from bot.store.files import Files
from bot.store.schema import upgrade
from bot.usecases import attendance, conduct, convening, enrolment, voting
from bot.usecases.desk import Desk, Who
from bot.usecases.installation import install_body

HELD = datetime(2026, 3, 12, 10, tzinfo=ZoneInfo("America/Lima"))
SEAT = """
[[integrantes]]
clave = "s{n}"
cargo = "Director General {n}"
titular = "Persona Número {n}"
preside = {presides}
secretaria_tecnica = {secretary}
"""
HEAD = """
[organo]
sigla = "MED"
nombre = "Órgano de medida"
entidad = "Entidad"
norma = "Resolución N.° 1"
ciudad = "Lima"
"""


@dataclass(frozen=True)
class Room:
    """The open vote, whose `voters` are the Telegram ids of the seats present."""

    url: str
    files: Path
    vote_id: int
    voters: list[int]
    now: datetime

    def ballot(self, choice: str) -> str:
        """The data of a ballot's button."""
        return f"cast:1:{self.vote_id}:{choice}"


def open_room(folder: Path, seats: int) -> Room:
    """A body of so many seats, all present and enrolled, in its first vote."""
    url = f"sqlite:///{folder / 'bench.db'}"
    upgrade(url)
    clock = VirtualClock(HELD - timedelta(days=10))
    desk = Desk(open_engine(url), clock, Files(folder / "archivo"))
    install_body(
        desk,
        parse_grupo(
            HEAD
            + "".join(
                SEAT.format(n=n, presides=str(n == 1).lower(), secretary=str(n == 2).lower())
                for n in range(1, seats + 1)
            )
        ),
    )
    voters = [1000 + place for place in range(seats)]
    for telegram_id, invited in zip(voters, enrolment.invite_all(desk, None), strict=True):
        enrolment.enrol(desk, invited.code, telegram_id, telegram_id, None)
    secretary = Who(voters[1], 1, voters[1])
    draft = convening.DraftSitting(SittingKind.EXTRAORDINARY, HELD, "Sala", ("Asunto",))
    president = Who(voters[0], 1, voters[0])
    desk.perform(convening.draft_sitting, draft, president)
    desk.perform(convening.issue_convocatoria, convening.IssueConvocatoria(1), president)
    clock.set(HELD)
    desk.perform(conduct.open_room, conduct.OpenRoom(1), secretary)
    desk.perform(conduct.take_first_list, conduct.TakeFirstList(1), secretary)
    for voter in voters:
        desk.perform(attendance.mark_self_present, attendance.MarkSelfPresent(1), Who(voter, 1, voter))
    desk.perform(conduct.install, conduct.Install(1), secretary)
    desk.perform(voting.open_vote, voting.OpenVote(1, 1, "Aprobar el asunto."), secretary)
    desk.engine.dispose()
    return Room(url, folder / "archivo", 1, voters, HELD)
