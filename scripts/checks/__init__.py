"""What Home Assistant and HACS check of a custom integration, without a network.

Home Assistant's own checker is not on the package index, so contributors would learn
of a wrong key only from continuous integration. Run it with `python -m scripts.checks`;
each finding is one line, `file: message`.
"""

from collections.abc import Iterator

from .brand import check_brand
from .hacs import check_hacs
from .hygiene import check_hygiene
from .icons import check_icons
from .manifest import check_manifest
from .quality_scale import check_quality_scale
from .references import check_references
from .repository import Check, Finding, Repository, UnreadableError
from .services import check_services
from .translations import check_translations

__all__ = ["CHECKS", "Finding", "Repository", "findings"]

CHECKS: tuple[Check, ...] = (
    check_manifest,
    check_hacs,
    check_services,
    check_icons,
    check_translations,
    check_references,
    check_quality_scale,
    check_brand,
    check_hygiene,
)


def findings(repository: Repository) -> Iterator[Finding]:
    """Run every check; a file that is missing or broken is a finding like any other."""
    seen: set[Finding] = set()
    for check in CHECKS:
        for finding in _run(check, repository):
            if finding not in seen:
                seen.add(finding)
                yield finding


def _run(check: Check, repository: Repository) -> Iterator[Finding]:
    try:
        yield from check(repository)
    except UnreadableError as err:
        yield err.finding
