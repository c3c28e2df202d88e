"""`ayni export`: every digital folder, or one sitting's, written to a directory with its index and open data (A5)."""

from pathlib import Path

from sqlalchemy import Connection, select

from bot.rules import codes
from bot.store.engine import reading
from bot.store.tables import body, sitting
from bot.usecases import bodies, contents
from bot.usecases.bundle import bundle, on_disk, write_directory
from bot.usecases.contents import GENERAL, View
from bot.usecases.desk import Desk
from bot.usecases.folder import file_waiting


class NoSuchSitting(LookupError):
    """No sitting bears that number; `known` are those that are numbered, as "1-2026 (AYNI-GT)"."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(known)
        self.known = known


class FolderDamaged(Exception):
    """All was written but the documents (id, name) in `damaged`, whose bytes are missing or were altered."""

    def __init__(self, damaged: list[tuple[int, str]]) -> None:
        super().__init__(damaged)
        self.damaged = damaged


def export(desk: Desk, target: Path, reference: str | None = None, *, public: bool = False) -> list[Path]:
    """A directory for each folder under its body's; the paths written, none where nothing is filed yet.

    `public`: without personal data. `reference` ("3", "03-2026") keeps to the sittings of that number. Raises
    NoSuchSitting, UnreadableReference, OSError where the target can't be written, FolderDamaged at the end.
    """
    file_waiting(desk)
    view = View.PUBLIC if public else View.SECRETARIAT
    wanted = _wanted(desk, reference, view)
    written: list[Path] = []
    damaged: list[tuple[int, str]] = []
    taken: set[Path] = set()
    for sigla, body_id, sitting_id, title in wanted:
        found = bundle(desk, body_id, sitting_id, view)
        folder = _free(taken, target / on_disk(sigla, "organo") / on_disk(title, "carpeta"), sitting_id)
        written += write_directory(desk.files, found.entries, folder)
        damaged += found.damaged
    if damaged:
        raise FolderDamaged(damaged)
    return written


def siglas(desk: Desk) -> list[str]:
    """The bodies that there are, in the order of their foundation."""
    with reading(desk.engine).begin() as db:
        return list(db.scalars(select(body.c.sigla).order_by(body.c.id)))


def _free(taken: set[Path], folder: Path, sitting_id: int) -> Path:
    """Two sittings called alike (two drafts of one day) have each a directory of its own."""
    if folder in taken:
        folder = folder.with_name(f"{folder.name} ({sitting_id})")
    taken.add(folder)
    return folder


def _wanted(desk: Desk, reference: str | None, view: View) -> list[tuple[str, int, int, str]]:
    """The folders that have documents: sigla, body, sitting and directory name."""
    found = []
    with reading(desk.engine).begin() as db:
        meant = _meant(db, reference)
        for row in db.execute(select(body.c.id, body.c.sigla).order_by(body.c.id)):
            for sitting_id, title in contents.folders(db, bodies.load(db, row.id), view):
                if sitting_id in meant:
                    found.append((row.sigla, row.id, sitting_id, title if sitting_id else "general"))
    return found


def _meant(db: Connection, reference: str | None) -> set[int]:
    query = select(sitting.c.id, sitting.c.number, sitting.c.year, body.c.sigla)
    listed = list(db.execute(query.join(body, body.c.id == sitting.c.body_id).order_by(sitting.c.id)))
    if reference is None:
        return {GENERAL, *(row.id for row in listed)}
    number, year = codes.parse_sitting_reference(reference)
    found = {row.id for row in listed if row.number == number and year in (None, row.year)}
    if not found:
        known = (f"{row.number}-{row.year} ({row.sigla})" for row in listed if row.number is not None)
        raise NoSuchSitting(tuple(known))
    return found
