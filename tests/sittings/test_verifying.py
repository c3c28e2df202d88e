"""Anybody who holds an acta or an extract asks by its code whether it is the registered one."""

import io
import re
import zipfile
import zlib

import docx
import pytest

from bot.clock import SystemClock
from bot.sandbox.stage import Stage
from bot.store import tables
from bot.store.engine import open_engine
from bot.store.files import Files
from bot.usecases.desk import Desk
from bot.usecases.folder import check_files
from bot.usecases.verifying import look_up
from docgen import qr
from docgen.qr import drawn
from tests.sittings.acts import faults, files, in_session, panel, rows, said, vote, words_of


def code_in(text: str) -> str:
    """The code to type that stands in a document."""
    found = re.search(r"[Cc]ódigo\s(\d+(?:-[0-9A-F]{4}){3})", text)
    assert found is not None
    return found[1]


def link_in(text: str) -> str:
    found = re.search(r"https://t\.me/\w+\?start=([A-Za-z0-9_-]{1,64})(?!\S)", text)
    assert found is not None
    return found[1]


async def adopted(made: Stage) -> str:
    """A sitting with one acuerdo, closed; all the words of its acta."""
    await in_session(made)
    await vote(made, 1, "Aprobar el plan", vmpes="A favor", dgse="A favor")
    await made.secretary.press("Cerrar sesión", message=panel(made.secretary))
    await made.secretary.press("Cerrar sesión")
    await made.secretary.send("/acta")
    return words_of(made, files(made.secretary, ".docx")[-1])


async def test_a_stranger_learns_by_the_link_or_the_code_that_the_acta_is_registered(each_body: Stage):
    """A1, A3: number, version and hash; nothing but what the acta itself says, and no alarm to anybody."""
    made = each_body
    words = await adopted(made)
    letters = len(made.secretary.inbox())
    stranger = made.server.person("Curiosa")
    await stranger.start(link_in(words))
    answer = said(
        stranger, "Consta en el registro", "Sesión Ordinaria N.° 01-2026, versión 1", code_in(words)
    )
    (row,) = [row for row in rows(made, tables.document) if row.kind == "acta"]
    assert row.sha256 in answer.text
    assert "Es un borrador" in answer.text
    assert "su copia pública, sin datos personales, tienen otra huella" in answer.text
    sent = files(made.secretary, ".docx")[-1]
    with zipfile.ZipFile(io.BytesIO(made.server.document(sent))) as opened:
        picture = opened.read("word/media/qr.png")
    link = re.search(r"https://t\.me/\S+", words)
    assert link is not None
    assert zlib.crc32(picture) == drawn("qr.png", link[0]).crc
    for typed in (code_in(words), code_in(words).lower().replace("-", " "), link[0], link_in(words).upper()):
        await stranger.send(f"/verificar {typed}")
        assert said(stranger, "Consta en el registro").text == answer.text
    await stranger.send("/verificar")
    said(stranger, "/verificar 128-")
    assert len(made.secretary.inbox()) == letters
    assert faults(made) == []


@pytest.mark.parametrize(
    "forge",
    [
        lambda code: code[:-1] + ("0" if code[-1] != "0" else "1"),
        lambda code: f"9{code}",
        lambda code: code[:-2],
        lambda code: f"{code}-0000",
        lambda _: "1-0000-0000-0000",
        lambda _: "99999999999999999999-0000-0000-0000",
        lambda _: "v_0_000000000000",
        lambda _: "-1-0000-0000-0000",
        lambda _: "1' OR '1'='1",
        lambda _: "{{ 7*7 }}",
        lambda _: "x" * 3000,
    ],
)
def test_what_is_forged_or_unknown_is_not_registered(forge, tmp_path, sqlite_url):
    desk = Desk(open_engine(sqlite_url), SystemClock(), Files(tmp_path))
    assert look_up(desk, forge("1-3F9A-1C0B-22D4")) is None
    desk.engine.dispose()


async def test_a_forged_code_does_not_stand_there_and_a_later_version_is_told(body: Stage):
    words = await adopted(body)
    code = code_in(words)
    stranger = body.server.person("Curiosa")
    await stranger.send(f"/verificar {code[:-1]}{'0' if code[-1] != '0' else '1'}")
    said(stranger, "No consta")
    await stranger.start(link_in(words)[:-1])
    said(stranger, "no es válido")
    await body.secretary.press("Circular")
    await stranger.start(link_in(words))
    answer = said(stranger, "versión 1, en circulación", "no es el texto aprobado")
    assert "No es la versión vigente" not in answer.text
    await body.seats["vmpes"].send("/razon Por la primera infancia")
    await body.secretary.send("/acta")
    await body.secretary.press("Circular")
    await stranger.start(link_in(words))
    said(
        stranger,
        "versión 1, reemplazada por la versión 2",
        "No es la versión vigente",
        "la versión 2 está en circulación",
    )


