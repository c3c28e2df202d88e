"""Reads a signed PDF with pyHanko: whether each signature holds, covers the file and leads to a trusted root.

Without network: nobody is asked whether a certificate was revoked, and the report's readers are told so.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from bot.rules.signatures import Chain, Flaw, SameText, identity_number
from bot.signing.report import Report, Signature
from docgen.text import clean

MOST_SIGNATURES = 50
LONGEST_NAME = 200
ENDINGS = (".pem", ".crt", ".cer", ".der")
_FOR_SIGNING = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)


class Unreadable(Exception):
    """The file can't be examined; the message is a token: not_pdf, encrypted, too_many, too_heavy."""


def make_ready(pdf: bytes) -> bytes:
    """The PDF with an empty form that signatures are added to: thus what else is changed can be told apart."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    form = {"/Fields": generic.ArrayObject(), "/SigFlags": generic.NumberObject(3)}
    named = {generic.pdf_name(key): value for key, value in form.items()}
    writer.root["/AcroForm"] = writer.add_object(generic.DictionaryObject(named))
    writer.update_root()
    ready = io.BytesIO()
    writer.write(ready)
    return ready.getvalue()


def certificates(folder: Path | None) -> dict[str, list[x509.Certificate]]:
    """What each file of the folder of trusted roots holds, PEM or DER: nothing where it can't be read."""
    files = sorted(folder.iterdir()) if folder is not None and folder.is_dir() else []
    return {path.name: _certificates(path) for path in files if path.suffix.lower() in ENDINGS}


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        found = list(load_certs_from_pemder_data(path.read_bytes()))
        return [each for each in found if each.subject.native]  # it is only decoded when looked at
    except (OSError, ValueError, TypeError):
        return []


async def read(pdf: bytes, handed_out: int, roots: Sequence[x509.Certificate], now: datetime) -> Report:
    """Every signature of the PDF, whose first `handed_out` bytes are the file that was given out (0: not so).

    Raises Unreadable.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            raise Unreadable("encrypted")
        embedded = reader.embedded_regular_signatures
    except Unreadable:
        raise
    except (MemoryError, RecursionError) as error:
        raise Unreadable("too_heavy") from error
    except Exception as error:  # whatever pyHanko stumbles over in a file from outside
        raise Unreadable("not_pdf") from error
    if len(embedded) > MOST_SIGNATURES:
        raise Unreadable("too_many")
    found = [await _signature(each, roots, now) for each in embedded]
    return Report(tuple(found), _text(pdf, reader, handed_out).value)


def _text(pdf: bytes, reader: PdfFileReader, handed_out: int) -> SameText:
    if not handed_out:
        return SameText.UNKNOWN
    try:
        given = PdfFileReader(io.BytesIO(pdf[:handed_out])).xrefs.total_revisions
        added = DEFAULT_DIFF_POLICY.review_file(reader, given - 1)
    except Exception:
        return SameText.CHANGED
    return SameText.SAME if isinstance(added, DiffResult) else SameText.CHANGED


async def _signature(
    embedded: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], now: datetime
) -> Signature:
    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail", moment=now
    )
    chain = Chain.TRUSTED if roots else Chain.UNCHECKED
    try:
        certificate = embedded.signer_cert
        status = await async_validate_pdf_signature(embedded, context, key_usage_settings=_FOR_SIGNING)
    except Exception:  # a signature that can't even be read is worth nothing, and the others still count
        return Signature("", "", "", "", chain, Flaw.UNVERIFIABLE)
    subject = certificate.subject.native
    common = _said(subject, "common_name")
    given = f"{_said(subject, 'given_name')} {_said(subject, 'surname')}"
    flaw = _flaw(status, certificate, roots, now)
    return Signature(
        name=common or given.strip(),
        identity=identity_number(_said(subject, "serial_number"), common),
        issuer=_said(certificate.issuer.native, "common_name")
        or _said(certificate.issuer.native, "organization_name"),
        signed_at=_moment(status.signer_reported_dt),
        chain=chain,
        flaw=flaw or "",
        until=_moment(certificate.not_valid_after) if flaw is Flaw.EXPIRED else "",
    )


def _flaw(
    status: PdfSignatureStatus,
    certificate: x509.Certificate,
    roots: Sequence[x509.Certificate],
    now: datetime,
) -> Flaw | None:
    if not (status.intact and status.valid):
        return Flaw.ALTERED
    level = status.modification_level
    lawful = level is not None and level <= ModificationLevel.FORM_FILLING and status.docmdp_ok
    if not lawful or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Flaw.CHANGED_LATER
    if certificate.not_valid_after < now:
        return Flaw.EXPIRED
    if certificate.not_valid_before > now:
        return Flaw.NOT_YET_VALID
    if status.revoked:
        return Flaw.REVOKED
    if not roots:
        return None
    if not status.trusted:
        return Flaw.UNKNOWN_ISSUER
    return None if status.bottom_line else Flaw.UNVERIFIABLE


def _said(name: dict[str, str | list[str]], part: str) -> str:
    """A part of a certificate's name on one line, whatever its maker put into it; a repeated one is joined."""
    told = name.get(part, "")
    whole = " ".join(told) if isinstance(told, list) else told
    return " ".join(clean(whole).split())[:LONGEST_NAME]


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment is not None else ""
