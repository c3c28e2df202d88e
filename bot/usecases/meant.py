"""Which bodies somebody may mean: the group's own, else those in which the command means anything."""

from sqlalchemy import Connection

from bot.rules.committees import CONVENING
from bot.rules.lifecycle import State, Verb
from bot.rules.roles import Role, entitled
from bot.store import sittings
from bot.store.engine import reading
from bot.usecases import bodies, inner_bodies
from bot.usecases.actors import Who, actor_of
from bot.usecases.consult import COMMANDS, OF_THE_WHOLE
from bot.usecases.desk import Desk
from bot.usecases.enrolment import memberships

_COMING = (State.CONVENED, *sittings.RUNNING)
WHILE_SITTING = {
    "votar": sittings.RUNNING,
    "voto": sittings.RUNNING,
    "nota": sittings.RUNNING,
    "ejecutar": sittings.RUNNING,
    "sala": _COMING,
}
"""Commands that mean a body with a sitting in one of those states, where any has one."""


def meant(desk: Desk, telegram_id: int, chat_id: int, command: str = "") -> list[tuple[int, str]]:
    """The bodies (id, sigla) that the command may be for; all of the person's where it is for none."""
    known = memberships(desk, telegram_id, chat_id)
    if len(known) < 2 or not command:
        return known
    act = dict(COMMANDS).get(command)
    with reading(desk.engine).begin() as db:
        able = known
        if act is not None:
            able = [each for each in known if _may(db, Who(telegram_id, each[0], chat_id), act)]
        if act in CONVENING:
            able = [each for each in able if not inner_bodies.is_over(db, each[0])] or able
        if command in OF_THE_WHOLE:
            able = [each for each in able if bodies.load(db, each[0]).parent_id is None]
        if command in WHILE_SITTING:
            states = WHILE_SITTING[command]
            able = [each for each in able if sittings.in_states(db, each[0], states)] or able
    return able or known


def _may(db: Connection, who: Who, act: Verb) -> bool:
    """Presiding in the President's place is a hat too, while it lasts."""
    actor, needed = actor_of(db, who), entitled(act)
    presides = any(row.id == actor.person_id for row in sittings.presiders(db, who.body_id))
    return not actor.roles.isdisjoint(needed) or (presides and Role.PRESIDER in needed)
