"""One deployment, several bodies: which one is meant, and who may speak for whom."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import tables
from bot.usecases import enrolment
from tests.chat.house import House, found, open_house


@pytest.fixture
async def two(database: Path) -> AsyncIterator[House]:
    """A second body alike, in which only the ST is enrolled too."""
    async with open_house(database) as house:
        desk = found(house.settings.database_url, house.settings.files_dir, house.clock, "OTRO-GT")
        invited = enrolment.invite_all(desk, "OTRO-GT")
        desk.engine.dispose()
        code = next(each.code for each in invited if each.name == house["dgse"].name)
        await house["dgse"].start(code)
        yield house


def last(house: House, key: str) -> str:
    return house[key].inbox()[-1].text


async def test_a_member_of_two_bodies_is_asked_which_one_is_meant(two: House):
    await two["dgse"].send("/reglamento")
    assert "¿A cuál" in last(two, "dgse")
    await two["dgse"].press("OTRO-GT")
    assert two.rows(tables.dialogue) == []
    await two["dgse"].send("/convocar")
    await two["dgse"].press("AYNI-GT")
    await two["dgse"].press("Paso a paso")
    assert two.rows(tables.dialogue)[0].body_id == 1


async def test_a_message_that_waited_is_handled_once(two: House):
    await two["dgse"].send("/reglamento")
    question = two["dgse"].inbox()[-1]
    await two["dgse"].press("OTRO-GT", message=question)
    said = len(two["dgse"].inbox())
    assert (await two["dgse"].press("AYNI-GT", message=question)).alert
    assert len(two["dgse"].inbox()) == said


async def test_another_persons_question_is_not_answered_for_them(two: House):
    await two["dgse"].send("/reglamento", two.group)
    assert (await two["opi"].press("OTRO-GT", two.group)).alert


async def test_in_a_bodys_group_that_body_is_meant(two: House):
    await two["dgse"].send("/vincular", two.group)
    await two["dgse"].press("OTRO-GT", two.group)
    assert [row.group_chat_id for row in two.rows(tables.body)] == [None, two.group.id]
    await two["dgse"].send("/reglamento", two.group)
    assert "¿A cuál" not in two.group.transcript()[-1].text


async def test_a_group_is_bound_to_one_body(two: House):
    await two["dgse"].send("/vincular", two.group)
    await two["dgse"].press("OTRO-GT", two.group)
    await two["dgse"].send("/vincular", two.group)
    await two["dgse"].press("AYNI-GT", two.group)
    assert [row.group_chat_id for row in two.rows(tables.body)] == [None, two.group.id]


async def test_words_that_answer_nothing_need_no_body(two: House):
    await two["dgse"].send("hola")
    assert "/ayuda" in last(two, "dgse")
    await two["dgse"].send("/cancelar")
    assert "ninguna pregunta" in last(two, "dgse")


async def test_a_link_is_good_once(house: House):
    desk = house.app.desk
    invited = await house.app.run(enrolment.invite_all, desk, "AYNI-GT", renew=True)
    code = invited[0].code
    other = house.server.person("Otra")
    await house["vmpes"].start(code)
    await other.start(code)
    assert "un solo uso" in other.inbox()[-1].text or "una sola vez" in other.inbox()[-1].text
    assert {row.telegram_id for row in house.rows(tables.person) if row.name == house["vmpes"].name} == {
        house["vmpes"].id
    }


async def test_everybody_has_the_menu_of_what_they_may_do(house: House):
    scopes = {}
    for call in house.server.calls.of("setMyCommands"):
        scopes[str(call.fields["scope"])] = str(call.fields["commands"])
    assert len(scopes) == 9
    mine = next(commands for scope, commands in scopes.items() if str(house["opi"].id) in scope)
    assert "alterno" in mine
    assert "convocar" not in mine
    secretary = next(commands for scope, commands in scopes.items() if str(house["dgse"].id) in scope)
    assert "convocar" in secretary


async def test_whoever_is_revoked_acts_no_more_and_loses_the_menu(house: House):
    news = next(each for each in house["dgse"].inbox() if house["opi"].name in each.text)
    await house["dgse"].press("Revocar", message=news)
    await house["opi"].send("/sesiones")
    assert "registradas" in last(house, "opi")
    menus = [
        call for call in house.server.calls.of("setMyCommands") if str(house["opi"].id) in str(call.fields)
    ]
    assert str(menus[-1].fields["commands"]) == "[]"
