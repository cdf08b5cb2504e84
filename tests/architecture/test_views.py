"""The two sides of the panel agree: views and commands, in Python and TypeScript."""

from collections.abc import Iterator
from itertools import chain
import re
from types import UnionType
from typing import (
    Literal,
    NotRequired,
    TypeAliasType,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import pytest

from custom_components.cloud_locks.websocket import COMMANDS, answers, views
from custom_components.cloud_locks.websocket.command import Command

from .sources import ROOT

_DATA = ROOT / "frontend" / "src" / "data"
_INTERFACE = re.compile(
    r"^export interface (\w+)(?: extends (\w+))? \{\n(.*?)^\}", re.MULTILINE | re.DOTALL
)
_FIELD = re.compile(r"^  (\w+\??): (.+?);$", re.MULTILINE)
_FUNCTION = re.compile(r"^export const .*?;$", re.MULTILINE | re.DOTALL)
_TYPE = re.compile(r'type: "([\w/]+)"(.*)', re.DOTALL)
_KEY = re.compile(r"(?<!\.)\b([a-z]+(?:_[a-z]+)*)(?=: |, | \}|,\n)")

_PLAIN = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
}

type Fields = dict[str, frozenset[str]]
"""The alternatives of each type; the name of one that may be missing ends in `?`."""


def _interfaces(text: str) -> dict[str, Fields]:
    """Return the interfaces of a TypeScript file, with what they extend."""
    found: dict[str, Fields] = {}
    for name, base, body in _INTERFACE.findall(text):
        own = {key: _alternatives(kind) for key, kind in _FIELD.findall(body)}
        found[name] = found.get(base, {}) | own
    return found


def _alternatives(kind: str) -> frozenset[str]:
    return frozenset(it.strip() for it in kind.split("|"))


def _view_types() -> list[type]:
    found = vars(views) | vars(answers)
    return [it for it in found.values() if is_typeddict(it)]


def _fields(view: type) -> Fields:
    """Return the fields of a typed dictionary, as TypeScript would call their types."""
    hints = get_type_hints(view, include_extras=True)
    found: Fields = {}
    for key, hint in hints.items():
        may_miss = get_origin(hint) is NotRequired
        kind = get_args(hint)[0] if may_miss else hint
        found[f"{key}?" if may_miss else key] = frozenset(_names(kind))
    return found


def _names(kind: object) -> Iterator[str]:
    """Yield the alternatives of a Python type in the words of TypeScript."""
    origin, args = get_origin(kind), get_args(kind)
    if is_typeddict(kind) or isinstance(kind, TypeAliasType):
        yield cast("type", kind).__name__
    elif origin is Literal:
        yield from (f'"{it}"' for it in args)
    elif origin is list:
        yield f"{_name(args[0])}[]"
    elif origin is dict:
        yield f"Record<{_name(args[0])}, {_name(args[1])}>"
    elif isinstance(kind, UnionType):
        yield from chain(*map(_names, args))
    else:
        yield _PLAIN[cast("type", kind)]


def _name(kind: object) -> str:
    (name,) = _names(kind)
    return name


INTERFACES = _interfaces((_DATA / "types.ts").read_text("utf-8"))


@pytest.mark.parametrize("view", _view_types(), ids=lambda it: it.__name__)
def test_a_view(view: type) -> None:
    """The same fields of the same types on both sides."""
    assert INTERFACES[view.__name__] == _fields(view)


def test_every_view() -> None:
    """None is on one side only."""
    assert INTERFACES.keys() == {it.__name__ for it in _view_types()}


def test_what_is_compared() -> None:
    """A difference would be seen: each kind of type is read on its own."""
    text = (
        "export interface A {\n  a: string;\n  b?: number | null;\n}\n"
        'export interface B extends A {\n  c: Record<string, A>;\n  d: "x" | "y";\n}\n'
    )
    string, number = frozenset({"string"}), frozenset({"number", "null"})
    a: Fields = {"a": string, "b?": number}
    c, d = frozenset({"Record<string, A>"}), frozenset({'"x"', '"y"'})
    assert _interfaces(text) == {"A": a, "B": {**a, "c": c, "d": d}}
    assert set(_names(list[str] | None)) == {"string[]", "null"}


def _sent() -> dict[str, set[str]]:
    """Return the commands that the panel sends, and their fields."""
    functions = _FUNCTION.findall((_DATA / "commands.ts").read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for function in functions:
        ((kind, rest),) = _TYPE.findall(function)
        # What is spread out there stands among the parameters.
        spread = "".join(re.findall(r"\bof: (.*?),\n", function))
        found[kind] = {*_KEY.findall(rest), *re.findall(r"(\w+): ", spread)}
    return found


SENT = _sent()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda it: it.name)
def test_a_command(command: Command) -> None:
    """It is sent with the fields that it takes, every one of them."""
    assert SENT[command.type] == {str(it) for it in command.fields}


def test_every_command() -> None:
    """The panel sends no other."""
    assert SENT.keys() == {it.type for it in COMMANDS}
