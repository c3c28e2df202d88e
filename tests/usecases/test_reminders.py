"""Reminders of what is owed: the acta, the acuerdos, the month's sitting (A2, F1, C1)."""

from datetime import date

import pytest

from bot.store import tables
from bot.usecases import adoption, circulation, enrolment
from tests.usecases.body import FOUR, SEATS, Founding, Room, lima
from tests.usecases.clockwork import ACTA, ACUERDO, MONTH, outcomes, stages


@pytest.fixture
def room(room: Room) -> Room:
    """The body of AYNI, the month's warnings planned and over."""
    room.tick()
    return room


def closed(room: Room) -> int:
    """A sitting of Tuesday 10 March, closed at 17:00: its acta's last day is Friday 13."""
    sitting = room.in_session()
    room.tick()
    room.at(lima(10, 17))
    room.close(sitting)
    return sitting


@pytest.fixture
def acuerdo(room: Room) -> int:
    """An acuerdo of 10 March for opi, due on Friday 27."""
    sitting = room.in_session()
    room.vote(sitting, **dict.fromkeys(FOUR, "for"))
    command = adoption.AmendAcuerdo("1-2026", responsible="opi", deadline=date(2026, 3, 27))
    room.act("dgse", adoption.amend_acuerdo, command)
    room.close(sitting)
    room.act("dgse", circulation.circulate_acta, circulation.CirculateActa(sitting))
    room.tick()
    return room.rows(tables.acuerdo)[0].id


def test_a2_the_acta_is_warned_of_the_day_before_on_its_last_day_and_daily_once_overdue(room: Room) -> None:
    closed(room)
    found = []
    for day in range(11, 18):
        for hour in (8, 9, 18):
            found += [(day, hour, each) for each in room.tick(lima(day, hour), ACTA) if each.to == "dgse"]
    warned = [(day, hour, each.context["stage"], each.context["overdue"]) for day, hour, each in found]
    assert warned == [
        (12, 9, "acta_day_before", -1), (13, 9, "acta_last_day", 0), (14, 9, "acta_overdue", 1),
        (15, 9, "acta_overdue", 2), (16, 9, "acta_overdue", 3), (17, 9, "acta_overdue", 4),
    ]  # fmt: skip
    assert {each.context["due"] for _, _, each in found} == {"2026-03-13"}
    assert found[0][2].actions == ["circulate"]


def test_a2_the_whole_secretariat_is_warned(room: Room) -> None:
    closed(room)
    assert [each.to for each in room.tick(lima(12, 9), ACTA)] == ["dgse", "teresa", "luis"]


def test_a2_holidays_and_weekends_are_no_business_days(room: Room) -> None:
    room.at(lima(23, 9))
    sitting = room.in_session(held_at=lima(31, 15))  # Holy Thursday and Friday are 2 and 3 April
    room.tick()
    room.at(lima(31, 17))
    room.close(sitting)
    assert room.said("dgse", "borrador_listo")[0].context["due"] == "2026-04-07"
    stages_ = {row.stage: row.due_at for row in room.rows(tables.deadline, tables.deadline.c.kind == "acta")}
    assert stages_ == {
        "acta_day_before": lima(6, 9, month=4), "acta_last_day": lima(7, 9, month=4),
        "acta_overdue": lima(8, 9, month=4),
    }  # fmt: skip


def test_a2_once_it_circulates_nothing_is_owed(room: Room) -> None:
    sitting = closed(room)
    room.tick(lima(12, 9), ACTA)
    room.act("dgse", circulation.circulate_acta, circulation.CirculateActa(sitting))
    for day in (13, 14, 15):
        assert room.tick(lima(day, 9), ACTA) == []


def test_a2_on_its_last_day_after_an_outage_it_is_not_overdue_yet(room: Room) -> None:
    closed(room)
    said = room.tick(lima(13, 15), ACTA)
    assert stages(said)[0] == ("dgse", "acta_last_day", True)
    assert outcomes(room, "acta") == [
        ("acta_day_before", "overtaken"), ("acta_last_day", "sent"), ("acta_overdue", None),
    ]  # fmt: skip


def test_a2_what_an_outage_swallowed_is_said_once(room: Room) -> None:
    closed(room)
    said = [each for each in room.tick(lima(18, 12), ACTA) if each.to == "dgse"]
    assert stages(said) == [("dgse", "acta_overdue", True)]
    assert said[0].context["overdue"] == 5
    assert room.tick(lima(18, 18), ACTA) == []
    assert len(room.tick(lima(19, 9), ACTA)) == 3


def test_f1_an_acuerdo_is_reminded_of_a_week_and_a_day_ahead_on_its_day_and_weekly_once_overdue(
    room: Room, acuerdo: int
) -> None:
    found = []
    for day in range(11, 32):
        found += [
            (day, each.context["stage"]) for each in room.tick(lima(day, 9), ACUERDO) if each.to == "opi"
        ]
    for day in range(1, 13):
        said = room.tick(lima(day, 9, month=4), ACUERDO)
        found += [(day, each.context["stage"]) for each in said if each.to == "opi"]
    assert found == [
        (20, "acuerdo_week_before"), (26, "acuerdo_day_before"), (27, "acuerdo_last_day"),
        (28, "acuerdo_overdue"), (4, "acuerdo_overdue"), (11, "acuerdo_overdue"),
    ]  # fmt: skip
    assert room.row(tables.acuerdo, acuerdo).progress == "pending"


