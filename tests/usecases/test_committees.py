"""W6, F3: a committee's body follows its parent; what is asked in the wrong place or twice."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.rules.errors import CommitteeOver, CommitteeSits, NotEntitled, TooManyAdvisers
from bot.store import tables
from bot.usecases import (
    advisers,
    committee_lists,
    committee_reports,
    committees,
    consult,
    convening,
    enrolment,
    folders,
    lists,
    meant,
    rectifying,
    replacement,
    requests,
    second_convening,
)
from bot.usecases.advisers import DecideAdviser, ProposeAdviser
from bot.usecases.committee_lists import EnableSittings, ListCommittees
from bot.usecases.committee_reports import ReportCommittee
from bot.usecases.committees import EndCommittee, FormCommittee, FulfilCommittee
from bot.usecases.enrolment import RevokeEnrolment
from bot.usecases.installation import install_body
from bot.usecases.rectifying import Cancel, IssueRectification
from bot.usecases.refusals import AlreadyThere, InsideCommittee, NotFound
from bot.usecases.replacement import ReplaceTitular
from tests.usecases.body import HELD, Founding, Room, grupo, lima

COMMITTEE = FormCommittee("Pilotos", ("vmps", "dgcgps", "de"), "vmps", "Evaluar", date(2026, 4, 30))


def sitting_committee(room: Room) -> int:
    """The committee with sittings of its own; its body's id."""
    room.act("dgse", committees.form_committee, COMMITTEE)
    room.act("dgse", committee_lists.enable_sittings, EnableSittings("1"))
    return int(room.rows(tables.body)[-1].id)


def reached(room: Room, own: int) -> set[int]:
    """The Telegram ids of those who act in the committee's body."""
    with room.desk.engine.connect() as db:
        known = db.scalars(select(tables.person.c.telegram_id).where(tables.person.c.body_id == own)).all()
    return {number for number in known if number is not None}


def test_w6_its_people_are_the_members_and_whoever_runs_the_parent(room: Room):
    own = sitting_committee(room)
    expected = {room.number(key) for key in ("vmps", "dgcgps", "de", "dgse", "teresa", "luis")}
    assert reached(room, own) == expected
    seats = [row for row in room.rows(tables.seat) if row.body_id == own]
    assert [(row.key, row.presides) for row in seats] == [("vmps", True), ("dgcgps", False), ("de", False)]
    room.body_id = own
    room.act("dgse", consult.show_help, consult.ShowHelp())
    assert "convocar" in room.said("dgse")[-1].context["commands"]
    assert "comite" not in room.said("dgse")[-1].context["commands"]


def test_w6_a_replaced_member_is_replaced_in_the_committee_and_enrols_once(room: Room):
    own = sitting_committee(room)
    command = ReplaceTitular("de", "Mg. Elena Rojas", "RM 120-2026", True)
    room.act("dgse", replacement.replace_titular, command)
    code = room.said("dgse", "titular_reemplazado")[-1].context["code"]
    held = [row for row in room.rows(tables.tenure) if row.until is None]
    names = {row.id: row.name for row in room.rows(tables.person)}
    seats = {row.id: row.key for row in room.rows(tables.seat) if row.body_id == own}
    acting = {seats[row.seat_id]: (names[row.person_id], row.acting) for row in held if row.seat_id in seats}
    assert acting["de"] == ("Mg. Elena Rojas", True)
    room.enrol("elena", code)
    assert room.number("elena") in reached(room, own)
    assert enrolment.invite_all(room.desk, "AYNI-GT-C1") == []
    assert enrolment.invite_all(room.desk, "AYNI-GT-C1", renew=True) == []


def test_w6_a_telephone_revoked_in_the_parent_is_silent_in_the_committee(room: Room):
    own = sitting_committee(room)
    person = next(
        row.id for row in room.rows(tables.person)
        if row.telegram_id == room.number("de") and row.body_id == room.body_id
    )  # fmt: skip
    room.act("dgse", enrolment.revoke_enrolment, RevokeEnrolment(person))
    assert room.number("de") not in reached(room, own)


def test_w6_rules_changed_in_the_file_hold_in_the_committee_and_codes_stay_apart(founded: Founding):
    room = founded(codigo_acuerdo='"RES-{numero:03d}-{anio}"')
    own = sitting_committee(room)
    assert room.row(tables.body, own).reglamento["acuerdo_code"] == "RES-{numero:03d}-{anio}-C1"
    install_body(room.desk, grupo(codigo_acuerdo='"RES-{numero:03d}-{anio}"', segunda_lista_minutos="30"))
    assert room.row(tables.body, own).reglamento["second_list_minutes"] == 30


