"""A5: `/carpeta` in the chat: the documents as buttons, all of them as a ZIP, and what each person may see."""

import hashlib
import io
import json
import zipfile

import docx
import pytest

from bot.sandbox.person import Person
from bot.sandbox.stage import Stage
from bot.sandbox.state import Message
from bot.store import tables
from bot.usecases import sending
from tests.sittings.acts import (
    convene,
    convocatoria,
    faults,
    files,
    in_session,
    install,
    lima,
    reach_agenda,
    rows,
    said,
    vote,
)

BALLOTS = {"vmpes": "A favor", "vmps": "A favor", "dgse": "A favor", "opi": "En contra"}


async def closed(made: Stage) -> None:
    """A sitting with a document presented and a vote, closed."""
    await made.secretary.send(convocatoria())
    await made.secretary.upload(b"%PDF-1.7 " + b"x" * 2000, "Informe técnico.pdf")
    await made.secretary.press("Toda la sesión")
    await made.secretary.press("Emitir convocatoria")
    await install(made)
    await reach_agenda(made)
    await vote(made, 1, "Aprobar el plan", **BALLOTS)
    await made.secretary.send("/sala")
    await made.secretary.press("Cerrar sesión")
    await made.secretary.press("Cerrar sesión")


def folder(person: Person) -> Message:
    """The latest folder that was shown to that person."""
    return [each for each in person.inbox() if each.text.startswith("Carpeta digital\n")][-1]


