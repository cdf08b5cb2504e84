"""The panel's subscription when much comes at once, or at an awkward moment."""

import asyncio
from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.model.lock import Battery
from custom_components.cloud_locks.websocket.subscription import Hub

from .grants import House, make_grant
from .home import turn
from .watching import Client


def hub(hass: HomeAssistant) -> Hub:
    """Return who tells all that look."""
    found = hass.data["cloud_locks.subscription"]
    assert isinstance(found, Hub)
    return found


def kept(hass: HomeAssistant) -> int:
    """Return how many rows are kept for those who look."""
    rows = hub(hass)._rows
    return len(rows.doors) + len(rows.access)


async def test_two_who_come_at_once(house: House, client: Client) -> None:
    """Everything is put together once for both, and nothing stays of it."""
    listening, other = house.hass.bus.async_listeners(), client.another()
    await asyncio.gather(client.join(), other.join())
    await turn()
    for each in (client, other):
        (first,) = each.told()
        assert len(first["doors"]) == 2
        each.leave()
    assert house.hass.bus.async_listeners() == listening


@pytest.mark.parametrize("turns", range(6))
async def test_who_leaves_at_any_moment(
    house: House, client: Client, turns: int
) -> None:
    """From then on nothing is followed and nothing is kept."""
    await house.give(make_grant())
    listening = house.hass.bus.async_listeners()
    job = house.hass.async_create_task(client.join())
    for _ in range(turns):
        await asyncio.sleep(0)
    client.leave()
    await job
    await turn()
    assert house.hass.bus.async_listeners() == listening
    assert kept(house.hass) == 0


async def test_one_who_leaves_while_another_comes(house: House, client: Client) -> None:
    """The other is sent everything all the same."""
    other = client.another()
    jobs = [house.hass.async_create_task(it.join()) for it in (client, other)]
    client.leave()
    await asyncio.gather(*jobs)
    await turn()
    assert client.told() == []
    (first,) = other.told()
    assert len(first["doors"]) == 2


async def test_what_never_rests(house: House, client: Client) -> None:
    """Is told all the same: no change puts off when those before it are told."""
    await client.look()
    due = set()
    for percent in range(20, 40):
        lock = house.cloud.change("front", battery=Battery(percent=percent))
        house.entry.runtime_data.locks.async_put(lock)
        house.clock.tick(0.001)
        timer = hub(house.hass)._timer
        assert timer is not None
        due.add(timer.when())
    assert len(due) == 1


async def test_a_clock_that_is_put_back(house: House, client: Client) -> None:
    """Accounts are not silent until it is as late again."""
    await client.look()
    house.clock.tick(-timedelta(days=1))
    for _ in range(500):
        house.entry.runtime_data.meter.async_charge()
    told = await client.soon(1)
    assert [it["accounts"] for it in told if it["accounts"]]
