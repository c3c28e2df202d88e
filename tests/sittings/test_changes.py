"""Convening, whole: requests, documents, changes after the issue, the register, universal attendance."""

import pytest

from bot.sandbox.person import Person
from bot.sandbox.script import code_shown_to
from bot.sandbox.stage import Stage
from bot.sandbox.state import Document
from bot.store import tables
from bot.usecases import dialogue
from bot.usecases.documents import LIMIT_MB
from tests.sittings.acts import (
    convene,
    convocatoria,
    faults,
    files,
    heard,
    in_group,
    install,
    lima,
    panel,
    rows,
    said,
    vote,
    words_of,
)

SEVEN = ("vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de", "opi")
CALL = "Fecha: {}\nLugar: Sala 5\nAgenda:\n1. Emergencia en Ayacucho"


def calendars(made: Stage, person: Person) -> list[str]:
    return [made.server.document(each).decode() for each in files(person, ".ics")]


async def test_c2_the_st_asks_the_president_convenes_and_all_are_called(each_body: Stage):
    """C2: Convocar sends it as the President's; the Word file says at whose request."""
    made = each_body
    await made.secretary.send("/solicitar")
    assert "Tipo: extraordinaria" in said(made.secretary, "/solicitar").text
    await made.secretary.send("/solicitar\nTipo: extraordinaria\n" + CALL.format("04/03/2026 16:00"))
    said(made.secretary, "artículo 19 b)", "05/03/2026", "/universal")
    await made.secretary.send("/solicitar\nTipo: extraordinaria\n" + CALL.format("05/03/2026 16:00"))
    said(made.secretary, "Solicitud enviada")
    asked = said(made.president, "Solicitud de sesión extraordinaria", "día 3", "Ayacucho")
    assert asked.labels == ["Convocar", "Denegar"]
    assert (
        await made.president.press("Convocar")
        == "Convocatoria emitida: Sesión Extraordinaria del 05/03/2026."
    )
    assert len(in_group(made, "CONVOCATORIA")) == 1
    word = words_of(made, files(made.seats["opi"], ".docx")[-1])
    assert "atendiendo la solicitud del Director General de Seguimiento y Evaluación" in " ".join(
        word.split()
    )
    assert heard(made.secretary, "Convocatoria emitida")
    assert faults(made) == []


async def test_c2_denegar_asks_the_reason_also_after_a_restart(body: Stage):
    """C2: the next plain text is the reason, and the ST gets it."""
    await body.secretary.send("/solicitar\nTipo: extraordinaria\n" + CALL.format("06/03/2026 16:00"))
    await body.president.press("Denegar")
    said(body.president, "motivo")
    await body.app.run(dialogue.repeat_open_questions, body.app.desk)
    await body.server.settled()
    said(body.president, "motivo")
    await body.president.send("La sala está en obras")
    said(body.president, "Solicitud denegada", "La sala está en obras")
    said(body.secretary, "Solicitud denegada", "La sala está en obras")
    late = await body.president.press("Convocar")
    assert "descartada" in late
    assert heard(body.seats["opi"], "CONVOCATORIA") == []


async def test_c2_a_request_step_by_step(body: Stage):
    """C2: guided, with the kind as a button; a short notice asks for the date again."""
    await body.secretary.send("/solicitar")
    await body.secretary.press("Paso a paso")
    await body.secretary.press("Extraordinaria")
    await body.secretary.send("04/03/2026 10:00")
    await body.secretary.send("Sala 5")
    await body.secretary.send("1. Emergencia")
    await body.secretary.press("Listo")
    await body.secretary.press("Omitir")
    said(body.secretary, "Fecha")
    assert heard(body.secretary, "plazo no alcanza")
    await body.secretary.send("06/03/2026 10:00")
    said(body.secretary, "Solicitud enviada")
    assert said(body.president, "Solicitud").labels == ["Convocar", "Denegar"]


