"""The kernel is pure, speaks no Spanish sentences, and every public function cites its rule."""

import ast
import dataclasses
import importlib
import re
import sys
from pathlib import Path

import pytest

from bot import rules

FILES = sorted(Path(rules.__path__[0]).glob("*.py"))
MODULES = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
FUNCTIONS = [
    (module, node)
    for module, tree in MODULES.items()
    for node in tree.body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and module != "errors"
]
CITATION = re.compile(r"\b[WCQSVAF]\d|[Aa]rticles? \d")


def test_the_kernel_is_there() -> None:
    assert {
        "reglamento",
        "lifecycle",
        "notice",
        "attendance",
        "quorum",
        "majority",
        "codes",
        "roles",
        "errors",
    } <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_the_kernel_imports_the_standard_library_and_itself(module: str) -> None:
    for node in ast.walk(MODULES[module]):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.startswith("bot.rules") or name.split(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("module", MODULES)
def test_the_kernel_never_reads_the_clock(module: str) -> None:
    names = {node.attr for node in ast.walk(MODULES[module]) if isinstance(node, ast.Attribute)}
    assert names.isdisjoint({"now", "today", "utcnow", "time_ns", "monotonic", "localtime", "fromtimestamp"})


@pytest.mark.parametrize(("module", "function"), FUNCTIONS, ids=lambda value: getattr(value, "name", value))
def test_every_public_function_cites_its_rule_or_article(module: str, function: ast.FunctionDef) -> None:
    docstring = ast.get_docstring(function)
    assert docstring
    assert (module == "days" and function.name == "utc") or CITATION.search(docstring)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rules_file_is_read_at_a_glance(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= (300 if path.stem == "errors" else 185)


VALUES: list[type] = [
    value
    for module in MODULES
    for value in vars(
        importlib.import_module(f"bot.rules.{module}" if module != "__init__" else "bot.rules")
    ).values()
    if dataclasses.is_dataclass(value) and isinstance(value, type) and not issubclass(value, Exception)
]


@pytest.mark.parametrize("value", sorted(set(VALUES), key=str))
def test_values_are_immutable_and_small(value: type) -> None:
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(value)
