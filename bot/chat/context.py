"""One update's turn at the desk: who acts, where, for which body, and how they are answered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from telegram import Bot, Message, Update
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.chat import buttons, choice, failures, speech
from bot.chat.buttons import Press
from bot.chat.cleaning import clean
from bot.chat.fields import Field, Value
from bot.rules.errors import RuleBroken
from bot.usecases import dialogue, enrolment, record
from bot.usecases.desk import Case, Command, Desk, Receipt, Who, refusal
from bot.usecases.refusals import Outdated, Stranger, TextTooLong

log = logging.getLogger(__name__)

Run = Callable[..., Awaitable[Any]]
C = TypeVar("C", bound=Command)
T = TypeVar("T")

HIGHEST = 2**31 - 1
ZONE = "America/Lima"
"""Where no body is known yet."""
TEXT = Field("text")
ANSWER_ATTEMPTS = 3


@dataclass
class Office:
    """What every turn needs: the desk, the one thread that reaches it, and the bot that answers presses."""

    desk: Desk
    desk_thread: Run
    bot: Bot
    turns: dict[int, "Turn"] = field(default_factory=dict)
    failures: dict[int, Exception] = field(default_factory=dict)
    errands: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, act: Callable[..., T], *args: Any, **named: Any) -> T:
        """Runs a use case in the desk's thread. Raises RecordUnavailable where the database is away."""
        done: T = await self.desk_thread(record.reach, act, *args, **named)
        return done

    def beside(self, errand: Coroutine[Any, Any, None]) -> None:
        """Starts what need not hold up the next act."""
        task = asyncio.create_task(errand)
        self.errands.add(task)
        task.add_done_callback(self.errands.discard)

    async def answer(self, query_id: str, text: str, *, alert: bool = False) -> None:
        """Answers a press; one that is too old, or was answered before, is let be."""
        for attempt in range(ANSWER_ATTEMPTS):
            try:
                await self.bot.answer_callback_query(query_id, text or None, show_alert=alert)
                return
            except (BadRequest, Forbidden) as error:
                log.debug("press not answered: %s", error)
                return
            except RetryAfter as error:
                asked = error.retry_after
                await asyncio.sleep(asked if isinstance(asked, int) else asked.total_seconds())
            except TelegramError as error:
                log.debug("press not answered yet: %s", type(error).__name__)
                await asyncio.sleep(0.5 * 2**attempt)


