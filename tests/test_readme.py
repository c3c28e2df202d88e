"""The README says what the code does: its table of states, its commands, its links."""

import re
from pathlib import Path

import pytest

from bot.rules.lifecycle import markdown_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(mark: str) -> str:
    """What stands between a marker and the next end."""
    found = re.search(rf"<!-- {mark} -->\n(.*?)<!-- end -->", README, re.DOTALL)
    assert found is not None, mark
    return found[1]


def test_the_table_of_states_is_the_code_s() -> None:
    assert between("states") == markdown_table()


@pytest.mark.parametrize("mark", ["demo command", "test command"])
def test_each_command_is_one_line_that_makes_its_own_environment(mark: str) -> None:
    fence, line, end = between(mark).strip().splitlines()
    assert (fence, end) == ("```sh", "```")
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_every_relative_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", README)
    missing = [link for link in links if not (ROOT / link).exists()]
    assert links
    assert not missing


def test_every_module_that_the_glossary_names_exists() -> None:
    glossary = README[README.index("### Glossary") :]
    names = re.findall(r"`((?:rules|store|usecases)\.[a-z_]+)", glossary)
    missing = [name for name in names if not (ROOT / "bot" / name.replace(".", "/")).with_suffix(".py").exists()]
    assert names
    assert not missing
