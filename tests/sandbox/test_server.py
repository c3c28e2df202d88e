"""The server itself: tokens, methods, the menu of commands, faults, and what it keeps over a stop."""

import asyncio

import aiohttp
import pytest

from bot.sandbox.person import Person
from bot.sandbox.server import BotApiServer
from tests.sandbox.api import Api, api_of


@pytest.fixture
async def ana(server: BotApiServer) -> Person:
    person = server.person("Ana")
    await person.start()
    return person


async def test_a_wrong_token_is_unauthorized(api: Api) -> None:
    for token in ("123456789:wrong", "x"):
        answer = await api.call("getMe", token=token)
        assert (answer["error_code"], answer["description"]) == (401, "Unauthorized")


async def test_an_unknown_method_is_not_found_and_names_are_read_in_any_case(api: Api) -> None:
    assert await api.error("sendTelepathy") == (404, "Not Found: method not found")
    assert (await api.ok("GETME"))["username"] == "ayni_local_bot"


async def test_an_unreadable_body_is_a_bad_request(server: BotApiServer, api: Api) -> None:
    url = f"{server.url}/bot{server.token}/sendMessage"
    for body in (b"{", b"\xff", b"[1]"):
        async with api.session.post(url, data=body, headers={"Content-Type": "application/json"}) as response:
            assert response.status == 400


async def test_anything_else_is_not_there(server: BotApiServer, api: Api) -> None:
    for path in ("/", "/robots.txt", "/control/state"):
        async with api.session.get(server.url + path) as response:
            assert response.status == 404


async def test_commands_are_kept_by_scope_and_language(api: Api, ana: Person) -> None:
    commands = [{"command": "acta", "description": "El acta"}]
    scope = {"type": "chat", "chat_id": ana.id}
    await api.ok("setMyCommands", commands=commands, scope=scope)
    assert await api.ok("getMyCommands", scope=scope) == commands
    assert await api.ok("getMyCommands") == []
    assert await api.ok("getMyCommands", scope=scope, language_code="es") == []
    await api.ok("deleteMyCommands", scope=scope)
    assert await api.ok("getMyCommands", scope=scope) == []


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"commands": [{"command": "Acta", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "acuerdos-1", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "acta", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "acta", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 404}}, "chat not found"),
        ({"commands": [], "scope": {"type": "galaxy"}}, "unsupported type specified"),
        ({"commands": "none"}, "can't parse commands JSON object"),
    ],
)
async def test_a_menu_that_telegram_would_refuse_is_refused(
    api: Api, parameters: dict[str, object], said: str
) -> None:
    code, description = await api.error("setMyCommands", **parameters)
    assert (code, description.endswith(said)) == (400, True)


async def test_what_a_bot_says_of_itself_is_kept(api: Api) -> None:
    for field in ("Name", "Description", "ShortDescription"):
        key = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[field]
        await api.ok(f"setMy{field}", **{key: "Secretaría"})
        assert await api.ok(f"getMy{field}") == {key: "Secretaría"}
    for method in ("setChatMenuButton", "setMyDefaultAdministratorRights", "logOut"):
        assert await api.ok(method) is True


async def test_a_lost_answer_was_carried_out(server: BotApiServer, api: Api, ana: Person) -> None:
    server.faults.lose("sendMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api.call("sendMessage", chat_id=ana.id, text="x")
    assert len(ana.inbox()) == 1
    await api.ok("sendMessage", chat_id=ana.id, text="y")


async def test_a_failed_call_was_not_carried_out_and_the_next_one_is(
    server: BotApiServer, api: Api, ana: Person
) -> None:
    server.faults.fail("sendMessage", times=2, code=429, description="Too Many Requests", retry_after=3)
    for _ in range(2):
        answer = await api.call("sendMessage", chat_id=ana.id, text="x")
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 3})
    await api.ok("sendMessage", chat_id=ana.id, text="x")
    assert len(ana.inbox()) == 1


async def test_a_fault_for_every_method_spares_those_with_their_own(server: BotApiServer, api: Api) -> None:
    server.faults.fail("*", times=100)
    server.faults.delay("getMe", 0.0)
    await api.ok("getMe")
    assert (await api.call("getChat", chat_id=1))["error_code"] == 500
    server.faults.clear()
    assert (await api.call("getChat", chat_id=1))["error_code"] == 400


@pytest.mark.parametrize("after", [False, True])
async def test_calls_can_be_held_before_and_after_they_are_carried_out(
    server: BotApiServer, api: Api, ana: Person, after: bool
) -> None:
    gate = server.faults.hold("sendMessage", after=after)
    calls = [asyncio.create_task(api.ok("sendMessage", chat_id=ana.id, text="x")) for _ in range(3)]
    await gate.reached(3)
    assert len(ana.inbox()) == (3 if after else 0)
    assert server.calls.now["sendmessage"] == 3
    gate.open()
    await asyncio.gather(*calls)
    assert len(ana.inbox()) == 3


async def test_refused_connections_and_a_stop_lose_nothing_that_was_said(
    server: BotApiServer, api: Api, ana: Person
) -> None:
    await server.refuse()
    with pytest.raises(aiohttp.ClientError):
        await api.call("getMe")
    await ana.send("mientras tanto")
    await server.accept()
    assert [update["message"]["text"] for update in await api.updates()] == ["/start", "mientras tanto"]
    port = server.port
    await server.stop()
    await server.start()
    assert server.port == port
    async with api_of(server) as again:
        assert len(await again.updates()) == 2


async def test_watchers_see_what_happens_in_its_order(server: BotApiServer, api: Api, ana: Person) -> None:
    seen: list[str] = []
    server.world.watchers.append(lambda event: seen.append(f"{event.kind} {event.message.text}"))
    await ana.send("hola")
    sent = await api.ok("sendMessage", chat_id=ana.id, text="uno")
    where = {"chat_id": ana.id, "message_id": sent["message_id"]}
    await api.ok("editMessageText", **where, text="dos")
    await api.ok("deleteMessage", **where)
    assert seen == ["sent hola", "sent uno", "edited dos", "deleted dos"]
