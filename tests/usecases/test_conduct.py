"""The course of a sitting: stations, notes, cuartos intermedios, close (S1, S3, S4)."""

import pytest

from bot.rules.errors import NoFurtherStation, NotEntitled, NotLawfulNow, ReasonRequired, ResumptionNotAhead
from bot.rules.lifecycle import Station
from bot.store import tables
from bot.usecases import conduct, consult, dialogue, notes, suspension
from bot.usecases.refusals import NotFound
from tests.usecases.body import FOUR, GROUP, SEATS, Room, lima, utc

ORDER = ["previous_acta", "dispatch", "reports", "requests", "agenda", "agreements"]


@pytest.fixture
def sitting(room: Room) -> int:
    """Installed with the President, vmps, the ST and opi; what was said so far is not looked at."""
    started = room.open_sitting(room.convene(), *FOUR)
    room.hush()
    return started


def advance(room: Room, sitting: int, leaving: str = "") -> str:
    receipt = room.act("dgse", conduct.next_station, conduct.NextStation(sitting, leaving))
    return str(receipt.context["station"])


def note(room: Room, text: str, item: int | None = None, station: str | None = None) -> None:
    where = Station(station) if station else None
    room.act("dgse", notes.record_note, notes.RecordNote(text, item, where))


def pause(room: Room, sitting: int, who: str = "dgse") -> None:
    room.act(who, suspension.suspend, suspension.Suspend(sitting))


def resume(room: Room, sitting: int, who: str = "dgse") -> None:
    room.act(who, suspension.resume, suspension.Resume(sitting))


def test_s1_an_ordinary_sitting_goes_through_its_stations_in_their_order(room: Room, sitting: int) -> None:
    gone = [str(room.sitting(sitting).station)] + [advance(room, sitting) for _ in range(5)]
    assert gone == ORDER
    with pytest.raises(NoFurtherStation) as refusal:
        advance(room, sitting)
    assert refusal.value.article == "19 f"
    assert [message.context["station"] for message in room.said("group", "estacion")] == ORDER[1:]
    assert "next" not in room.offered(sitting)


def test_s1_a_repeated_press_stays_where_the_first_one_led(room: Room, sitting: int) -> None:
    assert advance(room, sitting, "previous_acta") == "dispatch"
    assert advance(room, sitting, "previous_acta") == "dispatch"
    assert room.sitting(sitting).station == "dispatch"


def test_s1_an_extraordinary_sitting_has_no_other_station(room: Room) -> None:
    sitting = room.open_sitting(room.convene("vmpes", "extraordinary"), *FOUR)
    with pytest.raises(NoFurtherStation):
        advance(room, sitting)
    assert "next" not in room.offered(sitting)


def test_s1_only_whoever_runs_the_sitting_leads_it_on(room: Room, sitting: int) -> None:
    with pytest.raises(NotEntitled):
        room.act("opi", conduct.next_station, conduct.NextStation(sitting))
    room.act("vmpes", conduct.next_station, conduct.NextStation(sitting))


def test_s4_notes_stand_in_the_acta_under_their_item_or_station(room: Room, sitting: int) -> None:
    note(room, "Se leyó la correspondencia.", station="dispatch")
    note(room, "El Director expuso el plan.", item=1)
    note(room, "Se pidió un informe.", item=1)
    note(room, "Sin observaciones.")
    room.close(sitting)
    acta = room.acta(sitting)
    stations = {each["station"]: each["notes"] for each in acta["stations"]}
    assert stations["dispatch"] == ["Se leyó la correspondencia."]
    assert stations["previous_acta"] == ["Sin observaciones."]
    assert acta["agenda"][0]["notes"] == ["El Director expuso el plan.", "Se pidió un informe."]


def test_s4_an_item_that_is_not_on_the_agenda_takes_no_note(room: Room, sitting: int) -> None:
    with pytest.raises(NotFound) as refusal:
        note(room, "Nada", item=3)
    assert refusal.value.known == ("1", "2")


def test_s4_in_an_extraordinary_sitting_a_note_belongs_to_an_item(room: Room) -> None:
    sitting = room.open_sitting(room.convene("vmpes", "extraordinary"), *FOUR)
    with pytest.raises(NotFound):
        note(room, "Pedido", station="requests")
    with pytest.raises(NotFound):
        note(room, "Sin punto")
    note(room, "Con punto", item=2)
    room.close(sitting)
    assert room.acta(sitting)["agenda"][1]["notes"] == ["Con punto"]
    assert room.acta(sitting)["stations"] == []


def test_s4_notes_are_taken_while_it_runs(room: Room) -> None:
    with pytest.raises(NotFound):
        note(room, "Nada corre", item=1)
    sitting = room.convene()
    room.at(lima(10, 15))
    room.first_list(sitting)
    with pytest.raises(NotLawfulNow):
        note(room, "Todavía no", item=1)