async def test_c3_a_document_of_a_draft_goes_out_with_the_convocatoria(each_body: Stage):
    """C3: asked for its item, named in the Word file, sent to all, in the folder by its hash."""
    made = each_body
    await made.secretary.send(convocatoria())
    await made.secretary.upload(b"%PDF-1.7 plan", "../Plan 2026.pdf")
    said(made.secretary, "Plan 2026.pdf", "punto de la agenda")
    await made.secretary.press("1")
    said(made.secretary, "Documento archivado", "con la convocatoria")
    assert files(made.seats["opi"], ".pdf") == []
    await made.secretary.press("Emitir convocatoria")
    for person in made.seats.values():
        [sent] = files(person, ".pdf")
        assert (sent.document.name, made.server.document(sent)) == ("Plan 2026.pdf", b"%PDF-1.7 plan")
    assert "Plan 2026.pdf" in words_of(made, files(made.seats["opi"], ".docx")[-1])
    assert heard(made.seats["opi"], "CONVOCATORIA", "1. Plan de trabajo 2026\n   📎 Plan 2026.pdf")
    assert faults(made) == []


async def test_c3_any_member_sends_a_file_in_time_or_late(body: Stage):
    """C3: distributed at once a week ahead, filed as late afterwards; the buttons outlive a restart."""
    await convene(body)
    opi = body.seats["opi"]
    await opi.upload(b"cifras", "Cifras.xlsx")
    await opi.press("Toda la sesión")
    said(opi, "Se envió a todos", "1. Cifras.xlsx")
    assert len(files(body.seats["de"], ".xlsx")) == 1
    assert await opi.press("Toda la sesión") == "Documento archivado."
    assert len(files(body.seats["de"], ".xlsx")) == 1
    await opi.upload(b"tarde", "Tarde.pdf")
    await body.at(lima(6, 9))
    await opi.press("2")
    said(opi, "fuera del plazo", "Tarde.pdf (punto 2), fuera de plazo")
    said(body.president, "Documento presentado, fuera de plazo")
    assert files(body.seats["de"], ".pdf") == []
    assert len(files(body.president, ".pdf")) == 1


async def test_c3_a_file_too_large_or_of_nobody_is_turned_away_with_the_limit(
    body: Stage, monkeypatch: pytest.MonkeyPatch
):
    """Telegram hands over 20 MB at most, whatever a message says of its file; a stranger's is not even fetched."""
    await convene(body)
    video = b"0" * ((LIMIT_MB + 1) * 1024 * 1024)
    await body.seats["opi"].upload(video, "Video.mp4")
    said(body.seats["opi"], "21 MB", "20 MB", "No se guardó")
    told = Document.json
    monkeypatch.setattr(Document, "json", lambda file: told(file) | {"file_size": 1})
    monkeypatch.setattr("bot.sandbox.documents.MAX_DOWNLOAD", len(video))
    await body.seats["opi"].upload(video, "Otro.mp4")
    said(body.seats["opi"], "21 MB", "20 MB", "No se guardó")
    stranger = body.server.person("Ajena")
    await stranger.upload(b"x", "x.pdf")
    assert "registradas" in stranger.inbox()[-1].text
    assert [row for row in rows(body, tables.document) if row.kind == "presentado"] == []


async def test_c3_a_sitting_without_documents_is_flagged_a_week_ahead(body: Stage):
    """C3: to President and ST at nine, and to no member."""
    await convene(body)
    await body.at(lima(5, 9))
    for person in (body.president, body.secretary):
        said(person, "no tiene documentos", "artículo 25 d)")
    assert heard(body.seats["opi"], "no tiene documentos") == []