def test_w6_what_concerns_the_whole_body_is_refused_in_a_committee(room: Room):
    room.body_id = sitting_committee(room)
    for act, command in (
        (committees.form_committee, COMMITTEE),
        (committee_reports.report_committee, ReportCommittee("1", "x")),
        (committee_lists.list_committees, ListCommittees()),
        (committee_lists.enable_sittings, EnableSittings("1")),
        (advisers.propose_adviser, ProposeAdviser("Ana", "e", "d")),
        (replacement.replace_titular, ReplaceTitular("de", "Ana", "d", False)),
    ):
        with pytest.raises(InsideCommittee):
            room.act("dgse", act, command)


def test_w6_a_sigla_that_is_taken_is_not_given_to_a_committee(room: Room):
    room.act("dgse", committees.form_committee, COMMITTEE)
    install_body(room.desk, grupo(sigla='"AYNI-GT-C1"'))
    with pytest.raises(AlreadyThere):
        room.act("dgse", committee_lists.enable_sittings, EnableSittings("Pilotos"))


def test_w6_nobody_but_coordinator_and_st_reports_or_fulfils(room: Room):
    room.act("dgse", committees.form_committee, COMMITTEE)
    for act, command in (
        (committee_reports.report_committee, ReportCommittee("1", "Avances")),
        (committees.fulfil_committee, FulfilCommittee(1)),
    ):
        with pytest.raises(NotEntitled) as refusal:
            room.act("de", act, command)
        assert refusal.value.article == "20"
    with pytest.raises(NotFound):
        room.act("dgse", committees.fulfil_committee, FulfilCommittee(9))


def test_f3_a_fulfilled_committee_is_reminded_no_more_and_an_outage_once(room: Room):
    room.act("dgse", committees.form_committee, COMMITTEE)
    late = [each for each in room.tick(lima(29, 23, month=4)) if each.template == "recordatorio_comite"]
    assert {(each.to, each.context["late"]) for each in late} == {
        (who, True) for who in ("dgse", "teresa", "luis", "vmps")
    }
    room.act("vmps", committees.fulfil_committee, FulfilCommittee(1))
    room.act("vmps", committees.fulfil_committee, FulfilCommittee(1))
    assert len(room.events("committee_fulfilled")) == 1
    said = room.tick(lima(20, 9, month=5))
    assert "recordatorio_comite" not in {each.template for each in said}


def test_w6_five_pending_proposals_too_can_make_no_sixth_adviser(room: Room):
    for number in range(6):
        room.act("dgse", advisers.propose_adviser, ProposeAdviser(f"Asesor {'ABCDEF'[number]}", "e", "d"))
    for number in range(1, 6):
        room.act("vmpes", advisers.decide_adviser, DecideAdviser(number, True))
    with pytest.raises(TooManyAdvisers):
        room.act("vmpes", advisers.decide_adviser, DecideAdviser(6, True))


def test_w6_f3_a_committees_constitution_and_reports_are_papers_of_the_sitting_that_formed_it(room: Room):
    sitting = room.in_session()
    room.vote(sitting, "Conformar el comité", vmpes="for", vmps="for", dgse="for", opi="for")
    code = "ACUERDO N.° 001-2026-AYNI-GT"
    command = FormCommittee("Pilotos", ("vmps", "dgcgps", "de"), "vmps", "Evaluar", date(2026, 4, 30), code)
    room.act("dgse", committees.form_committee, command)
    [paper] = room.documents("comite")
    assert (paper.sitting_id, paper.name, paper.data["acuerdo"]) == (sitting, "comite-01-AYNI-GT.docx", code)
    assert [each["coordinator"] for each in paper.data["members"]] == [True, False, False]
    for who in ("vmps", "dgcgps", "de", "vmpes", "dgse"):
        assert room.said(who, "comite_formado")[-1].document == paper.id
    for text in ("Primer avance", "Segundo avance"):
        room.act("vmps", committee_reports.report_committee, ReportCommittee("1", text))
    first, second = room.documents("informe_comite")
    assert (second.data["ordinal"], second.data["text"], second.sitting_id) == (2, "Segundo avance", sitting)
    assert room.said("vmpes", "informe_comite")[-1].document == second.id
    assert first.name != second.name


