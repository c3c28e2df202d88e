"""One-time links: who is to be enrolled, and the code that shows it, kept only as its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.store import people
from bot.store.tables import alternate, body, invitation, person, staff, tenure
from bot.usecases.desk import Desk
from bot.usecases.refusals import InvitationRefused, NotFound

LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """A person of the body, what for, and the code of the one-time link."""

    post: str
    name: str
    capacity: str  # titular | alternate | staff
    code: str


def invite(db: Connection, person_id: int, now: datetime) -> str:
    """A new one-time code for that person, kept as its hash; earlier ones stay good until one is used."""
    code = secrets.token_urlsafe(18)
    db.execute(
        invitation.insert().values(
            person_id=person_id, code_hash=_hash(code), created_at=now, expires_at=now + LASTS
        )
    )
    return code


def invite_all(desk: Desk, sigla: str | None, *, renew: bool = False) -> list[Invited]:
    """A link for each person of the body (of every body without `sigla`) not enrolled; `renew`: for all.

    Whoever is in a committee's body through its parent needs none there.

    Raises NotFound for an unknown sigla."""
    with desk.engine.begin() as db:
        chosen = list(db.execute(select(body.c.id, body.c.sigla).order_by(body.c.id)))
        if sigla is not None and sigla not in {row.sigla for row in chosen}:
            raise NotFound(what="body", name=sigla, known=tuple(row.sigla for row in chosen))
        copies = set(db.scalars(select(person.c.id).where(person.c.copy_of.is_not(None))))
        invited = []
        for row in chosen:
            if sigla in (None, row.sigla):
                invited += [
                    Invited(post, name, capacity, invite(db, person_id, desk.clock.now()))
                    for capacity, post, person_id, name, telegram in _members(db, row.id)
                    if (renew or telegram is None) and person_id not in copies
                ]
        return invited


def _members(db: Connection, body_id: int) -> list[tuple[str, str, int, str, int | None]]:
    found = []
    for row in people.seats(db, body_id):
        found.append(("titular", row.post, row.titular_id, row.titular, row.titular_telegram))
        if row.alternate_id is not None:
            found.append(
                ("alternate", row.alternate_post, row.alternate_id, row.alternate, row.alternate_telegram)
            )
    team = (
        select(person)
        .join(staff, staff.c.person_id == person.c.id)
        .where(staff.c.body_id == body_id, staff.c.until.is_(None))
        .order_by(person.c.id)
    )
    return found + [("staff", "", row.id, row.name, row.telegram_id) for row in db.execute(team)]


def invitation_of(db: Connection, code: str) -> Row[Any]:
    """The invitation of that code, with its person's body. Raises InvitationRefused where there is none."""
    query = select(invitation, person.c.body_id).join(person, person.c.id == invitation.c.person_id)
    found = db.execute(query.where(invitation.c.code_hash == _hash(code))).first()
    if found is None:
        raise InvitationRefused()
    return found


def check_open(db: Connection, found: Row[Any], now: datetime) -> None:
    """It can still be used, by somebody who is still of the body. Raises InvitationRefused."""
    current = (
        select(tenure.c.id).where(tenure.c.person_id == found.person_id, tenure.c.until.is_(None)),
        select(alternate.c.id).where(
            alternate.c.person_id == found.person_id, alternate.c.ended_at.is_(None)
        ),
        select(staff.c.id).where(staff.c.person_id == found.person_id, staff.c.until.is_(None)),
    )
    expected = any(db.execute(query).first() is not None for query in current)
    if found.used_at is not None or found.expires_at <= now or not expected:
        raise InvitationRefused()


def use_up(db: Connection, person_id: int, now: datetime) -> None:
    """No code of that person is good any more."""
    unused = (invitation.c.person_id == person_id, invitation.c.used_at.is_(None))
    db.execute(update(invitation).where(*unused).values(used_at=now))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
