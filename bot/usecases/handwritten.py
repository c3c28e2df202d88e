"""Handwritten signatures: the scan is filed, and the ST says who signed on it (A4; 19 g, 23 g)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules.errors import NothingToSign
from bot.rules.lifecycle import Verb
from bot.rules.signatures import Means
from bot.store.tables import document
from bot.usecases import documents, signatures
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.signatures import Signatory
from bot.usecases.sitting import name_of

KIND = "firmas"


@dataclass(frozen=True, slots=True)
class OfferScan:
    """A picture, or a PDF without digital signatures, in answer to the acta: under what hash it is stored."""

    verb: ClassVar[Verb] = Verb.RECORD_SIGNATURE
    document_id: int
    name: str
    sha256: str
    size: int


def offer_scan(case: Case, command: OfferScan) -> Receipt:
    """Asks who signed by hand on it. Raises as `signatures.acta_of`; NothingToSign where nobody owes."""
    found, row = signatures.acta_of(case, command.document_id)
    if not signatures.owing(case, found, row):
        raise NothingToSign(article=case.article("acta"))
    mine = (
        document.c.sitting_id == row.id, document.c.kind == KIND,
        document.c.version == found.version, document.c.sha256 == command.sha256,
    )  # fmt: skip
    file_id = case.db.execute(select(document.c.id).where(*mine)).scalar()
    if file_id is None:
        name = documents.safe_name(command.name, "firmas")
        file_id = signatures.file_paper(
            case, row, KIND, found.version, name, command.sha256, command.size, "offered"
        )
        case.record("scan_received", f"document:{file_id}", acta=found.id, sha256=command.sha256)
    return ask(case, found, row, file_id)


def ask(case: Case, found: Row[Any], row: Row[Any], file_id: int, signed: Signatory | None = None) -> Receipt:
    """Asks who signed on the scan, of those who still owe; after one was recorded, who else."""
    owing = signatures.owing(case, found, row)
    said = {"sitting": name_of(case, row), "version": found.version}
    undo = [[press("unsign", file_id, signed.person_id)]] if signed is not None else []
    case.reply(
        "pide_firmante",
        signed=signed.name if signed is not None else None,
        signatures=signatures.standing(case, row),
        buttons=[*([press("handsigned", file_id, each.person_id, label=each.name)] for each in owing), *undo],
        **said,
    )
    return Receipt("pide_firmante", said | {"signed": signed.name if signed is not None else None})


@dataclass(frozen=True, slots=True)
class RecordHandwritten:
    """That somebody signed by hand on that scan."""

    verb: ClassVar[Verb] = Verb.RECORD_SIGNATURE
    file_id: int
    person_id: int


def record_handwritten(case: Case, command: RecordHandwritten) -> Receipt:
    """Files the scan with its first signature. Whoever signed before stays as recorded.

    Raises as `signatures.acta_of`; NotFound where the scan or the participant is none.
    """
    file, found, row, who = _meant(case, command)
    if command.person_id not in signatures.signed(case, found):
        case.db.execute(update(document).where(document.c.id == file.id).values(state="filed"))
        signatures.keep(case, found, row, who.person_id, Means.HANDWRITTEN, file.id)
    return ask(case, found, row, file.id, who)


def _meant(case: Case, command: RecordHandwritten) -> tuple[Row[Any], Row[Any], Row[Any], Signatory]:
    mine = (document.c.id == command.file_id, document.c.body_id == case.body.id, document.c.kind == KIND)
    file = case.db.execute(select(document).where(*mine)).first()
    if file is None:
        raise NotFound(what="document", name=str(command.file_id))
    found, row = signatures.acta_of(case, file.id)
    wanted = {each.person_id: each for each in signatures.signatories(case, row)}
    if command.person_id not in wanted:
        raise NotFound(what="signatory", name=str(command.person_id))
    return file, found, row, wanted[command.person_id]
