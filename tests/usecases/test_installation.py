"""The body from its file: created once, changed only where the file changed, the past left as it was."""

import pytest

from bot.grupo import example_toml
from bot.store import tables
from bot.usecases import consult, enrolment
from bot.usecases.desk import Who
from bot.usecases.installation import Changes, install_body
from bot.usecases.refusals import Stranger
from tests.usecases.body import SEATS, Room, grupo

OLD, NEW = "Ing. Pedro Pablo Quiroz Chávez", "Econ. Flor Quispe Mamani"


def again(room: Room, text: str | None = None, **replaced: str) -> Changes:
    room.later(minutes=1)
    return install_body(room.desk, grupo(text, **replaced))


def test_the_file_creates_the_body_with_its_seats_and_its_team(empty_room: Room) -> None:
    changes = install_body(empty_room.desk, grupo())
    assert changes.created
    assert [row.key for row in empty_room.rows(tables.seat)] == list(SEATS)
    assert [row.rank for row in empty_room.rows(tables.seat)] == list(range(1, 8))
    seats = {row.key: (row.presides, row.technical_secretary) for row in empty_room.rows(tables.seat)}
    assert [key for key, (presides, _) in seats.items() if presides] == ["vmpes"]
    assert [key for key, (_, secretary) in seats.items() if secretary] == ["dgse"]
    assert len(empty_room.rows(tables.tenure)) == 7
    assert len(empty_room.rows(tables.staff)) == 2
    assert empty_room.events("body_configured")


def test_running_it_again_changes_nothing_and_records_nothing(room: Room) -> None:
    before = room.events()
    changes = again(room)
    assert (changes.created, changes.made) == (False, [])
    assert room.events() == before
    assert len(room.rows(tables.person)) == 9


def test_only_what_the_file_changes_is_changed(room: Room) -> None:
    changes = again(room, ordinaria_dias="10")
    assert changes.made == ["body"]
    changes = again(room, example_toml().replace("Directora de Evaluación", "Directora de Evaluaciones"))
    assert changes.made == ["body", "seat de"]
    assert room.seat("de").post == "Directora de Evaluaciones"


def test_a_new_titular_takes_the_seat_and_the_old_one_acts_no_more(room: Room) -> None:
    sitting = room.convene()
    room.answer("opi", sitting, "absent")
    changes = again(room, example_toml().replace(OLD, NEW))
    assert changes.made == ["titular opi"]
    tenures = [row for row in room.rows(tables.tenure) if row.seat_id == room.seat("opi").id]
    assert [row.until is None for row in tenures] == [False, True]
    assert room.rows(tables.rsvp) == []
    assert room.events("answer_voided") == [("answer_voided", f"sitting:{sitting}")]
    [*_, configured] = room.rows(tables.journal, tables.journal.c.event == "body_configured")
    assert configured.data == '{"changes":["titular opi"]}'
    with pytest.raises(Stranger):
        room.act("opi", consult.show_help, consult.ShowHelp())
    assert [each.name for each in enrolment.invite_all(room.desk, None)] == [NEW]


def test_nothing_more_is_shown_or_asked_of_whoever_left(room: Room) -> None:
    sitting = room.in_session()
    vote = room.open_vote(sitting)
    room.cast("opi", vote, "abstain")
    again(room, example_toml().replace(OLD, NEW))
    theirs = SEATS["opi"]
    assert room.rows(tables.live_message, tables.live_message.c.chat_id == theirs) == []
    assert room.rows(tables.dialogue, tables.dialogue.c.telegram_id == theirs) == []


def test_whoever_stays_under_another_hat_keeps_their_messages(room: Room) -> None:
    sitting = room.in_session()
    room.open_vote(sitting)
    without = example_toml().split("[[equipo_tecnico]]")
    changes = again(room, without[0] + without[2].split("\n", 2)[2])
    assert changes.made == [
        "staff Lic. Teresa Milagros Cárdenas Poma",
        "staff Bach. Luis Alberto Yupanqui Rojas",
    ]
    with pytest.raises(Stranger):
        room.act("teresa", consult.show_help, consult.ShowHelp())
    assert room.rows(tables.live_message, tables.live_message.c.chat_id == SEATS["opi"])


def test_a_seat_that_the_file_drops_ends_with_its_titular_and_its_alternate(room: Room) -> None:
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    before, _, after = example_toml().partition('[[integrantes]]\nclave = "opi"')
    changes = again(room, before + "# El Equipo" + after.partition("# El Equipo")[2])
    assert changes.made == ["seat opi"]
    assert room.seat("opi").ended_at is not None
    for who in ("opi", "elena"):
        with pytest.raises(Stranger):
            room.act(who, consult.show_help, consult.ShowHelp())
    assert again(room).made == ["seat opi", "titular opi"]


def test_two_bodies_live_beside_each_other(room: Room) -> None:
    other = example_toml().replace('sigla = "AYNI-GT"', 'sigla = "OTRO"')
    assert again(room, other).created
    assert len(room.rows(tables.body)) == 2
    other_id = room.rows(tables.body)[1].id
    with pytest.raises(Stranger):
        room.desk.perform(consult.show_help, consult.ShowHelp(), Who(SEATS["opi"], other_id, SEATS["opi"]))


def test_a_vacant_seat_and_an_acting_titular_are_kept_as_such(room: Room) -> None:
    vacant = example_toml().replace(f'titular = "{OLD}"', "vacante = true")
    assert again(room, vacant).made == ["titular opi"]
    sitting = room.convene()
    assert room.said("dgse", "convocado_st")[0].context["unserved"][0]["key"] == "opi"
    assert room.panel(sitting).context["seats"][6]["who"] is None
    acting = example_toml().replace(f'titular = "{OLD}"', f'titular = "{OLD}"\nencargado = true')
    again(room, acting)
    assert room.rows(tables.tenure)[-1].acting


def test_w2_w3_the_alternate_of_whoever_the_file_replaces_leaves_the_seat_and_hears_it(room: Room) -> None:
    room.designate("opi", "Sra. Elena Ticona Apaza", enrolled="elena")
    sitting = room.open_sitting(room.convene(), "vmpes", "vmps", "dgse", "elena")
    again(room, example_toml().replace(OLD, NEW))
    [sat] = room.rows(tables.presence, tables.presence.c.seat_id == room.seat("opi").id)
    assert (sat.sitting_id, sat.left_at is not None) == (sitting, True)
    assert len(room.said("elena", "alterno_cesado")) == 1