def test_s3_a_cuarto_intermedio_has_its_reason_and_its_hours(room: Room, sitting: int) -> None:
    room.at(lima(10, 15, 30))
    pause(room, sitting)
    [asked] = room.said("dgse", "pide_motivo_suspension")
    assert asked.actions == ["skip"]
    explain = suspension.ExplainSuspension(sitting, "Corte de luz", lima(10, 16))
    room.act("dgse", suspension.explain_suspension, explain)
    room.at(lima(10, 16, 5))
    resume(room, sitting)
    room.close(sitting)
    assert room.acta(sitting)["suspensions"] == [{
        "suspended_at": utc(lima(10, 15, 30)), "reason": "Corte de luz", "resumed_at": utc(lima(10, 16, 5)),
        "announced_for": utc(lima(10, 16)),
    }]  # fmt: skip
    assert room.rows(tables.interruption)[0].resumes_at == lima(10, 16)


def test_s3_the_president_who_suspends_it_gives_the_reason(room: Room, sitting: int) -> None:
    pause(room, sitting, "vmpes")
    explain = suspension.ExplainSuspension(sitting, "Consulta")
    room.act("vmpes", suspension.explain_suspension, explain)
    assert room.rows(tables.interruption)[0].reason == "Consulta"
    assert dialogue.open_question(room.desk, SEATS["vmpes"]) is None


def test_s3_the_hour_of_its_resumption_is_ahead_and_the_reason_is_in_words(room: Room, sitting: int) -> None:
    pause(room, sitting)
    late = suspension.ExplainSuspension(sitting, "Corte de luz", lima(10, 14))
    with pytest.raises(ResumptionNotAhead):
        room.act("dgse", suspension.explain_suspension, late)
    with pytest.raises(ReasonRequired):
        room.act("dgse", suspension.explain_suspension, suspension.ExplainSuspension(sitting, " "))


def test_s3_while_it_is_suspended_nothing_is_decided_nor_led_on(room: Room, sitting: int) -> None:
    room.to_agenda(sitting)
    pause(room, sitting)
    assert room.offered(sitting) == ["resume"]
    with pytest.raises(NotLawfulNow) as refusal:
        room.open_vote(sitting)
    assert refusal.value.state == "suspended"
    with pytest.raises(NotLawfulNow):
        advance(room, sitting)
    with pytest.raises(NotLawfulNow):
        room.close(sitting)


def test_s3_w4_who_presides_is_elected_once_it_is_resumed(room: Room, sitting: int) -> None:
    room.mark(sitting, "vmpes")
    assert "preside" in room.offered(sitting)
    pause(room, sitting)
    assert room.offered(sitting) == ["resume"]
    resume(room, sitting)
    assert "preside" in room.offered(sitting)


def test_s3_repeated_presses_suspend_and_resume_once(room: Room, sitting: int) -> None:
    for _ in range(2):
        pause(room, sitting)
    for _ in range(2):
        resume(room, sitting)
    assert len(room.rows(tables.interruption)) == 1
    assert len(room.said("group", "suspendida")) == len(room.said("group", "reanudada")) == 1


def test_there_is_no_resuming_what_was_not_suspended(room: Room, sitting: int) -> None:
    with pytest.raises(NotLawfulNow):
        resume(room, sitting)
    explain = suspension.ExplainSuspension(sitting, "Nada")
    with pytest.raises(NotFound):
        room.act("dgse", suspension.explain_suspension, explain)


def test_sala_shows_the_sitting_that_runs_else_the_next_and_with_several_it_asks(room: Room) -> None:
    with pytest.raises(NotFound):
        room.act("dgse", consult.find_room, consult.FindRoom())
    first = room.convene(held_at=lima(10, 15))
    room.act("dgse", consult.find_room, consult.FindRoom())
    room.convene(held_at=lima(12, 15))
    room.act("dgse", consult.find_room, consult.FindRoom())
    [asked] = room.said("dgse", "elige_sesion")
    assert asked.actions == ["room", "room"]
    room.open_sitting(first, *FOUR)
    room.act("dgse", consult.find_room, consult.FindRoom())
    panels = room.rows(tables.live_message, tables.live_message.c.template == "panel")
    assert [row.key for row in panels] == [f"panel:{first}:{SEATS['dgse']}"]
    with pytest.raises(NotEntitled):
        room.act("opi", consult.find_room, consult.FindRoom())


def test_the_panel_follows_every_act_and_a_fresh_one_takes_its_place(room: Room, sitting: int) -> None:
    room.act("dgse", conduct.open_room, conduct.OpenRoom(sitting))
    [shown] = [letter for letter in room.deliver() if letter.template == "panel"]
    assert shown.edits is None
    advance(room, sitting)
    advance(room, sitting)
    [edited] = [letter for letter in room.deliver() if letter.template == "panel"]
    assert edited.edits is not None
    assert edited.context["station"] == "reports"
    room.act("dgse", conduct.open_room, conduct.OpenRoom(sitting))
    [fresh] = [letter for letter in room.deliver() if letter.template == "panel"]
    assert fresh.edits is None


def test_the_rules_in_force_are_shown_with_their_articles(room: Room) -> None:
    room.act("opi", consult.show_reglamento, consult.ShowReglamento(), chat=GROUP)
    [shown] = room.said("group", "reglamento")
    assert shown.context["rules"]["ordinary_days"] == 7
    assert shown.context["articles"]["quorum"] == "19 c"
    assert shown.context["articles"]["authorities"] == "LPAG 96"
