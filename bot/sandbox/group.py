"""Groups: who is in them, and what happens to them."""

from typing import Protocol

from bot.sandbox.state import Chat, Message, User
from bot.sandbox.world import World


class Somebody(Protocol):
    """Whoever comes, goes or acts: a Person."""

    @property
    def user(self) -> User: ...


class Group:
    """A group chat; after `migrate` the same object stands for the supergroup. `ids` are all that it has had."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self.ids = {chat.id}

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def title(self) -> str:
        return self.chat.title

    def transcript(self) -> list[Message]:
        """Every message that stands, oldest first."""
        return self.chat.visible

    def add_bot(self, by: Somebody) -> None:
        """Add the bot."""
        self._change(by.user, self.world.bot, "member", "new_chat_members")

    def remove_bot(self, by: Somebody) -> None:
        """Throw the bot out."""
        self._change(by.user, self.world.bot, "kicked", "left_chat_member")

    def join(self, person: Somebody) -> None:
        """Let a person come in."""
        self._change(person.user, person.user, "member", "new_chat_members")

    def leave(self, person: Somebody) -> None:
        """Let a person go."""
        self._change(person.user, person.user, "left", "left_chat_member")

    def promote(self, by: Somebody, person: Somebody | None = None) -> None:
        """Make a person, or the bot, an administrator."""
        self._change(by.user, person.user if person else self.world.bot, "administrator", "")

    def migrate(self) -> None:
        """Turn a basic group into a supergroup: a new id, no messages, a service message on either side."""
        if self.chat.kind != "group":
            raise ValueError(f"{self.title} is no basic group")
        world, old = self.world, self.chat
        new = world.add_chat(old.title, "supergroup")
        new.members = dict(old.members)
        owner = next(world.users[number] for number, status in old.members.items() if status == "creator")
        world.tell(world.post(old, owner, service={"migrate_to_chat_id": new.id}))
        old.migrated_to = self.chat = new
        world.tell(world.post(new, owner, service={"migrate_from_chat_id": old.id}))
        self.ids.add(new.id)

    def _change(self, by: User, user: User, status: str, service: str) -> None:
        world, chat = self.world, self.chat
        old = chat.status(user.id)
        was_in = world.bot.id in chat.members
        chat.members.pop(user.id, None)
        chat.left.pop(user.id, None)
        (chat.left if status in ("left", "kicked") else chat.members)[user.id] = status
        world.member_changed(chat, by, user, old, status)
        if not service:
            return
        changed = [user.json()] if service == "new_chat_members" else user.json()
        message = world.post(chat, by, service={service: changed})
        if was_in or user is world.bot:
            world.updates.put("message", message.json(), chat.id)
