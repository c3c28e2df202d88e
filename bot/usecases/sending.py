"""What a digital folder's buttons send: one document, the index, all of it in one ZIP or several (A5; 25 i)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row

from bot.rules.lifecycle import Verb
from bot.usecases import contents
from bot.usecases.case import Case, Receipt
from bot.usecases.contents import GENERAL, View, view_of
from bot.usecases.refusals import FileDamaged, NotFound

LIMIT_BYTES = 49 * 1024 * 1024
"""What goes into one ZIP: Telegram takes files of up to 50 MB from a bot."""
ROOM_FOR_INDEX = 1024 * 1024
PER_FILE = 512
"""What a file adds to a ZIP beside its bytes, at most, names included."""


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


def divided(rows: Sequence[Row[Any]]) -> tuple[list[list[int]], list[Row[Any]]]:
    """The documents' ids for each ZIP in turn, and the documents that are too large for any."""
    parts: list[list[int]] = [[]]
    used, large = ROOM_FOR_INDEX, []
    for row in rows:
        size = (row.size or 0) + PER_FILE
        if size + ROOM_FOR_INDEX > LIMIT_BYTES:
            large.append(row)
            continue
        if used + size > LIMIT_BYTES:
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
