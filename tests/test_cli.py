"""The operator's command: what it prints, what it leaves, and how it ends."""

import asyncio
import json
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.grupo import example_toml, parse_grupo
from bot.sandbox.script import START, WITHOUT_TELEPHONE, ordinary_sitting
from bot.sandbox.stage import stage

TOKEN = "123456789:cli"


class Telegram(BaseHTTPRequestHandler):
    """As much of Telegram as a command asks: who the bot is."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        me = {"id": 123456789, "is_bot": True, "first_name": "AYNI", "username": "ayni_bot"}
        body = json.dumps({"ok": True, "result": me}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def telegram() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Telegram) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    stdout: str
    stderr: str


@dataclass
class Office:
    """A folder in which an operator works."""

    folder: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def run(self, *args: str, code: int | None = 0, **env: str) -> Done:
        """A command, its stdout a pipe."""
        with self.patch.context() as patch:
            for name, value in env.items():
                patch.setenv(name, value)
            patch.setattr("sys.argv", ["ayni", *args])
            self.capture.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        said = self.capture.readouterr()
        done = Done(int(ended.value.code or 0), said.out, said.err)
        assert code in (None, done.code), done
        return done

    def refused(self, *args: str, code: int = 1, **env: str) -> str:
        """The one line that a command ends with."""
        (line,) = self.run(*args, code=code, **env).stderr.splitlines()
        return line

    def installed(self) -> "Office":
        self.run("init", "--example", "grupo.toml")
        self.run("init", "grupo.toml")
        return self


@pytest.fixture
def office(
    tmp_path: Path, telegram: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Office:
    for name in [name for name in os.environ if name.startswith("AYNI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AYNI_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("AYNI_TELEGRAM_API_URL", telegram)
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the record and the papers of a whole sitting; tests work on copies."""
    folder = tmp_path_factory.mktemp("played")

    async def play() -> None:
        record = f"sqlite:///{folder / 'ayni.db'}"
        async with stage(START, record, folder / "archivo", without_telephone=WITHOUT_TELEPHONE) as made:
            await ordinary_sitting(made)
            await made.app.tick()

    asyncio.run(play())
    return folder


@pytest.fixture
def record(played: Path, office: Office) -> Office:
    """An office with a copy of that record."""
    shutil.copytree(played, office.folder, dirs_exist_ok=True)
    return office


def test_every_command_explains_itself(office: Office):
    listed = office.run("--help").stdout
    for command in ("demo", "init", "invite", "run", "verify", "export", "backup", "restore", "doctor"):
        assert command in listed
        explained = office.run(command, "--help").stdout
        assert "--help" in explained
        assert not any(word in explained for word in ("Usage", "Options", "Show this", "required", "default"))
    assert office.refused("nonsense", code=2).startswith("ayni: ")
    assert office.refused("export", code=2).startswith("ayni: ")
    assert office.refused("verify", "--no-such-option", code=2).startswith("ayni: ")


def test_the_example_goes_to_a_file_or_through_a_pipe(office: Office):
    office.run("init", "--example", "otro.toml")
    assert parse_grupo((office.folder / "otro.toml").read_text(encoding="utf-8")).organo.sigla == "AYNI-GT"
    assert office.run("init", "--example").stdout == example_toml()
    assert "otro.toml" in office.refused("init", "--example", "otro.toml")


def test_init_again_changes_only_what_the_file_changes(office: Office):
    office.run("init", "--example", "grupo.toml")
    assert office.run("init", "grupo.toml").stdout == "AYNI-GT: órgano creado con 7 integrantes.\n"
    assert office.run("init", "grupo.toml").stdout == "AYNI-GT: sin cambios.\n"
    path = office.folder / "grupo.toml"
    path.write_text(path.read_text().replace("Directora de Evaluación", "Directora General de Evaluación"))
    assert office.run("init", "grupo.toml").stdout == "AYNI-GT: actualizado (el puesto de).\n"
    path.write_text(path.read_text().replace('"AYNI-GT"', '"OTRO"'))
    assert office.run("init", "grupo.toml").stdout.startswith("OTRO: órgano creado")
    assert "falta el archivo" in office.refused("init")
    assert "nada.toml" in office.refused("init", "nada.toml")


def test_invite_into_a_pipe_is_one_line_per_person_with_its_link_unbroken(office: Office):
    office.installed()
    lines = [line.split("\t") for line in office.run("invite").stdout.splitlines()]
    assert len(lines) == 9
    assert all(len(line) == 3 and line[2].startswith("https://t.me/ayni_bot?start=") for line in lines)
    assert len({link for _post, _name, link in lines}) == 9
    assert ["Directora de Evaluación", "Dra. Ana Sofía Villanueva Ríos"] in [line[:2] for line in lines]
    assert "--body NADA" in office.refused("invite", "--body", "NADA")
    assert len(office.run("invite", "--body", "AYNI-GT", "--all").stdout.splitlines()) == 9


