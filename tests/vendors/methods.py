"""The methods of the contract, read off its classes: new ones cannot be forgotten."""

from collections.abc import Iterator
from dataclasses import fields
import inspect
from typing import get_args, get_type_hints

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.parts import Parts

READS = frozenset(
    {
        "account",
        "activity",
        "close",
        "codes.get",
        "codes.list",
        "credentials.list",
        "credentials.presented",
        "dynamic_codes.current",
        "inventory",
        "link.shared_locks",
        "media.last_capture",
        "passage_plan.get",
        "people.list",
        "push.listen",
        "states",
        "webhook.parse",
        "webhook.reply",
    }
)
"""What changes nothing at the cloud. Everything else is a write, new methods too."""


def contract_methods() -> frozenset[str]:
    """Return every public method of the contract, `operate` or `codes.add`."""
    parts = {
        f"{name}.{method}"
        for name, kind in _part_types().items()
        for method in _public(kind)
    }
    return frozenset(_public(LockCloud)) | parts


def write_methods() -> frozenset[str]:
    """Return the methods that ask a cloud to change something."""
    return contract_methods() - READS


def _part_types() -> dict[str, type]:
    hints = get_type_hints(Parts)
    return {field.name: get_args(hints[field.name])[0] for field in fields(Parts)}


def _public(kind: type) -> Iterator[str]:
    for name, member in vars(kind).items():
        if not name.startswith("_") and (
            inspect.isfunction(member) or isinstance(member, property)
        ):
            yield name


def implements(cloud: LockCloud, method: str) -> bool:
    """Return whether a cloud has a method of the contract and not only its refusal."""
    part_name, _, name = method.rpartition(".")
    if not part_name:
        return getattr(type(cloud), name) is not getattr(LockCloud, name)
    part = getattr(cloud.parts, part_name)
    kind = _part_types()[part_name]
    return part is not None and getattr(type(part), name) is not getattr(kind, name)
