"""An extraordinary sitting without quorum, and its second convening: what `ayni demo --extraordinaria` shows."""

from datetime import datetime, timedelta

from bot.sandbox.script import LIMA
from bot.sandbox.stage import Stage

HELD = datetime(2026, 3, 6, 16, 0, tzinfo=LIMA)
SECOND = datetime(2026, 3, 9, 16, 0, tzinfo=LIMA)

FORM = """/{command}
Tipo: extraordinaria
Fecha: {held}
Lugar: https://meet.example/ayni
Agenda:
1. Respuesta a la emergencia en Ayacucho
Segunda convocatoria: {second}
"""


async def extraordinary_sitting(
    stage: Stage, held: datetime = HELD, second: datetime = SECOND, wait: int = 15
) -> None:
    """Asked for by the ST; no quorum at either list; the second convening sits with those who attend."""
    await convene(stage, held, second)
    await fail_to_meet(stage, held, wait)
    await meet_again(stage, second)


async def convene(stage: Stage, held: datetime = HELD, second: datetime = SECOND) -> None:
    """The ST asks for it, the President convenes it; answers, one with its reason."""
    days = {"held": f"{held:%d/%m/%Y %H:%M}", "second": f"{second:%d/%m/%Y %H:%M}"}
    await stage.secretary.send(FORM.format(command="solicitar", **days))
    await stage.president.press("Convocar")
    silent = [person for person in stage.seats.values() if person not in (stage.president, stage.secretary)]
    await stage.president.press("Asistiré")
    await silent[0].press("No asistiré")
    await silent[0].send("Comisión de servicio, Oficio N.° 131-2026-MIDIS")


async def fail_to_meet(stage: Stage, held: datetime = HELD, wait: int = 15) -> None:
    """Two come to the first list and nobody else to the second, `wait` minutes later: the constancia."""
    await stage.at(held)
    await stage.secretary.send("/sala")
    await stage.secretary.press("Primera lista")
    await stage.president.press("Presente", chat=stage.group)
    await stage.secretary.press("Presente", chat=stage.group)
    await stage.after(minutes=wait)
    await stage.secretary.send("/sala")
    await stage.secretary.press("Segunda lista")
    await stage.secretary.press("Concluir sin quórum")


async def meet_again(stage: Stage, second: datetime = SECOND) -> None:
    """The second convening is held by the two who attend; an acuerdo, the close, the acta."""
    await stage.after(minutes=10)
    await stage.secretary.send("/sala")
    await stage.secretary.press("Segunda convocatoria")
    await stage.at(second)
    await stage.secretary.send("/sala")
    await stage.secretary.press("Primera lista")
    await stage.president.press("Presente", chat=stage.group)
    await stage.secretary.press("Presente", chat=stage.group)
    await stage.secretary.press("Instalar sesión")
    await stage.secretary.send("/votar 1 Activar el piloto de respuesta rápida en Ayacucho.")
    await stage.president.press("A favor")
    await stage.secretary.press("A favor", chat=stage.group)
    await stage.secretary.press("Cerrar votación")
    await stage.after(minutes=25)
    await stage.secretary.send("/sala")
    await stage.secretary.press("Cerrar sesión")
    await stage.at(stage.clock.now() + timedelta(hours=18))
    await stage.secretary.send("/acta")
    await stage.secretary.press("Circular")
    await stage.president.press("Conforme")
