"""The acta's signatures: the PDF to be signed, the signed one, a scan, and what the ST confirms."""

from bot.chat.context import Turn
from bot.chat.routing import Handler, numbered
from bot.usecases import documents, handwritten, signed_actas, signing, withdrawing
from bot.usecases.desk import Receipt
from bot.usecases.handwritten import OfferScan, RecordHandwritten
from bot.usecases.replies import Answered, Upload
from bot.usecases.signed_actas import ConfirmSigners, ConfirmText, FileSigned
from bot.usecases.signing import HandOutPdf
from bot.usecases.withdrawing import WithdrawSignature


async def hand_out(turn: Turn) -> Receipt:
    """**PDF para firmar**: LibreOffice may need some seconds, so the press is answered first."""
    desk, document_id = turn.office.desk, turn.number(0)
    prepared = await turn.run(signing.prepare, desk, turn.who, document_id)
    turn.acknowledge(Receipt("pdf_en_preparacion"))
    if prepared.current:
        command = HandOutPdf(prepared.acta_id)
    else:
        command = await turn.apart(signing.make_pdf, desk, prepared)
    return await turn.perform(signing.hand_out_pdf, command)


async def receive_pdf(turn: Turn, answered: Answered, upload: Upload) -> None:
    """A PDF in answer to the acta: signed digitally, or the scan of handwritten signatures."""
    desk = turn.office.desk
    prepared = await turn.run(signing.prepare, desk, turn.who, answered.document_id)
    report = await turn.apart(signing.examine, desk, prepared, upload.content)
    digest = await turn.apart(documents.take_in, desk, upload.content)
    size = len(upload.content)
    if report.signatures:
        await turn.perform(signed_actas.file_signed, FileSigned(prepared.acta_id, digest, size, report))
    else:
        await turn.perform(handwritten.offer_scan, OfferScan(prepared.acta_id, upload.name, digest, size))


async def receive_scan(turn: Turn, answered: Answered, upload: Upload) -> None:
    """A picture in answer to the acta: the scan of handwritten signatures."""
    desk = turn.office.desk
    prepared = await turn.run(signing.prepare, desk, turn.who, answered.document_id)
    digest = await turn.apart(documents.take_in, desk, upload.content)
    command = OfferScan(prepared.acta_id, upload.name, digest, len(upload.content))
    await turn.perform(handwritten.offer_scan, command)


async def same_text(turn: Turn) -> Receipt:
    """**Es el mismo texto**."""
    return await turn.perform(signed_actas.confirm_text, ConfirmText(turn.number(0), True))


async def other_text(turn: Turn) -> Receipt:
    """**No es el acta**."""
    return await turn.perform(signed_actas.confirm_text, ConfirmText(turn.number(0), False))


trust_signed = numbered(signed_actas.confirm_signers, ConfirmSigners)
"""**Confirmar firmas**: those whose chain could not be looked at here."""


async def signer(turn: Turn) -> Receipt:
    """A participant's name: the doubtful signature is theirs."""
    command = ConfirmSigners(turn.number(0), turn.number(1), turn.number(2))
    return await turn.perform(signed_actas.confirm_signers, command)


async def hand_signed(turn: Turn) -> Receipt:
    """A participant's name under a scan: they signed on it."""
    command = RecordHandwritten(turn.number(0), turn.number(1))
    return await turn.perform(handwritten.record_handwritten, command)


async def unsign(turn: Turn) -> Receipt:
    """**Deshacer**, right after the ST said whose a signature is."""
    command = WithdrawSignature(turn.number(0), turn.number(1))
    return await turn.perform(withdrawing.withdraw_signature, command)


PRESSES: dict[str, Handler] = {
    "signpdf": hand_out,
    "sametext": same_text,
    "othertext": other_text,
    "trustsigned": trust_signed,
    "signer": signer,
    "handsigned": hand_signed,
    "unsign": unsign,
}
