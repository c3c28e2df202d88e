"""Every command and every button has its handler; whatever else arrives is answered, and does nothing."""

import ast
from pathlib import Path

import pytest

import bot.chat
import bot.usecases
from bot.chat import texts
from bot.chat.routes import ANSWERS, COMMANDS, PRESSES
from bot.chat.routing import Order, order_of
from bot.store import tables
from bot.usecases.consult import COMMANDS as OFFERED
from tests.chat.house import CONVOCATORIA, House

SOURCES = [
    path
    for package in (bot.usecases, bot.chat)
    for path in sorted(Path(package.__path__[0]).rglob("*.py"))
]  # fmt: skip


def first_arguments(*functions: str) -> set[str]:
    """The literal first (or, of `ask`, second) arguments of all calls of these functions in our sources."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                place = 1 if name == "ask" else 0
                if name in functions and len(node.args) > place:
                    words = ast.walk(node.args[place])
                    found |= {word.value for word in words if isinstance(word, ast.Constant)}
    return {word for word in found if isinstance(word, str)}


def test_every_command_on_offer_has_a_handler():
    assert {name for name, _ in OFFERED} <= set(COMMANDS)


def test_every_command_with_a_handler_is_on_offer_and_described():
    assert set(COMMANDS) == {name for name, _ in OFFERED} | {"start"}
    assert set(COMMANDS) <= set(texts.table("vocabulario")["comandos"])


def test_every_button_that_is_made_has_a_handler():
    made = first_arguments("press")
    assert "issue" in made
    assert made <= set(PRESSES)


def test_every_handler_of_a_button_has_its_label():
    assert set(PRESSES) <= set(texts.table("etiquetas"))


def test_every_question_that_is_asked_has_its_answer():
    asked = first_arguments("ask")
    assert "absence" in asked
    assert {kind.rstrip(":") for kind in asked} - {"body"} <= set(ANSWERS)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/sala", Order("sala", "", False)),
        ("/Sala@Ayni_Bot", Order("sala", "", True)),
        ("/razón  por\nesto ", Order("razon", "por\nesto", False)),
        ("/convocar\nTipo: x", Order("convocar", "Tipo: x", False)),
        ("/sala@otro_bot", None),
        ("sala", None),
        ("/ sala", None),
        ("/", None),
        ("", None),
    ],
)
def test_what_a_message_orders(text, order):
    assert order_of(text, "ayni_bot") == order


GARBAGE = """
: x cast cast:1 cast:1:999:for cast:999:1:for cast:1:1:maybe cast:1:x:for seat:1:1:1:nobody rsvp:1:1:perhaps
issue:0:1 issue:1:-1 nothing:1:1 issue:1:99999999999 issue:99999999999:1 stepwise:1:nada
pick:1:convocar:0:ordinary omit:1:x:0 ready:1:votar:9 skip:1:form body:1:7 close:1:1:1:1:1:1 💥 fix:1:1
revoke:1:77 cast:1:1:for:' aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
""".split()  # noqa: SIM905 - sixty quotes would hide the garbage


async def test_every_press_is_answered_garbage_included(house: House):
    await house["opi"].send("/ayuda")
    help_ = await house["opi"].wait_for("ayuda", since=0)
    before = len(house.rows(tables.journal))
    for data in ["", *GARBAGE]:
        answer = await house["opi"].press_data(data, help_)
        assert answer, data
        assert answer.alert, data
    assert len(house.rows(tables.journal)) == before
    assert all(done and error is None for done, error in house.inbox())


async def test_a_strangers_press_gets_an_alert_and_the_group_hears_nothing(house: House):
    await house["dgse"].send("/vincular", house.group)
    await house.convene()
    stranger = house.server.person("Ajena")
    house.group.join(stranger)
    heard = len(house.group.transcript())
    answer = await stranger.press_data("rsvp:1:1:yes", house.group.transcript()[-1])
    assert answer.alert
    assert "registradas" in answer
    assert len(house.group.transcript()) == heard
    assert house.rows(tables.rsvp) == []


async def test_a_stranger_is_refused_without_data_and_the_secretary_told_once_a_day(house: House):
    stranger = house.server.person("Ajena")
    for text in ("/start", "/start XYZ", "hola", "/sala", "/convocar", "/nada"):
        await stranger.send(text)
        assert house["dgse"].name not in stranger.inbox()[-1].text
    assert len(stranger.inbox()) == 6
    told = [message for message in house["dgse"].inbox() if "ajen" in message.text.lower()]
    assert len(told) <= 1


async def test_words_that_answer_nothing_are_answered(house: House):
    await house["opi"].send("hola")
    await house["opi"].wait_for("/ayuda", since=0)
    await house["opi"].send("/nada")
    assert len(house["opi"].inbox()) == 3


async def test_what_people_say_in_the_group_is_their_own_affair(house: House):
    heard = len(house.group.transcript())
    await house["opi"].send("hola", house.group)
    await house["opi"].send("/comando_de_otro_bot", house.group)
    assert len(house.group.transcript()) == heard + 2


async def test_an_edited_message_does_nothing_and_says_so(house: House):
    message = await house["dgse"].send("hola")
    await house["dgse"].edit(message, CONVOCATORIA)
    assert "Vista previa" not in house["dgse"].inbox()[-1].text
    assert "Editar" in house["dgse"].inbox()[-1].text
    assert house.rows(tables.sitting) == []


async def test_an_anonymous_administrator_is_asked_for_a_name(house: House):
    await house["dgse"].send("/vincular", house.group, anonymous=True)
    assert "anonimato" in house.group.transcript()[-1].text
    assert house.rows(tables.body)[0].group_chat_id is None


async def test_a_group_that_moves_stays_bound(house: House):
    basic = house.server.group("Básico", *house.people.values(), supergroup=False)
    await house["dgse"].send("/vincular", basic)
    basic.migrate()
    await house.server.settled()
    assert house.rows(tables.body)[0].group_chat_id == basic.id
    await house.convene()
    assert any("Convocatoria" in each.text or "CONVOCATORIA" in each.text for each in basic.transcript())


async def test_the_reason_of_an_absence_is_the_next_plain_text(house: House):
    await house.convene()
    await house["opi"].press("No asistiré")
    await house["opi"].send("/sesiones")
    await house["opi"].send("Viaje a Cusco")
    assert house.rows(tables.rsvp)[0].reason == "Viaje a Cusco"
    assert house.rows(tables.dialogue) == []


async def test_a_reason_may_be_left_out(house: House):
    await house.convene()
    await house["opi"].press("No asistiré")
    assert await house["opi"].press("Sin comentario")
    assert house.rows(tables.dialogue) == []
    await house["opi"].send("Viaje")
    assert house.rows(tables.rsvp)[0].reason is None


async def test_cancelling_closes_the_open_question_only(house: House):
    await house.convene()
    await house["opi"].press("No asistiré")
    await house["opi"].send("/cancelar")
    assert house.rows(tables.dialogue) == []
    await house["opi"].send("/cancelar")
    assert "ninguna pregunta" in house["opi"].inbox()[-1].text


async def test_a_ballot_in_words_counts_like_a_press(house: House):
    await house.install()
    await house.reach_agenda()
    await house["dgse"].send("/votar 1 Aprobar el plan")
    await house["vmpes"].send("/voto a favor")
    await house["vmps"].send("/voto en contra")
    await house["dgcgps"].send("/voto abstención Participé en el proyecto")
    await house["dgse"].send("/voto quizás")
    assert "abstención" in house["dgse"].inbox()[-1].text
    cast = {row.choice: row.reason for row in house.rows(tables.ballot)}
    assert cast == {"for": None, "against": None, "abstain": "Participé en el proyecto"}
    assert "a favor" in house["vmpes"].inbox()[-1].text.lower()


async def test_a_refusal_too_long_for_an_alert_is_said_in_full_privately(house: House):
    await house["dgse"].send("/vincular", house.group)
    await house.install()
    heard = len(house.group.transcript())
    answer = await house["opi"].press_data("install:1:1", house.group.transcript()[-1])
    assert answer.alert
    assert "corresponde" in answer
    assert len(house.group.transcript()) == heard
