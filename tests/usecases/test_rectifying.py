"""C6: rectification, rescheduling and cancellation, each with its reason and its own notice."""

from datetime import datetime
from typing import Any

import pytest

from bot.rules.errors import (
    NotEntitled,
    NoticeTooShort,
    NotLawfulNow,
    ReasonRequired,
    SecondConveningTooEarly,
)
from bot.store import tables
from bot.usecases import rectifying, requests
from bot.usecases.rectifying import Cancel, IssueRectification, Rectify, Reschedule
from bot.usecases.refusals import NotFound, NotFuture, NothingChanges, Outdated
from docgen.calendar import calendar_entry
from tests.usecases.body import AGENDA, SEATS, Room, lima, utc


def propose(room: Room, command: Rectify, who: str = "dgse") -> int:
    """The id of the change that was proposed."""
    room.act(who, rectifying.propose, command)
    return int(room.rows(tables.rectification)[-1].id)


def issue(room: Room, change: int, who: str = "dgse") -> None:
    assert room.act(who, rectifying.issue_rectification, IssueRectification(change)).template == "rectificado"


def rectify(room: Room, who: str = "dgse", **changes: Any) -> None:
    issue(room, propose(room, Rectify("Por la sala", **changes), who), who)


def entries(room: Room) -> list[tuple[str, int]]:
    """METHOD and SEQUENCE of every calendar entry, in order."""
    found = []
    for row in room.documents("calendario"):
        text = calendar_entry(row.data).decode()
        method = text.split("METHOD:")[1].splitlines()[0]
        found.append((method, int(text.split("SEQUENCE:")[1].splitlines()[0])))
    return found


def test_c6_a_preview_goes_to_nobody_else_and_shows_the_count_that_the_change_needs(room: Room) -> None:
    room.convene()
    room.hush()
    propose(room, Reschedule("Viaje", held_at=lima(12, 15)))
    [preview] = room.said()
    assert (preview.to, preview.template, preview.actions) == ("dgse", "rectificacion_propuesta", ["rectify"])
    assert preview.context["notice"]["given"] == 10
    assert [each["what"] for each in preview.context["changes"]] == ["date", "second_convening"]
    assert preview.context["reason"] == "Viaje"


def test_c6_all_seats_get_the_new_version_with_what_changes_and_the_raised_sequence(room: Room) -> None:
    sitting = room.convene()
    room.hush()
    rectify(room, place="Sala 7")
    told = room.said(template="convocatoria")
    assert {each.to for each in told} == set(SEATS)
    assert told[0].context["version"] == 2
    assert told[0].context["changes"] == [
        {"what": "place", "before": "Sala de reuniones del piso 5", "after": "Sala 7"}
    ]
    assert room.sitting(sitting).place == "Sala 7"
    assert entries(room) == [("REQUEST", 0), ("REQUEST", 1)]
    paper = room.documents("convocatoria")[-1].data
    assert (paper["version"], paper["reason"], len(paper["amendments"])) == (2, "Por la sala", 1)
    assert len(room.said("group", "convocatoria_grupo")) == 1


def test_c6_a_change_of_place_or_hour_needs_no_notice_but_one_of_date_or_agenda_does(room: Room) -> None:
    room.convene()
    room.at(lima(6, 9))
    rectify(room, place="Sala 7")
    rectify(room, held_at=lima(10, 16))
    with pytest.raises(NoticeTooShort) as refusal:
        propose(room, Reschedule("Viaje", held_at=lima(12, 15)))
    assert (refusal.value.article, refusal.value.earliest) == ("25 d", lima(13).date())
    with pytest.raises(NoticeTooShort):
        propose(room, Rectify("Falta un punto", agenda=("Otro punto",)))
    rectify(room, held_at=lima(13, 15))


def test_c6_the_count_is_made_again_when_the_rectification_goes_out(room: Room) -> None:
    room.convene()
    change = propose(room, Reschedule("Viaje", held_at=lima(9, 15)))
    room.at(lima(3, 0, 10))
    with pytest.raises(NoticeTooShort):
        issue(room, change)
    assert room.sitting(1).version == 1


def test_c6_c9_a_changed_date_or_hour_is_asked_about_anew_a_changed_place_is_not(room: Room) -> None:
    sitting = room.convene()
    room.answer("opi", sitting, "attending")
    rectify(room, place="Sala 7")
    assert len(room.rows(tables.rsvp)) == 1
    rectify(room, held_at=lima(13, 15))
    assert room.rows(tables.rsvp) == []
    waiting = room.rows(
        tables.deadline, tables.deadline.c.kind == "list", tables.deadline.c.done_at.is_(None)
    )
    assert [row.due_at for row in waiting] == [lima(13, 15)]


def test_c6_an_agenda_keeps_what_hangs_on_the_items_that_stay(room: Room) -> None:
    sitting = room.convene(held_at=lima(13, 15))
    plan = room.rows(tables.agenda_item)[0]
    rectify(room, agenda=("Urgencia", AGENDA[0]))
    items = {row.text: row for row in room.rows(tables.agenda_item)}
    assert {text: row.position for text, row in items.items()} == {"Urgencia": 1, AGENDA[0]: 2}
    assert items[AGENDA[0]].id == plan.id
    assert room.sitting(sitting).version == 2


