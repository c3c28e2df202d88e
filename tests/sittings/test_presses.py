"""Presses: many at once, twice, too late, of another body, forged, and garbage."""

import asyncio
from collections import Counter

import pytest

from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import (
    HELD,
    convene,
    convocatoria,
    faults,
    first_list,
    in_group,
    in_session,
    install,
    panel,
    reach_agenda,
    rows,
    said,
    vote,
)

SEVEN = ("vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de", "opi")


async def test_seven_who_press_at_once_have_one_mark_and_one_ballot_each(each_body: Stage):
    """Q5, V2, W3: three presses of each, privately and in the group, all at the same moment."""
    made = each_body
    await convene(made)
    await first_list(made)
    people = [made.seats[clave] for clave in SEVEN]
    taps = [each.tap("Presente", chat=chat) for each in people for chat in (made.group, None, made.group)]
    presses = await asyncio.gather(*taps)
    await made.server.settled()
    assert all(press.answer and press.answer.text.startswith("Presente (") for press in presses)
    assert len(rows(made, tables.presence)) == 7
    await made.secretary.press("Instalar sesión")
    await reach_agenda(made)
    await made.secretary.send("/votar 1 Aprobar el plan")
    labels = ["A favor", "A favor", "A favor", "A favor", "En contra", "En contra", "En contra"]
    taps = [
        each.tap(label, chat=chat)
        for each, label in zip(people, labels, strict=True)
        for chat in (made.group, None, None)
    ]
    presses = await asyncio.gather(*taps)
    await made.server.settled()
    assert all(press.answer and press.answer.text.startswith("Voto registrado: ") for press in presses)
    assert Counter(row.choice for row in rows(made, tables.ballot)) == {"for": 4, "against": 3}
    assert len([row for row in rows(made, tables.journal) if row.event == "ballot_cast"]) == 7
    await asyncio.gather(*(each.tap("Cerrar votación") for each in (made.secretary, made.president)))
    await made.server.settled()
    assert len(in_group(made, "APROBADO", "Votación nominal")) == 1
    assert [row.code for row in rows(made, tables.acuerdo)] == ["ACUERDO N.° 001-2026-AYNI-GT"]
    assert faults(made) == []


async def test_a_second_press_gets_the_first_receipt(body: Stage):
    """C9, Q5, V2: the receipt names the hour of the first, and nothing is done twice."""
    await convene(body)
    again = await body.secretary.press("Emitir convocatoria")
    assert again == "Convocatoria emitida: Sesión Ordinaria del 12/03/2026."
    assert len(in_group(body, "CONVOCATORIA")) == 1
    await first_list(body, "vmpes", "vmps", "dgse", "opi")
    await body.after(minutes=5)
    assert await body.seats["opi"].press("Presente") == "Presente (opi) desde las 10:00."
    await body.secretary.press("Instalar sesión")
    await reach_agenda(body)
    await body.secretary.send("/votar 1 Aprobar el plan")
    first = await body.president.press("A favor")
    await body.after(minutes=5)
    assert (
        await body.president.press("A favor", chat=body.group)
        == first
        == "Voto registrado: A favor, a las 10:05."
    )
    assert await body.president.press("En contra") == "Voto registrado: En contra, a las 10:10."
    changed = [row for row in rows(body, tables.journal) if row.event.startswith("ballot_")]
    assert [row.event for row in changed] == ["ballot_cast", "ballot_changed"]
    closing = panel(body.secretary)
    data = closing.button("Cerrar votación")["callback_data"]
    assert await body.secretary.press_data(data, closing) == "Votación cerrada: NO APROBADO."
    assert await body.secretary.press_data(data, closing) == "Votación cerrada: NO APROBADO."
    assert len(in_group(body, "NO APROBADO")) == 1


async def test_outdated_presses_are_answered_with_what_holds_now(body: Stage):
    """A closed vote, a closed list, a discarded draft, an answered convocatoria: nothing changes."""
    await body.secretary.send(convocatoria())
    draft = said(body.secretary, "Vista previa")
    await body.secretary.press("Descartar")
    assert await body.secretary.press("Descartar", message=draft) == "Borrador descartado. No se envió nada."
    assert "descartada" in await body.secretary.press("Emitir convocatoria", message=draft)
    await convene(body)
    await install(body)
    panels = panel(body.secretary)
    late = await body.seats["de"].press("Presente", chat=body.group, stale=True)
    assert "en curso" in late or "instalada" in late or "en sesión" in late
    assert "Ahora no es posible" in await body.seats["de"].press("Asistiré")
    await reach_agenda(body)
    await body.secretary.send("/votar 1 Aprobar el plan")
    await body.president.press("A favor")
    assert "no figura presente" in await body.seats["de"].press("A favor", chat=body.group)
    await body.secretary.press("Cerrar votación")
    closed = await body.president.press("En contra", chat=body.group, stale=True)
    assert "ya está cerrada" in closed
    assert [row.choice for row in rows(body, tables.ballot)] == ["for"]
    old = next(edit.keyboard for edit in panels.edits if "Siguiente estación" in str(edit.keyboard))
    data = next(b["callback_data"] for row in old for b in row if b["text"] == "Siguiente estación")
    assert await body.secretary.press_data(data, panels) == "Estación: orden del día."
    await body.secretary.press("Cerrar sesión", message=panel(body.secretary))
    await body.secretary.press("Cerrar sesión")
    assert "cerrada" in await body.secretary.press("Cuarto intermedio", stale=True)
    assert len(rows(body, tables.presence)) == 4


