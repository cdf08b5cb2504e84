"""What docs/voice-assistants.md says of Assist, as far as it runs here."""

from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import intent
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.confirm import hash_code
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend

pytestmark = pytest.mark.usefixtures("clock", "at_once")

ASSIST = "conversation"


@pytest.fixture(autouse=True)
async def assist(hass: HomeAssistant) -> None:
    """Set up what understands sentences, without the sentences."""
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "intent", {})


async def say_unlock(hass: HomeAssistant) -> intent.IntentResponse:
    """Do what "unlock the front door" means."""
    return await intent.async_handle(
        hass,
        "test",
        intent.INTENT_TURN_OFF,
        {"name": {"value": "Front door"}, "domain": {"value": "lock"}},
        assistant=ASSIST,
    )


async def test_a_new_lock_is_not_exposed(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """So nobody can talk to it."""
    assert not async_should_expose(hass, ASSIST, "lock.front_door")
    with pytest.raises(intent.MatchFailedError):
        await say_unlock(hass)


async def test_an_exposed_lock_is_unlocked_without_a_question(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Whoever speaks."""
    async_expose_entity(hass, ASSIST, "lock.front_door", should_expose=True)
    await say_unlock(hass)
    assert fake_cloud.calls("operate") == 1


async def test_a_confirmation_code_keeps_it_locked(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Assist passes no code on, and hears that it was refused."""
    kept = hash_code(Secret("open sesame"))
    hass.config_entries.async_update_entry(
        entry, options={"confirm_codes": {"front": kept}}
    )
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    async_expose_entity(hass, ASSIST, "lock.front_door", should_expose=True)
    with pytest.raises((intent.IntentHandleError, ServiceValidationError)):
        await say_unlock(hass)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert fake_cloud.calls("operate") == 0
