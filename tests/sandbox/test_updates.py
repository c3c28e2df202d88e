"""Updates: confirmed by offset, one poller at a time, only the kinds that were asked for; and the webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.sandbox.person import Person
from bot.sandbox.server import BotApiServer
from bot.sandbox.webhook import SECRET_HEADER
from tests.sandbox.api import Api

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@pytest.fixture
def ana(server: BotApiServer) -> Person:
    return server.person("Ana")


async def ids(api: Api, **parameters: object) -> list[int]:
    return [update["update_id"] for update in await api.updates(**parameters)]


async def test_updates_come_again_until_an_offset_confirms_them(api: Api, ana: Person) -> None:
    for text in "abc":
        await ana.send(text)
    first, second, third = await ids(api)
    assert [first, second, third] == [first, first + 1, first + 2]
    assert await ids(api) == [first, second, third]
    assert await ids(api, offset=second) == [second, third]
    assert await ids(api) == [second, third]
    assert await ids(api, offset=third + 1) == []
    assert await ids(api) == []


async def test_a_limit_gives_the_earliest_and_a_negative_offset_keeps_the_last(api: Api, ana: Person) -> None:
    for text in "abcd":
        await ana.send(text)
    everything = await ids(api)
    assert await ids(api, limit=2) == everything[:2]
    assert await ids(api, offset=-1) == everything[-1:]
    assert await ids(api) == everything[-1:]


async def test_a_long_poll_answers_when_something_comes(server: BotApiServer, api: Api, ana: Person) -> None:
    polling = asyncio.create_task(api.updates(timeout=50))
    while not server.calls.now["getupdates"]:
        await server.world.signal.wait()
    await ana.send("hola")
    assert (await polling)[0]["message"]["text"] == "hola"


async def test_a_long_poll_ends_empty_when_its_time_is_over(api: Api) -> None:
    assert await api.updates(timeout=1) == []


async def test_a_second_poller_ends_the_first_with_409(server: BotApiServer, api: Api, ana: Person) -> None:
    first = asyncio.create_task(api.call("getUpdates", timeout=50))
    while not server.calls.now["getupdates"]:
        await server.world.signal.wait()
    second = asyncio.create_task(api.call("getUpdates", timeout=50))
    answer = await first
    assert (answer["error_code"], answer["description"]) == (409, OTHER)
    await ana.send("hola")
    assert len((await second)["result"]) == 1


async def test_only_the_kinds_that_were_asked_for_come_until_asked_anew(api: Api, ana: Person) -> None:
    await api.updates(allowed_updates=["callback_query"])
    await ana.send("unheard")
    assert await ids(api) == []
    await api.updates(allowed_updates=[])
    await ana.send("heard")
    assert len(await ids(api)) == 1


async def test_an_edited_message_comes_as_its_own_kind(api: Api, ana: Person) -> None:
    message = await ana.send("Tipo: ordinaria")
    await ana.edit(message, "Tipo: extraordinaria")
    assert (await api.updates())[-1]["edited_message"]["text"] == "Tipo: extraordinaria"


async def test_update_ids_jump_after_a_quiet_week(server: BotApiServer, api: Api, ana: Person) -> None:
    await ana.send("a")
    (before,) = await ids(api)
    await ids(api, offset=before + 1)
    server.world.updates.jump()
    await ana.send("b")
    (after,) = await ids(api)
    assert after != before + 1


class Receiver:
    """What a bot's webhook sees; answers with the codes that it is given, then 200."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.seen: list[tuple[str | None, dict[str, object]]] = []
        self.url = ""

    async def handle(self, request: web.BaseRequest) -> web.Response:
        self.seen.append((request.headers.get(SECRET_HEADER), await request.json()))
        return web.Response(status=self.codes.pop(0) if self.codes else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    runner = web.ServerRunner(web.Server(made.handle, access_log=None), shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_a_webhook_gets_each_update_with_the_secret_until_it_answers_200(
    server: BotApiServer, api: Api, ana: Person, receiver: Receiver
) -> None:
    receiver.codes = [500, 302, 404]
    await api.ok("setWebhook", url=receiver.url, secret_token="s3cret_-")
    await ana.send("uno")
    await ana.send("dos")
    await server.settled()
    texts = [body["message"]["text"] for _, body in receiver.seen]  # type: ignore[index]
    assert texts == ["uno", "uno", "uno", "uno", "dos"]
    assert {secret for secret, _ in receiver.seen} == {"s3cret_-"}
    info = await api.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (receiver.url, 0)
    assert "404" in info["last_error_message"]


async def test_webhook_and_polling_exclude_one_another(
    server: BotApiServer, api: Api, ana: Person, receiver: Receiver
) -> None:
    polling = asyncio.create_task(api.call("getUpdates", timeout=50))
    while not server.calls.now["getupdates"]:
        await server.world.signal.wait()
    await api.ok("setWebhook", url=receiver.url)
    assert (await polling)["description"] == "Conflict: terminated by setWebhook request"
    code, said = await api.error("getUpdates")
    assert (code, said.partition(";")[0]) == (
        409, "Conflict: can't use getUpdates method while webhook is active"
    )  # fmt: skip
    await api.ok("deleteWebhook")
    await ana.send("otra vez")
    assert len(await ids(api)) == 1
    assert receiver.seen == []
    assert (await api.ok("getWebhookInfo"))["url"] == ""


async def test_pending_updates_are_dropped_on_demand(api: Api, ana: Person, receiver: Receiver) -> None:
    await ana.send("viejo")
    await api.ok("setWebhook", url=receiver.url, drop_pending_updates=True)
    await api.ok("setWebhook", url="")
    assert await ids(api) == []


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"url": "http://example.org/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.org:9443/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://example.org", "secret_token": "ñ"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_telegram_would_refuse_is_refused(
    api: Api, parameters: dict[str, str], said: str
) -> None:
    assert await api.error("setWebhook", **parameters) == (400, f"Bad Request: {said}")
