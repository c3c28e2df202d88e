"""Messages: their limits, their history, and every refusal that a bot must live with."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.clock import VirtualClock
from bot.sandbox.messages import NOT_MODIFIED
from bot.sandbox.person import Person
from bot.sandbox.server import BotApiServer
from tests.sandbox.api import Api, Ticks, api_of, keyboard


@pytest.fixture
async def ana(server: BotApiServer) -> Person:
    person = server.person("Ana Ríos", username="ana_rios")
    await person.start()
    return person


async def test_a_message_arrives_with_its_entities_and_buttons(api: Api, ana: Person) -> None:
    sent = await api.ok(
        "sendMessage",
        chat_id=ana.id,
        text="<b>Acta</b> &amp; más",
        parse_mode="HTML",
        reply_markup=keyboard({"text": "Conforme", "callback_data": "ok:1", "style": "success"}),
        some_parameter_of_tomorrow=True,
    )
    assert sent["text"] == "Acta & más"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert sent["from"]["is_bot"]
    assert ana.inbox()[-1].labels == ["Conforme"]


@pytest.mark.parametrize("how", ["json", "form", "multipart", "query"])
async def test_parameters_are_read_however_they_are_sent(
    server: BotApiServer, api: Api, ana: Person, how: str
) -> None:
    url = f"{server.url}/bot{server.token}/SENDmessage"
    fields = {"chat_id": str(ana.id), "text": "ñ & +", "reply_markup": '{"inline_keyboard": []}'}
    if how == "multipart":
        form = aiohttp.FormData(fields, default_to_multipart=True)
        sent = api.session.post(url, data=form)
    elif how == "form":
        sent = api.session.post(url, data=fields)
    elif how == "json":
        sent = api.session.post(url, json=fields)
    else:
        sent = api.session.get(url, params=fields)
    async with sent as response:
        assert (await response.json())["result"]["text"] == "ñ & +"


@pytest.mark.parametrize("text", [None, "", "  \n ", "<b></b>"])
async def test_an_empty_text_is_refused(api: Api, ana: Person, text: str | None) -> None:
    assert await api.error("sendMessage", chat_id=ana.id, text=text, parse_mode="HTML") == (
        400, "Bad Request: message text is empty"
    )  # fmt: skip


async def test_the_text_has_4096_utf_16_units_after_its_entities_are_parsed(api: Api, ana: Person) -> None:
    full = "😀" * 2048
    await api.ok("sendMessage", chat_id=ana.id, text=f"<b>{full}</b>", parse_mode="HTML")
    assert await api.error("sendMessage", chat_id=ana.id, text=full + "x") == (
        400, "Bad Request: message is too long"
    )  # fmt: skip


async def test_broken_html_is_refused(api: Api, ana: Person) -> None:
    code, said = await api.error("sendMessage", chat_id=ana.id, text="3<5", parse_mode="HTML")
    assert code == 400
    assert said.startswith("Bad Request: can't parse entities")


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ({"text": "x", "callback_data": "d" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "ñ" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "copy_text": {"text": "c" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "url": "javascript:1"}, "BUTTON_URL_INVALID"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "", "callback_data": "x"}, 'field "text" must be a non-empty String'),
        ({"text": "x", "callback_data": "x", "style": "green"}, "invalid button style specified"),
    ],
)
async def test_a_button_that_telegram_refuses_is_refused(
    api: Api, ana: Person, button: dict[str, object], said: str
) -> None:
    code, description = await api.error(
        "sendMessage", chat_id=ana.id, text="x", reply_markup=keyboard(button)
    )
    assert code == 400
    assert description.endswith(said)


async def test_sixty_four_bytes_of_data_and_256_to_copy_are_taken(api: Api, ana: Person) -> None:
    rows = keyboard(
        {"text": "a", "callback_data": "ñ" * 32},
        {"text": "b", "copy_text": {"text": "c" * 256}, "style": "danger"},
    )
    await api.ok("sendMessage", chat_id=ana.id, text="x", reply_markup=rows)
    assert ana.inbox()[-1].labels == ["a", "b"]


async def test_an_edit_keeps_the_history(api: Api, ana: Person) -> None:
    sent = await api.ok(
        "sendMessage", chat_id=ana.id, text="uno", reply_markup=keyboard({"text": "A", "callback_data": "a"})
    )
    edited = await api.ok("editMessageText", chat_id=ana.id, message_id=sent["message_id"], text="dos")
    assert "edit_date" in edited
    assert "reply_markup" not in edited
    message = ana.inbox()[-1]
    assert message.text == "dos"
    assert [(version.text, len(version.keyboard)) for version in message.edits] == [("uno", 1)]


async def test_an_edit_that_changes_nothing_is_refused(api: Api, ana: Person) -> None:
    markup = keyboard({"text": "A", "callback_data": "a"})
    sent = await api.ok(
        "sendMessage", chat_id=ana.id, text="<b>x</b>", parse_mode="HTML", reply_markup=markup
    )
    where = {"chat_id": ana.id, "message_id": sent["message_id"]}
    same = {"text": " <b>x</b>", "parse_mode": "HTML", "reply_markup": markup}
    assert await api.error("editMessageText", **where, **same) == (400, f"Bad Request: {NOT_MODIFIED}")
    assert await api.error("editMessageReplyMarkup", **where, reply_markup=markup) == (
        400, f"Bad Request: {NOT_MODIFIED}"
    )  # fmt: skip
    await api.ok("editMessageText", **where, text="x", reply_markup=markup)
    await api.ok("editMessageReplyMarkup", **where)
    assert ana.inbox()[-1].labels == []


async def test_what_is_gone_or_not_ones_own_cannot_be_edited(api: Api, ana: Person) -> None:
    own = await ana.send("mío")
    gone = (await api.ok("sendMessage", chat_id=ana.id, text="x"))["message_id"]
    await api.ok("deleteMessage", chat_id=ana.id, message_id=gone)
    for number in (gone, 999):
        assert await api.error("editMessageText", chat_id=ana.id, message_id=number, text="y") == (
            400, "Bad Request: message to edit not found"
        )  # fmt: skip
    assert await api.error("editMessageText", chat_id=ana.id, message_id=own.id, text="y") == (
        400, "Bad Request: message can't be edited"
    )  # fmt: skip
    assert await api.error("deleteMessage", chat_id=ana.id, message_id=gone) == (
        400, "Bad Request: message to delete not found"
    )  # fmt: skip


async def test_a_reply_to_what_is_not_there_is_refused_unless_lenient(api: Api, ana: Person) -> None:
    lost = {"message_id": 999}
    assert await api.error("sendMessage", chat_id=ana.id, text="x", reply_parameters=lost) == (
        400, "Bad Request: message to be replied not found"
    )  # fmt: skip
    lenient = lost | {"allow_sending_without_reply": True}
    sent = await api.ok("sendMessage", chat_id=ana.id, text="x", reply_parameters=lenient)
    assert "reply_to_message" not in sent


async def test_old_messages_can_be_edited_but_not_deleted() -> None:
    clock = VirtualClock(datetime(2026, 3, 2, 14, tzinfo=UTC))
    async with BotApiServer(clock=clock) as server, api_of(server) as api:
        ana = server.person("Ana")
        await ana.start()
        sent = await api.ok("sendMessage", chat_id=ana.id, text="x")
        assert sent["date"] == 1772460000
        clock.advance(timedelta(hours=49))
        where = {"chat_id": ana.id, "message_id": sent["message_id"]}
        assert await api.error("deleteMessage", **where) == (
            400, "Bad Request: message can't be deleted for everyone"
        )  # fmt: skip
        assert (await api.ok("editMessageText", **where, text="y"))["edit_date"] == 1772460000 + 49 * 3600


async def test_who_never_wrote_to_the_bot_cannot_be_written_to(server: BotApiServer, api: Api) -> None:
    eva = server.person("Eva")
    assert await api.error("sendMessage", chat_id=eva.id, text="x") == (
        403, "Forbidden: bot can't initiate conversation with a user"
    )  # fmt: skip
    await eva.start()
    await api.ok("sendMessage", chat_id=eva.id, text="x")


async def test_who_blocked_the_bot_cannot_be_written_to(server: BotApiServer, api: Api, ana: Person) -> None:
    await ana.block()
    assert await api.error("sendMessage", chat_id=ana.id, text="x") == (
        403, "Forbidden: bot was blocked by the user"
    )  # fmt: skip
    change = (await api.updates())[-1]["my_chat_member"]
    assert change["new_chat_member"]["status"] == "kicked"
    await ana.unblock()
    await api.ok("sendMessage", chat_id=ana.id, text="x")


@pytest.mark.parametrize("chat_id", [404, -100404, "@nobody", "garbage"])
async def test_an_unknown_chat_is_not_found(api: Api, chat_id: object) -> None:
    for method in ("sendMessage", "getChat", "editMessageText", "sendDocument"):
        assert await api.error(method, chat_id=chat_id, text="x", message_id=1, document="x") == (
            400, "Bad Request: chat not found"
        )  # fmt: skip


async def test_a_group_takes_twenty_messages_a_minute_edits_included(
    server: BotApiServer, api: Api, ana: Person, ticks: Ticks
) -> None:
    group = server.group("Grupo", ana)
    first = await api.ok("sendMessage", chat_id=group.id, text="0")
    for number in range(1, 20):
        await api.ok("editMessageText", chat_id=group.id, message_id=first["message_id"], text=str(number))
    answer = await api.call("sendMessage", chat_id=group.id, text="x")
    assert answer["error_code"] == 429
    assert answer["description"] == "Too Many Requests: retry after 60"
    assert answer["parameters"] == {"retry_after": 60}
    await api.ok("sendMessage", chat_id=ana.id, text="in private it is no group")
    await api.ok("sendChatAction", chat_id=group.id, action="typing")
    ticks.now += 60
    await api.ok("sendMessage", chat_id=group.id, text="x")


async def test_the_limit_can_be_switched_off(server: BotApiServer, api: Api, ana: Person) -> None:
    server.world.flood_limit = None
    group = server.group("Grupo", ana)
    for number in range(40):
        await api.ok("sendMessage", chat_id=group.id, text=str(number))


async def test_pinning_in_a_supergroup_takes_an_administrator(
    server: BotApiServer, api: Api, ana: Person
) -> None:
    group = server.group("Grupo", ana)
    sent = await api.ok("sendMessage", chat_id=group.id, text="x")
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    assert (await api.error("pinChatMessage", **where))[0] == 400
    group.promote(ana)
    await api.ok("pinChatMessage", **where)
    assert (await api.ok("getChat", chat_id=group.id))["pinned_message"]["message_id"] == sent["message_id"]
    await api.ok("unpinChatMessage", **where)
    assert "pinned_message" not in await api.ok("getChat", chat_id=group.id)
