"""Each sentence of a paper is true, and well written, whatever course the sitting took."""

import re
from dataclasses import replace

import pytest

from docgen.data import KINDS, Absentee, Amendment, Casting, Dissent, Person, Presider
from docgen.render import render
from docgen.samples import sample, samples
from docgen.samples_common import at
from docgen.spanish import sentence
from docgen.spanish_gender import addressed

ACTA, CALLED = sample("acta"), sample("convocatoria")
ALTERNATE = ACTA.attendees[5]
BADLY_SET = re.compile(r"[^\S\n]{2}| [,.;:)»]|[,;:][,.;:]|\.\.|\( |« |\(\)|\n[,.;]|\b(de el|a el|del la) ")


@pytest.mark.parametrize("kind", KINDS)
def test_no_doubled_space_no_stray_comma_no_space_before_a_stop(kind, words):
    for document in samples(kind):
        said = words(render(kind, document))
        assert not [said[max(0, at.start() - 40) : at.end() + 9] for at in BADLY_SET.finditer(said)]


def test_the_subject_of_a_convocatoria_has_no_comma_before_its_verb(words):
    said = words(render("convocatoria", CALLED))
    assert "Innovación Social AYNI Lab-social (AYNI-GT) convoca a sus integrantes" in said
    asked = replace(CALLED, convener_role="president", requested_by="Director General de Seguimiento")
    assert "(AYNI-GT), atendiendo la solicitud del Director General de Seguimiento, convoca" in words(
        render("convocatoria", asked)
    )


def test_c6_a_rectification_counts_the_notice_of_what_needs_it(words):
    """A change of place is told a day before; date and agenda were told in time."""
    moved = replace(CALLED, version=2, issued_at=at(11, 9), amendments=(_change("place"),))
    said = words(render("convocatoria", moved))
    assert "La fecha y la agenda de la sesión quedan comunicadas con ocho (8) días calendario" in said
    assert "La presente convocatoria se cursa" not in said


def test_c6_documents_that_change_are_not_called_an_agenda(words):
    said = words(render("convocatoria", replace(CALLED, version=2, amendments=(_change("documents"),))))
    assert "Documentos: los que figuran en este documento (antes: Piso 5)." in said
    assert "Agenda: la que" not in said


def test_c7_a_second_convening_that_is_given_up_says_so_and_announces_no_third(words):
    gone = replace(
        CALLED, version=2, second_convening_at=None, amendments=(Amendment(what="second_convening"),)
    )
    assert "Segunda convocatoria: queda sin efecto." in words(render("convocatoria", gone))
    again = replace(CALLED, first_held_at=at(11, 15))
    assert "viernes 13 de marzo" not in words(render("convocatoria", again)).lower()


def test_c6_a_cancelled_sitting_gives_its_reason_its_article_and_invites_nobody(words):
    cancelled = replace(
        CALLED, kind="extraordinary", cancelled=True, version=1, reason="Duelo", guests=ACTA.guests
    )
    said = words(render("convocatoria", cancelled))
    assert "Motivo: Duelo.\nConforme al artículo 19 b) del Manual de Operaciones, se deja sin efecto" in said
    assert "Participarán" not in said


def test_w1_a_vacant_seat_gives_no_reason_is_no_absent_person_and_owes_no_answer(words):
    vacant = Absentee(seat="Directora de Evaluación", name="")
    for kind in ("acta", "constancia"):
        said = words(render(kind, replace(sample(kind), absentees=(vacant,))))
        assert "Directora de Evaluación\n(vacante)\n–\n" in said
    register = sample("notificaciones")
    lines = tuple(replace(line, name="" if line.served_at is None else line.name) for line in register.lines)
    said = words(render("notificaciones", replace(register, lines=lines)))
    assert "(vacante)\n–\n–\n–\n–\n" in said
    assert "Todos los integrantes fueron notificados." in said
    sheet = sample("asistencia")
    empty = tuple(replace(row, name="") if not row.stays else row for row in sheet.rows)
    assert "(vacante)\n–\n–\n–\n–\n–\n" in words(render("asistencia", replace(sheet, rows=empty)))


def test_w1_without_a_president_the_letter_goes_to_the_presidency(words):
    letter = sample("designacion")
    said = words(render("designacion", replace(letter, president=replace(letter.president, name=""))))
    assert "Señor" not in said
    assert "Presidencia del Grupo de Trabajo" in said


def test_w2_a_designation_for_one_sitting_speaks_of_that_one(words):
    said = words(render("designacion", samples("designacion")[3]))
    assert "asistirá a dicha sesión en caso de que quien suscribe no pueda hacerlo" in said


def test_c5_a_universal_attendance_was_convened_by_nobody(words):
    said = words(render("acta", samples("acta")[4]))
    assert (
        "Sin convocatoria previa, encontrándose presentes todos los integrantes y habiendo aceptado" in said
    )
    assert "fue convocada" not in said
    assert "lista de asistencia" not in said


