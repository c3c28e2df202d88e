"""The body from its grupo.toml: created or brought up to date, changing only what the file changes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.grupo import Grupo
from bot.store import people
from bot.store.engine import add
from bot.store.tables import body, person, seat, staff, tenure
from bot.usecases import bodies, inner_bodies, replacement
from bot.usecases.bodies import reglamento_to
from bot.usecases.case import Case, plain
from bot.usecases.desk import Desk
from bot.usecases.enrolment import let_go
from bot.usecases.sitting import refresh_all

_NAMED = select(body).where(body.c.sigla == bindparam("sigla")).with_for_update(key_share=True)


@dataclass
class Changes:
    """What the file changed, by name: "body", "seat dgse", "titular dgse", "staff …"."""

    made: list[str] = field(default_factory=list)
    created: bool = False
    gone: list[int] = field(default_factory=list)
    """The persons who lost a capacity."""


def install_body(desk: Desk, grupo: Grupo) -> Changes:
    """Creates the body or updates it in one transaction; past sittings keep the people of then."""
    with desk.engine.begin() as db:
        row = db.execute(_NAMED, {"sigla": grupo.organo.sigla}).first()
        now, changes = desk.clock.now(), Changes(created=row is None)
        body_id = _body(db, row, grupo, now, changes)
        case = Case.unasked(db, now, bodies.load(db, body_id), desk.bot_username)
        _seats(case, grupo, changes)
        _staff(db, body_id, grupo, now, changes)
        inner_bodies.follow(db, body_id, now)
        let_go(db, body_id, changes.gone)
        if changes.made:
            named = ["staff" if name.startswith("staff ") else name for name in changes.made]
            case.record("body_configured", f"body:{body_id}", changes=named)
            refresh_all(case)
    return changes


def _body(db: Connection, row: Row[Any] | None, grupo: Grupo, now: datetime, changes: Changes) -> int:
    organo = grupo.organo
    values: dict[str, Any] = {
        "name": organo.nombre,
        "entity": organo.entidad,
        "norm": organo.norma,
        "city": organo.ciudad,
        "zone": organo.zona_horaria,
        "official_years": {str(year): name for year, name in organo.anio_oficial.items()},
        "reglamento": plain(reglamento_to(grupo.reglamento())),
        "holidays": [
            {"date": day.isoformat(), "reason": reason} for day, reason in sorted(grupo.holidays.items())
        ],
    }
    if row is None:
        changes.made.append("body")
        return int(add(db, body, sigla=organo.sigla, created_at=now, **values))
    if any(getattr(row, name) != value for name, value in values.items()):
        db.execute(update(body).where(body.c.id == row.id).values(values))
        changes.made.append("body")
    return int(row.id)


def _seats(case: Case, grupo: Grupo, changes: Changes) -> None:
    db, body_id = case.db, case.body.id
    known = {row.key: row for row in db.execute(select(seat).where(seat.c.body_id == body_id))}
    for rank, member in enumerate(grupo.integrantes, start=1):
        values = {
            "post": member.cargo,
            "rank": rank,
            "presides": member.preside,
            "technical_secretary": member.secretaria_tecnica,
            "ended_at": None,
        }
        row = known.pop(member.clave, None)
        if row is None:
            seat_id = add(db, seat, body_id=body_id, key=member.clave, **values)
            changes.made.append(f"seat {member.clave}")
        else:
            seat_id = row.id
            if any(getattr(row, name) != value for name, value in values.items()):
                db.execute(update(seat).where(seat.c.id == seat_id).values(values))
                changes.made.append(f"seat {member.clave}")
        _titular(case, seat_id, member, changes)
    for key, row in known.items():
        if row.ended_at is None:
            _end_seat(case, row.id, changes)
            changes.made.append(f"seat {key}")


def _end_seat(case: Case, seat_id: int, changes: Changes) -> None:
    """With its titular and its alternate."""
    held = (tenure.c.seat_id == seat_id, tenure.c.until.is_(None))
    changes.gone += case.db.scalars(select(tenure.c.person_id).where(*held))
    _vacate(case, seat_id)
    case.db.execute(update(seat).where(seat.c.id == seat_id).values(ended_at=case.now))
    case.db.execute(update(tenure).where(*held).values(until=case.now))


def _vacate(case: Case, seat_id: int) -> None:
    """As in chat: with the titular end the alternate they named (16) and their answers for sittings to come."""
    for held in people.seats(case.db, case.body.id):
        if held.id == seat_id:
            replacement.vacate(case, held)


def _titular(case: Case, seat_id: int, member: Any, changes: Changes) -> None:
    db = case.db
    current = db.execute(
        select(tenure, person.c.name)
        .join(person, person.c.id == tenure.c.person_id)
        .where(tenure.c.seat_id == seat_id, tenure.c.until.is_(None))
    ).first()
    wanted = None if member.vacante else member.titular
    acting = member.encargado and wanted is not None
    if (current is None and wanted is None) or _unchanged(db, seat_id, current, (wanted, acting)):
        return
    same = current.person_id if current is not None and current.name == wanted else None
    if current is not None and same is None:
        changes.gone.append(current.person_id)
        _vacate(case, seat_id)
    if current is not None:
        db.execute(update(tenure).where(tenure.c.id == current.id).values(until=case.now))
    if wanted is not None:
        person_id = same or _person(db, case.body.id, wanted)
        db.execute(insert(tenure).values(seat_id=seat_id, person_id=person_id, acting=acting, since=case.now))
    changes.made.append(f"titular {member.clave}")


def _unchanged(
    db: Connection, seat_id: int, current: Row[Any] | None, wanted: tuple[str | None, bool]
) -> bool:
    """Whether the file says what holds, or what it said before somebody was named in chat, with a document."""
    if current is not None and (current.name, current.acting) == wanted:
        return True
    if current is None or current.document is None:
        return False
    filed = (
        select(person.c.name, tenure.c.acting)
        .join(person, person.c.id == tenure.c.person_id)
        .where(tenure.c.seat_id == seat_id, tenure.c.document.is_(None))
        .order_by(tenure.c.id.desc())
    )
    before = db.execute(filed).first()
    return (tuple(before) if before is not None else (None, False)) == wanted


def _staff(db: Connection, body_id: int, grupo: Grupo, now: datetime, changes: Changes) -> None:
    rows: dict[str, Row[Any]] = {
        row.name: row
        for row in db.execute(
            select(staff, person.c.name)
            .join(person, person.c.id == staff.c.person_id)
            .where(staff.c.body_id == body_id, staff.c.until.is_(None))
        )
    }
    for member in grupo.equipo_tecnico:
        if rows.pop(member.nombre, None) is None:
            person_id = _person(db, body_id, member.nombre)
            db.execute(insert(staff).values(body_id=body_id, person_id=person_id, since=now))
            changes.made.append(f"staff {member.nombre}")
    for name, row in rows.items():
        db.execute(update(staff).where(staff.c.id == row.id).values(until=now))
        changes.gone.append(row.person_id)
        changes.made.append(f"staff {name}")


def _person(db: Connection, body_id: int, name: str) -> int:
    return add(db, person, body_id=body_id, name=name)
