"""Who acts: a Telegram id, the person behind it, and the hats they wear in that body."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row

from bot.rules.lifecycle import Verb
from bot.rules.roles import Role
from bot.store import people


@dataclass(frozen=True, slots=True)
class Who:
    """Where a command comes from: the Telegram id that acts, the body meant, the chat to answer in.

    `update_id` is the inbox row that is done when the command commits."""

    telegram_id: int
    body_id: int
    chat_id: int
    update_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a Telegram id, with the capacities held at this moment; the system is nobody."""

    person_id: int | None
    name: str
    telegram_id: int
    capacities: tuple[Row[Any], ...] = ()
    roles: frozenset[Role] = frozenset()

    @property
    def operates(self) -> bool:
        """Whether the secretariat is theirs to run."""
        return bool(self.roles & {Role.TECHNICAL_SECRETARY, Role.STAFF})

    def seats(self, *capacities: str) -> list[Row[Any]]:
        """The seats held in those capacities ("titular", "alternate")."""
        return [row for row in self.capacities if row.capacity in capacities]


_ROLES = {"titular": Role.TITULAR, "alternate": Role.ALTERNATE, "staff": Role.STAFF}


UNMOVED = frozenset({Verb.CAST_BALLOT, Verb.MARK_SELF_PRESENT})
"""Acts of many at once, after which everybody still is who they were."""


def actor_of(db: Connection, who: Who) -> Actor:
    """Who a Telegram id is in that body: by its number only, whatever name it bears."""
    return _actor(who.telegram_id, people.capacities(db, who.body_id, [who.telegram_id]))


def in_turn(db: Connection, asked: Sequence[tuple[Verb, Who]]) -> Iterator[Actor]:
    """Who acts in each of one body's acts, looked up when its turn has come: together where none before it can
    have changed that."""
    for unmoved, acts in groupby(asked, key=lambda each: each[0] in UNMOVED):
        if not unmoved:
            yield from (actor_of(db, who) for _, who in acts)
            continue
        run = [who for _, who in acts]
        held: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in people.capacities(db, run[0].body_id, {who.telegram_id for who in run}):
            held[row.telegram_id].append(row)
        yield from (_actor(who.telegram_id, held[who.telegram_id]) for who in run)


def _actor(telegram_id: int, rows: list[Row[Any]]) -> Actor:
    if not rows:
        return Actor(None, "", telegram_id, (), frozenset({Role.STRANGER}))
    held = {_ROLES[row.capacity] for row in rows}
    titular = [row for row in rows if row.capacity == "titular"]
    if any(row.presides for row in titular):
        held.add(Role.PRESIDENT)
    if any(row.technical_secretary for row in titular):
        held.add(Role.TECHNICAL_SECRETARY)
    return Actor(rows[0].id, rows[0].name, telegram_id, tuple(rows), frozenset(held))
