"""Looking at the entities of the fake account, and letting time pass."""

import asyncio
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.const import DOMAIN
from tests.fake_cloud import FakeBackend

ACCOUNT = "fake:fake-account"


def entity_id(
    hass: HomeAssistant,
    platform: str,
    key: str,
    of: str | None = "front",
    *,
    account: str = ACCOUNT,
) -> str:
    """Return the entity of a key; `of` None: of the account itself."""
    unique_id = ":".join(it for it in (account, of, key) if it)
    found = er.async_get(hass).async_get_entity_id(platform, DOMAIN, unique_id)
    assert found is not None, unique_id
    return found


def state(
    hass: HomeAssistant, platform: str, key: str, of: str | None = "front"
) -> State:
    """Return the state of a key."""
    found = hass.states.get(entity_id(hass, platform, key, of))
    assert found is not None
    return found


async def settle(hass: HomeAssistant) -> None:
    """Let everything that is due now happen, background jobs too."""
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def pass_time(
    hass: HomeAssistant, clock: FrozenDateTimeFactory, seconds: float
) -> None:
    """Let so much time pass at once."""
    clock.tick(timedelta(seconds=seconds))
    await settle(hass)


async def live_through(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    span: timedelta,
    *,
    step: timedelta = timedelta(seconds=30),
) -> None:
    """Let time pass in steps, so that each timer finds its own moment."""
    for _ in range(int(span / step)):
        await pass_time(hass, clock, step.total_seconds())


def record_states(hass: HomeAssistant, watched: str) -> list[State]:
    """Return a list that will hold every state that an entity gets from now on."""
    states: list[State] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if (new := event.data["new_state"]) is not None:
            states.append(new)

    async_track_state_change_event(hass, watched, note)
    return states


def record_events(
    hass: HomeAssistant, key: str, of: str = "front"
) -> list[dict[str, Any]]:
    """Return a list that will hold the attributes of what an event entity fires."""
    fired: list[dict[str, Any]] = []
    told = {state(hass, "event", key, of).state, "unavailable", "unknown"}

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        # Each event has a time of its own; after a reload the last one is shown again.
        new = event.data["new_state"]
        if new is not None and new.state not in told:
            told.add(new.state)
            fired.append(dict(new.attributes))

    async_track_state_change_event(hass, entity_id(hass, "event", key, of), note)
    return fired


def kinds(fired: list[dict[str, Any]]) -> list[str]:
    """Return the types of recorded events."""
    return [it["event_type"] for it in fired]


def reauth_flows(hass: HomeAssistant) -> list[Any]:
    """Return the running requests to sign in again."""
    flows = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    return [it for it in flows if it["context"]["source"] == SOURCE_REAUTH]


async def turn() -> None:
    """Let what is ready go on."""
    for _ in range(10):
        await asyncio.sleep(0)


def activity_reads(cloud: FakeBackend, lock_id: str | None = None) -> int:
    """Return how often activity was read."""
    return sum(
        it.method == "activity" and lock_id in {None, it.lock_id}
        for it in cloud.script.calls
    )


async def load(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set the account up and let the first looks happen."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
