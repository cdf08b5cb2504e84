"""Texts: complete in every language, for everything that a person can meet."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
import json
from pathlib import Path
import re
from string import Formatter
from typing import Any

from homeassistant.helpers.entity import EntityDescription
import pytest

from custom_components.cloud_locks import config_flow, event, sign_in_errors
from custom_components.cloud_locks.access.event import GRANTS
from custom_components.cloud_locks.access.grant import GrantNews
from custom_components.cloud_locks.const import PLATFORMS
from custom_components.cloud_locks.model.access_code import CodeStatus
from custom_components.cloud_locks.model.access_event import TYPES, Method
from custom_components.cloud_locks.model.code_rules import Violation
from custom_components.cloud_locks.model.credential import CredentialType
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.settings import (
    LANGUAGES as LANGUAGE_CODES,
    LEVELS,
    SettingKey,
)
from custom_components.cloud_locks.model.sign_in import (
    CredentialKey,
    FormSignIn,
    SignIn,
)
from custom_components.cloud_locks.names import RecordNames
from custom_components.cloud_locks.vendors import VENDORS

FOLDER = Path(config_flow.__file__).parent / "translations"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.json"))

# What stands in the sentences of an error is not known to everybody who raises it.
PLACEHOLDERS_OF_STEPS = {
    "account",
    "brand",
    "docs_url",
    "integration",
    "redirect_url",
}

NOT_A_PERSONS_WORDS = {
    "en": r"\b(grants?|managed|drift|passage mode|accepted)\b",
    "de": r"\b(Sie|Ihre?[mnrs]?|Grant|Drift)\b",
}

type Texts = dict[str, Any]


def load(language: str) -> Texts:
    """Read the texts of a language."""
    texts: Texts = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return texts


def flatten(node: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Return every text with its dotted path."""
    for key, value in node.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def gaps(text: str) -> set[str]:
    """Return the placeholders of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Run a test once for every language."""
    name: str = request.param
    return name


@pytest.fixture
def texts(language: str) -> Texts:
    """Return the texts of that language."""
    return load(language)


def descriptions(platform: str) -> list[EntityDescription]:
    """Return all rows of a platform's tables."""
    found: list[EntityDescription] = []
    module = import_module(f"custom_components.cloud_locks.{platform}")
    for value in vars(module).values():
        rows = value if isinstance(value, tuple) else (value,)
        # Home Assistant makes a plain description of a class that is none of its own.
        found += [
            row
            for row in rows
            if hasattr(row, "translation_key") and not isinstance(row, type)
        ]
    return found


WAYS = {
    "link": {CredentialKey.CORE_ENTRY.value},
    "own_credentials": {
        key.value
        for key in (
            CredentialKey.API_KEY,
            CredentialKey.CLIENT_ID,
            CredentialKey.CLIENT_SECRET,
        )
    },
}
"""Steps of ways of signing in that belong to no brand."""


def forms() -> Iterator[tuple[str, SignIn]]:
    """Return every way to sign in to every brand with the step that shows it."""
    for vendor in VENDORS.values():
        for brand in vendor.brands:
            for way in brand.sign_ins:
                yield (brand.key if len(brand.sign_ins) == 1 else way.key), way


def test_english_and_german_are_there() -> None:
    """Others are welcome and held to the same."""
    assert {"en", "de"} <= set(LANGUAGES)


def test_every_text_is_in_every_language(language: str, texts: Texts) -> None:
    """The same keys with the same placeholders, and no text is empty."""
    english, ours = dict(flatten(load("en"))), dict(flatten(texts))
    assert ours.keys() == english.keys()
    assert {key: gaps(text) for key, text in ours.items()} == {
        key: gaps(text) for key, text in english.items()
    }
    assert all(text.strip() == text and text for text in ours.values())


def test_a_translation_is_one(language: str) -> None:
    """No sentence was left in English."""
    if language == "en":
        pytest.skip("the original")
    english, ours = dict(flatten(load("en"))), dict(flatten(load(language)))
    assert not [
        key
        for key, text in ours.items()
        if text == english[key] and text.count(" ") > 2
    ]


def test_words_are_those_of_a_person(language: str, texts: Texts) -> None:
    """The terms of the code stay in the code; German says du, with real umlauts."""
    pattern = re.compile(NOT_A_PERSONS_WORDS.get(language, "(?!)"))
    everything = dict(flatten(texts))
    assert not [key for key, text in everything.items() if pattern.search(text)]
    spelled_out = re.compile(r"\b(fuer|ueber|oeffn|Schluessel|Tuer|Geraet|loesch)")
    assert not [key for key, text in everything.items() if spelled_out.search(text)]


def test_every_reason_is_a_sentence_that_says_what_to_do(texts: Texts) -> None:
    """Every one who raises it can: there is nothing to be filled in."""
    for reason in Reason:
        message = texts["exceptions"][reason]["message"]
        assert message.endswith("."), reason
        assert not gaps(message), reason
        # One sentence says what is wrong, another one what to do about it.
        assert re.search(r"[.:;] ", message), reason


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_entity_has_a_name(platform: str, texts: Texts) -> None:
    """Only the lock itself is called like its device."""
    named = texts["entity"].get(platform, {})
    rows = descriptions(platform)
    assert {row.translation_key for row in rows} == named.keys()
    for row in rows:
        assert row.translation_key == row.key
        assert ("name" in named[row.key]) is (row.key != "lock")


