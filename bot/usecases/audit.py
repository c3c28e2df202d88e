"""The record held against its journal: rows that say otherwise than the entries that made them, or are gone.

A database can be edited behind the program's back; the journal can't without showing it (V2, V6, V7, A3, A5).
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.store import journal
from bot.store.tables import acuerdo, ballot, document, seat, sitting, vote
from bot.store.tables import journal as entries

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A row that is not what entry `seq` of its body's journal has of it; None where no entry has it.

    `what`: vote, ballot, acuerdo, sitting or document; `key`: its id, a ballot's vote and clave; `field`: the column,
    "" for the whole row.
    """

    what: str
    key: tuple[int | str, ...]
    field: str
    fault: str  # altered | missing | unrecorded
    body_id: int | None = None
    seq: int | None = None


@dataclass(slots=True)
class _Told:
    """What the journal has of a row: each column's value and the entry that said it last."""

    body_id: int
    seq: int
    columns: dict[str, tuple[Any, int]]


def _only(*names: str) -> Callable[[Said], Said]:
    return lambda said: {name: said[name] for name in names}


_COLUMNS: dict[str, Callable[[Said], Said]] = {
    "vote_opened": _only("text"),
    "vote_closed": _only("in_favour", "against", "abstentions", "present", "outcome"),
    "casting_vote_cast": lambda said: {
        "casting_choice": said["choice"], "casting_person_id": said["person"], "outcome": said["outcome"],
    },
    "vote_annulled": lambda said: {"state": "annulled", "annulled_reason": said["reason"]},
    "consensus_proposed": _only("text"),
    "acuerdo_adopted": _only("code", "mode"),
    "acuerdo_amended": lambda said: {name: value for name, value in said.items() if name != "before"},
    "acuerdo_annulled": lambda said: {"state": "annulled", "annulled_reason": said["reason"]},
    "sitting_installed": _only("number", "year"),
    "document_drafted": _only("kind", "version"),
    "document_filed": _only("kind", "sha256"),
    "document_presented": _only("sha256"),
    "acta_pdf_made": _only("sha256"),
    "acta_approved": lambda said: {"sha256": said["sha256"], "data": said["content"], "state": "approved"},
}  # fmt: skip
"""Event -> what it makes of the columns of its subject's row."""
_BALLOTS = select(ballot, seat.c.key).join(seat, seat.c.id == ballot.c.seat_id)


def discrepancies(db: Connection) -> Iterator[Discrepancy]:
    """The rows of votes, ballots, acuerdos, sittings and documents that are not what was journalled.

    The journal must be whole (`journal.verify`)."""
    told = _tell(db)
    rows: dict[tuple[Any, ...], Row[Any]] = {
        **{("vote", row.id): row for row in db.execute(select(vote))},
        **{("ballot", row.vote_id, row.key): row for row in db.execute(_BALLOTS)},
        **{("acuerdo", row.id): row for row in db.execute(select(acuerdo))},
        **{("sitting", row.id): row for row in db.execute(select(sitting))},
        **{("document", row.id): row for row in db.execute(select(document))},
    }
    for key, known in told.items():
        yield from _compared(key, known, rows.get(key), told)
    for key, row in rows.items():
        if key not in told and _is_journalled(key[0], row):
            yield Discrepancy(key[0], key[1:], "", "unrecorded")


def _is_journalled(what: str, row: Row[Any]) -> bool:
    """Whether such a row comes into being with an entry of its own."""
    if what == "acuerdo":
        return row.state in ("adopted", "annulled")
    return what in ("vote", "ballot") or (what == "sitting" and row.number is not None)


def _tell(db: Connection) -> dict[tuple[Any, ...], _Told]:
    """The journals of all bodies, read to what they make of the rows."""
    told: dict[tuple[Any, ...], _Told] = {}
    keys = {row.id: row.key for row in db.execute(select(seat.c.id, seat.c.key))}
    query = select(entries.c.body_id, entries.c.seq, entries.c.event, entries.c.subject, entries.c.data)
    for entry in db.execute(query.order_by(entries.c.body_id, entries.c.seq)):
        what, _, number = entry.subject.partition(":")
        said = json.loads(entry.data)
        if entry.event in ("ballot_cast", "ballot_changed"):
            key: tuple[Any, ...] = ("ballot", int(number), said["seat"])
            columns = {"choice": said["choice"], "person_id": said["person"], "reason": said["reason"]}
        elif entry.event == "reason_given":
            key = ("ballot", int(number), keys.get(said["seat"]))
            columns = {"added_reason" if said["late"] else "reason": said["reason"]}
        elif entry.event in _COLUMNS:
            key, columns = (what, int(number)), _COLUMNS[entry.event](said)
        else:
            continue
        known = told.setdefault(key, _Told(entry.body_id, entry.seq, {}))
        known.columns |= {name: (value, entry.seq) for name, value in columns.items()}
    return told


def _compared(
    key: tuple[Any, ...], known: _Told, row: Row[Any] | None, told: dict[tuple[Any, ...], _Told]
) -> Iterator[Discrepancy]:
    what, own = key[0], key[1:]
    if row is None:
        yield Discrepancy(what, own, "", "missing", known.body_id, known.seq)
        return
    columns = known.columns
    if what == "acuerdo" and row.vote_id is not None and ("vote", row.vote_id) in told:
        columns = {"text": told["vote", row.vote_id].columns["text"], **columns}  # the text that was voted
    for name, (value, seq) in columns.items():
        if _plain(what, name, getattr(row, name)) != value:
            yield Discrepancy(what, own, name, "altered", known.body_id, seq)


def _plain(what: str, name: str, value: Any) -> Any:
    """The value of a column as an entry has it."""
    if (what, name) == ("document", "data"):
        return hashlib.sha256(journal.canonical(value or {}).encode()).hexdigest()
    return json.loads(journal.canonical({"value": value}))["value"]
