"""Habits that the project does not have, as far as no linter looks for them."""

import ast
from collections.abc import Iterator
import io
import re
import tokenize

import pytest

from . import sources
from .sources import ROOT, Module, modules

_SHIPPED = modules(sources.COMPONENT)
_OURS = modules(sources.COMPONENT, sources.SIMULATORS, ROOT / "tests", ROOT / "scripts")
_BARE_PRAGMA = re.compile(r"#\s*(type:\s*ignore(?!\[)|noqa(?!: ?[A-Z]))")
_PROMISE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_BANNER = re.compile(r"#\s*([-=#*~─═])\1{2,}")


def _id(module: Module) -> str:
    return module.name


@pytest.mark.parametrize("module", _SHIPPED, ids=_id)
def test_no_catch_all(module: Module) -> None:
    """Bugs come to light; only the sign-in form shows "unknown" instead of crashing."""
    if module.path == sources.COMPONENT / "config_flow.py":
        return
    assert [node.lineno for node in _handlers(module) if _is_broad(node)] == []


def _handlers(module: Module) -> Iterator[ast.ExceptHandler]:
    return (
        node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler)
    )


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {ast.unparse(kind) for kind in ast.walk(handler.type)}
    return bool(names & {"Exception", "BaseException"})


@pytest.mark.parametrize("module", _SHIPPED, ids=_id)
def test_nothing_printed_and_nothing_left_out(module: Module) -> None:
    """What is shipped is done and speaks through the log."""
    names = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    assert not names & {"print", "NotImplementedError", "breakpoint"}


@pytest.mark.parametrize("module", _OURS, ids=_id)
def test_comments(module: Module) -> None:
    """An ignored finding is named; nothing is promised; no banners."""
    for number, comment in _comments(module):
        for pattern in (_BARE_PRAGMA, _PROMISE, _BANNER):
            assert not pattern.search(comment), f"line {number}: {comment}"


def _comments(module: Module) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
