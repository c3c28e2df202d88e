"""The QR code that a document carries."""

import io

from docgen.errors import BadField
from docgen.package import Member, pack

NAME = "Código QR"
"""The name of the picture in a template (`docPr@name`) that is drawn anew in each document."""


def drawn(member: str, text: str) -> Member:
    """The member that holds the picture, with the QR code of that text as PNG; the same text gives the same bytes.

    Raises BadField for a text that no QR code holds.
    """
    import segno

    written = io.BytesIO()
    try:
        code = segno.make(text, error="m", micro=False)
    except ValueError:
        raise BadField("verification.url", "not_qr") from None
    code.save(written, kind="png", scale=8, border=4)
    return pack(member, written.getvalue(), level=1)
