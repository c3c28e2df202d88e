"""The digital folder: papers are printed outside any transaction, filed under their hash, and listed (A5)."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import Connection, Row, func, select, update

from bot.store import journal, tables
from bot.store.engine import reading
from bot.store.tables import document
from bot.usecases import bodies, verifying
from bot.usecases.desk import Desk
from bot.usecases.printing import printed_with
from docgen.acta import Acta


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper that can be sent: its file name, its hash and its bytes."""

    name: str
    sha256: str
    content: bytes


def fetch(desk: Desk, document_id: int) -> Filed:
    """The paper, printed and filed first where it has not been. Raises LookupError for an unknown id."""
    with reading(desk.engine).begin() as db:
        row = db.execute(select(document).where(document.c.id == document_id)).first()
    if row is None:
        raise LookupError(f"no document {document_id}")
    digest = row.sha256 or _file(desk, row)
    return Filed(row.name, digest, desk.files.read(digest))


def file_now(desk: Desk, document_id: int) -> None:
    """Prints and files that paper if it waits for it; nothing for an unknown id."""
    with suppress(LookupError):
        fetch(desk, document_id)


def file_waiting(desk: Desk) -> int:
    """Prints and files every paper that waits for it; how many there were.

    One that fails keeps no other waiting: raises ExceptionGroup when all had their turn."""
    with reading(desk.engine).begin() as db:
        rows = list(db.execute(select(document).where(document.c.sha256.is_(None)).order_by(document.c.id)))
    failed: list[Exception] = []
    for row in rows:
        try:
            _file(desk, row)
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("papers that could not be filed", failed)
    return len(rows)


def _file(desk: Desk, row: Row[Any]) -> str:
    content = (
        printed_with(desk, row.template_id, row.kind, row.data)
        if row.basis is None
        else _completed(desk, row)
    )
    digest = desk.files.keep(content)
    now = desk.clock.now()
    with desk.engine.begin() as db:
        bodies.load(db, row.body_id, lock=True)
        filed = db.execute(
            update(document)
            .where(document.c.id == row.id, document.c.sha256.is_(None))
            .values(sha256=digest, size=len(content), filed_at=now)
        )
        if filed.rowcount:
            journal.append(
                db,
                row.body_id,
                now,
                None,
                "document_filed",
                f"document:{row.id}",
                {"kind": row.kind, "sha256": digest},
            )
    return digest


def _completed(desk: Desk, row: Row[Any]) -> bytes:
    """An acta that was corrected by hand, with the reasons of dissent that came later (V3), under its own code."""
    from docgen.parts import Verification
    from docgen.stamp import with_code

    with reading(desk.engine).begin() as db:
        before = [Verification(**each) for each in verifying.codes_before(db, row)]
    edited = desk.files.read(row.data["corrected"]) if "corrected" in row.data else _added_to(desk, row)
    return with_code(edited, before, Verification(**row.data["verification"]))


def _added_to(desk: Desk, row: Row[Any]) -> bytes:
    """The version before it, with the reasons that it did not have."""
    from docgen.additions import with_dissents
    from docgen.reading import load
    from docgen.status import with_status

    with reading(desk.engine).begin() as db:
        corrected = db.execute(select(document).where(document.c.id == row.data["added_to"])).one()
    edited = fetch(desk, corrected.id).content
    before, after = (cast(Acta, load("acta", basis)) for basis in (corrected.basis, row.basis))
    return with_status(with_dissents(edited, before, after), replace(after, version=row.version))


def is_sound(desk: Desk, document_id: int) -> bool:
    """Whether the document's bytes are there, or will be once it is printed."""
    with reading(desk.engine).begin() as db:
        row = db.execute(select(document).where(document.c.id == document_id)).first()
    return row is None or not row.sha256 or desk.files.fault(row.sha256, row.size) is None


def count_files(desk: Desk) -> int:
    """How many papers are filed."""
    with reading(desk.engine).begin() as db:
        query = select(func.count()).select_from(document).where(document.c.sha256.is_not(None))
        return int(db.execute(query).scalar_one())


@dataclass(frozen=True, slots=True)
class BadFile:
    """A document whose file is missing, altered, of another size, or not the one that the journal knows."""

    document_id: int
    name: str
    sha256: str
    fault: str


def check_files(desk: Desk) -> Iterator[BadFile]:
    """The filed papers that are not what they were, the first registered first."""
    with reading(desk.engine).begin() as db:
        filed = select(document.c.id, document.c.name, document.c.sha256, document.c.size)
        rows = list(db.execute(filed.where(document.c.sha256.is_not(None)).order_by(document.c.id)))
        noted, approved = _noted(db), _noted(db, "acta_approved")
    for row in rows:
        fault: str | None = desk.files.fault(row.sha256, row.size)
        known = [each[row.id] for each in (noted, approved) if row.id in each]
        if fault is None and any(row.sha256 not in hashes for hashes in known):
            fault = "unrecorded"
        if fault is not None:
            yield BadFile(row.id, row.name, row.sha256, fault)


def _noted(db: Connection, event: str = "") -> dict[int, set[str]]:
    """The hashes that the journal has of each document, those of one event if given (A3)."""
    noted: dict[int, set[str]] = {}
    entries = select(tables.journal.c.subject, tables.journal.c.data).where(
        tables.journal.c.subject.startswith("document:")
    )
    for entry in db.execute(entries.where(tables.journal.c.event == event) if event else entries):
        digest = json.loads(entry.data).get("sha256")
        if isinstance(digest, str):
            noted.setdefault(int(entry.subject.partition(":")[2]), set()).add(digest)
    return noted
