"""C3: documents presented to a sitting, sent out with the convocatoria or after it, or late; and their lack."""

import json
from pathlib import Path

import pytest

from bot.rules.errors import NotLawfulNow
from bot.rules.reglamento import SittingKind
from bot.store import tables
from bot.usecases import documents, exporting, universal
from bot.usecases.documents import AttachDocument, ChooseSitting, OfferDocument, safe_name
from bot.usecases.refusals import NotFound, Stranger
from tests.usecases.body import AGENDA, SEATS, Room, lima

CONTENT = b"%PDF-1.7 informe"


def offer(room: Room, who: str = "opi", name: str = "Informe.pdf", content: bytes = CONTENT) -> int:
    """A file that somebody sent; the document's id."""
    digest = documents.take_in(room.desk, content)
    room.act(who, documents.offer_document, OfferDocument(name, digest, len(content)))
    return int(room.documents("presentado")[-1].id)


def attach(room: Room, document: int, sitting: int, item: int | None = None, who: str = "opi") -> str:
    command = AttachDocument(document, sitting, item)
    return str(room.act(who, documents.attach_document, command).context["state"])


def test_c3_a_file_is_asked_for_its_item_and_with_several_sittings_for_its_sitting_first(room: Room) -> None:
    first = room.convene(held_at=lima(20, 15))
    document = offer(room)
    [asked] = room.said("opi", "pide_punto_documento")
    assert asked.actions == ["fileitem"] * 3
    second = room.convene(held_at=lima(27, 15))
    room.hush()
    document = offer(room)
    [asked] = room.said("opi", "pide_sesion_documento")
    assert [button["args"] for button in asked.buttons] == [[document, first], [document, second]]
    room.act("opi", documents.choose_sitting, ChooseSitting(document, second))
    assert len(room.said("opi", "pide_punto_documento")) == 1


def test_c3_with_a_draft_it_waits_and_goes_out_with_the_convocatoria_which_names_it(room: Room) -> None:
    sitting = room.draft()
    item = room.rows(tables.agenda_item)[0]
    with pytest.raises(NotFound):
        offer(room, "opi")  # members know nothing of drafts
    document = offer(room, "teresa")
    assert attach(room, document, sitting, item.id, "teresa") == "attached"
    assert room.said("opi") == []
    room.issue(sitting)
    for who in SEATS:
        [sent] = room.said(who, "documento_presentado")
        assert (sent.document, sent.context["item"]) == (document, 1)
    paper = room.documents("convocatoria")[0].data
    assert (paper["agenda"][0]["documents"], paper["documents"]) == (["Informe.pdf"], [])
    assert paper["agenda"][0]["documents"] == ["Informe.pdf"]
    assert room.documents("presentado")[-1].state == "distributed"


def test_c3_in_time_it_is_distributed_at_once_later_it_is_marked_as_late(room: Room) -> None:
    sitting = room.convene()
    room.at(lima(3, 9))
    assert attach(room, offer(room), sitting) == "distributed"
    assert {each.to for each in room.said(template="documento_presentado")} == {
        *SEATS, "teresa", "luis", "group"
    } - {"opi"}  # fmt: skip
    room.hush()
    room.at(lima(4, 9))
    assert attach(room, offer(room, name="Tarde.pdf"), sitting) == "late"
    told = room.said(template="documento_presentado")
    assert {each.to for each in told} == {"vmpes", "dgse", "teresa", "luis"}
    listed = room.said("opi", "documento_archivado")[-1].context["papers"]
    assert [(each["name"], each["state"]) for each in listed] == [
        ("Informe.pdf", "distributed"),
        ("Tarde.pdf", "late"),
    ]


def test_a5_with_no_sitting_ahead_a_file_is_for_the_one_held_last(room: Room) -> None:
    """What was handed in at the sitting itself still comes into its folder, while nothing is convened."""
    sitting = room.open_sitting(room.convene(), "vmpes", "vmps", "dgse", "opi")
    room.close(sitting)
    assert attach(room, offer(room), sitting, 1) == "late"
    assert "N.° 01-2026" in room.said("opi", "pide_punto_documento")[-1].context["sitting"]
    room.convene(held_at=lima(20, 15))
    offer(room)
    assert "20/03/2026" in room.said("opi", "pide_punto_documento")[-1].context["sitting"]


def test_c3_a_second_press_files_nothing_twice_and_nobody_files_anothers(room: Room) -> None:
    sitting = room.convene(held_at=lima(20, 15))
    document = offer(room)
    for other in ("de", "dgse"):
        with pytest.raises(NotFound):
            attach(room, document, sitting, who=other)
    assert attach(room, document, sitting) == attach(room, document, sitting) == "distributed"
    assert len(room.events("document_presented")) == 1
    assert len(room.said("de", "documento_presentado")) == 1


