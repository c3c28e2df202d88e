"""The monthly report to the body and the Presidency's to the Minister, with charts (F2; 25 s, 23 h)."""

import io
import zipfile

from bot.sandbox.stage import Stage
from bot.sandbox.state import Message
from bot.store import tables
from tests.sittings.acts import FOUR, faults, files, in_group, in_session, lima, rows, said, vote, words_of

UNANIMOUS = dict.fromkeys(FOUR, "A favor")


def chart(made: Stage, message: Message, number: int) -> str:
    """What a chart of a Word document is drawn from."""
    with zipfile.ZipFile(io.BytesIO(made.server.document(message))) as opened:
        return opened.read(f"word/charts/chart{number}.xml").decode()


async def a_month(made: Stage) -> None:
    """A sitting on 12 March with two acuerdos, its acta sent in time; one acuerdo overdue on the 21st."""
    await in_session(made)
    for number, (who, day) in enumerate((("opi", 20), ("vmps", 30)), start=1):
        await vote(made, number, f"Cumplir lo <{number}> & {{{{ 7*7 }}}}", **UNANIMOUS)
        form = f"/acuerdo\nCódigo: {number}-2026\nResponsable: {who}\nPlazo: {day}/03/2026"
        await made.secretary.send(form)
    await made.secretary.press("Siguiente estación")
    if "sin decidir" in await made.secretary.press("Cerrar sesión"):
        await made.secretary.press("Cerrar sesión")
    await made.secretary.send("/acta")
    await made.secretary.press("Circular")
    await made.seats["vmps"].send("/misacuerdos")
    await made.seats["vmps"].press("Avance")
    await made.seats["vmps"].send("Va por la <mitad>")
    await made.at(lima(25, 9))


async def test_the_st_prepares_the_report_of_the_month_completes_it_and_sends_it_to_the_body(
    each_body: Stage,
):
    """F2: figures from the record, words from the ST, charts in Word; nobody gets it before it is sent."""
    made = each_body
    st, de = made.secretary, made.seats["de"]
    await a_month(made)
    await st.send("/informe")
    said(st, "Marzo de 2026", "versión 1", "Todavía no se ha enviado", "artículo 25 s)", "Riesgos")
    report = words_of(made, files(st, ".docx")[-1])
    for words in (
        "Informe mensual de avances", "se celebró una (1) sesión",
        "4 de 7 (57 %)", "en plazo", "1 en proceso y 1 vencido", "Va por la <mitad>", "No se consignaron riesgos",
        "Cumplir lo <1> & {{ 7*7 }}", "ACUERDO N.° 002-2026-AYNI-GT",
    ):  # fmt: skip
        assert words in report, words
    await st.send(
        "/informe\nMes: marzo\nRiesgos:\n1. Falta la <transferencia>\n2. Cambio de personal\n"
        "Puntos críticos: El convenio\nCuellos de botella:\n- La revisión {{ legal }}"
    )
    said(st, "versión 2")
    latest = files(st, ".docx")[-1]
    assert latest.document.name == "informe-2026-03-v2.docx"
    report = words_of(made, latest)
    for words in ("Falta la <transferencia>", "Cambio de personal", "El convenio", "La revisión {{ legal }}"):
        assert words in report, words
    assert '<c:pt idx="3"><c:v>1</c:v></c:pt>' in chart(made, latest, 1)
    assert "57" in chart(made, latest, 3)
    assert files(de, "informe-2026-03-v2.docx") == []
    await st.press("Enviar al órgano")
    said(st, "se envió al órgano")
    assert files(de, "informe-2026-03-v2.docx")
    assert in_group(made, "Informe mensual de avances", "Marzo de 2026")
    assert "Informe enviado" in await st.press("Enviar al órgano")
    assert len(files(de, "informe-2026-03-v2.docx")) == 1
    await st.send("/informe 03/2026")
    said(st, "versión 2")
    assert len([row for row in rows(made, tables.document) if row.kind == "informe"]) == 2
    await de.send("/informe")
    said(de, "Emitir el informe mensual corresponde", "Secretaría Técnica")
    assert faults(made) == []


async def test_the_report_to_the_minister_goes_to_the_presidency_and_to_nobody_else(body: Stage):
    """F2: its own heading and article (23 h); completed step by step."""
    st = body.secretary
    await a_month(body)
    await st.send("/informe ministro marzo 2026")
    said(st, "Informe de la Presidencia", "artículo 23 h)")
    await st.press("Completar")
    await st.send("Se publicaron las bases")
    await st.press("Listo")
    for _ in ("Riesgos", "Puntos críticos", "Cuellos de botella"):
        await st.press("Omitir")
    await st.send("Segundo piloto en Puno")
    await st.press("Listo")
    report = words_of(body, files(st, ".docx")[-1])
    for words in (
        "Informe de la Presidencia", "Titular del Ministerio de Desarrollo e Inclusión Social",
        "Se publicaron las bases", "Segundo piloto en Puno", "artículo 23 h) del Manual de Operaciones",
        "Viceministra de Políticas y Evaluación Social",
    ):  # fmt: skip
        assert words in report, words
    await st.press("Enviar a la Presidencia")
    assert files(body.president, "informe-ministerio-2026-03-v2.docx")
    assert files(body.seats["de"], "informe-ministerio-2026-03-v2.docx") == []
    assert in_group(body, "Informe de la Presidencia") == []


async def test_the_month_is_said_in_words_or_figures_and_must_have_begun(body: Stage):
    """F2: setiembre and septiembre, mm/aaaa; in a month's first days the report is still the last one's."""
    st = body.secretary
    for text, words in (
        ("setiembre de 2025", "Setiembre de 2025"),
        ("Septiembre 2025", "Setiembre de 2025"),
        ("2/2026", "Febrero de 2026"),
        ("diciembre", "Diciembre de 2025"),
        ("", "Marzo de 2026"),
    ):
        await st.send(f"/informe {text}")
        said(st, words)
    for text in ("abril", "04/2026", "mayo de 2027"):
        await st.send(f"/informe {text}")
        said(st, "todavía no empieza", "artículo 25 s)")
    await st.send("/informe el mes pasado")
    said(st, "Mes", "marzo de 2026 o 03/2026")
    await body.at(lima(3, 9, month=4))
    await st.send("/informe")
    said(st, "Marzo de 2026")
    await body.at(lima(9, 9, month=4))
    await st.send("/informe")
    said(st, "Abril de 2026")
