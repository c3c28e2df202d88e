"""A certification authority of the tests' own, its people, and a small PDF for them to sign."""

import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

ROOT = "ECERNEP PERU CA ROOT 3"
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
PAGE = b"BT /F1 12 Tf 72 720 Td (Acta de la sesion) Tj ET"


@dataclass(frozen=True)
class Identity:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.certificate.public_bytes(Encoding.DER))

    def export(self, folder: Path) -> Path:
        """The certificate as a file in the folder of trusted roots."""
        folder.mkdir(exist_ok=True)
        path = folder / f"{self.certificate.serial_number}.pem"
        path.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return path


def authority(name: str = ROOT) -> Identity:
    """The authority of that name, made once."""
    return _authority(name)


@cache
def _authority(name: str) -> Identity:
    return _issue(name, "", None, FROM, UNTIL)


@cache
def person(
    name: str, number: str = "", root: str = ROOT,
    since: datetime = FROM, until: datetime = UNTIL,
) -> Identity:  # fmt: skip
    """Somebody's certificate from that authority; `number` as its serial number has it."""
    return _issue(name, number, authority(root), since, until)


def _issue(name: str, number: str, by: Identity | None, since: datetime, until: datetime) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "PE"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    parts += [x509.NameAttribute(NameOID.SERIAL_NUMBER, number)] if number else []
    ca = by is None
    built = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(parts))
        .issuer_name(by.certificate.subject if by else x509.Name(parts))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(
            x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False), critical=True
        )
    )
    return Identity(built.sign(by.key if by else key, hashes.SHA256()), key)


def sign(pdf: bytes, *people: Identity) -> bytes:
    """The PDF signed by each in turn, every signature added to the file as it was.

    In a thread of its own: pyHanko runs a loop for each, and tests may be in one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_sign, pdf, people).result()


def _sign(pdf: bytes, people: Sequence[Identity]) -> bytes:
    for who in people:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        name = f"Firma{pdf.count(b'/ByteRange') + 1}"
        field = fields.SigFieldSpec(name, box=(72, 72, 200, 120))
        meta = signers.PdfSignatureMetadata(field_name=name)
        signed = signers.sign_pdf(writer, meta, signer=_signer(who), new_field_spec=field)
        pdf = signed.getvalue()
    return pdf


def _signer(who: Identity) -> signers.SimpleSigner:
    private = who.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=who.asn1,
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def rewrite_page(pdf: bytes, page: bytes = b"BT /F1 12 Tf 72 720 Td (Otra cosa) Tj ET") -> bytes:
    """The PDF with another text on its page, as an addition to the file."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    found, _ = writer.find_page_for_modification(0)
    found.get_object()["/Contents"] = writer.add_object(generic.StreamObject(stream_data=page))
    writer.update_container(found.get_object())
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()


def altered(pdf: bytes) -> bytes:
    """The PDF with one letter of its page overwritten."""
    assert pdf.count(b"Acta de la sesion") == 1
    return pdf.replace(b"Acta de la sesion", b"Acta de la sesiom")


def small_pdf(page: bytes = PAGE) -> bytes:
    """One page with one line."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    made, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R /ID [<00> <00>] >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        start,
    )
    return bytes(made)
