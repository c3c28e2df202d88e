"""Acuerdos followed from their adoption to their fulfilment: who says what, and how the body is informed (F1)."""

from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import (
    FOUR,
    convene,
    faults,
    files,
    heard,
    in_group,
    in_session,
    install,
    lima,
    rows,
    said,
    vote,
    words_of,
)

UNANIMOUS = dict.fromkeys(FOUR, "A favor")


async def adopted(made: Stage, *responsible: str) -> None:
    """A closed sitting with an acuerdo for each of those, due on 30 March."""
    await in_session(made)
    for number, who in enumerate(responsible, start=1):
        await vote(made, number, f"Cumplir lo <{number}>", **UNANIMOUS)
        form = f"/acuerdo\nCódigo: {number}-2026\nResponsable: {who}\nPlazo: 30/03/2026"
        await made.secretary.send(form)
    await made.secretary.press("Siguiente estación")
    if "sin decidir" in await made.secretary.press("Cerrar sesión"):
        await made.secretary.press("Cerrar sesión")


async def test_the_responsible_report_with_evidence_the_st_returns_and_confirms_and_reminders_obey(
    each_body: Stage,
):
    """F1: *Avance* in words and with a file, *Cumplido*, *Devolver*, *Confirmar*; nobody is reminded any more."""
    made = each_body
    st, opi = made.secretary, made.seats["opi"]
    await adopted(made, "opi")
    await opi.send("/misacuerdos")
    said(opi, "ACUERDO N.° 001-2026-AYNI-GT", "pendiente", "30/03/2026", "Ninguno todavía", "artículo 25 k)")
    await opi.press("Avance")
    said(opi, "¿Qué se avanzó")
    await opi.send("Se redactó el <borrador> & sus anexos")
    said(opi, "Avance anotado")
    said(st, "Avance de un acuerdo", "Se redactó el <borrador> & sus anexos")
    await opi.send("/misacuerdos")
    await opi.press("Avance")
    await opi.upload(b"informe", "informe final.pdf", caption="Con su informe")
    assert files(st, "informe final.pdf")
    await made.at(lima(23, 9))
    reminder = said(opi, "vence en una semana")
    await opi.upload(b"cargo", "cargo.pdf", reply_to=reminder)
    await opi.press("Cumplido", message=reminder)
    said(st, "Acuerdo informado como cumplido", "Lo informa")
    before = len(opi.inbox())
    await made.at(lima(31, 9))
    assert len(opi.inbox()) == before
    (overdue,) = heard(st, "Acuerdo vencido", "falta confirmarlo o devolverlo")
    await st.press("Devolver", message=overdue)
    await st.send("Falta el anexo 2")
    said(opi, "Cumplimiento devuelto", "Falta el anexo 2")
    await made.at(lima(7, 9, month=4))
    said(opi, "Acuerdo vencido", "8 días")
    await opi.press("Cumplido")
    await st.press("Confirmar cumplimiento")
    said(opi, "Acuerdo cumplido", "ACUERDO N.° 001-2026-AYNI-GT")
    before = len(opi.inbox())
    await made.at(lima(21, 9, month=4))
    assert len(opi.inbox()) == before
    await opi.send("/misacuerdos")
    said(opi, "cumplido")
    await opi.press("1-2026")
    card = said(
        opi, "informe final.pdf", "cargo.pdf", "Con su informe", "devuelto: Falta el anexo 2", "confirmado"
    )
    assert "Avance" not in card.labels
    assert "está cumplido y no admite" in await opi.press("Avance", message=reminder)
    evidence = [row for row in rows(made, tables.document) if row.kind == "sustento"]
    assert [(row.name, row.sitting_id) for row in evidence] == [("informe final.pdf", 1), ("cargo.pdf", 1)]
    assert faults(made) == []


async def test_everybody_finds_acuerdos_with_status_code_and_deadline_and_only_the_responsible_act(
    body: Stage,
):
    """F1: `/acuerdos` with and without words, `/pendientes` by deadline; without effect only with its reason."""
    st, de = body.secretary, body.seats["de"]
    await adopted(body, "opi", "vmps")
    await de.send("/acuerdos")
    said(de, "ACUERDO N.° 001-2026-AYNI-GT", "ACUERDO N.° 002-2026-AYNI-GT", "pendiente", "30/03/2026")
    await de.send("/acuerdos viceMINISTRO prestaciónes")
    listed = said(de, "ACUERDO N.° 002-2026-AYNI-GT")
    assert "001-2026" not in listed.text
    await de.send("/acuerdos nada de eso")
    said(de, "Ninguno contiene esas palabras")
    await de.send("/misacuerdos")
    said(de, "Ninguno está a cargo de su puesto")
    await de.press("2-2026", message=listed)
    assert said(de, "Cumplir lo <2>").labels == []
    await body.seats["vmps"].send("/misacuerdos")
    mine = said(body.seats["vmps"], "Cumplir lo <2>")
    data = mine.button("Avance")["callback_data"]
    assert "Secretaría Técnica" in await de.press_data(data, mine)
    await body.at(lima(31, 9))
    await st.send("/pendientes")
    await st.press("1-2026")
    await st.press("Dejar sin efecto")
    await st.send("El concurso se canceló")
    said(body.seats["opi"], "Acuerdo sin efecto", "El concurso se canceló")
    await st.send("/pendientes")
    listed = said(st, "002-2026", "vencido hace 1 día")
    assert "001-2026" not in listed.text
    await st.send("/certificar 1-2026")
    assert "quedó sin efecto el 31 de marzo de 2026: El concurso se canceló" in words_of(
        body, files(st, ".docx")[-1]
    )
    await st.press("Informar al órgano", message=listed)
    for person in (de, body.president):
        said(person, "Cumplimiento de los acuerdos", "Vencido: 1", "Sin efecto: 1", "Total: 2")
    assert len(in_group(body, "Cumplimiento de los acuerdos")) == 1
    await de.send("/cumplimiento")
    said(de, "corresponde", "Secretaría Técnica")


async def test_at_the_station_informes_the_body_hears_how_its_acuerdos_stand(body: Stage):
    """F1: the compliance, in the group and to whoever leads; where nothing was adopted yet, nothing is said."""
    await adopted(body, "opi")
    assert in_group(body, "Cumplimiento de los acuerdos") == []
    await convene(body, lima(26, 10))
    await install(body, held_at=lima(26, 10))
    await body.secretary.press("Siguiente estación")
    await body.secretary.press("Siguiente estación")
    assert len(in_group(body, "Cumplimiento de los acuerdos", "Pendiente: 1")) == 1
    assert heard(body.president, "Cumplimiento de los acuerdos", "Total: 1")
    notes = [row.text for row in rows(body, tables.note) if row.station == "reports"]
    assert notes == ["La Secretaría Técnica informó del cumplimiento de los acuerdos adoptados: 1 pendiente."]
