"""What an installed wheel carries: without templates or migrations the program would start, and then fail."""

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the source distribution of this tree, without touching the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("ayni-*.whl")
    return path


@pytest.fixture(scope="module")
def wheel(archive: Path) -> set[str]:
    """The names of the files in the wheel."""
    with zipfile.ZipFile(archive) as opened:
        return set(opened.namelist())


def files(folder: str, *patterns: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in (ROOT / folder).rglob(pattern)
        if "__pycache__" not in path.parts
    }


def test_the_wheel_carries_every_module_and_data_file_of_both_packages(wheel):
    assert files("bot", "*.py", "*.toml", "*.mako") | files("docgen", "*.py", "*.toml") <= wheel


def test_the_wheel_carries_the_migrations(wheel):
    assert "bot/store/migrations/env.py" in wheel
    assert "bot/store/migrations/script.py.mako" in wheel
    assert any(name.startswith("bot/store/migrations/versions/0001") for name in wheel)


def test_the_wheel_carries_the_word_templates_where_docgen_looks_for_them(wheel):
    templates = {path.name for path in (ROOT / "templates/word").glob("*.docx")}
    assert templates
    assert {f"docgen/templates/{name}" for name in templates} <= wheel


def test_the_wheel_carries_the_texts_of_the_chat_where_the_bot_looks_for_them(wheel):
    chat = files("templates/chat", "*.j2", "*.toml")
    assert chat
    assert {name.replace("templates/chat", "bot/templates") for name in chat} <= wheel


def test_the_wheel_carries_nothing_that_only_the_repository_needs(wheel):
    tops = {name.partition("/")[0] for name in wheel if ".dist-info/" not in name}
    assert tops == {"bot", "docgen"}
    assert not any(name.endswith((".png", ".pyc")) or "/source/" in name for name in wheel)


def test_the_command_is_ayni(archive):
    with zipfile.ZipFile(archive) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/entry_points.txt"))
        assert opened.read(name).decode().split("\n")[:2] == ["[console_scripts]", "ayni = bot.__main__:main"]


@pytest.fixture(scope="module")
def elsewhere(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it, which takes what the wheel needs from this one."""
    place = tmp_path_factory.mktemp("elsewhere")
    venv.create(place / "venv", with_pip=False, symlinks=True)
    (packages,) = (place / "venv").rglob("site-packages")
    pip = [sys.executable, "-m", "pip", "--python", str(place / "venv")]
    install = [*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(archive)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    here = [path for path in site.getsitepackages() if Path(path).is_dir()]
    (packages / "needs.pth").write_text("\n".join(here), encoding="utf-8")
    return place


def test_installed_it_plays_the_demo_from_any_folder_and_time_zone(elsewhere: Path):
    """`pip install .` works without the repository: templates, migrations and texts come with the wheel."""
    folder = elsewhere / "some folder ñ"
    folder.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("AYNI_", "PYTHON"))}
    env = clean | {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}
    (ayni,) = elsewhere.glob("venv/bin/ayni")
    done = subprocess.run([ayni, "demo"], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    left = {path.suffix for path in (folder / "demo-out").rglob("*") if path.is_file()}
    assert {".docx", ".ics", ".json"} <= left
    written = [path.name for path in (folder / "demo-out").rglob("*.docx")]
    assert {name.split("-")[1] for name in written if "-" in name} >= {
        "convocatoria",
        "designacion",
        "asistencia",
        "acta",
    }
    assert all(name in done.stdout for name in written)
    found = subprocess.run(
        [ayni.with_name("python"), "-c", "import bot, docgen; print(bot.__file__, docgen.__file__)"],
        cwd=folder, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(ROOT) not in found.stdout
