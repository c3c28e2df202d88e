"""The acta as a PDF to be signed, made outside any transaction; and the signed one examined there (A4; 19 g).

First `prepare`, then `make_pdf` or `examine`, then an act.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from sqlalchemy import Row, select

from bot.rules.lifecycle import Verb
from bot.signing import apart
from bot.signing.report import Report
from bot.store.tables import document
from bot.usecases import folder, naming, signatures
from bot.usecases.actors import Who
from bot.usecases.case import Case, Receipt
from bot.usecases.desk import Desk, authorise
from bot.usecases.printing import printed_with
from bot.usecases.refusals import PdfRefused
from bot.usecases.sitting import name_of
from docgen.acta import Acta


@dataclass(frozen=True, slots=True)
class Prepared:
    """The version of the acta that is meant.

    `data` is the record behind it, `handed_out` are the hashes of its PDFs, `current` whether one of them says
    the state that it is in now."""

    acta_id: int
    version: int
    template_id: int | None
    state: str
    data: dict[str, Any]
    by_hand: bool
    handed_out: tuple[str, ...]
    current: bool


def prepare(desk: Desk, who: Who, document_id: int) -> Prepared:
    """Looks whether whoever asks may have that acta signed; nothing changes. Raises as `acta_of`, NotEntitled."""

    def look(case: Case) -> Prepared:
        authorise(case, Verb.RECORD_SIGNATURE)
        found, row = signatures.acta_of(case, document_id)
        made = _pdfs(case, row, found.version)
        current = any(each.state == found.state for each in made)
        return Prepared(
            found.id,
            found.version,
            found.template_id,
            found.state,
            found.basis or found.data,
            found.basis is not None,
            tuple(each.sha256 for each in made),
            current,
        )

    return desk.look(who, look)


def _pdfs(case: Case, row: Row[Any], version: int) -> list[Row[Any]]:
    mine = (
        document.c.sitting_id == row.id, document.c.kind == "acta_pdf", document.c.version == version,
    )  # fmt: skip
    return list(case.db.execute(select(document).where(*mine).order_by(document.c.id)))


@dataclass(frozen=True, slots=True)
class HandOutPdf:
    """The acta's PDF under that hash; without one it could not be made, and the Word file has to do."""

    verb: ClassVar[Verb] = Verb.RECORD_SIGNATURE
    acta_id: int
    sha256: str = ""
    size: int = 0


def make_pdf(desk: Desk, prepared: Prepared) -> HandOutPdf:
    """The acta as a PDF that is ready to be signed, saying the state that it is in now; outside any transaction."""
    from docgen import pdf

    try:
        content = apart.make_ready(pdf.to_pdf(_in_word(desk, prepared)))
    except (pdf.NoLibreOffice, pdf.PdfNotMade, apart.NotExamined):
        return HandOutPdf(prepared.acta_id)
    return HandOutPdf(prepared.acta_id, desk.files.keep(content), len(content))


def _in_word(desk: Desk, prepared: Prepared) -> bytes:
    from docgen.reading import load
    from docgen.status import with_status

    now = prepared.data | {"state": prepared.state, "version": prepared.version}
    if not prepared.by_hand:
        return printed_with(desk, prepared.template_id, "acta", now)
    return with_status(folder.fetch(desk, prepared.acta_id).content, cast(Acta, load("acta", now)))


def hand_out_pdf(case: Case, command: HandOutPdf) -> Receipt:
    """Files it, one for each state of a version, and sends it; without it a hint comes with the Word file.

    Raises as `acta_of`.
    """
    found, row = signatures.acta_of(case, command.acta_id)
    said: dict[str, Any] = {"sitting": name_of(case, row), "version": found.version}
    made = [each.id for each in _pdfs(case, row, found.version) if each.state == found.state]
    if not made and not command.sha256:
        case.reply("pdf_sin_hacer", document_id=found.id, **said)
        return Receipt("pdf_sin_hacer", said)
    if not made:
        name = naming.file_name(case.body, "acta-para-firmar", row, "pdf", found.version)
        paper = (found.version, name, command.sha256, command.size, found.state)
        made = [signatures.file_paper(case, row, "acta_pdf", *paper)]
        case.record("acta_pdf_made", f"document:{made[0]}", acta=found.id, sha256=command.sha256)
    wanted = [{"name": each.name, "post": each.post} for each in signatures.owing(case, found, row)]
    case.reply("pdf_para_firmar", document_id=made[0], owing=wanted, article=case.article("acta"), **said)
    return Receipt("pdf_para_firmar", said)


def examine(desk: Desk, prepared: Prepared, content: bytes) -> Report:
    """What the signatures of the PDF say; outside any transaction. Raises PdfRefused."""
    given = [desk.files.read(each) for each in prepared.handed_out]
    try:
        return apart.examine(content, given, desk.trust_dir, desk.clock.now())
    except apart.NotExamined as error:
        raise PdfRefused(why=str(error)) from None
