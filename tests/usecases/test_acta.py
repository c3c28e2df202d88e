"""The acta: what it holds, word for word; circulated, agreed to, observed, drawn up anew (A1 to A3)."""

import pytest

from bot.rules.acta import Review
from bot.rules.errors import ActaNotLawfulNow, NotEntitled, NotLawfulNow, UnreadableReference
from bot.store import tables
from bot.usecases import adoption, attendance, dialogue, folder, minutes, voting
from bot.usecases.refusals import NotFound, Outdated
from tests.usecases.body import FOUR, SEATS, Founding, Room, lima, utc

HOSTILE = (
    "Ríos & Asoc. <b>5 < 7</b> \"comillas\" 'simples' {{ 7*7 }} {% raw %} 🗳️👩🏽‍⚖️ \\ % $ ```\n"
    "segunda línea\ttabulada ÑñÜü " + "palabra larga " * 400
).strip()


@pytest.fixture
def closed(room: Room) -> int:
    """A sitting of the President, vmps, the ST and opi, closed at 17:00 with one acuerdo."""
    sitting = room.in_session()
    room.vote(sitting, vmpes="for", vmps="for", dgse="for", opi="against")
    room.at(lima(10, 17))
    room.close(sitting)
    room.hush()
    return sitting


def circulate(room: Room, sitting: int, who: str = "dgse") -> object:
    return room.act(who, minutes.circulate_acta, minutes.CirculateActa(sitting))


def review(room: Room, who: str, document: int, answer: Review, text: str | None = None) -> str:
    command = minutes.ReviewActa(document, answer, text)
    return room.act(who, minutes.review_acta, command).template


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
        "second_convening": False, "universal": False, "installed_at": utc(lima(10, 15)),
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
    sitting = room.convene(agenda=(HOSTILE, "Otro"))
    room.answer("de", sitting, "absent")
    room.act("de", attendance.explain_absence, attendance.ExplainAbsence(sitting, HOSTILE))
    room.open_sitting(sitting, *FOUR)
    room.to_agenda(sitting)
    room.act("dgse", minutes.record_note, minutes.RecordNote(HOSTILE, item=1))
    vote = room.open_vote(sitting, HOSTILE)
    room.cast("vmpes", vote, "for")
    room.cast("opi", vote, "abstain", HOSTILE)
    room.close_vote(vote)
    room.act("opi", voting.give_reason, voting.GiveReason(HOSTILE))
    command = adoption.AmendAcuerdo("1-2026", responsible="Ríos & Asoc. {{ 7*7 }}")
    room.act("dgse", adoption.amend_acuerdo, command)
    room.close(sitting)
    acta = room.acta(sitting)
    assert acta["agenda"][0]["title"] == HOSTILE
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


def test_a2_it_goes_to_every_titular_with_conforme_and_observar(room: Room, closed: int) -> None:
    circulate(room, closed)
    for who in SEATS:
        [sent] = room.said(who, "acta_para_conformidad")
        assert sent.actions == ["agree", "observe"]
        assert sent.document == room.documents("acta")[0].id
    [told] = room.said("dgse", "acta_circulada")
    assert (told.context["reached"], told.context["unreached"]) == (7, [])


def test_a2_the_alternate_who_attended_gets_the_file(room: Room) -> None:
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    sitting = room.in_session("vmpes", "vmps", "dgse", "elena")
    room.mark(sitting, "opi")
    room.mark(sitting, "opi", "alternate")
    room.close(sitting)
    room.hush()
    circulate(room, sitting)
    [sent] = room.said("elena", "archivo")
    assert sent.actions == []
    with pytest.raises(NotEntitled):
        review(room, "elena", sent.document or 0, Review.CONFORM)


def test_a2_whoever_has_no_chat_is_named(founded: Founding) -> None:
    room = founded(but=("de",))
    sitting = room.in_session()
    room.close(sitting)
    circulate(room, sitting)
    [told] = room.said("dgse", "acta_circulada")
    assert [seat["key"] for seat in told.context["unreached"]] == ["de"]
    assert told.context["reached"] == 6


def test_a2_a_second_press_circulates_once(room: Room, closed: int) -> None:
    assert circulate(room, closed) == circulate(room, closed)
    assert len(room.events("acta_circulated")) == 1
    assert len(room.said("opi", "acta_para_conformidad")) == 1


