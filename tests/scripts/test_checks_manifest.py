"""The offline checker on the manifest and hacs.json: each rule is broken once."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.scripts.workbench import COMPONENT, Workbench

type Content = dict[str, Any]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m.pop("iot_class"), "key 'iot_class' is missing"),
        (lambda m: m.update(categories=[]), "key 'categories' is unknown"),
        (lambda m: m.update(name=m.pop("name")), "keys are not in order"),
        (lambda m: m.update(domain="other"), "is not the folder's name"),
        (lambda m: m.update(domain="tedee"), "would replace a core integration"),
        (lambda m: m.update(integration_type="cloud"), "integration_type 'cloud' is"),
        (lambda m: m.update(iot_class="cloud"), "iot_class 'cloud' is none of"),
        (lambda m: m.update(quality_scale="best"), "quality_scale 'best' is none of"),
        (lambda m: m.update(documentation="http://x.org"), "is not an https address"),
        (
            lambda m: m.update(documentation="https://www.home-assistant.io/x"),
            "points to Home Assistant's own pages",
        ),
        (lambda m: m.update(codeowners=["someone"]), "does not start with @"),
        (lambda m: m.update(version="one"), "follows no known scheme"),
        (lambda m: m.update(version="0.2.0"), "is not pyproject.toml's '0.1.0'"),
        (lambda m: m.update(requirements=["a b"]), "requirement 'a b' cannot be read"),
        (lambda m: m.update(config_flow=False), "config_flow does not say"),
        (lambda m: m.pop("dependencies"), "uses the integration 'webhook'"),
    ],
)
def test_manifest(
    bench: Workbench, change: Callable[[Content], object], message: str
) -> None:
    """The loader, HACS and the brands site each read the manifest."""
    bench.edit("manifest.json", change)
    assert bench.says(f"{COMPONENT}/manifest.json", message)


@pytest.mark.parametrize(
    "statement",
    [
        "import homeassistant.components.http",
        "from homeassistant.components.http import x",
        "from homeassistant.components import http",
    ],
)
def test_manifest_names_what_is_imported(bench: Workbench, statement: str) -> None:
    """Every way to import an integration counts."""
    bench.write(bench.component("api.py"), statement)
    assert bench.says(f"{COMPONENT}/manifest.json", "uses the integration 'http'")


def test_manifest_needs_no_platforms_and_no_own_files(bench: Workbench) -> None:
    """Base platforms always load; a diagnostics.py is loaded by diagnostics."""
    statement = "from homeassistant.components import diagnostics, lock\n"
    bench.write(bench.component("diagnostics.py"), statement)
    assert bench.findings() == []


def test_manifest_needs_no_own_folders(bench: Workbench) -> None:
    """A folder counts as a file of its name does."""
    statement = "from homeassistant.components.repairs import RepairsFlow\n"
    bench.write(bench.component("repairs/codes.py"), statement)
    assert bench.findings() == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "key 'name' is missing"),
        ('{"name": "x", "iot_class": "y"}', "key 'iot_class' is unknown"),
        ('{"name": 1}', "name is no str"),
        ('{"name": "x", "zip_release": true}', "zip_release needs a filename"),
    ],
)
def test_hacs(bench: Workbench, content: str, message: str) -> None:
    """HACS refuses what it does not know."""
    bench.write("hacs.json", content)
    assert bench.says("hacs.json", message)
