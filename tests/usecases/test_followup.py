"""Acuerdos followed, and reported on, at the desk: who may, twice, too late, and by the page (F1, F2)."""

from datetime import date

import pytest

from bot.rules.errors import AcuerdoSettled, NotEntitled
from bot.store import tables
from bot.usecases import adoption, compliance, followup, followup_lists, reports
from bot.usecases.refusals import NotFound, Outdated
from tests.usecases.body import Room, lima
from tests.usecases.clockwork import ACUERDO

ALL = {"vmpes": "for", "vmps": "for", "dgse": "for", "opi": "for"}
REPORT = "recordatorio_informe"


def adopt(room: Room, *responsible: str) -> list[int]:
    """Acuerdos due on the 27th, one for each of those; their ids."""
    room.in_session()
    sitting = room.rows(tables.sitting)[0].id
    for number, who in enumerate(responsible, start=1):
        room.vote(sitting, f"Cumplir lo {number}", **ALL)
        command = adoption.AmendAcuerdo(f"{number}-2026", responsible=who, deadline=date(2026, 3, 27))
        room.act("dgse", adoption.amend_acuerdo, command)
    room.close(sitting)
    room.hush()
    return [row.id for row in room.rows(tables.acuerdo)]


def test_f1_a_claim_made_twice_is_one_and_only_a_claim_is_returned(room: Room) -> None:
    (acuerdo,) = adopt(room, "opi")
    with pytest.raises(Outdated):
        room.act("dgse", followup.return_fulfilment, followup.ReturnFulfilment(acuerdo, "No"))
    for _ in range(2):
        room.act("opi", followup.claim_fulfilment, followup.ClaimFulfilment(acuerdo))
    assert len(room.said("dgse", "cumplimiento_por_confirmar")) == 1
    assert [row.kind for row in room.rows(tables.progress_note)] == ["claimed"]
    assert {each.to for each in room.tick(lima(26, 9), ACUERDO)} == {"dgse", "teresa", "luis"}
    room.act("teresa", followup.return_fulfilment, followup.ReturnFulfilment(acuerdo, "Falta"))
    assert {each.to for each in room.tick(lima(27, 9), ACUERDO)} == {"dgse", "teresa", "luis", "opi"}
    assert room.row(tables.acuerdo, acuerdo).progress == "in_progress"


def test_f1_the_secretariat_confirms_without_a_claim_and_nothing_follows_once_it_is_settled(
    room: Room,
) -> None:
    (acuerdo,) = adopt(room, "opi")
    for _ in range(2):
        room.act("dgse", followup.claim_fulfilment, followup.ClaimFulfilment(acuerdo))
    assert room.row(tables.acuerdo, acuerdo).progress == "fulfilled"
    assert room.tick(lima(27, 9), ACUERDO) == []
    for act, command in (
        (followup.report_progress, followup.ReportProgress(acuerdo, "Más")),
        (followup.void_acuerdo, followup.VoidAcuerdo(acuerdo, "Ya no")),
    ):
        with pytest.raises(AcuerdoSettled):
            room.act("dgse", act, command)
    assert [row.kind for row in room.rows(tables.progress_note)] == ["confirmed"]


def test_f1_the_alternate_of_the_responsible_seat_reports_and_another_seat_does_not(room: Room) -> None:
    (acuerdo,) = adopt(room, "opi")
    room.designate("opi", "Lic. Juana Ríos", enrolled="juana")
    room.act("juana", followup.report_progress, followup.ReportProgress(acuerdo, "Va por la mitad"))
    with pytest.raises(NotEntitled) as refused:
        room.act("de", followup.report_progress, followup.ReportProgress(acuerdo, "Yo no"))
    assert "opi" in refused.value.needed
    with pytest.raises(NotEntitled):
        room.act("opi", followup.confirm_fulfilment, followup.ConfirmFulfilment(acuerdo))


def test_w2_f1_an_alternate_for_one_sitting_neither_reports_on_acuerdos_nor_hears_of_them(room: Room) -> None:
    (acuerdo,) = adopt(room, "opi")
    room.convene(held_at=lima(24, 15))
    room.designate("opi", "Lic. Juana Ríos", "next", enrolled="juana")
    room.hush()
    with pytest.raises(NotEntitled):
        room.act("juana", followup.report_progress, followup.ReportProgress(acuerdo, "Va por la mitad"))
    room.act("dgse", followup.void_acuerdo, followup.VoidAcuerdo(acuerdo, "Ya no"))
    assert (len(room.said("opi")), room.said("juana")) == (1, [])


def test_f1_a_long_list_comes_by_the_page_and_each_acuerdo_once(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followup_lists, "PAGE", 2)
    adopt(room, "opi", "vmps", "opi", "de", "opi")
    seen: list[str] = []
    command = followup_lists.ListAcuerdos()
    for _ in range(3):
        room.act("de", followup_lists.list_acuerdos, command)
        said = room.said("de", "acuerdos")[-1].context["acuerdos"]
        seen += [each["code"] for each in said]
        command = followup_lists.ListAcuerdos(before=said[-1]["id"])
    assert seen == [f"ACUERDO N.° 00{number}-2026-AYNI-GT" for number in (5, 4, 3, 2, 1)]


def test_f1_where_nothing_was_adopted_there_is_nothing_to_inform_of(room: Room) -> None:
    with pytest.raises(NotFound):
        room.act("dgse", compliance.inform_compliance, compliance.InformCompliance())


def test_f2_on_the_months_last_business_day_its_report_is_owed_unless_it_was_sent(room: Room) -> None:
    room.tick()
    assert {each.to for each in room.tick(lima(31, 9), REPORT)} == {"dgse", "teresa", "luis"}
    room.at(lima(29, 9, month=4))
    room.act("dgse", reports.prepare_report, reports.PrepareReport(month=4))
    (report,) = [row for row in room.rows(tables.document) if row.kind == "informe"]
    room.act("dgse", reports.send_report, reports.SendReport(report.id))
    assert room.tick(lima(30, 9, month=4), REPORT) == []


def test_f2_a_report_on_a_past_month_says_how_things_stood_then(room: Room) -> None:
    done, _ = adopt(room, "opi", "vmps")
    room.at(lima(3, 9, month=4))
    room.act("dgse", followup.confirm_fulfilment, followup.ConfirmFulfilment(done))
    for month, counts in ((3, {"overdue": 2}), (4, {"fulfilled": 1, "overdue": 1})):
        room.act("dgse", reports.prepare_report, reports.PrepareReport(month=month, risks=("Uno",)))
        data = [row for row in room.rows(tables.document) if row.kind == "informe"][-1].data
        assert {each["status"]: each["number"] for each in data["statuses"] if each["number"]} == counts
        assert data["risks"] == ["Uno"]
    assert data["months"][-1] == {"year": 2026, "month": 4, "adopted": 0, "fulfilled": 1}
