"""Callbacks by way of Home Assistant Cloud, for whom it is the only way in."""

from collections.abc import Awaitable, Callable
import json

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import cloud, webhook
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration
from homeassistant.util.aiohttp import MockRequest
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_event import AccessEvent, EventType
from custom_components.cloud_locks.model.capabilities import Part
from tests.fake_cloud import ALL_PARTS, FakeBackend, register

from .home import pass_time

HOOK = "https://hooks.nabu.casa/"

type Hook = Callable[[HomeAssistant, str], Awaitable[str]]


@pytest.fixture
def fake_cloud(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Return a cloud that calls back."""
    return register(monkeypatch, FakeBackend(parts=ALL_PARTS - {Part.PUSH}))


@pytest.fixture
async def subscribed(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody use Home Assistant Cloud."""

    async def hook(_: HomeAssistant, webhook_id: str) -> str:
        return HOOK + webhook_id

    await async_get_integration(hass, "cloud")
    hass.config.components.add("cloud")
    monkeypatch.setattr(cloud, "async_active_subscription", lambda _: True)
    monkeypatch.setattr(cloud, "async_get_or_create_cloudhook", hook)


@pytest.mark.usefixtures("subscribed")
async def test_its_address_comes_first(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """It works at any house, and no port has to be open."""
    hass.config.external_url = "https://home.example.org"
    callbacks = account.runtime_data.callbacks
    assert await callbacks.async_url() == HOOK + callbacks.webhook_id


@pytest.mark.usefixtures("subscribed")
@pytest.mark.parametrize("subscription", [True, False])
async def test_without_its_help(
    hass: HomeAssistant,
    account: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    *,
    subscription: bool,
) -> None:
    """It is not paid for, or cannot be reached now: the address of the house does."""

    async def no_hook(*_: object) -> str:
        raise cloud.CloudNotConnected

    monkeypatch.setattr(cloud, "async_active_subscription", lambda _: subscription)
    monkeypatch.setattr(cloud, "async_get_or_create_cloudhook", no_hook)
    callbacks = account.runtime_data.callbacks
    assert await callbacks.async_url() is None
    hass.config.external_url = "https://home.example.org"
    url = await callbacks.async_url()
    assert url == f"https://home.example.org/api/webhook/{callbacks.webhook_id}"


@pytest.mark.parametrize(("more", "status"), [(0, 200), (300_000, 413)])
async def test_what_it_passes_on(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    clock: FrozenDateTimeFactory,
    more: int,
    status: int,
) -> None:
    """It is no real request, and is read and answered as one."""
    told: list[AccessEvent] = []
    # What was there before is no news.
    await pass_time(hass, clock, 60)
    account.runtime_data.activity.async_listen("front", told.append)
    event = fake_cloud.emit("front", EventType.UNLOCKED)
    record = {
        "id": event.id,
        "lock_id": event.lock_id,
        "type": event.type.value,
        "occurred_at": event.occurred_at.isoformat(),
    }
    content = json.dumps([record]).encode() + b" " * more
    answer = await webhook.async_handle_webhook(
        hass,
        account.runtime_data.callbacks.webhook_id,
        MockRequest(content=content, mock_source="cloud", method="POST"),
    )
    assert answer.status == status
    assert [it.type for it in told] == [EventType.UNLOCKED] * (status == 200)
