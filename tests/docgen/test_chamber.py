"""A template from outside can neither outlast its time, nor fill the memory, nor reach out of its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from docgen import chamber, render
from docgen.errors import BadField, TemplateBroken, UnknownKind, UnsafeFile
from docgen.reading import dump
from docgen.samples import sample
from tests.docgen import packages as made

KIND = "designacion"


def saying(text: str) -> bytes:
    """A template of ours with one more paragraph."""
    return made.bodied(f"<w:r><w:t>{text}</w:t></w:r>", KIND)


def test_the_sample_comes_back_printed_with_the_template(words):
    assert chamber.inspect(KIND, render.read_template(KIND)) == render.render(KIND, sample(KIND))
    assert "Sigla AYNI-GT" in words(chamber.inspect(KIND, saying("Sigla {{ designacion.body.sigla }}")))


def test_a_document_is_printed_as_here_byte_for_byte():
    template = saying("{{ designacion.seat }}")
    document = sample(KIND)
    assert chamber.render(KIND, dump(document), template) == render.render(KIND, document, template)


def test_errors_come_out_as_they_were_raised():
    with pytest.raises(TemplateBroken) as broken:
        chamber.inspect(KIND, saying("{{ designacion.nada }}"))
    assert (broken.value.problem, broken.value.place) == ("unknown_field", "Aquí{{ designacion.nada }}")
    with pytest.raises(UnsafeFile) as unsafe:
        chamber.inspect(KIND, made.field("DDE x"))
    assert unsafe.value.place.startswith("Aquí")
    with pytest.raises(BadField):
        chamber.render(KIND, {"seat": 1}, render.read_template(KIND))
    with pytest.raises(UnknownKind):
        chamber.inspect("memorando", render.read_template(KIND))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("".join(f"{{% for {name} in range(99999) %}}" for name in "abc") + "{% endfor %}" * 3, "slow"),
        ("{{ ('x' * 99999999) * 99 }}", "memory"),
        ("{% for a in range(99999) %}{{ 'x' * 99999 }}{% endfor %}", "memory"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "failed"),
    ],
    ids=["endless loop", "huge text", "huge document", "endless recursion"],
)
def test_time_and_memory_end(text, problem, monkeypatch):
    monkeypatch.setattr(chamber, "CPU_SECONDS", 2)
    monkeypatch.setattr(chamber, "MEMORY", 500_000_000)
    with pytest.raises(TemplateBroken) as refused:
        chamber.inspect(KIND, saying(text))
    assert refused.value.problem == problem


def test_a_process_that_only_waits_is_killed(monkeypatch):
    monkeypatch.setattr(chamber, "WALL_SECONDS", 0.3)
    monkeypatch.setattr(chamber, "_BOOT", "import time; time.sleep(60)")
    with pytest.raises(TemplateBroken) as refused:
        chamber.inspect(KIND, render.read_template(KIND))
    assert refused.value.problem == "slow"


def test_a_process_that_dies_otherwise_is_no_document(monkeypatch):
    monkeypatch.setattr(chamber, "_BOOT", "raise SystemExit(3)")
    with pytest.raises(TemplateBroken) as refused:
        chamber.inspect(KIND, render.read_template(KIND))
    assert refused.value.problem == "crashed"


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('malo.example', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.fork()",
        "open('/tmp/escrito', 'w')",
        "import pathlib; pathlib.Path('/tmp/escrito').write_text('x')",
    ],
)
def test_nothing_leads_out_of_the_process(code):
    boot = "import sys; sys.path.append(sys.argv[1]); from docgen import chamber\n"
    boot += f"sys.addaudithook(chamber._keep_in)\n{code}"
    root = str(Path(chamber.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-I", "-c", boot, root], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "PermissionError" in done.stderr
