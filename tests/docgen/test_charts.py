"""Charts in Word: native ones, filled in from the document's data like its body, said in words beside it (F2)."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from docgen.check import check
from docgen.errors import TemplateBroken
from docgen.render import render
from docgen.samples import sample
from tests.docgen.packages import changed


def _charts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return [opened.read(f"word/charts/chart{number}.xml").decode() for number in (1, 2, 3)]


def _points(chart: str) -> list[list[str]]:
    """What each cache of the chart holds, in order."""
    caches = re.findall(
        r"<c:(?:strLit|numLit|strCache)>(.*?)</c:(?:strLit|numLit|strCache)>", chart, re.DOTALL
    )
    return [re.findall(r"<c:v>(.*?)</c:v>", cache) for cache in caches]


def test_f2_the_charts_of_a_report_are_filled_in_from_its_data():
    statuses, months, attendance = map(_points, _charts(render("informe", sample("informe"))))
    assert statuses[1:] == [
        ["Pendiente", "En proceso", "Cumplido", "Vencido", "Sin efecto"],
        ["2", "3", "4", "1", "1"],
    ]
    assert months[1][0] == "oct 2025"
    assert months[2] == ["2", "0", "1", "3", "1", "4"]
    assert months[5] == ["1", "2", "0", "1", "2", "1"]
    assert attendance[2] == ["100", "57", "86", "71", "57", "100"]


def test_f2_each_chart_says_in_words_what_it_shows():
    document = docx.Document(io.BytesIO(render("informe", sample("informe"))))
    said = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    assert len(said) == 3
    assert "Cumplido: 4." in " ".join(said)
    assert "12/03/2026: 86 %." in " ".join(said)


def test_f2_a_wrong_field_in_a_chart_is_found_like_one_in_the_body():
    template = changed("word/charts/chart1.xml", "dato.number ", "dato.numbers ", "informe")
    with pytest.raises(TemplateBroken) as refused:
        check("informe", template)
    assert (refused.value.problem, refused.value.detail) == ("unknown_field", "numbers")
