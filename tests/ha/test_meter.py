"""Counting calls: also those with which an account signs in."""

from dataclasses import replace
from datetime import UTC, datetime

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.meter import RecordedCalls
from custom_components.cloud_locks.model.budget import Budget
from custom_components.cloud_locks.model.cloud import Account, Quota
from custom_components.cloud_locks.vendors import RequestRecord
from tests.fake_cloud import PACE, FakeBackend, FakeCloud


def record() -> RequestRecord:
    """Return a call."""
    return RequestRecord(
        at=datetime.now(UTC), method="GET", path="/", status=200, seconds=0.0
    )


@pytest.mark.usefixtures("clock")
def test_early_calls_count() -> None:
    """They were made before anybody knew how many are allowed."""
    kept: list[RequestRecord] = []
    calls = RecordedCalls(kept.append)
    calls.note(record())
    calls.note(record())
    meter = calls.meter_of(Budget(PACE, 80))
    assert meter.used == 2
    calls.note(record())
    assert (meter.used, len(kept)) == (3, 3)


async def test_allowance_of_the_account_counts(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A plan with fewer calls shows only once the account has signed in."""
    signed_in = FakeCloud.account

    async def account(cloud: FakeCloud) -> Account:
        quota = Quota(calls=100, period=PACE.quota.period)
        cloud.pace = replace(PACE, quota=quota)
        return await signed_in(cloud)

    monkeypatch.setattr(FakeCloud, "account", account)
    assert await hass.config_entries.async_setup(entry.entry_id)
    meter = entry.runtime_data.meter
    assert meter.budget.pace.quota.calls == 100
    assert meter.budget.limit <= 80
    assert meter.used == sum(
        fake_cloud.calls(it)
        for it in ("account", "inventory", "activity", "codes.list")
    )
