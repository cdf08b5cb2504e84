"""`manifest.json`: keys, their order and their values.

Source: developer documentation, "Integration manifest", and the loader of 2026.10.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
import tomllib
from typing import Any
from urllib.parse import urlsplit

from awesomeversion import (
    AwesomeVersion,
    AwesomeVersionException,
    AwesomeVersionStrategy,
)
from homeassistant import components as core_components
from homeassistant.const import Platform
from packaging.requirements import InvalidRequirement, Requirement

from .repository import DOMAIN, Finding, Repository

_REQUIRED = {
    "codeowners",
    "config_flow",
    "documentation",
    "domain",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "name",
    "version",
}
_OPTIONAL = {
    "after_dependencies",
    "bluetooth",
    "dependencies",
    "dhcp",
    "homekit",
    "import_executor",
    "loggers",
    "mqtt",
    "quality_scale",
    "requirements",
    "single_config_entry",
    "ssdp",
    "usb",
    "zeroconf",
}
_INTEGRATION_TYPES = {
    "device",
    "entity",
    "hardware",
    "helper",
    "hub",
    "service",
    "system",
    "virtual",
}
_IOT_CLASSES = {
    "assumed_state",
    "calculated",
    "cloud_polling",
    "cloud_push",
    "local_polling",
    "local_push",
}
_TIERS = {"bronze", "silver", "gold", "platinum"}

_VERSION_SCHEMES = (
    AwesomeVersionStrategy.CALVER,
    AwesomeVersionStrategy.SEMVER,
    AwesomeVersionStrategy.SIMPLEVER,
)

# Parts of Home Assistant that are always there, and need no mention as a dependency.
_ALWAYS_LOADED = {
    *Platform,
    "homeassistant",
    "persistent_notification",
    "websocket_api",
}


def check_manifest(repository: Repository) -> Iterator[Finding]:
    """Everything that is wrong with the manifest."""
    file = f"{repository.component}/manifest.json"
    manifest = repository.read_json(file)
    messages = (
        *_keys(manifest),
        *_identity(manifest),
        *_values(manifest),
        *_version(manifest, repository),
        *_requirements(manifest),
        *_flow(manifest, repository),
        *_dependencies(manifest, repository),
    )
    for message in messages:
        yield Finding(file, message)


def _keys(manifest: dict[str, Any]) -> Iterator[str]:
    for key in sorted(_REQUIRED - manifest.keys()):
        yield f"key {key!r} is missing"
    for key in sorted(manifest.keys() - _REQUIRED - _OPTIONAL):
        yield f"key {key!r} is unknown"
    rest = sorted(key for key in manifest if key not in {"domain", "name"})
    if list(manifest) != [*(k for k in ("domain", "name") if k in manifest), *rest]:
        yield "keys are not in order: domain, name, then by alphabet"


def _identity(manifest: dict[str, Any]) -> Iterator[str]:
    domain = manifest.get("domain")
    if domain != DOMAIN:
        yield f"domain {domain!r} is not the folder's name"
    if any((Path(path) / str(domain)).is_dir() for path in core_components.__path__):
        yield f"domain {domain!r} would replace a core integration"


def _values(manifest: dict[str, Any]) -> Iterator[str]:
    for key, allowed in (
        ("integration_type", _INTEGRATION_TYPES),
        ("iot_class", _IOT_CLASSES),
        ("quality_scale", _TIERS),
    ):
        if key in manifest and manifest[key] not in allowed:
            yield f"{key} {manifest[key]!r} is none of {', '.join(sorted(allowed))}"
    for key in ("documentation", "issue_tracker"):
        yield from _address(key, manifest.get(key))
    for owner in manifest.get("codeowners", []):
        if not owner.startswith("@"):
            yield f"code owner {owner!r} does not start with @"


def _address(key: str, value: object) -> Iterator[str]:
    parts = urlsplit(str(value))
    if parts.scheme != "https" or not parts.hostname:
        yield f"{key} is not an https address"
    elif parts.hostname.endswith("home-assistant.io"):
        yield f"{key} points to Home Assistant's own pages"


def _version(manifest: dict[str, Any], repository: Repository) -> Iterator[str]:
    version = str(manifest.get("version"))
    try:
        AwesomeVersion(version, ensure_strategy=list(_VERSION_SCHEMES))
    except AwesomeVersionException:
        yield f"version {version!r} follows no known scheme"
    project = tomllib.loads(repository.read_text("pyproject.toml"))["project"]
    if version != project["version"]:
        yield f"version {version!r} is not pyproject.toml's {project['version']!r}"


def _requirements(manifest: dict[str, Any]) -> Iterator[str]:
    for requirement in manifest.get("requirements", []):
        try:
            Requirement(requirement)
        except InvalidRequirement:
            yield f"requirement {requirement!r} cannot be read"


def _flow(manifest: dict[str, Any], repository: Repository) -> Iterator[str]:
    there = (repository.root / repository.component / "config_flow.py").is_file()
    if manifest.get("config_flow", False) is not there:
        yield "config_flow does not say whether there is a config_flow.py"


def _dependencies(manifest: dict[str, Any], repository: Repository) -> Iterator[str]:
    declared = {
        *manifest.get("dependencies", []),
        *manifest.get("after_dependencies", []),
        *_ALWAYS_LOADED,
    }
    folder = repository.root / repository.component
    # A file or folder of an integration's name is loaded by that integration.
    own = {path.stem for path in folder.iterdir()}
    used = {name for tree in repository.modules.values() for name in _imported(tree)}
    for name in sorted(used - declared - own):
        yield f"uses the integration {name!r} without depending on it"


def _imported(tree: ast.Module) -> Iterator[str]:
    """Names of the core integrations that a module imports."""
    prefix = "homeassistant.components"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from _names(prefix, *(alias.name for alias in node.names))
        elif isinstance(node, ast.ImportFrom) and node.module == prefix:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from _names(prefix, str(node.module))


def _names(prefix: str, *modules: str) -> Iterator[str]:
    for module in modules:
        if module.startswith(f"{prefix}."):
            yield module.removeprefix(f"{prefix}.").split(".")[0]
