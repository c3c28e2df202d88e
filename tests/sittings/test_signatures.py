"""A4: the acta signed, played in the chat: PDFs with real signatures, scans, and who still owes theirs."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from bot.sandbox.stage import Stage
from bot.sandbox.state import Message
from bot.signing import apart
from bot.signing.__main__ import answer
from bot.store import tables
from bot.usecases.folder import check_files
from docgen import pdf
from tests.signing.authority import Identity, altered, authority, person, rewrite_page, sign, small_pdf
from tests.sittings.acts import faults, files, heard, in_session, lima, rows, said
from tests.sittings.test_acta_life import in_word, replacing

SEVEN = ("vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de", "opi")


@pytest.fixture(autouse=True)
def converted(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The parts of LibreOffice and of the reading process, which tests/docgen and tests/signing play, done here;
    what Word files were to become PDFs."""
    seen: list[bytes] = []

    def convert(word: bytes) -> bytes:
        seen.append(word)
        return small_pdf()

    monkeypatch.setattr(pdf, "to_pdf", convert)
    monkeypatch.setattr(apart, "ask", lambda task, told, content, _patience: answer(task, told, content))
    return seen


@pytest.fixture
def trusting(tmp_path: Path) -> Callable[[Stage], None]:
    """Makes the operator trust the authority of the tests."""

    def trust(made: Stage) -> None:
        authority().export(tmp_path / "raices")
        made.app.desk.trust_dir = tmp_path / "raices"

    return trust


def name_of(made: Stage, clave: str) -> str:
    return next(seat.titular for seat in made.grupo.integrantes if seat.clave == clave)


def certificate(made: Stage, clave: str, **how: str | datetime) -> Identity:
    """The seat's titular as a Peruvian certificate names them: surnames first, no accents, a suffix."""
    words = name_of(made, clave).split()[1:]
    number = 40_000_000 + SEVEN.index(clave)
    return person(
        f"{' '.join(words[-2:]).upper()} {' '.join(words[:-2])} FIR {number} hard", f"PNOPE-{number}", **how
    )


async def circulated(made: Stage) -> None:
    """A sitting of all seven, closed, its acta circulated."""
    await in_session(made, *SEVEN)
    await made.secretary.send("/sala")
    await made.secretary.press("Cerrar sesión")
    await made.secretary.press("Cerrar sesión")
    await made.secretary.press("Circular")


async def handed_out(made: Stage) -> tuple[Message, bytes]:
    """The PDF to be signed: the message that carries it, and its bytes."""
    await circulated(made)
    answer = await made.secretary.press("PDF para firmar")
    assert "preparando" in answer
    message = files(made.secretary, ".pdf")[-1]
    return message, made.server.document(message)


def signed_by(made: Stage) -> dict[str, str]:
    """Who has signed, by clave, and how."""
    people = {row.id: row.name for row in rows(made, tables.person)}
    claves = {seat.titular: seat.clave for seat in made.grupo.integrantes}
    return {claves[people[row.person_id]]: row.means for row in rows(made, tables.signature)}


async def test_five_of_seven_sign_and_the_missing_two_are_reported(
    each_body: Stage, trusting: Callable[[Stage], None]
) -> None:
    """A4; 19 g, 23 g: one file signed five times, then a copy, then a scan, until nobody owes."""
    made = each_body
    trusting(made)
    message, ready = await handed_out(made)
    five = sign(ready, *(certificate(made, clave) for clave in SEVEN[:5]))
    await made.secretary.upload(five, "acta firmada.pdf", reply_to=message)
    told = said(
        made.secretary, "ningún otro cambio", "Firmas: 5 de 7", "Por firmar", "no se consultó".capitalize()
    )
    missing = told.text.partition("Por firmar")[2]
    assert all(name_of(made, clave) in missing for clave in ("de", "opi"))
    assert signed_by(made) == dict.fromkeys(SEVEN[:5], "digital")

    await made.at(lima(20, 10))
    for who in (made.secretary, made.seats["opi"]):
        await who.send("/acta")
        shown = said(who, "Firmas: 5 de 7", "firma digital, 12/03/2026", "Por firmar, desde hace 8 días")
        assert name_of(made, "opi") in shown.text.partition("Por firmar")[2]
    await made.seats["opi"].send("/sesiones")
    said(made.seats["opi"], "firmas: 5 de 7, las demás pendientes desde hace 8 días")

    await made.seats["opi"].send("/pendientes")
    said(
        made.seats["opi"], "Actas por firmar", "desde hace 8 días", name_of(made, "de"), name_of(made, "opi")
    )

    await made.secretary.upload(sign(ready, certificate(made, "de")), "copia.pdf", reply_to=message)
    said(made.secretary, "Firmas: 6 de 7")
    await made.secretary.upload(b"\xff\xd8\xff una fotografia", "firma.jpg", reply_to=message)
    asked = said(made.secretary, "Firmas manuscritas", "no lleva firmas digitales", "¿Quién firmó")
    assert asked.labels == [name_of(made, "opi")]
    assert name_of(made, "de") not in asked.text
    await made.secretary.press(name_of(made, "opi"))
    said(made.secretary, "Firmas: 7 de 7", "Firmaron todos", "Se registró la firma")
    assert signed_by(made)["opi"] == "handwritten"
    await made.secretary.upload(b"\xff\xd8\xff otra", "firma.jpg", reply_to=message)
    said(made.secretary, "ya tiene la firma de todos")
    kinds = [row.kind for row in rows(made, tables.document) if row.state in ("filed", "circulated")]
    assert [kinds.count(kind) for kind in ("acta_pdf", "acta_firmada", "firmas")] == [1, 2, 1]
    assert list(check_files(made.app.desk)) == []
    assert faults(made) == []