def test_verify_names_the_first_bad_entry_of_the_journal(record: Office):
    assert record.run("verify").stdout.startswith("Íntegro: ")
    with sqlite3.connect(record.folder / "ayni.db") as db:
        for (name,) in list(db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
            db.execute(f"DROP TRIGGER {name}")
        (seq,) = db.execute("SELECT min(seq) FROM journal WHERE data LIKE '%against%'").fetchone()
        db.execute("UPDATE journal SET data = replace(data, 'against', 'for') WHERE data LIKE '%against%'")
    db.close()
    done = record.run("verify", code=1)
    assert done.stderr.startswith(f"Diario del órgano 1, asiento {seq}: su contenido fue alterado")
    assert done.stdout == ""


def test_verify_names_a_row_that_is_not_what_the_journal_has(record: Office):
    with sqlite3.connect(record.folder / "ayni.db") as db:
        db.execute("UPDATE acuerdo SET text = 'Otra cosa' WHERE id = 1")
    db.close()
    done = record.run("verify", code=1)
    assert done.stderr.startswith("Acuerdo 1: el texto no es lo que consta en el diario (órgano 1, asiento ")


def test_verify_names_an_altered_file(record: Office):
    stored = next(path for path in sorted((record.folder / "archivo").rglob("*")) if path.is_file())
    stored.chmod(0o644)
    stored.write_bytes(stored.read_bytes() + b" ")
    done = record.run("verify", code=1)
    (line,) = done.stderr.splitlines()
    assert "fue alterado" in line
    assert stored.name[:16] in line


def test_export_writes_the_folders_with_their_index(record: Office):
    record.run("export", "out", "--sitting", "1")
    (index,) = (record.folder / "out").rglob("index.json")
    lines = json.loads(index.read_text(encoding="utf-8"))["documentos"]
    assert {line["tipo"] for line in lines} >= {"convocatoria", "calendario", "asistencia", "acta"}
    assert {path.name for path in (index.parent / "datos").iterdir()} >= {"votos.csv", "campos.json"}
    record.run("export", "abierto", "--publica")
    (public,) = (record.folder / "abierto").rglob("Sesión*/index.json")
    assert json.loads(public.read_text(encoding="utf-8"))["version_publica"] is True
    for line in lines:
        path = index.parent / line["archivo"]
        assert path.stat().st_size == line["bytes"]
        assert zipfile.is_zipfile(path) is (path.suffix == ".docx")
    refused = record.refused("export", "out", "--sitting", "77")
    assert "--sitting 77: no existe esa sesión; las que hay: 1-2026 (AYNI-GT)" in refused
    assert "--sitting marzo: no es un número de sesión" in record.refused(
        "export", "out", "--sitting", "marzo"
    )
    assert "ayni init" in record.refused("export", "x", AYNI_DATABASE_URL="sqlite:///other.db")


def test_export_says_that_there_is_nothing_yet_and_a_script_need_not_mind(office: Office):
    assert "ayni init" in office.refused("export", "out")
    office.installed()
    said = office.run("export", "out").stdout
    assert said == "Nada que exportar: ninguna sesión de AYNI-GT tiene documentos todavía.\n"
    assert not (office.folder / "out").exists()
    assert "todavía no hay ninguna" in office.refused("export", "out", "--sitting", "1")


def test_export_of_a_sitting_without_documents_says_so(record: Office):
    with sqlite3.connect(record.folder / "ayni.db") as db:
        db.execute("UPDATE document SET sitting_id = NULL")
    db.close()
    said = record.run("export", "out", "--sitting", "1").stdout
    assert said == "Nada que exportar: la sesión 1 todavía no tiene documentos.\n"


def test_a_backup_is_checked_and_put_back(record: Office):
    record.run("backup", "copia.db")
    with sqlite3.connect(record.folder / "ayni.db") as db:
        db.execute("UPDATE sitting SET place = 'otro'")
    db.close()
    assert "copia.db" in record.run("restore", "copia.db").stdout
    with sqlite3.connect(record.folder / "ayni.db") as db:
        assert db.execute("SELECT count(*) FROM sitting WHERE place = 'otro'").fetchone() == (0,)
    db.close()
    record.run("verify")
    (record.folder / "mala.db").write_bytes((record.folder / "copia.db").read_bytes()[:5000])
    assert "mala.db" in record.refused("restore", "mala.db")
    assert "nada.db" in record.refused("restore", "nada.db")
    record.run("verify")


def test_doctor_says_what_is_wrong_and_how_to_mend_it(office: Office):
    done = office.run("doctor", code=1)
    assert "ayni init grupo.toml" in done.stdout
    assert "feriados        MAL" in done.stdout
    office.refused("verify")
    assert not (office.folder / "ayni.db").exists()  # whoever looks makes nothing
    nowhere = {"AYNI_DATABASE_URL": f"sqlite:///{office.folder}/nada/ayni.db"}
    assert "no existe o no se puede abrir" in office.run("doctor", code=1, **nowhere).stdout
    office.installed()
    well = office.run("doctor", code=None).stdout  # of a year that the example doesn't name it says so
    assert "@ayni_bot" in well
    assert "AYNI-GT" in well
    without = {"AYNI_TELEGRAM_TOKEN": "", "AYNI_TRUST_DIR": "/nada"}
    bad = office.run("doctor", code=1, **without).stdout
    assert "AYNI_TELEGRAM_TOKEN" in bad
    assert "no hay certificados" in bad
    away = {"AYNI_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:9/x"}
    assert "no responde" in office.run("doctor", code=1, **away).stdout
