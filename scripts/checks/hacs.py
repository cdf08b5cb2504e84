"""`hacs.json`, read by HACS and by Home Assistant's Marketplace.

Source: HACS documentation, "Publish: general requirements"; Marketplace of 2026.11.
"""

from collections.abc import Iterator
from typing import Any

from .repository import Finding, Repository

_TYPES: dict[str, type] = {
    "content_in_root": bool,
    "country": list,
    "filename": str,
    "hacs": str,
    "hide_default_branch": bool,
    "homeassistant": str,
    "name": str,
    "persistent_directory": str,
    "render_readme": bool,
    "zip_release": bool,
}


def check_hacs(repository: Repository) -> Iterator[Finding]:
    """Unknown keys, wrong types and what HACS wants beside the file."""
    file = "hacs.json"
    for message in _messages(repository.read_json(file)):
        yield Finding(file, message)
    if not any((repository.root / name).is_file() for name in ("README.md", "info.md")):
        yield Finding("README.md", "is missing")


def _messages(hacs: dict[str, Any]) -> Iterator[str]:
    if "name" not in hacs:
        yield "key 'name' is missing"
    for key, value in hacs.items():
        if key not in _TYPES:
            yield f"key {key!r} is unknown"
        elif not isinstance(value, _TYPES[key]):
            yield f"{key} is no {_TYPES[key].__name__}"
    if hacs.get("zip_release") and "filename" not in hacs:
        yield "zip_release needs a filename"
