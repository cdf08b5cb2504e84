"""A cloud that will not be listened to: a person is told why news come late."""

from dataclasses import replace

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import push, vendors
from custom_components.cloud_locks.model.areas import Area
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotPermitted,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from tests.fake_cloud import ALL_PARTS, FakeBackend, register

from .codes import until
from .repairing import only_issue, our_issues

MISSING = NotPermitted("HTTP 500", reason=Reason.SUBSCRIPTION_MISSING)
CALL = "push.listen"

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def fake_cloud(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Put a fake among the vendors that can be listened to, without a wait."""
    monkeypatch.setattr(push, "_BACK_OFF", (0.0,))
    return register(monkeypatch, FakeBackend(parts=ALL_PARTS - {Part.WEBHOOK}))


async def refuse(
    hass: HomeAssistant, fake_cloud: FakeBackend, error: VendorError, times: int
) -> None:
    """Let the connection end, and so many attempts at another one be refused."""
    await until(lambda: bool(fake_cloud.listeners))
    before = fake_cloud.calls(CALL)
    fake_cloud.fail(CALL, error, times=times)
    # So the issue can be looked at while nothing goes on.
    gate = fake_cloud.hold(CALL)
    fake_cloud.push(CloudUnreachable())
    await until(lambda: fake_cloud.calls(CALL) == before + times + 1)
    await hass.async_block_till_done()
    assert not gate.is_set()
    gate.set()


async def test_refused_again_and_again(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It names the service, and goes once the cloud is heard."""
    vendor, brand = vendors.BRANDS["fake"]
    named = replace(vendor, rights={Area.NEWS: "Fake News"})
    monkeypatch.setitem(vendors.BRANDS, "fake", (named, brand))
    await until(lambda: bool(fake_cloud.listeners))
    fake_cloud.fail(CALL, MISSING, times=3)
    gate = fake_cloud.hold(CALL)
    fake_cloud.push(CloudUnreachable())
    await until(lambda: bool(our_issues(hass)))
    words = only_issue(hass, "refused").translation_placeholders or {}
    assert "Fake News" in words["why"]
    assert "minutes later" in words["what"]
    gate.set()
    await until(lambda: not our_issues(hass))


@pytest.mark.parametrize(("error", "times"), [(MISSING, 2), (CloudUnreachable(), 5)])
async def test_an_accident(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: VendorError,
    times: int,
) -> None:
    """Nobody is asked for help when the cloud stumbles; each time counts anew."""
    for _ in range(2):
        await refuse(hass, fake_cloud, error, times)
        assert our_issues(hass) == []
