"""Convening: drafts, the count of days, the issue to all seats."""

from datetime import date

import pytest

from bot.rules.errors import (
    AgendaRequired,
    NotEntitled,
    NoticeTooShort,
    NotLawfulNow,
    SecondConveningTooEarly,
)
from bot.store import tables
from bot.usecases import convening, register
from bot.usecases.refusals import NotFound, NotFuture, Stranger
from tests.usecases.body import AGENDA, HELD, SEATS, Founding, Room, lima, utc


def test_c3_an_ordinary_sitting_six_days_ahead_is_refused_with_its_article_and_the_earliest_date(
    room: Room,
) -> None:
    with pytest.raises(NoticeTooShort) as refusal:
        room.draft(held_at=lima(8, 15))
    assert refusal.value.fields() == {
        "given": 6, "required": 7, "earliest": "2026-03-09", "counting": "calendar", "article": "25 d",
    }  # fmt: skip
    assert room.rows(tables.sitting) == []
    assert room.said() == []


def test_c3_seven_days_ahead_is_enough(room: Room) -> None:
    room.draft(held_at=lima(9, 15))
    [preview] = room.said("dgse", "previsualizacion")
    assert preview.actions == ["issue", "fix", "drop"]
    assert preview.context["notice"]["given"] == 7
    counted = [day["date"] for day in preview.context["notice"]["days"] if day["counts"]]
    assert counted == [f"2026-03-{day:02d}" for day in range(3, 10)]
    assert preview.context["held_at"] == utc(lima(9, 15))


def test_c4_a_body_that_counts_business_days_is_told_so(founded: Founding) -> None:
    room = founded(ordinaria_computo='"habiles"')
    with pytest.raises(NoticeTooShort) as refusal:
        room.draft(held_at=lima(10, 15))
    assert (refusal.value.given, refusal.value.counting) == (6, "business")
    assert refusal.value.earliest == date(2026, 3, 11)
    room.draft(held_at=lima(11, 15))


def test_c2_an_extraordinary_sitting_two_days_ahead_is_refused_even_to_the_president(room: Room) -> None:
    with pytest.raises(NoticeTooShort) as refusal:
        room.draft("vmpes", "extraordinary", lima(4, 15))
    assert (refusal.value.required, refusal.value.earliest) == (3, date(2026, 3, 5))
    assert refusal.value.article == "19 b"
    room.draft("vmpes", "extraordinary", lima(5, 15))


@pytest.mark.parametrize("who", ["dgse", "teresa"])
def test_c2_the_secretariat_does_not_convene_an_extraordinary_sitting(room: Room, who: str) -> None:
    with pytest.raises(NotEntitled) as refusal:
        room.draft(who, "extraordinary", lima(6, 15))
    assert refusal.value.fields() == {
        "verb": "issue", "needed": ["president"], "article": "19 b", "earliest": "2026-03-05",
    }  # fmt: skip
    assert room.rows(tables.sitting) == []


def test_c2_nor_issues_the_presidents_draft(room: Room) -> None:
    sitting = room.draft("vmpes", "extraordinary", lima(6, 15))
    with pytest.raises(NotEntitled):
        room.issue(sitting, "dgse")
    room.issue(sitting, "vmpes")
    assert room.sitting(sitting).state == "convened"


def test_w1_a_member_without_office_convenes_nothing_and_a_stranger_even_less(room: Room) -> None:
    with pytest.raises(NotEntitled):
        room.draft("opi")
    with pytest.raises(Stranger):
        room.draft("somebody")


def test_a_date_in_the_past_is_refused_as_such(room: Room) -> None:
    with pytest.raises(NotFuture):
        room.draft(held_at=lima(1, 15))


@pytest.mark.parametrize("agenda", [(), ("", "  ")])
def test_c3_a_sitting_is_convened_with_its_agenda(room: Room, agenda: tuple[str, ...]) -> None:
    with pytest.raises(AgendaRequired):
        room.draft(agenda=agenda)


def test_blank_items_of_the_agenda_take_no_number(room: Room) -> None:
    room.draft(agenda=("Plan", " ", "Concurso "))
    items = room.rows(tables.agenda_item)
    assert [(item.position, item.text) for item in items] == [(1, "Plan"), (2, "Concurso")]


def test_c4_a_preview_says_that_the_day_is_not_a_business_day(room: Room) -> None:
    for held_at, day_off in ((lima(10, 15), False), (lima(14, 15), True), (lima(2, 15, month=4), True)):
        room.draft(held_at=held_at)
        assert room.said("dgse", "previsualizacion")[-1].context["day_off"] is day_off


def test_a_preview_says_which_sitting_is_convened_for_that_day_already(room: Room) -> None:
    room.convene()
    for held_at, known in ((lima(10, 18), [utc(HELD)]), (lima(11, 15), [])):
        room.draft(held_at=held_at)
        told = room.said("dgse", "previsualizacion")[-1].context["same_day"]
        assert [each["held_at"] for each in told] == known


def test_c5_a_preview_made_before_midnight_is_counted_again_at_its_issue(room: Room) -> None:
    room.at(lima(2, 23, 50))
    sitting = room.draft(held_at=lima(9, 15))
    room.at(lima(3, 0, 10))
    with pytest.raises(NoticeTooShort) as refusal:
        room.issue(sitting)
    assert refusal.value.earliest == date(2026, 3, 10)
    assert room.sitting(sitting).state == "draft"


def test_the_day_of_the_notice_is_the_bodys_day_not_utcs(room: Room) -> None:
    room.at(lima(2, 23, 50))  # in UTC the 3rd has begun
    room.issue(room.draft(held_at=lima(9, 0, 5)))


