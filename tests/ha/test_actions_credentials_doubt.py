"""Cards of which nobody knows whether the lock took them: never sent twice."""

import asyncio
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.credentials import CredentialNews, desk
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.credential import Credential, CredentialType
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from tests.fake_cloud import FakeBackend

from .acting import act_at_front

pytestmark = pytest.mark.usefixtures("account", "no_waiting")

CARD = CredentialType.RFID_CODE


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look back at once, and twice."""
    monkeypatch.setattr(desk, "SETTLE_DELAYS", (0.0, 0.0))


async def add(hass: HomeAssistant, **data: Any) -> dict[str, Any]:
    """Give a card with a number to Anna."""
    given = {
        "credential_type": "rfid_code",
        "name": "Anna",
        "credential_data": "1723612378",
    }
    return await act_at_front(hass, "add_credential", **(given | data))


async def refused_card(hass: HomeAssistant, **data: Any) -> str | None:
    """Return why Anna's card was not taken."""
    with pytest.raises(HomeAssistantError) as caught:
        await add(hass, **data)
    return caught.value.translation_key


async def test_what_is_in_doubt_is_not_sent_again(
    hass: HomeAssistant, fake_cloud: FakeBackend, clock: FrozenDateTimeFactory
) -> None:
    """Not by another name either; another card is, and after a while so is this one."""
    fake_cloud.fail("credentials.add", OutcomeUnknown())
    assert await refused_card(hass) == "outcome_unknown"
    assert await refused_card(hass) == "outcome_unknown"
    assert await refused_card(hass, name="Bert") == "outcome_unknown"
    assert fake_cloud.calls("credentials.add") == 1
    await add(hass, name="Bert", credential_data="1723612379")
    clock.tick(timedelta(seconds=601))
    assert (await add(hass))["status"] == "active"
    names = [it.name for it in fake_cloud.credentials["front"].values()]
    assert names == ["Bert", "Anna"]


async def test_what_was_in_doubt_has_come(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """The second wish finds what the first one left; only then is it forgotten."""
    news: list[CredentialNews] = []
    account.runtime_data.credentials.async_listen("front", news.append)
    fake_cloud.fail("credentials.add", OutcomeUnknown())
    assert await refused_card(hass) == "outcome_unknown"
    late = Credential(id="c9", type=CARD, name="anna ", on_lock=True)
    fake_cloud.credentials["front"][late.id] = late
    assert (await add(hass))["credential_id"] == "c9"
    assert fake_cloud.calls("credentials.add") == 1
    assert [it.type for it in news] == [EventType.ADDED]


async def test_two_equal_wishes_at_once(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """The second waits, and learns that nobody knows."""
    fake_cloud.fail("credentials.add", OutcomeUnknown())
    wishes = [refused_card(hass) for _ in range(2)]
    assert await asyncio.gather(*wishes) == ["outcome_unknown"] * 2
    assert fake_cloud.calls("credentials.add") == 1
