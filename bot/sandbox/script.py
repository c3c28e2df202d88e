"""A whole ordinary sitting of the seven seats, played by people: what `ayni demo` shows and the tests repeat."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.person import Person
from bot.sandbox.stage import Stage

LIMA = ZoneInfo("America/Lima")
START = datetime(2026, 3, 2, 9, 0, tzinfo=LIMA)
HELD = datetime(2026, 3, 12, 10, 0, tzinfo=LIMA)
WITHOUT_TELEPHONE = frozenset({"opi"})


@dataclass(frozen=True)
class Cast:
    """Who plays what, by clave, and when: the seven of AYNI, or the people of another body."""

    held: datetime = HELD
    too_soon: str = "08/03/2026 10:00"
    president: str = "vmpes"
    absent: str = "vmps"
    dissenter: str = "dgacps"
    represented: str = "dgcgps"
    without_telephone: str = "opi"
    onlooker: str = "de"
    late: tuple[str, ...] = ()
    """Those who come to the second list only, `minutes` after the first."""
    minutes: int = 15
    responsible: tuple[str, str] = ("de", "dgse")


SEVEN = Cast()
ALTERNATE = "Lic. Juana Ríos & Asociados Quispe"

CONVOCATORIA = """/convocar
Tipo: ordinaria
Fecha: {held}
Lugar: Sala de reuniones del Despacho Viceministerial, Av. Paseo de la República 3101, San Isidro
Agenda:
1. Plan de trabajo 2026 del AYNI Lab-social
2. Bases del concurso «Innovaciones & comunidad»
3. Conformación del Comité de Trabajo de evaluación de pilotos
"""


async def ordinary_sitting(stage: Stage, cast: Cast = SEVEN) -> None:
    """From the convocatoria to the conformity with the acta: an alternate, no quorum at the first list, a tie."""
    await convene(stage, cast)
    await answer(stage, cast)
    await roll_call(stage, cast)
    await deliberate(stage, cast)
    await close_and_circulate(stage, cast)


async def convene(stage: Stage, cast: Cast = SEVEN) -> None:
    """Six days are refused; ten are lawful."""
    secretary = stage.secretary
    await secretary.send(CONVOCATORIA.format(held=cast.too_soon))
    await secretary.send(CONVOCATORIA.format(held=f"{cast.held:%d/%m/%Y %H:%M}"))
    await secretary.press("Emitir convocatoria")


async def answer(stage: Stage, cast: Cast = SEVEN) -> None:
    """Answers, an absence with its reason, an alternate who enrols by their link; the silent are reminded."""
    seats = stage.seats
    await seats[cast.president].press("Asistiré")
    if cast.absent:
        await seats[cast.absent].press("No asistiré")
        await seats[cast.absent].send("Comisión de servicio en Ayacucho, Oficio N.° 118-2026-MIDIS/VMPS")
    await stage.secretary.press("Asistiré")
    await seats[cast.dissenter].press("Asistiré")
    await seats[cast.represented].send(
        f"/alterno\nNombre: {ALTERNATE}\nCargo: Coordinadora de Calidad\n"
        "Documento: Memorando N.° 045-2026-MIDIS/DGCGPS\nSesiones: todas"
    )
    await stage.newcomer(ALTERNATE, code_shown_to(seats[cast.represented]))
    await seats[cast.represented].press("Asistirá mi alterno")


def code_shown_to(person: Person) -> str:
    """The one-time code in the latest message that holds a link."""
    for message in reversed(person.inbox()):
        found = re.search(r"start=([\w-]+)", message.text)
        if found:
            return found[1]
    raise LookupError("no link was shown")


async def roll_call(stage: Stage, cast: Cast = SEVEN) -> None:
    """Three at the first list; fifteen minutes later a fourth and, marked by the ST, a member without a telephone."""
    secretary, seats = stage.secretary, stage.seats
    await stage.at(cast.held)
    await secretary.send("/sala")
    await secretary.press("Primera lista")
    await seats[cast.president].press("Presente", chat=stage.group)
    await stage.secretary.press("Presente", chat=stage.group)
    if cast.dissenter not in cast.late:
        await seats[cast.dissenter].press("Presente")
    await stage.after(minutes=cast.minutes)
    await secretary.send("/sala")
    await secretary.press("Segunda lista")
    await stage.others[ALTERNATE].press("Presente")
    for clave in cast.late:
        await seats[clave].press("Presente")
    await secretary.press(cast.without_telephone)
    await secretary.press("Instalar sesión")


async def deliberate(stage: Stage, cast: Cast = SEVEN) -> None:
    """A vote, a tie with the casting vote, an acuerdo by consensus."""
    secretary, seats, alternate = stage.secretary, stage.seats, next(iter(stage.others.values()))
    await secretary.send("/nota despacho Se dio cuenta del Oficio N.° 077-2026-MIDIS/SG.")
    for _ in range(4):
        await stage.after(minutes=5)
        await secretary.press("Siguiente estación")
    await secretary.send("/nota 1 La Secretaría Técnica expuso las metas y el cronograma trimestral.")
    await secretary.send("/votar 1 Aprobar el Plan de trabajo 2026 del AYNI Lab-social.")
    await seats[cast.president].press("A favor")
    await stage.secretary.press("A favor")
    await seats[cast.dissenter].press("En contra", chat=stage.group)
    await alternate.press("A favor")
    await secretary.press(f"{cast.without_telephone} 👍")
    await secretary.press("Cerrar votación")
    await stage.after(minutes=10)
    await seats[cast.onlooker].send("/sesiones")
    await secretary.send("/votar 2 Aprobar las bases del concurso «Innovaciones & comunidad».")
    await seats[cast.president].press("A favor")
    await stage.secretary.press("A favor")
    await seats[cast.dissenter].press("En contra")
    await alternate.press("En contra")
    await secretary.press(f"{cast.without_telephone} ✋")
    await secretary.send("Participó en la elaboración de las bases.")
    await secretary.press("Cerrar votación")
    await seats[cast.president].press("Dirimir a favor")
    await seats[cast.dissenter].send("/razon Las bases no prevén el enfoque territorial.")
    await secretary.send(
        "/acuerdo\nPunto: 3\nTexto: Conformar el Comité de Trabajo de evaluación de pilotos.\n"
        f"Responsable: {cast.responsible[0]}\nPlazo: 30/04/2026"
    )
    await secretary.press("Acuerdo por consenso")
    await secretary.send(
        "/acuerdo\nCódigo: 001-2026\nTexto: Aprobar el Plan de trabajo 2026 del AYNI Lab-social, que en anexo forma "
        f"parte del acta.\nResponsable: {cast.responsible[1]}\nPlazo: 31/03/2026"
    )


async def close_and_circulate(stage: Stage, cast: Cast = SEVEN) -> None:
    """The close, the draft, its circulation and what the members say of it."""
    secretary, seats = stage.secretary, stage.seats
    await stage.after(minutes=20)
    await secretary.send("/sala")
    await secretary.press("Siguiente estación")
    await secretary.press("Cerrar sesión")
    await stage.after(hours=24)
    await secretary.send("/acta")
    await secretary.press("Circular")
    await seats[cast.president].press("Conforme")
    await seats[cast.onlooker].press("Conforme")
    await seats[cast.dissenter].press("Observar")
    await seats[cast.dissenter].send("En el punto 2 debe constar que se solicitó el sustento territorial.")
