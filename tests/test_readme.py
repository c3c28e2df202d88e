"""The README says what the code does: its table of states, its commands, its links."""

import re
from pathlib import Path

import pytest

from bot.rules.followup import progress_table
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


def test_the_table_of_statuses_is_the_code_s() -> None:
    assert between("progress") == progress_table()


COUNTS = {"W": 6, "C": 9, "Q": 5, "S": 4, "V": 8, "A": 5, "F": 3}
RULES = [f"{letter}{number}" for letter, last in COUNTS.items() for number in range(1, last + 1)]


def rule_rows() -> list[list[str]]:
    """The cells of the table of rules: id, article, rule, enforced in, played in."""
    lines = between("rules").strip().splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_of_rules_names_every_rule_once() -> None:
    rows = rule_rows()
    assert [row[0] for row in rows] == RULES
    assert all(all(row) for row in rows)


@pytest.mark.parametrize("row", rule_rows(), ids=lambda row: str(row[0]))
def test_each_rule_s_files_exist_and_name_it_and_a_sitting_plays_it(row: list[str]) -> None:
    found = [re.findall(r"\]\(([^)]+)\)", cell) for cell in row[3:]]
    assert all(found)
    assert any(path.startswith("tests/sittings/") for path in found[1])
    for path in found[0] + found[1]:
        assert names((ROOT / path).read_text(encoding="utf-8"), row[0]), path


def names(text: str, rule: str) -> bool:
    """Whether a file speaks of the rule: "W4", a test called after it, or "W1 to W5"."""
    letter, number = rule[0], int(rule[1:])
    spans = re.findall(rf"\b{letter}(\d) to {letter}(\d)\b", text)
    within = any(int(first) <= number <= int(last) for first, last in spans)
    return within or re.search(rf"\b{rule}\b|test_{rule.lower()}_", text) is not None


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
    places = {name: ROOT / "bot" / name.replace(".", "/") for name in names}
    assert names
    assert not [
        name for name, place in places.items() if not (place.is_dir() or place.with_suffix(".py").exists())
    ]
