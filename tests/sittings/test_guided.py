"""Guided dialogues in the course of a sitting: one question at a time, optional ones omitted, given up, taken up."""

from bot.sandbox.script import code_shown_to
from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import HELD, convene, convocatoria, in_session, rows, said


async def test_a_sitting_is_convened_step_by_step(body: Stage):
    """C3, C7: each question names its field; Segunda convocatoria may be omitted, the agenda ends with Listo."""
    st = body.secretary
    await st.send("/convocar")
    await st.press("Paso a paso")
    said(st, "Tipo")
    await st.press("Ordinaria")
    said(st, "Fecha")
    await st.send("31/02/2026 10:00")
    assert any("No se entiende" in each.text for each in st.inbox()[-2:])
    await st.send(f"{HELD:%d/%m/%Y %H:%M}")
    said(st, "Lugar")
    await st.send("Sala del piso 5")
    said(st, "Agenda")
    await st.send("Plan de trabajo\n2. Bases & <premios>")
    await st.send("Otros")
    assert "Listo" in said(st, "1. Plan de trabajo", "2. Bases & <premios>", "3. Otros").labels
    await st.press("Listo")
    assert "Omitir" in said(st, "Segunda convocatoria").labels
    await st.press("Omitir")
    said(st, "Vista previa", "13/03/2026 a las 10:00", "Bases & <premios>")
    await st.press("Emitir convocatoria")
    assert [row.state for row in rows(body, tables.sitting)] == ["convened"]


async def test_a_dialogue_that_is_given_up_leaves_nothing(body: Stage):
    """/cancelar at any question; the old buttons then say that the question is over."""
    st = body.secretary
    await st.send("/convocar")
    await st.press("Paso a paso")
    await st.press("Ordinaria")
    await st.send("/cancelar")
    said(st, "Se abandonó")
    assert "ya fue respondida o se abandonó" in await st.press("Extraordinaria")
    await st.send("Sala del piso 5")
    said(st, "No se reconoce")
    assert rows(body, tables.sitting) == []
    assert rows(body, tables.dialogue) == []


async def test_an_alternate_is_designated_step_by_step(body: Stage):
    """W2: name, post, document, for which sittings; the Presidency gets the letter."""
    de = body.seats["de"]
    await convene(body)
    await de.send("/alterno")
    await de.press("Paso a paso")
    for question, answer in (
        ("Nombre", "Ing. Aurelio Quispe «Ñ» Ríos"),
        ("Cargo", "Jefe de Unidad"),
        ("Documento", "Memorando N.° 7"),
    ):
        said(de, question)
        await de.send(answer)
    said(de, "Sesiones")
    await de.press("Próxima")
    said(de, "Designación comunicada", "Ing. Aurelio Quispe «Ñ» Ríos", "solo la Sesión Ordinaria")
    said(body.president, "Designación de alterno")
    alternate = await body.newcomer("Aurelio", code_shown_to(de))
    said(alternate, "Le damos la bienvenida", "alterno")


async def test_votes_and_acuerdos_step_by_step(body: Stage):
    """V6, V7: the point is picked by its number, the text is asked for, the rest may be omitted."""
    st = body.secretary
    await in_session(body)
    await st.send("/votar")
    await st.press("Paso a paso")
    assert said(st, "Punto").labels[:3] == ["1", "2", "3"]
    await st.press("1")
    said(st, "Texto")
    await st.send("Aprobar el plan")
    for clave in ("vmpes", "vmps"):
        await body.seats[clave].press("A favor")
    await st.press("Cerrar votación")
    await st.send("/acuerdo")
    await st.press("Paso a paso")
    await st.press("1-2026")
    await st.press("Omitir")
    await st.press("dgse")
    await st.send("30/04/2026")
    said(
        st, "ACUERDO N.° 001-2026-AYNI-GT", "Aprobar el plan", "30/04/2026", "Director General de Seguimiento"
    )
    await st.send("/acuerdo")
    await st.press("Paso a paso")
    await st.press("Omitir")
    await st.press("2")
    await st.send("Publicar las bases")
    await st.press("Omitir")
    await st.press("Omitir")
    await st.press("Acuerdo por consenso")
    said(st, "ACUERDO N.° 002-2026-AYNI-GT", "Publicar las bases")


async def test_the_form_is_ready_to_copy_beside_paso_a_paso(body: Stage):
    """INTERFACE: `/comando` alone shows the ready form with a copy button."""
    for person, command in (
        (body.secretary, "convocar"),
        (body.president, "alterno"),
        (body.secretary, "acuerdo"),
    ):
        await person.send(f"/{command}")
        shown = said(person, f"/{command}")
        assert {"Copiar formulario", "Paso a paso"} <= set(shown.labels)
        assert (await person.press("Copiar formulario")).startswith(f"/{command}\n")
    await body.secretary.send(convocatoria())
    await body.secretary.press("Corregir")
    shown = said(body.secretary, "Sala del piso 5", "12/03/2026 10:00")
    assert "1. Plan de trabajo 2026" in shown.text
