"""The command line answers in Spanish and in one line, in whatever way it was mistyped."""

from pathlib import Path

import pytest

from bot.__main__ import main

ALONE = """
[organo]
sigla = "UNO"
nombre = "Comisión Unipersonal"
entidad = "Entidad"
norma = "Resolución N.° 1"
ciudad = "Lima"
zona_horaria = "America/Lima"
[[integrantes]]
clave = "pres"
cargo = "Presidenta"
titular = "Sra. Ana Rojas"
preside = true
secretaria_tecnica = true
"""


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr("sys.argv", ["ayni", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code


@pytest.mark.parametrize(
    ("arguments", "quoted"),
    [
        (["nada"], "nada"),
        (["invite", "--zzz"], "--zzz"),
        (["verify", "uno", "dos"], "uno dos"),
        (["restore"], "ARCHIVO"),
        (["demo", "--out"], "--out"),
    ],
)
def test_a_mistyped_command_is_told_in_spanish(
    arguments: list[str], quoted: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, *arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("ayni: no se entiende la orden: ")
    assert said.count("\n") == 1
    assert quoted in said
    assert "--help" in said
    assert not any(word in said for word in ("No such", "Missing", "Got unexpected", "requires"))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["init", "."], "no se puede leer: es una carpeta"),
        (["backup", "nada/copia.db"], "no existe, o no existe su carpeta"),
        (["restore", "nada.db"], "no existe o no se puede abrir"),
        (["restore", "grupo.toml"], "no es una base de datos de SQLite"),
        (["demo", "--out", "grupo.toml"], "no es una carpeta"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_spanish(
    arguments: list[str],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AYNI_DATABASE_URL", f"sqlite:///{tmp_path}/ayni.db")
    (tmp_path / "grupo.toml").write_text(ALONE, encoding="utf-8")
    assert ended(monkeypatch, "init", "grupo.toml") == 0
    assert ended(monkeypatch, "verify") == 0
    assert capsys.readouterr().out.endswith("Íntegro: 1 asiento del diario y 0 archivos.\n")
    assert ended(monkeypatch, *arguments) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert reason in said
    assert not any(word in said for word in ("No such", "Errno", "Is a dir", "unable", "not a database"))


def test_a_body_of_one_is_counted_in_the_singular(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AYNI_DATABASE_URL", f"sqlite:///{tmp_path}/ayni.db")
    (tmp_path / "grupo.toml").write_text(ALONE, encoding="utf-8")
    assert ended(monkeypatch, "init", "grupo.toml") == 0
    assert capsys.readouterr().out == "UNO: órgano creado con 1 integrante.\n"
