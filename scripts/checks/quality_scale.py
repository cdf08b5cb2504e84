"""`quality_scale.yaml`: every rule answered, and the claimed tier met.

Source: developer documentation, "Integration quality scale", rules of 2026-08.
"""

from collections.abc import Iterator
from typing import Any

from .repository import Finding, Repository

RULES: dict[str, tuple[str, ...]] = {
    "bronze": (
        "action-setup",
        "appropriate-polling",
        "brands",
        "common-modules",
        "config-flow",
        "config-flow-test-coverage",
        "dependency-transparency",
        "docs-actions",
        "docs-conditions",
        "docs-high-level-description",
        "docs-installation-instructions",
        "docs-removal-instructions",
        "docs-triggers",
        "entity-event-setup",
        "entity-unique-id",
        "has-entity-name",
        "runtime-data",
        "test-before-configure",
        "test-before-setup",
        "unique-config-entry",
    ),
    "silver": (
        "action-exceptions",
        "config-entry-unloading",
        "docs-configuration-parameters",
        "docs-installation-parameters",
        "entity-unavailable",
        "integration-owner",
        "log-when-unavailable",
        "parallel-updates",
        "reauthentication-flow",
        "test-coverage",
    ),
    "gold": (
        "devices",
        "diagnostics",
        "discovery",
        "discovery-update-info",
        "docs-data-update",
        "docs-examples",
        "docs-known-limitations",
        "docs-supported-devices",
        "docs-supported-functions",
        "docs-troubleshooting",
        "docs-use-cases",
        "dynamic-devices",
        "entity-category",
        "entity-device-class",
        "entity-disabled-by-default",
        "entity-translations",
        "exception-translations",
        "icon-translations",
        "reconfiguration-flow",
        "repair-issues",
        "stale-devices",
    ),
    "platinum": ("async-dependency", "inject-websession", "strict-typing"),
}
_STATUSES = {"done", "exempt", "todo"}


def check_quality_scale(repository: Repository) -> Iterator[Finding]:
    """Rules that are missing, unknown, unexplained, or below the claimed tier."""
    file = f"{repository.component}/quality_scale.yaml"
    rules = repository.read_yaml(file).get("rules") or {}
    manifest = repository.read_json(f"{repository.component}/manifest.json")
    for message in (*_list(rules), *_answers(rules), *_tier(rules, manifest)):
        yield Finding(file, message)


def _list(rules: dict[str, Any]) -> Iterator[str]:
    known = {rule for tier in RULES.values() for rule in tier}
    for rule in sorted(known - rules.keys()):
        yield f"rule {rule!r} is missing"
    for rule in sorted(rules.keys() - known):
        yield f"rule {rule!r} is unknown"


def _answers(rules: dict[str, Any]) -> Iterator[str]:
    for rule, answer in rules.items():
        if _status(answer) not in _STATUSES:
            yield f"rule {rule!r} is none of {', '.join(sorted(_STATUSES))}"
        elif _status(answer) == "exempt" and not _comment(answer):
            yield f"rule {rule!r} is exempt without a comment"


def _tier(rules: dict[str, Any], manifest: dict[str, Any]) -> Iterator[str]:
    claimed = manifest.get("quality_scale")
    if claimed not in RULES:
        return
    tiers = list(RULES)
    for tier in tiers[: tiers.index(claimed) + 1]:
        for rule in RULES[tier]:
            if _status(rules.get(rule)) == "todo":
                yield f"rule {rule!r} is open, but the manifest claims {claimed}"


def _status(answer: object) -> object:
    return answer.get("status") if isinstance(answer, dict) else answer


def _comment(answer: object) -> object:
    return answer.get("comment") if isinstance(answer, dict) else None
