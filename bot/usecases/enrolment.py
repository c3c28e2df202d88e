"""Who may speak for whom: one-time links, the group chat, and taking the right back."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection, select, update

from bot.rules.lifecycle import Verb
from bot.store import inbox, people
from bot.store import outbox as outbox_room
from bot.store.engine import reading
from bot.store.tables import alternate, body, invitation, live_message, outbox, person, staff, tenure
from bot.usecases import bodies
from bot.usecases.actors import Actor, Who, actor_of
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.desk import Desk
from bot.usecases.refusals import GroupTaken, InvitationRefused, NotFound

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

    Raises NotFound for an unknown sigla."""
    with desk.engine.begin() as db:
        chosen = list(db.execute(select(body.c.id, body.c.sigla).order_by(body.c.id)))
        if sigla is not None and sigla not in {row.sigla for row in chosen}:
            raise NotFound(what="body", name=sigla, known=tuple(row.sigla for row in chosen))
        invited = []
        for row in chosen:
            if sigla in (None, row.sigla):
                invited += [
                    Invited(post, name, capacity, invite(db, person_id, desk.clock.now()))
                    for capacity, post, person_id, name, telegram in _members(db, row.id)
                    if renew or telegram is None
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


def enrol(desk: Desk, code: str, telegram_id: int, chat_id: int, update_id: int | None) -> None:
    """Ties the Telegram id to the person whose code it is, tells them what is kept, and tells the ST.

    Raises InvitationRefused for a code that was used, has expired or never was."""
    with desk.engine.begin() as db:
        now = desk.clock.now()
        found = db.execute(
            select(invitation, person.c.body_id)
            .join(person, person.c.id == invitation.c.person_id)
            .where(invitation.c.code_hash == _hash(code))
            .with_for_update()
        ).first()
        if found is None or found.used_at is not None or found.expires_at <= now:
            raise InvitationRefused()
        who = Who(telegram_id, found.body_id, chat_id, update_id)
        case = Case(
            db, now, bodies.load(db, found.body_id, lock=True), Actor(found.person_id, "", telegram_id), who
        )
        person_id = _tie(db, found.person_id, found.body_id, telegram_id, now)
        db.execute(
            update(invitation)
            .where(invitation.c.person_id == found.person_id, invitation.c.used_at.is_(None))
            .values(used_at=now)
        )
        case.actor = actor_of(db, who)
        case.record("person_enrolled", f"person:{person_id}")
        held = [{"capacity": row.capacity, "post": row.post} for row in case.actor.capacities]
        case.reply(
            "bienvenida",
            name=case.actor.name,
            held=held,
            body=case.body.name,
            sigla=case.body.sigla,
            expected="titular",
        )
        for operator in people.operators(db, found.body_id):
            if operator.id != person_id:
                case.send(
                    operator.telegram_id,
                    "enrolado",
                    name=case.actor.name,
                    held=held,
                    buttons=[[press("revoke", person_id)]],
                )
        if update_id is not None:
            inbox.done(db, update_id, now)
    desk.woken()


def _tie(db: Connection, person_id: int, body_id: int, telegram_id: int, now: datetime) -> int:
    """One Telegram id is one person in a body: a second capacity goes to the person already known by it."""
    known = db.execute(
        select(person.c.id).where(person.c.body_id == body_id, person.c.telegram_id == telegram_id)
    ).scalar()
    if known is None or known == person_id:
        db.execute(
            update(person).where(person.c.id == person_id).values(telegram_id=telegram_id, enrolled_at=now)
        )
        return person_id
    for table in (tenure, alternate, staff):
        db.execute(update(table).where(table.c.person_id == person_id).values(person_id=known))
    return int(known)


@dataclass(frozen=True, slots=True)
class RevokeEnrolment:
    """The ST takes back the right to act under that Telegram id."""

    verb: ClassVar[Verb] = Verb.REVOKE_ENROLMENT
    person_id: int


def revoke_enrolment(case: Case, command: RevokeEnrolment) -> Receipt:
    """The person is asked for a new link before they can act again. Raises NotFound."""
    row = case.db.execute(
        select(person).where(person.c.id == command.person_id, person.c.body_id == case.body.id)
    ).first()
    if row is None:
        raise NotFound(what="person", name=str(command.person_id))
    if row.telegram_id is not None:
        case.db.execute(
            update(person).where(person.c.id == row.id).values(telegram_id=None, enrolled_at=None)
        )
        case.db.execute(
            live_message.delete().where(
                live_message.c.body_id == case.body.id, live_message.c.chat_id == row.telegram_id
            )
        )
        case.record("enrolment_revoked", f"person:{row.id}")
        case.reply("revocado", name=row.name)
    return Receipt("revocado", {"name": row.name})


@dataclass(frozen=True, slots=True)
class BindGroup:
    """The ST says, in the group, that this is the body's group chat."""

    verb: ClassVar[Verb] = Verb.BIND_GROUP


def bind_group(case: Case, _command: BindGroup) -> Receipt:
    """From now on announcements, lists and votes appear there. Raises GroupTaken."""
    chat_id = case.who.chat_id
    other = case.db.execute(select(body.c.id).where(body.c.group_chat_id == chat_id)).scalar()
    if chat_id >= 0 or other not in (None, case.body.id):
        raise GroupTaken()
    if other is None:
        case.db.execute(update(body).where(body.c.id == case.body.id).values(group_chat_id=chat_id))
        case.record("group_bound", f"body:{case.body.id}")
    case.reply("vinculado", body=case.body.name)
    return Receipt("vinculado", {"body": case.body.name})


def turn_away(
    desk: Desk, telegram_id: int, chat_id: int, update_id: int | None, *, aloud: bool = True
) -> None:
    """A stranger gets a polite refusal without data; the ST of the body is told, at most once a day.

    `aloud`: in the chat; without, whoever pressed a button is answered there."""
    with desk.engine.begin() as db:
        now = desk.clock.now()
        if aloud:
            outbox_room.put(db, now, chat_id, "desconocido", {}, urgency=outbox_room.URGENT)
        group = select(body.c.id).where(body.c.group_chat_id == chat_id)
        for body_id in db.scalars(group if chat_id < 0 else select(body.c.id)).all():
            today = bodies.load(db, body_id).day(now)
            for operator in people.operators(db, body_id)[:1]:
                outbox_room.put(
                    db,
                    now,
                    operator.telegram_id,
                    "intento_ajeno",
                    {"group": chat_id < 0},
                    body_id=body_id,
                    dedupe_key=f"stranger:{body_id}:{today}",
                )
        if update_id is not None:
            inbox.done(db, update_id, now)
    desk.woken()


def move_group(desk: Desk, old: int, new: int) -> None:
    """The group became a supergroup: everything that was to go to the old id goes to the new one."""
    with desk.engine.begin() as db:
        db.execute(update(body).where(body.c.group_chat_id == old).values(group_chat_id=new))
        db.execute(
            update(live_message).where(live_message.c.chat_id == old).values(chat_id=new, message_id=None)
        )
        db.execute(
            update(outbox)
            .where(outbox.c.chat_id == old, outbox.c.state.in_(("pending", "uncertain", "sending")))
            .values(chat_id=new)
        )
    desk.woken()


def memberships(desk: Desk, telegram_id: int, chat_id: int) -> list[tuple[int, str]]:
    """The bodies (id, sigla) that somebody may mean: the group's own, else every one they are enrolled in."""
    with reading(desk.engine).begin() as db:
        if chat_id < 0:
            query = select(body.c.id, body.c.sigla).where(body.c.group_chat_id == chat_id)
            group = [(row.id, row.sigla) for row in db.execute(query)]
            if group:
                return group
        mine = people.bodies_of(db, telegram_id)
        return [
            (row.id, row.sigla)
            for row in db.execute(select(body.c.id, body.c.sigla).where(body.c.id.in_(mine)))
        ]


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
