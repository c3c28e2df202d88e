"""A .docx as a ZIP file whose bytes depend on its content alone.

Members that never change are compressed once and copied as they are; every member carries the same date.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_DOS_TIME, _DOS_DATE = 0, (1980 - 1980) << 9 | 1 << 5 | 1
_UTF8_NAME, _STORED, _DEFLATED, _VERSION = 0x800, 0, 8, 20
_WORTH_DEFLATING = 1024


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the package; `body` is compressed where it is shorter than `size`."""

    name: bytes
    body: bytes
    crc: int
    size: int

    @property
    def header(self) -> tuple[int, ...]:
        method = _DEFLATED if len(self.body) < self.size else _STORED
        return (
            _VERSION, _UTF8_NAME, method, _DOS_TIME, _DOS_DATE, self.crc, len(self.body), self.size,
            len(self.name), 0,
        )  # fmt: skip


def pack(name: str, content: bytes, level: int = 9) -> Member:
    """The member `name` with this content."""
    body = zlib.compress(content, level, wbits=-15) if len(content) > _WORTH_DEFLATING else content
    return Member(name.encode(), min(body, content, key=len), zlib.crc32(content), len(content))


def join(members: Iterable[Member]) -> bytes:
    """The ZIP file of the members in their order."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        header = member.header
        parts += (_LOCAL.pack(0x04034B50, *header), member.name, member.body)
        directory += (_CENTRAL.pack(0x02014B50, _VERSION, *header, 0, 0, 0, 0, offset), member.name)
        offset += _LOCAL.size + len(member.name) + len(member.body)
    listed = b"".join(directory)
    count = len(directory) // 2
    return b"".join([*parts, listed, _END.pack(0x06054B50, 0, 0, count, count, len(listed), offset, 0)])
