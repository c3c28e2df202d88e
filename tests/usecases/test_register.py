"""C8: the register of service, with hours and margins; and service by other means."""

import pytest

from bot.rules.errors import NotEntitled, NotLawfulNow, ReasonRequired
from bot.rules.reglamento import SittingKind
from bot.store import tables
from bot.usecases import folder, rectifying, register, universal
from bot.usecases.refusals import NotFound, ServiceDateImpossible
from bot.usecases.register import RecordService, ShowRegister
from docgen.reading import load
from docgen.records import Notificaciones
from tests.usecases.body import AGENDA, SEATS, Founding, Room, lima, utc


def shown(room: Room, who: str = "dgse", reference: str = "") -> dict[str, dict[str, object]]:
    """The register as it is shown, by clave."""
    room.act(who, register.show_register, ShowRegister(reference))
    context = room.said(who, "notificaciones")[-1].context
    return {line["key"]: line for line in context["served"] + context["unserved"]}


def record(room: Room, key: str = "opi", reference: str = "Oficio N.° 15-2026", **more: object) -> None:
    command = RecordService(None, key, reference, "oficio", **more)  # type: ignore[arg-type]
    room.act("teresa", register.record_service, command)


def test_c8_each_delivery_has_its_hour_its_margin_and_its_first_answer(room: Room) -> None:
    sitting = room.convene()
    assert {line["means"] for line in shown(room).values()} == {"chat"}
    assert all(line["served_at"] is None for line in shown(room).values())
    room.later(minutes=2)
    room.deliver()
    room.later(hours=3)
    room.answer("opi", sitting, "attending")
    known = shown(room, "vmpes")
    assert (known["de"]["days"], known["de"]["served_at"]) == (8, utc(lima(2, 9, 2)))
    assert known["opi"]["seen_at"] == utc(lima(2, 12, 2))
    assert known["de"]["seen_at"] is None
    assert list(known) == list(SEATS)


def test_c8_service_by_other_means_counts_from_its_own_date(founded: Founding) -> None:
    room = founded(but=("opi",))
    room.convene()
    room.at(lima(4, 12))
    assert shown(room)["opi"]["means"] == "none"
    record(room, served_at=lima(3, 16))
    line = shown(room)["opi"]
    assert (line["means"], line["medium"], line["days"]) == ("other", "oficio", 7)
    assert room.said("teresa", "notificacion_anotada")[-1].context["days"] == 7
    record(room, reference="Correo de las 12:00")
    assert shown(room)["opi"]["days"] == 6


def test_c8_a_titular_who_enrols_after_the_convocatoria_is_served_from_then_on(founded: Founding) -> None:
    room = founded(but=("opi", "de"))
    room.convene()
    room.at(lima(4, 12))
    record(room, "de", served_at=lima(3, 16))
    room.enrol("opi", room.code_of("Ing. Pedro Pablo Quiroz Chávez"))
    room.enrol("de", room.code_of("Dra. Ana Sofía Villanueva Ríos"))
    room.deliver()
    known = shown(room)
    assert (known["opi"]["means"], known["opi"]["days"]) == ("chat", 6)
    assert (known["de"]["means"], known["de"]["days"]) == ("other", 7)
    for who in ("opi", "de"):
        [called] = room.said(who, "convocatoria")
        assert called.buttons
        assert len(room.said(who, "archivo")) == 2


def test_c8_what_is_no_service_is_refused(room: Room) -> None:
    with pytest.raises(NotFound):
        record(room)
    room.convene()
    room.later(days=1)
    with pytest.raises(ReasonRequired):
        record(room, reference=" ")
    for moment in (lima(1, 9), lima(4, 9)):
        with pytest.raises(ServiceDateImpossible):
            record(room, served_at=moment)
    with pytest.raises(NotFound):
        record(room, "nadie")
    with pytest.raises(NotEntitled):
        room.act("opi", register.show_register, ShowRegister())
    with pytest.raises(NotEntitled):
        room.act("vmpes", register.record_service, RecordService(None, "opi", "Oficio"))


def test_c8_a_delivery_that_telegram_refuses_moves_the_person_to_the_unserved(room: Room) -> None:
    room.deliver()
    room.convene()
    room.deliver(blocked=["opi"])
    assert shown(room)["opi"]["means"] == "none"
    [told] = room.said("dgse", "entrega_rechazada")
    assert told.context["seat"]["key"] == "opi"
    assert {each.to for each in room.said(template="entrega_rechazada")} == {"dgse", "teresa", "luis"}
    record(room)
    assert shown(room)["opi"]["means"] == "other"


