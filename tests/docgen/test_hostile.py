"""Whatever people type stands in the document as they typed it, and nowhere else than where it belongs."""

import io
import re
import zipfile
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.data import KINDS
from docgen.render import render
from docgen.samples import sample
from docgen.text import clean
from tests.docgen.conftest import opened, text_of
from tests.docgen.strings import HOSTILE

ACTA = sample("acta")


@pytest.mark.parametrize(("typed", "read"), HOSTILE.values(), ids=HOSTILE.keys())
def test_text_is_cleaned_and_never_interpreted(typed, read):
    assert clean(typed) == (typed if read is None else read)
    assert clean(clean(typed)) == clean(typed)


@pytest.mark.parametrize("typed", [typed for typed, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile_text_comes_out_literally_wherever_it_stands(typed, words, open_word):
    expected = clean(typed)
    ballot = replace(ACTA.acuerdos[0].vote.ballots[0], name=f"[v]{typed}[/v]", reason=f"[r]{typed}[/r]")
    vote = replace(ACTA.acuerdos[0].vote, ballots=(ballot, *ACTA.acuerdos[0].vote.ballots[1:]))
    printed = render(
        "acta",
        replace(
            ACTA,
            body=replace(ACTA.body, name=f"[b]{typed}[/b]", entity=f"[e]{typed}[/e]"),
            sitting=replace(ACTA.sitting, name=f"[s]{typed}[/s]", place=f"[p]{typed}[/p]"),
            acuerdos=(replace(ACTA.acuerdos[0], code=f"[c]{typed}[/c]", vote=vote),),
        ),
    )
    said = words(printed)
    for mark in "vrbspc":
        assert f"[{mark}]{expected}[/{mark}]" in said
    header = "\n".join(line.text for line in open_word(printed).sections[0].first_page_header.paragraphs)
    assert f"[e]{expected}[/e]" in header


@pytest.mark.parametrize("typed", [typed for typed, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile_notes_and_acuerdos_stay_in_their_paragraphs(typed, words):
    item = replace(ACTA.agenda[0], notes=(f"[n]{typed}[/n]",))
    acuerdo = replace(ACTA.acuerdos[2], text=f"[a]{typed}[/a]")
    said = words(render("acta", replace(ACTA, agenda=(item,), acuerdos=(acuerdo,), votes=())))
    for mark in "na":
        lines = [line.strip() for line in f"[{mark}]{clean(typed)}[/{mark}]".split("\n") if line.strip()]
        assert "\n".join(lines) in said


def _typed_everywhere(value, typed, numbers, hint=str):
    """The document with every free text replaced by the typed one between marks of its own."""
    if is_dataclass(value):
        hints = get_type_hints(type(value))
        changed = {
            each.name: _typed_everywhere(getattr(value, each.name), typed, numbers, hints[each.name])
            for each in fields(value)
            if each.name not in ("timezone", "articles", "url")
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_typed_everywhere(each, typed, numbers, get_args(hint)[0]) for each in value)
    if hint is str and value:
        number = next(numbers)
        return f"⟦{number}⟧{typed}⟦/{number}⟧"
    return value


def _read(content):
    """All the text of body, headers and footers, each part read as XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        names = [name for name in opened.namelist() if re.match(r"word/(document|header|footer)", name)]
        return "\n".join(
            text_of(etree.fromstring(opened.read(name))) for name in names if name.endswith(".xml")
        )


@pytest.mark.parametrize("typed", [typed for typed, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile_text_in_every_field_of_every_paper_is_printed_to_the_letter(typed):
    expected = "".join(clean(typed).split())
    for kind in KINDS:
        said = _read(render(kind, _typed_everywhere(sample(kind), typed, count(1))))
        found = re.findall(r"⟦(\d+)⟧(.*?)⟦/\1⟧", said, re.DOTALL)
        assert len(found) >= 5, kind
        assert {"".join(each.split()) for _, each in found} == {expected}, kind


@given(st.text(st.characters(), max_size=80), st.text(st.characters(), max_size=80))
@settings(max_examples=60)
def test_any_text_at_all_gives_a_document_that_opens_and_says_it(name, text):
    ballot = replace(ACTA.votes[0].ballots[0], name=f"[{name}]", reason=f"[{text}]")
    vote = replace(ACTA.votes[0], text=f"[{text}]", ballots=(ballot,))
    said = text_of(opened(render("acta", replace(ACTA, votes=(vote,)))).element.body)
    assert f"[{clean(name)}]" in said
    assert said.count(f"[{clean(text)}]") >= 2
