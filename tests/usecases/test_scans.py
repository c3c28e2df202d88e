"""No act reads the whole of a table that grows with the years: what it looks for has an index."""

import re
from typing import Any

import pytest
from sqlalchemy import event

from bot.usecases import circulation, consult, folders, followup_lists, replies, reports, requests
from tests.usecases.body import AGENDA, FOUR, Room, lima

SMALL = {
    "body", "seat", "staff", "tenure", "alternate", "person", "committee", "adviser", "template", "dialogue",
}  # fmt: skip
RARE = {"ballot"}
"""Read whole by /razon and /comprobante alone; an index would be written at every press of a vote."""


def a_month(room: Room) -> None:
    """A sitting with what comes before and after it."""
    sitting = room.convene(agenda=(*AGENDA, "Premio anual"))
    room.act("opi", requests.submit_request, requests.SubmitRequest("Otro premio"))
    room.deliver()
    room.answer("opi", sitting, "attending")
    room.tick(lima(9, 15))
    room.open_sitting(sitting, *FOUR)
    room.to_agenda(sitting)
    room.vote(sitting, vmpes="for", vmps="for", dgse="against", opi="abstain")
    room.propose(sitting)
    room.panel(sitting)
    room.close(sitting)
    room.deliver()
    room.fetch_acta()
    room.act("dgse", circulation.circulate_acta, circulation.CirculateActa(sitting))
    room.deliver()
    room.act("dgse", consult.list_sittings, consult.ListSittings())
    room.act("dgse", followup_lists.list_pending, followup_lists.ListPending())
    room.act("dgse", folders.show_folder, folders.ShowFolder())
    room.act("dgse", reports.prepare_report, reports.PrepareReport())
    number = room.number("dgse")
    for what in (replies.answered, replies.acuerdo_answered):
        what(room.desk, number, 5)
    room.tick(lima(20, 15))
    room.open_sitting(room.convene(held_at=lima(30, 15)), *FOUR)


@pytest.mark.parametrize("backend", ["sqlite"])
def test_what_an_act_looks_for_has_an_index(room: Room, backend: str) -> None:
    asked: dict[str, Any] = {}

    def note(_db: object, _cursor: object, statement: str, given: Any, _context: object, many: bool) -> None:
        if not statement.startswith("INSERT") and " WHERE " in statement.replace("\n", " "):
            asked.setdefault(statement, given[0] if many else given)

    event.listen(room.desk.engine, "before_cursor_execute", note)
    a_month(room)
    event.remove(room.desk.engine, "before_cursor_execute", note)
    with room.desk.engine.connect() as db:
        cursor = db.connection.cursor()
        plans = {
            statement: [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", given)]
            for statement, given in asked.items()
        }
    tables = {name for plan in plans.values() for name in re.findall(r"SEARCH (\w+)", "\n".join(plan))}
    assert {"presence", "document", "outbox", "deadline", "service"} <= tables
    read_whole = {
        (found[1], statement)
        for statement, plan in plans.items()
        for step in plan
        if (found := re.match(r"SCAN (\w+)\b(?! USING INDEX ix_outbox_unsent)", step))
        and found[1] not in {*SMALL, *RARE, "CONSTANT", "anon_1"}
    }
    assert read_whole == set()
