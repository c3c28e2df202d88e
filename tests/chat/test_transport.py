"""The transport against a real HTTP server: what is sent, what comes back, and what each failure says."""

import asyncio
import io
import logging
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat.transport import AioRequest, NotSent, NotSentInTime, surely_not_delivered
from bot.sandbox.server import BotApiServer

TEXT = "«Ñandú» & <b> 3<5 😀 línea\nsegunda"


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with bot_for(server) as ready:
        yield ready


def bot_for(server: BotApiServer, request: AioRequest | None = None, token: str = "") -> Bot:
    shared = request or AioRequest()
    return Bot(
        token or server.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=shared,
        get_updates_request=shared,
    )


async def test_text_arrives_as_it_was_written(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana Ríos")
    await ana.start()
    await bot.send_message(ana.id, TEXT)
    assert ana.inbox()[-1].text == TEXT


async def test_keyboards_and_other_nested_parameters_arrive_whole(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    await ana.start()
    first = await bot.send_message(ana.id, "uno")
    button = InlineKeyboardButton("Sí & no", callback_data="vote:1:for", style="success")
    await bot.send_message(
        ana.id, "dos", reply_markup=InlineKeyboardMarkup([[button]]), reply_to_message_id=first.message_id
    )
    message = ana.inbox()[-1]
    assert message.keyboard == [[{"text": "Sí & no", "callback_data": "vote:1:for", "style": "success"}]]
    assert message.reply_to is ana.inbox()[0]


async def test_an_upload_keeps_its_bytes_and_its_spanish_name(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    await ana.start()
    data = bytes(range(256)) * 8192  # 2 MB, with every byte there is
    await bot.send_document(
        ana.id, data, filename="Sesión N.° 3 – acta.docx", caption="<b>Acta</b>", parse_mode="HTML"
    )
    document = ana.inbox()[-1].document
    assert document is not None
    assert (document.name, document.data) == ("Sesión N.° 3 – acta.docx", data)
    assert ana.inbox()[-1].text == "Acta"


async def test_an_open_file_can_be_uploaded(server: BotApiServer, bot: Bot, tmp_path: Path) -> None:
    ana = server.person("Ana")
    await ana.start()
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"%PDF")
    with path.open("rb") as file:
        await bot.send_document(ana.id, file)
    assert server.document(ana.inbox()[-1]) == b"%PDF"


async def test_an_open_file_is_read_as_it_goes_out_and_never_whole(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    await ana.start()
    data = bytes(range(256)) * 4096
    asked: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(-1 if size is None else size)
            return super().read(size)

    await bot.send_document(ana.id, InputFile(Watched(data), filename="carpeta.zip", read_file_handle=False))
    document = ana.inbox()[-1].document
    assert document is not None
    assert (document.name, document.data) == ("carpeta.zip", data)
    assert len(asked) > 3
    assert all(0 < size < len(data) for size in asked)


async def test_a_file_comes_back_from_the_same_server(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    await ana.start()
    message = await ana.upload(b"contenido", "informe.pdf")
    assert message.document is not None
    file = await bot.get_file(message.document.id)
    assert bytes(await file.download_as_bytearray()) == b"contenido"


async def test_fifty_requests_stand_before_the_server_at_once(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    await ana.start()
    server.faults.delay("sendMessage", 0.05)
    await asyncio.gather(*(bot.send_message(ana.id, f"mensaje {number}") for number in range(50)))
    assert server.calls.peak["sendmessage"] == 50
    assert len(ana.inbox()) == 50


async def test_the_pool_holds_at_least_sixty_four(server: BotApiServer, bot: Bot) -> None:
    gate = server.faults.hold("getMe")
    asked = [asyncio.create_task(bot.get_me()) for _ in range(64)]
    await gate.reached(64)
    gate.open()
    await asyncio.gather(*asked)


@pytest.mark.parametrize(
    ("code", "parameters", "expected"),
    [
        (400, {}, BadRequest),
        (403, {}, Forbidden),
        (409, {}, Conflict),
        (401, {}, InvalidToken),
        (429, {"retry_after": 7}, RetryAfter),
        (400, {"migrate_to_chat_id": -1001}, ChatMigrated),
    ],
)
async def test_a_refusal_keeps_its_type_and_is_surely_not_delivered(
    server: BotApiServer, bot: Bot, code: int, parameters: dict[str, int], expected: type[TelegramError]
) -> None:
    server.faults.fail("getMe", code=code, description="no", **parameters)
    with pytest.raises(expected) as caught:
        await bot.get_me()
    assert type(caught.value) is expected
    assert surely_not_delivered(caught.value)


@pytest.mark.parametrize("raw", [None, b"<html>Bad Gateway</html>"])
async def test_a_server_error_may_have_been_delivered(
    server: BotApiServer, bot: Bot, raw: bytes | None
) -> None:
    server.faults.fail("getMe", code=502, description="Bad Gateway", raw=raw)
    with pytest.raises(NetworkError) as caught:
        await bot.get_me()
    assert type(caught.value) is NetworkError
    assert not surely_not_delivered(caught.value)


async def test_a_refused_connection_was_surely_not_sent(server: BotApiServer) -> None:
    async with AioRequest() as request:
        await server.refuse()
        with pytest.raises(NotSent) as caught:
            await request.post(f"{server.url}/bot{server.token}/getMe")
        assert surely_not_delivered(caught.value)
        await server.accept()
        assert await request.post(f"{server.url}/bot{server.token}/getMe")


async def test_an_unknown_host_was_surely_not_sent() -> None:
    async with AioRequest() as request:
        with pytest.raises(NotSent):
            await request.post("http://no-such-host.invalid/bot1:A/getMe")


async def test_a_malformed_address_was_surely_not_sent_and_is_not_repeated() -> None:
    async with AioRequest() as request:
        with pytest.raises(NotSent) as caught:
            await request.post("http://127.0.0.1:99999/bot1:SECRET/getMe")
    assert "SECRET" not in str(caught.value)


async def test_a_full_pool_was_surely_not_sent_in_time(server: BotApiServer) -> None:
    request = AioRequest(pool_size=1, connect_timeout=0.05, pool_timeout=0.05)
    async with bot_for(server, request) as bot:
        gate = server.faults.hold("getMe")
        first = asyncio.create_task(bot.get_me())
        await gate.reached(1)
        with pytest.raises(NotSentInTime) as caught:
            await bot.get_me()
        assert isinstance(caught.value, TimedOut)
        assert surely_not_delivered(caught.value)
        gate.open()
        await first


async def test_an_answer_too_late_is_timed_out_and_perhaps_delivered(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    await ana.start()
    gate = server.faults.hold("sendMessage", after=True)
    with pytest.raises(TimedOut) as caught:
        await bot.send_message(ana.id, "hola", read_timeout=0.05)
    assert not isinstance(caught.value, NotSent)
    assert not surely_not_delivered(caught.value)
    assert [message.text for message in ana.inbox()] == ["hola"]
    gate.open()


async def test_a_lost_answer_is_a_network_error_and_perhaps_delivered(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    await ana.start()
    server.faults.lose("sendMessage")
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(ana.id, "hola")
    assert type(caught.value) is NetworkError
    assert not surely_not_delivered(caught.value)
    assert [message.text for message in ana.inbox()] == ["hola"]


async def test_a_lost_send_is_not_repeated_behind_ones_back(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    await ana.start()
    server.faults.lose("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(ana.id, "hola")
    assert len(server.calls.of("sendMessage")) == 1


async def test_an_upload_has_the_time_its_size_needs(server: BotApiServer) -> None:
    async with bot_for(server, AioRequest(read_timeout=0.02, write_timeout=5.0)) as bot:
        ana = server.person("Ana")
        await ana.start()
        server.faults.delay("sendDocument", 0.2)
        await bot.send_document(ana.id, b"x", filename="x.txt")
        assert len(ana.inbox()) == 1


async def test_redirects_are_not_followed_for_they_would_carry_the_token_away(
    server: BotApiServer, bot: Bot
) -> None:
    server.faults.fail("getMe", code=302, description="Found")
    with pytest.raises(NetworkError):
        await bot.get_me()
    assert len(server.calls.of("getMe")) == 2  # the one of the start, and this


async def test_the_token_is_never_logged_nor_said_nor_kept_in_a_cause(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "telegram.Bot")  # at DEBUG it prints the address itself: never run it so
    request = AioRequest(pool_size=1, connect_timeout=0.05, pool_timeout=0.05)
    async with bot_for(server, request) as bot:
        told = []
        server.faults.fail("getMe", code=502, raw=b"<html>")
        server.faults.fail("getMe", code=302, description="Found")
        told += [await failure(bot.get_me()), await failure(bot.get_me())]
        server.faults.lose("getMe")
        told.append(await failure(bot.get_me()))
        gate = server.faults.hold("getMe")
        waiting = asyncio.create_task(bot.get_me(read_timeout=1))
        await gate.reached(1)
        told.append(await failure(bot.get_me()))
        gate.open()
        await waiting
        server.faults.clear()
        await server.refuse()
        told.append(await failure(bot.get_me()))
    secret = server.token.partition(":")[2]
    assert len(told) == 5
    assert all(secret not in text for text in told)
    assert secret not in caplog.text


async def failure(call: object) -> str:
    """Everything that a log would print of a failed call."""
    with pytest.raises(TelegramError) as caught:
        await call  # type: ignore[misc]
    error = caught.value
    chain = "".join(traceback.format_exception(error)) + repr(error.__context__) + repr(error.__cause__)
    return f"{error!r} {chain}"


async def test_it_can_be_opened_and_closed_twice_and_says_when_it_is_not_open() -> None:
    request = AioRequest(read_timeout=3.0)
    assert request.read_timeout == 3.0
    with pytest.raises(NetworkError, match="not initialised"):
        await request.post("http://127.0.0.1:1/bot1:A/getMe")
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        await request.shutdown()
        await request.shutdown()


async def test_a_proxy_of_the_environment_is_used_but_never_for_this_machine(
    server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with bot_for(server) as bot:
        await bot.get_me()
        with pytest.raises(InvalidToken):  # the local server, as a proxy, knows no such path
            await bot.request.post("http://elsewhere.invalid/nothing")
