"""One update's turn at the desk: who acts, where, for which body, and how they are answered."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from telegram import Message, Update

from bot.chat import buttons, choice, failures, speech
from bot.chat.buttons import Press
from bot.chat.cleaning import clean
from bot.chat.fields import Field, Value
from bot.chat.office import Office
from bot.rules.errors import RuleBroken
from bot.usecases import dialogue, enrolment
from bot.usecases.desk import Asked, Case, Command, Receipt, Who, refusal
from bot.usecases.meant import meant
from bot.usecases.record import reach
from bot.usecases.refusals import Outdated, Stranger, TextTooLong

log = logging.getLogger(__name__)

C = TypeVar("C", bound=Command)
T = TypeVar("T")

HIGHEST = 2**31 - 1
STEPS = frozenset({"next", "close", "conclude"})
"""Presses that offer a different one next: they are answered when that can be seen."""
ZONE = "America/Lima"
"""Where no body is known yet."""
TEXT = Field("text")


@dataclass
class Turn:
    """A message or a press of one person. `settled` once the update's row in the inbox is done."""

    office: Office
    raw: dict[str, Any]
    telegram_id: int
    chat_id: int
    query_id: str | None = None
    """Of a press: under which it is answered."""
    press: Press | None = None
    message: Message | None = None
    """What was written; None for a press."""
    edited: bool = False
    text: str = ""
    body_id: int = 0
    settled: bool = False
    answered: bool = False
    freed_by: "Turn | None" = None

    @classmethod
    def of(cls, office: Office, raw: dict[str, Any]) -> "Turn | None":
        """The turn that an update asks for; None where nobody acts in it. One that can't be read raises anything.

        A press is read here: python-telegram-bot would make objects of the whole message under its button, and
        take as long as the act does."""
        query = raw.get("callback_query")
        if query is not None:
            return cls._of_press(office, raw, query)
        update = Update.de_json(raw, office.bot)
        user, chat, message = update.effective_user, update.effective_chat, update.effective_message
        if user is None:
            return None
        turn = cls(office, raw, user.id, chat.id if chat is not None else user.id, message=message)
        turn.edited = update.edited_message is not None
        turn.text = clean((message.text if message is not None else None) or "")
        return turn

    @classmethod
    def _of_press(cls, office: Office, raw: dict[str, Any], query: dict[str, Any]) -> "Turn":
        person_id = int(query["from"]["id"])
        chat_id = int(query["message"]["chat"]["id"]) if query.get("message") else person_id
        turn = cls(office, raw, person_id, chat_id, query_id=str(query["id"]))
        press = buttons.decode(query.get("data"))
        if press is not None and press.body_id <= HIGHEST:
            turn.press, turn.body_id = press, press.body_id
        return turn

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
        return int((self.freed_by or self).raw["update_id"])

    @property
    def by_a_bot(self) -> bool:
        """Whether another bot speaks; whoever writes in a group's name comes as one, but is none."""
        message = self.message
        user = message.from_user if message is not None else None
        return user is not None and user.is_bot and message is not None and message.sender_chat is None

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

    async def find_body(self, *, own: bool = False, command: str = "") -> bool:
        """Settles which body is meant: the group's unless one's `own` is asked for, else the only one in which
        the `command` means anything.

        With several it asks, with none it turns the person away; both end the turn, and it is False."""
        chat = self.telegram_id if own else self.chat_id
        known = await self.run(meant, self.office.desk, self.telegram_id, chat, command)
        if len(known) == 1:
            self.body_id = known[0][0]
        elif known:
            self.body_id = known[0][0]
            await self.answer(partial(choice.ask_body, known=known, raw=self.raw))
        else:
            await self.turn_away()
        return len(known) == 1

    async def bodies(self, chat_id: int) -> list[tuple[int, str]]:
        """The bodies that this person may mean in that chat."""
        return await self.run(enrolment.memberships, self.office.desk, self.telegram_id, chat_id)

    async def turn_away(self) -> None:
        """A stranger gets a polite refusal without data; a press of theirs in its alert only."""
        pressed = self.query_id is not None
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

    async def apart(self, act: Callable[..., T], *args: Any) -> T:
        """Runs beside the desk's thread what would hold up everybody: files, printing, what comes from outside.

        Raises RecordUnavailable where the database is away."""
        return await asyncio.to_thread(reach, act, *args)

    async def perform(self, act: Callable[[Case, C], Receipt], command: C) -> Receipt:
        """Does one act. Raises RuleBroken; a message's receipt is said where the act itself says nothing."""
        wording = None if self.query_id is not None else in_words
        doing = self._freeing(act)
        receipt = await self.office.scribe.perform(Asked(doing, command, self.who, wording))
        self.settled = True
        return receipt

    def _freeing(self, act: Callable[[Case, C], Receipt]) -> Callable[[Case, C], Receipt]:
        """The act, together with the end of the waiting where its message waited for a body."""
        if self.freed_by is None:
            return act

        def freed(case: Case, command: C) -> Receipt:
            dialogue.close(case, choice.KIND)
            return act(case, command)

        return freed

    async def answer(self, act: Callable[[Case], None]) -> None:
        """Answers a question: whatever `act` replies."""

        def answer(case: Case) -> None:
            if self.freed_by is not None:
                dialogue.close(case, choice.KIND)
            act(case)

        await self.run(self.office.desk.answer, self.who, answer)
        self.settled = True

    async def say(self, template: str, **context: Any) -> None:
        """Says a text to somebody of whatever body, or of none."""
        await self.run(self.office.desk.remark, self.chat_id, template, self.who.update_id, **context)
        self.settled = True

    async def say_to_member(self, template: str) -> None:
        """The same to whoever belongs to some body; strangers are turned away."""
        if await self.bodies(self.chat_id):
            await self.say(template)
        else:
            await self.turn_away()

    async def open_question(self) -> Any:
        """The latest question that waits for this person's words in this chat; None if there is none."""
        return await self.run(
            dialogue.open_question, self.office.desk, self.telegram_id, chat_id=self.chat_id, but=choice.KIND
        )

    async def refuse(self, error: RuleBroken) -> None:
        """Says why a rule forbids the act, and the update is done.

        A press is answered in its alert, and privately in full where the alert can't hold it."""
        who, aloud, answered = self.who, True, self.answered
        if self.query_id is not None:
            alert, whole = failures.in_short(refusal(error), await self.zone())
            self.respond(alert, alert=True)
            who, aloud = replace(who, chat_id=self.telegram_id), answered or not whole
        await self.run(self.office.desk.refuse, who, error, aloud=aloud)
        self.settled = True

    async def zone(self) -> str:
        """The name of the time zone of the body that is meant."""
        try:
            return await self.run(self.office.desk.zone_of, self.body_id)
        except RuleBroken:
            return ZONE

    # Answering a press

    def acknowledge(self, receipt: Receipt | None) -> None:
        """Answers the press with its receipt. The act is done: a wording that fails can't undo it."""
        try:
            self.respond(in_words(receipt) if receipt is not None else "")
        except Exception as error:
            log.error("a receipt can't be put into words: %s", failures.told(error))
            self.respond("")

    def respond(self, text: str, *, alert: bool = False) -> None:
        """Answers the press, once, without holding up the acts that follow."""
        if self.query_id is None or self.answered:
            return
        self.answered = True
        if self.press is not None and self.press.action in STEPS and not alert:
            self.office.beside(self.office.answer_when_shown(self.query_id, text))
        else:
            self.office.beside(self.office.answer(self.query_id, text, alert=alert))


def in_words(receipt: Receipt) -> str:
    """A receipt as the short text that answers whoever acted."""
    return speech.toast(receipt.template, receipt.context, zone=receipt.zone or ZONE)
