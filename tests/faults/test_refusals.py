"""What an operator can get wrong: an exit code, one line on stderr, and nothing half done."""

import sqlite3
from pathlib import Path

import pytest

from bot.grupo import example_toml
from bot.sandbox.server import BotApiServer
from tests.faults.ministry import ROOT, Done, Ministry, ayni


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        "AYNI_TELEGRAM_TOKEN": "123:wrong",
        "AYNI_DATABASE_URL": f"sqlite:///{tmp_path / 'ayni.db'}",
        "AYNI_FILES_DIR": str(tmp_path / "archivo"),
    }


def one_line(done: Done, *words: str) -> None:
    assert done.code in (1, 2), done.out
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert all(word in line for word in words), line


async def init(folder: Path, env: dict[str, str], text: str = "") -> Done:
    (folder / "grupo.toml").write_text(text or example_toml())
    return await ayni("init", "grupo.toml", folder=folder, **env)


async def test_a_wrong_token_is_one_line(tmp_path: Path, env: dict[str, str]):
    """`run` ends at once instead of asking for ever."""
    assert (await init(tmp_path, env)).code == 0
    async with BotApiServer() as server:
        at_server = env | {"AYNI_TELEGRAM_API_URL": server.url}
        for command in ("run", "invite"):
            done = await ayni(command, folder=tmp_path, **at_server)
            one_line(done, "AYNI_TELEGRAM_TOKEN", "@BotFather")
            assert "123:wrong" not in done.err


async def test_without_token_database_or_schema_it_does_not_start(tmp_path: Path, env: dict[str, str]):
    """Each is named by its variable."""
    one_line(await ayni("run", folder=tmp_path, **env), "AYNI_DATABASE_URL", "ayni init grupo.toml")
    away = env | {"AYNI_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:9/nothing"}
    one_line(await ayni("run", folder=tmp_path, **away), "AYNI_DATABASE_URL", "no responde")
    one_line(await init(tmp_path, away), "AYNI_DATABASE_URL")
    assert (await init(tmp_path, env)).code == 0
    bare = {name: value for name, value in env.items() if name != "AYNI_TELEGRAM_TOKEN"}
    one_line(await ayni("run", folder=tmp_path, **bare), "AYNI_TELEGRAM_TOKEN", "falta")
    one_line(
        await ayni("run", folder=tmp_path, **env, AYNI_TICK_SECONDS="often"), "AYNI_TICK_SECONDS", "often"
    )


async def test_asked_to_stop_while_the_network_is_away_it_stops(tmp_path: Path, env: dict[str, str]):
    """SIGTERM: exit 0, whatever it was waiting for."""
    assert (await init(tmp_path, env)).code == 0
    away = Ministry(BotApiServer(), tmp_path, env | {"AYNI_TELEGRAM_API_URL": "http://127.0.0.1:9"})
    await away.start("out of reach")
    assert await away.stop() == 0
    await away.close()


async def test_a_missing_template_is_named_before_the_bot_starts(tmp_path: Path, env: dict[str, str]):
    """An acta that can't be printed is found out now, not in three days."""
    assert (await init(tmp_path, env)).code == 0
    root = tmp_path / "program"
    root.mkdir()
    for package in ("bot", "docgen"):
        (root / package).symlink_to(ROOT / package)
    for kind in ("word", "chat"):
        (root / "templates" / kind).mkdir(parents=True)
        for path in (ROOT / "templates" / kind).iterdir():
            (root / "templates" / kind / path.name).symlink_to(path)
    (root / "templates" / "word" / "acta.docx").unlink()
    one_line(await ayni("run", folder=tmp_path, root=root, **env), "acta.docx")
    doctor = await ayni("doctor", folder=tmp_path, root=root, **env)
    assert doctor.code == 1
    assert "acta.docx" in doctor.out


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("ordinaria_dias = 7", "ordinaria_dais = 7", ["grupo.toml", "ordinaria_dais"]),
        ("ordinaria_dias = 7", 'ordinaria_dias = "siete"', ["grupo.toml", "ordinaria_dias"]),
        ("secretaria_tecnica = true", "", ["grupo.toml", "secretaria_tecnica"]),
        ("secretaria_tecnica = true", "secretaria_tecnica = true\npreside = true", ["grupo.toml", "preside"]),
        ("Sr. Julio César Arana Tello", "Dr. Martín Ñaupari Velarde", ["grupo.toml", "Martín"]),
        ('clave = "vmps"', 'clave = "dgse"', ["grupo.toml", "dgse"]),
        ("[organo]", "[organo", ["grupo.toml"]),
    ],
)
async def test_a_wrong_grupo_toml_changes_nothing(tmp_path: Path, env: dict[str, str], before, after, words):
    """File and key are named; the body stays as it was, and without one none is made."""
    assert before in example_toml()
    wrong = example_toml().replace(before, after, 1)
    one_line(await init(tmp_path, env, wrong), *words)
    assert not (tmp_path / "ayni.db").exists()


async def test_a_wrong_file_leaves_the_installed_body_as_it_was(tmp_path: Path, env: dict[str, str]):
    """Nothing of the file is taken over where a part of it is refused."""
    assert (await init(tmp_path, env)).code == 0
    wrong = (
        example_toml()
        .replace("Viceministra de Políticas", "Ministra de Políticas")
        .replace("ordinaria_dias", "dias")
    )
    one_line(await init(tmp_path, env, wrong), "dias")
    with sqlite3.connect(tmp_path / "ayni.db") as db:
        posts = [row[0] for row in db.execute("SELECT post FROM seat")]
    db.close()
    assert not any(post.startswith("Ministra") for post in posts)
    again = await init(tmp_path, env)
    assert again.out.strip() == "AYNI-GT: sin cambios."
