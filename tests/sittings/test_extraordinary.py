"""The extraordinary sitting: convened by the President, on its own agenda, without stations."""

from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import (
    convene,
    convocatoria,
    faults,
    files,
    heard,
    in_group,
    install,
    lima,
    rows,
    said,
    vote,
    words_of,
)

HELD = lima(5, 16)


async def test_an_extraordinary_sitting_runs_from_its_convocatoria_to_its_acta(each_body: Stage):
    """C2, S1, V1, A1: it treats its agenda only, from the first minute."""
    made = each_body
    await convene(made, HELD, "extraordinaria", agenda=["Emergencia en Ayacucho"])
    assert len(in_group(made, "CONVOCATORIA", "Sesión Extraordinaria")) == 1
    await install(made, held_at=HELD)
    said(made.president, "Sesión Extraordinaria N.° 01-2026", "Emergencia en Ayacucho")
    await vote(
        made, 1, "Declarar la emergencia", vmpes="A favor", vmps="A favor", dgse="A favor", opi="En contra"
    )
    said(made.president, "APROBADO", "ACUERDO N.° 001-2026-AYNI-GT", "A favor: 3", "En contra: 1")
    await made.secretary.send("/nota pedidos Se pidió un informe")
    said(made.secretary, "extraordinaria")
    await made.secretary.send("/sala")
    assert "Siguiente estación" not in made.secretary.inbox()[-1].labels
    await made.secretary.press("Cerrar sesión")
    await made.secretary.press("Circular")
    acta = words_of(made, files(made.seats["opi"], ".docx")[-1])
    assert "ACUERDO N.° 001-2026-AYNI-GT" in acta
    assert "Declarar la emergencia" in acta
    assert "edidos" not in acta
    assert faults(made) == []


async def test_the_secretariat_cannot_convene_an_extraordinary_sitting(body: Stage):
    """C2: refused with article 19 b) and the earliest date it could be held; nothing is kept."""
    await body.secretary.send(convocatoria(HELD, "extraordinaria"))
    refused = said(body.secretary, "Presidencia", "artículo 19 b)", "05/03/2026")
    assert "Emitir convocatoria" not in refused.labels
    assert rows(body, tables.sitting) == []


async def test_short_notice_is_refused_with_the_article_and_the_earliest_lawful_date(body: Stage):
    """C4, C5: two days for an extraordinary sitting, six for an ordinary one; three and seven are lawful."""
    await body.president.send(convocatoria(lima(4, 23, 59), "extraordinaria"))
    said(body.president, "artículo 19 b)", "05/03/2026", "plazo")
    await body.secretary.send(convocatoria(lima(8, 23)))
    said(body.secretary, "artículo 25 d)", "09/03/2026", "plazo")
    await body.secretary.send(convocatoria(lima(9, 0)))
    assert "Emitir convocatoria" in said(body.secretary, "día 7").labels
    await body.president.send(convocatoria(HELD, "extraordinaria"))
    assert "Emitir convocatoria" in said(body.president, "día 3").labels


async def test_a_preview_made_before_midnight_is_counted_again_when_it_is_issued(body: Stage):
    """C4, C5: seven days on Monday are six on Tuesday, and then nothing goes out."""
    await body.secretary.send(convocatoria(lima(9, 15)))
    await body.at(lima(3, 0, 1))
    answer = await body.secretary.press("Emitir convocatoria")
    assert "plazo" in answer
    assert "10/03/2026" in answer
    assert heard(body.seats["opi"], "CONVOCATORIA") == []
    assert [row.state for row in rows(body, tables.sitting)] == ["draft"]
