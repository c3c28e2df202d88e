"""The QR code that a document carries."""

import io

from docgen.package import Member, pack

NAME = "Código QR"
"""The name of the picture in a template (`docPr@name`) that is drawn anew in each document."""


def drawn(member: str, text: str) -> Member:
    """The member that holds the picture, with the QR code of that text as PNG; the same text gives the same bytes."""
    import segno

    written = io.BytesIO()
    segno.make(text, error="m", micro=False).save(written, kind="png", scale=8, border=4)
    return pack(member, written.getvalue(), level=1)