async def test_c6_another_date_goes_to_all_as_rectification(each_body: Stage):
    """C6, C9: previewed with its count; calendar SEQUENCE up; those who had answered are asked again."""
    made = each_body
    await convene(made)
    await made.seats["opi"].press("Asistiré")
    await made.secretary.send("/reprogramar\nFecha: 08/03/2026 10:00\nMotivo: Viaje")
    said(made.secretary, "plazo no alcanza", "09/03/2026")
    await made.secretary.send("/reprogramar\nFecha: 13/03/2026 11:00\nMotivo: Viaje de la Presidencia")
    preview = said(made.secretary, "Vista previa de la rectificación", "día 11", "viernes 13/03/2026")
    assert preview.labels == ["Emitir rectificación"]
    assert heard(made.seats["opi"], "RECTIFICACIÓN") == []
    answer = await made.secretary.press("Emitir rectificación")
    assert answer == "Rectificación emitida: Sesión Ordinaria del 13/03/2026."
    told = heard(made.seats["opi"], "RECTIFICACIÓN", "versión 2", "Viaje de la Presidencia")
    assert told[0].labels == ["Asistiré", "Asistirá mi alterno", "No asistiré"]
    assert len(in_group(made, "RECTIFICACIÓN")) == 1
    first, second = calendars(made, made.seats["opi"])
    assert ("SEQUENCE:0" in first, "SEQUENCE:1" in second, "METHOD:REQUEST" in second) == (True, True, True)
    assert first.split("UID:")[1].split()[0] == second.split("UID:")[1].split()[0]
    word = words_of(made, files(made.seats["opi"], ".docx")[-1])
    assert "Rectificación de convocatoria" in word
    assert "Viaje de la Presidencia" in word
    assert rows(made, tables.rsvp) == []
    await install(made, held_at=lima(13, 11))
    assert faults(made) == []


async def test_c6_the_form_left_as_it_stands_changes_only_what_was_filled_in(body: Stage):
    """C6: the empty form's own patterns are no values; another place needs no new notice."""
    await convene(body)
    await body.at(lima(9, 9))
    await body.secretary.send("/rectificar")
    form = said(body.secretary, "/rectificar").text
    blank = (
        form[form.index("/rectificar") :]
        .replace("Lugar:", "Lugar: Sala 7")
        .replace("Motivo:", "Motivo: Obras")
    )
    await body.secretary.send(blank)
    said(body.secretary, "Vista previa", "Sala 7", "no se requiere un plazo nuevo")
    await body.secretary.press("Emitir rectificación")
    heard_by = heard(body.seats["opi"], "RECTIFICACIÓN", "Sala 7", "Obras")
    assert len(heard_by) == 1
    await body.secretary.send("/rectificar\nLugar: Sala 8")
    said(body.secretary, "Motivo")
    await body.secretary.send("/rectificar\nAgenda:\n1. Otra cosa\nMotivo: Urgencia")
    said(body.secretary, "plazo no alcanza", "artículo 25 d)")


async def test_c6_a_cancelled_sitting_is_taken_out_of_the_calendars(body: Stage):
    """C6: with its reason, METHOD:CANCEL, and a Word notice; only the President cancels hers."""
    await convene(body)
    await body.secretary.send("/cancelar_sesion Duelo nacional")
    assert said(body.secretary, "se cancela", "Duelo nacional").labels == ["Emitir cancelación"]
    await body.secretary.press("Emitir cancelación")
    told = heard(body.seats["opi"], "RECTIFICACIÓN", "no se realizará", "Duelo nacional")
    assert told[0].labels == []
    assert "METHOD:CANCEL" in calendars(body, body.seats["opi"])[-1]
    word, entry = (files(body.seats["opi"], ending)[-1] for ending in (".docx", ".ics"))
    assert (word.text, entry.text) == (
        "Cancelación de la convocatoria, versión 2", "Retiro de la cita de su calendario, versión 2",
    )  # fmt: skip
    assert word.document is not None
    assert word.document.name == "convocatoria-ordinaria-2026-03-12-v2-cancelacion.docx"
    await body.seats["opi"].send("/carpeta")
    said(
        body.seats["opi"],
        "1. Convocatoria (versión reemplazada por la 2)",
        "Cancelación de la convocatoria, versión 2,",
        "Retiro de la cita del calendario, versión 2,",
    )
    assert "no se realizará" in " ".join(words_of(body, files(body.seats["opi"], ".docx")[-1]).split())
    assert [row.state for row in rows(body, tables.sitting)] == ["cancelled"]
    await convene(body, lima(6, 16), "extraordinaria")
    await body.secretary.send("/cancelar_sesion\nMotivo: Otro")
    said(body.secretary, "la Presidencia", "artículo 19 b)")
    await body.at(lima(12, 11))
    assert heard(body.secretary, "Es hora de la primera lista", "12/03/2026") == []


