"""Who may import what: the rings of docs/architecture.md."""

import subprocess
import sys

from homeassistant.const import Platform
import pytest

from custom_components.cloud_locks.vendors import VENDORS

from . import sources
from .sources import PACKAGE, ROOT, Module, modules, within

_MODEL = f"{PACKAGE}.model"
_VENDORS = f"{PACKAGE}.vendors"
_HTTP = frozenset({"aiohttp", "cryptography", "multidict", "yarl"})

_MODEL_FILES = modules(sources.MODEL)
_VENDOR_FILES = modules(sources.VENDORS)
_SHARED_VENDOR_FILES = [
    module for module in _VENDOR_FILES if module.path.parent == sources.VENDORS
]
_HA_FILES = sources.home_assistant_layer()
_PLATFORM_FILES = [
    module
    for module in _HA_FILES
    if module.path.parent == sources.COMPONENT and module.path.stem in set(Platform)
]
_SIMULATOR_FILES = modules(sources.SIMULATORS)


def _name(module: Module) -> str:
    return module.name.removeprefix(f"{PACKAGE}.")


def _foreign(names: frozenset[str], *allowed: str) -> list[str]:
    """Return the names that are neither standard library nor allowed."""
    standard = sys.stdlib_module_names
    return sorted(
        name
        for name in names
        if name.partition(".")[0] not in standard and not within(name, *allowed)
    )


@pytest.mark.parametrize("module", _MODEL_FILES, ids=_name)
def test_model_knows_itself_alone(module: Module) -> None:
    """The model would work copied into a package of its own."""
    assert _foreign(module.imports, _MODEL) == []
    assert _foreign(module.absolute_imports) == []


@pytest.mark.parametrize("module", _VENDOR_FILES, ids=_name)
def test_vendors_know_model_and_http(module: Module) -> None:
    """A client needs no Home Assistant and no other client."""
    folder = module.path.relative_to(sources.VENDORS).parts[0]
    vendor = VENDORS.get(folder)
    own = f"{_VENDORS}.{folder}" if vendor else _VENDORS
    shared = [f"{_VENDORS}.{path.stem}" for path in sources.VENDORS.glob("_[!_]*.py")]
    libraries = vendor.libraries if vendor else frozenset[str]()
    assert _foreign(module.imports, _MODEL, own, *shared, *_HTTP, *libraries) == []
    assert _foreign(module.absolute_imports, *_HTTP, *libraries) == []


@pytest.mark.parametrize("module", _SHARED_VENDOR_FILES, ids=_name)
def test_shared_client_code_knows_no_vendor(module: Module) -> None:
    """What all clients use was written for none of them."""
    folders = [f"{_VENDORS}.{key}" for key in VENDORS]
    assert not [name for name in module.imports if within(name, *folders)]


@pytest.mark.parametrize("module", _HA_FILES, ids=_name)
def test_home_assistant_layer_knows_no_vendor(module: Module) -> None:
    """It asks the package `vendors` which there are, and looks into none."""
    offered = {f"{_VENDORS}.{name}" for name in _public_names_of_vendors()}
    used = {name for name in module.imports if within(name, _VENDORS)}
    assert used <= offered | {_VENDORS}


def _public_names_of_vendors() -> list[str]:
    from custom_components.cloud_locks import vendors  # noqa: PLC0415

    return vendors.__all__


@pytest.mark.parametrize("module", _PLATFORM_FILES, ids=_name)
def test_platforms_stand_alone(module: Module) -> None:
    """A platform shows what is there; it asks no cloud and no other platform."""
    others = [f"{PACKAGE}.{platform}" for platform in Platform]
    forbidden = {*others, _VENDORS, f"{PACKAGE}.config_flow"} - {module.name}
    assert not [name for name in module.imports if within(name, *forbidden)]


@pytest.mark.parametrize("module", _SIMULATOR_FILES, ids=lambda module: module.name)
def test_simulators_know_no_client(module: Module) -> None:
    """A misreading of a vendor's documentation must not be shared by both sides."""
    allowed = ("simulators", "aiohttp", "cryptography")
    assert _foreign(module.imports, *allowed) == []


@pytest.mark.parametrize("module", _SIMULATOR_FILES, ids=lambda module: module.name)
def test_simulators_know_no_other_vendor(module: Module) -> None:
    """Each shows the same home in its own words."""
    folders = sources.vendor_folders(sources.SIMULATORS)
    folder = module.path.relative_to(sources.SIMULATORS).parts[0]
    others = [f"simulators.{name}" for name in folders - {folder}]
    assert not [name for name in module.imports if within(name, *others)]


_MOUNT = """
import importlib, pathlib, sys, types
library = types.ModuleType("locks")
library.__path__ = [sys.argv[1]]
sys.modules["locks"] = library
found = importlib.import_module("locks.vendors").VENDORS
for path in pathlib.Path(sys.argv[1], "model").glob("*.py"):
    importlib.import_module(f"locks.model.{path.stem}")
assert not {"homeassistant", "voluptuous", "custom_components"} & sys.modules.keys()
print(*sorted(found))
"""


def test_clients_run_without_home_assistant() -> None:
    """Mounted under another name, with nothing of Home Assistant, every vendor loads.

    Importing them as usual proves nothing: that runs the integration's own
    `__init__`, and with it Home Assistant.
    """
    done = subprocess.run(  # noqa: S603 - our own text, our own interpreter
        [sys.executable, "-I", "-c", _MOUNT, str(sources.COMPONENT)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == sorted(VENDORS)
