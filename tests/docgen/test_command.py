"""`python -m docgen` as a user types it: what it prints, where it writes, how it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest

from docgen.data import KINDS
from docgen.render import read_template, render
from docgen.samples import sample


def docgen(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "docgen", *arguments],
        capture_output=True,
        input=stdin,
        cwd=cwd,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "ascii", "TZ": "Asia/Tokyo"},
    )


def refused(done: subprocess.CompletedProcess[bytes], code: int) -> str:
    """The one line in which a command was refused."""
    said = done.stderr.decode("utf-8", "replace")
    assert (done.returncode, done.stdout, said.count("\n")) == (code, b"", 1), said
    return said


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("docgen")


def test_list_names_the_kinds_one_a_line(folder):
    assert docgen("list", cwd=folder).stdout.decode().split("\n") == [*KINDS, ""]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_of_every_kind_prints_as_word(kind, folder):
    (folder / "in.json").write_bytes(docgen("sample", kind, cwd=folder).stdout)
    done = docgen(kind, "in.json", "out.docx", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (folder / "out.docx").read_bytes() == render(kind, sample(kind))


def test_a_dash_reads_standard_input(folder):
    json = docgen("sample", "acta", cwd=folder).stdout
    assert docgen("acta", "-", "dash.docx", cwd=folder, stdin=json).returncode == 0
    assert (folder / "dash.docx").read_bytes() == render("acta", sample("acta"))


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["acta", "--help"], ["check", "-h"]])
def test_help_explains_every_command(arguments, folder):
    done = docgen(*arguments, cwd=folder)
    assert done.returncode == 0
    assert all(word in done.stdout.decode() for word in ("sample", "list", "check", *KINDS))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["memorando", "in.json", "out.docx"], 2, "memorando"),
        (["sample", "memorando"], 2, "memorando"),
        (["sample"], 2, "sample DOCUMENTO"),
        (["fields"], 2, "fields DOCUMENTO"),
        (["fields", "memorando"], 2, "memorando"),
        (["fields", "acta", "nada/out.docx"], 1, "nada/out.docx"),
        (["list", "todo"], 2, "docgen list"),
        (["acta"], 2, "ENTRADA.json"),
        (["acta", "a", "b", "c"], 2, "ENTRADA.json"),
        (["acta", "nada.json", "out.docx"], 1, "nada.json"),
        (["acta", ".", "out.docx"], 1, "carpeta"),
        (["acta", "mal.json", "out.docx"], 1, "JSON"),
        (["acta", "vacio.json", "out.docx"], 1, "body"),
        (["acta", "bien.json", "nada/out.docx"], 1, "nada/out.docx"),
        (["acta", "bien.json", "."], 1, "carpeta"),
        (["check", "nada.docx", "acta"], 1, "nada.docx"),
        (["check", "mal.json", "acta"], 1, "mal.json"),
        (["check", "acta.docx", "constancia"], 1, "acta"),
        (["check", "acta.docx", "memorando"], 2, "memorando"),
    ],
)
def test_a_user_error_gets_one_line_and_no_traceback(arguments, code, said, folder):
    (folder / "mal.json").write_text("{")
    (folder / "vacio.json").write_text("{}")
    (folder / "bien.json").write_bytes(docgen("sample", "acta", cwd=folder).stdout)
    (folder / "acta.docx").write_bytes(read_template("acta"))
    assert said in refused(docgen(*arguments, cwd=folder), code)


def test_check_says_that_a_template_serves(folder):
    (folder / "acta.docx").write_bytes(read_template("acta"))
    done = docgen("check", "acta.docx", "acta", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "sirve" in done.stdout.decode()


def test_nothing_is_written_when_the_input_is_refused(folder):
    docgen("acta", "-", "none.docx", cwd=folder, stdin=b"{}")
    assert not (folder / "none.docx").exists()