def test_w6_a_committee_that_ended_is_convened_no_more_and_what_it_did_can_still_be_read(room: Room):
    whole, own = room.body_id, sitting_committee(room)
    room.body_id = own
    held = room.open_sitting(room.convene(), "vmps", "de")
    room.close(held)
    draft = room.draft(held_at=lima(31, 15))
    room.body_id = whole
    room.act("dgse", committees.end_committee, EndCommittee("1", "El órgano asumió su encargo"))
    room.body_id = own
    for who, act, command in (
        ("dgse", convening.issue_convocatoria, convening.IssueConvocatoria(draft)),
        ("vmps", convening.issue_convocatoria, convening.IssueConvocatoria(draft)),
        ("de", requests.submit_request, requests.SubmitRequest("Ampliar el plazo")),
    ):
        with pytest.raises(CommitteeOver) as refusal:
            room.act(who, act, command)
        assert refusal.value.fields() == {
            "name": "Pilotos", "fulfilled": False, "ended_on": "2026-03-10",
            "reason": "El órgano asumió su encargo", "article": "20",
        }  # fmt: skip
    with pytest.raises(CommitteeOver):
        room.draft(held_at=lima(31, 15))
    room.act("dgse", consult.show_help, consult.ShowHelp())
    assert {"convocar", "universal", "carpeta"} & set(room.said("dgse", "ayuda")[-1].context["commands"]) == {
        "carpeta"
    }
    assert room.fetch_acta("dgse").document
    room.act("de", folders.show_folder, folders.ShowFolder())
    room.act("de", consult.list_sittings, consult.ListSittings())
    past = room.said("de", "sesiones")[-1].context["past"]
    assert [each["sitting"] for each in past] == ["Sesión Ordinaria N.° 01-2026 (AYNI-GT-C1)"]


def test_w6_without_quorum_a_fulfilled_committee_is_called_to_no_second_convening(room: Room):
    whole, own = room.body_id, sitting_committee(room)
    room.body_id = own
    sitting = room.convene()
    room.at(HELD)
    room.first_list(sitting)
    room.later(minutes=15)
    room.second_list(sitting)
    room.act("dgse", lists.conclude_without_quorum, lists.ConcludeWithoutQuorum(sitting))
    assert room.offered(sitting) == ["second"]
    room.body_id = whole
    room.act("vmps", committees.fulfil_committee, FulfilCommittee(1))
    room.body_id = own
    assert room.offered(sitting) == []
    with pytest.raises(CommitteeOver) as refusal:
        room.act(
            "dgse", second_convening.call_second_convening, second_convening.CallSecondConvening(sitting)
        )
    assert (refusal.value.fulfilled, refusal.value.reason) == (True, "")


def test_w6_a_committee_with_a_sitting_ahead_ends_only_when_that_is_cancelled_or_held(room: Room):
    whole, own = room.body_id, sitting_committee(room)
    room.body_id = own
    room.convene()
    room.body_id = whole
    for who, act, command in (
        ("dgse", committees.end_committee, EndCommittee("1", "Renuncias")),
        ("vmps", committees.fulfil_committee, FulfilCommittee(1)),
    ):
        with pytest.raises(CommitteeSits) as refusal:
            room.act(who, act, command)
        assert refusal.value.sittings == ("Sesión Ordinaria del 10/03/2026 (AYNI-GT-C1)",)
    room.body_id = own
    room.act("dgse", rectifying.propose, Cancel("El comité concluye"))
    change = room.rows(tables.rectification)[-1].id
    room.act("dgse", rectifying.issue_rectification, IssueRectification(change))
    room.body_id = whole
    room.act("dgse", committees.end_committee, EndCommittee("1", "Renuncias"))
    assert room.events("committee_ended") == [("committee_ended", "committee:1")]


def test_w6_a_committee_that_ended_is_given_no_sittings_any_more(room: Room) -> None:
    room.act("dgse", committees.form_committee, COMMITTEE)
    room.act("dgse", committees.end_committee, EndCommittee("1", "Renuncias"))
    with pytest.raises(CommitteeOver):
        room.act("dgse", committee_lists.enable_sittings, EnableSittings("1"))
    assert len(room.rows(tables.body)) == 1


def test_w6_nobody_is_asked_whether_an_ended_committee_is_meant_to_convene(room: Room):
    own = sitting_committee(room)
    both = meant.meant(room.desk, room.number("dgse"), room.number("dgse"), "convocar")
    assert own in dict(both)
    room.act("dgse", committees.end_committee, EndCommittee("1", "Renuncias"))
    assert own not in dict(meant.meant(room.desk, room.number("dgse"), room.number("dgse"), "convocar"))
    assert own in dict(meant.meant(room.desk, room.number("dgse"), room.number("dgse"), "carpeta"))
    assert dict(meant.meant(room.desk, room.number("vmps"), room.number("vmps"), "convocar")) == {
        own: "AYNI-GT-C1"
    }
