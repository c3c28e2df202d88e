"""Whatever people type stands literally in the certified extract and in the report (V8, F2)."""

from dataclasses import replace

import pytest

from docgen.render import render
from docgen.samples import sample
from docgen.text import clean
from tests.docgen.test_hostile import HOSTILE

EXTRACT, REPORT = sample("extracto"), sample("informe")


@pytest.mark.parametrize("typed", [typed for typed, _ in HOSTILE.values()], ids=HOSTILE.keys())
def test_hostile_text_stands_literally_in_extract_and_report(typed, words):
    marked = f"[x]{typed}[/x]"
    lines = [line.strip() for line in clean(marked).split("\n") if line.strip()]
    said = words(render("extracto", replace(
        EXTRACT, acuerdo=replace(EXTRACT.acuerdo, text=marked), item=marked, voided=marked
    )))  # fmt: skip
    assert said.count(clean(marked)) >= 2
    assert all(line in said for line in lines)
    followed = replace(REPORT.followed[0], text=marked, progress=marked, responsible=(marked,))
    said = words(
        render("informe", replace(REPORT, risks=(marked,), projects=(marked,), followed=(followed,)))
    )
    assert said.count(clean(marked)) == 5
