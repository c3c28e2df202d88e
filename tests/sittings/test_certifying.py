"""An adopted acuerdo is certified at once, and may be executed before the acta is approved (V8; LPAG)."""

from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import FOUR, faults, files, heard, in_session, lima, rows, said, vote, words_of

UNANIMOUS = dict.fromkeys(FOUR, "A favor")
TIE = {"vmpes": "A favor", "vmps": "A favor", "dgse": "En contra", "opi": "En contra"}


async def test_an_acuerdo_is_certified_by_the_st_while_its_acta_is_still_to_be_approved(each_body: Stage):
    """V8: by its code, or number and year; counts, casting vote, responsible and deadline; filed; nobody else."""
    made = each_body
    st = made.secretary
    await in_session(made)
    await vote(made, 1, "Aprobar el plan de <trabajo> & su {{ 7*7 }}", **TIE)
    await made.president.press("Dirimir a favor")
    await st.send("/acuerdo\nCódigo: 1-2026\nResponsable: dgse\nPlazo: 30/04/2026")
    await st.send("/certificar ACUERDO N.° 001-2026-AYNI-GT")
    said(st, "Certificación N.° 001-2026-AYNI-GT", "pendiente de aprobación", "artículo 102")
    extract = words_of(made, files(st, ".docx")[-1])
    for words in (
        "ACUERDO N.° 001-2026-AYNI-GT", "Aprobar el plan de <trabajo> & su {{ 7*7 }}", "30 de abril de 2026",
        "dos (2) votos a favor", "dos (2) votos en contra", "Voto dirimente", "cuatro (4) integrantes",
        "Director General de Seguimiento y Evaluación", "pendiente de aprobación", "Ordinaria N.° 01-2026",
        "artículo 102", "punto 1 de la agenda, «Plan de trabajo 2026»",
    ):  # fmt: skip
        assert words in extract, words
    await st.send("/certificar 1-2026")
    assert len([row for row in rows(made, tables.document) if row.kind == "extracto"]) == 1
    await made.at(lima(13, 9))
    await st.send("/certificar Código: 1/2026")
    said(st, "Certificación N.° 002-2026-AYNI-GT")
    assert files(st, ".docx")[-1].document.name == "extracto-acuerdo-001-2026-v2.docx"
    await made.seats["opi"].send("/certificar 1-2026")
    said(made.seats["opi"], "Certificar un acuerdo corresponde", "Secretaría Técnica")
    await st.send("/certificar 9-2026")
    said(st, "9-2026")
    assert faults(made) == []


async def test_those_present_authorise_the_immediate_execution_unless_one_of_them_asks_for_the_vote(
    body: Stage,
):
    """V8: proposed and declared as its own act, or put to the vote; it stands in the acta and the extract."""
    st, vmps = body.secretary, body.seats["vmps"]
    await in_session(body)
    await vote(body, 1, "Aprobar el plan", **UNANIMOUS)
    await st.press("Ejecución inmediata")
    said(vmps, "Propuesta de ejecución inmediata", "artículo 102")
    await st.press("Autorizar ejecución")
    said(st, "Ejecución inmediata autorizada", "ACUERDO N.° 001-2026-AYNI-GT")
    await vote(body, 2, "Aprobar las bases", **UNANIMOUS)
    await st.send("/ejecutar 2-2026")
    proposed = said(st, "Propuesta de ejecución inmediata")
    await vmps.press("Pedir votación")
    assert "Hay otra votación" in await st.press("Autorizar ejecución", message=proposed)
    for clave in FOUR:
        await body.seats[clave].press("En contra" if clave == "vmps" else "A favor")
    await st.press("Cerrar votación")
    await st.press("Autorizar ejecución", message=proposed)
    assert heard(st, "APROBADO", "Autorizar la ejecución inmediata del ACUERDO N.° 002-2026-AYNI-GT")
    states = [row.execution_authorised_at is not None for row in rows(body, tables.acuerdo)]
    assert states == [True, True, False]
    await st.send("/anular_votacion Se contó mal")
    assert [row.execution_authorised_at is not None for row in rows(body, tables.acuerdo)][:2] == [
        True,
        False,
    ]
    await st.send("/certificar 3-2026")
    said(st, "sin efecto")
    assert "fue dejado sin efecto" in words_of(body, files(st, ".docx")[-1])
    await st.press("Siguiente estación")
    await st.press("Cerrar sesión")
    await st.press("Cerrar sesión")
    await st.send("/ejecutar 2-2026")
    said(st, "Ahora no es posible autorizar la ejecución inmediata")
    await st.send("/acta")
    assert words_of(body, files(st, ".docx")[-1]).count("autorizaron su ejecución inmediata") == 1
    await st.send("/certificar 1-2026")
    assert "Ejecución inmediata: los integrantes presentes" in words_of(body, files(st, ".docx")[-1])


async def test_the_code_is_asked_for_where_it_is_not_given(body: Stage):
    """V8: the command alone offers the form, and step by step the last acuerdos as buttons."""
    st = body.secretary
    await in_session(body)
    await vote(body, 1, "Aprobar el plan", **UNANIMOUS)
    await st.send("/certificar")
    await st.press("Paso a paso")
    await st.press("1-2026")
    said(st, "Certificación N.° 001-2026-AYNI-GT")
