"""A crash at any moment of giving, changing and ending access is picked up."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
import logging

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access.grant import Grant, Phase
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.secret import Secret

from .codes import OTHER_PIN, PIN, Storage
from .grants import House, make_grant
from .home import settle

MOMENTS = (0, 1, 3, 8, 21, 55, 89)
"""Turns of the event loop after which everything stops."""

type Wish = Callable[[House, Grant], Awaitable[None]]


async def crash(hass: HomeAssistant, house: House, storage: Storage) -> None:
    """Stop at once, and start again from what the files hold at this moment."""
    files = deepcopy({key: it for key, it in storage.items() if DOMAIN in key})
    every = hass.config_entries.async_entries(DOMAIN)
    for entry in every:
        await hass.config_entries.async_unload(entry.entry_id)
    # What was written in good order would not have been.
    storage.update(files)
    for entry in every:
        await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
    await house.live(timedelta(minutes=15))


async def give(house: House, grant: Grant) -> None:
    """Give access."""
    await house.keeper.put(grant)


async def rotate(house: House, grant: Grant) -> None:
    """Give another PIN."""
    await house.keeper.change(
        grant.id, lambda it: replace(it, generation=1, keeps=0, pin=Secret(OTHER_PIN))
    )


async def pause(house: House, grant: Grant) -> None:
    """Pause it."""
    await house.keeper.change(grant.id, lambda it: replace(it, phase=Phase.PAUSED))


async def revoke(house: House, grant: Grant) -> None:
    """End it."""
    await house.keeper.change(grant.id, lambda it: replace(it, phase=Phase.REVOKED))


@pytest.mark.parametrize("turns", MOMENTS)
@pytest.mark.parametrize("lost", [False, True], ids=["told", "lost"])
async def test_given(
    hass: HomeAssistant, house: House, hass_storage: Storage, turns: int, lost: bool
) -> None:
    """There is one code afterwards, and never was another one."""
    if lost:
        house.cloud.fail("codes.add", OutcomeUnknown(), after_work=True)
    grant = make_grant()
    await give(house, grant)
    await wait(turns)
    await crash(hass, house, hass_storage)
    assert house.on_lock() == ["Anna"]
    assert house.cloud.calls("codes.add") == 1
    assert house.statuses(grant) == ["active"]


@pytest.mark.parametrize("turns", MOMENTS)
@pytest.mark.parametrize(
    ("wish", "left", "status"),
    [
        (rotate, ["Anna 2"], "active"),
        (pause, ["Anna"], "planned"),
        (revoke, [], "removed"),
    ],
)
async def test_changed(
    hass: HomeAssistant,
    house: House,
    hass_storage: Storage,
    turns: int,
    wish: Wish,
    left: list[str],
    status: str,
) -> None:
    """What was wished last is so afterwards."""
    grant = await house.give(make_grant())
    await wish(house, grant)
    await wait(turns)
    await crash(hass, house, hass_storage)
    assert house.on_lock() == left
    assert house.statuses(grant) == [status]


async def wait(turns: int) -> None:
    """Let the event loop turn."""
    for _ in range(turns):
        await asyncio.sleep(0)


async def test_no_digits_in_any_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """At no level, whatever happens."""
    caplog.set_level(logging.DEBUG)
    house.cloud.fail("codes.add", CloudUnreachable())
    grant = await house.give(make_grant())
    await house.live(timedelta(minutes=2))
    house.cloud.fail("codes.add", OutcomeUnknown(), after_work=True)
    await rotate(house, grant)
    await settle(house.hass)
    await revoke(house, grant)
    await settle(house.hass)
    assert house.statuses(grant) == ["removed"]
    # The storage of tests logs what it would write; a real one does not.
    ours = [it for it in caplog.records if "pytest" not in it.name]
    assert any("A step of access" in it.getMessage() for it in ours)
    told = " ".join(it.getMessage() for it in ours)
    assert PIN not in told
    assert OTHER_PIN not in told