async def test_c6_a_change_step_by_step_survives_a_restart(body: Stage):
    """C6: the question that is open is asked again, and the answers before it are kept."""
    await convene(body)
    await body.secretary.send("/reprogramar")
    await body.secretary.press("Paso a paso")
    await body.secretary.send("13/03/2026 10:00")
    await body.app.run(dialogue.repeat_open_questions, body.app.desk)
    await body.server.settled()
    said(body.secretary, "Motivo")
    await body.secretary.send("Viaje")
    assert said(body.secretary, "Vista previa").labels == ["Emitir rectificación"]


async def test_c8_the_register_shows_margins_and_takes_service_by_other_means(body: Stage):
    """C8: served with its days, the unserved apart, an oficio with its date; refused where impossible."""
    await body.seats["opi"].block()
    await convene(body)
    said(body.secretary, "No se pudo entregar", "opi", "/notificado")
    await body.seats["de"].press("Asistiré")
    await body.secretary.send("/notificaciones")
    said(
        body.secretary,
        "Se le notificó con 10 días de anticipación",
        "Sin notificar",
        "(opi)",
        "Primera respuesta",
    )
    await body.at(lima(4, 9))
    await body.secretary.send(
        "/notificado\nIntegrante: opi\nMedio: oficio\nReferencia: Oficio N.° 9-2026\nFecha: 03/03/2026 16:00"
    )
    said(body.secretary, "Notificación registrada", "9 días de anticipación")
    await body.president.send("/notificaciones")
    assert "Sin notificar" not in said(body.president, "Oficio N.° 9-2026", "con 9 días").text
    await body.secretary.send(
        "/notificado\nIntegrante: opi\nMedio: oficio\nReferencia: x\nFecha: 01/03/2026 16:00"
    )
    said(body.secretary, "no puede ser la fecha")
    await body.seats["de"].send("/notificaciones")
    said(body.seats["de"], "corresponde")


async def test_c5_all_present_and_willing_sit_without_convocatoria(each_body: Stage):
    """C5: refused while anybody is missing; then it takes its number, votes, and the acta says it."""
    made = each_body
    await made.president.send(convocatoria(lima(3, 10), "extraordinaria"))
    said(made.president, "plazo no alcanza", "/universal")
    await made.president.send("/universal\nTipo: extraordinaria\n" + CALL.format("02/03/2026 16:00"))
    for clave in SEVEN:
        await made.seats[clave].press("Acepto sesionar")
    for clave in SEVEN[:-1]:
        await made.seats[clave].press("Presente", chat=made.group)
    await made.secretary.send("/sala")
    assert "Constituir sesión" not in panel(made.secretary).labels
    assert "opi" in panel(made.secretary).text.split("Falta")[1]
    await made.seats["opi"].press("Presente")
    ready = heard(made.secretary, "Asistencia universal", "Todos están presentes")[-1]
    data = ready.button("Constituir sesión")["callback_data"]
    await made.seats["opi"].press("No acepto")
    assert "7 integrantes" in await made.secretary.press_data(data, ready)
    assert "Falta: opi" in " ".join(each.text for each in made.secretary.inbox()[-3:])
    await made.seats["opi"].press("Acepto sesionar")
    await made.secretary.press("Constituir sesión")
    said(made.president, "Sesión Extraordinaria N.° 01-2026", "Asistencia universal")
    await vote(made, 1, "Declarar la emergencia", vmpes="A favor", vmps="A favor", dgse="A favor")
    await made.secretary.press("Cerrar sesión")
    acta = next(each for each in files(made.secretary, ".docx") if "acta" in each.document.name)
    text = " ".join(words_of(made, acta).split())
    assert "habiendo aceptado por unanimidad celebrar la sesión" in text
    assert faults(made) == []


