"""Want of quorum: two lists fifteen minutes apart, the constancia, the second convening."""

from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import (
    HELD,
    convene,
    faults,
    files,
    first_list,
    heard,
    in_group,
    lima,
    panel,
    rows,
    said,
    words_of,
)


async def test_without_quorum_the_convening_ends_with_a_constancia_and_a_second_convening(each_body: Stage):
    """Q1, Q2, Q3, C7: both hours, the present and the absent with reasons; then those who attend suffice."""
    made = each_body
    secretary = made.secretary
    await convene(made)
    await made.seats["de"].press("No asistiré")
    await made.seats["de"].send("Descanso médico & otros <graves>")
    await first_list(made, "vmpes", "vmps", "dgse")
    assert "Instalar sesión" not in panel(secretary).labels
    await made.after(minutes=14)
    await secretary.send("/sala")
    assert "Segunda lista" not in panel(secretary).labels
    await made.after(minutes=1)
    assert "Segunda lista" in panel(secretary).labels
    await secretary.press("Segunda lista")
    assert "Concluir sin quórum" in panel(secretary).labels
    await secretary.press("Concluir sin quórum")
    assert in_group(made, "19 e)", "3 presentes", "No se realiza sesión")
    constancia = words_of(made, files(secretary, ".docx")[-1])
    for words in ("10:00", "10:15", "Descanso médico & otros <graves>", "Ing. Pedro Pablo Quiroz Chávez"):
        assert words in constancia
    await secretary.send("/sala")
    await secretary.press("Segunda convocatoria")
    assert len(heard(made.seats["opi"], "SEGUNDA CONVOCATORIA", "13/03/2026 a las 10:00")) == 1
    assert not panel(secretary).labels
    held_again = lima(13, 10)
    await first_list(made, "vmpes", "opi", held_at=held_again)
    await secretary.press("Instalar sesión")
    said(made.president, "Sesión instalada con 2 de 7", "menos de tres", "27444")
    first, second = rows(made, tables.sitting)
    assert (first.state, second.state, second.second_of) == ("concluded", "in_session", first.id)
    assert faults(made) == []


async def test_a_second_list_forced_through_a_kept_button_is_refused_until_the_fifteenth_minute(body: Stage):
    """Q2: the button of an earlier sitting's notice, its data sent by hand, changes nothing too early."""
    await convene(body)
    await first_list(body, "vmpes", "vmps", "dgse")
    shown = panel(body.secretary)
    forged = shown.button("vmpes")["callback_data"].replace("seat", "list2").rsplit(":", 1)[0]
    await body.after(minutes=14)
    answer = await body.secretary.press_data(forged, shown)
    assert "10:15" in answer
    assert "19 e)" in answer
    assert [row.state for row in rows(body, tables.sitting)] == ["first_list"]
    await body.after(minutes=1)
    await body.secretary.press_data(forged, shown)
    assert [row.state for row in rows(body, tables.sitting)] == ["second_list"]
    assert "Segunda lista" in await body.secretary.press_data(forged, shown)
    assert len(in_group(body, "Segunda lista")) == 1


async def test_the_first_list_cannot_precede_the_convened_hour(body: Stage):
    """Q2: not offered a minute before, refused when forced; the tick offers it at the hour."""
    await convene(body)
    await body.at(HELD.replace(hour=9, minute=59))
    await body.secretary.send("/sala")
    assert "Primera lista" not in panel(body.secretary).labels
    invited = next(each for each in body.secretary.inbox() if "Asistiré" in each.labels)
    forged = invited.button("Asistiré")["callback_data"].replace("rsvp", "list1").rsplit(":", 1)[0]
    assert "10:00" in await body.secretary.press_data(forged, invited)
    assert [row.state for row in rows(body, tables.sitting)] == ["convened"]
    await body.at(HELD)
    offered = heard(body.secretary, "Es hora de la primera lista")[-1]
    assert "Primera lista" in offered.labels
    assert "Primera lista" in panel(body.secretary).labels


async def test_with_quorum_neither_a_second_list_nor_a_conclusion_is_offered_or_taken(body: Stage):
    """Q1, Q2: four of seven install; quorum holds although members leave (Q4)."""
    await convene(body)
    await first_list(body, "vmpes", "vmps", "dgse", "opi")
    await body.after(minutes=15)
    shown = panel(body.secretary)
    assert "Instalar sesión" in shown.labels
    assert "Segunda lista" not in shown.labels
    forged = shown.button("Instalar sesión")["callback_data"]
    assert "Instalar sesión" in await body.secretary.press_data(forged.replace("install", "list2"), shown)
    await body.secretary.press_data(forged.replace("install", "conclude"), shown)
    assert [row.state for row in rows(body, tables.sitting)] == ["first_list"]
    await body.secretary.press("Instalar sesión")
    await body.secretary.press("opi")
    await body.secretary.press("vmps")
    said_now = panel(body.secretary).text
    assert "Presentes: 2 de 7" in said_now
    assert "El quórum de instalación se mantiene" in said_now
    for _ in range(4):
        await body.secretary.press("Siguiente estación")
    await body.secretary.send("/votar 1 Aprobar el plan")
    await body.president.press("A favor")
    await body.secretary.press("A favor")
    await body.secretary.press("Cerrar votación")
    said(body.president, "APROBADO", "A favor: 2")
