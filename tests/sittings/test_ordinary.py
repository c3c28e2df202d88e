"""The ordinary sitting of the demo, from the convocatoria to the conformity with the acta."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.sandbox.demo import shown
from bot.sandbox.script import START, WITHOUT_TELEPHONE, ordinary_sitting
from bot.sandbox.stage import Stage, stage
from bot.store import tables
from bot.usecases.exporting import export
from tests.sittings.acts import convene, faults, files, first_list, heard, in_group, rows, words_of

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def said() -> list[str]:
    """Every line that anybody reads or writes in the sitting."""
    return []


@pytest.fixture
async def played(database_url: str, tmp_path: Path, said: list[str]) -> AsyncIterator[Stage]:
    """The whole sitting, just played."""
    async with stage(START, database_url, tmp_path / "archivo", without_telephone=WITHOUT_TELEPHONE) as made:
        made.server.world.watchers.append(lambda event: said.extend(shown(event.message).split("\n")))
        await ordinary_sitting(made)
        yield made


async def test_a_whole_ordinary_sitting_leaves_its_acuerdos_its_papers_and_a_journal_that_holds(
    played: Stage, said: list[str], tmp_path: Path
):
    """C3, C5, C8, C9, W2, Q1, Q2, Q5, V1, V3, V4, V5, V7, A1, A3: everything that the demo shows."""
    adopted = [row for row in rows(played, tables.acuerdo) if row.code]
    assert [row.code for row in adopted] == [f"ACUERDO N.° {number:03d}-2026-AYNI-GT" for number in (1, 2, 3)]
    assert [row.mode for row in adopted] == ["vote", "vote", "consensus"]
    assert faults(played) == []
    assert all(row.done_at and not row.error for row in rows(played, tables.inbox))
    assert {row.state for row in rows(played, tables.outbox)} == {"sent"}
    president = played.president
    assert len(in_group(played, "APROBADO", "Votación nominal")) == 2
    assert len(heard(president, "APROBADO", "Votación nominal")) == 2
    acta = words_of(played, files(president, ".docx")[-1])
    for row in adopted:
        assert row.code in acta
        assert row.text in acta
    assert "Lic. Juana Ríos & Asociados Quispe" in acta
    assert "Las bases no prevén el enfoque territorial." in acta
    assert "Participó en la elaboración de las bases." in acta
    assert "Comisión de servicio en Ayacucho, Oficio N.° 118-2026-MIDIS/VMPS" in acta
    (index,) = [path for path in export(played.app.desk, tmp_path / "out") if path.name == "index.json"
                and "Ordinaria" in path.parent.name]  # fmt: skip
    kinds = {line["tipo"] for line in json.loads(index.read_text())["documentos"]}
    assert kinds >= {"convocatoria", "calendario", "asistencia", "acta"}
    assert set(screens()) <= {line.strip() for line in said}


def screens() -> Iterator[str]:
    """The lines of the chats that the README shows."""
    for block in re.findall(r"^```\n([▶◀].*?)^```$", README.read_text(encoding="utf-8"), re.M | re.S):
        lines = (line.strip("▶◀ ") for line in block.split("\n"))
        yield from (line for line in lines if line not in ("", "…"))


async def test_a_closed_list_shows_what_was_marked_in_it_and_rests(body: Stage):
    """Q2: the first list keeps its three, the second what it had when the sitting was installed."""
    await convene(body)
    await first_list(body, "vmpes", "vmps", "dgse")
    await body.after(minutes=15)
    await body.secretary.press("Segunda lista")
    await body.seats["opi"].press("Presente")
    await body.secretary.press("Instalar sesión")
    await body.secretary.press("de")
    first, second = in_group(body, "lista · cerrada")
    assert "Primera lista" in first.text
    assert "Presentes: 3 de 7" in first.text
    assert first.text.count("🟢") == 3
    assert "Presentes: 4 de 7" in second.text
    assert second.text.count("🟢") == 4
    assert not first.labels
    assert not second.labels
