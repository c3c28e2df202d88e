"""The acta corrected by hand in Word: a new version where the record still stands in it, else asked about (A3)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, delete, select, update

from bot.rules import acta as rules
from bot.rules.lifecycle import ActaState, Verb
from bot.store import people
from bot.store.engine import add
from bot.store.tables import document
from bot.usecases import naming, verifying, versions
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.comparing import CORRECTION, CorrectActa, record_of
from bot.usecases.refusals import NotFound, Outdated, SameFile
from bot.usecases.sitting import name_of, sitting_of, step

_FIXED = frozenset({"acuerdo", "unknown_acuerdo"})
"""What no confirmation changes: an acuerdo is worded with /acuerdo."""


def correct_acta(case: Case, command: CorrectActa) -> Receipt:
    """The new version, which is hers from now on; where it says otherwise than the record, that is asked first.

    Raises NotFound, NotLawfulNow, SameFile, Outdated (the record moved meanwhile), ActaNotLawfulNow once it is
    approved.
    """
    row, newest = _correctable(case, command.sitting_id)
    if command.given == newest.sha256:
        raise SameFile(version=newest.version)
    _check_unmoved(case, row, newest, command.basis, command.version)
    differences = [*_left_behind(case, newest, command.answers), *command.differences]
    values = {
        "body_id": case.body.id,
        "sitting_id": row.id,
        "name": naming.file_name(case.body, "acta", row, "docx", command.version),
        "data": {
            "answers": command.answers,
            "version": command.version,
            "given": command.given,
            "differences": differences,
            "unaccepted": command.unaccepted,
            "comments": command.comments,
        },
        "basis": command.basis,
        "sha256": command.sha256,
        "size": command.size,
        "created_by": case.actor.person_id,
        "created_at": case.now,
        "filed_at": case.now,
    }
    if command.waiting is not None:
        case.db.execute(delete(document).where(document.c.id == command.waiting))
    document_id = add(case.db, document, kind=CORRECTION, version=0, state="offered", **values)
    waiting = _waiting(case, document_id)
    return _ask(case, row, waiting) if differences else _take(case, row, waiting)


def _correctable(case: Case, sitting_id: int) -> tuple[Row[Any], Row[Any]]:
    """The sitting and its acta's newest version, as long as that may be corrected."""
    row = sitting_of(case, sitting_id)
    step(case, row.state, Verb.UPLOAD_ACTA)
    newest = versions.latest(case, row.id)
    if newest is None:
        raise NotFound(what="acta", name="")
    rules.advance_acta(ActaState(newest.state), Verb.UPLOAD_ACTA, article=case.article("acta"))
    return row, newest


def _check_unmoved(case: Case, row: Row[Any], newest: Row[Any], basis: dict[str, Any], version: int) -> None:
    """The record is still what the file was compared with, and no other version came between; reasons of dissent
    are added afterwards."""
    if version != newest.version + 1 or {**record_of(case, row.id), "dissents": []} != {
        **basis,
        "dissents": [],
    }:
        raise Outdated(what="acta_record")


def _left_behind(case: Case, newest: Row[Any], answers: int) -> list[dict[str, str]]:
    """A correction of an older version leaves out what a later one was corrected in."""
    if newest.id == answers or newest.basis is None:
        return []
    older = versions.acta_of(case, answers)
    return [{"what": "version", "name": "", "stood": str(newest.version), "stands": str(older.version)}]


def _ask(case: Case, row: Row[Any], waiting: Row[Any]) -> Receipt:
    differences = waiting.data["differences"]
    fixed = [each for each in differences if each["what"] in _FIXED]
    said: dict[str, Any] = {"sitting": name_of(case, row)}
    case.reply(
        "acta_difiere",
        differences=differences,
        fixed=bool(fixed),
        article=case.article("acta"),
        answers=waiting.data["answers"],
        buttons=_choices(waiting, fixed),
        **said,
    )
    return Receipt("acta_difiere", said)


