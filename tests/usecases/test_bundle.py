"""A5: the folder as files: index, open data, ZIP, the public version, and what `ayni verify` finds wrong."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from sqlalchemy import update

from bot.rules.attendance import Answer
from bot.rules.privacy import RESERVED
from bot.store import tables
from bot.texts import open_data_fields
from bot.usecases import (
    attendance,
    bundle,
    circulation,
    documents,
    exporting,
    folder,
    folders,
    minutes,
    open_data,
    sending,
    voting,
)
from bot.usecases.attendance import AnswerConvocatoria, ExplainAbsence
from bot.usecases.contents import View
from bot.usecases.documents import AttachDocument, OfferDocument
from tests.usecases.body import Room, lima

CODE = "ACUERDO N.° 001-2026-AYNI-GT"
ROOM_LINK = "https://meet.example/abc-defg?pwd=123"
REASON = "Cita médica en el hospital"
PRESENTED = b"%PDF-1.7 informe con DNI 12345678"
SECRETS = ("987654321", "12345678", ROOM_LINK, REASON)


def held(room: Room) -> int:
    """A sitting with a document presented, a reason of absence, a vote, and all its papers filed."""
    sitting = room.convene(place=f"Sala del piso 5 y {ROOM_LINK}", held_at=lima(20, 15))
    room.deliver()
    digest = documents.take_in(room.desk, PRESENTED)
    offered = OfferDocument("Informe de Rosa, DNI 12345678.pdf", digest, len(PRESENTED))
    room.act("opi", documents.offer_document, offered)
    presented = AttachDocument(room.documents("presentado")[-1].id, sitting)
    room.act("opi", documents.attach_document, presented)
    room.act("de", attendance.answer_convocatoria, AnswerConvocatoria(sitting, Answer.ABSENT))
    room.act("de", attendance.explain_absence, ExplainAbsence(sitting, REASON))
    room.open_sitting(sitting, "vmpes", "vmps", "dgse", "opi")
    room.to_agenda(sitting)
    ballots = {"vmpes": "for", "vmps": "for", "dgse": "for", "opi": "against"}
    room.vote(sitting, "Aprobar; informes al 987654321", **ballots)
    room.close(sitting)
    folder.file_waiting(room.desk)
    return sitting


def zipped(room: Room, sitting: int, view: View) -> bytes:
    written = io.BytesIO()
    found = bundle.bundle(room.desk, room.body_id, sitting, view)
    bundle.write_zip(room.desk.files, found.entries, written)
    return written.getvalue()


def words(content: bytes) -> str:
    opened = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_a5_the_index_names_every_document_with_its_date_size_and_hash_in_json_and_in_word(
    room: Room,
) -> None:
    sitting = held(room)
    with zipfile.ZipFile(io.BytesIO(zipped(room, sitting, View.SECRETARIAT))) as archive:
        index = json.loads(archive.read("index.json"))
        printed = words(archive.read("indice.docx"))
        for line in index["documentos"]:
            content = archive.read(line["archivo"])
            assert (line["bytes"], line["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
            assert line["sha256"] in printed
            assert line["archivo"] in printed
    assert index["sesion"] == "Sesión Ordinaria N.° 01-2026"
    kinds = [line["tipo"] for line in index["documentos"]]
    assert set(kinds) == {
        "convocatoria", "calendario", "presentado", "notificaciones", "votacion", "asistencia", "acta",
    }  # fmt: skip
    states = {line["tipo"]: line["estado"] for line in index["documentos"]}
    assert (states["acta"], states["convocatoria"]) == ("borrador", None)
    numbers = [line["numero"] for line in index["documentos"]]
    assert numbers == sorted(numbers)


def states(room: Room, sitting: int, view: View) -> dict[str, list[str | None]]:
    """What the index says of each version of each kind, oldest first."""
    with zipfile.ZipFile(io.BytesIO(zipped(room, sitting, view))) as archive:
        index = json.loads(archive.read("index.json"))
        printed = words(archive.read("indice.docx"))
    found: dict[str, list[str | None]] = {}
    for line in index["documentos"]:
        found.setdefault(line["tipo"], []).append(line["estado"])
        assert line["estado"] is None or line["estado"] in printed
    return found


def test_a5_a_version_that_was_replaced_says_by_which_whatever_its_state_was(room: Room) -> None:
    sitting = held(room)
    circulate = circulation.CirculateActa(sitting)
    room.act("dgse", circulation.circulate_acta, circulate)
    room.act("opi", voting.give_reason, voting.GiveReason("Falta presupuesto"))
    room.act("dgse", minutes.fetch_acta, minutes.FetchActa())
    folder.file_waiting(room.desk)
    assert states(room, sitting, View.SECRETARIAT)["acta"] == ["circulada", "borrador"]
    room.act("dgse", circulation.circulate_acta, circulate)
    folder.file_waiting(room.desk)
    for view in (View.SECRETARIAT, View.MEMBER):
        said = states(room, sitting, view)
        assert said["acta"] == ["versión reemplazada por la 2", "circulada"]
        assert said["votacion"] == ["versión reemplazada por la 2", None]
    room.act("vmps", folders.show_folder, folders.ShowFolder("1"))
    shown = room.said("vmps", "carpeta")[-1].context["papers"]
    assert [line["replaced_by"] for line in shown if line["label"].startswith("Acta")] == [2, None]
    first = room.documents("acta")[0].id
    room.act("vmps", sending.send_paper, sending.SendPaper(first))
    assert room.said("vmps", "documento_de_carpeta")[-1].context["replaced_by"] == 2
    assert states(room, sitting, View.PUBLIC)["acta"] == ["no se publica", "no se publica"]


def test_a5_the_same_folder_gives_the_same_zip_to_the_byte_whenever_it_is_asked_for(room: Room) -> None:
    sitting = held(room)
    first = zipped(room, sitting, View.SECRETARIAT)
    room.later(hours=7)
    assert zipped(room, sitting, View.SECRETARIAT) == first
    assert zipped(room, sitting, View.MEMBER) != first


def test_a5_members_get_no_draft_of_the_acta(room: Room) -> None:
    sitting = held(room)
    with zipfile.ZipFile(io.BytesIO(zipped(room, sitting, View.MEMBER))) as archive:
        assert not [name for name in archive.namelist() if "acta" in name]
        assert [name for name in archive.namelist() if "Informe de Rosa" in name]


def test_a5_the_public_version_has_no_personal_data_and_names_what_is_left_out(room: Room) -> None:
    sitting = held(room)
    room.approve_acta(sitting)
    with zipfile.ZipFile(io.BytesIO(zipped(room, sitting, View.PUBLIC))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    index = json.loads(files["index.json"])
    assert index["version_publica"] is True
    left_out = {line["tipo"] for line in index["documentos"] if line["archivo"] is None}
    assert left_out == {"calendario", "presentado", "notificaciones"}
    said = "\n".join(
        words(content) if name.endswith(".docx") else content.decode() for name, content in files.items()
    )
    assert not [secret for secret in SECRETS if secret in said]
    assert RESERVED in said
    assert "no se publica" in words(files["indice.docx"])
    assert CODE in said
    published = [line for line in index["documentos"] if line["archivo"]]
    assert {line["tipo"] for line in published} == {"convocatoria", "votacion", "asistencia", "acta"}
    originals = {row.sha256 for row in room.rows(tables.document)}
    for line in published:
        assert line["sha256"] == hashlib.sha256(files[line["archivo"]]).hexdigest()
        assert line["sha256_original"] in originals


def test_a5_the_open_data_have_their_fields_documented_and_say_what_was_decided(room: Room) -> None:
    sitting = held(room)
    with zipfile.ZipFile(io.BytesIO(zipped(room, sitting, View.SECRETARIAT))) as archive:
        tables_ = {
            name: list(csv.DictReader(io.StringIO(archive.read(f"datos/{name}.csv").decode("utf-8-sig"))))
            for name in open_data_fields()
        }
        whole = json.loads(archive.read("datos/datos.json"))
        assert json.loads(archive.read("datos/campos.json")) == open_data_fields()
    for name, fields in open_data_fields().items():
        assert all(list(line) == list(fields) for line in [*tables_[name], *whole[name]])
    [decided] = tables_["votaciones"]
    assert (decided["resultado"], decided["a_favor"], decided["acuerdo"]) == ("Aprobado", "3", CODE)
    assert [line["sentido"] for line in tables_["votos"]] == ["A favor"] * 3 + ["En contra"]
    assert [line["codigo"] for line in tables_["acuerdos"]] == [CODE]
    assert [line["motivo"] for line in tables_["asistencia"] if line["clave"] == "de"] == [REASON]
    assert {line["dias_de_anticipacion"] for line in tables_["notificaciones"]} == {"18"}
    assert whole["asistencia"][0]["ingreso"].endswith("-05:00")


def test_v4_the_folder_of_a_sitting_can_be_had_while_a_vote_is_open_or_tied(room: Room) -> None:
    sitting = room.in_session()
    vote = room.open_vote(sitting)
    zipped(room, sitting, View.MEMBER)
    for who, choice in {"vmpes": "for", "opi": "against"}.items():
        room.cast(who, vote, choice)
    room.close_vote(vote)
    with zipfile.ZipFile(io.BytesIO(zipped(room, sitting, View.MEMBER))) as archive:
        [told] = json.loads(archive.read("datos/datos.json"))["votaciones"]
    assert told["resultado"] == "Empate"


def test_a5_a_cell_that_a_spreadsheet_would_run_is_text() -> None:
    assert b"'=HYPERLINK" in open_data.as_csv(["texto"], [{"texto": '=HYPERLINK("x")'}])


@pytest.mark.parametrize("public", [False, True])
def test_a5_export_writes_a_directory_for_each_folder_and_says_what_is_damaged(
    room: Room, tmp_path: Path, public: bool
) -> None:
    held(room)
    room.designate("vmps", "Lic. Juana Ríos")
    room.convene(held_at=lima(30, 15))
    room.designate("opi", "Sra. Ana Paz", "next")
    paths = exporting.export(room.desk, tmp_path / "out", public=public)
    general, sitting = (
        tmp_path / "out" / "AYNI-GT" / name for name in ("general", "Sesión Ordinaria N.° 01-2026")
    )
    for place in (general, sitting):
        assert {place / "index.json", place / "indice.docx"} <= set(paths)
    assert sitting / "datos" / "votos.csv" in paths
    paper = room.documents("convocatoria")[0]
    room.desk.files.path(paper.sha256).unlink()
    with pytest.raises(exporting.FolderDamaged) as raised:
        exporting.export(room.desk, tmp_path / "again", "1", public=public)
    assert raised.value.damaged == [(paper.id, paper.name)]
    index = json.loads((tmp_path / "again" / "AYNI-GT" / sitting.name / "index.json").read_text("utf-8"))
    assert [line["archivo"] for line in index["documentos"] if line["numero"] == paper.id] == [None]
    with pytest.raises(exporting.NoSuchSitting) as missing:
        exporting.export(room.desk, tmp_path / "none", "77")
    assert missing.value.known == ("1-2026 (AYNI-GT)",)


def test_a5_sittings_of_one_day_without_a_number_have_each_their_directory(
    room: Room, tmp_path: Path
) -> None:
    for _ in range(2):
        room.convene()
    paths = exporting.export(room.desk, tmp_path / "out")
    places = {path.parent.name for path in paths if path.name == "index.json"}
    assert len(places) == 2
    assert "Sesión Ordinaria del 10-03-2026" in places


@pytest.mark.parametrize("fault", ["missing", "size", "altered", "unrecorded"])
def test_a5_verify_tells_what_is_wrong_with_a_file(room: Room, fault: str) -> None:
    room.convene()
    folder.file_waiting(room.desk)
    paper = room.documents("convocatoria")[0]
    path = room.desk.files.path(paper.sha256)
    if fault == "missing":
        path.unlink()
    elif fault == "size":
        path.write_bytes(path.read_bytes() + b" ")
    elif fault == "altered":
        path.write_bytes(path.read_bytes()[::-1])
    else:
        digest, document = room.desk.files.keep(b"another"), tables.document
        with room.desk.engine.begin() as db:
            db.execute(
                update(document).where(document.c.id == paper.id).values(sha256=digest, size=len(b"another"))
            )
    [found] = folder.check_files(room.desk)
    assert (found.document_id, found.name, found.fault) == (paper.id, paper.name, fault)
    with room.desk.engine.begin() as db:  # as it was: the record is held against its journal after each test
        mine = tables.document.c.id == paper.id
        db.execute(update(tables.document).where(mine).values(sha256=paper.sha256, size=paper.size))
