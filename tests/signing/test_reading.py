"""A4: real PDFs, signed by people of an authority of our own, whole or tampered with."""

import asyncio
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.signing import apart, reading
from bot.signing.report import Report, Signature
from docgen import pdf
from docgen.render import render
from docgen.samples import sample
from tests.signing.authority import Identity, altered, authority, person, rewrite_page, sign, small_pdf

NOW = datetime(2026, 3, 20, 15, 0, tzinfo=UTC)
READY = reading.make_ready(small_pdf())
ROSA = person("HUAMANI CASTANEDA Rosa Elvira FIR 40123456 hard", "PNOPE-40123456")
JULIO = person("ARANA TELLO Julio Cesar")


def read(pdf: bytes, *, handed_out: bytes = READY, roots: Sequence[Identity] | None = None) -> Report:
    trusted = [each.asn1 for each in ([authority()] if roots is None else roots)]
    begins = len(handed_out) if pdf.startswith(handed_out) else 0
    return asyncio.run(reading.read(pdf, begins, trusted, NOW))


def only(report: Report) -> Signature:
    [found] = report.signatures
    return found


def test_a_good_signature_is_intact_trusted_and_of_the_text_that_was_handed_out() -> None:
    report = read(sign(READY, ROSA))
    assert report.text == "same"
    found = only(report)
    assert (found.flaw, found.chain, found.identity) == ("", "trusted", "40123456")
    assert found.name == "HUAMANI CASTANEDA Rosa Elvira FIR 40123456 hard"
    assert found.issuer == "ECERNEP PERU CA ROOT 3"
    assert datetime.fromisoformat(found.signed_at).tzinfo is not None


@pytest.mark.parametrize("count", [2, 7])
def test_signatures_one_after_the_other_all_hold(count: int) -> None:
    report = read(sign(READY, *(person(f"Persona Numero {number}") for number in range(count))))
    assert [each.flaw for each in report.signatures] == [""] * count
    assert report.text == "same"


def test_one_byte_altered_breaks_every_signature() -> None:
    report = read(altered(sign(READY, ROSA, JULIO)))
    assert [each.flaw for each in report.signatures] == ["altered", "altered"]


def test_what_is_changed_after_signing_is_found_though_the_signature_is_intact() -> None:
    assert only(read(rewrite_page(sign(READY, ROSA)))).flaw == "changed_later"


def test_a_change_between_two_signatures_leaves_only_the_later_one_and_another_text() -> None:
    report = read(sign(rewrite_page(sign(READY, ROSA)), JULIO))
    assert [each.flaw for each in report.signatures] == ["changed_later", ""]
    assert report.text == "changed"


def test_what_is_changed_before_the_first_signature_is_another_text() -> None:
    report = read(sign(rewrite_page(READY), ROSA))
    assert only(report).flaw == ""
    assert report.text == "changed"


def test_a_pdf_that_was_not_handed_out_may_say_anything() -> None:
    assert read(sign(small_pdf(), ROSA)).text == "unknown"


def test_an_authority_that_is_not_configured_is_not_trusted() -> None:
    assert only(
        read(sign(READY, person("Rosa Elvira Huamaní Castañeda", root="Autoridad inventada")))
    ).flaw == ("unknown_issuer")


def test_without_any_root_the_chain_is_unchecked_and_the_rest_is_not() -> None:
    assert only(read(sign(READY, ROSA), roots=[])).chain == "unchecked"
    assert only(read(sign(READY, ROSA), roots=[])).flaw == ""
    assert only(read(altered(sign(READY, ROSA)), roots=[])).flaw == "altered"


@pytest.mark.parametrize("roots", [None, []])
def test_a_certificate_that_is_over_or_not_begun_signs_nothing(roots: list[Identity] | None) -> None:
    old = person(
        "Persona Antigua", since=datetime(2020, 1, 1, tzinfo=UTC), until=datetime(2026, 3, 1, tzinfo=UTC)
    )
    found = only(read(sign(READY, old), roots=roots))
    assert (found.flaw, found.until[:10]) == ("expired", "2026-03-01")
    new = person("Persona Futura", since=datetime(2026, 6, 1, tzinfo=UTC))
    assert only(read(sign(READY, new), roots=roots)).flaw == "not_yet_valid"


