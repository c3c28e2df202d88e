"""A3: what an acta edited in Word may say otherwise, and what is caught; word for word, line by line."""

import copy
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from docgen.acta import Acta
from docgen.comparison import Difference, differences
from docgen.render import render
from docgen.samples import sample
from docgen.wording import wording

RECORD: Acta = sample("acta")
FIRST, OTHER = (each for each in RECORD.acuerdos[:3] if "\n" not in each.text)
STRANGE = FIRST.code.replace("-2026", "9-2026")
REJECTED = RECORD.votes[0]
ATTENDED = RECORD.attendees[0]


@cache
def printed() -> bytes:
    return render("acta", RECORD)


def edited(*changes: Callable[[Document], None]) -> bytes:
    opened, saved = docx.Document(io.BytesIO(printed())), io.BytesIO()
    for change in changes:
        change(opened)
    opened.save(saved)
    return saved.getvalue()


def found(*changes: Callable[[Document], None]) -> list[Difference]:
    return list(differences(RECORD, printed(), edited(*changes)))


def paragraphs(opened: Document) -> Iterator[Paragraph]:
    for element in opened.element.body.iter("{*}p"):
        yield Paragraph(element, opened)


def paragraph(opened: Document, text: str) -> Paragraph:
    """The first paragraph with exactly that text: a code is the title of late reasons as well."""
    return next(each for each in paragraphs(opened) if each.text == text)


def saying(old: str, new: str) -> Callable[[Document], None]:
    """That paragraph with another text."""

    def change(opened: Document) -> None:
        paragraph(opened, old).text = new

    return change


def removing(text: str) -> Callable[[Document], None]:
    def change(opened: Document) -> None:
        element = paragraph(opened, text)._p
        element.getparent().remove(element)

    return change


def after(text: str, *added: str) -> Callable[[Document], None]:
    def change(opened: Document) -> None:
        here = paragraph(opened, text)
        for each in reversed(added):
            new = copy.deepcopy(here._p)
            here._p.addnext(new)
            Paragraph(new, opened).text = each

    return change


def in_table(row_of: str, old: str, new: str, table: int = -1) -> Callable[[Document], None]:
    """A cell of the row that begins so."""

    def change(opened: Document) -> None:
        rows = [row for each in opened.tables for row in each.rows if row.cells[0].text == row_of]
        cell = next(cell for row in rows for cell in row.cells if old in cell.text)
        cell.paragraphs[0].text = cell.text.replace(old, new)

    return change


def wrapped(text: str, tag: str) -> Callable[[Document], None]:
    """The paragraph's runs under a mark of Word's change control."""

    def change(opened: Document) -> None:
        found = paragraph(opened, text)
        mark = parse_xml(f'<w:{tag} {nsdecls("w")} w:id="900" w:author="ST"/>')
        for run in found._p.findall("{*}r"):
            mark.append(run)
        found._p.append(mark)

    return change


def hidden(text: str) -> Callable[[Document], None]:
    def change(opened: Document) -> None:
        for run in paragraph(opened, text).runs:
            run.font.hidden = True

    return change


def split(text: str) -> Callable[[Document], None]:
    """As Word leaves a paragraph that was worked on: in pieces, with a bookmark and other spaces."""

    def change(opened: Document) -> None:
        found = paragraph(opened, text)
        words = found.text.split(" ")
        found.text = ""
        for at, word in enumerate(words):
            found.add_run(word + ("\u00a0 " if at == 2 else " "))
            found._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{at}" w:name="b{at}"/>'))

    return change


def test_the_printed_acta_says_what_the_record_says() -> None:
    assert found() == []


CLEAN: dict[str, tuple[Callable[[Document], None], ...]] = {
    "a note": (saying(RECORD.agenda[0].notes[0], "Otra nota"),),
    "another note": (after(RECORD.agenda[0].notes[0], "Una intervención", "Otra"),),
    "a note gone": (removing(RECORD.agenda[0].notes[0]),),
    "an acuerdo's text in pieces and with other spaces": (split(FIRST.text),),
    "an acuerdo's text inserted and not accepted": (wrapped(FIRST.text, "ins"),),
    "words of old that are struck out": (after(FIRST.code, "otra cosa"), wrapped("otra cosa", "del")),
    "a paragraph at the end": (lambda opened: opened.add_paragraph("Anexo"),),
}  # fmt: skip


@pytest.mark.parametrize("what", CLEAN)
def test_a_note_may_be_edited_and_word_may_do_what_it_does(what: str) -> None:
    assert found(*CLEAN[what]) == []


def test_an_acuerdo_tampered_with_shows_what_stood_and_what_stands() -> None:
    tampered = FIRST.text.replace("Aprobar", "No aprobar")
    assert found(saying(FIRST.text, tampered)) == [Difference("acuerdo", FIRST.code, FIRST.text, tampered)]


