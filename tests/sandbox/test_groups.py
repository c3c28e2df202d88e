"""Groups: what the bot gets to see, who comes and goes, and what migration does."""

import pytest

from bot.sandbox.group import Group
from bot.sandbox.person import Person
from bot.sandbox.server import BotApiServer
from tests.sandbox.api import Api, keyboard


@pytest.fixture
def ana(server: BotApiServer) -> Person:
    return server.person("Ana Ríos")


@pytest.fixture
def beto(server: BotApiServer) -> Person:
    return server.person("Beto")


@pytest.fixture
async def group(server: BotApiServer, api: Api, ana: Person, beto: Person) -> Group:
    made = server.group("Grupo de Trabajo", ana, beto)
    await confirm(api)
    return made


async def confirm(api: Api) -> list[dict[str, object]]:
    updates = await api.updates()
    await api.updates(offset=updates[-1]["update_id"] + 1 if updates else 0)
    return updates


async def heard(api: Api) -> list[object]:
    return [update["message"]["text"] for update in await confirm(api) if "message" in update]  # type: ignore[index]


async def test_being_added_is_told_in_an_update_and_in_a_service_message(
    server: BotApiServer, api: Api, ana: Person
) -> None:
    group = server.group("Grupo", ana)
    change, service = await api.updates()
    assert change["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert change["my_chat_member"]["from"]["id"] == ana.id
    assert service["message"]["new_chat_members"][0]["is_bot"]
    assert service["message"]["chat"] == {"id": group.id, "type": "supergroup", "title": "Grupo"}


async def test_with_privacy_the_bot_hears_commands_and_replies_to_it_and_nothing_else(
    api: Api, group: Group, ana: Person, beto: Person
) -> None:
    sent = await api.ok("sendMessage", chat_id=group.id, text="Se abre la votación")
    for text in ("buenas tardes", "/sala", "/sala@ayni_local_bot", "/sala@OTHER_bot", "hola @ayni_local_bot"):
        await ana.send(text, chat=group)
    remark = await ana.send("¿cómo?", chat=group)
    await beto.reply(group.transcript()[-1], "así")
    await beto.reply(next(m for m in group.transcript() if m.id == sent["message_id"]), "una respuesta")
    assert remark in group.transcript()
    assert await heard(api) == ["/sala", "/sala@ayni_local_bot", "una respuesta"]


async def test_an_administrator_or_a_bot_without_privacy_hears_everything(
    server: BotApiServer, api: Api, group: Group, ana: Person
) -> None:
    group.promote(ana)
    await ana.send("uno", chat=group)
    server.world.privacy = False
    other = server.group("Otro", ana)
    await ana.send("dos", chat=other)
    texts = [update["message"].get("text") for update in await api.updates() if "message" in update]
    assert texts == ["uno", None, "dos"]
    assert (await api.ok("getMe"))["can_read_all_group_messages"]


async def test_presses_in_a_group_always_come(api: Api, group: Group, beto: Person) -> None:
    markup = keyboard({"text": "Presente", "callback_data": "p:1"})
    await api.ok("sendMessage", chat_id=group.id, text="Lista", reply_markup=markup)
    press = await beto.tap("Presente", chat=group)
    query = (await api.updates())[-1]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (press.id, "p:1", beto.id)
    assert query["message"]["chat"]["id"] == group.id


async def test_an_anonymous_administrator_comes_with_a_fake_sender(
    api: Api, group: Group, ana: Person
) -> None:
    await ana.send("/sala", chat=group, anonymous=True)
    message = (await api.updates())[-1]["message"]
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"]["id"] == group.id


async def test_members_and_administrators_can_be_asked_for(
    api: Api, group: Group, ana: Person, beto: Person
) -> None:
    async def status(user_id: int) -> str:
        found = await api.ok("getChatMember", chat_id=group.id, user_id=user_id)
        return str(found["status"])

    assert [await status(ana.id), await status(beto.id)] == ["creator", "member"]
    assert [head["user"]["id"] for head in await api.ok("getChatAdministrators", chat_id=group.id)] == [
        ana.id
    ]
    group.promote(ana, beto)
    assert len(await api.ok("getChatAdministrators", chat_id=group.id)) == 2
    assert await api.ok("getChatMemberCount", chat_id=group.id) == 3
    group.leave(beto)
    assert await status(beto.id) == "left"
    assert await api.error("getChatMember", chat_id=group.id, user_id=7) == (
        400,
        "Bad Request: user not found",
    )


async def test_who_is_not_in_the_group_cannot_write_there(server: BotApiServer, group: Group) -> None:
    stranger = server.person("Ciro")
    with pytest.raises(ValueError, match="not in the group"):
        await stranger.send("/sala", chat=group)
    group.join(stranger)
    await stranger.send("/sala", chat=group)


async def test_comings_and_goings_come_as_chat_member_only_to_an_administrator_who_asks(
    server: BotApiServer, api: Api, group: Group, ana: Person
) -> None:
    async def kinds(person: Person) -> list[str]:
        group.join(person)
        return [key for update in await confirm(api) for key in update if key != "update_id"]

    assert await kinds(server.person("Uno")) == ["message"]
    await api.updates(allowed_updates=["message", "chat_member"])
    assert await kinds(server.person("Dos")) == ["message"]
    group.promote(ana)
    assert await kinds(server.person("Tres")) == ["chat_member", "message"]


async def test_thrown_out_the_bot_is_told_and_forbidden_to_write(api: Api, group: Group, ana: Person) -> None:
    group.remove_bot(ana)
    change = next(update for update in await api.updates() if "my_chat_member" in update)
    assert change["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await api.error("sendMessage", chat_id=group.id, text="x") == (
        403, "Forbidden: bot was kicked from the supergroup chat"
    )  # fmt: skip
    await ana.send("/sala", chat=group)
    assert "message" not in (await api.updates())[-1] or "text" not in (await api.updates())[-1]["message"]


async def test_the_bot_can_leave(api: Api, group: Group, ana: Person) -> None:
    await api.ok("leaveChat", chat_id=group.id)
    assert await api.error("sendMessage", chat_id=group.id, text="x") == (
        403, "Forbidden: bot is not a member of the supergroup chat"
    )  # fmt: skip
    await ana.start()
    assert (await api.error("leaveChat", chat_id=ana.id))[0] == 400


async def test_migration_gives_a_new_id_tells_both_chats_and_refuses_the_old_one(
    server: BotApiServer, api: Api, ana: Person
) -> None:
    group = server.group("Grupo", ana, supergroup=False)
    old = group.id
    await api.ok("sendMessage", chat_id=old, text="antes")
    await confirm(api)
    group.migrate()
    leaving, arriving = await api.updates()
    assert leaving["message"]["migrate_to_chat_id"] == group.id
    assert leaving["message"]["chat"] == {"id": old, "type": "group", "title": "Grupo"}
    assert arriving["message"]["migrate_from_chat_id"] == old
    answer = await api.call("sendMessage", chat_id=old, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": group.id}
    assert (await api.ok("sendMessage", chat_id=group.id, text="después"))["message_id"] == 2
    assert group.id < -(2**31)
    assert server.find_group(old) is server.find_group(group.id)


async def test_message_ids_of_a_supergroup_are_its_own(api: Api, group: Group, ana: Person) -> None:
    await ana.start()
    in_group = await api.ok("sendMessage", chat_id=group.id, text="a")
    in_private = await api.ok("sendMessage", chat_id=ana.id, text="b")
    assert in_group["message_id"] == in_private["message_id"] == 2
