"""The control API: people played from another process."""

import asyncio
import json
import re
import signal
import sys
from typing import Any

import aiohttp
import pytest

from bot.sandbox.control import Control
from bot.sandbox.server import BotApiServer
from tests.sandbox.api import Api, keyboard


class Remote:
    """What curl would do."""

    def __init__(self, server: BotApiServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session

    async def post(self, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
        async with self.session.post(f"{self.server.url}/control/{path}", json=body) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> str:
        async with self.session.get(f"{self.server.url}/control/{path}") as response:
            return await response.text()


@pytest.fixture
async def remote(server: BotApiServer, api: Api) -> Remote:
    Control(server)
    return Remote(server, api.session)


async def person(remote: Remote, name: str) -> int:
    status, made = await remote.post("people", name=name)
    assert status == 200
    return int(made["id"])


async def test_people_write_and_read_from_outside(remote: Remote, api: Api) -> None:
    ana = await person(remote, "Ana Ríos")
    await remote.post("send", **{"from": ana, "text": "/start K3Y"})
    await api.ok("sendMessage", chat_id=ana, text="Bienvenida")
    assert await remote.get(f"chats/{ana}?format=text") == "#1 Ana Ríos: /start K3Y\n#2 AYNI: Bienvenida\n"
    messages = json.loads(await remote.get(f"chats/{ana}"))["messages"]
    assert [message["text"] for message in messages] == ["/start K3Y", "Bienvenida"]


async def test_a_button_is_pressed_by_its_label_and_gives_the_answer(remote: Remote, api: Api) -> None:
    ana = await person(remote, "Ana")
    await remote.post("send", **{"from": ana, "text": "/start"})
    await api.ok(
        "sendMessage", chat_id=ana, text="?", reply_markup=keyboard({"text": "Sí", "callback_data": "s"})
    )
    pressing = asyncio.create_task(remote.post("press", **{"from": ana, "label": "Sí"}))
    while "callback_query" not in (update := (await api.updates(timeout=5))[-1]):
        await api.updates(offset=update["update_id"] + 1)
    query = update["callback_query"]["id"]
    await api.ok("answerCallbackQuery", callback_query_id=query, text="Anotado", show_alert=True)
    assert await pressing == (200, {"answer": "Anotado", "alert": True})


async def test_groups_are_made_joined_and_migrated(remote: Remote, api: Api) -> None:
    ana, beto = await person(remote, "Ana"), await person(remote, "Beto")
    _, group = await remote.post("groups", title="Grupo", members=[ana], supergroup=False)
    await remote.post(f"groups/{group['id']}", do="join", person=beto)
    await remote.post("send", **{"from": beto, "chat": group["id"], "text": "/sala"})
    assert (await api.updates())[-1]["message"]["text"] == "/sala"
    _, moved = await remote.post(f"groups/{group['id']}", do="migrate")
    assert moved["type"] == "supergroup"
    state = json.loads(await remote.get("state"))
    assert {one["name"] if "name" in one else one["first_name"] for one in state["people"]} >= {"Ana", "Beto"}
    assert len(state["groups"]) == 2
    assert state["pending"]


async def test_files_go_in_and_come_out(remote: Remote, api: Api) -> None:
    ana = await person(remote, "Ana")
    await remote.post("send", **{"from": ana, "text": "/start"})
    form = aiohttp.FormData({"from": str(ana), "caption": "firmada", "reply_to": "1"})
    form.add_field("file", b"%PDF", filename="acta.pdf", content_type="application/pdf")
    async with remote.session.post(f"{remote.server.url}/control/upload", data=form) as response:
        sent = await response.json()
    assert (sent["caption"], sent["reply_to_message"]["message_id"]) == ("firmada", 1)
    assert await remote.get(f"files/{sent['file']}") == "%PDF"


async def test_faults_and_blocks_are_set_from_outside(remote: Remote, api: Api) -> None:
    ana = await person(remote, "Ana")
    await remote.post("send", **{"from": ana, "text": "/start"})
    await remote.post("faults", do="fail", method="getMe", code=502, description="Bad Gateway")
    assert (await api.call("getMe"))["error_code"] == 502
    await remote.post("block", person=ana)
    assert (await api.call("sendMessage", chat_id=ana, text="x"))["error_code"] == 403
    await remote.post("block", person=ana, blocked=False)
    await api.ok("sendMessage", chat_id=ana, text="x")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("people", {}),
        ("send", {"from": 404, "text": "x"}),
        ("send", {"from": "x", "text": "x"}),
        ("groups/-5", {"do": "migrate"}),
        ("faults", {"do": "melt"}),
    ],
)
async def test_what_cannot_be_done_is_said(remote: Remote, path: str, body: dict[str, Any]) -> None:
    status, answer = await remote.post(path, **body)
    assert status == 400
    assert answer["error"]


async def test_it_runs_on_its_own_and_ends_cleanly_when_told_to() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--port", "0", "--token", "42:T", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
        url = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert url is not None
        async with aiohttp.ClientSession() as session, session.get(f"{url[0]}/bot42:T/getMe") as response:
            assert (await response.json())["result"]["id"] == 42
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
