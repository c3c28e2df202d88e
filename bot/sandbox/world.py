"""The world behind the API: who exists, what was said, and which of it the bot gets to see."""

import math
import mimetypes
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock, SystemClock
from bot.sandbox.errors import Refused, bad
from bot.sandbox.html import read
from bot.sandbox.state import Chat, Document, Json, Message, Press, Signal, User
from bot.sandbox.updates import Updates

ANONYMOUS = User(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_pin_messages",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person would see: `sent`, `edited`, `deleted`, `pinned`, `pressed` or `answered`."""

    kind: str
    message: Message
    press: Press | None = None


class World:
    """State of the server. `clock` dates messages; `ticks` (seconds, monotonic) measures spans."""

    def __init__(self, bot: User, clock: Clock | None, ticks: Callable[[], float], privacy: bool) -> None:
        self.bot = bot
        self.clock = clock or SystemClock()
        self.ticks = ticks
        self.privacy = privacy
        self.flood_limit: int | None = 20
        self.signal = Signal()
        self.updates = Updates(self.signal, self.ticks)
        self.users: dict[int, User] = {bot.id: bot, ANONYMOUS.id: ANONYMOUS}
        self.chats: dict[int, Chat] = {}
        self.documents: dict[str, Document] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[str, list[Json]] = {}
        self.profile: dict[str, str] = {}
        self.watchers: list[Callable[[Event], None]] = []
        self.seq = 0
        self._message_ids = 0

    # People and chats

    def add_user(self, name: str, user_id: int | None = None, username: str = "") -> User:
        """Make a person known to Telegram; ids beyond 32 bits by default, as new accounts have them."""
        number = user_id or 5_000_000_000 + len(self.users)
        if number in self.users:
            raise ValueError(f"person {number} exists already")
        self.users[number] = user = User(number, name, username)
        self.chats[number] = Chat(number, "private", person=user)
        return user

    def add_chat(self, title: str, kind: str) -> Chat:
        """Open a group (`group` or `supergroup`) without members."""
        number = -1 - len(self.chats) - (1_002_000_000_000 if kind == "supergroup" else 0)
        chat = Chat(number, kind, title)
        self.chats[chat.id] = chat
        return chat

    def user(self, user_id: int) -> User:
        """Find a person; raises the 400 that Telegram answers for an unknown one."""
        if user_id not in self.users:
            raise bad("user not found")
        return self.users[user_id]

    def chat(self, chat_id: object) -> Chat:
        """Find a chat that the bot names; raises the 400 that Telegram answers, migration included."""
        try:
            chat = self.chats.get(int(str(chat_id)))
        except ValueError:
            chat = None
        if chat is None:
            raise bad("chat not found" if chat_id not in (None, "") else "chat_id is empty")
        if chat.migrated_to:
            parameters = {"migrate_to_chat_id": chat.migrated_to.id}
            raise Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", **parameters)
        return chat

    def reachable(self, chat_id: object) -> Chat:
        """Find a chat that the bot may act in; raises 400 or 403."""
        chat = self.chat(chat_id)
        if chat.person and not chat.person.started:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
        if chat.person and chat.person.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if not chat.person and self.bot.id not in chat.members:
            was = "was kicked from" if chat.status(self.bot.id) == "kicked" else "is not a member of"
            raise Refused(403, f"Forbidden: bot {was} the {chat.kind} chat")
        return chat

    def writable(self, chat_id: object) -> Chat:
        """Find a chat that the bot may write to now; raises 400, 403 or, over a group's limit, 429."""
        chat = self.reachable(chat_id)
        if not chat.person and self.flood_limit is not None:
            self._limit(chat, self.flood_limit)
        return chat

    def _limit(self, chat: Chat, limit: int) -> None:
        now = self.ticks()
        while chat.sent and chat.sent[0] <= now - 60:
            chat.sent.popleft()
        if len(chat.sent) >= limit:
            rest = max(math.ceil(60 - (now - chat.sent[0])), 1)
            raise Refused(429, f"Too Many Requests: retry after {rest}", retry_after=rest)
        chat.sent.append(now)

    # What is said

    def post(self, chat: Chat, sender: User, **content: Any) -> Message:
        """Put a message into a chat and show it to whoever watches; the bot learns of it by `tell`."""
        if chat.kind == "supergroup":
            number, chat.next_id = chat.next_id, chat.next_id + 1
        else:
            self._message_ids += 1
            number = self._message_ids
        message = Message(number, chat, sender, self.clock.now(), **content)
        chat.messages[number] = message
        self.show("sent", message)
        return message

    def say(self, chat: Chat, user: User, text: str, **content: Any) -> Message:
        """Let a person write; the bot gets the update if it may see the message."""
        plain, entities = read(text)
        sender = ANONYMOUS if content.get("sender_chat") else user
        if chat.person:
            chat.person.started = True
        message = self.post(chat, sender, text=plain, entities=entities, **content)
        self.tell(message)
        return message

    def tell(self, message: Message, kind: str = "message") -> None:
        """Queue an update for the bot, if privacy lets it see the message."""
        if self.sees(message):
            self.updates.put(kind, message.json(), message.chat.id)

    def sees(self, message: Message) -> bool:
        """Tell whether the bot gets this message: in groups, commands, replies to it and service messages."""
        chat = message.chat
        if chat.person or message.service or not self.privacy:
            return chat.person is not None or self.bot.id in chat.members
        if self.bot.id not in chat.members:
            return False
        if chat.members[self.bot.id] == "administrator":
            return True
        if message.reply_to and message.reply_to.sender is self.bot:
            return True
        word = message.text.split(maxsplit=1)[0] if message.text.startswith("/") else ""
        return bool(word) and word.partition("@")[2].lower() in ("", self.bot.username.lower())

    def member_changed(self, chat: Chat, by: User, user: User, old: str, new: str) -> None:
        """Queue `my_chat_member`, or `chat_member` where the bot administers the group."""
        if user is not self.bot and chat.members.get(self.bot.id) != "administrator":
            return
        change: Json = {"chat": chat.json(), "from": by.json(), "date": int(self.clock.now().timestamp())}
        for name, status in (("old_chat_member", old), ("new_chat_member", new)):
            change[name] = membership(user, status)
        self.updates.put("my_chat_member" if user is self.bot else "chat_member", change, chat.id)

    def keep(self, name: str, data: bytes, mime: str = "", kind: str = "document") -> Document:
        """Store a file and give it its ids."""
        folder, suffix = ("photos", ".jpg") if kind == "photo" else ("documents", name[name.rfind(".") :])
        number = len(self.documents)
        path = f"{folder}/file_{number}{suffix if suffix.isascii() and '.' in suffix else ''}"
        guessed = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        document = Document(
            f"BQAC{secrets.token_urlsafe(24)}", f"AgAD{number}", name, guessed, data, path, kind
        )
        self.documents[document.id] = document
        return document

    def press(self, user: User, message: Message, data: str) -> Press:
        """Let a person press; the bot gets a callback query, whatever the data."""
        press = Press(str(secrets.randbits(62)), user, message, data, self.ticks())
        self.presses[press.id] = press
        self.show("pressed", message, press)
        self.updates.put("callback_query", press.json(), message.chat.id)
        return press

    def show(self, kind: str, message: Message, press: Press | None = None) -> None:
        """Note a change and let everybody who waits or watches look at it."""
        self.seq += 1
        if kind in ("sent", "edited", "deleted"):
            message.seq = self.seq
        for watcher in self.watchers:
            watcher(Event(kind, message, press))
        self.signal.fire()


def membership(user: User, status: str) -> Json:
    """A ChatMember, as far as bots use it."""
    fields: Json = {"user": user.json(), "status": status}
    if status == "creator":
        fields["is_anonymous"] = False
    if status == "kicked":
        fields["until_date"] = 0
    if status == "administrator":
        fields |= dict.fromkeys(RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    return fields
