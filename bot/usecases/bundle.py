"""A digital folder as files: its documents, index and open data, in a directory or in a ZIP (A5; 25 i).

What a folder is made into is the same until the folder changes, to the byte.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Row

from bot.store import people, sittings
from bot.store.engine import reading
from bot.store.files import Files
from bot.texts import open_data_fields
from bot.usecases import bodies, contents, open_data, parts, publishing
from bot.usecases.case import Case, plain
from bot.usecases.contents import GENERAL, View
from bot.usecases.desk import Desk
from bot.usecases.documents import safe_name
from bot.usecases.printing import in_use, printed_with
from docgen import spanish
from docgen.reading import dump
from docgen.records import IndexLine, IndexState, Indice

INDEX_JSON, INDEX_WORD = "index.json", "indice.docx"
_DATE = (1980, 1, 1, 0, 0, 0)
_STATES: dict[str | None, IndexState] = {
    "draft": "draft", "circulated": "circulated", "approved": "approved", "late": "late", "cancelled": "cancelled",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the folder by its name there: bytes made for it, or a stored document under its hash."""

    name: str
    content: bytes = b""
    digest: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A folder as files; `damaged` are the documents (id, name) whose bytes are missing or were altered."""

    title: str
    file_name: str
    entries: tuple[Entry, ...]
    damaged: tuple[tuple[int, str], ...] = ()


def entry_name(row: Row[Any]) -> str:
    """A document's name in its folder, one on every system: its number of registration goes ahead."""
    return f"{row.id:04d}-{on_disk(row.name, row.kind)}"


def on_disk(name: str, fallback: str) -> str:
    """A name that is one on every system, with dashes for slashes ("Sesión Ordinaria del 12-03-2026")."""
    return safe_name(name.replace("/", "-").replace("\\", "-"), fallback)


def damaged(desk: Desk, body_id: int, sitting_id: int) -> tuple[int, ...]:
    """The folder's documents whose bytes are missing or were altered."""
    with reading(desk.engine).begin() as db:
        rows = contents.documents_of(db, body_id, sitting_id, View.SECRETARIAT)
    filed = [row for row in rows if row.sha256]
    return tuple(row.id for row in filed if desk.files.fault(row.sha256, row.size) is not None)


def bundle(desk: Desk, body_id: int, sitting_id: int, view: View) -> Bundle:
    """The folder in that view, of the documents that are printed and filed.

    Raises LookupError for a sitting that is not that body's.
    """
    with reading(desk.engine).begin() as db:
        case = Case.unasked(db, desk.clock.now(), bodies.load(db, body_id))
        title = contents.title_of(db, case.body, sitting_id)
        if title is None:
            raise LookupError(f"no sitting {sitting_id}")
        rows = [row for row in contents.documents_of(db, body_id, sitting_id, view) if row.sha256]
        file_name = contents.file_name(db, case.body, sitting_id)
        made_at = contents.latest_moment(rows) or case.now
        index = _Index(case, sitting_id, title, made_at, public=view is View.PUBLIC)
        template_id = in_use(case, "indice")
        data = _open_data(case, sitting_id, view)
    kept: list[Entry] = []
    bad: list[tuple[int, str]] = []
    for row in rows:
        if desk.files.fault(row.sha256, row.size) is not None:
            bad.append((row.id, row.name))
            index.add(row, None)
            continue
        entry = Entry(entry_name(row), digest=row.sha256, document_id=row.id)
        if view is View.PUBLIC:
            copy = publishing.public_copy(row, desk.files.read(row.sha256))
            index.add(row, copy)
            kept += [Entry(entry.name, content=copy, document_id=row.id)] if copy is not None else []
        else:
            index.add(row)
            kept.append(entry)
    return Bundle(title, file_name, (*index.entries(desk, template_id), *data, *kept), tuple(bad))


