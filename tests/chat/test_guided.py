"""Guided dialogues: one question at a time, kept over a restart; forms shown, corrected and refused."""

import pytest

from bot.sandbox.script import code_shown_to
from bot.store import tables
from tests.chat.house import CONVOCATORIA, House

ANSWERS = (
    ("Tipo", "ordinaria"),
    ("Fecha", "27/11/2026 10:00"),
    ("Lugar", "Sala"),
    ("Agenda", "1. Plan\n2. Otro"),
)


def last(house: House, key: str) -> str:
    return house[key].inbox()[-1].text


def buttons(house: House, key: str) -> list[str]:
    return [button["text"] for row in house[key].inbox()[-1].keyboard for button in row]


async def answer(house: House, *answers: tuple[str, str]) -> None:
    for field, text in answers:
        assert last(house, "dgse").startswith(field)
        await house["dgse"].send(text)


@pytest.mark.parametrize("command", ["/convocar", "/acuerdo", "/votar"])
async def test_a_command_alone_shows_its_form_with_a_button_to_copy_it(house: House, command: str):
    await house["dgse"].send(command)
    assert command in last(house, "dgse")
    assert buttons(house, "dgse")[-1] == "Paso a paso"
    copied = await house["dgse"].press("Copiar formulario")
    assert copied.startswith(f"{command}\n")
    assert house.rows(tables.dialogue) == []


async def test_a_form_is_for_those_who_may_fill_it_in(house: House):
    await house["opi"].send("/convocar")
    assert "corresponde" in last(house, "opi")
    assert house["opi"].inbox()[-1].keyboard == []


