"""A vendor is three folders of one name, and no line anywhere else."""

import ast
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
import json
import re

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
import pytest

from custom_components.cloud_locks.vendors import BRANDS, VENDORS

from . import sources
from .sources import ROOT, Module

_PLANNED = {"august", "sifely", "tedee", "ttlock", "tuya", "yale"}
_FORBIDDEN = "|".join(sorted(_PLANNED | VENDORS.keys() | BRANDS.keys()))
_NAMES = re.compile(_FORBIDDEN, re.IGNORECASE)


@pytest.mark.parametrize("key", sorted(VENDORS))
def test_three_folders_of_one_name(key: str) -> None:
    """Client, simulator and tests are found under the vendor's key."""
    assert VENDORS[key].key == key
    for folder in (sources.VENDORS, sources.SIMULATORS, ROOT / "tests" / "vendors"):
        assert (folder / key).is_dir()
    assert (ROOT / "docs" / "vendors" / f"{key}.md").is_file()


def test_nothing_but_vendors_in_the_folders() -> None:
    """A folder without a client would be found by nobody."""
    assert sources.vendor_folders(sources.VENDORS) == VENDORS.keys()
    assert sources.vendor_folders(sources.SIMULATORS) == VENDORS.keys()


def test_brands_have_one_vendor_each() -> None:
    """A brand key names an account for ever, so it cannot mean two things."""
    brands = [brand.key for vendor in VENDORS.values() for brand in vendor.brands]
    assert len(brands) == len(set(brands)) == len(BRANDS)


@pytest.mark.parametrize(
    "module",
    [*sources.home_assistant_layer(), *sources.modules(sources.MODEL)],
    ids=lambda module: module.name.removeprefix(f"{sources.PACKAGE}."),
)
def test_no_vendor_is_named(module: Module) -> None:
    """Neither in a text of the code nor in a name; explanations may give examples."""
    named = [text for text in _words(module.tree) if _NAMES.search(text)]
    assert named == []


def _words(tree: ast.Module) -> Iterator[str]:
    explained = {id(text) for node in ast.walk(tree) for text in _bare_texts(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in explained:
                yield node.value
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def _bare_texts(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield texts that stand alone: docstrings of modules, functions, attributes."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value


@pytest.mark.parametrize("key", sorted(VENDORS))
def test_libraries_are_installed_for_everybody(key: str) -> None:
    """By our manifest, or by Home Assistant itself."""
    manifest = json.loads((sources.COMPONENT / "manifest.json").read_text())
    asked = [*manifest["requirements"], *(requires("homeassistant") or ())]
    names = {canonicalize_name(Requirement(it).name) for it in asked}
    found = packages_distributions()
    for library in VENDORS[key].libraries:
        assert names & {canonicalize_name(it) for it in found[library]}
