"""The order that hides a PIN (schema, then event) in every installed Home Assistant."""

import asyncio
from asyncio.subprocess import PIPE
import json
from pathlib import Path

import pytest

from custom_components.cloud_locks.actions.secrets import BLANKED

from .acting import PIN

INSTALLED = sorted(Path(__file__).parents[2].glob(".venv*/bin/python"))
"""One for each version of Home Assistant that `scripts/setup` was asked for."""


@pytest.mark.parametrize("python", INSTALLED, ids=lambda path: path.parts[-3])
async def test_order_of_every_installed_version(python: Path) -> None:
    """The event carries what the schema left, with whichever Home Assistant is here."""
    probe = Path(__file__).with_name("call_probe.py")
    process = await asyncio.create_subprocess_exec(
        str(python), str(probe), PIN, stdout=PIPE, stderr=PIPE
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    assert json.loads(out)["seen"] == [
        {"entity_id": "lock.front", "name": "Anna ••••", "pin": BLANKED}
    ]