def test_a_long_link_does_not_tear_the_line_before_it_apart(words):
    link = "https://teams.example/l/meetup-join/19%3ameeting_NzQ2ZGE5ZjAtYTI2Ny00ODRkLTk5Nz"
    for kind in ("acta", "constancia", "extracto"):
        paper = sample(kind)
        said = words(render(kind, replace(paper, sitting=replace(paper.sitting, place=link))))
        assert f" de manera {'semi' if kind != 'constancia' else ''}presencial\n({link})" in said


def test_signatures_come_in_tables_that_fit_a_page(open_word):
    many = tuple(
        replace(ACTA.attendees[at % 6], name=f"{ACTA.attendees[at % 6].name} {at}") for at in range(23)
    )
    tables = open_word(render("acta", replace(ACTA, attendees=many))).tables[-3:]
    assert [len(table.rows) for table in tables] == [5, 5, 2]


@pytest.mark.parametrize("title", ["Mag.", "Mgtr.", "Ing.", "Bach."])
def test_a_title_stands_for_the_treatment(title):
    assert addressed(Person(name=f"{title} Ana Ríos", gender="f")) == f"la {title} Ana Ríos"
    assert addressed(Person(name="J. Paz", gender="m")) == "el señor J. Paz"


def test_an_empty_register_claims_no_service(words):
    said = words(render("notificaciones", replace(sample("notificaciones"), lines=())))
    assert "No consta ninguna notificación" in said
    assert "fueron notificados" not in said


def test_w1_a_secretary_who_did_not_come_did_not_act(words):
    assert "Actuó en la Secretaría Técnica el Sr. Martín Alonso Rivas Tello" in words(render("acta", ACTA))
    others = tuple(each for each in ACTA.attendees if each.name != ACTA.secretary.name)
    said = words(render("acta", replace(ACTA, attendees=others)))
    assert "La Secretaría Técnica estuvo a cargo del Sr. Martín Alonso Rivas Tello, Director General" in said
    assert "Actuó" not in said


def test_w4_an_alternate_who_presides_is_not_taken_for_the_titular(words):
    """Neither the gender nor the post of the seat is the alternate's."""
    seat, name = "Viceministra de Políticas y Evaluación Social", "Ing. Alex Vilca"
    casting = Casting(seat=seat, name=name, choice="for", alternate=True)
    tied = replace(ACTA.acuerdos[1].vote, casting=casting)
    dissent = Dissent(seat=seat, name=name, subject="Punto 2", reason="Así.", alternate=True, gender="m")
    said = words(
        render(
            "acta",
            replace(
                ACTA,
                presider=Presider(name=name, seat=seat, why="alternate"),
                acuerdos=(replace(ACTA.acuerdos[1], vote=tied),),
                dissents=(dissent,),
            ),
        )
    )
    assert "Presidió la sesión Ing. Alex Vilca, en su condición de alterno(a) de la Viceministra" in said
    assert "Producido el empate, Ing. Alex Vilca, en ejercicio de la Presidencia" in said
    assert "Ing. Alex Vilca, alterno de la Viceministra de Políticas y Evaluación Social:" in said


def test_a1_of_what_was_not_recorded_nothing_is_claimed(words):
    """An item without notes may have been spoken of; nor was there then no other matter."""
    silent = replace(
        ACTA, agenda=tuple(replace(item, notes=()) for item in ACTA.agenda), votes=(), acuerdos=()
    )
    said = words(render("acta", silent))
    assert said.count("No se registró deliberación ni decisión sobre este punto.") == 3
    assert "No habiendo otro asunto" not in said
    assert "\nLa Dra. Rosa Elvira Quispe Huamaní levantó la sesión" in said
    assert "No habiendo otro asunto que tratar, la Dra. Rosa" in words(render("acta", ACTA))


def test_v5_no_vote_is_certified_of_what_was_adopted_by_consensus(words):
    voted, agreed = (words(render("extracto", samples("extracto")[at])) for at in (0, 3))
    assert "consta el acuerdo, con la forma y el sentido del voto de cada participante." in voted
    assert "y en ella consta el acuerdo.\n" in agreed


def test_a2_a_report_counts_no_acta_in_time_where_its_time_is_not_over(words):
    report = sample("informe")
    pending, late = (
        words(render("informe", replace(report, sittings=(replace(report.sittings[at], acta=state),))))
        for at, state in ((3, "pending"), (1, "late"))
    )
    assert "dentro del plazo" not in pending
    assert "Ninguna acta se remitió dentro del plazo que fija el artículo 25 j)" in late


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Corte de luz", "Corte de luz."),
        ("Corte de luz. ", "Corte de luz."),
        ("¿Procede?", "¿Procede?"),
        ("Dijo «no procede.»", "Dijo «no procede.»"),
        ("Por lo dicho (punto 2)", "Por lo dicho (punto 2)."),
        ("", ""),
    ],
)
def test_a_sentence_ends_with_one_stop(text, said):
    assert sentence(text) == said


def _change(what: str) -> Amendment:
    return Amendment(what=what, before=("Piso 5",), after=("Piso 7",))