@dataclass
class Turn:
    """A message or a press of one person. `settled` once the update's row in the inbox is done."""

    office: Office
    update: Update
    telegram_id: int
    chat_id: int
    text: str = ""
    press: Press | None = None
    body_id: int = 0
    settled: bool = False
    answered: bool = False
    freed_by: "Turn | None" = None

    @classmethod
    def of(cls, office: Office, update: Update) -> "Turn | None":
        """The turn that an update asks for; None where nobody acts in it."""
        user, chat, query = update.effective_user, update.effective_chat, update.callback_query
        if user is None:
            return None
        turn = cls(office, update, user.id, chat.id if chat is not None else user.id)
        if query is not None:
            turn.press = buttons.decode(query.data)
            turn.body_id = turn.press.body_id if turn.press else 0
        elif update.effective_message is not None:
            turn.text = clean(update.effective_message.text or "")
        return turn

    @property
    def message(self) -> Message | None:
        """The message that was written; None for a press."""
        return None if self.update.callback_query else self.update.effective_message

    @property
    def private(self) -> bool:
        """Whether only this person reads the chat."""
        return self.chat_id == self.telegram_id

    @property
    def who(self) -> Who:
        """Who asks, as the desk has it."""
        pending = None if self.settled else self.update_id
        return Who(self.telegram_id, self.body_id, self.chat_id, pending)

    @property
    def update_id(self) -> int:
        """The inbox row that this turn settles: for a message that waited, the press's that freed it."""
        return (self.freed_by or self).update.update_id

    @property
    def by_a_bot(self) -> bool:
        """Whether another bot speaks; whoever writes in a group's name comes as one, but is none."""
        user, message = self.update.effective_user, self.message
        return user is not None and user.is_bot and (message is None or message.sender_chat is None)

    # What a press says

    def number(self, place: int) -> int:
        """The press's argument at that place as an id. Raises Outdated where it is none."""
        word = self.word(place)
        if not word.isdecimal() or not 0 < int(word) <= HIGHEST:
            raise Outdated(what="button")
        return int(word)

    def word(self, place: int, default: str | None = None) -> str:
        """The press's argument at that place. Raises Outdated where it is missing and has no default."""
        args = self.press.args if self.press else ()
        if place < len(args):
            return args[place]
        if default is None:
            raise Outdated(what="button")
        return default

    # What a message says

    def words(self, *, limit: int) -> str:
        """The text written. Raises TextTooLong."""
        if len(self.text) > limit:
            raise TextTooLong(field=TEXT.label, given=len(self.text), limit=limit)
        return self.text

    async def read(self, field: Field) -> Value:
        """The text written as the value of a field. Raises MissingField, UnreadableField, TextTooLong."""
        return field.read(self.text, ZoneInfo(await self.zone()))

    # Which body

    async def find_body(self) -> bool:
        """Settles which body is meant: the group's, or the person's only one.

        With several it asks, with none it turns the person away; both end the turn, and it is False."""
        desk = self.office.desk
        known = await self.run(enrolment.memberships, desk, self.telegram_id, self.chat_id)
        if len(known) == 1:
            self.body_id = known[0][0]
        elif known:
            self.body_id = known[0][0]
            await self.answer(partial(choice.ask_body, known=known, raw=self.update.to_dict()))
        else:
            await self.turn_away()
        return len(known) == 1

    async def turn_away(self) -> None:
        """A stranger gets a polite refusal without data; a press of theirs in its alert only."""
        pressed = self.update.callback_query is not None
        if pressed:
            self.respond(failures.in_short(refusal(Stranger()), ZONE)[0], alert=True)
        await self.run(
            enrolment.turn_away,
            self.office.desk,
            self.telegram_id,
            self.chat_id,
            self.who.update_id,
            aloud=not pressed,
        )
        self.settled = True

    # At the desk

    async def run(self, act: Callable[..., T], *args: Any, **named: Any) -> T:
        """Runs a use case in the desk's thread. Raises RecordUnavailable where the database is away."""
        return await self.office.run(act, *args, **named)

    async def perform(self, act: Callable[[Case, C], Receipt], command: C) -> Receipt:
        """Does one act. Raises RuleBroken; a message's receipt is said where the act itself says nothing."""
        wording = None if self.update.callback_query else in_words
        receipt = await self.run(self.office.desk.perform, act, command, self.who, wording=wording)
        self.settled = True
        return receipt

    async def answer(self, act: Callable[[Case], None]) -> None:
        """Answers a question: whatever `act` replies."""
        await self.run(self.office.desk.answer, self.who, act)
        self.settled = True

    async def say(self, template: str) -> None:
        """Says a text that speaks of nothing in particular, to somebody of whatever body."""
        await self.run(self.office.desk.remark, self.chat_id, template, self.who.update_id)
        self.settled = True

    async def open_question(self) -> Any:
        """The latest question that waits for this person's words in this chat; None if there is none."""
        return await self.run(
            dialogue.open_question, self.office.desk, self.telegram_id, chat_id=self.chat_id, but=choice.KIND
        )

    async def refuse(self, error: RuleBroken) -> None:
        """Says why a rule forbids the act, and the update is done.

        A press is answered in its alert, and privately in full where the alert can't hold it."""
        who, aloud = self.who, True
        if self.update.callback_query is not None:
            alert, whole = failures.in_short(refusal(error), await self.zone())
            self.respond(alert, alert=True)
            who, aloud = replace(who, chat_id=self.telegram_id), not whole
        await self.run(self.office.desk.refuse, who, error, aloud=aloud)
        self.settled = True

    async def zone(self) -> str:
        """The name of the time zone of the body that is meant."""
        try:
            return await self.run(self.office.desk.zone_of, self.body_id)
        except RuleBroken:
            return ZONE

    # Answering a press

    def respond(self, text: str, *, alert: bool = False) -> None:
        """Answers the press, once, without holding up the acts that follow."""
        query = self.update.callback_query
        if query is not None and not self.answered:
            self.answered = True
            self.office.beside(self.office.answer(query.id, text, alert=alert))


def in_words(receipt: Receipt) -> str:
    """A receipt as the short text that answers whoever acted."""
    return speech.toast(receipt.template, receipt.context, zone=receipt.zone or ZONE)
