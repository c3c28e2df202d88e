"""Presses: their answer, their age, and buttons that stand no longer."""

import asyncio

import pytest

from bot.sandbox.person import NothingCame, Person
from bot.sandbox.server import BotApiServer
from tests.sandbox.api import Api, Ticks, keyboard

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def ana(server: BotApiServer, api: Api) -> Person:
    person = server.person("Ana")
    await person.start()
    markup = keyboard(
        {"text": "A favor", "callback_data": "vote:1:for"},
        {"text": "Copiar", "copy_text": {"text": "/convocar\nTipo: ordinaria"}},
        {"text": "Ver", "url": "https://gob.pe"},
    )
    await api.ok("sendMessage", chat_id=person.id, text="Votación", reply_markup=markup)
    return person


async def answer_next(api: Api, **answer: object) -> None:
    while True:
        for update in await api.updates(offset=-1, timeout=5):
            if "callback_query" in update:
                await api.ok(
                    "answerCallbackQuery", callback_query_id=update["callback_query"]["id"], **answer
                )
                return


async def test_a_press_returns_the_text_of_the_answer(api: Api, ana: Person) -> None:
    answering = asyncio.create_task(answer_next(api, text="Su voto: A favor", show_alert=True))
    answer = await ana.press("A favor")
    assert answer == "Su voto: A favor"
    assert answer.alert
    await answering


async def test_a_press_without_an_answer_says_so_and_shows_the_chat(ana: Person) -> None:
    with pytest.raises(NothingCame, match=r"(?s)Ana waited 0\.01 s for the answer.*\[A favor\]"):
        await ana.press("A favor", within=0.01)


async def test_a_second_answer_is_taken_and_shown_to_nobody(api: Api, ana: Person) -> None:
    press = await ana.tap("A favor")
    for text in ("primera", "segunda"):
        await api.ok("answerCallbackQuery", callback_query_id=press.id, text=text)
    assert press.answer is not None
    assert press.answer.text == "primera"


async def test_an_answer_after_150_seconds_is_too_late(api: Api, ana: Person, ticks: Ticks) -> None:
    press = await ana.tap("A favor")
    ticks.now += 151
    assert await api.error("answerCallbackQuery", callback_query_id=press.id) == (400, TOO_OLD)
    assert await api.error("answerCallbackQuery", callback_query_id="77") == (400, TOO_OLD)


async def test_a_press_waits_150_seconds_for_the_bot_and_a_message_a_day(
    api: Api, ana: Person, ticks: Ticks
) -> None:
    await ana.tap("A favor")
    ticks.now += 150
    assert "callback_query" in (await api.updates())[-1]
    ticks.now += 1
    assert [update["message"]["text"] for update in await api.updates()] == ["/start"]
    ticks.now += 86_400
    assert await api.updates() == []


async def test_an_answer_has_200_characters_at_most(api: Api, ana: Person) -> None:
    press = await ana.tap("A favor")
    assert await api.error("answerCallbackQuery", callback_query_id=press.id, text="x" * 201) == (
        400, "Bad Request: MESSAGE_TOO_LONG"
    )  # fmt: skip
    await api.ok("answerCallbackQuery", callback_query_id=press.id, text="x" * 200)


async def test_a_button_that_is_gone_can_be_pressed_on_a_stale_screen(api: Api, ana: Person) -> None:
    message = ana.inbox()[-1]
    await api.ok("editMessageText", chat_id=ana.id, message_id=message.id, text="Votación cerrada")
    with pytest.raises(NothingCame):
        await ana.press("A favor", message=message, within=0.01)
    press = await ana.tap("A favor", message=message, stale=True)
    assert press.data == "vote:1:for"
    assert (await api.updates())[-1]["callback_query"]["message"]["text"] == "Votación cerrada"


async def test_a_press_on_a_deleted_message_carries_an_inaccessible_one(api: Api, ana: Person) -> None:
    message = ana.inbox()[-1]
    await api.ok("deleteMessage", chat_id=ana.id, message_id=message.id)
    await ana.tap("A favor", message=message)
    query = (await api.updates())[-1]["callback_query"]
    assert query["message"] == {"message_id": message.id, "chat": message.chat.json(), "date": 0}


async def test_a_press_waits_for_its_button_to_come(api: Api, ana: Person) -> None:
    pressing = asyncio.create_task(ana.tap("Conforme"))
    markup = keyboard({"text": "Conforme", "callback_data": "c"})
    await api.ok("sendMessage", chat_id=ana.id, text="Acta", reply_markup=markup)
    assert (await pressing).data == "c"


async def test_the_latest_message_with_the_label_is_pressed(api: Api, ana: Person) -> None:
    markup = keyboard({"text": "A favor", "callback_data": "vote:2:for"})
    await api.ok("sendMessage", chat_id=ana.id, text="Otra", reply_markup=markup)
    await api.ok("sendMessage", chat_id=ana.id, text="sin botones")
    assert (await ana.tap("A favor")).data == "vote:2:for"


async def test_buttons_to_copy_or_open_give_what_they_hold(ana: Person) -> None:
    assert await ana.press("Copiar") == "/convocar\nTipo: ordinaria"
    assert await ana.press("Ver") == "https://gob.pe"


async def test_any_data_can_be_sent_as_if_it_stood_on_a_button(api: Api, ana: Person) -> None:
    answering = asyncio.create_task(answer_next(api))
    assert await ana.press_data("\x00garbage" * 20, ana.inbox()[-1]) == ""
    await answering
