"""`/carpeta`: which folder is meant, and the folder as buttons, each of which sends a document (A5)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row

from bot.rules.lifecycle import Verb
from bot.store import sittings
from bot.usecases import contents, finding
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.contents import GENERAL, View, view_of
from bot.usecases.refusals import NotFound

PAGE = 10
ASKED = 10


@dataclass(frozen=True, slots=True)
class ShowFolder:
    """The folder of the sitting that `reference` names ("3", "ordinaria 03-2026", "12/03/2026", "general").

    Without one: of the sitting that is running, else of the last one, else of the next."""

    verb: ClassVar[Verb] = Verb.CONSULT
    reference: str = ""


def show_folder(case: Case, command: ShowFolder) -> Receipt:
    """Shows it; where the reference fits several sittings it asks which. Raises NotFound, UnreadableReference."""
    known = dict(contents.folders(case.db, case.body, view_of(case)))
    if command.reference.casefold().startswith("general"):
        return _show(case, GENERAL, known)
    if not command.reference:
        return _show(case, _usual(case, known), known)
    found = [row.id for row in finding.all_mentioned(case, command.reference) if row.id in known]
    if not found:
        raise NotFound(what="folder", name=command.reference, article=case.article("folder"))
    return (
        _show(case, found[0], known) if len(found) == 1 else _ask(case, {each: known[each] for each in found})
    )


def _usual(case: Case, known: dict[int, str]) -> int:
    """Of the sitting that is running, else of the last one that is over, else of the next, else the general one."""
    rows = [row for row in sittings.of_body(case.db, case.body.id) if row.id in known]
    under_way = [row for row in rows if row.state in sittings.RUNNING]
    over = [row for row in rows if row.closed_at is not None]
    chosen = under_way[-1:] or over[-1:] or rows[:1]
    if not chosen and not known:
        raise NotFound(what="folder", name="", article=case.article("folder"))
    return chosen[0].id if chosen else GENERAL


@dataclass(frozen=True, slots=True)
class ListFolders:
    """**Otras carpetas**."""

    verb: ClassVar[Verb] = Verb.CONSULT


def list_folders(case: Case, _command: ListFolders) -> Receipt:
    """Asks which. Raises NotFound where there is none."""
    known = dict(contents.folders(case.db, case.body, view_of(case)))
    if not known:
        raise NotFound(what="folder", name="", article=case.article("folder"))
    return _ask(case, known)


def _ask(case: Case, known: dict[int, str]) -> Receipt:
    buttons = [[press("folder", _word(each), label=title)] for each, title in known.items()]
    for start in range(0, len(buttons), ASKED):
        case.reply("elige_carpeta", more=start > 0, buttons=buttons[start : start + ASKED])
    return Receipt("elige_carpeta")


@dataclass(frozen=True, slots=True)
class OpenFolder:
    """A page of that sitting's folder, GENERAL's for none, from 1."""

    verb: ClassVar[Verb] = Verb.CONSULT
    sitting_id: int
    page: int = 1


def open_folder(case: Case, command: OpenFolder) -> Receipt:
    """Raises NotFound where it holds nothing that whoever asks may see."""
    known = dict(contents.folders(case.db, case.body, view_of(case)))
    return _show(case, command.sitting_id, known, command.page)


def _show(case: Case, sitting_id: int, known: dict[int, str], page: int = 1) -> Receipt:
    if sitting_id not in known:
        raise NotFound(what="folder", name="", article=case.article("folder"))
    rows = contents.documents_of(case.db, case.body.id, sitting_id, view_of(case))
    pages = -(-len(rows) // PAGE)
    page = min(max(page, 1), pages)
    shown = list(enumerate(rows, start=1))[(page - 1) * PAGE : page * PAGE]
    case.reply(
        "carpeta",
        title=known[sitting_id],
        count=len(rows),
        page=page,
        pages=pages,
        papers=[_line(place, row) for place, row in shown],
        article=case.article("folder"),
        buttons=[
            *([press("paper", row.id, label=f"{place}. {contents.label(row)}"[:60])] for place, row in shown),
            *_turning(sitting_id, page, pages),
            *_for_all(case, sitting_id, known),
        ],
    )
    return Receipt("carpeta")


def _line(place: int, row: Row[Any]) -> dict[str, Any]:
    return {
        "place": place,
        "label": contents.label(row),
        "state": row.state if row.kind == "acta" or row.state == "late" else None,
        "replaced_by": row.replaced_by,
        "at": row.created_at,
    }


def _turning(sitting_id: int, page: int, pages: int) -> list[list[Button]]:
    before = [press("folder", _word(sitting_id), page - 1) | {"suffix": "before"}] if page > 1 else []
    after = [press("folder", _word(sitting_id), page + 1) | {"suffix": "after"}] if page < pages else []
    return [[*before, *after]] if before or after else []


def _for_all(case: Case, sitting_id: int, known: dict[int, str]) -> list[list[Button]]:
    which = _word(sitting_id)
    rows = [[press("whole", which, style="primary")], [press("index", which)]]
    if view_of(case) is View.SECRETARIAT:
        rows[1].append(press("public", which))
    return rows + ([[press("folders")]] if len(known) > 1 else [])


def _word(sitting_id: int) -> str:
    return str(sitting_id) if sitting_id else "general"
