"""Another body, of five seats and with rules of its own, plays the same scripts with its own outcomes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.grupo import parse_grupo
from bot.sandbox.demo import play
from bot.sandbox.script import START, Cast, ordinary_sitting
from bot.sandbox.script_extraordinary import extraordinary_sitting
from bot.sandbox.stage import Stage, stage
from bot.store import tables
from tests.sittings.acts import faults, files, heard, in_group, in_session, rows, vote, words_of

LA_PAZ = ZoneInfo("America/La_Paz")
FIVE = parse_grupo(
    """
[organo]
sigla = "CONSEJO-5"
nombre = "Consejo Consultivo de Innovación"
entidad = "Entidad de Prueba"
norma = "Resolución N.° 5-2026"
ciudad = "Desaguadero"
zona_horaria = "America/La_Paz"
[[integrantes]]
clave = "pre"
cargo = "Presidenta del Consejo"
titular = "Sra. Alba Nina"
preside = true
[[integrantes]]
clave = "sec"
cargo = "Secretario del Consejo"
titular = "Sr. Bruno Ollanta"
secretaria_tecnica = true
[[integrantes]]
clave = "b"
cargo = "Consejera de Economía"
titular = "Sra. Clara Puma"
encargado = true
[[integrantes]]
clave = "c"
cargo = "Consejero de Salud"
titular = "Sr. Darío Quea"
[[integrantes]]
clave = "d"
cargo = "Consejero de Educación"
titular = "Sr. Elmer Ramos"
[reglamento]
ordinaria_dias = 7
ordinaria_computo = "habiles"
extraordinaria_dias = 3
extraordinaria_computo = "habiles"
segunda_lista_minutos = 30
mayoria = "de_los_presentes"
codigo_acuerdo = "RES-{numero:02d}/{anio} {sigla}"
[articulos]
quorum = "31 c"
plazo_ordinaria = "40 a"
listas = "31 e"
mayoria = "30"
"""
)
CAST = Cast(
    held=datetime(2026, 3, 12, 10, 0, tzinfo=LA_PAZ),
    too_soon="10/03/2026 10:00",
    president="pre",
    absent="",
    dissenter="b",
    represented="c",
    without_telephone="d",
    onlooker="c",
    late=("b",),
    minutes=30,
    responsible=("c", "sec"),
)


@pytest.fixture
async def five(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(
        START, database_url, tmp_path / "archivo", grupo=FIVE, without_telephone=frozenset({"d"})
    ) as made:
        yield made


async def test_the_ordinary_script_with_the_rules_of_another_body(five: Stage):
    """C4, C5, Q1, Q2, V1, V4, V7: business days, three of five, half an hour, majority of those present."""
    await ordinary_sitting(five, CAST)
    refused = heard(five.secretary, "El plazo no alcanza")[0].text
    assert "6 días" in refused
    assert "días hábiles" in refused
    assert "11/03/2026" in refused
    assert "artículo 40 a)" in refused
    assert in_group(five, "quórum: 3")
    sitting = rows(five, tables.sitting)[0]
    assert (sitting.second_list_at - sitting.first_list_at).total_seconds() == 30 * 60
    assert f"{sitting.held_at.astimezone(LA_PAZ):%H:%M}" == "10:00"
    outcomes = [(row.outcome, row.in_favour, row.against, row.present) for row in rows(five, tables.vote)]
    assert outcomes == [("approved", 4, 1, 5), ("approved", 2, 2, 5)]
    codes = [row.code for row in rows(five, tables.acuerdo)]
    assert codes == ["RES-01/2026 CONSEJO-5", "RES-02/2026 CONSEJO-5", "RES-03/2026 CONSEJO-5"]
    acta = words_of(five, files(five.president, ".docx")[-1])
    for words in ("RES-01/2026 CONSEJO-5", "Consejera de Economía (e)", "Desaguadero", "artículo 31 e)"):
        assert words in acta
    assert faults(five) == []


async def test_two_for_one_against_and_two_abstentions_is_no_majority_of_five_present(five: Stage):
    """V1: `of_present` refuses what the Manual's own reading would approve, and the result says so."""
    await in_session(five, "pre", "sec", "b", "c", held_at=CAST.held)
    await five.secretary.press("d")
    ballots = {"pre": "A favor", "sec": "A favor", "b": "En contra", "c": "Abstención"}
    await vote(five, 1, "Aprobar", **ballots)
    said = in_group(five, "A favor: 2", "En contra: 1")[-1].text
    assert "NO APROBADO" in said
    assert "artículo 30" in said
    assert [row.readings_differ for row in rows(five, tables.vote)] == [True]


async def test_the_extraordinary_script_with_the_rules_of_another_body(five: Stage):
    """C2, Q2, Q3, V7: no quorum of three; the second convening sits with two, and decides."""
    held, second = datetime(2026, 3, 6, 16, 0, tzinfo=LA_PAZ), datetime(2026, 3, 9, 16, 0, tzinfo=LA_PAZ)
    await extraordinary_sitting(five, held, second, wait=30)
    first, again = rows(five, tables.sitting)
    assert (first.state, again.state, again.second_of) == ("concluded", "closed", first.id)
    assert [row.code for row in rows(five, tables.acuerdo)] == ["RES-01/2026 CONSEJO-5"]
    assert heard(five.president, "menos de tres")
    assert faults(five) == []


def test_the_extraordinary_script_leaves_the_constancia_among_the_papers(tmp_path: Path):
    """Q2, C2: what `ayni demo --extraordinaria` shows, with the seven of AYNI."""
    asyncio.run(play(tmp_path, extraordinary=True))
    kinds = {path.name.split("-")[1] for path in tmp_path.rglob("*-*.docx")}
    assert {"convocatoria", "constancia", "asistencia", "acta"} <= kinds
