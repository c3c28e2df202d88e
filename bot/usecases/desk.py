"""The desk: every act passes here, in one transaction that locks, authorises, acts, records and commits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import Connection, Engine, Row

from bot.clock import Clock
from bot.rules import roles
from bot.rules.errors import RuleBroken
from bot.rules.lifecycle import Verb
from bot.rules.roles import Role
from bot.store import inbox, journal, outbox, people, sittings
from bot.store.engine import reading
from bot.store.files import Files
from bot.usecases import bodies
from bot.usecases.bodies import Body
from bot.usecases.refusals import NotFound, Stranger

BACKLOG = 1_000_000
Button = dict[str, Any]
Rows = Sequence[Sequence[Button]]


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


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done, to be said to whoever did it: a text's name, what it speaks of, its zone."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    zone: str = ""


class Command(Protocol):
    """A frozen dataclass with the act it asks for."""

    verb: ClassVar[Verb]


C = TypeVar("C", bound=Command)


@dataclass
class Case:
    """One command on the desk: the open transaction, the moment, the body and whoever acts."""

    db: Connection
    now: datetime
    body: Body
    actor: Actor
    who: Who
    answered: bool = False
    """Whether something was said in the chat that the command came from."""

    def record(self, event: str, subject: str, **data: Any) -> None:
        """Adds to the journal what has been done (past participle) to what ("vote:12")."""
        journal.append(self.db, self.body.id, self.now, self.actor.person_id, event, subject, plain(data))

    def send(
        self,
        chat_id: int | None,
        template: str,
        *,
        buttons: Rows | None = None,
        urgency: int = outbox.NORMAL,
        document_id: int | None = None,
        dedupe_key: str | None = None,
        **context: Any,
    ) -> int | None:
        """Puts a message in the outbox; None where the person can't be reached by chat."""
        if chat_id is None:
            return None
        self.answered = self.answered or chat_id == self.who.chat_id
        return outbox.put(
            self.db,
            self.now,
            chat_id,
            template,
            plain(context),
            body_id=self.body.id,
            buttons=buttons,
            urgency=urgency,
            document_id=document_id,
            dedupe_key=dedupe_key,
        )

    def reply(
        self, template: str, *, buttons: Rows | None = None, document_id: int | None = None, **context: Any
    ) -> None:
        """Answers in the chat that the command came from."""
        self.send(
            self.who.chat_id,
            template,
            buttons=buttons,
            urgency=outbox.URGENT,
            document_id=document_id,
            **context,
        )

    def show(
        self,
        key: str,
        sitting_id: int,
        chat_id: int | None,
        template: str,
        *,
        shared: bool = True,
        fresh: bool = True,
        **context: Any,
    ) -> None:
        """Shows a live message, which `usecases.views` composes anew each time it is sent."""
        if chat_id is not None:
            self.answered = self.answered or chat_id == self.who.chat_id
            outbox.show_live(
                self.db,
                self.now,
                key,
                self.body.id,
                sitting_id,
                chat_id,
                template,
                plain(context),
                shared=shared,
                fresh=fresh,
            )

    def refresh(self, sitting_id: int, key: str = "") -> None:
        """Brings the sitting's shared live messages up to date, and the one under `key`."""
        outbox.refresh(self.db, self.now, sitting_id, key)

    def settle(self, sitting_id: int, prefix: str) -> None:
        """Brings those under keys that begin so up to date a last time; later acts leave them alone."""
        outbox.settle(self.db, self.now, sitting_id, prefix)

    def refresh_one(self, key: str) -> None:
        """Brings one live message up to date."""
        outbox.refresh_one(self.db, self.now, key)

    def article(self, topic: str) -> str:
        """The token of the article in force today for that topic."""
        return self.body.article(topic, self.now)


