"""Whatever people type stands in the document as they typed it, and nowhere else than where it belongs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.render import render
from docgen.samples import sample
from docgen.text import clean

ACTA = sample("acta")

# As typed, and as it must be read back (None: unchanged).
HOSTILE = {
    "expression": ("{{ 7*7 }}", None),
    "statement": ("{% for x in range(9) %}x{% endfor %}", None),
    "comment": ("{# nada #}", None),
    "unclosed": ("{{ acta", None),
    "closing": ("}} %} #}", None),
    "docxtpl braces": ("{_{ 1 }_} {_% x %_}", None),
    "docxtpl paragraph": ("{%p if x %}{%tr if y %}{{p z }}{{r z }}", None),
    "merging": ("{%- x -%}", None),
    "sandbox": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", None),
    "ampersand": ("Ríos & Asoc.", None),
    "comparison": ("votos 3<5 y 5>3", None),
    "entity": ("&amp;amp; &lt; &#65; &nada;", None),
    "paragraph": ("</w:t></w:r></w:p><w:p><w:r><w:t>otro párrafo", None),
    "cdata": ("<![CDATA[x]]> ]]>", None),
    "doctype": ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;', None),
    "quotes": ("\"dobles\" 'simples' «latinas» “curvas” ‘inglesas’", None),
    "emoji": ("Ana 🧑🏽‍💼👍🇵🇪 Ñaupari", None),
    "scripts": ("Ωμέγα 漢字 עברית العربية", None),
    "quechua": ("Ñuqanchik q’ipi", None),
    "markdown": ("*negrita* _cursiva_ `código` ~", None),
    "formula": ("=SUMA(A1:A9)", None),
    "field": ('{ INCLUDETEXT "c:\\\\secreto" } « MERGEFIELD »', None),
    "path": ("..\\..\\../../etc/passwd", None),
    "percent": ("100 % %s %(x)s {0} {nombre} $x ${x}", None),
    "long word": ("a" * 5_000, None),
    "long text": ("palabra " * 2_000 + "fin", None),
    "spaces": ("  dos  espacios  ", None),
    "non-breaking": ("N.°\u00a0001\u202f%", None),
    "decomposed": ("Jose\u0301 Nun\u0303ez", "José Nuñez"),
    "tab": ("uno\tdos", "uno dos"),
    "null": ("uno\x00dos", "unodos"),
    "bell": ("uno\ados", "unodos"),
    "controls": ("\x01\x02uno\x1b[31mdos\x7f\x9f", "uno[31mdos"),
    "surrogate": ("uno\ud800dos", "uno\ufffddos"),
    "surrogate pair": ("\udc00\ud800", "\ufffd\ufffd"),
    "override": ("abc\u202edef\u202c\u2066g\u2069", "abcdefg"),
    "byte order mark": ("\ufeffuno\ufffe\uffff", "uno"),
    "windows lines": ("uno\r\ndos\rtres", "uno\ndos\ntres"),
    "other lines": (
        "uno\u2028dos\u2029tres\x85cuatro\x0bcinco\x0cseis",
        "uno\ndos\ntres\ncuatro\ncinco\nseis",
    ),
    "blank lines": ("uno\n\n\ndos", None),
    "line and tag": ("uno\n{{ 7*7 }}\n<w:br/>", None),
}


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


@given(st.text(st.characters(), max_size=80), st.text(st.characters(), max_size=80))
@settings(max_examples=60)
def test_any_text_at_all_gives_a_document_that_opens_and_says_it(name, text):
    from tests.docgen.conftest import opened, text_of

    ballot = replace(ACTA.votes[0].ballots[0], name=f"[{name}]", reason=f"[{text}]")
    vote = replace(ACTA.votes[0], text=f"[{text}]", ballots=(ballot,))
    said = text_of(opened(render("acta", replace(ACTA, votes=(vote,)))).element.body)
    assert f"[{clean(name)}]" in said
    assert said.count(f"[{clean(text)}]") >= 2