async def test_a_convocatoria_is_drafted_step_by_step(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    assert buttons(house, "dgse") == ["Ordinaria", "Extraordinaria"]
    await house["dgse"].press("Ordinaria")
    await answer(house, *ANSWERS[1:])
    assert "1. Plan\n2. Otro" in last(house, "dgse")
    await house["dgse"].send("Tercero")
    assert "3. Tercero" in last(house, "dgse")
    await house["dgse"].press("Listo")
    assert last(house, "dgse").startswith("Segunda convocatoria")
    await house["dgse"].press("Omitir")
    assert "Vista previa" in last(house, "dgse")
    assert [row.text for row in house.rows(tables.agenda_item)] == ["Plan", "Otro", "Tercero"]
    assert house.rows(tables.dialogue) == []


async def test_an_unreadable_answer_is_refused_and_the_question_stays(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    await answer(house, *ANSWERS[:1])
    await house["dgse"].send("31/02/2026 10:00")
    assert last(house, "dgse").startswith("⚠️ No se entiende Fecha: «31/02/2026 10:00».")
    assert "¿Qué día y a qué hora será la sesión?" in last(house, "dgse")
    await house["dgse"].send("27/11/2026 10:00")
    assert last(house, "dgse").startswith("Lugar")


async def test_the_question_that_stays_keeps_its_buttons(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    await house["dgse"].send("solemne")
    assert "«solemne»" in last(house, "dgse")
    assert buttons(house, "dgse") == ["Ordinaria", "Extraordinaria"]


async def test_too_short_a_notice_keeps_the_answers_and_asks_for_the_date_again(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    await answer(house, ANSWERS[0], ("Fecha", "20/11/2026 10:00"), *ANSWERS[2:])
    await house["dgse"].press("Listo")
    await house["dgse"].press("Omitir")
    refused, asked = house["dgse"].inbox()[-2:]
    assert "23/11/2026" in refused.text
    assert asked.text.startswith("Fecha")
    await house["dgse"].send("27/11/2026 10:00")
    assert "Vista previa" in last(house, "dgse")
    assert "Sala" in last(house, "dgse")


async def test_what_only_the_president_convenes_asks_the_secretary_for_the_kind_again(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    await answer(house, ("Tipo", "extraordinaria"), *ANSWERS[1:])
    await house["dgse"].press("Listo")
    await house["dgse"].press("Omitir")
    refused, asked = house["dgse"].inbox()[-2:]
    assert "Presidencia" in refused.text
    assert asked.text.startswith("Tipo")
    await house["dgse"].press("Ordinaria")
    assert "Vista previa" in last(house, "dgse")


async def test_buttons_of_a_question_that_is_over_do_nothing(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    question = house["dgse"].inbox()[-1]
    await house["dgse"].press("Ordinaria")
    answered = await house["dgse"].press("Extraordinaria", message=question)
    assert answered.alert
    assert house.rows(tables.dialogue)[0].fields["values"] == {"kind": "ordinary"}


async def test_a_list_without_items_is_not_ready(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    await answer(house, *ANSWERS[:3])
    assert "Listo" not in buttons(house, "dgse")
    answered = await house["dgse"].press_data("ready:1:convocar:3", house["dgse"].inbox()[-1])
    assert answered.alert


async def test_commands_in_between_leave_the_question_open(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    await house["dgse"].send("/reglamento")
    await house["dgse"].send("ordinaria")
    assert last(house, "dgse").startswith("Fecha")


async def test_another_dialogue_takes_the_place_of_the_one_that_was_open(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    await house["dgse"].send("/comite")
    await house["dgse"].press("Paso a paso")
    assert [row.kind for row in house.rows(tables.dialogue)] == ["form:comite"]


async def test_a_restart_repeats_the_open_question_and_goes_on(house: House):
    await house["dgse"].send("/convocar")
    await house["dgse"].press("Paso a paso")
    await house["dgse"].press("Ordinaria")
    await house.stop()
    await house.start()
    await house.server.settled()
    assert "reinició" in last(house, "dgse")
    assert "Fecha" in last(house, "dgse")
    await house["dgse"].send("27/11/2026 10:00")
    assert last(house, "dgse").startswith("Lugar")


async def test_a_restart_repeats_every_kind_of_question(house: House):
    await house.install("vmpes", "vmps", "dgse", "opi")
    await house.reach_agenda()
    await house["dgse"].send("/votar 1 Aprobar")
    await house["opi"].press("Abstención")
    asked = last(house, "opi")
    await house.stop()
    await house.start()
    await house.server.settled()
    assert last(house, "opi") == asked
    await house["opi"].send("Participé en el proyecto")
    assert house.rows(tables.ballot)[0].reason == "Participé en el proyecto"


async def test_correcting_a_draft_gives_it_up_and_shows_its_form(house: House):
    await house["dgse"].send(CONVOCATORIA)
    await house["dgse"].press("Corregir")
    assert CONVOCATORIA in last(house, "dgse")
    assert "Paso a paso" in buttons(house, "dgse")
    assert [row.state for row in house.rows(tables.sitting)] == ["discarded"]
    await house["dgse"].send(CONVOCATORIA.replace("Sala de reuniones", "Auditorio"))
    assert "Auditorio" in last(house, "dgse")


async def test_an_unreadable_form_comes_back_with_what_is_wrong_in_it(house: House):
    mine = CONVOCATORIA.replace("27/11/2026 10:00", "27/11/2026 25:00").replace("Plan", "Plan <b> & ñ")
    await house["dgse"].send(mine)
    assert "Fecha" in last(house, "dgse").partition("\n")[0]
    assert "25:00" in last(house, "dgse")
    assert mine in last(house, "dgse")
    assert house.rows(tables.sitting) == []


async def test_a_vote_is_opened_step_by_step_from_the_panel(house: House):
    await house.install()
    await house.reach_agenda()
    await house["dgse"].press("Abrir votación")
    assert "1 (Plan de trabajo 2027)" in last(house, "dgse") or buttons(house, "dgse") == ["1", "2"]
    await house["dgse"].press("2")
    await house["dgse"].send("Aprobar el presupuesto")
    assert [row.text for row in house.rows(tables.vote)] == ["Aprobar el presupuesto"]
    await house["vmpes"].press("A favor")


async def test_a_point_that_is_not_on_the_agenda_is_asked_for_again(house: House):
    await house.install()
    await house.reach_agenda()
    await house["dgse"].press("Abrir votación")
    await house["dgse"].send("7")
    await house["dgse"].send("Aprobar")
    assert last(house, "dgse").startswith("Punto")
    await house["dgse"].send("1")
    assert [row.text for row in house.rows(tables.vote)] == ["Aprobar"]


async def test_a_consensus_is_proposed_from_the_panel_and_adopted_with_the_same_button(house: House):
    await house.install()
    await house.reach_agenda()
    await house["dgse"].press("Acuerdo por consenso")
    await house["dgse"].press("1")
    await house["dgse"].send("Aprobar el plan")
    await house["dgse"].press("dgse")
    await house["dgse"].send("15/12/2026")
    await house["vmpes"].press("Acuerdo por consenso")
    adopted = house.rows(tables.acuerdo)[0]
    assert (adopted.state, adopted.text, adopted.number) == ("adopted", "Aprobar el plan", 1)
    assert adopted.deadline.isoformat() == "2026-12-15"


async def test_an_acuerdo_is_amended_by_its_code(house: House):
    await house.install()
    await house.reach_agenda()
    await house["dgse"].send("/acuerdo\nPunto: 1\nTexto: Aprobar")
    await house["dgse"].press("Acuerdo por consenso")
    await house["dgse"].send("/acuerdo\nCódigo: 1-2026\nTexto: Aprobar el plan\nResponsable: nadie")
    assert "nadie" in last(house, "dgse")
    await house["dgse"].send("/acuerdo\nCódigo: ACUERDO N.° 001-2026-AYNI-GT\nTexto: Aprobar el plan")
    assert house.rows(tables.acuerdo)[0].text == "Aprobar el plan"


async def test_an_alternate_is_designated_and_retired(house: House):
    await house["opi"].send(
        "/alterno\nNombre: Lic. Ana Pérez\nCargo: Asesora\nDocumento: Oficio 1\nSesiones: todas"
    )
    assert "t.me/" in last(house, "opi")
    alternate = house.server.person("Ana Pérez")
    await alternate.start(code_shown_to(house["opi"]))
    await house["opi"].send("/alterno retirar")
    assert house.rows(tables.alternate)[0].ended_at is not None
    assert "Usted ya no es alterna del Ing. Pedro Pablo Quiroz Chávez" in alternate.inbox()[-1].text


@pytest.mark.parametrize(
    ("who", "command", "words"),
    [
        ("dgse", "nota", ("Punto:", "despacho", "orden del día", "/nota pedidos")),
        ("dgse", "urgencia", ("Asunto:", "/urgencia Ampliar")),
        ("opi", "pedido", ("Pedido:", "/pedido Un informe")),
        ("opi", "razon", ("Razón:", "/razon Falta")),
        ("dgse", "votar", ("Punto:", "Texto:", "/votar 1 Aprobar")),
    ],
)
async def test_a_command_that_takes_a_text_shows_its_form_and_how_it_stands_on_one_line(
    house: House, who: str, command: str, words: tuple[str, ...]
):
    await house[who].send(f"/{command}")
    assert all(word in last(house, who) for word in words), last(house, who)
    assert buttons(house, who) == ["Copiar formulario", "Paso a paso"]


async def test_s4_a_note_goes_to_an_item_or_to_a_station_by_name(house: House):
    await house.install()
    await house.reach_agenda()
    secretary = house["dgse"]
    await secretary.send("/nota\nPunto: acta anterior\nTexto: Se leyó")
    await secretary.send("/nota\nEstación: 1\nTexto: Se expuso")
    await secretary.send("/nota")
    await secretary.press("Paso a paso")
    assert {"1", "Despacho", "Orden del día"} <= set(buttons(house, "dgse"))
    await secretary.press("Informes")
    await secretary.send("Informó la Secretaría")
    await secretary.send("/nota\nPunto: nada\nTexto: x")
    assert "acta anterior, despacho, informes" in last(house, "dgse")
    assert [(row.station, row.text) for row in house.rows(tables.note)] == [
        ("previous_acta", "Se leyó"), (None, "Se expuso"), ("reports", "Informó la Secretaría"),
    ]  # fmt: skip