def opened(made: Stage, message: Message) -> dict[str, bytes]:
    """The files in a ZIP, by name."""
    with zipfile.ZipFile(io.BytesIO(made.server.document(message))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def test_a5_the_folder_of_a_sitting_document_by_document_and_whole(each_body: Stage):
    """Every button sends its document; the ZIP has them all, with index and open data, each as it was filed."""
    made = each_body
    await closed(made)
    secretary = made.secretary
    await secretary.send("/carpeta 1")
    shown = folder(secretary)
    assert "Sesión Ordinaria N.° 01-2026" in shown.text
    assert "Acta (en borrador)" in shown.text
    documents = [label for label in shown.labels if label[0].isdigit()]
    assert [label.partition(". ")[2] for label in documents] == [
        "Documento presentado: Informe técnico.pdf",
        "Convocatoria",
        "Cita para el calendario",
        "Registro de notificaciones",
        "Cuadro de votación",
        "Lista de asistencia",
        "Acta",
    ]
    for label in documents:
        assert await secretary.press(label, message=shown) == "Documento enviado a su chat privado."
        sent = secretary.inbox()[-1]
        assert label.partition(". ")[2].partition(":")[0] in sent.text
        assert sent.document is not None
    await secretary.press("Descargar todo", message=shown)
    [sent] = files(secretary, ".zip")
    assert sent.document is not None
    assert sent.document.name == "carpeta-ordinaria-01-2026.zip"
    inside = opened(made, sent)
    index = json.loads(inside["index.json"])
    assert len(index["documentos"]) == len(documents)
    filed = {row.id: row for row in rows(made, tables.document)}
    for line in index["documentos"]:
        content = inside[line["archivo"]]
        assert hashlib.sha256(content).hexdigest() == line["sha256"] == filed[line["numero"]].sha256
        if line["archivo"].endswith(".docx"):
            docx.Document(io.BytesIO(content))
    assert b"ACUERDO N" in inside["datos/votaciones.csv"]
    await secretary.press("Índice", message=shown)
    [printed] = files(secretary, ".docx")[-1:]
    assert printed.document is not None
    assert printed.document.name == "indice-ordinaria-01-2026.docx"
    assert made.server.document(printed) == inside["indice.docx"]
    assert {row.state for row in rows(made, tables.outbox)} == {"sent"}
    assert faults(made) == []


async def test_a5_members_see_no_drafts_and_nobody_sees_them_in_the_group(body: Stage):
    """The acta once it circulates; a press that was forged gets nothing."""
    await closed(body)
    member, secretary = body.seats["opi"], body.secretary
    await member.send("/carpeta")
    shown = folder(member)
    assert "Cuadro de votación" in shown.text
    assert "Acta" not in shown.text
    assert "Versión pública" not in shown.labels
    [draft] = [row for row in rows(body, tables.document) if row.kind == "acta"]
    before = len(member.inbox())
    assert "no está disponible" in await member.press_data(f"paper:1:{draft.id}", shown)
    assert len(member.inbox()) == before
    await member.press_data("public:1:1", shown)
    assert files(member, ".zip") == []
    await member.press("Descargar todo", message=shown)
    assert not [name for name in opened(body, files(member, ".zip")[-1]) if "acta" in name]
    await secretary.send("/carpeta", chat=body.group)
    assert "Acta" not in body.group.transcript()[-1].text
    await secretary.send("/acta")
    await secretary.press("Circular")
    await member.send("/carpeta")
    assert "Acta (en circulación)" in folder(member).text


async def test_a5_the_public_version_is_the_secretariats_to_give(body: Stage):
    await closed(body)
    await body.secretary.send("/carpeta")
    await body.secretary.press("Versión pública")
    [sent] = files(body.secretary, ".zip")
    assert "versión pública" in sent.text
    assert "3 documentos" in sent.text
    inside = opened(body, sent)
    index = json.loads(inside["index.json"])
    assert index["version_publica"] is True
    assert [line["tipo"] for line in index["documentos"] if line["archivo"] is None] == [
        "presentado", "calendario", "notificaciones",
    ]  # fmt: skip
    assert "borrador" not in str(index["documentos"])


async def test_a5_where_a_number_fits_two_sittings_it_asks_and_without_one_it_shows_the_last(body: Stage):
    await body.secretary.send("/carpeta")
    said(body.secretary, "Todavía no hay ninguna carpeta")
    await closed(body)
    await body.at(lima(16, 9))
    await convene(body, lima(20, 10), "extraordinaria")
    await install(body, held_at=lima(20, 10))
    await body.secretary.send("/carpeta")
    assert "Sesión Extraordinaria N.° 01-2026" in folder(body.secretary).text
    await body.secretary.send("/carpeta 1")
    asked = said(body.secretary, "¿Qué carpeta desea ver?")
    assert sorted(asked.labels) == ["Sesión Extraordinaria N.° 01-2026", "Sesión Ordinaria N.° 01-2026"]
    await body.secretary.press("Sesión Ordinaria N.° 01-2026")
    assert "Sesión Ordinaria N.° 01-2026" in folder(body.secretary).text
    await body.secretary.send("/carpeta ordinaria 1")
    assert "Sesión Ordinaria N.° 01-2026" in folder(body.secretary).text
    await body.secretary.press("Otras carpetas")
    assert len(said(body.secretary, "¿Qué carpeta desea ver?").labels) == 2
    await body.secretary.send("/carpeta 77")
    said(body.secretary, "No hay una carpeta que corresponda a «77»")


async def test_a5_a_folder_of_many_documents_has_pages_and_a_large_one_several_zips(
    body: Stage, monkeypatch: pytest.MonkeyPatch
):
    """Telegram takes 50 MB from a bot; what is too large for any ZIP is named."""
    await in_session(body)
    for number in range(1, 13):
        await body.secretary.upload(bytes([number]) * 40_000, f"Anexo {number}.bin")
        await body.secretary.press("Toda la sesión")
    await body.secretary.upload(b"v" * 120_000, "Video.mp4")
    await body.secretary.press("Toda la sesión")
    await body.secretary.send("/carpeta")
    shown = folder(body.secretary)
    assert "15 documentos · página 1 de 2" in shown.text
    await body.secretary.press("Siguientes ›")
    last = folder(body.secretary)
    assert "página 2 de 2" in last.text
    assert [label for label in last.labels if label[0].isdigit()][-1] == "15. Documento presentado: Video.mp4"
    assert "‹ Anteriores" in last.labels
    monkeypatch.setattr(sending, "LIMIT_BYTES", sending.ROOM_FOR_INDEX + 100_000)
    monkeypatch.setattr(sending, "ROOM_FOR_INDEX", 20_000)
    monkeypatch.setattr(sending, "LIMIT_BYTES", 110_000)
    await body.secretary.press("Descargar todo", message=last)
    parts = files(body.secretary, ".zip")
    assert len(parts) > 3
    assert "parte 1 de" in parts[0].text
    assert "ayni export" in parts[0].text
    assert "No caben en Telegram: Documento presentado: Video.mp4" in parts[-1].text
    names = [name for part in parts for name in opened(body, part)]
    assert len(names) == len(set(names))
    assert len([name for name in names if "Anexo" in name]) == 12
    assert "index.json" in opened(body, parts[0])
    assert all(len(body.server.document(part)) <= 110_000 for part in parts)


async def test_a5_a_document_whose_bytes_are_gone_is_said_and_the_rest_comes(body: Stage):
    await closed(body)
    await body.secretary.send("/carpeta")
    shown = folder(body.secretary)
    await body.secretary.press("Descargar todo", message=shown)
    [paper] = [row for row in rows(body, tables.document) if row.kind == "convocatoria"]
    body.app.desk.files.path(paper.sha256).unlink()
    refused = await body.secretary.press("2. Convocatoria", message=shown)
    assert "no se puede leer del archivo" in refused
    await body.after(minutes=2)
    await body.secretary.press("Descargar todo", message=shown)
    sent = files(body.secretary, ".zip")[-1]
    assert "No se pudieron leer del archivo: Convocatoria" in sent.text
    assert not [name for name in opened(body, sent) if "convocatoria" in name]


async def test_a5_what_belongs_to_no_sitting_has_its_own_folder(body: Stage):
    """The letter that names an alternate for all sittings."""
    form = "/alterno\nNombre: Lic. Juana Ríos\nCargo: Asesora\nDocumento: Oficio 1\nSesiones: todas"
    await body.seats["opi"].send(form)
    await body.seats["opi"].send("/carpeta general")
    shown = folder(body.seats["opi"])
    assert "Documentos generales" in shown.text
    await body.seats["opi"].press("1. Designación de alterno")
    assert files(body.seats["opi"], ".docx")
    await body.seats["opi"].press("Descargar todo", message=shown)
    assert "index.json" in opened(body, files(body.seats["opi"], ".zip")[-1])
