"""Enrolment by one-time links, and the group."""

import pytest

from bot.grupo import example_toml
from bot.rules.errors import NotEntitled
from bot.store import tables
from bot.usecases import conduct, consult, enrolment, notes
from bot.usecases.refusals import GroupTaken, InvitationRefused, NotFound, Stranger
from tests.usecases.body import GROUP, SEATS, Founding, Room, grupo, lima


def new_code(room: Room, name: str) -> str:
    invited = enrolment.invite_all(room.desk, None, renew=True)
    return next(each.code for each in invited if each.name == name)


TITULAR = "Ing. Pedro Pablo Quiroz Chávez"
STAFF = "Bach. Luis Alberto Yupanqui Rojas"


def test_everybody_who_is_not_enrolled_gets_a_link_and_whoever_is_gets_none(empty_room: Room) -> None:
    empty_room.install(grupo())
    invited = enrolment.invite_all(empty_room.desk, "AYNI-GT")
    assert [each.capacity for each in invited] == ["titular"] * 7 + ["staff"] * 2
    assert len({each.code for each in invited}) == 9
    empty_room.enrol("vmpes", invited[0].code)
    assert len(enrolment.invite_all(empty_room.desk, None)) == 8
    assert len(enrolment.invite_all(empty_room.desk, None, renew=True)) == 9


def test_a_link_for_an_unknown_body_is_refused_and_names_those_that_are_known(empty_room: Room) -> None:
    empty_room.install(grupo())
    with pytest.raises(NotFound) as refusal:
        enrolment.invite_all(empty_room.desk, "OTRO")
    assert refusal.value.known == ("AYNI-GT",)


def test_the_answer_names_the_person_the_post_and_the_capacity_and_the_secretariat_is_told(
    founded: Founding,
) -> None:
    room = founded(but=("opi",))
    code = new_code(room, TITULAR)
    room.enrol("opi", code)
    [welcome] = room.said("opi", "bienvenida")
    assert welcome.context["name"] == TITULAR
    assert welcome.context["held"] == [
        {"capacity": "titular", "post": "Jefe de la Oficina de Planeamiento e Inversiones"}
    ]
    told = room.said(template="enrolado")
    assert {message.to for message in told} == {"dgse", "teresa", "luis"}
    assert told[0].actions == ["revoke"]


def test_a_code_is_good_for_one_use(room: Room) -> None:
    code = new_code(room, TITULAR)
    room.enrol("opi", code)
    with pytest.raises(InvitationRefused):
        room.enrol("a stranger", code)


def test_a_used_code_makes_the_others_of_that_person_worthless(founded: Founding) -> None:
    room = founded(but=("opi",))
    first, second = new_code(room, TITULAR), new_code(room, TITULAR)
    room.enrol("opi", second)
    with pytest.raises(InvitationRefused):
        room.enrol("a stranger", first)


def test_a_code_expires_after_seven_days(founded: Founding) -> None:
    room = founded(but=("opi",))
    code = new_code(room, TITULAR)
    room.later(days=7)
    with pytest.raises(InvitationRefused):
        room.enrol("opi", code)
    assert room.person(TITULAR).telegram_id is None


def test_a_code_still_works_a_second_before_its_seven_days_are_over(founded: Founding) -> None:
    room = founded(but=("opi",))
    code = new_code(room, TITULAR)
    room.later(days=7, seconds=-1)
    room.enrol("opi", code)
    assert room.person(TITULAR).telegram_id == SEATS["opi"]


def test_a_code_that_never_was_is_refused_and_nothing_is_kept(room: Room) -> None:
    before = room.events()
    with pytest.raises(InvitationRefused):
        room.enrol("a stranger", "AAAAAAAAAAAAAAAA")
    assert room.events() == before


def test_the_code_of_a_replaced_titular_is_worthless(founded: Founding) -> None:
    room = founded(but=("opi",))
    code = new_code(room, TITULAR)
    room.install(grupo(example_toml().replace(TITULAR, "Econ. Flor Quispe Mamani")))
    with pytest.raises(InvitationRefused):
        room.enrol("opi", code)


def test_the_record_keeps_only_the_hash_of_a_code(founded: Founding) -> None:
    room = founded(but=("opi",))
    code = new_code(room, TITULAR)
    assert all(code not in row.code_hash for row in room.rows(tables.invitation))


def test_one_telegram_id_may_hold_two_capacities(room: Room) -> None:
    code = new_code(room, STAFF)
    room.enrol("dgse", code)
    welcome = room.said("dgse", "bienvenida")[-1]
    assert [held["capacity"] for held in welcome.context["held"]] == ["titular", "staff"]
    with pytest.raises(Stranger):
        room.act("luis", consult.show_help, consult.ShowHelp())


