"""`icons.json`: only icons that exist, none that is the same twice, one per action.

Source: developer documentation, "Icon translations".
"""

from collections.abc import Iterator
from functools import cache
import json
from pathlib import Path
from typing import Any

import hass_frontend

from .repository import Finding, Repository

_SECTIONS = {"conditions", "entity", "services", "triggers"}


def check_icons(repository: Repository) -> Iterator[Finding]:
    """Everything that is wrong with the icons."""
    file = f"{repository.component}/icons.json"
    icons = repository.read_json(file)
    messages = (
        *(f"section {key!r} is unknown" for key in icons.keys() - _SECTIONS),
        *_unknown_icons(icons),
        *_repeated(icons),
        *_nameless(icons, repository),
        *_actions(icons, repository),
    )
    for message in messages:
        yield Finding(file, message)


def _unknown_icons(icons: dict[str, Any]) -> Iterator[str]:
    for path, icon in _leaves(icons):
        collection, _, name = icon.partition(":")
        if collection != "mdi":
            yield f"{path}: {icon!r} is not of the collection mdi"
        elif name not in _material_design_icons():
            yield f"{path}: there is no icon {icon!r}"


def _leaves(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        below = f"{path}.{key}".lstrip(".")
        if isinstance(value, dict):
            yield from _leaves(value, below)
        else:
            yield below, str(value)


@cache
def _material_design_icons() -> frozenset[str]:
    """Names of all icons that the installed frontend can draw."""
    folder = Path(hass_frontend.__file__).parent / "static" / "mdi"
    index = json.loads((folder / "iconMetadata.json").read_bytes())
    parts = (folder / f"{part['file']}.json" for part in index["parts"])
    return frozenset(name for part in parts for name in json.loads(part.read_bytes()))


def _repeated(icons: dict[str, Any]) -> Iterator[str]:
    for platform, keys in icons.get("entity", {}).items():
        for key, content in keys.items():
            yield from _same_as_default(f"entity.{platform}.{key}", content)
            for name, attribute in content.get("state_attributes", {}).items():
                where = f"entity.{platform}.{key}.state_attributes.{name}"
                yield from _same_as_default(where, attribute)


def _same_as_default(where: str, content: dict[str, Any]) -> Iterator[str]:
    for state, icon in content.get("state", {}).items():
        if icon == content.get("default"):
            yield f"{where}.state.{state}: the same as the default"


def _nameless(icons: dict[str, Any], repository: Repository) -> Iterator[str]:
    english = repository.read_json(f"{repository.component}/translations/en.json")
    entities = english.get("entity", {})
    for platform, keys in icons.get("entity", {}).items():
        for key in keys:
            if key not in entities.get(platform, {}):
                yield f"entity.{platform}.{key}: no such entity in English"


def _actions(icons: dict[str, Any], repository: Repository) -> Iterator[str]:
    services = repository.read_yaml(f"{repository.component}/services.yaml")
    drawn = icons.get("services", {})
    for name in services.keys() - drawn.keys():
        yield f"action {name!r} has no icon"
    for name in drawn.keys() - services.keys():
        yield f"services.{name}: there is no such action"
