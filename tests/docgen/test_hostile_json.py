"""Whatever is handed to `python -m docgen` as data ends in a document or in one line that says what is wrong."""

import json
import re

import pytest

from docgen.__main__ import main
from docgen.reading import to_json
from docgen.samples import sample

GOOD = to_json(sample("acta"))


def _with(path: str, value: object) -> bytes:
    """The sample acta with one place of its JSON changed."""
    mapping = json.loads(GOOD)
    place = mapping
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return json.dumps(mapping).encode()


# What was handed in -> what the one line must say.
HOSTILE = {
    # no JSON
    "nothing": (b"", "línea 1"),
    "blanks": (b" \n\t ", "línea"),
    "word": (b"acta", "línea 1, columna 1"),
    "cut": (GOOD.encode()[: len(GOOD) // 2], "línea"),
    "one brace": (b"{", "columna"),
    "two documents": (GOOD.encode() + b"{}", "línea"),
    "single quotes": (b"{'version': 1}", "columna"),
    "comment": (b"// acta\n{}", "línea 1"),
    "trailing comma": (b'{"version": 1,}', "columna"),
    "xml": (b"<acta/>", "columna 1"),
    "yaml": (b"version: 1", "columna 1"),
    "python": (b"{1: None}", "columna"),
    "zip": (b"PK\x03\x04\x00\x00", "columna 1"),
    "word file": (b"\xd0\xcf\x11\xe0", "UTF-8"),
    "latin": ('{"state": "aprobación"}'.encode("latin-1"), "UTF-8"),
    "utf-16": (GOOD.encode("utf-16"), "UTF-8"),
    "utf-32": (GOOD.encode("utf-32"), "UTF-8"),
    "null bytes": (b"\x00" * 100, "columna 1"),
    "control in a text": (b'{"state": "a\x01b"}', "columna"),
    "deep lists": (b"[" * 100_000, "niveles"),
    "deep objects": (b'{"a":' * 100_000, "niveles"),
    "deep in a field": (b'{"agenda": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "niveles"),
    "endless number": (b'{"version": ' + b"9" * 100_000 + b"}", "número"),
    "repeated key": (b'{"version": 1, "version": 2}', "repetida"),
    "repeated inside": (b'{"body": {"name": "a", "name": "b"}}', "repetida"),
    # another shape
    "null": (b"null", "objeto"),
    "list": (b"[]", "objeto"),
    "text": (b'"acta"', "objeto"),
    "number": (b"7", "objeto"),
    "not a number": (b"NaN", "objeto"),
    "empty object": (b"{}", "«body»"),
    "another kind": (to_json(sample("constancia")).encode(), "no existe"),
    "prototype": (b'{"__proto__": {}}', "«__proto__»"),
    "class": (b'{"__class__": "Acta"}', "«__class__»"),
    "method": (_with("dated", "2026-01-01T00:00:00+00:00"), "«dated»"),
    "property": (_with("signatories", []), "«signatories»"),
    "unknown field": (_with("color", 1), "«color»"),
    "field with a line": (_with("a\nb", 1), "no existe"),
    "field with an escape": (_with("a\x1b[31m", 1), "no existe"),
    "field of tags": (_with("{{ 7*7 }}", 1), "«{{ 7*7 }}»"),
    "long field": (_with("a" * 100_000, 1), "no existe"),
    # wrong values
    "body of text": (_with("body", "AYNI"), "«body»"),
    "body of lists": (_with("body", [["name", "AYNI"]]), "«body»"),
    "name of numbers": (_with("body.name", 7), "«body.name»"),
    "name of lists": (_with("body.name", ["AYNI"]), "«body.name»"),
    "name of objects": (_with("body.name", {"a": 1}), "«body.name»"),
    "no name": (_with("body.name", None), "«body.name»"),
    "name true": (_with("body.name", True), "«body.name»"),
    "zone of a path": (_with("body.timezone", "../../../etc/passwd"), "zona horaria"),
    "zone absolute": (_with("body.timezone", "/etc/localtime"), "zona horaria"),
    "zone with null": (_with("body.timezone", "America/Lima\x00"), "zona horaria"),
    "zone long": (_with("body.timezone", "A" * 10_000), "zona horaria"),
    "zone of a folder": (_with("body.timezone", "America"), "zona horaria"),
    "version infinite": (GOOD.encode().replace(b'"version": 2', b'"version": Infinity'), "«version»"),
    "version not a number": (GOOD.encode().replace(b'"version": 2', b'"version": NaN'), "«version»"),
    "version negative": (_with("version", -1), "«version»"),
    "version with decimals": (_with("version", 1.0), "«version»"),
    "version true": (_with("version", True), "«version»"),
    "version of text": (_with("version", "2"), "«version»"),
    "state unknown": (_with("state", "aprobada"), "«state»"),
    "state of lists": (_with("state", ["draft"]), "«state»"),
    "state of tags": (_with("state", "{{ 7*7 }}"), "«state»"),
    "gender of objects": (_with("attendees.0.gender", {}), "«attendees[0].gender»"),
    "year 0": (_with("sitting.convened_at", "0000-01-01T00:00:00+00:00"), "«sitting.convened_at»"),
    "year 1": (_with("sitting.convened_at", "0001-01-01T00:00:00+00:00"), "«sitting.convened_at»"),
    "year 9999": (_with("sitting.convened_at", "9999-12-31T23:59:59-12:00"), "«sitting.convened_at»"),
    "no zone": (_with("sitting.convened_at", "2026-03-12T15:00:00"), "zona horaria"),
    "moment of seconds": (_with("sitting.convened_at", 1773345600), "«sitting.convened_at»"),
    "moment long": (_with("sitting.convened_at", "2026" * 10_000), "«sitting.convened_at»"),
    "30 February": (_with("acuerdos.0.deadline", "2026-02-30"), "«acuerdos[0].deadline»"),
    "day first": (_with("acuerdos.0.deadline", "30/03/2026"), "«acuerdos[0].deadline»"),
    "list for object": (_with("presider", []), "«presider»"),
    "object for list": (_with("acuerdos", {"0": {}}), "«acuerdos»"),
    "text for list": (_with("documents", "uno"), "«documents»"),
    "list of nulls": (_with("attendees", [None]), "«attendees[0]»"),
    "list in a list": (_with("agenda", [[[]]]), "«agenda[0]»"),
    "mixed list": (_with("documents", ["a", 1]), "«documents[1]»"),
    "link too long": (_with("verification.url", "https://t.me/" + "a" * 5000), "código QR"),
    "link with a surrogate": (_with("verification.url", "\ud800"), "código QR"),
}


def _run(kind, content, folder, capsys):
    (folder / "in.json").write_bytes(content)
    code = main([kind, str(folder / "in.json"), str(folder / "out.docx")])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(("content", "said"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(content, said, tmp_path, capsys):
    code, error = _run("acta", content, tmp_path, capsys)
    assert code == 1
    assert said in error
    assert error.count("\n") == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f]|Traceback", error)
    assert not (tmp_path / "out.docx").exists()


LAWFUL = {
    "no attendees": _with("attendees", []),
    "no agenda": _with("agenda", []),
    "nothing decided": _with("acuerdos", []),
    "empty texts": _with("body", {**json.loads(GOOD)["body"], "name": "", "sigla": "", "city": ""}),
    "no verification": _with("verification", None),
    "huge number": _with("agenda.0.minutes", 10**30),
    "agenda number zero": _with("agenda.0.number", 0),
    "two items of one number": _with("agenda.1.number", 1),
    "ten thousand documents": _with("documents", [f"Documento {n}" for n in range(10_000)]),
    "vote without ballots": _with("acuerdos.0.vote.ballots", []),
    "closed before it began": _with("sitting.closed_at", "1999-01-01T00:00:00+00:00"),
    "odd offset": _with("sitting.convened_at", "2026-03-12T15:00:00+23:59"),
    "microseconds": _with("sitting.convened_at", "2026-03-12T15:00:00.123456-05:00"),
    "escaped letters": json.dumps(json.loads(GOOD), ensure_ascii=True).encode(),
    "byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "windows lines": GOOD.replace("\n", "\r\n").encode(),
    "surrogate": _with("body.name", "\ud800"),
    "article of tags": _with("articles.acta", "{{ 7*7 }} <w:p/>"),
    "article long": _with("articles.acta", "a" * 10_000),
    "negative zone": _with("body.timezone", "Etc/GMT+12"),
}


@pytest.mark.parametrize("content", LAWFUL.values(), ids=LAWFUL.keys())
def test_what_is_odd_but_lawful_is_printed(content, tmp_path, capsys, open_word):
    code, error = _run("acta", content, tmp_path, capsys)
    assert (code, error) == (0, "")
    assert open_word((tmp_path / "out.docx").read_bytes()).paragraphs


def test_the_corpus_is_as_large_as_it_says():
    """Hostile strings in every field, data, packages and templates: each another case."""
    from tests.docgen.strings import HOSTILE as STRINGS
    from tests.docgen.test_guard import HOSTILE as PACKAGES
    from tests.docgen.test_hostile_templates import HARMLESS
    from tests.docgen.test_hostile_templates import HOSTILE as TEMPLATES

    typed = {text for text, _ in STRINGS.values()}
    assert len(typed) == len(STRINGS) >= 100
    assert len({content for content, _ in HOSTILE.values()}) == len(HOSTILE)
    assert len(STRINGS) + len(HOSTILE) + len(PACKAGES) + len(TEMPLATES) + len(HARMLESS) > 350