STRICT: dict[str, tuple[Callable[[Document], None], ...]] = {
    "a letter": (saying(FIRST.text, FIRST.text + "s"),),
    "a capital": (saying(FIRST.text, FIRST.text.swapcase()),),
    "words added below": (after(FIRST.text, "y pagar lo que corresponda"),),
    "words added above": (after(FIRST.code, "De modo provisional,"),),
    "its text gone": (removing(FIRST.text),),
    "its code changed": (saying(FIRST.code, STRANGE),),
    "its code gone": (removing(FIRST.code),),
    "struck out": (wrapped(FIRST.text, "del"),),
    "hidden": (hidden(FIRST.text),),
    "hidden, with another text beside it": (hidden(FIRST.text), after(FIRST.text, "Rechazar")),
    "an accent": (saying(FIRST.text, FIRST.text.replace("ó", "o").replace("í", "i")),),
    "what can't be seen": (saying(FIRST.text, FIRST.text[:5] + "\u200b" + FIRST.text[5:]),),
}  # fmt: skip


@pytest.mark.parametrize("what", STRICT)
def test_nothing_of_an_acuerdo_changes_unseen(what: str) -> None:
    seen = found(*STRICT[what])
    assert seen
    assert {(each.what, each.name) for each in seen} & {("acuerdo", FIRST.code)}
    assert {each.name for each in seen} <= {FIRST.code, STRANGE}


def test_two_acuerdos_that_change_places_are_caught() -> None:
    assert found(saying(FIRST.text, "x"), saying(OTHER.text, FIRST.text), saying("x", OTHER.text))


def test_an_acuerdo_that_nobody_adopted_is_caught() -> None:
    seen = found(after(RECORD.agenda[0].notes[0], STRANGE, "Pagar S/ 100 000"))
    assert seen == [Difference("unknown_acuerdo", STRANGE, "", STRANGE)]


def lines_after(opened: Document, element: object, text: str) -> bool:
    """Whether the element stands below the paragraph that the text of an adoption is in."""
    return paragraph(opened, text)._p.getnext() is element


def test_the_adoption_and_its_ballots_are_caught_as_such() -> None:
    vote = FIRST.vote
    assert vote is not None
    ballot = vote.ballots[0]
    lines = [line.text for line in wording(printed()).lines]
    adoption = next(line for line in lines[lines.index(FIRST.text) :] if line.startswith("Adopción"))
    counted = adoption.replace("votos", "votas")
    assert found(saying(adoption, counted)) == [Difference("adoption", FIRST.code, adoption, counted)]

    def turn(opened: Document) -> None:
        table = next(each for each in opened.tables if lines_after(opened, each._tbl, adoption))
        table.rows[1].cells[2].paragraphs[0].text = "En blanco"

    [seen] = found(turn)
    assert (seen.what, seen.stands) == ("adoption", f"{ballot.seat} | {ballot.name} | En blanco")


def test_the_attendees_are_caught_changed_gone_and_added() -> None:
    [seen] = found(in_table(ATTENDED.seat, ATTENDED.name, "Otra Persona"))
    assert (seen.what, ATTENDED.name in seen.stood, "Otra Persona" in seen.stands) == (
        "attendees",
        True,
        True,
    )

    def gone(opened: Document) -> None:
        row = next(row for row in opened.tables[1].rows if row.cells[0].text == ATTENDED.seat)
        row._tr.getparent().remove(row._tr)

    assert [(each.what, each.stands) for each in found(gone)] == [("attendees", "")]

    def added(opened: Document) -> None:
        last = opened.tables[1].rows[-1]
        last._tr.addnext(copy.deepcopy(last._tr))

    assert [(each.what, each.stood) for each in found(added)] == [("attendees", "")]


def test_a_vote_without_acuerdo_keeps_its_counts() -> None:
    lines = [line.text for line in wording(printed()).lines]
    counts = next(line for line in lines if line.startswith("Votación: "))
    [seen] = found(saying(counts, counts.replace("votos", "voto", 1)))
    assert (seen.what, seen.stood) == ("vote", counts)


def test_hostile_words_in_an_acuerdo_stand_as_they_were_printed() -> None:
    hostile = "Ríos & Asoc. <b>5 < 7</b> {{ 7*7 }}\n\tsegunda\u00a0línea \u202e🗳️ " + "palabra " * 300
    record = replace(RECORD, acuerdos=(replace(FIRST, text=hostile), *RECORD.acuerdos[1:]))
    content = render("acta", record)
    assert differences(record, content, content) == ()
    assert differences(record, content, printed())


def test_text_boxes_and_nested_tables_are_read() -> None:
    def box(opened: Document) -> None:
        opened.add_paragraph()._p.append(
            parse_xml(
                f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>En un cuadro</w:t></w:r></w:p>"
                f"</w:txbxContent></w:pict></w:r>"
            )
        )
        opened.tables[0].rows[0].cells[0].add_table(1, 1).rows[0].cells[0].text = "Dentro"

    said = "\n".join(line.text for line in wording(edited(box)).lines)
    assert "En un cuadro" in said
    assert "Dentro" in said


def test_changes_that_wait_and_comments_are_known() -> None:
    assert not wording(printed()).unaccepted
    assert wording(edited(wrapped(FIRST.text, "ins"))).unaccepted