class _Index:
    """The folder's index, for people as a Word document and for machines as JSON."""

    def __init__(self, case: Case, sitting_id: int, title: str, made_at: Any, *, public: bool) -> None:
        row = sittings.sitting_of(case.db, case.body.id, sitting_id) if sitting_id else None
        seats = parts.seats_of(case, row) if row is not None else people.seats(case.db, case.body.id)
        self._head = Indice(
            body=parts.body_of(case, made_at),
            title=title,
            lines=(),
            made_at=made_at,
            secretary=parts.officer(case, seats, "technical_secretary"),
            public=public,
            articles=parts.articles(case, made_at),
        )
        self._zone, self._sigla, self._public = case.body.zone, case.body.sigla, public
        self._lines: list[IndexLine] = []
        self._json: list[dict[str, Any]] = []

    def add(self, row: Row[Any], copy: bytes | bool | None = True) -> None:
        """A document that stands there as it is, as a public `copy`, or (None) is left out."""
        there = copy is not None
        digest = hashlib.sha256(copy).hexdigest() if isinstance(copy, bytes) else row.sha256
        size = len(copy) if isinstance(copy, bytes) else row.size
        name = entry_name(row) if there or not self._public else publishing.cleaner(None)(entry_name(row))
        state: IndexState = "replaced" if row.replaced_by else _STATES.get(row.state, "")
        state, replaced_by = (state, row.replaced_by or 0) if there else ("withheld", 0)
        self._lines.append(
            IndexLine(
                number=row.id,
                kind=row.kind,
                name=name,
                dated=row.created_at,
                size=size,
                sha256=digest,
                version=row.version,
                state=state,
                replaced_by=replaced_by,
            )
        )
        line = {
            "numero": row.id,
            "fecha": row.created_at.astimezone(self._zone).isoformat(timespec="seconds"),
            "tipo": row.kind,
            "documento": contents.label(row) if there else name,
            "version": row.version,
            "estado": spanish.paper_state(state, replaced_by) or None,
            "archivo": name if there else None,
            "bytes": size,
            "sha256": digest,
        }
        self._json.append(line | ({"sha256_original": row.sha256} if isinstance(copy, bytes) else {}))

    def entries(self, desk: Desk, template_id: int | None) -> list[Entry]:
        """Both, with every document that was added; the Word one with the body's own template, if it has one."""
        head = self._head
        listed = replace(head, lines=tuple(self._lines))
        told = {
            "organo": self._sigla,
            "sesion": head.title,
            "version_publica": self._public,
            "documentos": self._json,
        }
        return [
            Entry(INDEX_WORD, content=printed_with(desk, template_id, "indice", plain(dump(listed)))),
            Entry(INDEX_JSON, content=open_data.as_json(told)),
        ]


def _open_data(case: Case, sitting_id: int, view: View) -> list[Entry]:
    """`datos/`: a CSV for each table, all of them as JSON, and what their fields mean; of a sitting that began."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id) if sitting_id != GENERAL else None
    if row is None or row.first_list_at is None:
        return []
    clean = publishing.cleaner(None) if view is View.PUBLIC else None
    tables = open_data.tables_of(case, row, clean)
    fields = {name: fields for name, fields in open_data_fields().items() if name in tables}
    listed = [
        Entry(f"datos/{name}.csv", open_data.as_csv(list(fields[name]), tables[name])) for name in tables
    ]
    return [
        *listed,
        Entry("datos/datos.json", open_data.as_json(tables)),
        Entry("datos/campos.json", open_data.as_json(fields)),
    ]


def write_zip(files: Files, entries: Iterable[Entry], target: IO[bytes]) -> None:
    """The entries, stored as they are, into a ZIP: nothing is held in memory, and the same gives the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, _DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            with archive.open(info, "w") as member:
                _pour(files, entry, member)


def write_directory(files: Files, entries: Iterable[Entry], folder: Path) -> list[Path]:
    """The entries as files under `folder`; the paths written. Raises OSError."""
    paths = []
    for entry in entries:
        paths.append(folder / entry.name)
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        with paths[-1].open("wb") as file:
            _pour(files, entry, file)
    return paths


def _pour(files: Files, entry: Entry, target: IO[bytes]) -> None:
    if not entry.digest:
        target.write(entry.content)
        return
    with files.path(entry.digest).open("rb") as source:
        shutil.copyfileobj(source, target, 1 << 20)
