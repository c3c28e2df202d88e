"""What the server remembers: people, chats, messages with their history, documents, presses."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.html import Entity
from bot.sandbox.keyboard import Button, Keyboard

Json = dict[str, Any]


@dataclass(eq=False, slots=True)
class User:
    """A person or the bot. `started`: has written to the bot, so that it may write back."""

    id: int
    name: str
    username: str = ""
    is_bot: bool = False
    started: bool = False
    blocked: bool = False

    def json(self) -> Json:
        first, _, last = self.name.partition(" ")
        fields: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": first or "?"}
        if last:
            fields["last_name"] = last
        if self.username:
            fields["username"] = self.username
        return fields if self.is_bot else fields | {"language_code": "es"}


@dataclass(eq=False, slots=True)
class Document:
    """A file on the server; `path` is where /file/bot… gives it."""

    id: str
    unique_id: str
    name: str
    mime: str
    data: bytes
    path: str
    kind: str = "document"

    def json(self) -> Json:
        fields: Json = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        return fields | {"file_name": self.name, "mime_type": self.mime}


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said before an edit."""

    text: str
    keyboard: Keyboard
    document: Document | None = None


@dataclass(eq=False, slots=True)
class Message:
    """One message as it stands now, with what it said before. `seq` grows with every change on the server."""

    id: int
    chat: "Chat"
    sender: User
    date: datetime
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    document: Document | None = None
    keyboard: Keyboard = field(default_factory=list)
    reply_to: "Message | None" = None
    service: Json = field(default_factory=dict)
    sender_chat: "Chat | None" = None
    edited: datetime | None = None
    edits: list[Version] = field(default_factory=list)
    deleted: bool = False
    pinned: bool = False
    silent: bool = False
    protected: bool = False
    seq: int = 0

    @property
    def labels(self) -> list[str]:
        """Labels of the visible buttons, row after row."""
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, label: str) -> Button | None:
        """The visible button of that label, if there is one."""
        return next((button for row in self.keyboard for button in row if button["text"] == label), None)

    def remember(self) -> None:
        """Put what stands now into the history, before it is changed."""
        self.edits.append(Version(self.text, self.keyboard, self.document))

    def json(self, nested: bool = False) -> Json:
        """The Bot API's Message; a nested one (in a reply) carries no further reply."""
        fields: Json = {"message_id": self.id, "from": self.sender.json(), "chat": self.chat.json()}
        fields["date"] = int(self.date.timestamp())
        if self.sender_chat:
            fields["sender_chat"] = self.sender_chat.json()
        if self.edited:
            fields["edit_date"] = int(self.edited.timestamp())
        if self.reply_to and not nested:
            fields["reply_to_message"] = self.reply_to.json(nested=True)
        if self.document and self.document.kind == "photo":
            size = {"width": 512, "height": 512, "file_size": len(self.document.data)}
            fields["photo"] = [
                {"file_id": self.document.id, "file_unique_id": self.document.unique_id} | size
            ]
        elif self.document:
            fields["document"] = self.document.json()
        text, entities = ("caption", "caption_entities") if self.document else ("text", "entities")
        if self.text:
            fields[text] = self.text
        if self.entities:
            fields[entities] = self.entities
        if self.keyboard:
            fields["reply_markup"] = {"inline_keyboard": self.keyboard}
        return fields | self.service


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat (its id is the person's), a basic group or a supergroup."""

    id: int
    kind: str
    title: str = ""
    person: User | None = None
    members: dict[int, str] = field(default_factory=dict)
    left: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: "Chat | None" = None
    sent: deque[float] = field(default_factory=deque)
    next_id: int = 1

    def json(self) -> Json:
        if self.person:
            user = self.person.json()
            return {"id": self.id, "type": "private"} | {
                key: user[key] for key in ("first_name", "last_name", "username") if key in user
            }
        return {"id": self.id, "type": self.kind, "title": self.title}

    @property
    def visible(self) -> list[Message]:
        """Messages that stand, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def status(self, user_id: int) -> str:
        """`creator`, `administrator`, `member`, `left` or `kicked`."""
        return self.members.get(user_id) or self.left.get(user_id) or "left"


@dataclass(frozen=True, slots=True)
class Answer:
    """What answerCallbackQuery showed to the person who pressed."""

    text: str = ""
    alert: bool = False


@dataclass(eq=False, slots=True)
class Press:
    """A press on an inline button (a callback query) and its answer, once there is one."""

    id: str
    user: User
    message: Message
    data: str
    tick: float
    answer: Answer | None = None

    def json(self) -> Json:
        message = self.message.json()
        if self.message.deleted:
            message = {key: message[key] for key in ("message_id", "chat")} | {"date": 0}
        fields = {"id": self.id, "from": self.user.json(), "message": message, "data": self.data}
        return fields | {"chat_instance": str(self.message.chat.id)}


class Signal:
    """Wakes whoever waits for something to become true; nothing is polled, nothing sleeps."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Let everybody who waits look again."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def wait(self) -> None:
        """Wait for the next change."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await waiting
        finally:
            self._waiting.discard(waiting)
