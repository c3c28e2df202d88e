"""Puppets: what they wait for, and when a bot has settled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.sandbox.person import NothingCame, Person
from bot.sandbox.server import BotApiServer
from tests.sandbox.api import Api, api_of, keyboard


@pytest.fixture
async def ana(server: BotApiServer) -> Person:
    person = server.person("Ana Ríos")
    await person.start()
    return person


@asynccontextmanager
async def echo(server: BotApiServer) -> AsyncIterator[None]:
    """A small bot that polls and answers every message in three messages."""

    async def run() -> None:
        async with api_of(server) as api:
            offset = 0
            while True:
                for update in await api.updates(offset=offset, timeout=50):
                    offset = update["update_id"] + 1
                    if message := update.get("message"):
                        for number in range(3):
                            text = f"{number}: {message['text']}"
                            await api.ok("sendMessage", chat_id=message["chat"]["id"], text=text)

    task = asyncio.create_task(run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_waiting_returns_the_message_when_it_comes(api: Api, ana: Person) -> None:
    waiting = asyncio.create_task(ana.wait_for("CONVOCATORIA"))
    await api.ok("sendMessage", chat_id=ana.id, text="otra cosa")
    sent = await api.ok("sendMessage", chat_id=ana.id, text="CONVOCATORIA N.° 1")
    assert (await waiting).id == sent["message_id"]


async def test_waiting_sees_edits_captions_and_file_names(api: Api, ana: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=ana.id, text="abierta")
    waiting = asyncio.create_task(ana.wait_for("cerrada"))
    await api.ok("editMessageText", chat_id=ana.id, message_id=sent["message_id"], text="cerrada")
    assert (await waiting).edits
    file = await ana.upload(b"x", "acta-03.docx")
    assert file.document is not None
    await api.ok("sendDocument", chat_id=ana.id, document=file.document.id, caption="el acta")
    assert await ana.wait_for("acta-03") is await ana.wait_for("el acta")


async def test_what_stood_before_ones_last_act_does_not_count_unless_asked_for(api: Api, ana: Person) -> None:
    await api.ok("sendMessage", chat_id=ana.id, text="APROBADO")
    assert await ana.wait_for("APROBADO")
    await ana.send("/votar 2")
    with pytest.raises(
        NothingCame, match=r"(?s)Ana Ríos waited 0\.01 s for 'APROBADO'; the chat:.*#2 AYNI: APROBADO"
    ):
        await ana.wait_for("APROBADO", within=0.01)
    assert await ana.wait_for("APROBADO", since=0)


async def test_settled_waits_until_updates_are_confirmed_and_answers_sent(
    server: BotApiServer, ana: Person
) -> None:
    async with echo(server):
        await ana.send("hola")
        await server.settled()
        while len(ana.inbox()) < 6:  # a bot that confirms first and answers later needs a hook
            await server.world.signal.wait()


async def test_settled_asks_the_application_whether_it_has_done_everything(
    server: BotApiServer, api: Api, ana: Person
) -> None:
    await api.updates(offset=-1)
    await api.updates(offset=2**31)
    rest = ["uno", "dos", "tres"]

    async def finish() -> None:
        if rest:
            await api.ok("sendMessage", chat_id=ana.id, text=rest.pop(0))

    server.when_idle = finish
    await server.settled()
    assert [message.text for message in ana.inbox()] == ["uno", "dos", "tres"]


async def test_not_settled_says_what_is_pending(server: BotApiServer, ana: Person) -> None:
    with pytest.raises(TimeoutError, match=r"not settled.*/start"):
        await server.settled(within=0.01)


async def test_in_lockstep_an_act_returns_when_the_bot_has_settled(server: BotApiServer, ana: Person) -> None:
    server.lockstep = True
    async with echo(server):

        async def idle() -> None:
            while len(ana.inbox()) % 3 or not ana.inbox():
                await server.world.signal.wait()

        server.when_idle = idle
        await ana.send("hola")
        assert [message.text for message in ana.inbox()][-3:] == ["0: hola", "1: hola", "2: hola"]


async def test_the_screen_shows_who_said_what_with_files_and_buttons(api: Api, ana: Person) -> None:
    file = await ana.upload(b"12345", "informe.pdf", caption="adjunto")
    markup = {
        "inline_keyboard": [[{"text": "Sí", "callback_data": "s"}, {"text": "No", "callback_data": "n"}]]
    }
    await api.ok("sendMessage", chat_id=ana.id, text="¿Lo incluye?", reply_markup=markup)
    assert file in ana.transcript()
    assert ana.screen().splitlines() == [
        "#1 Ana Ríos: /start",
        "#2 Ana Ríos: <informe.pdf, 5 bytes> adjunto",
        "#3 AYNI: ¿Lo incluye?",
        "    [Sí] [No]",
    ]


async def test_the_inbox_holds_what_the_bot_wrote_and_still_stands(api: Api, ana: Person) -> None:
    first = await api.ok("sendMessage", chat_id=ana.id, text="uno")
    await api.ok(
        "sendMessage", chat_id=ana.id, text="dos", reply_markup=keyboard({"text": "A", "callback_data": "a"})
    )
    await api.ok("deleteMessage", chat_id=ana.id, message_id=first["message_id"])
    assert [message.text for message in ana.inbox()] == ["dos"]
    assert ana.inbox()[0].button("A") == {"text": "A", "callback_data": "a"}
    assert ana.inbox()[0].button("B") is None


async def test_ids_of_people_are_larger_than_32_bits_and_given_ones_are_kept(server: BotApiServer) -> None:
    assert server.person("Ana").id > 2**32
    assert server.person("Beto", 77).id == 77
    with pytest.raises(ValueError, match="77"):
        server.person("Otro", 77)
