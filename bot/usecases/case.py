"""One command on the desk: the open transaction, what it records, and what it says to whom."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, ClassVar, Protocol

from sqlalchemy import Connection

from bot.rules.lifecycle import Verb
from bot.store import live, outbox
from bot.store.sheet import Sheet
from bot.usecases.actors import Actor, Who
from bot.usecases.bodies import Body
from bot.usecases.buttons import Rows


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done, to be said to whoever did it: a text's name, what it speaks of, its zone."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    zone: str = ""


class Command(Protocol):
    """A frozen dataclass with the act it asks for."""

    verb: ClassVar[Verb]


@dataclass
class Case:
    """One command on the desk: the open transaction, the moment, the body and whoever acts."""

    db: Connection
    now: datetime
    body: Body
    actor: Actor
    who: Who
    sheet: Sheet = None  # type: ignore[assignment]
    """Where its entries and its live messages gather; a sheet of its own unless it shares one."""
    bot_username: str = ""
    """Under which Telegram knows the bot; "" where it is not known."""
    answered: bool = False
    """Whether something was said in the chat that the command came from."""

    def __post_init__(self) -> None:
        self.sheet = self.sheet or Sheet(self.db, self.now)

    @classmethod
    def unasked(cls, db: Connection, now: datetime, body: Body, bot_username: str = "") -> "Case":
        """What nobody asks for: the clockwork's and the operator's work, and what is read outside any act."""
        return cls(db, now, body, Actor(None, "", 0), Who(0, body.id, 0), bot_username=bot_username)

    def record(self, event: str, subject: str, **data: Any) -> str:
        """Adds to the journal what has been done (past participle) to what ("vote:12"); the entry's hash."""
        return self.sheet.record(self.body.id, self.now, self.actor.person_id, event, subject, plain(data))

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
            live.show(
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
        self.sheet.refresh(sitting_id, key)

    def settle(self, sitting_id: int, prefix: str) -> None:
        """Brings those under keys that begin so up to date a last time; later acts leave them alone."""
        live.settle(self.db, self.now, sitting_id, prefix)

    def refresh_one(self, key: str) -> None:
        """Brings one live message up to date."""
        live.refresh_one(self.db, self.now, key)

    def article(self, topic: str) -> str:
        """The token of the article in force today for that topic."""
        return self.body.reglamento.article(topic, self.today)

    @cached_property
    def today(self) -> date:
        """The date where the body sits."""
        return self.body.day(self.now)


_PLAIN = (str, int, bool)


def plain(value: Any) -> Any:
    """The value as JSON has it: moments in UTC and dates in ISO, tuples as lists."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value
