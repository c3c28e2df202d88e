"""The sitting's panel: lists, installation, stations, cuarto intermedio, close."""

from typing import Any
from zoneinfo import ZoneInfo

from bot.chat import pause
from bot.chat.context import Turn
from bot.chat.routing import numbered
from bot.usecases import conduct, consult
from bot.usecases.conduct import (
    Close,
    ConcludeWithoutQuorum,
    ExplainSuspension,
    Install,
    NextStation,
    OpenRoom,
    Resume,
    Suspend,
    TakeFirstList,
    TakeSecondList,
)
from bot.usecases.consult import FindRoom
from bot.usecases.desk import Receipt


async def room(turn: Turn) -> None:
    """`/sala`."""
    await turn.perform(consult.find_room, FindRoom())


open_room = numbered(conduct.open_room, OpenRoom)
first_list = numbered(conduct.take_first_list, TakeFirstList)
second_list = numbered(conduct.take_second_list, TakeSecondList)
install = numbered(conduct.install, Install)
suspend = numbered(conduct.suspend, Suspend)
resume = numbered(conduct.resume, Resume)
conclude = numbered(conduct.conclude_without_quorum, ConcludeWithoutQuorum)


async def preside(turn: Turn) -> Receipt:
    """The seat that those present elect to preside."""
    return await turn.perform(conduct.install, Install(turn.number(0), turn.number(1)))


async def next_station(turn: Turn) -> Receipt:
    """**Siguiente estación**, from the one that the panel showed."""
    return await turn.perform(conduct.next_station, NextStation(turn.number(0), turn.word(1, "")))


async def close(turn: Turn) -> Receipt:
    """**Cerrar sesión**; offered again where something is undecided."""
    return await turn.perform(conduct.close, Close(turn.number(0), turn.word(1, "") == "sure"))


async def explain_suspension(turn: Turn, asked: dict[str, Any]) -> None:
    """The reason of the cuarto intermedio and the hour of its end, as the next plain text."""
    zone = ZoneInfo(await turn.zone())
    reason, resumes_at = pause.read(turn.words(limit=1200), turn.office.desk.clock.now(), zone)
    command = ExplainSuspension(asked["sitting"], reason, resumes_at)
    await turn.perform(conduct.explain_suspension, command)
