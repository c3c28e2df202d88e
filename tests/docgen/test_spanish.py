"""Numbers, hours, dates, lists and citations, against tables written out by hand."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import spanish

# Written out, not computed: the minutes of an hour as an acta says them, before a masculine noun.
MINUTES = (
    "un,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce,trece,catorce,quince,dieciséis,diecisiete,"
    "dieciocho,diecinueve,veinte,veintiún,veintidós,veintitrés,veinticuatro,veinticinco,veintiséis,veintisiete,"
    "veintiocho,veintinueve,treinta,treinta y un,treinta y dos,treinta y tres,treinta y cuatro,"
    "treinta y cinco,treinta y seis,treinta y siete,treinta y ocho,treinta y nueve,cuarenta,cuarenta y un,"
    "cuarenta y dos,cuarenta y tres,cuarenta y cuatro,cuarenta y cinco,cuarenta y seis,cuarenta y siete,"
    "cuarenta y ocho,cuarenta y nueve,cincuenta,cincuenta y un,cincuenta y dos,cincuenta y tres,"
    "cincuenta y cuatro,cincuenta y cinco,cincuenta y seis,cincuenta y siete,cincuenta y ocho,"
    "cincuenta y nueve"
)
HOURS = (
    "cero,una,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce,trece,catorce,quince,dieciséis,diecisiete,"
    "dieciocho,diecinueve,veinte,veintiuna,veintidós,veintitrés"
)


def test_every_minute_of_the_day_is_said_as_the_table_says_it():
    hours, minutes = HOURS.split(","), MINUTES.split(",")
    assert (len(hours), len(minutes)) == (24, 59)
    for number, said in enumerate(hours):
        noun = "hora" if said == "una" else "horas"
        article = "la" if said == "una" else "las"
        assert spanish.hour(time(number)) == f"{article} {said} {noun} ({number:02}:00)"
        for minute, counted in enumerate(minutes, start=1):
            unit = "minuto" if counted == "un" else "minutos"
            expected = f"{article} {said} {noun} con {counted} {unit} ({number:02}:{minute:02})"
            assert spanish.hour(time(number, minute)) == expected


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (time(15, 30), "las quince horas con treinta minutos (15:30)"),
        (time(1), "la una hora (01:00)"),
        (time(0), "las cero horas (00:00)"),
        (time(21, 1), "las veintiuna horas con un minuto (21:01)"),
        (time(0, 21), "las cero horas con veintiún minutos (00:21)"),
    ],
)
def test_the_hours_that_libraries_get_wrong_are_right(when, said):
    assert spanish.hour(when) == said


def test_an_hour_may_stand_without_its_article():
    assert spanish.hour(time(15), article=False) == "quince horas (15:00)"


@pytest.mark.parametrize(
    ("number", "gender", "before_noun", "said"),
    [
        (0, "m", False, "cero"),
        (1, "m", False, "uno"),
        (1, "m", True, "un"),
        (1, "f", True, "una"),
        (21, "m", True, "veintiún"),
        (21, "f", True, "veintiuna"),
        (31, "m", True, "treinta y un"),
        (31, "f", False, "treinta y una"),
        (100, "f", False, "cien"),
        (101, "m", True, "ciento un"),
        (200, "f", False, "doscientas"),
        (515, "m", False, "quinientos quince"),
        (700, "f", False, "setecientas"),
        (1000, "m", False, "mil"),
        (2026, "m", False, "dos mil veintiséis"),
        (21000, "m", False, "veintiún mil"),
        (100_001, "m", False, "cien mil uno"),
        (999_999, "m", False, "novecientos noventa y nueve mil novecientos noventa y nueve"),
    ],
)
def test_numbers_agree_in_gender_and_shorten_before_a_noun(number, gender, before_noun, said):
    assert spanish.cardinal(number, gender, before_noun) == said


def test_no_two_numbers_are_said_alike():
    said = {spanish.cardinal(number) for number in range(20_000)}
    assert len(said) == 20_000


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_a_number_beyond_the_table_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        spanish.cardinal(number)


@pytest.mark.parametrize(
    ("number", "feminine", "masculine"),
    [
        (1, "primera", "primero"),
        (2, "segunda", "segundo"),
        (7, "séptima", "séptimo"),
        (10, "décima", "décimo"),
        (12, "duodécima", "duodécimo"),
        (13, "decimotercera", "decimotercero"),
        (20, "vigésima", "vigésimo"),
        (21, "vigésima primera", "vigésimo primero"),
        (99, "nonagésima novena", "nonagésimo noveno"),
        (100, "100.ª", "100.º"),
    ],
)
def test_ordinals_agree_in_gender(number, feminine, masculine):
    assert (spanish.ordinal(number, "f"), spanish.ordinal(number)) == (feminine, masculine)


def test_counted_things_stand_in_words_and_figures():
    assert spanish.counted(1, "voto", "votos") == "un (1) voto"
    assert spanish.counted(1, "abstención", "abstenciones", "f") == "una (1) abstención"
    assert spanish.counted(0, "voto", "votos") == "cero (0) votos"
    assert spanish.counted(21, "voto", "votos") == "veintiún (21) votos"


@pytest.mark.parametrize(
    ("when", "plain", "in_words"),
    [
        (date(2026, 9, 1), "1 de setiembre de 2026", "primero de setiembre de dos mil veintiséis"),
        (date(2026, 3, 12), "12 de marzo de 2026", "doce de marzo de dos mil veintiséis"),
        (date(2027, 12, 31), "31 de diciembre de 2027", "treinta y uno de diciembre de dos mil veintisiete"),
    ],
)
def test_dates_are_peruvian(when, plain, in_words):
    assert spanish.day(when) == plain
    assert spanish.day_in_words(when) == in_words
    assert spanish.weekday(date(2026, 9, 1)) == "martes 1 de setiembre de 2026"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a y b"),
        (["a", "b", "c"], "a, b y c"),
        (["Ana", "Inés"], "Ana e Inés"),
        (["padres", "hijos"], "padres e hijos"),
        (["agua", "hielo"], "agua y hielo"),
        (["Ayacucho", "Ica"], "Ayacucho e Ica"),
        (["Ana", "Ian"], "Ana y Ian"),
    ],
)
def test_a_list_ends_in_y_or_e(parts, said):
    assert spanish.listing(parts) == said


@given(st.lists(st.text("abc", min_size=1, max_size=5), max_size=9))
def test_a_list_names_each_thing_once(parts):
    assert spanish.listing(parts).replace(" y ", ", ").split(", ") == (parts or [""])


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("19 b", "artículo 19 b) del Manual de Operaciones"),
        ("16", "artículo 16 del Manual de Operaciones"),
        ("LPAG 99", "artículo 99 del TUO de la Ley N.° 27444"),
        ("LPAG 98.1", "artículo 98.1 del TUO de la Ley N.° 27444"),
        ("Directiva 003-2026", "Directiva 003-2026"),
    ],
)
def test_an_article_token_becomes_a_citation(token, said):
    assert spanish.citation(token, "Manual de Operaciones") == said


def test_the_preposition_agrees_with_the_norm_or_the_body():
    assert spanish.of("Reglamento Interno") == "del Reglamento Interno"
    assert spanish.of("Directiva N.° 1") == "de la Directiva N.° 1"
    assert spanish.of("Comisión Multisectorial") == "de la Comisión Multisectorial"
    assert spanish.of("Ley N.° 1") == "de la Ley N.° 1"
    assert spanish.of("Programa Nacional PAIS") == "del Programa Nacional PAIS"
    assert spanish.of("Corte Superior de Lima") == "de la Corte Superior de Lima"


def test_days_agree_with_their_number():
    assert [spanish.counting("business", n) for n in (1, 2)] == ["hábil", "hábiles"]
    assert [spanish.counting("calendar", n) for n in (1, 2)] == ["calendario", "calendario"]


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 kB"), (1, "0.1 kB"), (812, "0.8 kB"), (35_300, "34.5 kB"), (1_258_291, "1.2 MB")],
)
def test_a_size_is_said_in_kb_or_mb(count, said):
    assert spanish.size(count) == said
