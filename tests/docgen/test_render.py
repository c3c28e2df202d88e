"""What a printed document says and how it is built, read again with python-docx."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from docgen.data import KINDS, Station, Stay, Suspension
from docgen.errors import TemplateMissing, UnknownKind
from docgen.places import templates_dir
from docgen.render import render
from docgen.samples import bare, sample, samples
from docgen.samples_common import at

ACTA = sample("acta")


@pytest.fixture(scope="module")
def acta() -> bytes:
    return render("acta", ACTA)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_input_gives_the_same_bytes(kind):
    for document in samples(kind):
        assert render(kind, document) == render(kind, document)


@pytest.mark.parametrize("kind", KINDS)
def test_every_sample_opens_again_and_leaves_no_tag_behind(kind, words):
    for document in samples(kind):
        said = words(render(kind, document))
        assert not any(mark in said for mark in ("{{", "}}", "{%", "%}", "None", "Undefined"))


@pytest.mark.parametrize("kind", KINDS)
def test_word_finds_a_paragraph_at_the_end_of_each_cell_and_of_the_text(kind, open_word):
    for document in samples(kind):
        body = open_word(render(kind, document)).element.body
        assert body[-2].tag == qn("w:p")
        assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))


def test_the_acta_says_where_when_and_in_what_kind_of_sitting(acta, words):
    said = words(acta)
    assert said.startswith("Acta de la Sesión Ordinaria N.° 03-2026\n")
    assert (
        "En la ciudad de Lima, siendo las quince horas con diecisiete minutos (15:17) del jueves doce de "
        "marzo de dos mil veintiséis, de manera semipresencial (Sala de reuniones del Despacho"
    ) in said
    assert (
        "levantó la sesión a las diecisiete horas con un minuto (17:01) del jueves 12 de marzo de 2026"
        in said
    )


def test_hours_are_those_of_the_bodys_zone_whatever_zone_they_come_in(acta):
    utc = replace(
        ACTA,
        sitting=replace(ACTA.sitting, installed_at=datetime(2026, 3, 12, 20, 17, tzinfo=UTC)),
    )
    assert render("acta", utc) == acta


def test_both_lists_stand_with_hour_count_quorum_and_article(acta, words):
    said = words(acta)
    assert "primera lista de asistencia, conforme al artículo 19 e) del Manual de Operaciones" in said
    assert (
        "tres (3) integrantes de un total de siete (7), sin que se alcanzara el quórum de cuatro (4)" in said
    )
    assert (
        "A las quince horas con quince minutos (15:15), la Secretaría Técnica pasó la segunda lista" in said
    )
    assert "con lo que se alcanzó el quórum de cuatro (4) integrantes que establece el artículo 19 c)" in said


def test_attendees_stand_as_titular_or_alternate_with_designation_and_hours(acta, open_word):
    rows = [[cell.text for cell in row.cells] for row in open_word(acta).tables[1].rows]
    assert rows[0] == ["Integrante", "Asistió", "Condición"]
    assert rows[2][2] == "Titular\nSe retiró a las 16:50 horas"
    assert rows[4][2] == "Titular\nSe incorporó a las 15:22 horas"
    assert rows[6][1] == "Ing. Teresa Milagros Vilca Condori\nEspecialista en inversión pública"
    assert rows[6][2] == "Alterna (Oficio N.° 031-2026-MIDIS/SG/OGPPM-OPI)"


def test_the_absent_stand_with_their_reasons_or_their_silence(words):
    silent = replace(ACTA, absentees=(replace(ACTA.absentees[0], reason=""),))
    assert "Comisión de servicios en Loreto" in words(render("acta", ACTA))
    assert "No comunicó el motivo" in words(render("acta", silent))
    assert "No se registraron inasistencias." in words(render("acta", replace(ACTA, absentees=())))


def test_each_acuerdo_stands_apart_with_code_text_responsible_deadline_and_form(acta, words):
    said = words(acta)
    for acuerdo in ACTA.acuerdos:
        assert f"\n{acuerdo.code}\n{acuerdo.text}\n" in said
    assert "Responsables: Secretaría Técnica y Dirección de Evaluación." in said
    assert "Plazo: 29 de mayo de 2026." in said
    assert "por unanimidad, con seis (6) votos a favor, conforme al artículo 18" in said
    assert "por consenso de los integrantes presentes, sin que se solicitara votación" in said


def test_a_vote_stands_by_name_with_reasons_and_the_casting_vote(acta, open_word, words):
    tables = [table for table in open_word(acta).tables if table.rows[0].cells[1].text == "Votó"]
    tie = next(table for table in tables if "En contra" in table.rows[6].cells[2].text)
    assert [row.cells[2].text for row in tie.rows][1:] == ["A favor", "En contra"] * 3
    assert tie.rows[6].cells[1].text == "Ing. Teresa Milagros Vilca Condori (alterna)"
    said = words(acta)
    assert (
        "tres (3) votos a favor, tres (3) votos en contra y cero (0) abstenciones, y el voto dirimente"
        in said
    )
    assert "Producido el empate, la Dra. Rosa Elvira Quispe Huamaní, en ejercicio de la Presidencia" in said
    assert "Sr. Jorge Luis Cárdenas Ñaupari (en contra): El ámbito debe incluir a Puno" in said
    assert "Propuesta no aprobada: Iniciar el piloto en Ayacucho, Huancavelica y Puno." in said


@pytest.mark.parametrize("number", [0, 1, 12, 50])
def test_any_number_of_acuerdos_is_printed(number, words):
    codes = [f"ACUERDO N.° {index:03d}-2026-AYNI-GT" for index in range(1, number + 1)]
    acuerdos = tuple(replace(ACTA.acuerdos[index % 3], code=code) for index, code in enumerate(codes))
    said = words(render("acta", replace(ACTA, acuerdos=acuerdos, dissents=())))
    assert [line for line in said.splitlines() if line in codes] == codes
    assert ("no se adoptaron acuerdos" in said) == (number == 0)


def test_an_extraordinary_sitting_treats_only_its_agenda(words):
    extraordinary = next(each for each in samples("acta") if each.sitting.kind == "extraordinary")
    said = words(render("acta", extraordinary))
    assert "Tratamiento de la agenda" in said
    assert "Orden del día" not in said
    assert "Despacho\n" not in said
    first = replace(extraordinary.sitting, second_convening=False)
    assert "conforme al artículo 19 b)" in words(render("acta", replace(extraordinary, sitting=first)))
    assert "segunda convocatoria, la sesión se celebró con el número de integrantes asistentes" in said
    assert "por elección de los integrantes presentes" in said


def test_s1_the_first_station_says_whether_there_was_an_acta_to_approve(words):
    none = replace(ACTA, previous_actas=(), stations=(Station(station="previous_acta"),))
    assert "No hubo acta anterior por aprobar." in words(render("acta", none))
    assert "02-2026 no se puso a consideración, por no haber sido remitida" in words(
        render("acta", samples("acta")[2])
    )


def test_s4_each_item_stands_with_its_time_its_points_and_its_documents(words):
    for kind in ("convocatoria", "acta"):
        said = words(render(kind, sample(kind)))
        assert (
            "primera infancia (30 minutos)\n– Criterios de admisión y escala de puntaje\n"
            "– Cronograma y difusión\nDocumentos: Informe N.° 021-2026" in said
        )


def test_hours_after_midnight_say_their_day_in_every_paper_of_the_sitting(words):
    late = {"convened_at": at(12, 23, 50), "installed_at": at(13, 0, 6), "closed_at": at(13, 1)}
    acta, sitting = ACTA, replace(ACTA.sitting, **late)
    lists = (
        replace(acta.lists[0], taken_at=at(12, 23, 50)),
        replace(acta.lists[1], taken_at=at(13, 0, 5)),
    )
    said = words(render("acta", replace(acta, sitting=sitting, lists=lists)))
    assert "(23:50), la Secretaría Técnica pasó la primera lista" in said
    assert "(00:05) del 13 de marzo de 2026, la Secretaría Técnica pasó la segunda lista" in said
    assert (
        "declaró instalada la sesión a las cero horas con seis minutos (00:06) del 13 de marzo de 2026."
        in said
    )

    sheet = sample("asistencia")
    stays = (Stay(arrived_at=at(12, 23, 50), left_at=at(13, 0, 20)), Stay(arrived_at=at(13, 0, 40)))
    rows = (replace(sheet.rows[0], stays=stays), *sheet.rows[1:])
    said = words(render("asistencia", replace(sheet, sitting=sitting, rows=rows, lists=lists)))
    assert "\n23:50\n00:40\n13/03/2026\n00:20\n13/03/2026\n" in said
    assert "(00:05) del 13 de marzo de 2026: " in said

    tables = sample("votacion")
    vote = replace(tables.votes[0].vote, opened_at=at(12, 23, 58), closed_at=at(13, 0, 3))
    both = (
        replace(tables.votes[0], vote=vote),
        replace(
            tables.votes[1],
            vote=replace(tables.votes[1].vote, opened_at=at(13, 0, 10), closed_at=at(13, 0, 15)),
        ),
    )
    said = words(render("votacion", replace(tables, sitting=sitting, votes=both)))
    assert "de 00:06 del 13 de marzo de 2026 a 01:00 horas\n" in said
    assert "23:58 del 12 de marzo de 2026 a 00:03 horas del 13 de marzo de 2026" in said
    assert "00:10 a 00:15 horas del 13 de marzo de 2026" in said

    paper = replace(sample("constancia"), sitting=sitting, lists=lists, concluded_at=at(13, 0, 6))
    present = (replace(paper.present[0], arrived_at=at(13, 0, 4)), *paper.present[1:])
    said = words(render("constancia", replace(paper, present=present)))
    assert "A las cero horas con cinco minutos (00:05) del 13 de marzo de 2026 se pasó" in said
    assert "Se presentó a las 00:04 horas del 13 de marzo de 2026" in said
    assert "por concluida la convocatoria a las cero horas con seis minutos (00:06) del 13 de marzo" in said

    extract = replace(sample("extracto"), sitting=replace(sitting, installed_at=at(12, 23, 52)))
    said = words(render("extracto", replace(extract, adopted_at=at(13, 0, 30))))
    assert "(00:30) del 13 de marzo de 2026" in said


def test_hours_after_midnight_say_their_day(words):
    late = Suspension(suspended_at=at(13, 0, 30), resumed_at=at(13, 0, 40), reason="Corte de luz")
    came = replace(ACTA.attendees[0], arrived_at=at(13, 0, 10), left_at=at(12, 23))
    said = words(render("acta", replace(ACTA, suspensions=(late,), attendees=(came, *ACTA.attendees[1:]))))
    assert "a las cero horas con treinta minutos (00:30) del 13 de marzo de 2026, y se reanudó" in said
    assert "Se incorporó a las 00:10 horas del 13 de marzo de 2026" in said
    assert "Se retiró a las 23:00 horas\n" in said


def test_a_state_names_itself(words):
    for state, said in (
        ("draft", "Proyecto de acta · versión 2"),
        ("approved", "Texto aprobado · versión 2"),
    ):
        assert said in words(render("acta", replace(ACTA, state=state)))


def test_a_configured_article_is_the_one_cited(words):
    articles = replace(ACTA.articles, quorum="LPAG 99", lists="7")
    body = replace(ACTA.body, manual="Directiva Interna")
    said = words(render("acta", replace(ACTA, articles=articles, body=body)))
    assert "que establece el artículo 99 del TUO de la Ley N.° 27444" in said
    assert "conforme al artículo 7 de la Directiva Interna" in said


def test_a_person_of_unknown_gender_gets_the_neutral_form(words):
    unknown = replace(ACTA.attendees[5], gender="", post="")
    said = words(render("acta", replace(ACTA, attendees=(*ACTA.attendees[:5], unknown))))
    assert "Alterno(a) (Oficio" in said


def test_the_convocatoria_announces_hour_agenda_notice_and_second_convening(words):
    said = words(render("convocatoria", sample("convocatoria")))
    assert "Quince horas (15:00)" in said
    assert "1.\tBases del segundo concurso" in said
    assert "ocho (8) días calendario de anticipación; el plazo mínimo es de siete (7) días calendario" in said
    assert "segunda convocatoria para las quince horas (15:00) del viernes 13 de marzo de 2026" in said
    assert "Rectificación" not in said


def test_a_later_version_of_the_convocatoria_is_a_rectification(words):
    said = words(render("convocatoria", replace(samples("convocatoria")[2], first_held_at=None)))
    assert said.startswith("Rectificación de convocatoria\n")
    assert "sustituye a la versión 1 de la convocatoria. Qué cambia: Se incorpora el punto 3" in said
    assert "cuatro (4) días hábiles de anticipación" in said


def test_the_letter_of_designation_is_addressed_to_the_presidency(words):
    said = words(render("designacion", sample("designacion")))
    assert "Señora\nDra. Rosa Elvira Quispe Huamaní\n" in said
    assert "Presidencia del Grupo de Trabajo" in said
    assert "designo como miembro alterna a:" in said
    assert "Desde el 9 de marzo de 2026 hasta el 31 de diciembre de 2026" in said
    assert "queda sin efecto" in words(render("designacion", samples("designacion")[2]))


def test_the_constancia_records_both_lists_and_that_nothing_followed(words):
    said = words(render("constancia", sample("constancia")))
    assert "primera lista" in said
    assert "segunda lista" in said
    assert "Sesión del Consejo de Ministros" in said
    assert "No comunicó el motivo" in said
    assert "no se realizó reunión informativa" in said
    assert "conforme al artículo 19 e)" in said


def test_the_sheet_has_a_row_and_room_to_sign_for_every_seat(open_word):
    table = open_word(render("asistencia", sample("asistencia"))).tables[0]
    assert len(table.rows) == 8
    assert [cell.text for cell in table.rows[0].cells][-1] == "Firma"


def test_q4_whoever_left_and_came_back_has_each_stay_on_the_sheet(open_word):
    sheet = sample("asistencia")
    left = Stay(arrived_at=at(12, 15), left_at=at(12, 15, 40))
    rows = (replace(sheet.rows[0], stays=(left, Stay(arrived_at=at(12, 16, 5)))), *sheet.rows[1:])
    table = open_word(render("asistencia", replace(sheet, rows=rows))).tables[0]
    hours = [[cell.text for cell in row.cells[5:7]] for row in table.rows[1:]]
    assert hours[0] == ["15:00\n16:05", "15:40\n"]
    assert hours[1] == ["15:15", "16:50"]
    assert hours[4] == ["–", "–"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_a4_with_headers_fields_and_our_properties(kind, open_word):
    document = sample(kind)
    opened = open_word(render(kind, document))
    section = opened.sections[0]
    sides = sorted((section.page_width, section.page_height))
    assert [abs(side - Mm(size)) < Mm(0.1) for side, size in zip(sides, (210, 297), strict=True)] == [
        True,
        True,
    ]
    assert (section.orientation == WD_ORIENT.LANDSCAPE) == (kind in ("asistencia", "notificaciones"))
    assert document.body.entity in [line.text for line in section.first_page_header.paragraphs]
    assert f"“{document.body.year_name}”" in [line.text for line in section.first_page_header.paragraphs]
    fields = [field.get(qn("w:instr")).strip() for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    properties = opened.core_properties
    assert (properties.author, properties.language) == (document.body.entity, "es-PE")
    assert properties.title
    assert "{" not in properties.title
    assert properties.created.isoformat()[:4] == "2026"


@pytest.mark.parametrize("kind", KINDS)
def test_tables_repeat_their_header_and_rows_do_not_break(kind, open_word):
    opened = open_word(render(kind, sample(kind)))
    for table in opened.tables:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        if table.style.name in ("Cuadro", "Cuadro de votación"):
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_headings_are_real_and_the_language_is_peruvian_spanish(acta, open_word):
    opened = open_word(acta)
    styles = [line.style.name for line in opened.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 9
    assert styles.count("Heading 3") == 3
    languages = opened.styles.element.findall(f".//{qn('w:lang')}")
    assert {language.get(qn("w:val")) for language in languages} == {"es-PE"}


def test_signature_blocks_stay_together(acta, open_word):
    table = open_word(acta).tables[-1]
    names = [cell.text.split("\n")[1] for row in table.rows for cell in row.cells]
    assert names == [person.name for person in ACTA.signatories]
    for row in table.rows:
        for cell in row.cells:
            assert all(line.style.base_style.paragraph_format.keep_with_next for line in cell.paragraphs)


def test_an_odd_number_of_signatories_leaves_an_empty_place(words):
    odd = replace(ACTA, attendees=ACTA.attendees[:5])
    assert ACTA.attendees[4].name in words(render("acta", odd))


def test_properties_are_escaped_once(open_word):
    odd = replace(ACTA, body=replace(ACTA.body, entity="Ríos & Asoc. <3>\n{{ 7*7 }}"))
    assert open_word(render("acta", odd)).core_properties.author == "Ríos & Asoc. <3> {{ 7*7 }}"


def test_the_styles_are_slim(acta):
    with zipfile.ZipFile(io.BytesIO(acta)) as package:
        assert package.getinfo("word/styles.xml").file_size < 20_000
        assert package.testzip() is None


def test_an_unknown_kind_and_a_missing_template_are_named(tmp_path, monkeypatch):
    with pytest.raises(UnknownKind):
        render("memorando", ACTA)
    monkeypatch.setattr("docgen.places.templates_dir", lambda: tmp_path)
    with pytest.raises(TemplateMissing) as missing:
        render("acta", ACTA)
    assert missing.value.path == str(tmp_path / "acta.docx")


def test_templates_are_found_where_they_stand():
    assert {path.stem for path in templates_dir().glob("*.docx")} == set(KINDS)


def test_what_may_be_left_out_leaves_no_trace(words):
    said = words(render("acta", bare("acta")))
    for heading in ("Invitados", "Documentos de la sesión", "Fundamentos de votos singulares", "Cuartos"):
        assert heading not in said


def test_a_second_convening_names_the_first_and_claims_no_term_of_notice(words):
    held = datetime(2026, 3, 6, 21, 0, tzinfo=UTC)
    again = replace(ACTA.sitting, second_convening=True, first_held_at=held)
    said = words(render("acta", replace(ACTA, sitting=again)))
    assert "Habiendo concluido por falta de quórum la convocatoria" in said
    assert "viernes 6 de marzo de 2026" in said
    called = words(render("convocatoria", replace(sample("convocatoria"), first_held_at=held)))
    assert "días calendario" not in called
    assert "conforme al artículo 19 d)" in called


def test_the_acta_says_that_the_convocatoria_was_rectified_and_which_acuerdo_was_annulled(words):
    rectified = replace(ACTA.sitting, rectified_at=datetime(2026, 3, 4, 15, 0, tzinfo=UTC))
    first, *rest = ACTA.acuerdos
    changed = replace(ACTA, sitting=rectified, acuerdos=(replace(first, annulled="Se omitió."), *rest))
    said = words(render("acta", changed))
    assert "y rectificada el 4 de marzo de 2026" in said
    assert f"{first.code} (dejado sin efecto)" in said
    assert "plazo previsto en el artículo 97 del TUO" in said


def test_the_constancia_contracts_the_article_before_the_secretary(words):
    said = words(render("constancia", sample("constancia")))
    assert "a cargo de el" not in said
    assert "a cargo del " in said or "a cargo de la " in said
