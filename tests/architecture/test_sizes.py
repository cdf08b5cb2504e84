"""Files and functions stay small enough to be read in one go."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

from . import sources
from .sources import ROOT, Module, modules

_FILES = modules(
    sources.COMPONENT, sources.SIMULATORS, ROOT / "tests", ROOT / "scripts"
)
_MAX_LINES, _MAX_FUNCTION = 300, 50
_MAX_TEST_LINES = 450
"""All that is claimed of one thing stands in one file."""


def _lengths(module: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("module", _FILES, ids=lambda module: module.name)
def test_file_and_its_functions(module: Module) -> None:
    """No file of 300 lines (450 of tests), no function over 50."""
    is_test = module.name.startswith("tests.")
    limit = _MAX_TEST_LINES if is_test else _MAX_LINES
    assert len(module.text.splitlines()) < limit
    assert [row for row in _lengths(module) if row[1] > _MAX_FUNCTION] == []


@pytest.mark.parametrize("folder", [sources.COMPONENT, sources.SIMULATORS], ids=str)
def test_functions_are_short_as_a_rule(
    folder: Path, record_property: Callable[[str, object], None]
) -> None:
    """Half of them have at most 10 lines, nine in ten at most 25."""
    lengths = [length for module in modules(folder) for _, length in _lengths(module)]
    middle, ninth = median(lengths), quantiles(lengths, n=10)[-1]
    record_property("median", middle)
    record_property("p90", ninth)
    assert middle <= 10
    assert ninth <= 25
