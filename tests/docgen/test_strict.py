"""What Word refuses to open where others are lenient: the order of elements, numbers, links and styles that exist.

The orders are those of ECMA-376, part 1 (transitional), of the properties that our templates use.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

import pytest
from docx.oxml.ns import qn
from lxml import etree

from docgen.data import KINDS
from docgen.render import read_template, render
from docgen.samples import samples

WORDS = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
        vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em
        lang eastAsianLayout specVanish oMath""",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
        tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tr": "tblPrEx trPr tc",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid""",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
        personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr""",
    "styles": "docDefaults latentStyles style",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "settings": """zoom defaultTabStop autoHyphenation characterSpacingControl footnotePr endnotePr compat rsids
        themeFontLang clrSchemeMapping decimalSymbol listSeparator""",
}
DRAWINGS = {"inline": "extent effectExtent docPr cNvGraphicFramePr graphic"}
CHARTS = {
    "chartSpace": "date1904 lang roundedCorners style clrMapOvr chart spPr txPr externalData printSettings",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "plotArea": "layout barChart catAx valAx dTable spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "ser": "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val",
    "dLbls": """dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize
        separator""",
    "catAx": """axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark
        tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl""",
    "valAx": """axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark
        tickLblPos spPr txPr crossAx crosses crossBetween majorUnit minorUnit""",
    "scaling": "logBase orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "strLit": "ptCount pt",
    "numLit": "formatCode ptCount pt",
}
ORDERS = {
    qn(f"{prefix}:{name}"): order.split()
    for prefix, orders in (("w", WORDS), ("wp", DRAWINGS), ("c", CHARTS))
    for name, order in orders.items()
}
MANY = {"tr", "tc", "style", "abstractNum", "num", "lvl", "tblStylePr", "ser", "pt", "axId"}
MANY |= {"headerReference", "footerReference"}
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _documents(kind: str) -> Iterator[bytes]:
    yield read_template(kind)
    for document in samples(kind):
        yield render(kind, document)


@pytest.fixture(scope="module")
def opened():
    """Kind -> for the template and each printed sample, its members: XML parsed, the rest as it is."""

    def members(content: bytes) -> dict[str, etree._Element | bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            read = {name: package.read(name) for name in package.namelist()}
        return {
            name: etree.fromstring(said) if said.startswith(b"<?xml") else said for name, said in read.items()
        }

    return {kind: [members(content) for content in _documents(kind)] for kind in KINDS}


def _parts(members) -> list[etree._Element]:
    return [
        each for name, each in members.items() if name.startswith("word/") and not isinstance(each, bytes)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_elements_stand_in_the_order_of_the_schema(kind, opened):
    for part in (part for members in opened[kind] for part in _parts(members)):
        for element in part.iter(*ORDERS):
            order = ORDERS[element.tag]
            children = [etree.QName(child).localname for child in element]
            assert set(children) <= set(order), (element.tag, children)
            assert children == sorted(children, key=order.index), (element.tag, children)
            once = [child for child in children if child not in MANY]
            assert len(once) == len(set(once)), (element.tag, children)


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_ends_with_a_paragraph_and_every_row_fills_its_grid(kind, opened):
    for members in opened[kind]:
        for table in members["word/document.xml"].iter(qn("w:tbl")):
            grid = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
            assert int(table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}").get(qn("w:w"))) == sum(grid)
            assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"
            rows = table.findall(qn("w:tr"))
            assert rows
            for row in rows:
                cells = row.findall(qn("w:tc"))
                assert len(cells) == len(grid)
                assert all(cell[-1].tag == qn("w:p") for cell in cells)
                widths = [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))]
                assert widths in ([], grid)


@pytest.mark.parametrize("kind", KINDS)
def test_styles_and_numbers_that_are_named_exist(kind, opened):
    for members in opened[kind]:
        styles = {
            each.get(qn("w:styleId")): each.get(qn("w:type"))
            for each in members["word/styles.xml"].iter(qn("w:style"))
        }
        numbers = {each.get(qn("w:numId")) for each in members["word/numbering.xml"].iter(qn("w:num"))}
        for part in _parts(members):
            for tag, kinds in (("pStyle", {"paragraph"}), ("tblStyle", {"table"}), ("rStyle", {"character"})):
                assert {styles[each.get(qn("w:val"))] for each in part.iter(qn(f"w:{tag}"))} <= kinds
            for tag in ("basedOn", "next"):
                assert {each.get(qn("w:val")) for each in part.iter(qn(f"w:{tag}"))} <= set(styles)
            used = part.iterfind(f".//{qn('w:numPr')}/{qn('w:numId')}")
            assert {each.get(qn("w:val")) for each in used} <= numbers


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_have_numbers_of_their_own(kind, opened):
    for members in opened[kind][1:]:
        numbers = [each.get("id") for part in _parts(members) for each in part.iter(qn("wp:docPr"))]
        assert len(numbers) == len(set(numbers))
        assert all(0 < int(number) < 2**31 for number in numbers)


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_has_its_target_and_every_part_its_type(kind, opened):
    for members in opened[kind]:
        types = members["[Content_Types].xml"]
        named = {each.get("PartName") for each in types if each.get("PartName")}
        endings = {each.get("Extension") for each in types if each.get("Extension")}
        assert {name.lstrip("/") for name in named} <= set(members)
        assert all(
            f"/{name}" in named or name.rpartition(".")[2] in endings for name in members if name[0] != "["
        )
        for name in ("", *members):
            folder, _, file = name.rpartition("/")
            links = members.get(posixpath.join(folder, "_rels", f"{file}.rels"), ())
            ids = {each.get("Id"): each.get("Target") for each in links}
            assert len(ids) == len(links)
            assert all(
                posixpath.normpath(posixpath.join(folder, target)) in members for target in ids.values()
            )
            assert _linked(members.get(name, b"")) <= set(ids), name


def _linked(member: etree._Element | bytes) -> set[str]:
    """The relationships that a part names."""
    parts = [] if isinstance(member, bytes) else member.iter()
    return {value for each in parts for key, value in each.attrib.items() if key.startswith(RELATIONSHIP)}


@pytest.mark.parametrize("kind", KINDS)
def test_word_opens_it_without_compatibility_mode(kind, opened):
    for members in opened[kind]:
        modes = [each.get(qn("w:val")) for each in members["word/settings.xml"].iter(qn("w:compatSetting"))]
        assert modes == ["15"]