def test_a_signature_moved_onto_another_file_or_covering_a_part_only_is_worth_nothing() -> None:
    """The known attacks on signed PDFs: other content under the old signature, a shorter range, an empty one."""
    signed = sign(READY, ROSA)
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", signed)
    assert found is not None
    for change in (b"0 %b %b 0010" % (found[2], found[3]), b"0 0010 %b %b" % (found[3], found[4])):
        shorter = b"/ByteRange [" + change
        room = found.end() - found.start() - len(shorter) - 1
        broken = signed[: found.start()] + shorter + b" " * room + b"]" + signed[found.end() :]
        assert len(broken) == len(signed)
        assert only(read(broken)).flaw in ("altered", "changed_later", "unverifiable")
    place = re.search(rb"/Contents\s*<([0-9A-Fa-f]+)>", signed)
    assert place is not None
    emptied = signed[: place.start(1)] + b"0" * len(place[1]) + signed[place.end(1) :]
    with pytest.raises(reading.Unreadable, match="not_pdf"):
        read(emptied)


def test_a_pdf_without_signatures_has_none() -> None:
    assert read(READY) == Report((), "same")


def test_a_name_that_its_maker_spoiled_is_one_line_that_every_record_holds(monkeypatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_NAME", 14)
    spoiled = person("ARANA\x00\u202e TELLO\n\nJulio", "PNOPE-40123456")
    found = only(read(sign(READY, spoiled)))
    assert (found.name, found.identity) == ("ARANA TELLO Ju", "40123456")


# In a process of its own


def test_the_process_reads_as_we_do_with_the_roots_of_the_folder(tmp_path: Path) -> None:
    authority().export(tmp_path / "raices")
    (tmp_path / "raices" / "LEAME.txt").write_text("no es un certificado")
    pdf = sign(READY, ROSA)
    assert apart.examine(pdf, [b"%PDF-otro", READY], tmp_path / "raices", NOW) == read(pdf)
    assert apart.make_ready(small_pdf()).startswith(small_pdf())


def test_the_process_that_reads_is_told_nothing_of_the_environment(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "pyhanko.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert apart.make_ready(small_pdf()).startswith(small_pdf())


HOSTILE = {
    "empty": (b"", "not_pdf"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "not_pdf"),
    "a header alone": (b"%PDF-1.7\n%%EOF\n", "not_pdf"),
    "noise": (b"%PDF-1.7\n" + os.urandom(4000), "not_pdf"),
    "cut in half": (sign(READY, ROSA)[:-3000], "not_pdf"),
    "itself as its own previous part": (
        small_pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"), "not_pdf",
    ),
    "nested without end": (small_pdf().replace(b"<< /Font", b"[" * 50_000 + b"<< /Font"), "not_pdf|too_heavy"),
    "a root that is not there": (small_pdf().replace(b"/Root 1 0 R", b"/Root 9 0 R"), "not_pdf"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_says_why(name: str) -> None:
    content, why = HOSTILE[name]
    if not apart.is_pdf(content):
        with pytest.raises(apart.NotExamined, match=why):
            apart.examine(content, [], None, NOW)
        return
    with pytest.raises(reading.Unreadable, match=why):
        read(content)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(apart.NotExamined, match="too_heavy"):
        apart.examine(READY, [], None, NOW, patience=0.01)


@pytest.mark.skipif(pdf.program() is None, reason="LibreOffice (soffice) is not installed")
def test_the_acta_as_libreoffice_makes_it_is_signed_and_still_known() -> None:
    ready = reading.make_ready(pdf.to_pdf(render("acta", sample("acta"))))
    signed = sign(ready, ROSA, JULIO)
    report = read(signed, handed_out=ready)
    assert ([each.flaw for each in report.signatures], report.text) == (["", ""], "same")
    assert read(sign(rewrite_page(ready), ROSA), handed_out=ready).text == "changed"
