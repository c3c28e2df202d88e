"""A .docx that somebody sends, looked at before anything in it is used: its ZIP before it is expanded, then its parts.

`unpack` is for whatever Word files come from outside; what it returns neither runs nor fetches anything.
"""

import io
import posixpath
import stat
import zipfile
import zlib

from docgen import guard_parts
from docgen.errors import UnsafeFile

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
LARGEST_EXPANDED = 60 * MEGABYTE
HIGHEST_RATIO = 200
SMALL = 256 * 1024
"""A member below this may be compressed as far as it goes: a page of blanks is no bomb."""
MOST_MEMBERS = 500
LONGEST_NAME = 200

_STARTS = {
    b"%PDF": "pdf",
    b"\xd0\xcf\x11\xe0": "old_word",  # also a .docx with a password
    b"{\\rtf": "rtf",
    b"Rar!": "not_word",
    b"7z\xbc\xaf": "not_word",
}
_RUNNABLE = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".jar", ".msi", ".scr", ".hta", ".lnk")
_NEEDED = ("[Content_Types].xml", "_rels/.rels")


def unpack(content: bytes, *, hyperlinks: bool = False) -> dict[str, bytes]:
    """The members of the .docx by name, in their order; `hyperlinks`: it may link to pages and addresses.

    Raises UnsafeFile, with what is wrong and, where it stands in the text, its paragraph.
    """
    infos = _listed(content)
    _check_sizes(infos, len(content))
    members = _read(content, infos)
    for name in _NEEDED:
        if name not in members:
            raise UnsafeFile("not_word")
    guard_parts.check(members, hyperlinks=hyperlinks)
    return members


def _listed(content: bytes) -> list[zipfile.ZipInfo]:
    """What the ZIP says that it holds, each name one that stays in its folder."""
    if len(content) > LARGEST:
        raise UnsafeFile("too_large", f"{LARGEST // MEGABYTE} MB")
    for start, problem in _STARTS.items():
        if content.startswith(start):
            raise UnsafeFile(problem)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            infos = opened.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise UnsafeFile("not_word") from None
    if len(infos) > MOST_MEMBERS:
        raise UnsafeFile("too_many_members", str(MOST_MEMBERS))
    known: set[str] = set()
    for info in infos:
        _check_member(info)
        if info.filename.casefold() in known:
            raise UnsafeFile("repeated_member", info.filename[:LONGEST_NAME])
        known.add(info.filename.casefold())
    return infos


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    inside = posixpath.normpath(name) == name.rstrip("/") and not name.startswith(("/", "..", "~"))
    plain = name.isprintable() and not set(name) & set('\\:*?"<>|') and len(name) <= LONGEST_NAME
    if not (inside and plain):
        raise UnsafeFile("member_name", ascii(name[:60])[1:-1])
    if info.flag_bits & 0x1:
        raise UnsafeFile("encrypted")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnsafeFile("member_name", name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnsafeFile("damaged", name)
    if name.lower().endswith(_RUNNABLE):
        raise UnsafeFile("runnable", name)


def _check_sizes(infos: list[zipfile.ZipInfo], given: int) -> None:
    """Nothing is expanded that would grow out of proportion, or that shares its bytes with another member."""
    total = sum(info.file_size for info in infos)
    if total > LARGEST_EXPANDED:
        raise UnsafeFile("bomb", f"{LARGEST_EXPANDED // MEGABYTE} MB")
    for info in infos:
        if info.file_size > max(SMALL, HIGHEST_RATIO * info.compress_size):
            raise UnsafeFile("bomb", f"{LARGEST_EXPANDED // MEGABYTE} MB")
    if sum(info.compress_size for info in infos) > given:
        raise UnsafeFile("damaged", "ZIP")


def _read(content: bytes, infos: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """The bytes; zipfile reads no more of a member than its listed size."""
    members: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for info in infos:
            try:
                read = opened.read(info)
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
                raise UnsafeFile("damaged", info.filename) from None
            if not info.is_dir():
                members[info.filename] = read
    return members
