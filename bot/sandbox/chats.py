"""Methods about the bot itself, chats and their members, presses and the menu of commands."""

import json
import re
from typing import Any

from bot.sandbox.calls import Params, method
from bot.sandbox.errors import bad
from bot.sandbox.html import units
from bot.sandbox.state import Answer, Json
from bot.sandbox.world import World, membership

ANSWERABLE_SECONDS = 150.0
GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"
)  # fmt: skip
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@method("getMe")
def get_me(world: World, params: Params) -> Json:
    rights = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy}
    return world.bot.json() | rights | {"supports_inline_queries": False}


@method("logOut", "close", "setChatMenuButton", "setMyDefaultAdministratorRights", "setMessageReaction",
        "unpinAllChatMessages", "setMyProfilePhoto", "removeMyProfilePhoto")  # fmt: skip
def accept(world: World, params: Params) -> bool:
    return True


@method("setMyName", "setMyDescription", "setMyShortDescription")
def set_profile(world: World, params: Params) -> bool:
    for field in ("name", "description", "short_description"):
        if field in params.fields:
            world.profile[field] = params.text(field)
    return True


@method("getMyName")
def get_my_name(world: World, params: Params) -> Json:
    return {"name": world.profile.get("name", world.bot.name)}


@method("getMyDescription")
def get_my_description(world: World, params: Params) -> Json:
    return {"description": world.profile.get("description", "")}


@method("getMyShortDescription")
def get_my_short_description(world: World, params: Params) -> Json:
    return {"short_description": world.profile.get("short_description", "")}


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> bool:
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or world.ticks() - press.tick > ANSWERABLE_SECONDS:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if units(params.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    if press.answer is None:  # a second answer is taken, and shown to nobody
        press.answer = Answer(params.text("text"), params.flag("show_alert"))
        world.show("answered", press.message, press)
    return True


@method("getChat")
def get_chat(world: World, params: Params) -> Json:
    chat = world.reachable(params.text("chat_id"))
    fields: Json = {"accent_color_id": 0, "max_reaction_count": 11}
    fields["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    pinned = [message for message in chat.visible if message.pinned]
    return chat.json() | fields | ({"pinned_message": pinned[-1].json(nested=True)} if pinned else {})


@method("getChatMember")
def get_chat_member(world: World, params: Params) -> Json:
    chat = world.reachable(params.text("chat_id"))
    user = world.user(params.integer("user_id"))
    return membership(user, chat.status(user.id))


@method("getChatAdministrators")
def get_chat_administrators(world: World, params: Params) -> list[Json]:
    chat = world.reachable(params.text("chat_id"))
    if chat.person:
        raise bad("there are no administrators in the private chat")
    return [
        membership(world.users[number], status)
        for number, status in chat.members.items()
        if status in ("creator", "administrator") and number != world.bot.id
    ]


@method("getChatMemberCount")
def get_chat_member_count(world: World, params: Params) -> int:
    chat = world.reachable(params.text("chat_id"))
    return 2 if chat.person else len(chat.members)


@method("leaveChat")
def leave_chat(world: World, params: Params) -> bool:
    chat = world.reachable(params.text("chat_id"))
    if chat.person:
        raise bad("chat member status can't be changed in private chats")
    del chat.members[world.bot.id]
    chat.left[world.bot.id] = "left"
    return True


def scope_key(world: World, params: Params) -> str:
    """Name a scope and language, checking its chat."""
    scope: Any = params.json("scope") or {"type": "default"}
    kinds = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
    special = ("chat", "chat_administrators", "chat_member")
    if not isinstance(scope, dict) or scope.get("type") not in kinds + special:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    if scope["type"] in special:
        world.chat(scope.get("chat_id"))
    return json.dumps([scope, params.text("language_code")], sort_keys=True)


@method("setMyCommands")
def set_my_commands(world: World, params: Params) -> bool:
    commands = params.json("commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands: expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).lstrip("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(str(command.get("description", ""))) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[scope_key(world, params)] = commands
    world.signal.fire()
    return True


@method("getMyCommands")
def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(scope_key(world, params), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop(scope_key(world, params), None)
    return True
