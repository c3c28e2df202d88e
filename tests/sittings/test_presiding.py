"""Whoever presides in the President's place: their alternate, else whom those present elect (W4, V4)."""

from bot.sandbox.script import code_shown_to
from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import (
    convene,
    files,
    first_list,
    heard,
    in_group,
    panel,
    reach_agenda,
    rows,
    said,
    vote,
    words_of,
)

TIE = {"vmps": "A favor", "dgse": "A favor", "dgcgps": "En contra", "opi": "En contra"}
CASTING = "Dirimir a favor"


async def test_those_present_elect_who_presides_and_only_the_elected_breaks_the_tie(each_body: Stage):
    """W4, V4: the casting vote is offered to the presider and to nobody else; a forged press is refused."""
    made = each_body
    await convene(made)
    await first_list(made, *TIE)
    answer = await made.secretary.press("Instalar sesión")
    assert "eligen a quien presida" in answer
    await made.secretary.press("Preside: vmps")
    presider = made.seats["vmps"]
    assert in_group(made, "Sesión instalada", presider.name, "por elección de los presentes")
    await reach_agenda(made)
    await vote(made, 1, "Aprobar el plan", **TIE)
    assert CASTING in said(presider, "le corresponde dirimir", "A favor: 2", "En contra: 2").labels
    everybody = [*made.seats.values(), *made.team]
    offered = [each for each in everybody if any(CASTING in message.labels for message in each.inbox())]
    assert offered == [presider]
    assert not any(CASTING in message.labels for message in made.group.transcript())
    paper = next(message for message in presider.inbox() if CASTING in message.labels)
    forged = paper.button(CASTING)["callback_data"]
    for who in (made.president, made.secretary, made.seats["opi"], made.team[0]):
        answer = await who.press_data(forged, who.inbox()[-1])
        assert "únicamente a quien preside" in answer
    assert [row.state for row in rows(made, tables.vote)] == ["tied"]
    assert (await presider.press(CASTING)).startswith("Voto dirimente: A favor")
    again = await presider.press("Dirimir en contra")
    assert again.startswith("Voto dirimente: A favor")
    said(made.secretary, "APROBADO", "ACUERDO N.° 001-2026-AYNI-GT", "A favor: 2", "En contra: 2")
    await made.secretary.press("Cerrar sesión", message=panel(made.secretary))
    await made.secretary.press("Cerrar sesión")
    draft = words_of(made, files(made.secretary, ".docx")[-2])
    assert "por elección de los integrantes presentes" in draft
    assert "artículo 96 del TUO" in draft


async def test_the_presidents_alternate_presides_with_the_casting_vote(body: Stage):
    """W2, W4: the alternate conducts, and the acta cites the article on alternates for it."""
    await body.president.send(
        "/alterno\nNombre: Dra. Inés Quispe Ñahui\nCargo: Asesora\nDocumento: Oficio 1\nSesiones: próxima"
    )
    said(body.president, "No hay una próxima sesión")
    await convene(body)
    await body.president.send(
        "/alterno\nNombre: Dra. Inés Quispe Ñahui\nCargo: Asesora\nDocumento: Oficio 1\nSesiones: próxima"
    )
    alternate = await body.newcomer("Inés", code_shown_to(body.president))
    await first_list(body, "vmps", "dgse", "opi")
    await alternate.press("Presente")
    await body.secretary.press("Instalar sesión")
    assert in_group(body, "Preside: Dra. Inés Quispe Ñahui", "alterna de la Presidencia")
    assert "Abrir sala" in said(alternate, "Sesión instalada").labels
    await alternate.press("Abrir sala")
    for _ in range(4):
        await alternate.press("Siguiente estación")
    await alternate.send("/votar 1 Aprobar el plan")
    for person, label in (
        (alternate, "A favor"),
        (body.seats["vmps"], "A favor"),
        (body.seats["dgse"], "En contra"),
        (body.seats["opi"], "En contra"),
    ):
        await person.press(label)
    await alternate.press("Cerrar votación")
    await alternate.press("Dirimir en contra")
    said(body.secretary, "NO APROBADO")
    said(alternate, "NO APROBADO")
    assert heard(body.president, "le corresponde dirimir") == []
    await body.secretary.press("Cerrar sesión", message=panel(body.secretary))
    await body.secretary.press("Cerrar sesión")
    draft = words_of(body, files(body.secretary, ".docx")[-2])
    assert "alterna" in draft
    assert "conforme al artículo 16 del Manual de Operaciones" in draft


async def test_a_presider_who_leaves_is_replaced_before_the_tie_is_broken(body: Stage):
    """W4, V4: the tie waits; the President who arrives presides, and gets the casting vote."""
    await convene(body)
    await first_list(body, *TIE)
    await body.secretary.press("Preside: opi")
    await reach_agenda(body)
    await vote(body, 1, "Aprobar el plan", **TIE)
    said(body.seats["opi"], "le corresponde dirimir")
    await body.secretary.press("vmpes", message=panel(body.secretary))
    assert heard(body.president, "Empate: le corresponde dirimir")
    old = await body.seats["opi"].press("Dirimir a favor")
    assert "únicamente a quien preside" in old
    await body.president.press("Dirimir a favor")
    said(body.secretary, "APROBADO")
