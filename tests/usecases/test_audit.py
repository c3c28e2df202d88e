"""What `ayni verify` finds where somebody edited the database behind the program's back (V2, V6, V7, A3, A5)."""

from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, update

from bot.store import tables
from bot.usecases import audit, folder, reasons
from tests.usecases.body import Room


@pytest.fixture
def sitting(room: Room) -> int:
    """A closed sitting with a vote that a casting vote decided, an abstention, a consensus and its papers."""
    sitting = room.in_session("vmpes", "vmps", "dgse", "opi", "de")
    tied = room.vote(sitting, vmpes="for", vmps="for", dgse="against", opi="against", de="abstain")
    room.casting("vmpes", tied, "for")
    room.vote(sitting, "Ampliar el plazo", 2, vmpes="against", vmps="against", dgse="for")
    room.propose(sitting)
    room.close(sitting)
    room.later(hours=2)
    room.act("opi", reasons.give_reason, reasons.GiveReason("Faltan los costos"))
    folder.file_waiting(room.desk)
    return sitting


def found(room: Room, *changes: Any) -> list[tuple[str, str, str]]:
    """What the audit says after those changes, which are then undone."""
    with room.desk.engine.connect() as db:
        for change in changes:
            assert db.execute(change).rowcount
        said = [(each.what, each.field, each.fault) for each in audit.discrepancies(db)]
        db.rollback()
    return said


def first(room: Room, table: Table) -> Any:
    """The first row of a table, as a condition."""
    return next(iter(table.primary_key.columns)) == room.rows(table)[0][0]


CHANGES = (
    ("vote", "text", "Otra cosa"),
    ("vote", "in_favour", 5),
    ("vote", "against", 0),
    ("vote", "abstentions", 0),
    ("vote", "present", 7),
    ("vote", "outcome", "rejected"),
    ("vote", "casting_choice", "against"),
    ("acuerdo", "text", "Otra cosa"),
    ("acuerdo", "code", "ACUERDO N.° 009-2026-AYNI-GT"),
    ("acuerdo", "mode", "consensus"),
    ("sitting", "number", 9),
    ("document", "version", 7),
    ("document", "sha256", "0" * 64),
)


def test_a_value_that_was_changed_is_named(room: Room, sitting: int) -> None:
    for name, column, value in CHANGES:
        table = tables.metadata.tables[name]
        said = found(room, update(table).where(first(room, table)).values({column: value}))
        assert (name, column, "altered") in said
        assert {each[1] for each in said} == {column}  # an acuerdo has the text of its vote


def test_v2_a_ballot_that_was_changed_is_named(room: Room, sitting: int) -> None:
    ballot, cast = tables.ballot, room.rows(tables.ballot)
    for column, value, one in (
        ("choice", "against", next(row for row in cast if row.choice == "for")),
        ("added_reason", "Nada", next(row for row in cast if row.added_reason)),
        ("reason", "Otra", next(row for row in cast if row.choice == "abstain")),
    ):
        mine = (ballot.c.vote_id == one.vote_id, ballot.c.seat_id == one.seat_id)
        change = update(ballot).where(*mine).values({column: value})
        assert found(room, change) == [("ballot", column, "altered")]


def test_v2_a_ballot_that_was_removed_or_slipped_in_is_named(room: Room, sitting: int) -> None:
    ballot, one = tables.ballot, room.rows(tables.ballot)[0]
    mine = (ballot.c.vote_id == one.vote_id, ballot.c.seat_id == one.seat_id)
    assert found(room, delete(ballot).where(*mine)) == [("ballot", "", "missing")]
    another = {**one._mapping, "seat_id": room.seat("dgcgps").id}
    assert found(room, insert(ballot).values(another)) == [("ballot", "", "unrecorded")]


def test_v7_an_acuerdo_that_nobody_adopted_is_named(room: Room, sitting: int) -> None:
    one = room.rows(tables.acuerdo)[0]
    another = {
        **one._mapping,
        "id": 99,
        "vote_id": None,
        "number": 77,
        "code": "ACUERDO N.° 077-2026-AYNI-GT",
    }
    assert found(room, insert(tables.acuerdo).values(another)) == [("acuerdo", "", "unrecorded")]


def test_a5_a_paper_that_was_taken_out_of_the_folder_is_named(room: Room, sitting: int) -> None:
    paper = room.documents("votacion")[-1]
    assert found(room, delete(tables.document).where(tables.document.c.id == paper.id)) == [
        ("document", "", "missing")
    ]
