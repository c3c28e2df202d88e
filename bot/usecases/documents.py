"""A document that somebody presents: for which sitting, which item, and whether it is in time (C3; 25 d, 25 i)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules import notice
from bot.rules.lifecycle import State, Verb
from bot.rules.reglamento import SittingKind
from bot.store import sittings
from bot.store.engine import add
from bot.store.tables import document
from bot.usecases import exhibits
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.committee_cards import report_buttons
from bot.usecases.desk import Desk
from bot.usecases.exhibits import KIND
from bot.usecases.refusals import NotFound
from bot.usecases.room import leaders
from bot.usecases.sitting import name_of, sitting_of, step
from bot.usecases.summary import agenda_context

LIMIT_MB = 20
_COMING = (State.CONVENED, *sittings.RUNNING)
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')
_LONGEST, _MOST_BYTES = 120, 200


def take_in(desk: Desk, content: bytes) -> str:
    """The bytes, stored under their hash, which is returned; outside any transaction."""
    return desk.files.keep(content)


def safe_name(given: str, fallback: str) -> str:
    """A file name that is one on every system, of at most 120 characters and 200 bytes (a file system holds
    255, and a folder numbers its files); the extension is kept."""
    name = _UNFIT.sub(" ", unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2])
    stem, dot, extension = " ".join(name.split()).rstrip(". ").rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", extension):
        stem, dot, extension = f"{stem}{dot}{extension}", "", ""
    stem = stem[: _LONGEST - len(dot + extension)].encode()[:_MOST_BYTES].decode(errors="ignore").strip(". ")
    return f"{stem or fallback}{dot}{extension}"


@dataclass(frozen=True, slots=True)
class OfferDocument:
    """A file that somebody sent: its name, and under what hash it is stored."""

    verb: ClassVar[Verb] = Verb.ATTACH_DOCUMENT
    name: str
    sha256: str
    size: int


def offer_document(case: Case, command: OfferDocument) -> Receipt:
    """Asks which sitting it is for, or which committee's report it is; where it can be for one sitting only,
    which item. With none ahead it is the one held last. Raises NotFound where there is nothing that it could be for.
    """
    rows = _open_to(case) or _last_held(case)
    if not rows and not report_buttons(case, 0):
        raise NotFound(what="sitting", name="", article=case.article("folder"))
    document_id = add(
        case.db,
        document,
        body_id=case.body.id,
        kind=KIND,
        version=1,
        name=safe_name(command.name, "documento"),
        sha256=command.sha256,
        size=command.size,
        state="offered",
        created_by=case.actor.person_id,
        created_at=case.now,
        filed_at=case.now,
    )
    found = _mine(case, document_id)
    if len(rows) == 1:
        return _ask_item(case, found, rows[0])
    reports = report_buttons(case, document_id)
    buttons = [[press("filefor", document_id, row.id, label=name_of(case, row))] for row in rows] + reports
    case.reply("pide_sesion_documento", name=found.name, reports=bool(reports), buttons=buttons)
    return Receipt("pide_sesion_documento")


@dataclass(frozen=True, slots=True)
class ChooseSitting:
    """The sitting that the document is for."""

    verb: ClassVar[Verb] = Verb.ATTACH_DOCUMENT
    document_id: int
    sitting_id: int


def choose_sitting(case: Case, command: ChooseSitting) -> Receipt:
    """Asks which item it is for. Raises NotFound, NotLawfulNow."""
    found, row = _mine(case, command.document_id), _coming(case, command.sitting_id)
    if found.state != "offered":
        return _receipt(case, found)
    return _ask_item(case, found, row)


def _ask_item(case: Case, found: Row[Any], row: Row[Any]) -> Receipt:
    step(case, row.state, Verb.ATTACH_DOCUMENT)
    items = sittings.agenda(case.db, row.id)
    reports = report_buttons(case, found.id)
    picks = [press("fileitem", found.id, row.id, item.id, label=str(item.position)) for item in items]
    case.reply(
        "pide_punto_documento",
        name=found.name,
        sitting=name_of(case, row),
        agenda=agenda_context(case.db, row.id),
        reports=bool(reports),
        buttons=[
            [press("fileitem", found.id, row.id)],
            *(picks[start : start + 5] for start in range(0, len(picks), 5)),
            *reports,
        ],
    )
    return Receipt("pide_punto_documento")


@dataclass(frozen=True, slots=True)
class AttachDocument:
    """The item that the document is for; without `item_id` the whole sitting."""

    verb: ClassVar[Verb] = Verb.ATTACH_DOCUMENT
    document_id: int
    sitting_id: int
    item_id: int | None = None


def attach_document(case: Case, command: AttachDocument) -> Receipt:
    """Files it: with a draft it waits for the convocatoria, later it goes out at once if it is in time.

    Out of time it is filed as such, and the ST and the President are told. Raises NotFound, NotLawfulNow.
    """
    found, row = _mine(case, command.document_id), _coming(case, command.sitting_id)
    if found.state != "offered":
        return _receipt(case, found)
    step(case, row.state, Verb.ATTACH_DOCUMENT)
    items = {item.id for item in sittings.agenda(case.db, row.id)}
    if command.item_id is not None and command.item_id not in items:
        raise NotFound(what="item", name=str(command.item_id))
    waits = row.state == State.DRAFT and not row.universal
    state = "attached" if waits else "distributed" if _in_time(case, row) else "late"
    case.db.execute(
        update(document)
        .where(document.c.id == found.id)
        .values(sitting_id=row.id, agenda_item_id=command.item_id, state=state)
    )
    case.record(
        "document_presented",
        f"document:{found.id}",
        sitting=row.id,
        item=command.item_id,
        sha256=found.sha256,
        state=state,
    )
    found = exhibits.of_sitting(case, row, document.c.id == found.id)[0]
    if state == "distributed":
        exhibits.hand_out(case, row, [found], but=case.actor.telegram_id)
    elif state == "late":
        for telegram_id in sorted(leaders(case) - {case.actor.telegram_id}):
            exhibits.send(case, row, found, telegram_id)
    return _receipt(case, found)


def _receipt(case: Case, found: Row[Any]) -> Receipt:
    """That it is filed, among what else was presented to the sitting."""
    row = sitting_of(case, found.sitting_id)
    said: dict[str, Any] = {
        "name": found.name,
        "sitting": name_of(case, row),
        "state": found.state,
        "article": case.article("notice_ordinary" if row.kind == "ordinary" else "notice_extraordinary"),
    }
    case.reply("documento_archivado", papers=exhibits.names(case, row), **said)
    return Receipt("documento_archivado", said)


def offered_by(case: Case, document_id: int) -> Row[Any]:
    """A file that whoever acts has sent. Raises NotFound for what anybody else did."""
    mine = (document.c.body_id == case.body.id, document.c.created_by == case.actor.person_id)
    uploaded = (document.c.id == document_id, document.c.data.is_(None))
    found = case.db.execute(select(document).where(*uploaded, *mine)).first()
    if found is None:
        raise NotFound(what="document", name=str(document_id))
    return found


def _mine(case: Case, document_id: int) -> Row[Any]:
    """The same, for a sitting. Raises NotFound for what has become something else."""
    found = offered_by(case, document_id)
    if found.kind != KIND:
        raise NotFound(what="document", name=found.name)
    return found


def _open_to(case: Case) -> list[Row[Any]]:
    """The sittings ahead; drafts are known to those who prepare them, and those of a universal attendance to all."""
    drafts = sittings.in_states(case.db, case.body.id, (State.DRAFT,))
    prepares = bool(leaders(case) & {case.actor.telegram_id})
    known = [row for row in drafts if (prepares or row.universal) and row.held_at > case.now]
    return sittings.in_states(case.db, case.body.id, _COMING) + known


def _last_held(case: Case) -> list[Row[Any]]:
    """The sitting that was held last, or concluded without quorum: its folder still takes documents."""
    return sittings.latest(case.db, case.body.id, (State.CLOSED, State.CONCLUDED), limit=1)


def _coming(case: Case, sitting_id: int) -> Row[Any]:
    row = sitting_of(case, sitting_id)
    if row.state == State.DRAFT and row.id not in {each.id for each in _open_to(case)}:
        raise NotFound(what="sitting", name="")
    return row


def _in_time(case: Case, row: Row[Any]) -> bool:
    """A week ahead of an ordinary sitting, three days of an extraordinary one (25 d); without notice, until its end."""
    return (row.universal and row.closed_at is None) or notice.count_notice(
        case.body.reglamento,
        SittingKind(row.kind),
        case.body.day(case.now),
        case.body.day(row.held_at),
        case.body.is_holiday,
    ).sufficient
