"""The digital folder: papers are printed outside any transaction, filed under their hash, and listed (A5)."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Row, func, select, update

from bot.rules import codes
from bot.store import journal
from bot.store.engine import reading
from bot.store.tables import body, document, sitting
from bot.store.tables import journal as journal_table
from bot.usecases import bodies, naming
from bot.usecases.desk import Desk
from docgen.acta import Acta

GENERAL = "general"


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
    """Prints and files every paper that waits for it; how many there were."""
    with reading(desk.engine).begin() as db:
        rows = list(db.execute(select(document).where(document.c.sha256.is_(None)).order_by(document.c.id)))
    for row in rows:
        _file(desk, row)
    return len(rows)


def _file(desk: Desk, row: Row[Any]) -> str:
    content = _completed(desk, row) if row.basis is not None else printed(row.kind, row.data)
    digest = desk.files.keep(content)
    now = desk.clock.now()
    with desk.engine.begin() as db:
        bodies.load(db, row.body_id, lock=db.dialect.name != "sqlite")
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
    """An acta that was corrected by hand, with the reasons of dissent that came later (V3)."""
    from docgen.additions import with_dissents
    from docgen.reading import load

    with reading(desk.engine).begin() as db:
        corrected = db.execute(select(document).where(document.c.id == row.data["added_to"])).one()
    edited = fetch(desk, corrected.id).content
    before, after = (cast(Acta, load("acta", basis)) for basis in (corrected.basis, row.basis))
    return with_dissents(edited, before, after)


def printed(kind: str, data: dict[str, Any]) -> bytes:
    """The bytes of a paper of that kind from what was gathered for it."""
    if kind == "calendario":
        from docgen.calendar import calendar_entry

        return calendar_entry(data)
    from docgen.reading import load
    from docgen.render import render

    return render(kind, load(kind, data))


def export(desk: Desk, target: Path, reference: str | None = None) -> list[Path]:
    """Writes the folders: a directory per sitting with its files and `index.json`; the paths written.

    `reference` ("3", "03-2026") keeps to the sittings of that number. Raises LookupError where there is none,
    UnreadableReference, OSError where the target can't be written.
    """
    file_waiting(desk)
    with reading(desk.engine).begin() as db:
        filed = document.c.state.is_(None) | (document.c.state != "offered")
        rows = list(db.execute(select(document).where(filed).order_by(document.c.id)))
        titles = {
            row.id: naming.sitting_name(bodies.load(db, row.body_id), row)
            for row in db.execute(select(sitting))
            if _meant(row, reference)
        }
        siglas = {row.id: row.sigla for row in db.execute(select(body.c.id, body.c.sigla))}
    if reference is not None:
        rows = [row for row in rows if row.sitting_id in titles]
        if not rows:
            raise LookupError(reference)
    folders: dict[Path, list[Row[Any]]] = {}
    for row in rows:
        title = titles.get(row.sitting_id, GENERAL)
        folders.setdefault(target / siglas[row.body_id] / title.replace("/", "-"), []).append(row)
    return [path for folder, papers in folders.items() for path in _write(desk, folder, papers)]


def _meant(row: Row[Any], reference: str | None) -> bool:
    if reference is None:
        return True
    number, year = codes.parse_sitting_reference(reference)
    return row.number == number and year in (None, row.year)


def _write(desk: Desk, folder: Path, papers: list[Row[Any]]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for row in papers:
        paths.append(folder / f"{row.id:04d}-{row.name}")
        paths[-1].write_bytes(desk.files.read(row.sha256))
    index = folder / "index.json"
    lines = {"sesion": folder.name, "documentos": [index_line(row) for row in papers]}
    index.write_text(json.dumps(lines, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [*paths, index]


def count_files(desk: Desk) -> int:
    """How many papers are filed."""
    with reading(desk.engine).begin() as db:
        query = select(func.count()).select_from(document).where(document.c.sha256.is_not(None))
        return int(db.execute(query).scalar_one())


def index_line(row: Row[Any]) -> dict[str, Any]:
    """One line of the folder's index: number, date, kind, version, size and hash."""
    return {
        "numero": row.id,
        "fecha": row.created_at.isoformat(),
        "tipo": row.kind,
        "version": row.version,
        "archivo": f"{row.id:04d}-{row.name}",
        "bytes": row.size,
        "sha256": row.sha256,
    }


def check_files(desk: Desk) -> list[tuple[int, str]]:
    """The filed papers whose bytes are missing or altered, and the approved actas that are not what the journal
    says was approved: document id and hash."""
    with reading(desk.engine).begin() as db:
        rows = list(
            db.execute(
                select(document.c.id, document.c.sha256)
                .where(document.c.sha256.is_not(None))
                .order_by(document.c.id)
            )
        )
        approved = _approved(db)
    filed = {row.id: row.sha256 for row in rows}
    bad = [(each, digest) for each, digest in approved.items() if filed.get(each) != digest]
    for row in rows:
        try:
            desk.files.read(row.sha256)
        except (OSError, ValueError):
            bad.append((row.id, row.sha256))
    return bad


def _approved(db: Connection) -> dict[int, str]:
    """The hashes under which actas were approved, by document (A3)."""
    entries = db.execute(
        select(journal_table.c.subject, journal_table.c.data).where(journal_table.c.event == "acta_approved")
    )
    said = {int(row.subject.partition(":")[2]): json.loads(row.data)["sha256"] for row in entries}
    return {document_id: digest for document_id, digest in said.items() if digest is not None}