def _choices(waiting: Row[Any], fixed: list[dict[str, str]]) -> list[list[Button]]:
    drop = press("dropacta", waiting.id, style="danger")
    if not fixed:
        return [[press("keepacta", waiting.id, style="success"), drop]]
    wordings: list[Button] = [
        {"action": "copy", "copy": f"/acuerdo\nCódigo: {each['name']}\nTexto: {each['stands']}"}
        for each in fixed
        if each["what"] == "acuerdo" and each["stands"] and "\n" not in each["stands"]
    ]
    return [*([each] for each in wordings), [press("recheck", waiting.id), drop]]


def _take(case: Case, row: Row[Any], waiting: Row[Any]) -> Receipt:
    version = waiting.data["version"]
    confirmed = waiting.data["differences"]
    content = {"corrected": waiting.sha256, "verification": None}
    content = verifying.coded(case, waiting.id, content, waiting.basis)
    case.db.execute(
        update(document)
        .where(document.c.id == waiting.id)
        .values(
            kind="acta",
            version=version,
            name=naming.file_name(case.body, "acta", row, "docx", version),
            data=content,
            state=ActaState.DRAFT,
            sha256=None,  # filed again once it bears its own code
            size=None,
            filed_at=None,
        )
    )
    case.record(
        "acta_corrected",
        f"document:{waiting.id}",
        sitting=row.id,
        version=version,
        sha256=waiting.sha256,
        given=waiting.data["given"],
        confirmed=confirmed,
        code=content["verification"]["code"],
    )
    latest = versions.acta_of(case, versions.draft(case, row))
    said: dict[str, Any] = {"sitting": name_of(case, row), "version": latest.version}
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
            "acta_corregida",
            who=case.actor.name,
            confirmed=len(confirmed),
            added=latest.id != waiting.id,
            unaccepted=waiting.data["unaccepted"],
            comments=waiting.data["comments"],
            answers=latest.id,
            buttons=[[press("circulate", row.id)]],
            **said,
        )
    return Receipt("acta_corregida", said)


@dataclass(frozen=True, slots=True)
class KeepCorrection:
    """The secretariat answers for what the file says otherwise than the record."""

    verb: ClassVar[Verb] = Verb.UPLOAD_ACTA
    document_id: int


def keep_correction(case: Case, command: KeepCorrection) -> Receipt:
    """Takes it in as it is; the journal says what differs. Raises Outdated, ActaNotLawfulNow once it is approved."""
    waiting = _waiting(case, command.document_id)
    row, newest = _correctable(case, waiting.sitting_id)
    if waiting.kind == "acta":
        return Receipt("acta_corregida", {"sitting": name_of(case, row), "version": waiting.version})
    if any(each["what"] in _FIXED for each in waiting.data["differences"]):
        raise Outdated(what="button")
    _check_unmoved(case, row, newest, waiting.basis, waiting.data["version"])
    return _take(case, row, waiting)


@dataclass(frozen=True, slots=True)
class DropCorrection:
    """The file is not to be the acta."""

    verb: ClassVar[Verb] = Verb.UPLOAD_ACTA
    document_id: int


def drop_correction(case: Case, command: DropCorrection) -> Receipt:
    """Nothing changes; the journal keeps that it was sent. Raises Outdated."""
    waiting = _waiting(case, command.document_id)
    if waiting.kind == "acta":
        raise Outdated(what="correction")
    case.db.execute(delete(document).where(document.c.id == waiting.id))
    case.record("acta_correction_dropped", f"sitting:{waiting.sitting_id}", sha256=waiting.sha256)
    said: dict[str, Any] = {"sitting": name_of(case, sitting_of(case, waiting.sitting_id))}
    case.reply("correccion_descartada", **said)
    return Receipt("correccion_descartada", said)


def _waiting(case: Case, document_id: int) -> Row[Any]:
    """A correction, waiting or taken in. Raises Outdated where it was discarded or never was."""
    mine = (document.c.id == document_id, document.c.body_id == case.body.id)
    kinds = (document.c.kind.in_((CORRECTION, "acta")), document.c.basis.is_not(None))
    row = case.db.execute(select(document).where(*mine, *kinds)).first()
    if row is None:
        raise Outdated(what="correction")
    return row
