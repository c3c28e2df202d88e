"""Who may speak for whom: one-time links, the group chat, and taking the right back."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Connection, delete, select, update

from bot.rules.attendance import Answer
from bot.rules.lifecycle import State, Verb
from bot.store import inbox, people, sittings
from bot.store import outbox as outbox_room
from bot.store.engine import reading
from bot.store.tables import alternate, body, dialogue, live_message, outbox, person, staff, tenure
from bot.usecases import bodies, inner_bodies
from bot.usecases.actors import Actor, Who, actor_of
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.desk import Desk
from bot.usecases.invitations import Invited as Invited
from bot.usecases.invitations import check_open, invitation_of, use_up
from bot.usecases.invitations import invite_all as invite_all
from bot.usecases.refusals import GroupTaken, NotFound
from bot.usecases.service import brief_alternate, serve_late
from bot.usecases.sitting import refresh_all


def enrol(desk: Desk, code: str, telegram_id: int, chat_id: int, update_id: int | None) -> None:
    """Ties the Telegram id to the person whose code it is, tells them what is kept, and tells the ST.

    Raises InvitationRefused for a code that was used, has expired or never was."""
    with desk.engine.begin() as db:
        body_id = invitation_of(db, code).body_id
        of_body = bodies.load(db, body_id, lock=True)
        now, found = desk.clock.now(), invitation_of(db, code)
        check_open(db, found, now)
        who = Who(telegram_id, body_id, chat_id, update_id)
        case = Case(db, now, of_body, Actor(found.person_id, "", telegram_id), who)
        person_id = _tie(db, found.person_id, body_id, telegram_id, now)
        use_up(db, found.person_id, now)
        inner_bodies.follow(db, body_id, now)
        case.actor = actor_of(db, who)
        case.record("person_enrolled", f"person:{person_id}", invited=found.person_id)
        refresh_all(case)
        held = [{"capacity": row.capacity, "post": row.post} for row in case.actor.capacities]
        case.reply(
            "bienvenida",
            name=case.actor.name,
            held=held,
            body=case.body.name,
            sigla=case.body.sigla,
        )
        _brief(case, person_id)
        for operator in people.operators(db, body_id):
            if operator.id != person_id:
                case.send(
                    operator.telegram_id,
                    "enrolado",
                    name=case.actor.name,
                    held=held,
                    buttons=[[press("revoke", person_id)]],
                )
        if update_id is not None:
            inbox.done(db, [update_id], now)
    desk.woken()


def _brief(case: Case, person_id: int) -> None:
    """Whoever could not be reached until now gets the convocatorias that are ahead: a titular, or an alternate who
    was announced (C8, C9)."""
    for row in sittings.in_states(case.db, case.body.id, (State.CONVENED,)):
        answers = sittings.answers(case.db, row.id)
        for seat in people.seats(case.db, case.body.id, row.id):
            if seat.titular_id == person_id:
                serve_late(case, row, seat)
            elif (
                seat.alternate_id == person_id
                and seat.id in answers
                and answers[seat.id].answer == Answer.ALTERNATE
            ):
                brief_alternate(case, row, seat)


def _tie(db: Connection, person_id: int, body_id: int, telegram_id: int, now: datetime) -> int:
    """One Telegram id is one person in a body: a second capacity goes to the person already known by it."""
    known = db.execute(
        select(person.c.id).where(person.c.body_id == body_id, person.c.telegram_id == telegram_id)
    ).scalar()
    if known is None or known == person_id:
        before = db.execute(select(person.c.telegram_id).where(person.c.id == person_id)).scalar()
        values = {"telegram_id": telegram_id, "enrolled_at": now}
        db.execute(update(person).where(person.c.id == person_id).values(values))
        if before not in (None, telegram_id):
            _silence(db, body_id, before)
        return person_id
    for table in (tenure, alternate, staff):
        db.execute(update(table).where(table.c.person_id == person_id).values(person_id=known))
    return int(known)


def let_go(db: Connection, body_id: int, person_ids: Collection[int]) -> None:
    """Whoever of those persons has no capacity left in the body: nothing more is shown to them, or asked."""
    for telegram_id in people.telegram_ids(db, person_ids):
        if not people.capacities(db, body_id, [telegram_id]):
            _silence(db, body_id, telegram_id)


def _silence(db: Connection, body_id: int, telegram_id: int) -> None:
    for table, chat in ((live_message, live_message.c.chat_id), (dialogue, dialogue.c.telegram_id)):
        db.execute(delete(table).where(table.c.body_id == body_id, chat == telegram_id))


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
        values = {"telegram_id": None, "enrolled_at": None}
        case.db.execute(update(person).where(person.c.id == row.id).values(values))
        use_up(case.db, row.id, case.now)
        _silence(case.db, case.body.id, row.telegram_id)
        inner_bodies.follow(case.db, case.body.id, case.now)
        case.record("enrolment_revoked", f"person:{row.id}")
        refresh_all(case)
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
        case.body = replace(case.body, group_chat_id=chat_id)
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
        whole = select(body.c.id).where(body.c.parent_id.is_(None))
        for body_id in db.scalars(group if chat_id < 0 else whole).all():
            today = bodies.load(db, body_id).day(now)
            for operator in people.operators(db, body_id)[:1]:
                outbox_room.put(
                    db,
                    now,
                    operator.telegram_id,
                    "intento_ajeno",
                    {"group": chat_id < 0},
                    body_id=body_id,
                    dedupe_key=f"stranger:{operator.telegram_id}:{today}",
                )
        if update_id is not None:
            inbox.done(db, [update_id], now)
    desk.woken()


def move_group(desk: Desk, old: int, new: int) -> None:
    """The group became a supergroup: everything that was to go to the old id goes to the new one."""
    with desk.engine.begin() as db:
        moving = update(body).where(body.c.group_chat_id == old).values(group_chat_id=new)
        for body_id in db.scalars(moving.returning(body.c.id)).all():
            now, of_body = desk.clock.now(), bodies.load(db, body_id, lock=True)
            Case.unasked(db, now, of_body).record("group_moved", f"body:{body_id}")
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