async def test_an_acta_edited_by_hand_has_a_code_and_a_qr_code_of_its_own(body: Stage):
    """A3: the version that it came from is registered as before, and told to be no longer the one in force."""
    made = body
    words = await adopted(made)
    draft = files(made.secretary, ".docx")[-1]
    await made.secretary.press("Circular", message=draft)
    opened, saved = docx.Document(io.BytesIO(made.server.document(draft))), io.BytesIO()
    next(
        each for each in opened.paragraphs if "levantó la sesión" in each.text
    ).text = "Se levantó la sesión."
    opened.save(saved)
    await made.secretary.upload(saved.getvalue(), "Acta.docx", reply_to=draft)
    said(made.secretary, "Nueva versión del acta", "versión 2")
    await made.secretary.send("/acta")
    sent = files(made.secretary, ".docx")[-1]
    edited = words_of(made, sent)
    assert "Se levantó la sesión." in edited
    assert code_in(edited) != code_in(words)
    with zipfile.ZipFile(io.BytesIO(made.server.document(sent))) as whole:
        [picture] = [whole.read(name) for name in whole.namelist() if name.startswith("word/media/")]
    link = re.search(r"https://t\.me/\S+", edited)
    assert link is not None
    assert picture == qr.picture(link[0])
    stranger = made.server.person("Curiosa")
    await stranger.start(link_in(edited))
    answer = said(stranger, "Consta en el registro", "versión 2", code_in(edited))
    [row] = [row for row in rows(made, tables.document) if row.kind == "acta" and row.version == 2]
    assert row.sha256 in answer.text
    await made.secretary.press("Circular", message=sent)
    await stranger.send(f"/verificar {code_in(words)}")
    said(stranger, "versión 1", "la versión 2")
    await made.seats["vmpes"].send("/razon Por la primera infancia")
    await made.secretary.send("/acta")
    later = words_of(made, files(made.secretary, ".docx")[-1])
    assert "Se levantó la sesión." in later
    assert len({code_in(words), code_in(edited), code_in(later)}) == 3
    await stranger.start(link_in(later))
    said(stranger, "Consta en el registro", "versión 3")
    assert list(check_files(made.app.desk)) == []
    assert faults(made) == []


async def test_what_was_altered_in_the_record_is_registered_no_more(body: Stage):
    """The code is the hash of what the acta is printed from."""
    words = await adopted(body)
    (row,) = [row for row in rows(body, tables.document) if row.kind == "acta"]
    with body.app.desk.engine.begin() as db:
        changed = row.data | {"acuerdos": []}
        db.execute(tables.document.update().where(tables.document.c.id == row.id).values(data=changed))
    await body.secretary.start(link_in(words))
    said(body.secretary, "No consta")


async def test_an_extract_says_so_too(body: Stage):
    """V8."""
    await adopted(body)
    await body.secretary.send("/certificar 1-2026")
    words = words_of(body, files(body.secretary, ".docx")[-1])
    stranger = body.server.person("Curiosa")
    await stranger.send(f"/verificar {code_in(words)}")
    answer = said(
        stranger, "Consta en el registro", "Certificación de acuerdo N.° 001-2026", "ACUERDO N.° 001-2026"
    )
    assert "⚠️" not in answer.text
    await body.secretary.send("/certificar 1-2026")
    assert code_in(words_of(body, files(body.secretary, ".docx")[-1])) == code_in(words)


async def test_an_extract_says_what_became_of_its_acuerdo_since(body: Stage):
    """V7, V8: worded otherwise by the ST, then without effect; why is for the body to say."""
    await adopted(body)
    await body.secretary.send("/certificar 1-2026")
    code = code_in(words_of(body, files(body.secretary, ".docx")[-1]))
    stranger = body.server.person("Curiosa")
    await body.secretary.send("/acuerdo\nCódigo: 1-2026\nTexto: Aprobar el plan 2026")
    await stranger.send(f"/verificar {code}")
    said(stranger, "Consta en el registro", "se precisó después", "solicite una nueva")
    await body.secretary.send("/acuerdos")
    await body.secretary.press("1-2026")
    await body.secretary.press("Dejar sin efecto")
    await body.secretary.send("Se subsumió en otro")
    await stranger.send(f"/verificar {code}")
    answer = said(stranger, "Consta en el registro", "El acuerdo quedó sin efecto el 12/03/2026")
    assert "subsumió" not in answer.text
