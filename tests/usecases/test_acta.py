"""The acta: what it holds, word for word; circulated, agreed to, observed, drawn up anew (A1 to A3)."""

import pytest

from bot.rules.errors import UnreadableReference
from bot.store import tables
from bot.usecases import adoption, attendance, folder, notes, voting
from bot.usecases.refusals import NotFound
from tests.usecases.body import FOUR, Room, lima, utc

HOSTILE = (
    "Ríos & Asoc. <b>5 < 7</b> \"comillas\" 'simples' {{ 7*7 }} {% raw %} 🗳️👩🏽‍⚖️ \\ % $ ```\n"
    "segunda línea\ttabulada ÑñÜü " + "palabra larga " * 400
).strip()


def test_a1_the_acta_holds_the_whole_sitting(room: Room) -> None:
    sitting = room.convene()
    room.answer("de", sitting, "absent")
    room.act("de", attendance.explain_absence, attendance.ExplainAbsence(sitting, "Comisión de servicios"))
    room.open_sitting(sitting, *FOUR)
    room.to_agenda(sitting)
    room.vote(sitting, "Aprobar el plan", vmpes="for", vmps="for", dgse="for", opi="for")
    room.at(lima(10, 17))
    room.close(sitting)
    acta = room.acta(sitting)
    assert acta["sitting"] == {
        "kind": "ordinary", "name": "Sesión Ordinaria N.° 01-2026", "convened_at": utc(lima(10, 15)),
        "place": "Sala de reuniones del piso 5", "means": "in_person", "issued_at": utc(lima(2, 9)),
        "rectified_at": None, "second_convening": False, "first_held_at": None, "universal": False,
        "installed_at": utc(lima(10, 15)),
        "closed_at": utc(lima(10, 17)),
    }  # fmt: skip
    assert acta["body"]["year_name"] == "Año de la Esperanza y el Fortalecimiento de la Democracia"
    assert acta["secretary"]["name"] == "Dr. Martín Ñaupari Velarde"
    assert [each["seat"].split(" ")[0] for each in acta["attendees"]] == [
        "Viceministra", "Viceministro", "Director", "Jefe",
    ]  # fmt: skip
    assert {each["seat"].split(" ")[0]: each["reason"] for each in acta["absentees"]}["Directora"] == (
        "Comisión de servicios"
    )
    assert [(each["ordinal"], each["present"], each["seats"]) for each in acta["lists"]] == [(1, 4, 7)]
    assert len(acta["stations"]) == 6
    assert acta["acuerdos"][0]["vote"]["outcome"] == "approved"


def test_a1_whatever_is_written_stands_in_the_acta_word_for_word(room: Room) -> None:
    title = HOSTILE.replace("\n", " ")  # the lines below an item are its points
    sitting = room.convene(agenda=(title, "Otro"))
    room.answer("de", sitting, "absent")
    room.act("de", attendance.explain_absence, attendance.ExplainAbsence(sitting, HOSTILE))
    room.open_sitting(sitting, *FOUR)
    room.to_agenda(sitting)
    room.act("dgse", notes.record_note, notes.RecordNote(HOSTILE, item=1))
    vote = room.open_vote(sitting, HOSTILE)
    room.cast("vmpes", vote, "for")
    room.cast("opi", vote, "abstain", HOSTILE)
    room.close_vote(vote)
    room.act("opi", voting.give_reason, voting.GiveReason(HOSTILE))
    command = adoption.AmendAcuerdo("1-2026", responsible="Ríos & Asoc. {{ 7*7 }}")
    room.act("dgse", adoption.amend_acuerdo, command)
    room.close(sitting)
    acta = room.acta(sitting)
    assert acta["agenda"][0]["title"] == title
    assert acta["agenda"][0]["notes"] == [HOSTILE]
    assert HOSTILE in [each["reason"] for each in acta["absentees"]]
    [acuerdo] = acta["acuerdos"]
    assert acuerdo["text"] == HOSTILE
    assert acuerdo["responsible"] == ["Ríos & Asoc. {{ 7*7 }}"]
    assert acuerdo["vote"]["ballots"][3]["reason"] == HOSTILE
    assert acta["dissents"][0]["reason"] == HOSTILE


def test_a1_a_name_with_a_template_in_it_is_a_name(room: Room) -> None:
    name = "Sra. {{ 7*7 }} & <Hijos>"
    room.designate("opi", name, enrolled="elena")
    sitting = room.in_session("vmpes", "vmps", "dgse", "elena")
    room.close(sitting)
    assert name in [each["name"] for each in room.acta(sitting)["attendees"]]


def test_a1_what_it_is_printed_from_can_be_printed(room: Room, closed: int) -> None:
    assert folder.file_waiting(room.desk) == len(room.rows(tables.document))
    filed = folder.fetch(room.desk, room.documents("acta")[0].id)
    assert filed.name == "acta-ordinaria-01-2026.docx"
    assert filed.content.startswith(b"PK")
    assert list(folder.check_files(room.desk)) == []


def test_a1_unchanged_it_is_the_same_document(room: Room, closed: int) -> None:
    first = room.fetch_acta()
    room.later(hours=1)
    assert room.fetch_acta("teresa").document == first.document
    assert [row.version for row in room.documents("acta")] == [1]


def test_a1_what_changed_in_the_record_makes_a_new_version(room: Room, closed: int) -> None:
    command = adoption.AmendAcuerdo("1-2026", text="Aprobar el plan y su presupuesto")
    room.act("dgse", adoption.amend_acuerdo, command)
    got = room.fetch_acta()
    assert (got.context["version"], got.context["state"], got.actions) == (2, "draft", ["circulate"])
    assert room.acta(closed)["acuerdos"][0]["text"] == "Aprobar el plan y su presupuesto"
    assert room.documents("acta")[0].data["acuerdos"][0]["text"] == "Aprobar el plan"


def test_a1_a_titular_who_was_replaced_since_stands_in_it_as_they_were(room: Room, closed: int) -> None:
    before = room.acta(closed)
    for old, new in (
        ("Dra. Ana Sofía Villanueva Ríos", "Dra. Nueva Directora"),
        ("Dr. Martín Ñaupari Velarde", "Dr. Nuevo Secretario"),
    ):
        room.replace(old, new)
    room.enrol("new", room.code_of("Dr. Nuevo Secretario"))
    assert room.fetch_acta("new").context["version"] == 1
    assert room.acta(closed) == before


def test_the_acta_is_named_by_number_year_or_kind(room: Room, closed: int) -> None:
    extraordinary = room.open_sitting(room.convene("vmpes", "extraordinary", lima(18, 15)), *FOUR)
    room.close(extraordinary)
    ordinary = "Sesión Ordinaria N.° 01-2026"
    assert room.fetch_acta().context["sitting"] == "Sesión Extraordinaria N.° 01-2026"
    for reference in ("Ordinaria 01-2026", ordinary):
        assert room.fetch_acta(reference=reference).context["sitting"] == ordinary
    assert room.fetch_acta(reference="extraordinaria 1").context["sitting"] != ordinary
    with pytest.raises(NotFound):
        room.fetch_acta(reference="7")
    with pytest.raises(UnreadableReference):
        room.fetch_acta(reference="la última")
