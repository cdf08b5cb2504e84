"""An account at the fake cloud, in a Home Assistant of its own."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import coordinator
from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
    DOMAIN,
)
from tests.fake_cloud import FakeBackend, register


@pytest.fixture
def fake_cloud(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Put the fake among the vendors and return its backend."""
    return register(monkeypatch)


@pytest.fixture
def entry(hass: HomeAssistant, fake_cloud: FakeBackend) -> MockConfigEntry:
    """Return the entry of an account, known to Home Assistant but not set up."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Fake",
        unique_id=f"fake:{fake_cloud.account_id}",
        data={
            CONF_BRAND: "fake",
            CONF_SIGN_IN: "form",
            CONF_CREDENTIALS: {"personal_key": fake_cloud.key},
        },
    )
    entry.add_to_hass(hass)
    return entry


@pytest.fixture
async def account(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Return the entry of an account that is set up."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


@pytest.fixture
def clock(freezer: FrozenDateTimeFactory) -> FrozenDateTimeFactory:
    """Stop the time at a Saturday noon in November; it moves when a test says so."""
    freezer.move_to("2026-11-21 12:00:00+00:00")
    return freezer


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look as often as usual after a lost answer, without waiting in between."""
    monkeypatch.setattr(coordinator, "READ_BACK_DELAYS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0, 0.0, 0.0, 0.0))
