"""The system health page tells how accounts are doing, and no names."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    get_system_health_info,
)

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.errors import CloudUnreachable
from tests.fake_cloud import FakeBackend, make_lock, register

from .home import pass_time

pytestmark = pytest.mark.usefixtures("clock")


async def page(hass: HomeAssistant) -> dict[str, Any]:
    """Return our rows."""
    assert await async_setup_component(hass, DOMAIN, {})
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    rows: dict[str, Any] = await get_system_health_info(hass, DOMAIN)
    return rows


ROWS = {
    "version",
    "accounts",
    "accounts_connected",
    "accounts_with_push",
    "locks",
    "budget_used",
}
"""Without those of the accounts."""


@pytest.mark.parametrize("language", ["en", "de"])
async def test_rows_have_names(hass: HomeAssistant, language: str) -> None:
    """Those of accounts are brands, which need none."""
    rows = await page(hass)
    assert rows.keys() == ROWS
    texts = await async_get_translations(hass, language, "system_health", [DOMAIN])
    prefix = f"component.{DOMAIN}.system_health.info."
    assert {it.removeprefix(prefix) for it in texts} == ROWS


async def test_an_account_that_is_well(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Counted, with what of its calls is used; the cloud is not asked for it."""
    rows = await page(hass)
    before = len(fake_cloud.script.calls)
    assert await page(hass) == rows
    assert len(fake_cloud.script.calls) == before
    used = account.runtime_data.meter.used_percent
    assert rows == {
        "version": "0.1.0",
        "accounts": 1,
        "accounts_connected": 1,
        "accounts_with_push": 1,
        "locks": 2,
        "budget_used": f"{used} %",
        "Fake": "ok",
    }


async def test_an_account_that_went_away(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The reason is that of the last look."""
    fake_cloud.fail("states", CloudUnreachable(), times="always")
    fake_cloud.fail("inventory", CloudUnreachable(), times="always")
    for _ in range(10):
        await pass_time(hass, clock, 60)
    rows = await page(hass)
    assert (rows["accounts"], rows["accounts_connected"]) == (1, 0)
    assert rows["Fake"] == {"type": "failed", "error": "cloud_unreachable"}


async def test_accounts_that_are_not_loaded(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
) -> None:
    """Each by its brand, never by its title, which may name locks."""
    fake_cloud.fail("account", CloudUnreachable(), times="always")
    await hass.config_entries.async_setup(entry.entry_id)
    second = MockConfigEntry(
        domain=DOMAIN, title="Fake (Anna's door)", unique_id="fake:2", data=entry.data
    )
    second.add_to_hass(hass)
    gone = {**entry.data, "brand": "gone"}
    MockConfigEntry(domain=DOMAIN, unique_id="gone:1", data=gone).add_to_hass(hass)
    rows = await page(hass)
    assert (rows["accounts"], rows["locks"], rows["budget_used"]) == (3, 0, "0 %")
    assert rows["Fake"] == {"type": "failed", "error": "cloud_unreachable"}
    assert rows["Fake 2"] == {"type": "failed", "error": "not_loaded"}
    assert rows["gone"] == {"type": "failed", "error": "not_loaded"}
    assert "Anna" not in str(rows)


async def test_an_account_that_has_to_ask(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No news by themselves."""
    codes_only = FakeBackend([make_lock("lock", "Lock")], parts=frozenset({Part.CODES}))
    register(monkeypatch, codes_only)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert (await page(hass))["accounts_with_push"] == 0
