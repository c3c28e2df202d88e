"""The desk: every act passes here, in one transaction that locks, authorises, acts, records and commits."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.rules import roles
from bot.rules.errors import NotEntitled, NotLawfulNow, RuleBroken
from bot.rules.lifecycle import Verb
from bot.rules.roles import Role
from bot.store import inbox, outbox, sittings
from bot.store.engine import reading
from bot.store.files import Files
from bot.store.sheet import HadBefore, Sheet
from bot.usecases import bodies, inner_bodies
from bot.usecases.actors import Who as Who
from bot.usecases.actors import actor_of, in_turn
from bot.usecases.bodies import Body
from bot.usecases.buttons import Button as Button
from bot.usecases.buttons import press as press
from bot.usecases.case import Case as Case
from bot.usecases.case import Command as Command
from bot.usecases.case import Receipt as Receipt
from bot.usecases.case import plain
from bot.usecases.refusals import NotFound, Stranger

BACKLOG = 1_000_000
C = TypeVar("C", bound=Command)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that somebody asks for; `wording` as in `Desk.perform`."""

    act: Callable[[Case, Any], Receipt]
    command: Command
    who: Who
    wording: Callable[[Receipt], str] | None = None


@dataclass
class Desk:
    """The only committer. `woken` is called after each commit so that the courier looks at the outbox."""

    engine: Engine
    clock: Clock
    files: Files
    bot_username: str = ""
    trust_dir: Path | None = None
    """Where the certificates are that signatures have to lead to."""
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
        asked = Asked(act, command, who, wording)
        try:
            with self.engine.begin() as db:
                body = _load(db, who.body_id, lock=True)
                receipt = _perform(self._case(db, body, who), asked)
        except HadBefore:
            return Receipt("repetido")
        self.woken()
        return receipt

    def perform_together(self, asked: Sequence[Asked]) -> list[Receipt | Exception]:
        """Runs acts of one body, in order, in one transaction: each one's receipt, or what it raised.

        An act that raises leaves nothing behind, and the others stand. What the database raises is raised,
        and then nothing has been done."""
        try:
            with self.engine.begin() as db:
                outcomes = self._together(db, asked)
        except HadBefore:
            return [self._alone(each) for each in asked]
        if any(isinstance(outcome, Receipt) for outcome in outcomes):
            self.woken()
        return outcomes

    def _case(self, db: Connection, body: Body, who: Who) -> Case:
        return Case(db, self.clock.now(), body, actor_of(db, who), who, bot_username=self.bot_username)

    def _together(self, db: Connection, asked: Sequence[Asked]) -> list[Receipt | Exception]:
        """Each one's outcome. Raises HadBefore, and then all are to be undone."""
        body = _load(db, asked[0].who.body_id, lock=True)
        sheet = Sheet(db, self.clock.now(), gathering=True)
        outcomes: list[Receipt | Exception] = []
        actors = in_turn(db, [(each.command.verb, each.who) for each in asked])
        for each, actor in zip(asked, actors, strict=True):
            try:
                with sheet.apart():
                    case = Case(db, self.clock.now(), body, actor, each.who, sheet, self.bot_username)
                    outcomes.append(_perform(case, each))
                body = case.body
            except SQLAlchemyError:
                raise
            except Exception as error:
                outcomes.append(error)
        sheet.write()
        return outcomes

    def _alone(self, asked: Asked) -> Receipt | Exception:
        try:
            return self.perform(asked.act, asked.command, asked.who, wording=asked.wording)
        except SQLAlchemyError:
            raise
        except Exception as error:
            return error

    def system(self, body_id: int, act: Callable[[Case], None]) -> None:
        """Runs what the clockwork or the operator does for a body: nobody to authorise, all recorded."""
        with self.engine.begin() as db:
            body = bodies.load(db, body_id, lock=True)
            act(Case.unasked(db, self.clock.now(), body, self.bot_username))
        self.woken()

    def answer(self, who: Who, act: Callable[[Case], None]) -> None:
        """Answers a question: whatever `act` replies, and the update is done."""
        with suppress(HadBefore), self.engine.begin() as db:
            case = self._case(db, _load(db, who.body_id, lock=True), who)
            act(case)
            _had_its_effect(case)
        self.woken()

    def look(self, who: Who, act: Callable[[Case], T]) -> T:
        """What `act` reads in the body's record; nothing changes. Raises NotFound for an unknown body."""
        with reading(self.engine).begin() as db:
            return act(Case(db, self.clock.now(), _load(db, who.body_id), actor_of(db, who), who))

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
                inbox.done(db, [who.update_id], now)
        self.woken()

    def receive(self, updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Keeps what Telegram handed over; returns, when it is safe on disk, the updates that are new."""
        with self.engine.begin() as db:
            return inbox.receive(db, updates, self.clock.now())

    def waiting(self, since: timedelta = timedelta()) -> list[tuple[int, dict[str, Any]]]:
        """The updates that for so long have had no effect."""
        with reading(self.engine).begin() as db:
            return inbox.waiting(db, self.clock.now() - since, limit=BACKLOG)

    def done(self, update_id: int) -> None:
        """An update that needed no act."""
        with self.engine.begin() as db:
            inbox.done(db, [update_id], self.clock.now())

    def remark(self, chat_id: int, template: str, update_id: int | None, **context: Any) -> None:
        """Says a text to somebody of whatever body, and the update is done."""
        with self.engine.begin() as db:
            now = self.clock.now()
            outbox.put(db, now, chat_id, template, plain(context), urgency=outbox.URGENT)
            if update_id is not None:
                inbox.done(db, [update_id], now)
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


def _perform(case: Case, asked: Asked) -> Receipt:
    """The act, authorised, with its receipt said where it is to be. Raises HadBefore.

    Where the state takes other acts, those of them that are the actor's to do are named."""
    authorise(case, asked.command.verb)
    try:
        receipt = replace(asked.act(case, asked.command), zone=str(case.body.zone))
    except NotLawfulNow as error:
        error.lawful = tuple(verb for verb in error.lawful if _may(case, Verb(verb)))
        raise
    if asked.wording is not None and not case.answered:
        case.reply("recibo", text=asked.wording(receipt))
    _had_its_effect(case)
    return receipt


def _had_its_effect(case: Case) -> None:
    if case.who.update_id is not None:
        case.sheet.done(case.who.update_id)


def _load(db: Connection, body_id: int, *, lock: bool = False) -> Body:
    """The body that a press or a question names: its number is not to be trusted."""
    try:
        return bodies.load(db, body_id, lock=lock)
    except LookupError:
        raise NotFound(what="body", name=str(body_id)) from None


def authorise(case: Case, verb: Verb) -> None:
    """Raises NotEntitled where none of the actor's hats covers the act, Stranger where there is none; CommitteeOver.

    Presiding is a hat, while it lasts; the secretariat records the acts of whoever presides without a
    telephone.
    """
    held = case.actor.roles
    if Role.STRANGER in held:
        raise Stranger()
    if Role.PRESIDER in roles.entitled(verb) and held.isdisjoint(roles.entitled(verb)):
        presiders = sittings.presiders(case.db, case.body.id)
        mine = any(row.id == case.actor.person_id for row in presiders)
        if mine or (case.actor.operates and any(row.telegram_id is None for row in presiders)):
            held = held | {Role.PRESIDER}
    roles.authorise(verb, held, article=case.article(verb.topic))
    inner_bodies.check_convenable(case.db, case.body, verb, case.now)


def _may(case: Case, verb: Verb) -> bool:
    try:
        authorise(case, verb)
    except NotEntitled:
        return False
    return True


def refusal(error: RuleBroken) -> dict[str, Any]:
    """An error as a text's context: its class by name, its fields as they are."""
    return {"error": type(error).__name__, **error.fields()}
