"""A signature that the ST recorded by a slip is taken back; those that pyHanko found are not (A4; 19 g)."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import delete, or_, select

from bot.rules.lifecycle import ActaState, Verb
from bot.rules.signatures import Means
from bot.signing.report import load
from bot.store.tables import document, signature
from bot.usecases import handwritten, planning, signatures, signed_actas
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound


@dataclass(frozen=True, slots=True)
class WithdrawSignature:
    """That somebody's signature on that file was recorded, or confirmed, by mistake."""

    verb: ClassVar[Verb] = Verb.RECORD_SIGNATURE
    file_id: int
    person_id: int


def withdraw_signature(case: Case, command: WithdrawSignature) -> Receipt:
    """It is owed again, and asked about again; the journal keeps both. Raises as `signatures.acta_of`, NotFound."""
    found, row = signatures.acta_of(case, command.file_id)
    file = case.db.execute(select(document).where(document.c.id == command.file_id)).one()
    if file.kind not in (handwritten.KIND, signed_actas.KIND):
        raise NotFound(what="document", name=str(command.file_id))
    slip = or_(signature.c.means == Means.HANDWRITTEN, signature.c.confirmed)
    mine = (
        signature.c.document_id == found.id, signature.c.person_id == command.person_id,
        signature.c.file_id == file.id,
    )  # fmt: skip
    complete = not signatures.owing(case, found, row)
    if case.db.execute(delete(signature).where(*mine, slip)).rowcount:
        case.record("signature_withdrawn", f"document:{found.id}", person=command.person_id, file=file.id)
        if complete and found.state == ActaState.APPROVED:  # with the last one the reminders had ended
            planning.plan_signatures(case, row.id)
    if file.kind == handwritten.KIND:
        return handwritten.ask(case, found, row, file.id)
    return signed_actas.tell(case, found, row, load(file.basis), file)