def test_every_state_of_a_list_has_a_word(texts: Texts) -> None:
    """The options of each sensor that has some."""
    for row in descriptions("sensor"):
        options = getattr(row, "options", None) or []
        states = texts["entity"]["sensor"][row.key].get("state", {})
        assert set(options) == states.keys(), row.key


def test_every_choice_of_a_setting_has_a_word(texts: Texts) -> None:
    """Levels and languages; which of them a lock has is its own business."""
    for row in descriptions("select"):
        words = LANGUAGE_CODES if row.key == SettingKey.LANGUAGE else LEVELS
        assert texts["entity"]["select"][row.key]["state"].keys() == set(words)


def test_every_event_has_a_word(texts: Texts) -> None:
    """Each type of each stream that has an entity."""
    for row in (*event.ACTIVITY, event.CODES):
        attributes = texts["entity"]["event"][row.key]["state_attributes"]
        types = attributes["event_type"]["state"]
        assert types.keys() == {kind.value for kind in TYPES[row.stream]}
    of_house = texts["entity"]["event"][GRANTS.key]["state_attributes"]
    assert of_house["event_type"]["state"].keys() == set(GrantNews)


ATTRIBUTES: dict[str, Iterable[str]] = {
    "method": Method,
    "credential_type": CredentialType,
    "status": CodeStatus,
    "reason": Reason,
    "why": Reason,
    "late": ("true", "false"),
    "unlatched": ("true", "false"),
    "managed": ("true", "false"),
    "pending": ("true", "false"),
}


def test_every_attribute_value_has_a_word(texts: Texts) -> None:
    """Closed lists are translated whole wherever they show."""
    for platform in texts["entity"].values():
        for key, entity in platform.items():
            for name, content in entity.get("state_attributes", {}).items():
                if name == "event_type":
                    continue
                values = {str(value) for value in ATTRIBUTES.get(name, ())}
                assert content.get("state", {}).keys() == values, (key, name)
                assert content["name"]


def test_every_form_is_explained(texts: Texts) -> None:
    """A label and a help text for each field of each brand, and for nothing else."""
    steps = texts["config"]["step"]
    everything = {
        field.key.value
        for _, form in forms()
        for field in form.fields
        if isinstance(form, FormSignIn)
    }
    expected = {
        **WAYS,
        **{step: {field.key.value for field in form.fields} for step, form in forms()},
        "user": {"brand"},
        "sign_in": set(),
        "reauth_confirm": everything,
        "reconfigure": everything,
    }
    assert steps.keys() == expected.keys()
    for step, fields in expected.items():
        assert steps[step]["title"]
        assert steps[step].get("data", {}).keys() == fields, step
        assert steps[step].get("data_description", {}).keys() == fields, step
        used = {gap for _, text in flatten(steps[step]) for gap in gaps(text)}
        assert used <= PLACEHOLDERS_OF_STEPS, step
    assert steps["sign_in"]["menu_options"].keys() == WAYS.keys()


def test_every_choice_of_a_form_has_a_word(texts: Texts) -> None:
    """Regions and the like; the list is named after the field."""
    for _, form in forms():
        for field in form.fields:
            if field.options:
                words = texts["selector"][field.key]["options"]
                assert set(field.options) <= words.keys()


def test_every_error_of_the_form_has_a_text(texts: Texts) -> None:
    """The closed list of errors; only one of them has something to fill in."""
    errors = texts["config"]["error"]
    assert errors.keys() == {
        *sign_in_errors.ERRORS.values(),
        "no_locks",
        "unknown",
    }
    assert {key for key, text in errors.items() if gaps(text)} == {"not_permitted"}
    assert texts["config"]["abort"].keys() == {
        "already_configured",
        "brand_gone",
        "no_account",
        "no_core_entry",
        "unique_id_mismatch",
    }


def test_every_option_is_explained(texts: Texts) -> None:
    """A label and a help text for each field, and a word for each choice."""
    steps = texts["options"]["step"]
    fields = {step: set(text.get("data", {})) for step, text in steps.items()}
    assert fields == {
        "access": {"keep_pins", "managers", "record_names"},
        "account": {"budget", "calls", "key_ends"},
        "confirm_code": {"confirm_code", "confirm_code_again"},
        "confirm_lock": {"lock"},
        "pin_length": {"lock", "pin_length"},
        "init": set(),
    }
    assert steps["init"]["menu_options"].keys() == {
        "account",
        "callbacks",
        "confirm_lock",
        "pin_length",
    }
    for step, text in steps.items():
        assert text["title"], step
        assert text.get("data_description", {}).keys() == fields[step], step
    assert texts["selector"]["record_names"]["options"].keys() == set(RecordNames)


def test_every_rule_of_a_lock_is_a_sentence(texts: Texts) -> None:
    """Whoever writes automations reads which one was broken."""
    for violation in Violation:
        assert texts["exceptions"][violation]["message"].endswith("."), violation


def test_no_sentence_is_left_over(texts: Texts) -> None:
    """What is no reason and no rule of a lock is named by some line of code."""
    closed = {str(key) for key in (*Reason, *Violation)}
    named = {
        node.value
        for path in FOLDER.parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert texts["exceptions"].keys() - closed <= named