def test_a_new_telephone_takes_the_place_of_the_old_one(room: Room) -> None:
    sitting = room.convene()
    room.act("dgse", conduct.open_room, conduct.OpenRoom(sitting))
    assert room.rows(tables.live_message, tables.live_message.c.chat_id == SEATS["dgse"])
    room.enrol("new telephone", new_code(room, "Dr. Martín Ñaupari Velarde"))
    with pytest.raises(Stranger):
        room.act("dgse", consult.show_help, consult.ShowHelp())
    room.act("new telephone", consult.show_help, consult.ShowHelp())
    assert not room.rows(tables.live_message, tables.live_message.c.chat_id == SEATS["dgse"])


def test_the_secretariat_takes_the_right_to_act_back(room: Room) -> None:
    person = room.person(TITULAR)
    spare = new_code(room, TITULAR)
    room.act("teresa", enrolment.revoke_enrolment, enrolment.RevokeEnrolment(person.id))
    assert [message.template for message in room.said("teresa")] == ["revocado"]
    with pytest.raises(Stranger):
        room.act("opi", consult.show_help, consult.ShowHelp())
    with pytest.raises(InvitationRefused):
        room.enrol("opi", spare)
    again = room.act("dgse", enrolment.revoke_enrolment, enrolment.RevokeEnrolment(person.id))
    assert again.context == {"name": TITULAR}
    assert room.events("enrolment_revoked") == [("enrolment_revoked", f"person:{person.id}")]


def test_nobody_but_the_secretariat_revokes(room: Room) -> None:
    person = room.person(TITULAR)
    with pytest.raises(NotEntitled):
        room.act("vmpes", enrolment.revoke_enrolment, enrolment.RevokeEnrolment(person.id))
    with pytest.raises(NotFound):
        room.act("dgse", enrolment.revoke_enrolment, enrolment.RevokeEnrolment(10**6))


def test_a_stranger_gets_no_data_and_the_secretariat_is_told_once_a_day(room: Room) -> None:
    for _ in range(3):
        enrolment.turn_away(room.desk, 5, 5, None)
    assert [message.context for message in room.said("5", "desconocido")] == [{}] * 3
    assert [message.to for message in room.said(template="intento_ajeno")] == ["dgse"]
    room.later(days=1)
    enrolment.turn_away(room.desk, 6, 6, None)
    assert len(room.said(template="intento_ajeno")) == 2


def test_w5_the_equipo_tecnico_acts_for_the_secretariat_and_has_no_vote(room: Room) -> None:
    sitting = room.in_session(who="teresa")
    vote = room.open_vote(sitting, who="luis")
    with pytest.raises(NotEntitled):
        room.cast("teresa", vote, "for")
    room.act("teresa", notes.record_note, notes.RecordNote("Se distribuyó el informe.", item=1))


def test_the_group_is_bound_once_and_to_one_body(founded: Founding) -> None:
    room = founded(group=False)
    bind = enrolment.BindGroup()
    room.act("dgse", enrolment.bind_group, bind, chat=GROUP)
    room.act("dgse", enrolment.bind_group, bind, chat=GROUP)
    assert len(room.events("group_bound")) == 1
    with pytest.raises(GroupTaken):
        room.act("dgse", enrolment.bind_group, bind)
    with pytest.raises(NotEntitled):
        room.act("opi", enrolment.bind_group, bind, chat=-7)


def test_a_group_that_moves_takes_its_messages_along(room: Room) -> None:
    room.convene()
    enrolment.move_group(room.desk, GROUP, -2002)
    assert {row.chat_id for row in room.rows(tables.outbox) if row.chat_id < 0} == {-2002}
    assert room.rows(tables.body)[0].group_chat_id == -2002
    assert room.events("group_moved") == [("group_moved", f"body:{room.body_id}")]


def test_somebody_means_the_body_of_the_group_or_those_they_are_enrolled_in(room: Room) -> None:
    assert enrolment.memberships(room.desk, SEATS["opi"], GROUP) == [(room.body_id, "AYNI-GT")]
    assert enrolment.memberships(room.desk, SEATS["opi"], SEATS["opi"]) == [(room.body_id, "AYNI-GT")]
    assert enrolment.memberships(room.desk, 5, 5) == []


def test_help_and_menus_offer_what_the_person_may_do_and_nothing_else(room: Room) -> None:
    room.act("opi", consult.show_help, consult.ShowHelp())
    offered = room.said("opi", "ayuda")[-1].context["commands"]
    assert "alterno" in offered
    assert not {"convocar", "sala", "vincular"} & set(offered)
    assert "convocar" in consult.menu_of(room.desk, SEATS["dgse"])
    assert consult.menu_of(room.desk, 5) == []
    assert set(SEATS.values()) <= set(consult.enrolled(room.desk))
    assert lima(2, 9) == room.clock.now()
