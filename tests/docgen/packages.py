"""Word files as nobody should send them: each made from a sound one by a single change."""

import io
import struct
import zipfile
from collections.abc import Callable
from functools import cache

from docgen.package import join, pack
from docgen.render import read_template

DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FILES = dict[str, bytes]


@cache
def sound(kind: str = "designacion") -> dict[str, bytes]:
    """The members of a template of ours; not to be changed."""
    with zipfile.ZipFile(io.BytesIO(read_template(kind))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(files: _FILES) -> bytes:
    return join(pack(name, content) for name, content in files.items())


def adding(name: str, content: bytes = b"x") -> bytes:
    """With one more member."""
    return packed({**sound(), name: content})


def without(name: str) -> bytes:
    return packed({each: content for each, content in sound().items() if each != name})


def changed(name: str, old: str, new: str, kind: str = "designacion") -> bytes:
    """With a piece of one member replaced."""
    text = sound(kind)[name].decode()
    assert old in text, old
    return packed({**sound(kind), name: text.replace(old, new, 1).encode()})


def related(kind: str, target: str, mode: str = "", extra: _FILES | None = None) -> bytes:
    """With one more relationship of the body."""
    mode = f' TargetMode="{mode}"' if mode else ""
    one = f'<Relationship Id="z" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    text = sound()[RELS].decode().replace("</Relationships>", one)
    return packed({**sound(), RELS: text.encode(), **(extra or {})})


def bodied(xml: str, kind: str = "designacion") -> bytes:
    """With a paragraph "Aquí" that holds this XML at the end of the body."""
    paragraph = f"<w:p><w:r><w:t>Aquí</w:t></w:r>{xml}</w:p><w:sectPr>"
    return changed(DOCUMENT, "<w:sectPr>", paragraph, kind)


def field(*pieces: str) -> bytes:
    """With a field whose instruction stands in so many pieces."""
    inside = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return bodied(f"{mark('begin')}{inside}{mark('separate')}<w:r><w:t>1</w:t></w:r>{mark('end')}")


def recoded(name: str, text: str, encoding: str) -> bytes:
    return packed({**sound(), name: text.encode(encoding)})


def doctored(edit: Callable[[bytearray], object]) -> bytes:
    """With some bytes of the ZIP itself overwritten."""
    raw = bytearray(packed(sound()))
    edit(raw)
    return bytes(raw)


def listed_size(size: int) -> bytes:
    """A first member that the ZIP's directory gives another size."""

    def edit(raw: bytearray) -> None:
        struct.pack_into("<I", raw, raw.index(b"PK\x01\x02") + 24, size)

    return doctored(edit)


def flagged() -> bytes:
    """Whose first member claims to be encrypted."""

    def edit(raw: bytearray) -> None:
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            raw[raw.index(mark) + place] |= 1

    return doctored(edit)


def method(number: int) -> bytes:
    """Whose first member is compressed in another way."""

    def edit(raw: bytearray) -> None:
        for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
            struct.pack_into("<H", raw, raw.index(mark) + place, number)

    return doctored(edit)


def overlapping() -> bytes:
    """A bomb without high ratios: hundreds of members that are the same bytes of the file."""
    member = pack("word/a.xml", b"<a/>" + bytes(range(256)) * 3000)
    one = join([*(pack(name, content) for name, content in sound().items()), member])
    start, entry = one.rindex(b"PK\x03\x04"), one.rindex(b"PK\x01\x02")
    end = one.rindex(b"PK\x05\x06")
    record = one[entry:end]
    copies = [record.replace(b"word/a.xml", b"word/%03d.x" % number) for number in range(300)]
    directory = one[one.index(b"PK\x01\x02") : entry] + b"".join(copies)
    count = len(sound()) + len(copies)
    at = one.index(b"PK\x01\x02")
    assert start < at
    return (
        one[:at] + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), at, 0)
    )


def linked() -> bytes:
    """With a member that is a symbolic link out of its folder."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        for name, content in sound().items():
            opened.writestr(name, content)
        info = zipfile.ZipInfo("word/enlace")
        info.external_attr = 0o120777 << 16
        opened.writestr(info, "/etc/passwd")
    return written.getvalue()


def laughing(levels: int = 9) -> str:
    """Entities of entities: a billion laughs."""
    lines = ['<!ENTITY a0 "ja">']
    lines += [f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, levels + 1)]
    return f"<!DOCTYPE w [{''.join(lines)}]>"


def with_dtd(dtd: str, name: str = DOCUMENT) -> bytes:
    text = sound()[name].decode()
    head, _, rest = text.partition("?>")
    return packed({**sound(), name: f"{head}?>{dtd}{rest}".encode()})
