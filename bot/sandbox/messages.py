"""Methods that write, change and delete messages."""

from typing import Any

from bot.sandbox.calls import Params, method
from bot.sandbox.errors import bad
from bot.sandbox.html import Entity, read, units
from bot.sandbox.keyboard import Keyboard, read_keyboard
from bot.sandbox.state import Chat, Json, Message
from bot.sandbox.world import World

MAX_TEXT, MAX_CAPTION = 4096, 1024
DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


def read_text(params: Params) -> tuple[str, list[Entity]]:
    """Read `text`, 1 to 4096 UTF-16 units after its entities are parsed."""
    if not params.text("text"):
        raise bad("message text is empty")
    text, entities = read(params.text("text"), params.text("parse_mode"), params.entities("entities"))
    if not text:
        raise bad("message text is empty")
    if units(text) > MAX_TEXT:
        raise bad("message is too long")
    return text, entities


def read_caption(params: Params) -> tuple[str, list[Entity]]:
    """Read `caption`, 0 to 1024 UTF-16 units after its entities are parsed."""
    given = params.entities("caption_entities")
    text, entities = read(params.text("caption"), params.text("parse_mode"), given)
    if units(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    return text, entities


def read_common(chat: Chat, params: Params) -> Json:
    """Read what every sending method takes: reply, buttons, silence."""
    reply = params.json("reply_parameters") or {}
    number = reply.get("message_id") or params.integer("reply_to_message_id")
    answered = chat.messages.get(int(number)) if number else None
    lenient = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if number and (answered is None or answered.deleted):
        answered = None
        if not lenient:
            raise bad("message to be replied not found")
    return {
        "reply_to": answered,
        "keyboard": read_keyboard(params.json("reply_markup")),
        "silent": params.flag("disable_notification"),
        "protected": params.flag("protect_content"),
    }


@method("sendMessage")
def send_message(world: World, params: Params) -> Json:
    text, entities = read_text(params)
    chat = world.writable(params.text("chat_id"))
    common = read_common(chat, params)
    return world.post(chat, world.bot, text=text, entities=entities, **common).json()


def own_message(world: World, params: Params, doing: str) -> Message:
    """Find the bot's message that a call names."""
    chat = world.writable(params.text("chat_id"))
    message = chat.messages.get(params.integer("message_id"))
    if message is None or message.deleted:
        raise bad(f"message to {doing} not found")
    if message.sender is not world.bot or message.service:
        raise bad(f"message can't be {doing.rstrip('e')}ed")
    return message


def change(world: World, message: Message, **content: Any) -> Json:
    """Replace content, keeping what it was; refuse a change that changes nothing."""
    if all(getattr(message, name) == value for name, value in content.items()):
        raise bad(NOT_MODIFIED)
    message.remember()
    for name, value in content.items():
        setattr(message, name, value)
    if message.edits[-1].text != message.text or message.edits[-1].document != message.document:
        message.edited = world.clock.now()
    world.show("edited", message)
    return message.json()


@method("editMessageText")
def edit_message_text(world: World, params: Params) -> Json:
    text, entities = read_text(params)
    keyboard = read_keyboard(params.json("reply_markup"))
    message = own_message(world, params, "edit")
    if message.document:
        raise bad("there is no text in the message to edit")
    return change(world, message, text=text, entities=entities, keyboard=keyboard)


@method("editMessageCaption")
def edit_message_caption(world: World, params: Params) -> Json:
    text, entities = read_caption(params)
    keyboard = read_keyboard(params.json("reply_markup"))
    message = own_message(world, params, "edit")
    if not message.document:
        raise bad("there is no caption in the message to edit")
    return change(world, message, text=text, entities=entities, keyboard=keyboard)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> Json:
    keyboard: Keyboard = read_keyboard(params.json("reply_markup"))
    return change(world, own_message(world, params, "edit"), keyboard=keyboard)


@method("deleteMessage")
def delete_message(world: World, params: Params) -> bool:
    chat = world.chat(params.text("chat_id"))
    message = chat.messages.get(params.integer("message_id"))
    if message is None or message.deleted:
        raise bad("message to delete not found")
    admin = chat.members.get(world.bot.id) == "administrator"
    if message.sender is not world.bot and not chat.person and not admin:
        raise bad("message can't be deleted")
    if (world.clock.now() - message.date).total_seconds() > DELETABLE_SECONDS and not admin:
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    world.show("deleted", message)
    return True


@method("deleteMessages")
def delete_messages(world: World, params: Params) -> bool:
    chat = params.text("chat_id")
    for number in params.json("message_ids") or []:
        message = world.chat(chat).messages.get(int(number))
        if message and not message.deleted:
            delete_message(world, Params({"chat_id": chat, "message_id": number}))
    return True


@method("pinChatMessage")
def pin_chat_message(world: World, params: Params) -> bool:
    return set_pinned(world, params, True)


@method("unpinChatMessage")
def unpin_chat_message(world: World, params: Params) -> bool:
    return set_pinned(world, params, False)


def set_pinned(world: World, params: Params, pinned: bool) -> bool:
    """Pin or unpin a message; in a supergroup that takes an administrator."""
    chat = world.reachable(params.text("chat_id"))
    message = chat.messages.get(params.integer("message_id"))
    if message is None or message.deleted:
        raise bad("message to pin not found")
    if chat.kind == "supergroup" and chat.members.get(world.bot.id) != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")
    message.pinned = pinned
    world.show("pinned", message)
    return True


@method("sendChatAction")
def send_chat_action(world: World, params: Params) -> bool:
    if not params.text("action"):
        raise bad("wrong parameter action in request")
    world.reachable(params.text("chat_id"))
    return True
