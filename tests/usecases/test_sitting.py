"""Whole sittings from the convocatoria to the acta."""

from bot.store import tables
from bot.usecases import circulation
from tests.usecases.body import FOUR, Room, lima


def test_an_ordinary_sitting_runs_from_its_convocatoria_to_its_acta(room: Room) -> None:
    sitting = room.convene()
    for who in FOUR:
        room.answer(who, sitting, "attending")
    room.open_sitting(sitting, *FOUR)
    room.to_agenda(sitting)
    room.vote(sitting, "Aprobar el plan", vmpes="for", vmps="for", dgse="for", opi="against")
    room.at(lima(10, 17))
    room.close(sitting)
    assert room.codes() == ["ACUERDO N.° 001-2026-AYNI-GT"]
    room.act("dgse", circulation.circulate_acta, circulation.CirculateActa(sitting))
    assert [row.state for row in room.rows(tables.document) if row.kind == "acta"] == ["circulated"]