def test_a2_only_the_secretariat_circulates_and_only_what_is_closed(room: Room, closed: int) -> None:
    with pytest.raises(NotEntitled):
        circulate(room, closed, "vmpes")
    running = room.in_session(held_at=lima(20, 15))
    with pytest.raises(NotLawfulNow):
        circulate(room, running)


def test_a2_what_the_record_gained_since_goes_out_as_a_new_version(room: Room, closed: int) -> None:
    circulate(room, closed)
    first = room.documents("acta")[0].id
    room.act("opi", voting.give_reason, voting.GiveReason("El gasto no está sustentado."))
    got = room.fetch_acta()
    assert (got.context["version"], got.actions) == (2, ["circulate"])
    assert room.fetch_acta("opi").context["version"] == 1
    circulate(room, closed)
    assert room.fetch_acta("opi").context["version"] == 2
    with pytest.raises(Outdated) as refusal:
        review(room, "opi", first, Review.CONFORM)
    assert refusal.value.holds == "2"
    assert [row.state for row in room.documents("acta")] == ["circulated", "circulated"]


def test_a3_members_agree_or_observe_and_the_secretariat_hears_of_it(room: Room, closed: int) -> None:
    circulate(room, closed)
    document = room.documents("acta")[0].id
    assert review(room, "vmpes", document, Review.CONFORM) == "revision_anotada"
    assert review(room, "opi", document, Review.OBSERVED, " Falta mi intervención. ") == "revision_anotada"
    told = [
        (message.context["answer"], message.context["text"]) for message in room.said("dgse", "acta_revisada")
    ]
    assert told == [("conform", None), ("observed", "Falta mi intervención.")]
    keys = {room.seat(key).id: key for key in SEATS}
    assert {keys[row.seat_id]: row.answer for row in room.rows(tables.review)} == {
        "vmpes": "conform", "opi": "observed",
    }  # fmt: skip


def test_a3_an_observation_without_words_is_asked_for_them(room: Room, closed: int) -> None:
    circulate(room, closed)
    document = room.documents("acta")[0].id
    assert review(room, "opi", document, Review.OBSERVED) == "pide_observacion"
    assert dialogue.open_question(room.desk, SEATS["opi"]).fields["document"] == document
    assert room.rows(tables.review) == []
    review(room, "opi", document, Review.OBSERVED, "Falta mi intervención.")
    assert dialogue.open_question(room.desk, SEATS["opi"]) is None


def test_a3_one_may_think_again_and_a_repeated_word_says_nothing_new(room: Room, closed: int) -> None:
    circulate(room, closed)
    document = room.documents("acta")[0].id
    review(room, "opi", document, Review.OBSERVED, "Falta")
    review(room, "opi", document, Review.CONFORM)
    said = len(room.said())
    review(room, "opi", document, Review.CONFORM)
    assert len(room.said()) == said
    assert [row.answer for row in room.rows(tables.review)] == ["conform"]


def test_a3_a_draft_is_not_reviewed_and_an_approved_acta_neither(room: Room, closed: int) -> None:
    document = room.documents("acta")[0].id
    with pytest.raises(ActaNotLawfulNow):
        review(room, "opi", document, Review.CONFORM)
    circulate(room, closed)
    room.approve_acta(closed)
    with pytest.raises(ActaNotLawfulNow):
        review(room, "opi", document, Review.CONFORM)
    with pytest.raises(ActaNotLawfulNow):
        circulate(room, closed)
    with pytest.raises(NotFound):
        review(room, "opi", 999, Review.CONFORM)


def test_a3_an_approved_acta_is_given_as_it_is(room: Room, closed: int) -> None:
    room.approve_acta(closed)
    got = room.fetch_acta()
    assert (got.context["state"], got.context["version"], got.actions) == ("approved", 1, [])
    assert room.fetch_acta("opi").actions == []


def test_members_get_only_what_circulated(room: Room, closed: int) -> None:
    with pytest.raises(NotFound):
        room.fetch_acta("opi")
    circulate(room, closed)
    got = room.fetch_acta("opi")
    assert (got.context["state"], got.actions) == ("circulated", ["agree", "observe"])


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
