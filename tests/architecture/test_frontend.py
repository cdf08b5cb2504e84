"""The rules of the front end that no linter of TypeScript looks for."""

from enum import StrEnum
from gzip import decompress
import json
from pathlib import Path
import re

import pytest

from custom_components.cloud_locks.access.grant import DoorStatus, GrantStatus
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import CodeStatus
from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.credential import CredentialType
from custom_components.cloud_locks.model.lock import BoltState, Reachability
from custom_components.cloud_locks.vendors import BRANDS, VENDORS

from .sources import ROOT

SOURCES = ROOT / "frontend" / "src"
TEXTS = SOURCES / "translations"
CODE = sorted(SOURCES.rglob("*.ts"))
SHIPPED = [it for it in CODE if not it.name.endswith(".test.ts")]
SHIPPED = [it for it in SHIPPED if it.parent.name != "test"]

_MAX_LINES, _MAX_TEST_LINES = 300, 450
_ADDRESS = re.compile(r"(?:https?|wss?)://(?!www\.w3\.org/)")
_COLOUR = re.compile(r"(?<!var\()#[0-9a-fA-F]{3,8}\b|\brgba?\(")
_PHYSICAL = re.compile(
    r"\b(?:margin|padding|border)-(?:left|right)\b|text-align: (?:left|right)"
)
_COMMAND = re.compile(r"\b(?:callWS|subscribeMessage|callService|callApi)\b")
_KEY = re.compile(r"\bt\(\s*[\"'`]([\w.]+)[\"'`]")
_BUILT_KEY = re.compile(r"`(\w+\.[\w.]*)\$\{")
_NOT_A_PERSONS_WORDS = {
    "en": r"\b(grants?|managed|drift|passage mode|accepted)\b",
    "de": r"\b(Sie|Ihre?[mnrs]?|Grant|Drift)\b",
}
_VENDORS = {*VENDORS, *BRANDS}

type Flat = dict[str, str]


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCES))


def _texts(language: str) -> Flat:
    found: Flat = {}
    for path in sorted((TEXTS / language).glob("*.json")):
        found |= json.loads(path.read_text("utf-8"))
    return found


ENGLISH = _texts("en")


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_file_is_small(path: Path) -> None:
    """As in Python: a file is read in one go."""
    limit = _MAX_TEST_LINES if path.name.endswith(".test.ts") else _MAX_LINES
    assert len(path.read_text("utf-8").splitlines()) < limit


@pytest.mark.parametrize("path", SHIPPED, ids=_name)
def test_nothing_from_elsewhere(path: Path) -> None:
    """No outside address, no request beside Home Assistant's connection."""
    text = path.read_text("utf-8")
    assert not _ADDRESS.search(text)
    assert not re.search(r"\b(?:fetch|XMLHttpRequest|eval)\s*\(", text)
    assert not re.search(r"\b(?:localStorage|sessionStorage|indexedDB)\b", text)


@pytest.mark.parametrize("path", SHIPPED, ids=_name)
def test_only_data_talks_to_the_server(path: Path) -> None:
    """Elements never build messages; `ha/` only says what the functions look like."""
    if path.parent.name in {"data", "ha"}:
        return
    assert not _COMMAND.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", SHIPPED, ids=_name)
def test_no_vendor_is_named(path: Path) -> None:
    """What a lock can do decides, never who makes it."""
    words = set(re.findall(r"[a-z]+", path.read_text("utf-8").lower()))
    assert words & _VENDORS == set()


@pytest.mark.parametrize("path", SHIPPED, ids=_name)
def test_themes_and_directions(path: Path) -> None:
    """Colours are the theme's, sides are start and end."""
    text = path.read_text("utf-8")
    # A notch is on the left or on the right, whichever way people read.
    lines = (it for it in text.splitlines() if "safe-area" not in it)
    assert [it for it in lines if _PHYSICAL.search(it)] == []
    outside = re.sub(r"var\([^;]*\)|rgb\(0 0 0 / \d+%\)", "", text)
    assert not _COLOUR.search(outside)


def test_texts_and_code_belong_together() -> None:
    """What is used is there, and what is there is used."""
    code = "\n".join(it.read_text("utf-8") for it in SHIPPED)
    stems = {key.rpartition(".")[0] for key in ENGLISH if key.endswith(".other")}
    assert set(_KEY.findall(code)) - ENGLISH.keys() - stems == set()
    built = ("word.", *_BUILT_KEY.findall(code))
    unused = [
        key
        for key in ENGLISH
        if not key.startswith(built)
        and f'"{key}"' not in code
        and f'"{key.rpartition(".")[0]}"' not in code
    ]
    assert unused == []


@pytest.mark.parametrize("language", sorted(_NOT_A_PERSONS_WORDS))
def test_words_are_a_persons(language: str) -> None:
    """Access, made here, changed in the vendor's app: never what we call it."""
    pattern = re.compile(_NOT_A_PERSONS_WORDS[language], re.IGNORECASE)
    if language == "de":
        pattern = re.compile(_NOT_A_PERSONS_WORDS[language])
    assert [it for it in _texts(language).items() if pattern.search(it[1])] == []


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("event", EventType),
        ("method", Method),
        ("credential", CredentialType),
        ("bolt", BoltState),
        ("reachability", Reachability),
        ("code_status", CodeStatus),
        ("door_status", DoorStatus),
        ("access_status", GrantStatus),
    ],
)
def test_closed_lists_have_their_words(kind: str, values: type[StrEnum]) -> None:
    """Everything that the server can say has a word."""
    words = {it.removeprefix(f"word.{kind}.") for it in ENGLISH}
    assert {str(it.value) for it in values} - words - {"duress"} == set()


def test_built_files() -> None:
    """What is shipped names no server, and lies packed beside itself."""
    built = sorted((ROOT / "custom_components" / DOMAIN / "www").glob("*.js"))
    assert {"cards.js", "cloud-locks.js"} <= {it.name for it in built}
    for path in built:
        assert not _ADDRESS.search(path.read_text("utf-8")), path.name
        packed = path.with_name(f"{path.name}.gz").read_bytes()
        assert decompress(packed) == path.read_bytes()