def test_c8_each_version_is_served_anew_and_a_past_sitting_is_found_by_number_or_date(room: Room) -> None:
    sitting = room.convene()
    room.deliver()
    room.act("dgse", rectifying.propose, rectifying.Rectify("Sala", place="Sala 7"))
    room.act("dgse", rectifying.issue_rectification, rectifying.IssueRectification(1))
    assert all(line["served_at"] is None for line in shown(room).values())
    room.deliver()
    room.open_sitting(sitting, "vmpes", "vmps", "dgse", "opi")
    room.close(sitting)
    for reference in ("", "1", "01-2026", "10/03/2026"):
        assert len(shown(room, reference=reference)) == 7
    with pytest.raises(NotFound):
        shown(room, reference="11/03/2026")
    assert len(room.rows(tables.service)) == 14
    [filed] = room.documents("notificaciones")
    assert (filed.version, len(filed.data["lines"])) == (1, 7)


def test_c8_before_anything_was_convened_there_is_no_register(room: Room) -> None:
    with pytest.raises(NotFound):
        shown(room)


def test_c5_c8_a_universal_attendance_has_no_notice_that_anybody_could_be_served(room: Room) -> None:
    draft = universal.DraftUniversal(SittingKind.EXTRAORDINARY, lima(2, 10), "Sala 5", AGENDA)
    room.act("dgse", universal.draft_universal, draft)
    sitting = room.rows(tables.sitting)[-1].id
    for who in SEATS:
        room.act(who, universal.give_consent, universal.Consent(sitting, True))
    room.here(sitting, *SEATS)
    room.act("dgse", universal.constitute, universal.Constitute(sitting))
    with pytest.raises(NotLawfulNow):
        record(room)


def test_c8_what_the_st_recorded_is_not_overwritten_by_a_letter_that_arrives_later(room: Room) -> None:
    room.convene()
    room.later(hours=1)
    record(room)
    room.later(hours=1)
    room.deliver()
    line = shown(room)["opi"]
    assert (line["means"], line["served_at"]) == ("other", utc(lima(2, 10)))


def cancelled(room: Room, *, blocked: tuple[str, ...] = ()) -> int:
    """A sitting that was convened, then called off on the 3rd at nine; its id."""
    sitting = room.convene()
    room.deliver()
    room.at(lima(3, 9))
    room.act("dgse", rectifying.propose, rectifying.Cancel("Duelo nacional"))
    room.act("dgse", rectifying.issue_rectification, rectifying.IssueRectification(1))
    assert room.documents("notificaciones") == []
    room.later(minutes=1)
    room.deliver(blocked=blocked)
    return sitting


def test_c8_the_register_of_a_cancellation_is_filed_once_it_is_known_who_was_served(room: Room) -> None:
    cancelled(room)
    [filed] = room.documents("notificaciones")
    printed = load("notificaciones", filed.data)
    assert isinstance(printed, Notificaciones)
    assert (printed.cancelled, printed.unserved) == (True, 0)


def test_c8_whoever_a_cancellation_did_not_reach_is_served_by_other_means(room: Room) -> None:
    cancelled(room, blocked=("opi",))
    [told] = room.said("dgse", "entrega_rechazada")
    assert told.context["cancelled"]
    room.at(lima(4, 12))
    with pytest.raises(ServiceDateImpossible):  # before it was called off
        record(room, served_at=lima(2, 16))
    record(room, served_at=lima(3, 16))
    first, second = room.documents("notificaciones")
    assert [load("notificaciones", each.data).unserved for each in (first, second)] == [1, 0]  # type: ignore[union-attr]
    other = room.convene(held_at=lima(20, 15))
    assert record(room, reference="Otro oficio") is None
    assert {
        row.sitting_id for row in room.rows(tables.service, tables.service.c.reference == "Otro oficio")
    } == {other}
    record(room, reference="Correo", sitting="10/03/2026")
    assert len(room.documents("notificaciones")) == 3


def test_c8_what_was_served_before_a_rectification_is_no_service_of_it(room: Room) -> None:
    room.convene()
    room.at(lima(4, 9))
    room.act("dgse", rectifying.propose, rectifying.Rectify("Sala", place="Sala 7"))
    room.act("dgse", rectifying.issue_rectification, rectifying.IssueRectification(1))
    with pytest.raises(ServiceDateImpossible) as refusal:
        record(room, served_at=lima(3, 16))
    assert refusal.value.earliest == lima(4, 9).isoformat() or refusal.value.earliest == utc(lima(4, 9))


def test_c8_a_service_after_the_sitting_has_no_margin_and_its_register_is_printed(founded: Founding) -> None:
    room = founded(but=("opi",))
    sitting = room.open_sitting(room.convene(), "vmpes", "vmps", "dgse", "de")
    room.close(sitting)
    room.later(days=3)
    room.act("teresa", register.record_service, RecordService(sitting, "opi", "Oficio N.° 16-2026", "oficio"))
    assert shown(room, reference="1")["opi"]["days"] is None
    folder.file_waiting(room.desk)
    assert all(row.sha256 for row in room.rows(tables.document))
