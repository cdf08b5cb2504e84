"""`services.yaml`: Home Assistant's schema, texts for every field, and documentation.

Source: developer documentation, "Integration service actions"; the schema is core's.
"""

from collections.abc import Iterator
from typing import Any

# The private schema is what Home Assistant applies when it loads the file; a release
# that moves it breaks this import, and with it scripts/lint, never an installation.
from homeassistant.helpers.service import _SERVICES_SCHEMA
import voluptuous as vol

from .repository import Finding, Repository

_DOCUMENTATION = ("README.md", "docs/actions.md")

# The schema lets other keys pass, so that a misspelt one would go unnoticed.
_SERVICE_KEYS = {"description_placeholders", "fields", "target"}
_FIELD_KEYS = {"default", "example", "filter", "required", "selector"}

type Fields = dict[str, dict[str, Any]]


def check_services(repository: Repository) -> Iterator[Finding]:
    """Schema, texts and documentation of every action."""
    file = f"{repository.component}/services.yaml"
    services = repository.read_yaml(file)
    # What does not have the form of actions cannot be read any further.
    for message in list(_schema(services)) or _texts(services, repository):
        yield Finding(file, message)
    yield from _documentation(services, repository)


def _schema(services: dict[str, Any]) -> Iterator[str]:
    try:
        _SERVICES_SCHEMA(services)
    except vol.Invalid as err:
        yield str(err)


def _texts(services: dict[str, Any], repository: Repository) -> Iterator[str]:
    english = repository.read_json(f"{repository.component}/translations/en.json")
    selectors = english.get("selector", {})
    described = english.get("services", {})
    for name in sorted(described.keys() - services.keys()):
        yield f"action {name!r} has texts but is not defined"
    for name, service in services.items():
        texts = described.get(name, {})
        yield from _missing(f"action {name!r}", texts)
        for extra in sorted((service or {}).keys() - _SERVICE_KEYS):
            yield f"action {name!r}: key {extra!r} does not belong here"
        yield from _fields(name, service or {}, texts, selectors)


def _fields(
    name: str, service: dict[str, Any], texts: dict[str, Any], selectors: dict[str, Any]
) -> Iterator[str]:
    fields, sections = _flatten(service.get("fields") or {})
    for section in sections:
        if "name" not in texts.get("sections", {}).get(section, {}):
            yield f"action {name!r}: section {section!r} has no name in English"
    described = texts.get("fields", {})
    for extra in sorted(described.keys() - fields.keys()):
        yield f"action {name!r}: field {extra!r} has texts but is not defined"
    for field, content in fields.items():
        where = f"action {name!r}: field {field!r}"
        yield from _missing(where, described.get(field, {}))
        for extra in sorted(content.keys() - _FIELD_KEYS):
            yield f"{where}: key {extra!r} does not belong here"
        yield from _selector(where, content.get("selector") or {}, selectors)


def _flatten(fields: Fields) -> tuple[Fields, list[str]]:
    """Fields with those of collapsible sections, and the sections' names."""
    flat: Fields = {}
    sections = []
    for name, content in fields.items():
        if "fields" in (content or {}):
            sections.append(name)
            flat |= content["fields"]
        else:
            flat[name] = content or {}
    return flat, sections


def _missing(where: str, texts: dict[str, Any]) -> Iterator[str]:
    for key in ("name", "description"):
        if not texts.get(key):
            yield f"{where} has no {key} in English"


def _selector(
    where: str, selector: dict[str, Any], known: dict[str, Any]
) -> Iterator[str]:
    for config in selector.values():
        key = (config or {}).get("translation_key")
        if key is None:
            continue
        texts = known.get(key, {}).get("options", {})
        for option in (config or {}).get("options", []):
            if option not in texts:
                yield f"{where}: option {option!r} of {key!r} has no English text"


def _documentation(
    services: dict[str, Any], repository: Repository
) -> Iterator[Finding]:
    pages = [page for page in _DOCUMENTATION if (repository.root / page).is_file()]
    text = "\n".join(repository.read_text(page) for page in pages)
    for name in services:
        if f"`{name}`" not in text and f"cloud_locks.{name}" not in text:
            yield Finding(_DOCUMENTATION[1], f"does not document the action {name!r}")
