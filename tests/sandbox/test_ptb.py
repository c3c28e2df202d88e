"""What the server says is what python-telegram-bot reads: every kind of update, every kind of chat."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)

from bot.chat.gateway import ALLOWED_UPDATES
from bot.chat.transport import AioRequest
from bot.sandbox.server import BotApiServer


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    shared = AioRequest()
    async with Bot(
        server.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=shared,
        get_updates_request=shared,
    ) as ready:
        yield ready


async def test_every_kind_of_update_is_read(server: BotApiServer, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=ALLOWED_UPDATES)
    ana, beto = server.person("Ana Ríos", username="ana_r"), server.person("Beto")
    group = server.group("Grupo", ana, supergroup=False)
    await ana.start("K3Y")
    message = await ana.send("hola")
    await ana.edit(message, "adiós")
    await ana.upload(b"%PDF", "acta.pdf", caption="firmada", reply_to=message)
    group.promote(ana)
    group.join(beto)
    await beto.send("/sala", chat=group, anonymous=True)
    button = InlineKeyboardButton("Sí", callback_data="s", style="primary")
    await bot.send_message(ana.id, "¿?", reply_markup=InlineKeyboardMarkup([[button]]))
    await ana.tap("Sí")
    group.leave(beto)
    group.migrate()
    group.remove_bot(ana)
    await ana.block()
    updates = await bot.get_updates()
    assert all(isinstance(update, Update) and not update.api_kwargs for update in updates)
    kinds = {kind for kind in ALLOWED_UPDATES for update in updates if getattr(update, kind)}
    assert kinds == set(ALLOWED_UPDATES)
    assert any(update.message and update.message.migrate_to_chat_id == group.id for update in updates)
    pressed = next(update.callback_query for update in updates if update.callback_query)
    assert pressed.from_user.username == "ana_r"
    assert pressed.message is not None
    assert pressed.message.is_accessible


async def test_chats_members_menus_and_webhooks_are_read(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana Ríos")
    await ana.start()
    group = server.group("Grupo", ana)
    group.promote(ana)
    assert (await bot.get_chat(ana.id)).first_name == "Ana"
    assert (await bot.get_chat(group.id)).title == "Grupo"
    assert (await bot.get_chat_member(group.id, bot.id)).status == "administrator"
    assert [head.user.id for head in await bot.get_chat_administrators(group.id)] == [ana.id]
    assert (await bot.get_chat_member_count(group.id)) == 2
    scope = BotCommandScopeAllGroupChats()
    await bot.set_my_commands([BotCommand("acta", "El acta")], scope=scope)
    assert (await bot.get_my_commands(scope=scope))[0].command == "acta"
    assert (await bot.get_webhook_info()).url == ""
    sent = await bot.send_message(group.id, "x")
    assert await bot.pin_chat_message(group.id, sent.message_id)
    assert await bot.delete_message(group.id, sent.message_id)
