"""Puppets: people with Telegram in their hand, played from a test, a demo or from outside."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Self, TypeVar

from bot.sandbox.group import Group
from bot.sandbox.html import read
from bot.sandbox.keyboard import Button
from bot.sandbox.state import Answer, Chat, Message, Press, User
from bot.sandbox.world import World

T = TypeVar("T")


class NothingCame(AssertionError):
    """What a person waited for did not come in time; the text shows the chat as it stands."""


class Answered(str):
    """Text of the answer to a press (`""` for a bare acknowledgement); `alert` if it stood in a window."""

    alert: bool

    def __new__(cls, answer: Answer) -> Self:
        answered = super().__new__(cls, answer.text)
        answered.alert = answer.alert
        return answered


def screen(messages: list[Message]) -> str:
    """A chat as text: who, what, and the buttons, row by row."""
    lines = []
    for message in messages:
        head = f"#{message.id} {message.sender.name}:"
        if message.document:
            head += f" <{message.document.name}, {len(message.document.data)} bytes>"
        lines.append(f"{head} {message.text or ', '.join(message.service)}".rstrip())
        lines += ["    " + " ".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
    return "\n".join(lines)


class Person:
    """One person. Where a method takes `chat`, a Group or None: the private chat with the bot.

    Every act ends by awaiting `settle`.
    """

    def __init__(self, world: World, user: User, settle: Callable[[], Awaitable[None]]) -> None:
        self.world = world
        self.user = user
        self._settle = settle
        self.acted = 0
        """The server's count of changes when this person last did something."""

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    # What a person sees

    def transcript(self, chat: Group | None = None) -> list[Message]:
        """Every message that stands in the chat, oldest first."""
        return self._chat(chat).visible

    def inbox(self) -> list[Message]:
        """What the bot wrote in the private chat and still stands, oldest first."""
        return [message for message in self.transcript() if message.sender is self.world.bot]

    def screen(self, chat: Group | None = None) -> str:
        """The chat as text."""
        return screen(self.transcript(chat))

    async def wait_for(
        self, text: str, chat: Group | None = None, since: int | None = None, within: float = 10.0
    ) -> Message:
        """Wait for a message of the bot whose text, caption or file name contains `text`; return the newest.

        It counts if it was sent or edited after this person's last act, or after `since` (a message's
        `seq`; 0 for any time). Raises NothingCame after `within` seconds.
        """
        after = self.acted if since is None else since
        place = self._chat(chat)

        def found() -> Message | None:
            for message in reversed(place.visible):
                said = f"{message.text}\n{message.document.name if message.document else ''}"
                if message.seq > after and message.sender is self.world.bot and text in said:
                    return message
            return None

        return await self._until(found, within, f"{text!r}", place)

    # What a person does

    async def start(self, code: str = "") -> Message:
        """Press Start, or follow a link t.me/BOT?start=CODE."""
        return await self.send(f"/start {code}".strip())

    async def send(
        self, text: str, chat: Group | None = None, reply_to: Message | None = None, anonymous: bool = False
    ) -> Message:
        """Write; `anonymous` as an administrator who writes in the group's name."""
        place = self._chat(chat)
        message = self.world.say(
            place, self.user, text, reply_to=reply_to, sender_chat=place if anonymous else None
        )
        return await self._did(message)

    async def reply(self, message: Message, text: str) -> Message:
        """Answer a message where it stands."""
        return await self._did(self.world.say(message.chat, self.user, text, reply_to=message))

    async def edit(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        message.remember()
        message.text, message.entities = read(text)
        message.edited = self.world.clock.now()
        self.world.show("edited", message)
        self.world.tell(message, "edited_message")
        return await self._did(message)

    async def upload(
        self,
        data: bytes,
        filename: str,
        caption: str = "",
        reply_to: Message | None = None,
        chat: Group | None = None,
        mime: str = "",
    ) -> Message:
        """Send a file; as a reply it goes where the message stands."""
        place = reply_to.chat if reply_to else self._chat(chat)
        document = self.world.keep(filename, data, mime)
        message = self.world.say(place, self.user, caption, document=document, reply_to=reply_to)
        return await self._did(message)

    async def press(
        self,
        label: str,
        chat: Group | None = None,
        message: Message | None = None,
        *,
        stale: bool = False,
        within: float = 10.0,
    ) -> Answered:
        """Press a button, wait for the bot's answer to it and return its text.

        Without `message`: on the latest message of the chat that has the label; waits for one to come.
        `stale` finds the button as the message once was, on a screen that has not caught up. A button with a
        link or a text to copy returns that. Raises NothingCame.
        """
        target, button = await self._find(label, chat, message, stale, within)
        if "callback_data" not in button:
            copied = button.get("copy_text", {}).get("text") or button.get("url", "")
            return Answered(Answer(str(copied)))
        return await self.press_data(button["callback_data"], target, within)

    async def press_data(self, data: str, message: Message, within: float = 10.0) -> Answered:
        """Send any data as if a button of the message carried it; wait for the answer."""
        press = self._press(message, data)
        answer = await self._until(lambda: press.answer, within, "the answer to a press", message.chat)
        await self._did(message, acted=self.acted)
        return Answered(answer)

    async def tap(
        self, label: str, chat: Group | None = None, message: Message | None = None, stale: bool = False
    ) -> Press:
        """Press a button and don't wait; the press's `answer` is None until the bot answers."""
        target, button = await self._find(label, chat, message, stale, 10.0)
        return self._press(target, button["callback_data"])

    async def block(self, blocked: bool = True) -> None:
        """Block the bot."""
        self.user.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        chat = self._chat(None)
        self.world.member_changed(chat, self.user, self.world.bot, old, new)
        await self._did(None)

    async def unblock(self) -> None:
        """Take the bot back."""
        await self.block(False)

    # Within

    def _chat(self, chat: Group | None) -> Chat:
        if chat is None:
            return self.world.chats[self.id]
        if self.id not in chat.chat.members:
            raise ValueError(f"{self.name} is not in the group {chat.title}")
        return chat.chat

    def _press(self, message: Message, data: str) -> Press:
        self.acted = self.world.seq
        return self.world.press(self.user, message, data)

    async def _did(self, message: T, acted: int | None = None) -> T:
        self.acted = self.world.seq if acted is None else acted
        await self._settle()
        return message

    async def _find(
        self, label: str, chat: Group | None, message: Message | None, stale: bool, within: float
    ) -> tuple[Message, Button]:
        place = message.chat if message else self._chat(chat)

        def found() -> tuple[Message, Button] | None:
            for one in [message] if message else reversed(place.visible):
                keyboards = [one.keyboard, *(version.keyboard for version in reversed(one.edits) if stale)]
                for keyboard in keyboards:
                    for button in (button for row in keyboard for button in row):
                        if button["text"] == label:
                            return one, button
            return None

        return await self._until(found, within, f"the button [{label}]", place)

    async def _until(self, test: Callable[[], T | None], within: float, what: str, chat: Chat) -> T:
        try:
            async with asyncio.timeout(within):
                while (found := test()) is None:
                    await self.world.signal.wait()
        except TimeoutError:
            seen = screen(chat.visible)
            raise NothingCame(f"{self.name} waited {within} s for {what}; the chat:\n{seen}") from None
        return found
