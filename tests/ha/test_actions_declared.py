"""What stands beside the code: forms of the actions, and a sentence per mistake."""

import ast
from collections.abc import Iterator
from datetime import datetime
import json
from pathlib import Path
import re
from string import Formatter
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.service import async_get_all_descriptions
from homeassistant.setup import async_setup_component
import pytest

from custom_components.cloud_locks import actions
from custom_components.cloud_locks.actions import ACTIONS, Action, message
from custom_components.cloud_locks.actions.message_words import WORDS
from custom_components.cloud_locks.actions.rules import _placeholders
from custom_components.cloud_locks.actions.schedule_fields import (
    _ERRORS,
    ALLOW_HOME_ASSISTANT,
)
from custom_components.cloud_locks.codes import IfExists
from custom_components.cloud_locks.model.code_rules import Violation
from custom_components.cloud_locks.model.people import Role
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day
from tests.fake_cloud import RULES

FOLDER = Path(actions.__file__).parent


def load(language: str) -> dict[str, Any]:
    """Read the texts of a language."""
    path = FOLDER.parent / "translations" / f"{language}.json"
    texts: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return texts


def gaps(text: str) -> set[str]:
    """Return the placeholders of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def fields_of(description: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of a form, those in sections as well."""
    flat: dict[str, dict[str, Any]] = {}
    for name, field in description["fields"].items():
        flat |= field.get("fields", {name: field})
    return flat


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
async def test_form_has_the_fields_of_the_action(
    hass: HomeAssistant, action: Action
) -> None:
    """All of them, with the same defaults; what must be given is marked."""
    assert await async_setup_component(hass, "cloud_locks", {})
    described = (await async_get_all_descriptions(hass))["cloud_locks"][action.name]
    locks = {"entity": [{"domain": ["lock"], "integration": "cloud_locks"}]}
    assert described.get("target") == (locks if action.target else None)
    fields = fields_of(described)
    markers = {str(marker): marker for marker in action.fields}
    # At a single code it would be a switch without an effect.
    effective = "grant" in action.name
    hidden = set() if effective else {ALLOW_HOME_ASSISTANT}
    assert fields.keys() == markers.keys() - hidden
    for name, field in fields.items():
        marker = markers[name]
        default = getattr(marker, "default", None)
        if callable(default):
            assert field.get("default") == default() or name == "confirm"
        assert field.get("required", False) is (
            type(marker).__name__ == "Required" or name == "confirm"
        ), name


async def test_choices_of_the_form_are_those_of_the_action(hass: HomeAssistant) -> None:
    """Closed lists, in their order."""
    assert await async_setup_component(hass, "cloud_locks", {})
    described = (await async_get_all_descriptions(hass))["cloud_locks"]
    added, sent = fields_of(described["add_code"]), fields_of(described["send_code"])
    users = fields_of(described["add_user"])
    roles = users["role"]["selector"]["select"]["options"]
    assert roles == [role for role in Role if role is not Role.OWNER]
    assert added["days"]["selector"]["select"]["options"] == list(Day)
    assert added["if_exists"]["selector"]["select"]["options"] == list(IfExists)
    languages = sent["language"]["selector"]["language"]["languages"]
    assert languages == list(message.LANGUAGES)


def raised() -> Iterator[tuple[str, set[str]]]:
    """Yield the key and the placeholders of every mistake that the code names."""
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            key = node.args[0]
            if getattr(node.func, "id", "") != "ActionError" or not isinstance(
                key, ast.Constant
            ):
                continue
            given = node.args[1] if len(node.args) > 1 else ast.Dict(keys=[], values=[])
            assert isinstance(given, ast.Dict), ast.unparse(node)
            names = {it.value for it in given.keys if isinstance(it, ast.Constant)}
            yield str(key.value), {str(name) for name in names}


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_mistake_has_its_sentence(language: str) -> None:
    """With just the placeholders that it is raised with."""
    sentences = load(language)["exceptions"]
    found = dict(raised())
    assert len(found) > 20
    for key, placeholders in found.items():
        assert gaps(sentences[key]["message"]) == placeholders, key
    for violation in Violation:
        filled = _placeholders(RULES, violation).keys()
        assert gaps(sentences[violation]["message"]) == filled, violation
    for key in _ERRORS.values():
        zone = {"zone"} if key == "time_zone_unknown" else set()
        assert gaps(sentences[key]["message"]) == zone, key


@pytest.mark.parametrize("language", message.LANGUAGES)
def test_every_language_of_messages_has_its_words(language: str) -> None:
    """With no placeholder that a message does not fill, and none left out."""
    words = WORDS[language]
    assert gaps(words.code) == {"pin", "doors"}
    assert gaps(words.since) == {"start"}
    assert gaps(words.until) == {"end"}
    assert gaps(words.between) == {"start", "end"}
    assert not gaps(words.now + words.open)
    shown = datetime(2026, 12, 1, 8, 5).strftime(words.clock)  # noqa: DTZ001 - shown
    assert "2026" in shown
    assert "%" not in shown


def test_as_many_languages_as_promised() -> None:
    """Each written with words of its own."""
    assert len(message.LANGUAGES) == len({it.code for it in WORDS.values()}) == 12


def page() -> str:
    """Return what is written about the actions."""
    return (FOLDER.parents[2] / "docs" / "actions.md").read_text("utf-8")


def test_documentation_names_every_error() -> None:
    """What automations compare with is written down."""
    hidden = {"name_ambiguous_ids", "user_ambiguous_ids"}
    keys = {key for key, _ in raised()} | set(Violation) | set(_ERRORS.values())
    keys |= set(Reason)
    text = page()
    assert [key for key in sorted(keys - hidden) if f"`{key}`" not in text] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_documentation_names_every_field(action: Action) -> None:
    """In the section that the table at the top leads to, or in the one for all."""
    text = page()
    (anchor,) = re.findall(
        rf"^\| \[.*`{action.name}`.*\]\(#(\w+)\)", text, re.MULTILINE
    )
    sections = dict(it.split("\n", 1) for it in text.split("\n## ")[1:])
    told = sections[anchor] + sections["What all of them share"]
    fields = map(str, action.fields)
    assert [it for it in fields if not re.search(rf"\b{it}\b", told)] == []
