"""The QR code that a document carries."""

import struct
import zlib
from collections.abc import Sequence

from docgen.errors import BadField
from docgen.package import Member, pack

NAME = "Código QR"
"""The name of the picture in a template (`docPr@name`) that is drawn anew in each document."""
MASK = 3
"""Any of the eight is read as well; to look for the best takes five times as long as all else."""
SCALE = 8
"""Pixels a module."""
QUIET = 4
"""Modules left light around, as the standard asks."""


def drawn(member: str, text: str) -> Member:
    """The member that holds the picture, with the QR code of that text. Raises BadField."""
    return pack(member, picture(text), level=1)


def picture(text: str) -> bytes:
    """The QR code of that text as PNG; the same text gives the same bytes.

    Raises BadField for a text that no QR code holds.
    """
    import segno

    try:
        code = segno.make(text, error="m", micro=False, mask=MASK)
    except ValueError:
        raise BadField("verification.url", "not_qr") from None
    return _png(code.matrix)


def _png(matrix: Sequence[bytearray]) -> bytes:
    """The modules in black and white, one bit a pixel: segno's own writer takes ten times as long."""
    side = (len(matrix) + 2 * QUIET) * SCALE
    light = "1" * (QUIET * SCALE)
    margin = _row("1" * side) * (QUIET * SCALE)
    modules = b"".join(
        _row(light + "".join(("0" if dark else "1") * SCALE for dark in row) + light) * SCALE
        for row in matrix
    )
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress(margin + modules + margin, 1)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _row(bits: str) -> bytes:
    """A row of pixels, not filtered; SCALE is 8, so that it ends with a whole byte."""
    return b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
