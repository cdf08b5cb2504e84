"""The harnesses of all vendors: found, never listed."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.fake_cloud.harness import HARNESS as FAKE

from .contract import Harness


def _found() -> Iterator[tuple[str, Harness]]:
    for path in sorted(Path(__file__).parent.glob("*/harness.py")):
        name = path.parent.name
        yield name, import_module(f"tests.vendors.{name}.harness").HARNESS


HARNESSES: dict[str, Harness] = {"fake": FAKE, **dict(_found())}
"""Folder → harness; the in-memory cloud is held to the contract like all others."""