def test_f1_the_responsible_and_the_secretariat_are_told_and_nobody_else(room: Room, acuerdo: int) -> None:
    said = room.tick(lima(20, 9), ACUERDO)
    assert {each.to for each in said} == {"opi", "dgse", "teresa", "luis"}
    assert said[0].context["code"] == "ACUERDO N.° 001-2026-AYNI-GT"


@pytest.mark.parametrize(("scope", "told"), [("all", {"elena"}), ("next", set())])
def test_f1_where_the_titular_has_no_telephone_the_alternate_for_all_sittings_is_told(
    room: Room, acuerdo: int, scope: str, told: set[str]
) -> None:
    """W2: whoever was designated for one sitting only stands in for nothing else."""
    if scope == "next":
        room.convene(held_at=lima(31, 15))
    room.designate("opi", "Sra. Elena Ticona Apaza", scope, enrolled="elena")
    assert {each.to for each in room.tick(lima(20, 9), ACUERDO)} == {"opi", "dgse", "teresa", "luis"}
    titular = room.person("Ing. Pedro Pablo Quiroz Chávez")
    room.act("dgse", enrolment.revoke_enrolment, enrolment.RevokeEnrolment(titular.id))
    said = room.tick(lima(26, 9), ACUERDO)
    assert {each.to for each in said} == {"dgse", "teresa", "luis"} | told
    posts = {each.to: each.context["standing_in"] for each in said}
    assert posts.get("elena", "Inversiones").endswith("Inversiones")
    assert posts["dgse"] == ""


def test_f1_a_new_deadline_replaces_the_reminders(room: Room, acuerdo: int) -> None:
    room.tick(lima(28, 9), ACUERDO)
    command = adoption.AmendAcuerdo("1-2026", deadline=date(2026, 4, 30))
    room.act("dgse", adoption.amend_acuerdo, command)
    assert room.row(tables.acuerdo, acuerdo).progress == "pending"
    assert room.tick(lima(4, 9, month=4), ACUERDO) == []
    assert room.tick(lima(23, 9, month=4), ACUERDO)[0].context["stage"] == "acuerdo_week_before"


def test_f1_an_acuerdo_that_is_fulfilled_reminds_nobody(room: Room, acuerdo: int) -> None:
    room.settle_acuerdo(acuerdo)
    assert room.tick(lima(20, 9), ACUERDO) == []
    assert outcomes(room, "acuerdo")[0] == ("acuerdo_week_before", "moot")


def test_f1_an_acuerdo_by_consensus_is_reminded_of_from_its_adoption(room: Room) -> None:
    sitting = room.in_session()
    room.propose(sitting, deadline=date(2026, 3, 27))
    assert outcomes(room, "acuerdo") == []
    command = adoption.AdoptByConsensus(sitting, room.rows(tables.acuerdo)[0].id)
    room.act("dgse", adoption.adopt_by_consensus, command)
    assert len(outcomes(room, "acuerdo")) == 4


def test_c1_when_a_month_is_about_to_leave_no_lawful_date_those_who_lead_are_warned(
    founded: Founding,
) -> None:
    room = founded()
    assert room.tick(None, MONTH) == []
    # The last business day of March is Tuesday 31; seven days ahead is the 24th; three business days before.
    assert room.tick(lima(19, 8, 59), MONTH) == []
    said = room.tick(lima(19, 9), MONTH)
    assert {each.to for each in said} == {"vmpes", "dgse", "teresa", "luis"}
    assert said[0].context == {
        "year": 2026, "month": 3, "last_held_on": "2026-03-31", "last_issue_on": "2026-03-24",
        "article": "19 a", "late": False,
    }  # fmt: skip
    assert room.tick(lima(20, 9), MONTH) == []


def test_c1_a_month_with_its_sitting_needs_no_warning(founded: Founding) -> None:
    room = founded()
    room.tick()
    sitting = room.convene(held_at=lima(31, 15))
    for who in SEATS:
        room.answer(who, sitting, "attending")
    assert room.tick(lima(19, 9), MONTH) == []
    assert outcomes(room, "month")[0] == ("warn", "moot")


def test_c1_a_body_founded_too_late_in_a_month_is_not_warned_of_it_but_of_the_next(founded: Founding) -> None:
    room = founded()
    room.at(lima(27, 9))
    assert room.tick(None, MONTH) == []
    assert outcomes(room, "month") == [("warn", "moot"), ("warn", None)]


def test_c1_founded_in_the_last_days_it_is_warned_at_once_and_not_called_late(founded: Founding) -> None:
    room = founded()
    said = room.tick(lima(23, 9), MONTH)
    assert {late for _, _, late in stages(said)} == {False}
    assert said[0].context["last_issue_on"] == "2026-03-24"


def test_the_month_is_the_bodys_not_utcs(founded: Founding) -> None:
    room = founded()
    room.tick(lima(31, 20))  # in UTC April has begun
    months = [row.subject_id for row in room.rows(tables.deadline, tables.deadline.c.kind == "month")]
    assert months == [202603, 202604]