def test_c3_what_can_not_be_attached_is_refused(room: Room) -> None:
    with pytest.raises(NotFound):
        offer(room)
    with pytest.raises(Stranger):
        offer(room, "somebody")
    sitting = room.convene(held_at=lima(20, 15))
    document = offer(room)
    for wrong_sitting, wrong_item in ((99, None), (sitting, 99)):
        with pytest.raises(NotFound):
            attach(room, document, wrong_sitting, wrong_item)
    from bot.usecases import rectifying

    room.act("dgse", rectifying.propose, rectifying.Cancel("Duelo"))
    room.act("dgse", rectifying.issue_rectification, rectifying.IssueRectification(1))
    with pytest.raises(NotLawfulNow):
        attach(room, document, sitting)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Informe.pdf", "Informe.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\acta final.docx", "acta final.docx"),
        ("a\u202egnp.exe", "a gnp.exe"),
        ("...", "documento"),
        ("", "documento"),
        (".pdf", "documento.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ('que<>:"|?*tal.\n.pdf', "que tal.pdf"),
        ("\N{PAGE FACING UP}" * 120 + ".pdf", "\N{PAGE FACING UP}" * 50 + ".pdf"),
        ("Resolucio\u0301n.pdf", "Resolución.pdf"),
        ("roto\ud800.pdf", "roto.pdf"),
    ],
)
def test_a_file_name_is_never_trusted(given: str, kept: str) -> None:
    assert safe_name(given, "documento") == kept


def test_c3_the_last_day_for_documents_is_said_to_president_and_st_once(room: Room) -> None:
    room.convene(held_at=lima(20, 15))
    assert room.tick(lima(13, 8, 59)) == []
    told = room.tick(lima(13, 9))
    assert {each.template for each in told} == {"sin_documentos"}
    assert {each.to for each in told} == {"vmpes", "dgse", "teresa", "luis"}
    assert room.tick(lima(13, 10)) == []


@pytest.mark.parametrize(("day", "over"), [(13, False), (15, True)])
def test_c3_after_an_outage_it_is_not_said_that_the_last_day_is_today(
    room: Room, day: int, over: bool
) -> None:
    room.convene(held_at=lima(20, 15))
    told = next(each for each in room.tick(lima(day, 12)) if each.template == "sin_documentos")
    assert (told.context["late"], told.context["over"]) == (True, over)


def test_c3_an_extraordinary_one_is_flagged_three_days_ahead(room: Room) -> None:
    room.convene("vmpes", "extraordinary", lima(20, 15))
    assert {each.template for each in room.tick(lima(17, 9))} == {"sin_documentos"}


def test_c3_a_sitting_with_documents_or_called_off_is_not_flagged(room: Room) -> None:
    from bot.usecases import rectifying

    sitting = room.convene(held_at=lima(20, 15))
    attach(room, offer(room), sitting)
    room.convene(held_at=lima(27, 15))
    room.act("dgse", rectifying.propose, rectifying.Cancel("Duelo", sitting="27/03/2026"))
    room.act("dgse", rectifying.issue_rectification, rectifying.IssueRectification(1))
    for day in (13, 20):
        assert "sin_documentos" not in {each.template for each in room.tick(lima(day, 9))}


def test_a5_the_folder_holds_the_bytes_the_register_and_no_file_that_was_only_offered(
    room: Room, tmp_path: Path
) -> None:
    sitting = room.convene(held_at=lima(20, 15))
    room.deliver()
    attach(room, offer(room), sitting)
    offer(room, name="Abandonado.pdf")
    room.open_sitting(sitting, "vmpes", "vmps", "dgse", "opi")
    room.close(sitting)
    paths = exporting.export(room.desk, tmp_path / "out")
    [presented] = [path for path in paths if path.name.endswith("-Informe.pdf")]
    assert presented.read_bytes() == CONTENT
    assert not [path for path in paths if "Abandonado" in path.name]
    index = json.loads((presented.parent / "index.json").read_text(encoding="utf-8"))
    assert {line["tipo"] for line in index["documentos"]} >= {"notificaciones", "asistencia", "acta"}
    assert room.acta(sitting)["documents"] == ["Informe.pdf"]


def test_c5_to_a_universal_attendance_it_goes_out_at_once_for_there_is_no_convocatoria(room: Room) -> None:
    draft = universal.DraftUniversal(SittingKind.EXTRAORDINARY, lima(2, 12), "Sala 5", AGENDA)
    room.act("dgse", universal.draft_universal, draft)
    sitting = room.rows(tables.sitting)[-1].id
    assert attach(room, offer(room), sitting) == "distributed"
    assert len(room.said("vmps", "documento_presentado")) == 1
