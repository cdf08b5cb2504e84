"""A Home Assistant that is signed in to simulated clouds as a person would do it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime, timedelta
import time
from typing import Any

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.const import MATCH_ALL
from homeassistant.core import Event, HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation

_REAL_CLOCK = (time.monotonic,)
"""In a tuple, where the freezer does not find it."""

type Act = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def freezer(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FrozenDateTimeFactory]:
    """Hold the time of day; the event loop's clock goes on, for real connections."""
    with freeze_time() as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        monkeypatch.setattr(hass.loop, "time", *_REAL_CLOCK)
        yield frozen


@pytest.fixture
async def simulation(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the clouds over the small test home."""
    async with Simulation.start("test") as simulation:
        yield simulation


@pytest.fixture
async def account(hass: HomeAssistant, simulation: Simulation) -> ConfigEntry:
    """Sign in to Tedee by the form and return the loaded entry."""
    config = {DOMAIN: {"origins": simulation.origins}}
    assert await async_setup_component(hass, DOMAIN, config)
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"brand": "tedee"}
    )
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], simulation.account("tedee")
    )
    entry: ConfigEntry = flow["result"]
    assert entry.state is ConfigEntryState.LOADED
    await settle(hass)
    return entry


@pytest.fixture
def everything(hass: HomeAssistant) -> list[Event[Any]]:
    """Collect every event on the bus."""
    events: list[Event[Any]] = []

    @callback
    def note(event: Event[Any]) -> None:
        events.append(event)

    hass.bus.async_listen(MATCH_ALL, note)
    return events


@pytest.fixture
def act(hass: HomeAssistant) -> Act:
    """Return how to call one of our actions on the front door."""

    async def call(action: str, **data: Any) -> dict[str, Any]:
        answer = await hass.services.async_call(
            DOMAIN,
            action,
            {"entity_id": entity_id(hass, "lock", "lock"), **data},
            blocking=True,
            return_response=True,
        )
        assert answer is not None
        (row,) = answer.values()
        assert isinstance(row, dict)
        return row

    return call


def entity_id(hass: HomeAssistant, platform: str, key: str) -> str:
    """Return the entity of a key at the front door."""
    entries = er.async_get(hass).entities.values()
    (found,) = (
        it.entity_id
        for it in entries
        if it.domain == platform
        and it.unique_id.endswith(f":{key}")
        and "front_door" in it.entity_id
    )
    return found


def state(hass: HomeAssistant, platform: str, key: str) -> State:
    """Return the state of a key at the front door."""
    found = hass.states.get(entity_id(hass, platform, key))
    assert found is not None
    return found


async def settle(hass: HomeAssistant, passed: timedelta = timedelta()) -> None:
    """Let everything that is due happen, background jobs too.

    `passed`: how far the time was moved; timers run by the real clock.
    """
    async_fire_time_changed(hass, dt_util.utcnow() + passed)
    await hass.async_block_till_done(wait_background_tasks=True)


async def move_to(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, moment: datetime
) -> None:
    """Let the time come, for the clouds and for Home Assistant."""
    passed = moment - dt_util.utcnow()
    freezer.move_to(moment)
    await settle(hass, passed)
    for _ in range(3):
        # What was looked up just now may have to be looked at again.
        freezer.tick(timedelta(seconds=10))
        await settle(hass, timedelta(seconds=10))


def fired(events: list[Event[Any]], entity: str) -> list[dict[str, Any]]:
    """Return the attributes of an event entity's states, oldest first."""
    return [
        dict(event.data["new_state"].attributes)
        for event in events
        if event.data.get("entity_id") == entity
        and event.data.get("new_state")
        and event.data["new_state"].attributes.get("event_type")
    ]