def test_c6_what_waited_for_an_agenda_waits_no_more_once_a_rectification_has_it(room: Room) -> None:
    room.convene(held_at=lima(13, 15))
    room.act("opi", requests.submit_request, requests.SubmitRequest("Premio anual"))
    [asked] = room.rows(tables.matter)
    room.act("dgse", requests.place_on_agenda, requests.PlaceOnAgenda(asked.id))
    rectify(room, agenda=(*AGENDA, "premio anual"))
    room.draft(held_at=lima(20, 15))
    assert room.said("dgse", "previsualizacion")[-1].context["pending"] == []


def test_c6_c7_another_second_convening_is_announced_and_not_before_the_second_list(room: Room) -> None:
    sitting = room.convene()
    with pytest.raises(SecondConveningTooEarly):
        propose(room, Rectify("Sala", second_at=lima(10, 15, 5)))
    rectify(room, second_at=lima(12, 9))
    assert room.sitting(sitting).second_at == lima(12, 9)


def test_c6_a_cancelled_sitting_leaves_the_calendars_and_nothing_of_it_falls_due(room: Room) -> None:
    sitting = room.convene()
    issue(room, propose(room, Cancel("Duelo nacional"), "vmpes"), "vmpes")
    assert room.sitting(sitting).state == "cancelled"
    told = room.said(template="sesion_cancelada")
    assert {each.to for each in told} == {*SEATS, "group"}
    assert told[0].context["reason"] == "Duelo nacional"
    assert told[0].actions == []
    assert entries(room)[-1] == ("CANCEL", 1)
    assert room.documents("convocatoria")[-1].data["cancelled"] is True
    assert room.tick(lima(10, 15)) == [] or "hora_de_lista" not in {each.template for each in room.said()}
    with pytest.raises(NotLawfulNow):
        room.answer("opi", sitting, "attending")


@pytest.mark.parametrize("command", [Rectify, Reschedule, Cancel])
def test_c6_every_change_carries_its_reason(room: Room, command: type[Rectify]) -> None:
    room.convene()
    with pytest.raises(ReasonRequired):
        propose(room, command(" ", held_at=lima(12, 15)))


def test_c6_what_changes_nothing_is_no_rectification(room: Room) -> None:
    room.convene()
    with pytest.raises(NothingChanges):
        propose(room, Rectify("Sala", place="Sala de reuniones del piso 5", agenda=AGENDA))
    with pytest.raises(NotFuture):
        propose(room, Reschedule("Viaje", held_at=lima(1, 15)))


def test_c2_what_the_president_convened_only_the_president_changes(room: Room) -> None:
    room.convene("vmpes", "extraordinary", lima(6, 15))
    for command in (Rectify("Sala", place="Sala 7"), Reschedule("x", held_at=lima(9, 15)), Cancel("x")):
        with pytest.raises(NotEntitled) as refusal:
            propose(room, command)
        assert refusal.value.fields()["needed"] == ["president"]
        assert refusal.value.article == "19 b"
    change = propose(room, Rectify("Sala", place="Sala 7"), "vmpes")
    with pytest.raises(NotEntitled):
        issue(room, change)
    issue(room, change, "vmpes")
    with pytest.raises(NotEntitled):
        propose(room, Cancel("x"), "opi")


def test_c6_a_second_press_does_nothing_more_and_an_overtaken_preview_is_refused(room: Room) -> None:
    room.convene()
    first, second = (propose(room, Rectify("Sala", place=place)) for place in ("Sala 7", "Sala 8"))
    issue(room, first)
    said = len(room.said())
    issue(room, first)
    assert len(room.said()) == said
    with pytest.raises(Outdated):
        issue(room, second)
    with pytest.raises(NotFound):
        issue(room, 99)


def test_c6_with_several_ahead_the_date_says_which(room: Room) -> None:
    with pytest.raises(NotFound) as refusal:
        propose(room, Cancel("x"))
    assert refusal.value.what == "sitting"
    room.convene()
    other = room.convene(held_at=lima(20, 15))
    with pytest.raises(NotFound) as refusal:
        propose(room, Cancel("x"))
    assert refusal.value.what == "which_sitting"
    assert len(refusal.value.known) == 2
    for wrong in ("21/03/2026", "99/99/2026", "la otra"):
        with pytest.raises(NotFound):
            propose(room, Cancel("x", sitting=wrong))
    issue(room, propose(room, Cancel("x", sitting="20/03/2026")))
    assert room.sitting(other).state == "cancelled"


def test_c6_the_second_convening_needs_no_notice_of_its_own(room: Room) -> None:
    sitting = room.convene()
    room.at(lima(10, 15))
    room.first_list(sitting)
    room.later(minutes=15)
    room.second_list(sitting)
    from bot.usecases import conduct

    room.act("dgse", conduct.conclude_without_quorum, conduct.ConcludeWithoutQuorum(sitting))
    room.act("dgse", conduct.call_second_convening, conduct.CallSecondConvening(sitting))
    rectify(room, held_at=lima(12, 15))
    assert room.rows(tables.sitting)[-1].held_at == lima(12, 15)


def test_c6_a_sitting_under_way_is_not_rectified(room: Room) -> None:
    room.in_session()
    for command in (Rectify("Sala", place="Sala 7"), Cancel("x")):
        with pytest.raises(NotLawfulNow):
            propose(room, command)


def test_the_context_speaks_of_moments_as_the_chat_has_them(room: Room) -> None:
    room.convene()
    rectify(room, held_at=lima(12, 15))
    changed = room.said("opi", "convocatoria")[-1].context["changes"][0]
    assert changed == {"what": "date", "before": utc(lima(10, 15)), "after": utc(lima(12, 15))}
    assert datetime.fromisoformat(changed["after"]) == lima(12, 15)