async def test_a_file_whose_signatures_are_worth_nothing_records_nothing_and_says_why(
    body: Stage, trusting: Callable[[Stage], None]
) -> None:
    """A4: altered by a byte, changed afterwards, of an unknown root, expired; and what is no PDF at all."""
    trusting(body)
    message, ready = await handed_out(body)
    good = certificate(body, "vmpes")
    past = {"since": datetime(2020, 1, 1, tzinfo=UTC), "until": datetime(2026, 3, 1, tzinfo=UTC)}
    for content, why in {
        altered(sign(ready, good)): "fue alterado",
        rewrite_page(sign(ready, good)): "cambió después de esta firma",
        sign(ready, certificate(body, "vmpes", root="Autoridad inventada")): "ninguna raíz de confianza",
        sign(ready, certificate(body, "vmpes", **past)): "vencido, el 28/02/2026",
    }.items():
        await body.secretary.upload(content, "acta.pdf", reply_to=message)
        said(body.secretary, why, "No cuenta", "No se registró nada", "Firmas: 0 de 7")
    await body.secretary.upload(b"%PDF-1.7\n" + bytes(2000), "acta.pdf", reply_to=message)
    said(body.secretary, "no se pudo leer como PDF", "Nada ha cambiado")
    assert rows(body, tables.signature) == []
    assert not [row for row in rows(body, tables.document) if row.kind == "acta_firmada"]


async def test_what_is_doubtful_is_confirmed_by_the_secretariat_and_a_stranger_is_reported(
    body: Stage, trusting: Callable[[Stage], None]
) -> None:
    """A4: a name that is nearly a participant's; nobody's; one person twice. Their DNI is known from then on."""
    trusting(body)
    message, ready = await handed_out(body)
    words = name_of(body, "opi").split()
    nearly = person(f"{words[1]} {words[-2]}", "PNOPE-45678901")
    stranger, twice = person("Pedro Nadie Ninguno"), certificate(body, "vmps")
    await body.secretary.upload(sign(ready, twice, nearly, stranger, twice), "acta.pdf", reply_to=message)
    told = said(
        body.secretary, "nombre parecido", "no figura entre los participantes", "cuenta una vez", "1 de 7"
    )
    assert told.labels == [f"Es de {name_of(body, 'opi')}"]
    await body.secretary.press(told.labels[0])
    assert said(body.secretary, "Firmas: 2 de 7").labels == ["Deshacer"]
    await body.secretary.press("Deshacer")
    assert said(body.secretary, "Firmas: 1 de 7").labels == told.labels
    await body.secretary.press(told.labels[0])
    assert signed_by(body) == {"vmps": "digital", "opi": "digital"}
    await body.secretary.press(told.labels[0], message=told)
    assert len(rows(body, tables.signature)) == 2
    assert {row.identity: row.confirmed for row in rows(body, tables.signature)}["45678901"] is True
    await body.secretary.upload(sign(ready, nearly), "copia.pdf", reply_to=message)
    said(body.secretary, f"registrada, de {name_of(body, 'opi')}", "Firmas: 2 de 7")
    assert faults(body) == []


async def test_without_roots_and_with_another_pdf_nothing_counts_until_the_secretariat_says_so(
    body: Stage,
) -> None:
    """A4: first that the text is the same, then that the certificates were looked at elsewhere."""
    message, _ = await handed_out(body)
    theirs = sign(small_pdf(b"BT /F1 9 Tf 72 720 Td (Hecho con Word) Tj ET"), certificate(body, "vmpes"))
    await body.secretary.upload(theirs, "acta.pdf", reply_to=message)
    asked = said(
        body.secretary, "no es el PDF que se entregó", "No se pudo comprobar la cadena", "Firmas: 0 de 7"
    )
    assert asked.labels == ["Es el mismo texto", "No es el acta"]
    missing = asked.text.partition("Si usted confirma, quedarán por firmar")[2]
    assert [clave for clave in SEVEN if name_of(body, clave) in missing] == list(SEVEN[1:])
    await body.secretary.press("No es el acta")
    said(body.secretary, "no se registró ninguna")
    await body.secretary.press("Es el mismo texto", message=asked)
    told = said(body.secretary, "Usted confirmó", "no se pudo comprobar la cadena", "Firmas: 0 de 7")
    assert told.labels == ["Confirmar firmas"]
    await body.secretary.press("Confirmar firmas")
    said(body.secretary, "Firmas: 1 de 7")
    await body.secretary.send("/acta")
    said(body.secretary, "Firmas: 1 de 7", "cadena sin comprobar")
    told = [row.data for row in rows(body, tables.journal) if row.event == "signed_acta_text"]
    assert ['"same":false' in each for each in told] == [True, False]
    assert faults(body) == []


