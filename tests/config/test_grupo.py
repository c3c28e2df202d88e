import dataclasses
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigError
from bot.grupo import example_toml, load_grupo, parse_grupo
from bot.grupo.articles import TOPICS
from bot.rules.reglamento import LIMITS, Counting, MajorityBase, QuorumBase, Reglamento, Topic

EXAMPLE = example_toml()


def refusal(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse_grupo(text)
    return str(caught.value)


def changed(before: str, after: str) -> tuple[str, int]:
    """The example with one passage changed, and the line where the change ends."""
    assert EXAMPLE.count(before) == 1, before
    line = EXAMPLE[: EXAMPLE.index(before)].count("\n") + after.count("\n") + 1
    return EXAMPLE.replace(before, after), line


def test_the_example_loads_and_asks_for_the_manuals_own_rules():
    grupo = parse_grupo(EXAMPLE)
    assert grupo.reglamento() == Reglamento()
    assert [seat.clave for seat in grupo.integrantes] == [
        "vmpes",
        "vmps",
        "dgse",
        "dgcgps",
        "dgacps",
        "de",
        "opi",
    ]
    assert [seat.clave for seat in grupo.integrantes if seat.preside] == ["vmpes"]
    assert [seat.clave for seat in grupo.integrantes if seat.secretaria_tecnica] == ["dgse"]
    assert len(grupo.equipo_tecnico) == 2
    assert sorted(grupo.holidays) == [date(2025, 5, 2), date(2025, 12, 26), date(2026, 1, 2)]
    assert grupo.official_years[2026] == "Año de la Esperanza y el Fortalecimiento de la Democracia"


def test_the_example_shows_every_parameter_with_the_manuals_value():
    bare = EXAMPLE[: EXAMPLE.index("[reglamento]")]
    assert parse_grupo(bare).parametros == parse_grupo(EXAMPLE).parametros
    for key in type(parse_grupo(bare).parametros).model_fields:
        assert f"\n{key} = " in EXAMPLE


def test_every_parameter_of_the_reglamento_can_be_set():
    text, _ = changed(
        EXAMPLE[EXAMPLE.index("[reglamento]") : EXAMPLE.index("# Los artículos que")],
        """[reglamento]
ordinaria_dias = 5
ordinaria_computo = "habiles"
extraordinaria_dias = 2
extraordinaria_computo = "habiles"
cuenta_dia_aviso = true
cuenta_dia_sesion = false
segunda_lista_minutos = 30
segunda_convocatoria_dias_habiles = 2
acta_dias_utiles = 5
mayoria = "de_los_presentes"
quorum_base = "cargos_ocupados"
quorum_permanece = false
votos_visibles = true
codigo_acuerdo = "A-{numero:04d}/{anio}"
nombre_sesion = "Reunión {tipo} {numero}-{anio}"
[articulos]
quorum = "7 b"
votacion = "LPAG 110.1"
""",
    )
    assert parse_grupo(text).reglamento() == Reglamento(
        ordinary_days=5,
        ordinary_counting=Counting.BUSINESS,
        extraordinary_days=2,
        extraordinary_counting=Counting.BUSINESS,
        notice_day_counts=True,
        session_day_counts=False,
        second_list_minutes=30,
        acta_business_days=5,
        majority=MajorityBase.OF_PRESENT,
        quorum_base=QuorumBase.FILLED_SEATS,
        quorum_sticky=False,
        ballots_hidden_while_open=False,
        second_convening_business_days=2,
        acuerdo_code="A-{numero:04d}/{anio}",
        sitting_name="Reunión {tipo} {numero}-{anio}",
        articles={Topic.QUORUM: "7 b", Topic.VOTES: "LPAG 110.1"},
    )


@pytest.mark.parametrize(
    ("key", "parameter"),
    [
        ("ordinaria_dias", "ordinary_days"),
        ("extraordinaria_dias", "extraordinary_days"),
        ("segunda_lista_minutos", "second_list_minutes"),
        ("acta_dias_utiles", "acta_business_days"),
        ("segunda_convocatoria_dias_habiles", "second_convening_business_days"),
    ],
)
def test_the_file_takes_the_numbers_that_the_rules_take_and_no_others(key: str, parameter: str):
    def with_value(value: int) -> str:
        return re.sub(rf"(?m)^{key} = \d+", f"{key} = {value}", EXAMPLE)

    low, high = LIMITS[parameter][0][0], LIMITS[parameter][0][-1]
    for value in (low, high):
        assert getattr(parse_grupo(with_value(value)).reglamento(), parameter) == value
    for value in (low - 1, high + 1):
        assert f"de {low} a {high}" in refusal(with_value(value))


def test_no_parameter_of_the_reglamento_is_left_without_a_key():
    reglamento = {field.name for field in dataclasses.fields(Reglamento)} - {"articles", "lpag"}
    assert len(reglamento) == len(type(parse_grupo(EXAMPLE).parametros).model_fields)


def test_every_topic_has_its_key_among_the_articles():
    assert sorted(TOPICS.values()) == sorted(Topic)


def test_a_vacant_seat_has_no_titular_and_an_acting_one_is_marked():
    text, _ = changed('titular = "Sr. Julio César Arana Tello"', "vacante = true")
    text = text.replace('titular = "Dra. Ana', 'encargado = true\ntitular = "Dra. Ana')
    seats = {seat.clave: seat for seat in parse_grupo(text).integrantes}
    assert (seats["vmps"].vacante, seats["vmps"].titular) == (True, None)
    assert seats["de"].encargado


def test_text_is_normalised_and_its_spaces_are_mended():
    text, _ = changed("Sr. Julio César", "  Sr.  Julio Ce\u0301sar")
    assert parse_grupo(text).integrantes[1].titular == "Sr. Julio César Arana Tello"


@pytest.mark.parametrize(
    ("before", "after", "key", "expected"),
    [
        ('sigla = "AYNI-GT"', 'sigla = "AYNI/GT"', "organo.sigla", "letras, cifras y guiones"),
        ("America/Lima", "America/Limma", "organo.zona_horaria", "America/Lima"),
        ("America/Lima", "../../etc/passwd", "organo.zona_horaria", "America/Lima"),
        ('2026 = "Año', '26 = "Año', "organo.anio_oficial.26", "años de 1990 a 2100"),
        ('ciudad = "Lima"', 'ciudad = ""', "organo.ciudad", "de 1 a 120 caracteres"),
        ('ciudad = "Lima"', "ciudad = 15", "organo.ciudad", "texto entre comillas"),
        ('clave = "vmps"', 'clave = "VM PS"', "integrantes[2].clave", "letras minúsculas"),
        ('clave = "vmps"', 'clave = "una-clave-demasiado-larga"', "integrantes[2].clave", "1 a 16"),
        ('clave = "opi"', 'clave = "vmpes"', "integrantes[7].clave", "clave repetida «vmpes»"),
        ('cargo = "Viceministro', 'carga = "Viceministro', "integrantes[2].carga", "¿quiso decir «cargo»?"),
        ("preside = true", 'preside = "sí"', "integrantes[1].preside", "true o false"),
        ('Tello"\n', 'Tello"\npreside = true', "integrantes[2].preside", "uno solo (Presidencia)"),
        ('Soto"\n', 'Soto"\nsecretaria_tecnica = true', "integrantes[4].secretaria_tecnica", "uno solo"),
        ("Dra. Ana Sofía Villanueva Ríos", "Lic. julio cesar ARANA  Tello", "[6].titular", "«vmps»"),
        ("Dra. Ana Sofía Villanueva Ríos", "Ana\\u0007", "integrantes[6].titular", "U+0007"),
        ("Dra. Ana Sofía Villanueva Ríos", "Ana\\u202e", "integrantes[6].titular", "U+202E"),
        ("Dra. Ana Sofía Villanueva Ríos", "Ana\\nRíos", "integrantes[6].titular", "una sola línea"),
        ("Dra. Ana Sofía Villanueva Ríos", "A" * 121, "integrantes[6].titular", "de 1 a 120"),
        ('Velarde"', 'Velarde"\nvacante = true', "integrantes[3].vacante", "no lleva titular"),
        ('titular = "Dr. Martín Ñaupari Velarde"', "vacante = true", "integrantes[3].vacante", "Secretaría"),
        ("Bach. Luis Alberto Yupanqui Rojas", "Dr. Martin Naupari Velarde", "tecnico[2].nombre", "«dgse»"),
        ("\nordinaria_dias = 7", "\nordinaria_dias = 7.5", "reglamento.ordinaria_dias", "se encontró 7.5"),
        ("\nordinaria_dias = 7", "\nordinaria_dias = true", "reglamento.ordinaria_dias", "entero"),
        ("\nordinaria_dias = 7", "\nordinaria_dias = -1", "reglamento.ordinaria_dias", "de 0 a 90"),
        ("\nordinaria_dias = 7", '\nordinaria_dias = "7"', "reglamento.ordinaria_dias", 'se encontró "7"'),
        ("\nordinaria_dias = 7", "\nordinarias_dias = 7", "reglamento.ordinarias_dias", "clave desconocida"),
        ('"de_los_votos"', '"absoluta"', "reglamento.mayoria", '"de_los_votos" o "de_los_presentes"'),
        ('"todos_los_cargos"', '"todos"', "reglamento.quorum_base", '"cargos_ocupados"'),
        ("-{anio}-{sigla}", "-{sigla}", "reglamento.codigo_acuerdo", "no lleva el campo «anio»"),
        ("-{anio}-{sigla}", "-{anio}-{sigla.__class__}", "reglamento.codigo_acuerdo", "no conoce el campo"),
        ("-{anio}-{sigla}", "-{anio-{sigla}", "reglamento.codigo_acuerdo", "se esperaba {numero:03d}"),
        ("Sesión {tipo} N.°", "Sesión N.°", "reglamento.nombre_sesion", "no lleva el campo «tipo»"),
        ("# [articulos]", '[articulos]\nquorun = "19 c"', "articulos.quorun", "¿quiso decir «quorum»?"),
        ("# [articulos]", '[articulos]\nquorum = "el 19"', "articulos.quorum", "como"),
        ("2025-12-26", "2025-05-02", "feriados[2].fecha", "fecha repetida 2025-05-02"),
        ("2025-12-26", '"26/12/2025"', "feriados[2].fecha", "aaaa-mm-dd sin comillas"),
        ("2025-12-26", "2025-12-26T00:00:01", "feriados[2].fecha", "aaaa-mm-dd sin comillas"),
        ("2025-12-26", "1925-12-26", "feriados[2].fecha", "de 1990 a 2100"),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_with_file_line_key_and_what_is_expected(before, after, key, expected):
    text, line = changed(before, after)
    message = refusal(text)
    assert message.startswith(f"grupo.toml, línea {line}, "), message
    assert f"{key}: " in message
    assert expected in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("preside = true\n", "", "integrantes: ningún integrante tiene preside = true"),
        ("secretaria_tecnica = true\n", "", "integrantes: ningún integrante tiene secretaria_tecnica = true"),
        ('cargo = "Directora de Evaluación"\n', "", "integrantes[6].cargo: falta"),
        ('titular = "Sr. Julio César Arana Tello"\n', "", "integrantes[2]: falta el titular de «vmps»"),
        (
            'motivo = "Día no laborable',
            'motivos = "Día no laborable',
            "feriados[1].motivos: clave desconocida",
        ),
        ("[reglamento]", "[reglamentos]", "reglamentos: clave desconocida (¿quiso decir «reglamento»?)"),
        ('ciudad = "Lima"\n', "", "organo.ciudad: falta"),
        (
            "[[equipo_tecnico]]\n",
            "[[equipo_tecnico]]\nnombre = 1\n",
            "no es TOML válido: la clave está repetida",
        ),
        ('sigla = "AYNI-GT"', 'sigla = "AYNI-GT', "línea 6, columna"),
        ('sigla = "AYNI-GT"', "sigla = AYNI-GT", "el valor no se entiende"),
        ('sigla = "AYNI-GT"', 'sigla: "AYNI-GT"', "línea 6, columna 6: no es TOML válido: falta el signo ="),
        ("2025-12-26", "2025-02-30", "columna 9: no es TOML válido: la fecha no existe"),
    ],
)
def test_a_file_that_lacks_or_confuses_something_is_refused_in_one_line(before, after, expected):
    message = refusal(EXAMPLE.replace(before, after, 1))
    assert expected in message, message
    assert message.startswith("grupo.toml, línea ")
    assert "\n" not in message


@pytest.mark.parametrize("text", ["", "integrantes = 3", "x = [" * 5000, f"x = {'9' * 5000}", "a = {b = {"])
def test_a_file_that_is_nothing_like_it_is_refused_in_one_line(text):
    message = refusal(text)
    assert message.startswith("grupo.toml")
    assert "\n" not in message


def test_a_body_of_one_and_a_staff_of_seven_are_allowed_but_not_eight():
    head = EXAMPLE[: EXAMPLE.index("[[integrantes]]\n")]
    seat = 'clave = "a"\ncargo = "X"\ntitular = "A"\npreside = true\nsecretaria_tecnica = true'
    alone = f"{head}[[integrantes]]\n{seat}\n"
    staff = [f'[[equipo_tecnico]]\nnombre = "P{number}"\n' for number in range(8)]
    assert len(parse_grupo(alone + "".join(staff[:7])).equipo_tecnico) == 7
    assert "hasta 7 tablas [[equipo_tecnico]]" in refusal(alone + "".join(staff))


def test_a_file_from_another_editor_is_read_all_the_same(tmp_path):
    path = tmp_path / "grupo.toml"
    path.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode())
    assert load_grupo(path) == parse_grupo(EXAMPLE)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    latin = tmp_path / "latin.toml"
    latin.write_bytes(EXAMPLE.encode("latin-1"))
    for path, reason in [
        (tmp_path / "no.toml", "no existe"),
        (tmp_path, "no se puede leer"),
        (latin, "UTF-8"),
    ]:
        with pytest.raises(ConfigError) as caught:
            load_grupo(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert reason in str(caught.value)


VALUES = st.sampled_from(
    ['""', "0", "-1", "true", "1.5", "[]", "{}", "2026-01-01", '"{numero}"', '"x"', '[{a = "b"}]']
)


@given(st.integers(0, EXAMPLE.count("\n")), VALUES)
def test_no_value_in_any_line_ends_in_anything_but_a_grupo_or_one_line(number, value):
    lines = EXAMPLE.split("\n")
    key, equals, _ = lines[number].partition(" = ")
    lines[number] = f"{key}{equals}{value}" if equals else value
    message = "grupo.toml"
    try:
        parse_grupo("\n".join(lines))
    except ConfigError as error:
        message = str(error)
    assert message.startswith("grupo.toml")
    assert "\n" not in message
