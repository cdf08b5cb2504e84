"""Keys of texts that the code names, against the English texts.

Home Assistant shows a raw key, or nothing, where a text is missing; no test notices.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from homeassistant.const import Platform

from .repository import Finding, Repository
from .translations import placeholders

# A key in a call belongs to the section that the called name tells; any other call may
# mean any of them.
_SECTION_OF_CALL = {
    "async_create_issue": "issues",
    "SelectSelectorConfig": "selector",
}
_EXCEPTION_SUFFIXES = ("Error", "Failed", "NotReady", "Unauthorized")
_FORM_CALLS = {"async_show_form": "step_id", "async_show_menu": "step_id"}

type Reference = tuple[int, str, str | None, ast.Call | None]


def check_references(repository: Repository) -> Iterator[Finding]:
    """Every key that stands in the code as a plain string has an English text."""
    english = repository.read_json(f"{repository.component}/translations/en.json")
    for file, tree in repository.modules.items():
        for node in ast.walk(tree):
            for message in _messages(node, file, english):
                yield Finding(f"{file}:{getattr(node, 'lineno', 0)}", message)


def _messages(node: ast.AST, file: str, english: dict[str, Any]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from _call(node, file, english)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        yield from _attribute(node, file, english)


def _call(node: ast.Call, file: str, english: dict[str, Any]) -> Iterator[str]:
    name = _called(node)
    arguments = {word.arg: word.value for word in node.keywords}
    if key := _literal(arguments.get("translation_key")):
        yield from _key(key, _sections(name, file), english)
        yield from _gaps(key, arguments, english)
    if step := _literal(arguments.get(_FORM_CALLS.get(name, ""))):
        yield from _flow_key("step", step, _flows(file, english))
    if name == "async_abort" and (reason := _literal(arguments.get("reason"))):
        yield from _flow_key("abort", reason, _flows(file, english))


def _attribute(
    node: ast.Assign | ast.AnnAssign, file: str, english: dict[str, Any]
) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = {getattr(target, "attr", getattr(target, "id", "")) for target in targets}
    key = _literal(node.value)
    if key and "_attr_translation_key" in names:
        yield from _key(key, _sections("EntityDescription", file), english)


def _sections(name: str, file: str) -> tuple[str, ...]:
    if name in _SECTION_OF_CALL:
        return (_SECTION_OF_CALL[name],)
    if name.endswith(_EXCEPTION_SUFFIXES):
        return ("exceptions",)
    if name.endswith("EntityDescription"):
        platform = PurePath(file).stem
        return (f"entity.{platform}",) if platform in set(Platform) else ("entity",)
    return ("entity", "exceptions", "issues", "selector")


def _key(key: str, sections: tuple[str, ...], english: dict[str, Any]) -> Iterator[str]:
    if not any(key in _keys(section, english) for section in sections):
        yield f"translation key {key!r} is not in English {' or '.join(sections)}"


def _keys(section: str, english: dict[str, Any]) -> set[str]:
    """Keys below a section; `entity` alone stands for those of every platform."""
    name, _, platform = section.partition(".")
    texts = english.get(name, {})
    if platform:
        return set(texts.get(platform, {}))
    if name == "entity":
        return {key for keys in texts.values() for key in keys}
    return set(texts)


def _gaps(
    key: str, arguments: dict[str | None, ast.expr], english: dict[str, Any]
) -> Iterator[str]:
    """Placeholders of an exception's text that its raiser leaves open."""
    text = english.get("exceptions", {}).get(key, {}).get("message")
    given = arguments.get("translation_placeholders", ast.Dict(keys=[], values=[]))
    if text is None or not isinstance(given, ast.Dict):
        return
    names = {_literal(name) for name in given.keys}
    for name in sorted(placeholders(text) - names):
        yield f"{key!r} is raised without the placeholder {name!r}"


def _flows(file: str, english: dict[str, Any]) -> list[dict[str, Any]]:
    """Texts of all flows that a file may show; those of repairs lie by the issue."""
    if "repairs" in PurePath(file).with_suffix("").parts:
        return [it.get("fix_flow", {}) for it in english.get("issues", {}).values()]
    flows = [english.get("config", {}), english.get("options", {})]
    return [*flows, *english.get("config_subentries", {}).values()]


def _flow_key(kind: str, key: str, flows: list[dict[str, Any]]) -> Iterator[str]:
    if not any(key in flow.get(kind, {}) for flow in flows):
        yield f"{kind} {key!r} is not in English"


def _called(node: ast.Call) -> str:
    """Last part of a called name: `ir.async_create_issue` is `async_create_issue`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _literal(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None
