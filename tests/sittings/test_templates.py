"""The secretary's own Word templates: fetched, edited, tried, approved, used, put back."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

import docx
from sqlalchemy import select, update

from bot.sandbox.stage import Stage
from bot.sandbox.state import Message
from bot.store import tables
from bot.usecases.bundle import INDEX_WORD, bundle
from bot.usecases.contents import View
from bot.usecases.folder import fetch, file_waiting
from bot.usecases.template_checks import check_templates, failing
from docgen.render import read_template
from tests.docgen import packages as made_of
from tests.sittings.acts import convene, faults, files, heard, in_session, panel, rows, said, vote, words_of

MINE = "Documento del archivo de {{ acta.body.sigla }}."


def edited(made: Stage, message: Message, edit: Callable[[Any], None]) -> bytes:
    """The file of a message, edited in a word processor."""
    opened, written = docx.Document(io.BytesIO(made.server.document(message))), io.BytesIO()
    edit(opened)
    opened.save(written)
    return written.getvalue()


def saying(text: str) -> Callable[[Any], None]:
    return lambda opened: opened.add_paragraph(text)


async def handed_out(made: Stage, kind: str = "Acta") -> Message:
    """The template in force, as the ST gets it."""
    await made.secretary.send("/plantillas")
    await made.secretary.press(kind)
    return files(made.secretary, ".docx")[-1]


async def approve(made: Stage, text: str, kind: str = "Acta") -> str:
    """A template with one more paragraph, uploaded and approved; its hash."""
    message = await handed_out(made, kind)
    content = edited(made, message, saying(text))
    await made.secretary.upload(content, "acta nueva.docx", reply_to=message)
    await made.secretary.press("Aprobar plantilla")
    return hashlib.sha256(content).hexdigest()


async def close(made: Stage, item: int = 1) -> None:
    await vote(made, item, "Aprobar el plan", vmpes="A favor", dgse="A favor")
    await made.secretary.press("Cerrar sesión", message=panel(made.secretary))
    await made.secretary.press("Cerrar sesión")


async def acta(made: Stage) -> str:
    await made.secretary.send("/acta")
    return words_of(made, files(made.secretary, ".docx")[-1])


async def test_a_template_is_fetched_broken_mended_approved_used_and_put_back(each_body: Stage):
    """A1, W5: what the ST edits is tried first, and the acta is printed with it until the original is back."""
    made, secretary = each_body, each_body.secretary
    original = hashlib.sha256(read_template("acta")).hexdigest()
    await secretary.send("/plantillas")
    said(secretary, "Acta: original", original[:12], "Constancia de falta de quórum: original")
    assert await secretary.press("Acta") == "Plantilla enviada."
    message = said(secretary, "Original del programa", original, "como respuesta a este mensaje")
    assert made.server.document(message) == read_template("acta")
    fields = files(secretary, ".docx")[-2]
    assert fields.document is not None
    assert fields.document.name == "campos-acta.docx"
    assert "acta.acuerdos" in words_of(made, fields)

    broken = edited(made, message, saying("Sigla: {{ acta.body.siglas }}"))
    await secretary.upload(broken, "acta.docx", reply_to=message)
    said(
        secretary,
        "un campo que ningún documento tiene (siglas)",
        "Está en el párrafo «Sigla: {{ acta.body.siglas }}»",
    )
    assert rows(made, tables.template) == []

    mended = edited(made, message, saying(MINE))
    await secretary.upload(mended, "acta.docx", reply_to=message)
    sample = said(secretary, "La plantilla sirve · Acta, versión 1", hashlib.sha256(mended).hexdigest())
    assert "Documento del archivo de AYNI-GT." in words_of(made, sample)
    assert await secretary.press("Aprobar plantilla") == "En uso la versión 1 de la plantilla: Acta."
    said(secretary, "Plantilla en uso · Acta", "Versión 1, desde ahora")
    assert await secretary.press("Aprobar plantilla") == "En uso la versión 1 de la plantilla: Acta."
    assert len(heard(secretary, "Plantilla en uso")) == 1

    await in_session(made)
    await close(made)
    assert "Documento del archivo de AYNI-GT." in await acta(made)
    (row,) = [row for row in rows(made, tables.document) if row.kind == "acta"]
    assert row.template_id == rows(made, tables.template)[0].id

    message = await handed_out(made)
    said(secretary, "Versión 1, aprobada el", hashlib.sha256(mended).hexdigest())
    assert made.server.document(message) == mended
    await secretary.press("Volver a la original")
    said(secretary, "La original del programa, desde ahora")
    await made.seats["vmpes"].send("/razon Por la infancia")
    assert "Documento del archivo" not in await acta(made)
    await handed_out(made)
    await secretary.press("Volver a la versión 1")
    said(secretary, "Versión 1, desde ahora")
    assert [row.in_force for row in rows(made, tables.template)] == [True]
    assert faults(made) == []
    assert {row.state for row in rows(made, tables.outbox)} == {"sent"}
    assert check_templates(made.app.desk) == []


async def test_a_paper_is_printed_with_the_template_of_its_day_and_gives_the_same_bytes_again(body: Stage):
    """A1: recorded with the paper; a later template changes nothing of what was drafted."""
    await approve(body, MINE)
    await in_session(body)
    await close(body)
    await acta(body)
    (row,) = [row for row in rows(body, tables.document) if row.kind == "acta"]
    await approve(body, "Otra {{ acta.body.city }}.")
    desk = body.app.desk
    with desk.engine.begin() as db:
        db.execute(update(tables.document).where(tables.document.c.id == row.id).values(sha256=None))
    assert fetch(desk, row.id).sha256 == row.sha256
    assert [each.version for each in rows(body, tables.template)] == [1, 2]


async def test_the_folder_s_index_is_printed_with_the_body_s_own_template(body: Stage):
    """A5."""
    await approve(body, "Índice de {{ indice.body.sigla }}.", "Índice")
    await convene(body)
    (row,) = rows(body, tables.sitting)
    made = bundle(body.app.desk, row.body_id, row.id, View.SECRETARIAT)
    (index,) = [entry.content for entry in made.entries if entry.name == INDEX_WORD]
    assert docx.Document(io.BytesIO(index)).paragraphs[-1].text == "Índice de AYNI-GT."


async def test_an_acta_corrected_by_hand_is_compared_with_what_its_own_template_printed(body: Stage):
    """A3."""
    await approve(body, MINE)
    await in_session(body)
    await close(body)
    await acta(body)
    message = files(body.secretary, ".docx")[-1]
    content = edited(body, message, saying("Una nota más."))
    await body.secretary.upload(content, "acta.docx", reply_to=message)
    said(body.secretary, "versión 2")
    assert not heard(body.secretary, "El archivo difiere")


async def test_a_template_that_fails_later_gives_way_to_the_original_and_the_secretariat_is_told(body: Stage):
    """A1: nobody goes without a paper because of a template."""
    await approve(body, "{% if acta.attendees | length < 5 %}{{ acta.agenda[99].title }}{% endif %}")
    await in_session(body)
    await close(body)
    assert "Acta de la" in await acta(body)
    assert heard(body.secretary, "Una plantilla no pudo usarse", "versión 1", "elemento 99")
    assert "template_failed" in {row.event for row in rows(body, tables.journal)}
    assert failing(body.app.desk) == []


async def test_an_altered_template_is_named_and_gives_way_too(body: Stage):
    digest = await approve(body, MINE)
    desk = body.app.desk
    desk.files.path(digest).write_bytes(b"otra cosa")
    assert check_templates(desk) == [("acta", 1, digest)]
    assert failing(desk) == [("acta", 1, "")]
    await in_session(body)
    await close(body)
    assert "Documento del archivo" not in await acta(body)
    assert heard(body.secretary, "su archivo falta o fue alterado")


async def test_hostile_templates_are_refused_in_chat_each_with_its_reason(body: Stage):
    """Nothing of theirs is kept, nothing is left running."""
    message = await handed_out(body, "Designación")
    for name, content, reason in (
        ("macros.docm", made_of.adding("word/vbaProject.bin"), "macros"),
        ("dde.docx", made_of.field("DDEAUTO cmd"), "Está en el párrafo «Aquí"),
        ("bomba.docx", made_of.adding("word/a.png", bytes(50_000_000)), "fuera de toda proporción"),
        ("ruta.docx", made_of.adding("../../x"), "un nombre de archivo que no se admite"),
        ("risa.docx", made_of.with_dtd(made_of.laughing()), "declara entidades"),
        (
            "vinculo.docx",
            made_of.related("image", "http://malo.example/a.png", "External"),
            "fuera del documento",
        ),
        ("ssti.docx", made_of.bodied("<w:r><w:t>{{ ''.__class__.__mro__ }}</w:t></w:r>"), "no "),
        ("recorrido.pdf", b"%PDF-1.7", "es un PDF"),
        ("viejo.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "Word antiguo"),
        ("vacio.docx", b"", "no es un documento de Word"),
    ):
        await body.secretary.upload(content, name, reply_to=message)
        said(body.secretary, reason, "Nada ha cambiado")
    assert rows(body, tables.template) == []
    assert {row.state for row in rows(body, tables.outbox)} == {"sent"}


async def test_only_the_secretariat_has_templates(body: Stage):
    """W5."""
    await body.seats["de"].send("/plantillas")
    said(body.seats["de"], "ambiar las plantillas corresponde", "Secretaría Técnica")
    await body.secretary.send("/plantillas memorando")
    said(body.secretary, "No hay una plantilla «memorando»")
    await body.secretary.send("/plantillas acta")
    said(body.secretary, "Original del programa")
    with body.app.desk.engine.connect() as db:
        assert db.execute(select(tables.template)).first() is None
    file_waiting(body.app.desk)