@dataclass
class Desk:
    """The only committer. `woken` is called after each commit so that the courier looks at the outbox."""

    engine: Engine
    clock: Clock
    files: Files
    bot_username: str = ""
    woken: Callable[[], None] = lambda: None

    def perform(
        self,
        act: Callable[[Case, C], Receipt],
        command: C,
        who: Who,
        *,
        wording: Callable[[Receipt], str] | None = None,
    ) -> Receipt:
        """Runs one act for whoever asks. Raises RuleBroken, with nothing changed, where a rule forbids it.

        `wording` puts the receipt into words: it is said where the act itself said nothing to the chat that
        it came from."""
        with self.engine.begin() as db:
            case = self._open(db, who)
            authorise(case, command.verb)
            receipt = replace(act(case, command), zone=str(case.body.zone))
            if wording is not None and not case.answered:
                case.reply("recibo", text=wording(receipt))
            if who.update_id is not None:
                inbox.done(db, who.update_id, case.now)
        self.woken()
        return receipt

    def system(self, body_id: int, act: Callable[[Case], None]) -> None:
        """Runs what the clockwork or the operator does for a body: nobody to authorise, all recorded."""
        with self.engine.begin() as db:
            actor = Actor(None, "", 0)
            act(Case(db, self.clock.now(), bodies.load(db, body_id, lock=True), actor, Who(0, body_id, 0)))
        self.woken()

    def answer(self, who: Who, act: Callable[[Case], None]) -> None:
        """Answers a question: whatever `act` replies, and the update is done."""
        with self.engine.begin() as db:
            case = self._open(db, who)
            act(case)
            if who.update_id is not None:
                inbox.done(db, who.update_id, case.now)
        self.woken()

    def refuse(self, who: Who, error: RuleBroken, *, aloud: bool = True) -> None:
        """Says in the chat why a rule forbids the act (`aloud`), and the update is done."""
        with self.engine.begin() as db:
            now = self.clock.now()
            if aloud:
                outbox.put(
                    db,
                    now,
                    who.chat_id,
                    "rechazo",
                    refusal(error),
                    body_id=who.body_id or None,
                    urgency=outbox.URGENT,
                )
            if who.update_id is not None:
                inbox.done(db, who.update_id, now)
        self.woken()

    def receive(self, updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Keeps what Telegram handed over; returns, when it is safe on disk, the updates that are new."""
        with self.engine.begin() as db:
            return inbox.receive(db, updates, self.clock.now())

    def waiting(self) -> list[tuple[int, dict[str, Any]]]:
        """The updates that have had no effect yet."""
        with reading(self.engine).begin() as db:
            return inbox.waiting(db, limit=BACKLOG)

    def done(self, update_id: int) -> None:
        """An update that needed no act."""
        with self.engine.begin() as db:
            inbox.done(db, update_id, self.clock.now())

    def remark(self, chat_id: int, template: str, update_id: int | None) -> None:
        """Says a text that speaks of nothing of the body's, and the update is done."""
        with self.engine.begin() as db:
            now = self.clock.now()
            outbox.put(db, now, chat_id, template, {}, urgency=outbox.URGENT)
            if update_id is not None:
                inbox.done(db, update_id, now)
        self.woken()

    def put_aside(self, update_id: int, error: str, chat_id: int | None = None, **context: Any) -> None:
        """An update that could not be handled through our fault: kept with its reason, its sender told."""
        with self.engine.begin() as db:
            now = self.clock.now()
            inbox.failed(db, update_id, now, error)
            if chat_id is not None:
                outbox.put(db, now, chat_id, "fallo", plain(context), urgency=outbox.URGENT)
        self.woken()

    def zone_of(self, body_id: int) -> str:
        """The name of the body's time zone. Raises NotFound for an unknown body."""
        with reading(self.engine).begin() as db:
            return str(_load(db, body_id).zone)

    def _open(self, db: Connection, who: Who) -> Case:
        body = _load(db, who.body_id, lock=db.dialect.name != "sqlite")
        return Case(db, self.clock.now(), body, actor_of(db, who), who)


def _load(db: Connection, body_id: int, *, lock: bool = False) -> Body:
    """The body that a press or a question names: its number is not to be trusted."""
    try:
        return bodies.load(db, body_id, lock=lock)
    except LookupError:
        raise NotFound(what="body", name=str(body_id)) from None


def authorise(case: Case, verb: Verb) -> None:
    """Raises NotEntitled where none of the actor's hats covers the act; presiding is one, while it lasts.

    Raises Stranger for somebody without any."""
    held = case.actor.roles
    if Role.STRANGER in held:
        raise Stranger()
    if Role.PRESIDER in roles.entitled(verb) and held.isdisjoint(roles.entitled(verb)):
        running = sittings.in_states(case.db, case.body.id, sittings.RUNNING)
        if any(row.presider_person_id == case.actor.person_id for row in running if case.actor.person_id):
            held = held | {Role.PRESIDER}
    roles.authorise(verb, held, article=case.article(verb.topic))


_ROLES = {"titular": Role.TITULAR, "alternate": Role.ALTERNATE, "staff": Role.STAFF}


def actor_of(db: Connection, who: Who) -> Actor:
    """Who a Telegram id is in that body: by its number only, whatever name it bears."""
    rows = people.capacities(db, who.body_id, who.telegram_id)
    if not rows:
        return Actor(None, "", who.telegram_id, (), frozenset({Role.STRANGER}))
    held = {_ROLES[row.capacity] for row in rows}
    titular = [row for row in rows if row.capacity == "titular"]
    if any(row.presides for row in titular):
        held.add(Role.PRESIDENT)
    if any(row.technical_secretary for row in titular):
        held.add(Role.TECHNICAL_SECRETARY)
    return Actor(rows[0].id, rows[0].name, who.telegram_id, tuple(rows), frozenset(held))


def refusal(error: RuleBroken) -> dict[str, Any]:
    """An error as a text's context: its class by name, its fields as they are."""
    return {"error": type(error).__name__, **error.fields()}


def press(action: str, *args: int | str, label: str | None = None, style: str | None = None) -> Button:
    """A button: what it does, to what; its label is the action's, or `label` as it stands."""
    return {"action": action, "args": list(args), "label": label, "style": style}


def plain(value: Any) -> Any:
    """The value as JSON has it: moments and dates in ISO, tuples as lists."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
