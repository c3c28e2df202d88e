"""`/carpeta`: a digital folder as buttons, each of which sends a document; and all of it in one ZIP or several (A5)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row

from bot.rules.lifecycle import Verb
from bot.store import sittings
from bot.usecases import contents, finding
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.contents import GENERAL, View
from bot.usecases.refusals import FileDamaged, NotFound

PAGE = 10
LIMIT_BYTES = 49 * 1024 * 1024
"""What goes into one ZIP: Telegram takes files of up to 50 MB from a bot."""
ROOM_FOR_INDEX = 1024 * 1024
PER_FILE = 512
"""What a file adds to a ZIP beside its bytes, at most, names included."""
ASKED = 10


def view_of(case: Case) -> View:
    """What whoever asks may see there: in a group, what every member may."""
    private = case.who.chat_id == case.actor.telegram_id
    return View.SECRETARIAT if case.actor.operates and private else View.MEMBER


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


@dataclass(frozen=True, slots=True)
class SendPaper:
    """One document of a folder; `sound`: its bytes are there, as they were filed."""

    verb: ClassVar[Verb] = Verb.CONSULT
    document_id: int
    sound: bool = True


def send_paper(case: Case, command: SendPaper) -> Receipt:
    """To whoever asks, privately. Raises NotFound for what they may not see, FileDamaged."""
    row = contents.document_of(case.db, case.body.id, command.document_id, view_of(case))
    if row is None:
        raise NotFound(what="document", name=str(command.document_id), article=case.article("folder"))
    if not command.sound:
        raise FileDamaged(name=contents.label(row), article=case.article("folder"))
    title = contents.title_of(case.db, case.body, row.sitting_id or GENERAL)
    case.send(
        case.actor.telegram_id,
        "documento_de_carpeta",
        document_id=row.id,
        title=title,
        label=contents.label(row),
        acta_state=row.state if row.kind == "acta" else None,
        replaced_by=row.replaced_by,
        sha256=row.sha256,
    )
    return Receipt("archivo")


@dataclass(frozen=True, slots=True)
class SendWhole:
    """**Descargar todo**, or the public version of it. `damaged` are the documents that can't be read."""

    verb: ClassVar[Verb] = Verb.CONSULT
    sitting_id: int
    public: bool = False
    damaged: tuple[int, ...] = ()


def send_whole(case: Case, command: SendWhole) -> Receipt:
    """The folder as a ZIP, made when it is sent; as several where one is too large for Telegram.

    Raises NotFound, also where the public version is asked for by whoever does not run the secretariat.
    """
    view = view_of(case)
    if command.public:
        if view is not View.SECRETARIAT:
            raise NotFound(what="folder", name="", article=case.article("folder"))
        view = View.PUBLIC
    title = contents.title_of(case.db, case.body, command.sitting_id)
    rows = contents.documents_of(case.db, case.body.id, command.sitting_id, view)
    if title is None or not rows:
        raise NotFound(what="folder", name="", article=case.article("folder"))
    sound = [row for row in rows if row.id not in command.damaged]
    parts, large = divided(sound) if view is not View.PUBLIC else ([[row.id for row in sound]], [])
    damaged = [contents.label(row) for row in rows if row.id in command.damaged]
    for place, part in enumerate(parts, start=1):
        enclosure = {
            "what": "zip", "sitting": command.sitting_id, "view": view.value, "documents": part,
            "part": place, "parts": len(parts),
        }  # fmt: skip
        case.send(
            case.actor.telegram_id,
            "carpeta_completa",
            dedupe_key=_once(case, enclosure),
            enclosure=enclosure,
            title=title,
            public=command.public,
            part=place,
            parts=len(parts),
            count=sum(contents.publishable(row) for row in sound) if command.public else len(part),
            large=[contents.label(row) for row in large] if place == len(parts) else [],
            damaged=damaged if place == len(parts) else [],
            operates=case.actor.operates,
        )
    return Receipt("carpeta_completa")


def divided(rows: Sequence[Row[Any]], limit: int | None = None) -> tuple[list[list[int]], list[Row[Any]]]:
    """The documents' ids for each ZIP in turn, and the documents that are too large for any."""
    most = LIMIT_BYTES if limit is None else limit
    parts: list[list[int]] = [[]]
    used, large = ROOM_FOR_INDEX, []
    for row in rows:
        size = (row.size or 0) + PER_FILE
        if size + ROOM_FOR_INDEX > most:
            large.append(row)
            continue
        if used + size > most:
            parts.append([])
            used = 0
        parts[-1].append(row.id)
        used += size
    return parts, large


@dataclass(frozen=True, slots=True)
class SendIndex:
    """**Índice**: the folder's index as a Word document."""

    verb: ClassVar[Verb] = Verb.CONSULT
    sitting_id: int


def send_index(case: Case, command: SendIndex) -> Receipt:
    """Raises NotFound."""
    view = view_of(case)
    title = contents.title_of(case.db, case.body, command.sitting_id)
    rows = contents.documents_of(case.db, case.body.id, command.sitting_id, view)
    if title is None or not rows:
        raise NotFound(what="folder", name="", article=case.article("folder"))
    enclosure = {
        "what": "index", "sitting": command.sitting_id, "view": view.value,
        "documents": [row.id for row in rows], "part": 1, "parts": 1,
    }  # fmt: skip
    case.send(
        case.actor.telegram_id,
        "indice_de_carpeta",
        dedupe_key=_once(case, enclosure),
        enclosure=enclosure,
        title=title,
        count=len(rows),
    )
    return Receipt("archivo")


def _once(case: Case, enclosure: dict[str, Any]) -> str:
    """Pressed twice within a minute it is sent once."""
    said = hashlib.sha256(repr((case.body.id, sorted(enclosure.items()))).encode()).hexdigest()[:24]
    return f"enclosure:{case.actor.telegram_id}:{said}:{case.now:%y%m%d%H%M}"
