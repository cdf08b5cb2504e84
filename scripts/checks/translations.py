"""`translations/`: the same texts with the same gaps in every language, and clean ones.

Source: developer documentation, "Custom integration localization", and the rules that
Home Assistant's own checker applies to texts.
"""

from collections.abc import Iterator
import re
from string import Formatter
from typing import Any

from .repository import Finding, Repository, UnreadableError

_SECTIONS = {
    "application_credentials",
    "common",
    "conditions",
    "config",
    "config_panel",
    "config_subentries",
    "device",
    "device_automation",
    "entity",
    "exceptions",
    "issues",
    "options",
    "selector",
    "services",
    "system_health",
    "title",
    "triggers",
}
_FAULTS = {
    "holds an address, which belongs into a placeholder": re.compile(
        r"https?://|www\."
    ),
    "holds markup": re.compile(r"</?[a-z][^>]*>", re.IGNORECASE),
    "refers to another text, which only core can": re.compile(r"\[%key:"),
    "quotes a placeholder with single quotes": re.compile(r"'\{\w+\}'"),
    "starts or ends with a space": re.compile(r"^\s|\s$"),
    "is empty": re.compile(r"^$"),
}

type Texts = dict[str, str]


def check_translations(repository: Repository) -> Iterator[Finding]:
    """Faults of single texts, and differences between languages."""
    folder = f"{repository.component}/translations"
    for left_over in (f"{repository.component}/strings.json", f"{folder}/strings.json"):
        if (repository.root / left_over).exists():
            yield Finding(left_over, "is for core only; write translations/en.json")
    english = repository.read_json(f"{folder}/en.json")
    for path in sorted((repository.root / folder).glob("*.json")):
        file = f"{folder}/{path.name}"
        try:
            content = repository.read_json(file)
        except UnreadableError as err:
            yield err.finding
            continue
        for message in _messages(content, english):
            yield Finding(file, message)


def _messages(content: dict[str, Any], english: dict[str, Any]) -> Iterator[str]:
    for section in sorted(content.keys() - _SECTIONS):
        yield f"section {section!r} is unknown"
    texts = dict(flatten(content))
    yield from _faults(texts)
    yield from _differences(texts, dict(flatten(english)))
    yield from _descriptions(content)


def flatten(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its dotted path."""
    for key, value in node.items():
        below = f"{path}.{key}".lstrip(".")
        if isinstance(value, dict):
            yield from flatten(value, below)
        else:
            yield below, str(value)


def placeholders(text: str) -> set[str]:
    """Names in braces; ValueError when the braces do not match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _faults(texts: Texts) -> Iterator[str]:
    for path, text in texts.items():
        for fault, pattern in _FAULTS.items():
            if pattern.search(text):
                yield f"{path} {fault}"


def _differences(texts: Texts, english: Texts) -> Iterator[str]:
    for path in sorted(english.keys() - texts.keys()):
        yield f"{path} is missing"
    for path in sorted(texts.keys() - english.keys()):
        yield f"{path} is not in English"
    for path in sorted(texts.keys() & english.keys()):
        yield from _placeholders(path, texts[path], english[path])


def _placeholders(path: str, text: str, english: str) -> Iterator[str]:
    try:
        ours, theirs = placeholders(text), placeholders(english)
    except ValueError:
        yield f"{path} has braces that do not match"
        return
    for name in sorted(ours ^ theirs):
        yield f"{path}: placeholder {name!r} is not in both this language and English"


def _descriptions(content: dict[str, Any]) -> Iterator[str]:
    """Every field of a form is explained, and nothing else is."""
    for path, step in _steps(content):
        fields = step.get("data", {}).keys()
        explained = step.get("data_description", {}).keys()
        for field in sorted(fields - explained):
            yield f"{path}.data.{field} has no data_description"
        for field in sorted(explained - fields):
            yield f"{path}.data_description.{field} explains no field"
    for name, subentry in content.get("config_subentries", {}).items():
        for key in ("entry_type", "initiate_flow"):
            if key not in subentry:
                yield f"config_subentries.{name}.{key} is missing"


def _steps(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    flows = {key: content.get(key, {}) for key in ("config", "options")}
    for name, subentry in content.get("config_subentries", {}).items():
        flows[f"config_subentries.{name}"] = subentry
    for name, issue in content.get("issues", {}).items():
        flows[f"issues.{name}.fix_flow"] = issue.get("fix_flow", {})
    for flow, texts in flows.items():
        for name, step in texts.get("step", {}).items():
            yield f"{flow}.step.{name}", step
            for section, inner in step.get("sections", {}).items():
                yield f"{flow}.step.{name}.sections.{section}", inner
