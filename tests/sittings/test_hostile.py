"""Names and texts made to break things: through the convocatoria, votes and acta, word for word into Word."""

from bot.sandbox.script import code_shown_to
from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import (
    convene,
    faults,
    files,
    in_group,
    in_session,
    install,
    panel,
    reach_agenda,
    rows,
    said,
    vote,
    words_of,
)

NASTY = (
    "{{ 7*7 }} {% raw %} {{ config }}",
    "Ríos & Cía. <b>negrita</b> </w:t> <script>alert('1')</script> &amp; &lt;",
    "comillas \"rectas\" 'simples' «latinas» \\ barra `x` */ -- ; DROP TABLE vote",
    "emoji 👍🏽 👩‍👩‍👧 ¿ñ? Ǝ́ ﷽ ½ 中文",
)


async def test_hostile_words_arrive_word_for_word_from_the_convocatoria_to_the_acta(each_body: Stage):
    """A1, V7: `{{ 7*7 }}` stays `{{ 7*7 }}`; in chat, in the convocatoria, in the votes' reasons, in the acta."""
    made = each_body
    name = "Dra. {{ 7*7 }} O'Higgins <Ñ> & «Hnos.»"
    await convene(made, agenda=NASTY)
    for text in NASTY:
        assert in_group(made, "CONVOCATORIA", text)
    convocatoria = words_of(made, files(made.president, ".docx")[-1])
    assert all(text in convocatoria for text in NASTY)
    await made.seats["de"].send(
        f"/alterno\nNombre: {name}\nCargo: Jefa <de> & {{{{x}}}}\nDocumento: Oficio <1> & 2\nSesiones: todas"
    )
    await made.newcomer("x", code_shown_to(made.seats["de"]))
    assert name in words_of(made, files(made.president, ".docx")[-1])
    await made.seats["vmps"].press("No asistiré")
    await made.seats["vmps"].send(NASTY[1])
    await install(made, "vmpes", "dgse", "opi", "dgcgps")
    await made.secretary.press("de · alterno", message=panel(made.secretary))
    await reach_agenda(made)
    for number, text in enumerate(NASTY, start=1):
        await vote(made, number, text, vmpes="A favor", dgse="A favor", opi="En contra")
        await made.seats["opi"].send(f"/razon {text}")
        await made.secretary.send(f"/nota {number} {text}")
    assert [row.text for row in rows(made, tables.acuerdo)] == list(NASTY)
    await made.secretary.press("Cerrar sesión", message=panel(made.secretary))
    draft = words_of(made, files(made.secretary, ".docx")[-2])
    for text in NASTY:
        assert draft.count(text) >= 3, text
    assert name in draft
    assert "49" not in draft.replace("2049", "")
    assert faults(made) == []
    assert not any(row.error for row in rows(made, tables.inbox))
    assert {row.state for row in rows(made, tables.outbox)} == {"sent"}


async def test_a_text_of_3500_characters_and_marks_that_turn_the_reading_around(body: Stage):
    """Messages stay within Telegram's limits by splitting; bidi overrides and control characters are taken out."""
    long = " ".join(f"palabra{number:04d} <&>" for number in range(206))[:3500].strip()
    await in_session(body)
    await vote(body, 1, long, vmpes="A favor", vmps="A favor")
    await vote(body, 2, "Pagar \u202e000.1\u202c soles\u2066 \u0007\u0000fin", vmpes="A favor")
    first, second = rows(body, tables.acuerdo)
    assert first.text == long
    assert not set(second.text) & set("\u202e\u202c\u2066\u0007\u0000")
    await body.secretary.press("Cerrar sesión", message=panel(body.secretary))
    await body.secretary.press("Cerrar sesión")
    draft = words_of(body, files(body.secretary, ".docx")[-2])
    assert long in draft
    assert second.text in draft
    whole = "".join(message.text for message in body.group.transcript() if message.text)
    assert "palabra0199 <&>" in whole
    assert {row.state for row in rows(body, tables.outbox)} == {"sent"}


async def test_an_agenda_of_forty_long_items_goes_out_whole(body: Stage):
    """Never by cutting: every item stands in the chat and in the Word file."""
    items = [f"Punto {number}: " + "análisis & evaluación <detallada> " * 9 for number in range(1, 41)]
    items = [item.strip() for item in items]
    member = body.seats["opi"]
    await body.secretary.send("/convocar")
    await body.secretary.press("Paso a paso")
    await body.secretary.press("Ordinaria")
    await body.secretary.send("12/03/2026 10:00")
    await body.secretary.send("Sala")
    for start in range(0, 40, 8):
        await body.secretary.send("\n".join(items[start : start + 8]))
    await body.secretary.press("Listo")
    await body.secretary.press("Omitir")
    await body.secretary.press("Emitir convocatoria")
    text = "\n".join(message.text for message in member.inbox())
    assert all(item in text for item in items)
    answerable = next(each for each in reversed(member.inbox()) if "Asistiré" in each.labels)
    assert len(answerable.text) <= 4096
    assert await member.press("Asistiré", message=answerable) == "Su respuesta: Asistiré."
    assert all(item in words_of(body, files(member, ".docx")[-1]) for item in items)
    await install(body)
    await reach_agenda(body)
    await body.secretary.send("/sala")
    await vote(body, 40, "Aprobar el último", vmpes="A favor")
    said(body.president, "APROBADO")
    assert {row.state for row in rows(body, tables.outbox)} == {"sent"}