async def test_c5_the_proposal_may_be_given_up(body: Stage):
    """C5: all who were asked hear of it, and its buttons are over."""
    await body.secretary.send("/universal\nTipo: ordinaria\n" + CALL.format("02/03/2026 16:00"))
    await body.secretary.press("Descartar")
    said(body.seats["opi"], "Propuesta retirada")
    assert "descartada" in await body.seats["opi"].press("Acepto sesionar")


async def test_c3_w5_a_corrected_draft_keeps_its_files_and_guests(body: Stage):
    """C3, W5: each with its item where that item stands again; **Descartar** leaves nothing to the next draft."""
    await body.secretary.send(convocatoria())
    for name, item in (("Plan.pdf", "1"), ("Bases.pdf", "2")):
        await body.secretary.upload(b"%PDF-1.7", name)
        await body.secretary.press(item)
    await body.secretary.send("/invitar\nNombre: Dra. Elena Rojas\nInstitución: UNMSM\nPunto: 1")
    await body.secretary.press("Corregir")
    again = ("Bases nuevas", "Plan de trabajo 2026")
    await body.secretary.send(convocatoria(agenda=again))
    said(
        body.secretary,
        "2. Plan de trabajo 2026\n   📎 Plan.pdf",
        "• Bases.pdf\n",
        "Dra. Elena Rojas, UNMSM (punto 2)",
    )
    await body.secretary.press("Emitir convocatoria")
    assert len(files(body.seats["opi"], ".pdf")) == 2
    heard_by = heard(
        body.seats["opi"], "CONVOCATORIA", "2. Plan de trabajo 2026\n   📎 Plan.pdf", "Dra. Elena Rojas"
    )
    assert len(heard_by) == 1
    await body.secretary.send(convocatoria(lima(20, 10)))
    await body.secretary.upload(b"%PDF-1.7", "Otro.pdf")
    if "punto de la agenda" not in body.secretary.inbox()[-1].text:
        await body.secretary.press("Sesión Ordinaria del 20/03/2026")
    await body.secretary.press("Toda la sesión")
    await body.secretary.press("Descartar")
    await body.secretary.send(convocatoria(lima(21, 10)))
    assert "Otro.pdf" not in said(body.secretary, "Vista previa").text
    assert faults(body) == []


async def test_c3_alternates_and_the_group_get_the_documents_too(body: Stage):
    """C3, C9: an alternate of before gets copies of all; one named later gets them on being announced, once."""
    form = "/alterno\nNombre: Lic. {}\nCargo: Asesora\nDocumento: Oficio 1\nSesiones: todas"
    await body.seats["opi"].send(form.format("Juana Ríos"))
    juana = await body.newcomer("Juana", code_shown_to(body.seats["opi"]))
    await body.secretary.send(convocatoria())
    await body.secretary.upload(b"%PDF-1.7", "Plan.pdf")
    await body.secretary.press("1")
    await body.secretary.press("Emitir convocatoria")
    await body.seats["de"].send(form.format("Inés Paz"))
    ines = await body.newcomer("Inés", code_shown_to(body.seats["de"]))
    assert files(ines, ".pdf") == []
    for _ in range(2):
        for clave in ("opi", "de"):
            await body.seats[clave].press("Asistirá mi alterno")
            await body.seats[clave].press("Asistiré")
    await body.secretary.upload(b"%PDF-1.7 2", "Otro.pdf")
    await body.secretary.press("Toda la sesión")
    for person in (juana, ines):
        assert sorted(each.document.name for each in files(person, "")) == [
            "Otro.pdf",
            "Plan.pdf",
            "calendario-ordinaria-2026-03-12.ics",
            "convocatoria-ordinaria-2026-03-12.docx",
        ]
    names = [each.document.name for each in body.group.transcript() if each.document]
    assert names.count("Plan.pdf") == names.count("Otro.pdf") == 1
