"""What the tables of grupo.toml must not say together."""

from collections.abc import Iterator, Sequence

from bot.grupo.position import Location
from bot.grupo.tables import Feriado, Integrante, Profesional
from bot.names import same_person

Conflict = tuple[Location, str]


def conflicts(
    seats: Sequence[Integrante], staff: Sequence[Profesional], holidays: Sequence[Feriado]
) -> Iterator[Conflict]:
    """Yield each contradiction with the place of the later of its two sides, in Spanish."""
    yield from _holders(seats)
    yield from _offices(seats)
    yield from _repeated_keys(seats)
    yield from _repeated_people(seats, staff)
    yield from _repeated_days(holidays)


def _holders(seats: Sequence[Integrante]) -> Iterator[Conflict]:
    for index, seat in enumerate(seats):
        if seat.vacante and seat.titular is not None:
            yield (
                ("integrantes", index, "vacante"),
                "un cargo vacante no lleva titular; se esperaba uno de los dos",
            )
        if not seat.vacante and seat.titular is None:
            yield (
                ("integrantes", index),
                f"falta el titular de «{seat.clave}»; se esperaba su nombre, o vacante = true",
            )
        if seat.vacante and seat.encargado:
            yield (
                ("integrantes", index, "encargado"),
                "un cargo vacante no tiene encargado; se esperaba su titular",
            )
        if seat.vacante and seat.secretaria_tecnica:
            yield ("integrantes", index, "vacante"), "la Secretaría Técnica no puede quedar vacante"


def _offices(seats: Sequence[Integrante]) -> Iterator[Conflict]:
    for key, office in (("preside", "Presidencia"), ("secretaria_tecnica", "Secretaría Técnica")):
        holders = [index for index, seat in enumerate(seats) if getattr(seat, key)]
        if not holders:
            yield (
                ("integrantes",),
                f"ningún integrante tiene {key} = true; se esperaba exactamente uno ({office})",
            )
        if len(holders) > 1:
            keys = " y ".join(f"«{seats[index].clave}»" for index in holders)
            yield (
                ("integrantes", holders[1], key),
                f"{keys} tienen {key} = true; se esperaba uno solo ({office})",
            )


def _repeated_keys(seats: Sequence[Integrante]) -> Iterator[Conflict]:
    seen: set[str] = set()
    for index, seat in enumerate(seats):
        if seat.clave in seen:
            yield ("integrantes", index, "clave"), f"clave repetida «{seat.clave}»; se esperaba una distinta"
        seen.add(seat.clave)


def _repeated_people(seats: Sequence[Integrante], staff: Sequence[Profesional]) -> Iterator[Conflict]:
    seen: dict[str, str] = {}
    for index, seat in enumerate(seats):
        if seat.titular is None:
            continue
        person = same_person(seat.titular)
        if person in seen:
            yield (
                ("integrantes", index, "titular"),
                f"«{seat.titular}» ya figura como {seen[person]}; se esperaba una persona por cargo",
            )
        seen.setdefault(person, f"titular de «{seat.clave}»")
    for index, member in enumerate(staff):
        person = same_person(member.nombre)
        if person in seen:
            yield (
                ("equipo_tecnico", index, "nombre"),
                f"«{member.nombre}» ya figura como {seen[person]}; se esperaba otra persona",
            )
        seen.setdefault(person, "profesional del equipo técnico")


def _repeated_days(holidays: Sequence[Feriado]) -> Iterator[Conflict]:
    seen = set()
    for index, row in enumerate(holidays):
        if row.fecha in seen:
            yield (
                ("feriados", index, "fecha"),
                f"fecha repetida {row.fecha}; se esperaba una sola vez cada fecha",
            )
        seen.add(row.fecha)