async def test_a_pdf_without_signatures_is_a_scan_and_a_slip_is_undone(body: Stage) -> None:
    """A4: each person once, whatever is pressed again."""
    message, ready = await handed_out(body)
    await body.secretary.upload(ready, "escaneo.pdf", reply_to=message)
    asked = said(body.secretary, "Firmas manuscritas", "Firmas: 0 de 7")
    assert asked.labels == [name_of(body, clave) for clave in SEVEN]
    for clave in ("vmps", "vmps", "de"):
        await body.secretary.press(name_of(body, clave), message=asked)
    assert signed_by(body) == {"vmps": "handwritten", "de": "handwritten"}
    await body.secretary.press("Deshacer")
    said(body.secretary, "Firmas: 1 de 7")
    assert signed_by(body) == {"vmps": "handwritten"}
    assert faults(body) == []


async def test_without_libreoffice_the_word_file_comes_with_a_hint(
    body: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A4: and the PDF that somebody makes of it is taken all the same."""

    def missing(_docx: bytes) -> bytes:
        raise pdf.NoLibreOffice

    monkeypatch.setattr(pdf, "to_pdf", missing)
    await circulated(body)
    await body.secretary.press("PDF para firmar")
    told = said(body.secretary, "LibreOffice", "Guardar como PDF")
    assert told.document.name.endswith(".docx")
    await body.secretary.upload(sign(small_pdf(), certificate(body, "vmpes")), "acta.pdf", reply_to=told)
    said(body.secretary, "¿es el mismo texto?")


async def test_only_the_secretariat_records_signatures_and_only_of_the_version_that_circulates(
    body: Stage,
) -> None:
    """A4: members are told whose it is; an earlier version is not signed any more."""
    message, ready = await handed_out(body)
    signed = sign(ready, certificate(body, "opi"))
    theirs = files(body.seats["opi"], ".docx")[-1]
    await body.seats["opi"].upload(signed, "acta.pdf", reply_to=theirs)
    said(body.seats["opi"], "corresponde", "Secretaría Técnica")
    await body.seats["opi"].send("/acta")
    assert "PDF para firmar" not in said(body.seats["opi"], "Firmas: 0 de 7").labels
    await body.secretary.upload(b"\xff\xd8\xff", "firma.png", reply_to=message)
    await body.secretary.press(name_of(body, "opi"))
    edited = in_word(body.server.document(theirs), replacing("levantó la sesión", "Se levantó la sesión."))
    await body.secretary.upload(edited, "acta.docx", reply_to=files(body.secretary, ".docx")[-1])
    await body.secretary.press("Circular")
    assert heard(body.secretary, "tenía 1 firma")
    await body.secretary.upload(signed, "acta.pdf", reply_to=message)
    said(body.secretary, "versión posterior")
    assert len(rows(body, tables.signature)) == 1
    await body.secretary.send("/acta")
    said(body.secretary, "versión 2", "Firmas: 0 de 7")


async def test_once_approved_the_secretariat_is_asked_for_the_signatures_and_reminded_weekly(
    body: Stage, trusting: Callable[[Stage], None], converted: list[bytes]
) -> None:
    """A4: calmly, until everybody has signed; the PDF then says that the text is approved."""
    trusting(body)
    await circulated(body)
    draft = body.server.document(files(body.secretary, ".docx")[-1])
    edited = in_word(draft, replacing("levantó la sesión", "Se levantó la sesión."))
    await body.secretary.upload(edited, "acta.docx", reply_to=files(body.secretary, ".docx")[-1])
    await body.secretary.press("Circular")
    for clave in SEVEN:
        await body.seats[clave].press("Conforme")
    await body.secretary.send("/acta")
    await body.secretary.press("Aprobar acta al cierre")
    asked = said(body.secretary, "El acta espera sus firmas", "Firmas: 0 de 7")
    assert not heard(body.president, "espera sus firmas")
    await body.secretary.press("PDF para firmar", message=asked)
    printed = "\n".join(each.text for each in docx.Document(io.BytesIO(converted[-1])).paragraphs)
    assert "Texto aprobado · versión 2" in printed
    assert "Se levantó la sesión." in printed
    message = files(body.secretary, ".pdf")[-1]
    await body.at(lima(26, 9, 30))
    assert len(heard(body.secretary, "Firmas pendientes del acta")) == 2
    await body.secretary.upload(
        sign(body.server.document(message), *(certificate(body, clave) for clave in SEVEN)),
        "a.pdf",
        reply_to=message,
    )
    said(body.secretary, "Firmaron todos")
    await body.at(lima(10, 10, month=4))
    assert len(heard(body.secretary, "Firmas pendientes del acta")) == 2
    await body.secretary.send("/acta")
    assert "PDF para firmar" not in said(body.secretary, "Firmas: 7 de 7").labels
