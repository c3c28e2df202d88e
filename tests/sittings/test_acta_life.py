"""The life of an acta, played in the chat: edited in Word, checked, circulated, observed, approved (A3; 19 f, 25 i)."""

import io
from collections.abc import Callable

import docx
from docx.document import Document
from sqlalchemy import update

from bot.sandbox.stage import Stage
from bot.sandbox.state import Message
from bot.store import tables
from bot.usecases import folder
from tests.sittings.acts import (
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

CODE = "ACUERDO N.° 001-2026-AYNI-GT"


async def close(made: Stage) -> Message:
    """The sitting closed with one acuerdo; the message with the draft."""
    await made.secretary.send("/nota 1 Se expuso el plan.")
    await vote(made, 1, "Aprobar el plan", vmpes="A favor", vmps="A favor", dgse="A favor", opi="En contra")
    await made.secretary.send("/sala")
    await made.secretary.press("Cerrar sesión")
    await made.secretary.press("Cerrar sesión")
    return files(made.secretary, ".docx")[-2]


def in_word(content: bytes, change: Callable[[Document], None]) -> bytes:
    """What Word saves after a change."""
    opened, saved = docx.Document(io.BytesIO(content)), io.BytesIO()
    change(opened)
    opened.save(saved)
    return saved.getvalue()


def replacing(old: str, new: str) -> Callable[[Document], None]:
    """The first paragraph that holds the words, with other words in their place."""

    def change(opened: Document) -> None:
        found = next(each for each in opened.paragraphs if old in each.text)
        found.text = found.text.replace(old, new)

    return change


def versions(made: Stage) -> list[int]:
    """Those of the acta."""
    return [row.version for row in rows(made, tables.document) if row.kind == "acta"]


async def edit(made: Stage, message: Message, *changes: Callable[[Document], None]) -> None:
    """The secretary edits the file in Word and sends it back as a reply."""
    content = made.server.document(message)
    for change in changes:
        content = in_word(content, change)
    await made.secretary.upload(content, "Acta corregida.docx", reply_to=message)


async def test_a3_what_is_no_word_file_is_refused_and_members_do_not_correct(body: Stage):
    """A3: in answer to the acta; elsewhere a file is a document presented to a sitting."""
    await in_session(body)
    draft = await close(body)
    await body.secretary.upload(b"%PDF-1.7", "Acta.docx", reply_to=draft)
    said(body.secretary, "es un PDF", "Nada ha cambiado")
    await body.secretary.press("Circular", message=draft)
    circulated = files(body.seats["opi"], ".docx")[-1]
    await body.seats["opi"].upload(body.server.document(draft), "Acta.docx", reply_to=circulated)
    said(body.seats["opi"], "corresponde")
    await convene(body, lima(26, 10))
    await body.secretary.upload(body.server.document(draft), "Acta.docx")
    said(body.secretary, "punto de la agenda")
    assert versions(body) == [1]


async def test_a3_an_acuerdo_tampered_with_is_caught_and_only_acuerdo_words_it(body: Stage):
    """A3, V7: what stood and what stands is shown; no confirmation changes it, /acuerdo does, then the file passes."""
    await in_session(body)
    draft = await close(body)
    await edit(body, draft, replacing("Aprobar el plan", "Aprobar el plan y su presupuesto"))
    asked = said(body.secretary, "El archivo difiere de lo registrado", CODE, "Consta:", "En el archivo:")
    assert asked.text.index("Aprobar el plan\n") < asked.text.index("Aprobar el plan y su presupuesto")
    assert asked.labels == ["Copiar formulario", "Comprobar otra vez", "Descartar"]
    await body.secretary.press("Comprobar otra vez")
    said(body.secretary, "El archivo difiere de lo registrado")
    assert versions(body) == [1]
    await body.secretary.send(f"/acuerdo\nCódigo: {CODE}\nTexto: Aprobar el plan y su presupuesto")
    await body.secretary.press("Comprobar otra vez")
    taken = said(body.secretary, "Nueva versión del acta", "versión 2")
    assert versions(body) == [1, 2]
    content = in_word(body.server.document(draft), replacing("Aprobar el plan", "Otra cosa"))
    await body.secretary.upload(content, "Acta.docx", reply_to=taken)
    said(body.secretary, "El archivo difiere de lo registrado", "Otra cosa")
    await body.secretary.upload(body.server.document(draft), "Acta.docx", reply_to=draft)
    await body.secretary.send("/acta")
    current = files(body.secretary, ".docx")[-1]
    await body.secretary.upload(body.server.document(current), "Acta.docx", reply_to=current)
    said(body.secretary, "es igual a la versión 2")
    assert versions(body) == [1, 2]
    assert faults(body) == []


async def test_a3_other_differences_are_the_secretariats_to_confirm_or_to_discard(body: Stage):
    """A3: attendees and vote counts; the journal says which checks failed; a second press says the same;
    what was corrected by hand is not silently replaced by a correction of an older version."""
    await in_session(body)
    draft = await close(body)
    adoption = replacing("Adopción: por mayoría simple", "Adopción: por mayoría")
    await edit(body, draft, adoption)
    asked = said(body.secretary, "adopción o votación", "por mayoría simple", "Adopción: por mayoría, ")
    assert asked.labels == ["Registrar así", "Descartar"]
    await body.secretary.press("Descartar")
    said(body.secretary, "Archivo descartado")
    assert "ya fue registrado o descartado" in await body.secretary.press("Registrar así", message=asked)
    await edit(body, draft, adoption)
    asked = said(body.secretary, "El archivo difiere")
    await body.secretary.press("Registrar así")
    said(body.secretary, "Nueva versión del acta", "1 diferencia confirmada")
    assert await body.secretary.press("Registrar así", message=asked) == "Nueva versión del acta, la 2."
    kept = [row.data for row in rows(body, tables.journal) if row.event == "acta_corrected"]
    assert len(kept) == 1
    assert "Adopción: por mayoría, " in kept[0]
    await edit(body, draft, replacing("Se expuso el plan.", "La ST expuso el plan."))
    said(body.secretary, "Versión anterior", "la vigente, la 2")
    await body.secretary.press("Registrar así")
    assert versions(body) == [1, 2, 3]


async def test_v3_late_reasons_are_added_to_what_the_secretary_edited(body: Stage):
    """V3, A3: her words stay; the reasons stand at the end, also where she corrects a file that had none of them."""
    await in_session(body)
    draft = await close(body)
    edited = replacing("Se expuso el plan.", "La DGSE expuso el plan.")
    await edit(body, draft, edited)
    await body.seats["opi"].send("/razon El gasto no está sustentado.")
    said(body.secretary, "fundamentación de voto")
    text = words_of(body, files(body.secretary, ".docx")[-1])
    assert "La DGSE expuso el plan." in text
    assert text.index("Cierre y suscripción") < text.index("El gasto no está sustentado.")
    assert versions(body) == [1, 2, 3]
    await edit(body, draft, replacing("Se expuso el plan.", "La ST expuso el plan."))
    await body.secretary.press("Registrar así")
    said(body.secretary, "versión 5", "Se agregaron al final los fundamentos de voto")
    await body.secretary.send("/acta")
    text = words_of(body, files(body.secretary, ".docx")[-1])
    assert "La ST expuso el plan." in text
    assert text.count("El gasto no está sustentado.") == 1
    assert "Proyecto de acta · versión 5" in text
    assert faults(body) == []


async def test_a3_a_record_that_moves_on_never_replaces_what_she_edited_unasked(body: Stage):
    """A3: an acuerdo reworded afterwards keeps her version from circulating until she corrects it or starts anew."""
    await in_session(body)
    draft = await close(body)
    await edit(body, draft, replacing("Se expuso el plan.", "La DGSE expuso el plan."))
    await body.secretary.send(f"/acuerdo\nCódigo: {CODE}\nTexto: Aprobar el plan 2026")
    await body.secretary.send("/acta")
    shown = files(body.secretary, ".docx")[-1]
    assert "Borrador, versión 2, corregida en Word" in shown.text
    assert "cambió en el registro: los acuerdos" in shown.text
    assert "La DGSE expuso el plan." in words_of(body, shown)
    assert "ya no dice lo que consta" in await body.secretary.press("Circular", message=shown)
    await edit(body, shown, replacing("Aprobar el plan", "Aprobar el plan 2026"))
    said(body.secretary, "Nueva versión del acta", "versión 3")
    await body.secretary.send(f"/acuerdo\nCódigo: {CODE}\nTexto: Aprobar el plan de 2026")
    await body.secretary.send("/acta")
    await body.secretary.press("Redactar de nuevo")
    anew = files(body.secretary, ".docx")[-1]
    assert "Borrador, versión 4" in anew.text
    assert "Aprobar el plan de 2026" in words_of(body, anew)
    assert "Se expuso el plan." in words_of(body, anew)
    await body.secretary.press("Circular")
    await body.seats["opi"].send("/acta")
    assert "En circulación, versión 4" in files(body.seats["opi"], ".docx")[-1].text


async def test_a3_the_whole_life_of_an_acta(each_body: Stage):
    """A2, A3: drafted, edited in Word, an acuerdo tampered with, circulated, observed, resolved, approved, fixed."""
    made = each_body
    secretary, seats = made.secretary, made.seats
    await in_session(made)
    draft = await close(made)
    assert await made.seats["opi"].send("/acta")
    said(seats["opi"], "Todavía no hay un acta disponible")
    await edit(made, draft, replacing("Se expuso el plan.", "La DGSE expuso el plan."))
    await edit(made, draft, replacing("Aprobar el plan", "No aprobar el plan"))
    said(secretary, "El archivo difiere", "Aprobar el plan", "No aprobar el plan")
    await secretary.press("Descartar")
    await secretary.send("/acta")
    await secretary.press("Circular")
    await seats["vmps"].press("Conforme")
    await seats["opi"].press("Observar")
    await seats["opi"].send("Falta mi intervención.")
    assert said(secretary, "Observación al acta").labels == ["Acoger: opi", "No acoger: opi"]
    await seats["de"].press("Observar")
    await seats["de"].send("No conviene el plan.")
    await secretary.send("/acta")
    await secretary.press("Observaciones y conformidades")
    said(
        secretary,
        "Conformes: vmps",
        "Sin respuesta: vmpes, dgse",
        "Falta mi intervención.",
        "No conviene el plan.",
    )
    await secretary.press("No acoger: de")
    await secretary.send("No corresponde al acta, que recoge lo deliberado.")
    said(secretary, "Observación no acogida", "Por resolver", "Falta mi intervención.")
    said(seats["de"], "no fue acogida", "No corresponde al acta")
    await secretary.press("Acoger: opi")
    await secretary.send("Se agrega su intervención.")
    said(seats["opi"], "fue acogida", "Se agrega su intervención.")
    said(secretary, "No quedan observaciones por resolver")
    await secretary.send("/acta")
    shown = files(secretary, ".docx")[-1]
    await edit(
        made, shown, replacing("La DGSE expuso el plan.", "La DGSE expuso el plan. La OPI pidió sustento.")
    )
    await secretary.press("Circular")
    said(secretary, "Acta circulada", "versión 3")
    assert "Proyecto de acta · versión 3" in words_of(made, files(seats["opi"], ".docx")[-1])
    assert heard(
        seats["opi"], "Cambios respecto de la versión anterior", "Se agrega su intervención.", "en Word"
    )
    assert "Circula una versión posterior" in await seats["vmps"].press(
        "Conforme", message=heard(seats["vmps"], "Acta circulada")[0]
    )
    await seats["opi"].press("Conforme")
    await convene(made, lima(26, 10))
    await install(made, held_at=lima(26, 10))
    await made.president.press("Aprobar acta anterior")
    assert in_group(made, "Acta aprobada", "versión 3")
    [approved] = [row for row in rows(made, tables.document) if row.state == "approved"]
    [entry] = [row.data for row in rows(made, tables.journal) if row.event == "acta_approved"]
    assert f'"sha256":"{approved.sha256}"' in entry
    await edit(made, shown, replacing("La DGSE expuso", "La ST expuso"))
    said(secretary, "El texto aprobado no se modifica")
    await seats["opi"].send("/acta 1")
    got = files(seats["opi"], ".docx")[-1]
    assert "Aprobada en la Sesión Ordinaria N.° 02-2026, versión 3" in got.text
    assert "La OPI pidió sustento." in words_of(made, got)
    assert list(folder.check_files(made.app.desk)) == []
    other = made.app.desk.files.keep(made.server.document(draft))
    with made.app.desk.engine.begin() as db:
        db.execute(update(tables.document).where(tables.document.c.id == approved.id).values(sha256=other))
    assert [each.document_id for each in folder.check_files(made.app.desk)] == [approved.id]
