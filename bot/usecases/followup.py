"""Acuerdos carried out: progress with its evidence, claimed and confirmed fulfilment (F1; 25 k, 25 o)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, insert, update

from bot.rules.followup import AcuerdoStatus, advance_progress
from bot.rules.lifecycle import Verb
from bot.store.engine import add
from bot.store.tables import acuerdo, document, progress_note
from bot.usecases import dialogue, planning
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.documents import safe_name
from bot.usecases.followup_cards import (
    check_responsible,
    decision_buttons,
    in_force,
    is_open,
    responsible_people,
)
from bot.usecases.refusals import Outdated
from bot.usecases.room import leaders, secretariat

EVIDENCE = "sustento"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that shows the progress, as it is stored."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """What was done, in words, with a file, or both; with neither it is asked for."""

    verb: ClassVar[Verb] = Verb.REPORT_PROGRESS
    acuerdo_id: int
    text: str = ""
    evidence: Evidence | None = None


def report_progress(case: Case, command: ReportProgress) -> Receipt:
    """Kept in its history, and told to the secretariat; a file goes to the folder of its sitting.

    Raises NotFound, Outdated (annulled), NotEntitled, AcuerdoSettled.
    """
    row = in_force(case, command.acuerdo_id)
    check_responsible(case, row, Verb.REPORT_PROGRESS)
    state = advance_progress(AcuerdoStatus(row.progress), command.verb, article=case.article("follow_up"))
    text = command.text.strip()
    if not text and command.evidence is None:
        dialogue.ask(case, "progress", {"acuerdo": row.id}, "pide_avance", code=row.code)
        return Receipt("pide_avance", {"code": row.code})
    file = _keep(case, row, command.evidence) if command.evidence is not None else None
    _note(case, row, "progress", text, document_id=file)
    _set(case, row, progress=state)
    case.record("progress_reported", f"acuerdo:{row.id}", document=file)
    dialogue.close(case, "progress")
    name = safe_name(command.evidence.name, EVIDENCE) if command.evidence is not None else ""
    said = {"code": row.code, "text": text, "file": name, "by": case.actor.name}
    article = case.article("follow_up")
    for telegram_id in sorted(secretariat(case) - {case.actor.telegram_id}):
        look = [[press("acuerdo", row.id, label=row.code)]]
        case.send(telegram_id, "avance_informado", buttons=look, document_id=file, article=article, **said)
    case.send(case.actor.telegram_id, "avance_anotado", buttons=[[press("fulfilled", row.id)]], **said)
    return Receipt("avance_anotado", {"code": row.code})


@dataclass(frozen=True, slots=True)
class ClaimFulfilment:
    """**Cumplido**, by whoever is responsible."""

    verb: ClassVar[Verb] = Verb.CLAIM_FULFILMENT
    acuerdo_id: int


def claim_fulfilment(case: Case, command: ClaimFulfilment) -> Receipt:
    """The secretariat is asked to confirm it; by the secretariat itself it is confirmed at once.

    Raises NotFound, Outdated (annulled), NotEntitled, AcuerdoSettled.
    """
    row = in_force(case, command.acuerdo_id)
    if case.actor.operates:
        return confirm_fulfilment(case, ConfirmFulfilment(row.id))
    check_responsible(case, row, Verb.CLAIM_FULFILMENT)
    said = {"code": row.code}
    if row.claimed_at is not None and is_open(row):
        return Receipt("cumplimiento_informado", said)
    state = advance_progress(AcuerdoStatus(row.progress), command.verb, article=case.article("follow_up"))
    _note(case, row, "claimed")
    _set(case, row, progress=state, claimed_at=case.now)
    case.record("fulfilment_claimed", f"acuerdo:{row.id}")
    context = said | {"text": row.text, "by": case.actor.name, "article": case.article("follow_up")}
    buttons = [decision_buttons(row), [press("acuerdo", row.id, label=row.code)]]
    for telegram_id in sorted(secretariat(case)):
        case.send(telegram_id, "cumplimiento_por_confirmar", buttons=buttons, **context)
    case.send(case.actor.telegram_id, "cumplimiento_informado", **said)
    return Receipt("cumplimiento_informado", said)


@dataclass(frozen=True, slots=True)
class ConfirmFulfilment:
    """**Confirmar cumplimiento**."""

    verb: ClassVar[Verb] = Verb.CONFIRM_FULFILMENT
    acuerdo_id: int


def confirm_fulfilment(case: Case, command: ConfirmFulfilment) -> Receipt:
    """It is fulfilled: nothing of it falls due any more. Raises NotFound, Outdated (annulled), AcuerdoSettled."""
    row = in_force(case, command.acuerdo_id)
    said = {"code": row.code}
    if row.progress == AcuerdoStatus.FULFILLED:
        return Receipt("acuerdo_cumplido", said)
    state = advance_progress(AcuerdoStatus(row.progress), command.verb, article=case.article("follow_up"))
    _settle(case, row, state, "confirmed")
    case.record("acuerdo_fulfilled", f"acuerdo:{row.id}")
    _tell(case, row, "acuerdo_cumplido", by=case.actor.name)
    return Receipt("acuerdo_cumplido", said)


@dataclass(frozen=True, slots=True)
class ReturnFulfilment:
    """**Devolver**: not fulfilled yet; without a reason it is asked for."""

    verb: ClassVar[Verb] = Verb.RETURN_FULFILMENT
    acuerdo_id: int
    reason: str = ""


def return_fulfilment(case: Case, command: ReturnFulfilment) -> Receipt:
    """The responsible are told why, and it is in progress again.

    Raises NotFound, Outdated (annulled, or nobody claims it), AcuerdoSettled.
    """
    row, reason = in_force(case, command.acuerdo_id), command.reason.strip()
    state = advance_progress(AcuerdoStatus(row.progress), command.verb, article=case.article("follow_up"))
    if row.claimed_at is None:
        raise Outdated(what="fulfilment", holds=row.code, article=case.article("follow_up"))
    if not reason:
        dialogue.ask(case, "return", {"acuerdo": row.id}, "pide_motivo_devolucion", code=row.code)
        return Receipt("pide_motivo", {"code": row.code})
    _note(case, row, "returned", reason)
    _set(case, row, progress=state, claimed_at=None)
    case.record("fulfilment_returned", f"acuerdo:{row.id}", reason=reason)
    dialogue.close(case, "return")
    _tell(case, row, "cumplimiento_devuelto", reason=reason, buttons=[[press("progress", row.id)]])
    return Receipt("cumplimiento_devuelto", {"code": row.code})


@dataclass(frozen=True, slots=True)
class VoidAcuerdo:
    """**Dejar sin efecto**: it need not be carried out any more; without a reason it is asked for."""

    verb: ClassVar[Verb] = Verb.VOID_ACUERDO
    acuerdo_id: int
    reason: str = ""


def void_acuerdo(case: Case, command: VoidAcuerdo) -> Receipt:
    """Its code and its text stay as they are. Raises NotFound, Outdated (annulled), AcuerdoSettled."""
    row, reason = in_force(case, command.acuerdo_id), command.reason.strip()
    said = {"code": row.code}
    state = advance_progress(AcuerdoStatus(row.progress), command.verb, article=case.article("follow_up"))
    if not reason:
        dialogue.ask(case, "void", {"acuerdo": row.id}, "pide_motivo_sin_efecto", **said)
        return Receipt("pide_motivo", said)
    _settle(case, row, state, "voided", reason)
    case.record("acuerdo_voided", f"acuerdo:{row.id}", reason=reason)
    dialogue.close(case, "void")
    _tell(case, row, "acuerdo_sin_efecto", reason=reason)
    return Receipt("acuerdo_sin_efecto", said)


def _settle(case: Case, row: Row[Any], state: AcuerdoStatus, kind: str, reason: str = "") -> None:
    """It leaves the follow-up, and waits for nobody."""
    _note(case, row, kind, reason)
    _set(case, row, progress=state, claimed_at=None, settled_at=case.now, voided_reason=reason or None)
    planning.forget(case, "acuerdo", row.id)


def _set(case: Case, row: Row[Any], **values: Any) -> None:
    case.db.execute(update(acuerdo).where(acuerdo.c.id == row.id).values(values))


def _note(case: Case, row: Row[Any], kind: str, text: str = "", document_id: int | None = None) -> None:
    case.db.execute(
        insert(progress_note).values(
            acuerdo_id=row.id,
            kind=kind,
            text=text,
            document_id=document_id,
            person_id=case.actor.person_id,
            noted_at=case.now,
        )
    )


def _keep(case: Case, row: Row[Any], evidence: Evidence) -> int:
    """The file, in the folder of the sitting that adopted the acuerdo."""
    document_id = add(
        case.db,
        document,
        body_id=case.body.id,
        sitting_id=row.sitting_id,
        kind=EVIDENCE,
        version=1,
        name=safe_name(evidence.name, EVIDENCE),
        sha256=evidence.sha256,
        size=evidence.size,
        created_by=case.actor.person_id,
        created_at=case.now,
        filed_at=case.now,
    )
    case.record("evidence_filed", f"document:{document_id}", acuerdo=row.id, sha256=evidence.sha256)
    return document_id


def _tell(case: Case, row: Row[Any], template: str, **context: Any) -> None:
    """To whoever leads, to the responsible, and to whoever acted."""
    told = leaders(case) | responsible_people(case, row) | {case.actor.telegram_id}
    article = case.article("follow_up")
    for telegram_id in sorted(told):
        case.send(telegram_id, template, code=row.code, text=row.text, article=article, **context)
