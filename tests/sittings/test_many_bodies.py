"""One deployment, two bodies with the same secretary: nothing of one shows, counts or is exported in the other."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.grupo import Grupo, example_toml, parse_grupo
from bot.sandbox.stage import Stage, stage
from bot.store import tables
from bot.usecases import enrolment, exporting
from bot.usecases.installation import install_body
from tests.sittings.acts import MONDAY, convocatoria, faults, heard, lima, reach_agenda, rows, said

OTHER = "COM-ETICA"


def other_grupo() -> Grupo:
    """A second body of the same people's names, with its own sigla and code."""
    text = example_toml().replace('"AYNI-GT"', f'"{OTHER}"')
    return parse_grupo(text)


@pytest.fixture
async def two(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The ST of the first body is the ST of the second; four persons are in the second only; both bound."""
    async with stage(MONDAY, database_url, tmp_path / "archivo") as made:
        second = other_grupo()
        desk = made.app.desk
        await made.app.run(install_body, desk, second)
        invited = await made.app.run(enrolment.invite_all, desk, OTHER)
        codes = {each.name: each.code for each in invited}
        seats = {}
        for member in second.integrantes[:4]:
            name = str(member.titular)
            person = made.secretary if member.secretaria_tecnica else made.server.person(f"{name} bis")
            await person.start(codes[name])
            seats[member.clave] = person
        group = made.server.group("Comité de Ética", *seats.values())
        made.others = {f"{key} bis": person for key, person in seats.items()}
        await made.secretary.send("/vincular", chat=group)
        await made.secretary.press(OTHER, chat=group)
        made.second = replace(made, grupo=second, seats=seats, group=group, team=[])  # type: ignore[attr-defined]
        yield made


async def convened(made: Stage, sigla: str, day: int) -> None:
    await made.secretary.send(convocatoria(lima(day, 10), agenda=[f"Asunto de {sigla}"]))
    assert "¿A cuál" in made.secretary.inbox()[-1].text
    await made.secretary.press(sigla)
    await made.secretary.press("Emitir convocatoria")


async def adopted(made: Stage, day: int) -> None:
    """A sitting of that body from the list, taken in its group, to an acuerdo and the close."""
    await made.at(lima(day, 10))
    await made.secretary.press("Abrir sala", message=heard(made.secretary, "Es hora de la primera lista")[-1])
    await made.secretary.press("Primera lista")
    for person in list(made.seats.values())[:4]:
        await person.press("Presente", chat=made.group)
    await made.secretary.press("Instalar sesión")
    await reach_agenda(made)
    await made.secretary.send("/votar 1 Aprobar lo expuesto")
    for person in list(made.seats.values())[:4]:
        await person.press("A favor", chat=made.group)
    await made.secretary.press("Cerrar votación")
    await made.secretary.send("/acuerdo\nCódigo: 1-2026\nResponsable: dgse\nPlazo: 30/04/2026")
    if "¿A cuál" in made.secretary.inbox()[-1].text:
        await made.secretary.press(made.grupo.organo.sigla)
    await made.secretary.press("Cerrar sesión", message=_panel(made))


def _panel(made: Stage):  # type: ignore[no-untyped-def]
    return [each for each in made.secretary.inbox() if "Cerrar sesión" in each.labels][-1]


async def test_two_bodies_sit_each_with_its_numbers_codes_papers_and_people(two: Stage, tmp_path: Path):
    """W1, V7: both have their first sitting and their first acuerdo; nobody hears of the other's."""
    second: Stage = two.second  # type: ignore[attr-defined]
    await convened(two, "AYNI-GT", 12)
    await convened(two, OTHER, 13)
    only_first, only_second = two.seats["vmpes"], second.seats["vmpes"]
    assert heard(only_first, "CONVOCATORIA", f"Asunto de {OTHER}") == []
    assert heard(only_second, "CONVOCATORIA", "Asunto de AYNI-GT") == []
    assert len(heard(two.secretary, "CONVOCATORIA", "Asunto de")) >= 2
    assert heard(two.secretary, "CONVOCATORIA", f"Asunto de {OTHER}")[0].text.startswith(OTHER)
    assert not heard(only_first, "CONVOCATORIA")[0].text.startswith("AYNI-GT")
    await adopted(two, 12)
    await adopted(second, 13)
    assert [(row.body_id, row.number) for row in rows(two, tables.sitting)] == [(1, 1), (2, 1)]
    codes = [row.code for row in rows(two, tables.acuerdo)]
    assert codes == ["ACUERDO N.° 001-2026-AYNI-GT", f"ACUERDO N.° 001-2026-{OTHER}"]
    mine = "\n".join(each.text for each in two.group.transcript())
    theirs = "\n".join(each.text for each in second.group.transcript())
    assert OTHER not in mine
    assert "AYNI-GT" not in theirs.replace("ayni", "")
    await only_second.send("/sesiones")
    said(only_second, "13/03/2026")
    assert "12/03/2026" not in only_second.inbox()[-1].text
    await two.at(lima(23, 9, month=4))
    assert heard(two.seats["vmpes"], OTHER) == []
    assert len(heard(two.secretary, "vence en una semana", OTHER)) == 1
    written = await two.app.run(exporting.export, two.app.desk, tmp_path / "out")
    by_body = {path.relative_to(tmp_path / "out").parts[0] for path in written}
    assert by_body == {"AYNI-GT", OTHER}
    for row in rows(two, tables.document):
        owner = {row.id: row.body_id for row in rows(two, tables.sitting)}
        assert row.sitting_id is None or owner[row.sitting_id] == row.body_id
    assert faults(two) == []


async def test_a_press_carries_its_body_and_does_nothing_in_another(two: Stage):
    """W5: the first body's buttons pressed by somebody of the second, and the numbers forged."""
    await convened(two, "AYNI-GT", 12)
    second: Stage = two.second  # type: ignore[attr-defined]
    shown = heard(two.seats["opi"], "CONVOCATORIA")[-1]
    data = str(shown.button("Asistiré")["callback_data"])
    outsider = second.seats["vmps"]
    assert "registradas" in await outsider.press_data(data, shown)
    action, _, rest = data.split(":", 2)
    assert "no" in (await outsider.press_data(f"{action}:2:{rest}", shown)).lower()
    assert rows(two, tables.rsvp) == []


async def test_only_bodies_in_which_a_command_means_something_are_asked_about(two: Stage):
    """W5: whoever runs one body and is a member of two is asked only where either could be meant."""
    second: Stage = two.second  # type: ignore[attr-defined]
    both = two.seats["vmpes"]
    await two.secretary.send("/reglamento", chat=second.group)
    assert "¿A cuál" not in second.group.transcript()[-1].text
    invited = await two.app.run(enrolment.invite_all, two.app.desk, OTHER)
    await both.start(next(each.code for each in invited if "opi" in each.post or "Planeamiento" in each.post))
    await both.send("/convocar")
    assert "Tipo:" in both.inbox()[-1].text
    await both.send("/sesiones")
    assert "¿A cuál" in both.inbox()[-1].text


async def test_a_stranger_alerts_the_st_once_a_day_whatever_the_bodies_and_learns_nothing(two: Stage):
    """W5: one notice to the ST of both bodies; no data goes out."""
    nobody = two.server.person("Nadie")
    await nobody.send("/sesiones")
    await nobody.send("hola")
    assert "AYNI" not in nobody.inbox()[-1].text
    assert OTHER not in nobody.inbox()[-1].text
    assert len(heard(two.secretary, "sin acceso registrado")) == 1
