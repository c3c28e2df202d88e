"""Forms of labelled lines: what is read, what is refused, and that nothing but a refusal ever comes out."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import orders
from bot.chat.cleaning import clean, plain
from bot.chat.fields import Field, Kind
from bot.chat.forms import ACUERDO, ALTERNATE, CONVENE, FORMS, VOTE
from bot.rules.errors import RuleBroken
from bot.rules.lifecycle import Station
from bot.rules.majority import Choice
from bot.usecases.adoption import AmendAcuerdo, ProposeConsensus
from bot.usecases.refusals import (
    ListTooLong,
    MissingField,
    RepeatedField,
    TextTooLong,
    UnknownField,
    UnreadableField,
)

LIMA = ZoneInfo("America/Lima")
SANTIAGO = ZoneInfo("America/Santiago")
GOOD = """Tipo: ordinaria
Fecha: 27/11/2026 10:00
Lugar: Sala de reuniones
Agenda:
1. Plan de trabajo 2027
2. Presupuesto"""


def convene(text, zone=LIMA):
    return CONVENE.command_of(CONVENE.read(clean(text), zone))


def test_a_convocatoria_is_read_from_its_lines():
    command = convene(GOOD + "\nSegunda convocatoria: 30/11/2026 10:30")
    assert command.kind == "ordinary"
    assert command.held_at == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    assert command.place == "Sala de reuniones"
    assert command.agenda == ("Plan de trabajo 2027", "Presupuesto")
    assert command.second_at == datetime(2026, 11, 30, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.upper(),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace(": ", "  :\t  "),
        GOOD.replace("Tipo", "  tipo"),
        GOOD.replace("ordinaria", "  Sesión  Ordinaria "),
        GOOD.replace("Fecha", "FECHA Y HORA"),
        GOOD.replace(":", "："),
        GOOD.replace("1. ", "").replace("2. ", ""),
        GOOD.replace("1. ", "- ").replace("2. ", "• "),
        GOOD.replace("1. ", "1) ").replace("2. ", "2.- "),
        GOOD.replace("Agenda:\n1. ", "Agenda: "),
        GOOD.replace("\n", "\n\n"),
        GOOD.replace("Lugar: Sala", "Lugar:\nSala"),
        GOOD + "\nSegunda convocatoria:",
        GOOD + "\nSegunda convocatoria: dd/mm/aaaa hh:mm",
        "Agenda:\n1. Plan de trabajo 2027\n2. Presupuesto\n" + GOOD.partition("\nAgenda")[0],
    ],
)
def test_how_it_is_typed_does_not_matter(text):
    read, good = convene(text), convene(GOOD)
    if text.isupper():
        assert (read.kind, read.held_at, len(read.agenda)) == (good.kind, good.held_at, 2)
    else:
        assert read == good


def test_a_later_line_with_a_known_label_ends_the_agenda():
    text = GOOD.replace("Lugar: Sala de reuniones\n", "") + "\nLugar: Sala 2"
    command = convene(text)
    assert command.agenda == ("Plan de trabajo 2027", "Presupuesto")
    assert command.place == "Sala 2"


def test_a_colon_in_an_agenda_item_makes_no_label():
    assert convene(GOOD + "\n3. Presupuesto: ampliación\nInforme: avance").agenda[2:] == (
        "Presupuesto: ampliación",
        "Informe: avance",
    )


@pytest.mark.parametrize("item", ["1.5 millones para obras", "10:30 exposición", "2027 en adelante", "-3 °C"])
def test_a_number_that_is_no_numbering_stays(item):
    assert convene(GOOD + f"\n{item}").agenda[-1] == item


@pytest.mark.parametrize(
    "below",
    [
        "\n- Metas\n- Presupuesto",
        "\n  • Metas\n  • Presupuesto",
        "\n   Metas\n   Presupuesto",
        "\n a) Metas\n b) Presupuesto",
        "\n\t– Metas\n\n\t– Presupuesto\n-",
    ],
)
def test_s4_what_hangs_below_an_item_is_to_be_discussed_in_it(below):
    agenda = GOOD.replace("1. Plan de trabajo 2027", f"1. Plan de trabajo 2027 (20 min){below}")
    assert convene(agenda).agenda == ("Plan de trabajo 2027 (20 min)\n- Metas\n- Presupuesto", "Presupuesto")


def test_s4_an_agenda_of_dashes_has_its_points_further_in():
    agenda = "- Plan\n    - Metas\n- Presupuesto"
    text = GOOD.replace("1. Plan de trabajo 2027\n2. Presupuesto", agenda)
    assert convene(text).agenda == ("Plan\n- Metas", "Presupuesto")
    indented = GOOD.replace("1. Plan de trabajo 2027\n2. Presupuesto", "  - Plan\n  - Presupuesto")
    assert convene(indented).agenda == ("Plan", "Presupuesto")


def test_a_link_is_a_place():
    assert convene(GOOD.replace("Sala de reuniones", "https://meet.jit.si/ayni")).place.startswith("https")
    assert convene(GOOD.replace(" Sala de reuniones", "\nhttps://meet.jit.si/ayni")).place.startswith("https")


@pytest.mark.parametrize(
    "when",
    ["31/02/2026 10:00", "27/11/2026 25:00", "27/11/2026 10:60", "2026-11-27 10:00", "27/11/26 10:00",
     "27/11/2026", "mañana", "27-11-2026 10:00", "00/11/2026 10:00", "27/13/2026 10:00", "27/11/0001 10:00",
     "27/11/9999 10:00", "27/11/2026 10:00 pm"],
)  # fmt: skip
def test_an_impossible_date_is_refused_by_its_field_with_what_is_expected(when):
    with pytest.raises(UnreadableField) as refused:
        convene(GOOD.replace("27/11/2026 10:00", when))
    assert (refused.value.field, refused.value.value) == ("Fecha", when)
    assert "27/11/2026 10:00" in refused.value.expected


def test_an_hour_that_the_clocks_skip_is_refused():
    with pytest.raises(UnreadableField):
        convene(GOOD.replace("27/11/2026 10:00", "06/09/2026 00:30"), SANTIAGO)


def test_an_hour_that_comes_twice_is_the_first():
    command = convene(GOOD.replace("27/11/2026 10:00", "04/04/2026 23:30"), SANTIAGO)
    assert command.held_at == datetime(2026, 4, 5, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize("label", ["Tipo", "Fecha", "Lugar"])
def test_a_missing_line_is_named(label):
    lines = [line for line in GOOD.split("\n") if not line.startswith(label)]
    with pytest.raises(MissingField) as refused:
        convene("\n".join(lines))
    assert refused.value.field == label
    with pytest.raises(MissingField):
        convene(GOOD.replace(next(line for line in GOOD.split("\n") if line.startswith(label)), f"{label}:"))


def test_a_form_that_comes_back_has_a_line_for_what_it_lacked():
    """What was written stays as it is; an optional field is not asked for."""
    lines = GOOD.split("\n")
    text = "\n".join(line for line in lines if not line.startswith(("Lugar", "Segunda")))
    assert CONVENE.completed(text) == f"/convocar\n{text}\nLugar:"
    assert CONVENE.completed("Tipo: ordinaria").endswith("\nLugar:\nAgenda:\n1.\n2.")
    assert CONVENE.completed(GOOD) == f"/convocar\n{GOOD}"


@pytest.mark.parametrize("text", [GOOD.partition("\n1.")[0], GOOD.partition("\nAgenda")[0]])
def test_without_an_item_the_agenda_is_missing(text):
    with pytest.raises(MissingField) as refused:
        convene(text)
    assert refused.value.field == "Agenda"


def test_the_empty_form_sent_back_is_refused_by_its_first_open_field():
    with pytest.raises(MissingField) as refused:
        convene(CONVENE.write({}, LIMA).partition("\n")[2])
    assert refused.value.field == "Fecha"


@pytest.mark.parametrize("line", ["Hora: 10:00", "Presidente: yo", "se ruega puntualidad"])
def test_a_line_of_no_field_is_refused_with_the_fields_there_are(line):
    with pytest.raises(UnknownField) as refused:
        convene(line + "\n" + GOOD)
    assert refused.value.field == line.partition(":")[0]
    assert refused.value.known == ("Tipo", "Fecha", "Lugar", "Agenda", "Segunda convocatoria")


def test_an_unknown_label_is_not_taken_for_the_value_above_it():
    with pytest.raises(UnknownField):
        convene(GOOD.replace(" Sala de reuniones", "\nHora: 10:00"))


def test_a_field_that_comes_twice_is_refused():
    with pytest.raises(RepeatedField) as refused:
        convene(GOOD + "\nLugar: otra sala")
    assert refused.value.field == "Lugar"


def test_an_unknown_word_is_refused_with_those_there_are():
    with pytest.raises(UnreadableField) as refused:
        convene(GOOD.replace("ordinaria", "solemne"))
    assert refused.value.field == "Tipo"
    assert "extraordinaria" in refused.value.expected


def test_texts_have_their_limits():
    with pytest.raises(TextTooLong) as refused:
        convene(GOOD + "\n" + "a" * 1001)
    assert (refused.value.field, refused.value.given, refused.value.limit) == ("Agenda", 1001, 1000)
    with pytest.raises(ListTooLong) as too_many:
        convene(GOOD + "\nasunto" * 60)
    assert (too_many.value.given, too_many.value.limit) == (62, 60)
    with pytest.raises(TextTooLong):
        VOTE.read("Punto: 1\nTexto: " + "a" * 4001, LIMA)


def test_a_text_keeps_its_lines_up_to_the_next_label():
    values = ACUERDO.read("Punto: 2\nTexto: Primero.\n\nNota: segundo.\nPlazo: 15/12/2026", LIMA)
    assert values["text"] == "Primero.\n\nNota: segundo."
    assert values["deadline"] == "2026-12-15"


def test_with_a_code_an_acuerdo_is_amended_and_with_a_point_proposed():
    amended = ACUERDO.command_of(ACUERDO.read("Código: 1-2026\nResponsable: dgse", LIMA))
    assert amended == AmendAcuerdo("1-2026", None, "dgse", None)
    proposed = ACUERDO.command_of(ACUERDO.read("Punto: 2\nTexto: Aprobar", LIMA))
    assert proposed == ProposeConsensus(None, 2, "Aprobar")


@pytest.mark.parametrize(("text", "field"), [("Texto: x", "Punto"), ("Punto: 1", "Texto"), ("", "Punto")])
def test_a_new_acuerdo_needs_its_point_and_its_text(text, field):
    with pytest.raises(MissingField) as refused:
        ACUERDO.command_of(ACUERDO.read(text, LIMA))
    assert refused.value.field == field


def test_an_alternate_is_designated_for_all_sittings_or_the_next():
    text = "Nombre: Lic. Ana Pérez\nCargo: Asesora\nDocumento: Oficio N.° 1\nSesiones: PROXIMA"
    assert ALTERNATE.command_of(ALTERNATE.read(text, LIMA)).scope == "next"
    both = ALTERNATE.command_of(ALTERNATE.read(text.replace("PROXIMA", "todas") + "\nClave: dgse", LIMA))
    assert (both.scope, both.seat_key) == ("all", "dgse")


def test_what_misleads_the_eye_is_taken_out_of_what_is_typed():
    assert clean("A\u202eB\u0000C\ud83dD\u200fE\ufeff\x07") == "ABCDE"
    assert clean("n\u0303 u\r\nv\x0bw\x85x\u2028y") == "ñ u\nv\nw\nx\ny"
    assert clean("👩🏽\u200d⚖️ & <b>") == "👩🏽\u200d⚖️ & <b>"


def test_every_field_has_its_words():
    for form in FORMS.values():
        for field in form.fields:
            assert field.words["pregunta"]
            assert field.words["espera"]
            assert plain(field.label) in field.spellings


def test_an_empty_form_fits_the_button_that_copies_it():
    for form in FORMS.values():
        assert len(form.write({}, LIMA)) <= 256


@pytest.mark.parametrize(
    ("text", "item", "rest"),
    [("1 Aprobar", 1, "Aprobar"), ("2. Aprobar\nel plan", 2, "Aprobar\nel plan"), ("punto 3: x", 3, "x")],
)
def test_a_vote_in_one_line_names_its_point(text, item, rest):
    assert orders.item_and_text(text) == (item, rest)


def test_a_vote_without_point_or_text_is_refused():
    with pytest.raises(UnreadableField):
        orders.item_and_text("Aprobar el plan")
    for text, missing in {"1": "Texto", "": "Punto"}.items():
        with pytest.raises(MissingField) as refused:
            orders.item_and_text(text)
        assert refused.value.field == missing


@pytest.mark.parametrize(
    ("text", "choice", "reason"),
    [
        ("a favor", Choice.FOR, None),
        ("EN CONTRA", Choice.AGAINST, None),
        ("abstencion", Choice.ABSTAIN, None),
        ("Abstención: participé en el proyecto", Choice.ABSTAIN, "participé en el proyecto"),
        ("me abstengo  por\nconflicto", Choice.ABSTAIN, "por\nconflicto"),
    ],
)
def test_a_ballot_in_words(text, choice, reason):
    assert orders.ballot(text) == (choice, reason)


def test_a_note_goes_to_a_point_or_a_station():
    assert orders.note("1 Se expuso").item == 1
    assert orders.note("Orden del día Se expuso").station is Station.AGENDA
    noted = orders.note("acta anterior sin observaciones")
    assert (noted.station, noted.text) == (Station.PREVIOUS_ACTA, "sin observaciones")
    with pytest.raises(UnreadableField):
        orders.note("Se expuso el plan")


# Properties

LABELS = st.sampled_from(["Tipo", "Fecha", "Lugar", "Agenda", "Segunda convocatoria", "Texto", "Código", "x"])
LINES = st.builds("{}{}{}".format, LABELS, st.sampled_from([":", " : ", ""]), st.text(max_size=30))
MESSAGES = st.one_of(st.text(), st.lists(st.one_of(LINES, st.text(max_size=20))).map("\n".join))


@given(form=st.sampled_from(sorted(FORMS)), text=MESSAGES)
def test_a_form_is_read_or_refused_and_nothing_else(form, text):
    with suppress(RuleBroken):
        FORMS[form].command_of(FORMS[form].read(clean(text), LIMA))


@given(kind=st.sampled_from(Kind), text=st.text())
def test_a_value_is_read_or_refused_and_nothing_else(kind, text):
    name = "kind" if kind is Kind.CHOICE else "place"
    with suppress(RuleBroken):
        Field(name, kind).read(text, SANTIAGO)


@given(text=st.text())
def test_a_line_order_is_read_or_refused_and_nothing_else(text):
    for read in (orders.item_and_text, orders.note, orders.ballot, orders.reason):
        with suppress(RuleBroken):
            read(clean(text))


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20).filter(
    lambda word: clean(word) == word and len(word) <= 20
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
MOMENTS = st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0).isoformat()
)


@given(
    kind=st.sampled_from(["ordinary", "extraordinary"]),
    held_at=MOMENTS,
    place=SENTENCES.filter(lambda line: plain(line) != ""),
    agenda=st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map("\n- ".join), min_size=1, max_size=6),
    second_at=st.one_of(st.none(), MOMENTS),
)
def test_what_a_form_writes_it_reads_back(kind, held_at, place, agenda, second_at):
    values = {"kind": kind, "held_at": held_at, "place": place, "agenda": agenda}
    values |= {"second_at": second_at} if second_at else {}
    written = CONVENE.write(values, LIMA)
    assert CONVENE.read(clean(written.removeprefix("/convocar\n")), LIMA) == values