GARBAGE = (
    "", "x", ":", "::::", "issue", "issue:1", "issue:1:x", "issue:1:-5", "issue:1:99999", "issue:99:1",
    "cast:1:1:maybe", "cast:1:1", "seat:1:1:1:king", "rsvp:1:1:perhaps", "list1:1:99999999999999999999",
    "pick:1:convocar:9:z", "omit:1:nada:0", "stepwise:1:nada", "consensus:1:1:77", "record:1:1:1:for",
    "skip:1:nothing", "body:0:1", "casting:1:1:abstain", "revoke:1:0", "room:1:0x1", "next:1:1:nowhere",
    "cast:1:²:for", "install:1:1 OR 1=1", "☃" * 21, "a" * 64, "<b>&\"'{{7*7}}",
)  # fmt: skip


async def test_garbage_in_a_button_is_answered_and_does_nothing(body: Stage):
    """Every press is answered, 64 bytes of junk included; none does anything."""
    await in_session(body)
    before = {table.name: rows(body, table) for table in (tables.sitting, tables.vote, tables.journal)}
    message = panel(body.secretary)
    for data in GARBAGE:
        assert await body.secretary.press_data(data, message), data
        assert await body.seats["de"].press_data(data, message), data
    assert {name: rows(body, tables.metadata.tables[name]) for name in before} == before
    assert all(row.done_at and not row.error for row in rows(body, tables.inbox))


@pytest.mark.parametrize("label", ["Emitir convocatoria", "Corregir", "Descartar"])
async def test_a_forged_press_acts_with_the_rights_of_whoever_presses(body: Stage, label: str):
    """Buttons of the ST pressed by a member: authorised by who presses, whatever the button says."""
    await body.secretary.send(convocatoria(HELD))
    draft = said(body.secretary, "Vista previa")
    answer = await body.seats["opi"].press_data(draft.button(label)["callback_data"], draft)
    assert "corresponde" in answer
    assert [row.state for row in rows(body, tables.sitting)] == ["draft"]


async def test_a_member_votes_in_the_group_another_privately_and_an_absent_one_not_at_all(body: Stage):
    """V2, V3: an abstention counts once its reason is there; who has voted is seen, not how."""
    await in_session(body)
    await body.secretary.send("/votar 1 Aprobar el plan")
    await body.president.press("A favor", chat=body.group)
    await body.seats["vmps"].press("En contra")
    asked = await body.seats["opi"].press("Abstención", chat=body.group)
    assert "falta el motivo" in asked
    (live,) = in_group(body, "Han votado")
    assert "Han votado 2 de 4" in live.text
    assert "a favor" not in live.text
    assert "opi" in panel(body.secretary).text.split("Falta el motivo")[1]
    await body.seats["opi"].send("Soy parte interesada")
    said(body.seats["opi"], "Soy parte interesada", "abstención")
    assert "Han votado 3 de 4" in live.text
    await body.secretary.press("Cerrar votación")
    said(body.president, "Empate", "A favor: 1", "En contra: 1", "Abstenciones: 1")
    assert "Dirimir a favor" in body.president.inbox()[-1].labels


async def test_an_abstention_without_its_reason_was_never_cast(body: Stage):
    """V3: not counted, said so, and the reason can't follow once the vote is closed."""
    await in_session(body)
    await vote(body, 1, "Aprobar el plan", vmpes="A favor")
    await body.secretary.send("/votar 2 Aprobar las bases")
    await body.president.press("A favor")
    await body.seats["opi"].press("Abstención")
    await body.secretary.press("Cerrar votación")
    said(body.president, "APROBADO", "Abstenciones: 0")
    await body.seats["opi"].send("/razon Tarde")
    assert "Tarde" not in {row.reason for row in rows(body, tables.ballot)}