def test_the_convocatoria_goes_to_all_seven_seats_with_its_papers_and_answers(room: Room) -> None:
    sitting = room.convene()
    for who in SEATS:
        text, word, entry = room.said(who, "convocatoria") + room.said(who, "archivo")
        assert text.actions == ["rsvp", "rsvp", "rsvp"]
        assert [item["text"] for item in text.context["agenda"]] == list(AGENDA)
        kinds = [room.row(tables.document, paper.document or 0).kind for paper in (word, entry)]
        assert kinds == ["convocatoria", "calendario"]
    assert len(room.said("group", "convocatoria_grupo")) == 1
    assert {row.seat_id for row in room.rows(tables.service)} == {room.seat(key).id for key in SEATS}
    assert room.sitting(sitting).notice["given"] == 8


def test_the_team_gets_the_paper_and_the_secretariat_hears_that_all_are_served(room: Room) -> None:
    room.convene()
    for who in ("teresa", "luis"):
        assert len(room.said(who, "archivo")) == 1
    told = room.said(template="convocado_st")
    assert {message.to for message in told} == {"dgse", "teresa", "luis"}
    assert all(message.context["unserved"] == [] and message.context["group"] for message in told)


def test_c8_whoever_has_no_chat_is_listed_as_unserved(founded: Founding) -> None:
    room = founded(but=("opi",))
    room.convene()
    unserved = room.said("dgse", "convocado_st")[0].context["unserved"]
    assert [(seat["key"], seat["name"]) for seat in unserved] == [("opi", "Ing. Pedro Pablo Quiroz Chávez")]
    [mine] = room.rows(tables.service, tables.service.c.seat_id == room.seat("opi").id)
    assert (mine.outbox_id, mine.served_at) == (None, None)


def test_c8_the_secretariat_records_service_by_other_means_with_its_reference(founded: Founding) -> None:
    room = founded(but=("opi",))
    sitting = room.convene()
    command = register.RecordService(sitting, "opi", "Oficio N.° 15-2026")
    room.act("dgse", register.record_service, command)
    [mine] = room.rows(tables.service, tables.service.c.seat_id == room.seat("opi").id)
    assert (mine.means, mine.reference, mine.served_at) == ("other", "Oficio N.° 15-2026", room.clock.now())
    with pytest.raises(NotFound):
        room.act("dgse", register.record_service, register.RecordService(sitting, "nadie", "Oficio"))
    with pytest.raises(NotEntitled):
        room.act("de", register.record_service, command)


def test_c8_delivery_is_recorded_with_its_hour_and_the_answer_as_its_receipt(room: Room) -> None:
    sitting = room.convene()
    room.later(minutes=3)
    room.deliver()
    room.later(hours=1)
    room.answer("opi", sitting, "attending")
    served = {row.seat_id: row for row in room.rows(tables.service)}
    assert {row.served_at for row in served.values()} == {lima(2, 9, 3)}
    assert served[room.seat("opi").id].seen_at == lima(2, 10, 3)
    assert served[room.seat("de").id].seen_at is None


def test_c8_whoever_blocked_the_bot_is_not_served_and_the_secretariat_hears_of_it(room: Room) -> None:
    room.deliver()
    room.convene()
    room.hush()
    room.deliver(blocked=["opi"])
    told = room.said("dgse", "entrega_rechazada")
    assert [each.context["seat"]["key"] for each in told] == ["opi"]
    assert room.said("dgse", "convocado_st") == []
    [mine] = room.rows(tables.service, tables.service.c.seat_id == room.seat("opi").id)
    assert mine.served_at is None


def test_a_second_press_of_the_issue_gives_the_first_receipt(room: Room) -> None:
    sitting = room.draft()
    first = room.issue(sitting)
    said = len(room.said())
    assert room.issue(sitting) == first
    assert len(room.said()) == said
    assert len(room.events("convocatoria_issued")) == 1


def test_c7_the_convocatoria_announces_the_second_convening(room: Room) -> None:
    room.convene()
    assert room.said("opi", "convocatoria")[0].context["second_at"] == utc(lima(11, 15))
    assert room.documents("convocatoria")[0].data["second_convening_at"] == utc(lima(11, 15))


def test_c7_on_a_friday_it_proposes_the_monday_and_takes_another_date_if_given(room: Room) -> None:
    friday = room.draft(held_at=lima(13, 15))
    assert room.sitting(friday).second_at == lima(16, 15)
    chosen = room.draft(held_at=lima(13, 15), second_at=lima(18, 10))
    assert room.sitting(chosen).second_at == lima(18, 10)
    with pytest.raises(SecondConveningTooEarly):
        room.draft(held_at=lima(13, 15), second_at=lima(13, 15, 14))


def test_a_discarded_draft_sends_nothing_and_is_not_issued_any_more(room: Room) -> None:
    sitting = room.draft()
    for _ in range(2):
        room.act("dgse", convening.discard_draft, convening.DiscardDraft(sitting))
    assert len(room.said("dgse", "descartado")) == 1
    with pytest.raises(NotLawfulNow):
        room.issue(sitting)
    assert room.said("opi") == []


def test_a_draft_gives_its_values_back_to_be_corrected(room: Room) -> None:
    sitting = room.draft(second_at=lima(12, 9))
    seen: list[dict[str, object]] = []
    room.ask("dgse", lambda case: seen.append(convening.as_form(case, sitting)))
    assert seen == [{
        "kind": "ordinary", "held_at": lima(10, 15), "place": "Sala de reuniones del piso 5",
        "second_at": lima(12, 9), "agenda": list(AGENDA),
    }]  # fmt: skip


def test_a_sitting_that_does_not_exist_is_not_issued(room: Room) -> None:
    with pytest.raises(NotFound):
        room.issue(99)
