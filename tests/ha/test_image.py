"""The last picture of a lock: fetched for who looks, and not more often."""

import asyncio
from dataclasses import replace
from http import HTTPStatus

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.image import async_get_image
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.cloud_locks.model.access_event import EventType, Stream
from custom_components.cloud_locks.model.errors import AuthError, CloudUnreachable
from custom_components.cloud_locks.model.parts import Picture
from tests.fake_cloud import FakeBackend

from .entities import has_entity
from .home import entity_id, pass_time, reauth_flows, settle, state

pytestmark = pytest.mark.usefixtures("clock", "at_once")

CALL = "media.last_capture"


@pytest.fixture
def picture(fake_cloud: FakeBackend) -> Picture:
    """Return a picture that the front door took before the first look."""
    taken = Picture(data=b"first", content_type="image/png", taken_at=fake_cloud.now())
    fake_cloud.pictures["front"] = taken
    return taken


async def look(hass: HomeAssistant) -> bytes:
    """Return what somebody sees who looks now."""
    return (
        await async_get_image(hass, entity_id(hass, "image", "last_capture"))
    ).content


async def test_only_where_there_is_a_camera(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """The back door has none."""
    assert has_entity(hass, "image", "last_capture")
    assert not has_entity(hass, "image", "last_capture", "back")


async def test_nobody_looks(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    picture: Picture,
    clock: FrozenDateTimeFactory,
) -> None:
    """Then nothing is fetched, whatever happens."""
    fake_cloud.emit("front", EventType.RING, stream=Stream.DOORBELL)
    await pass_time(hass, clock, 3600)
    assert fake_cloud.calls(CALL) == 0
    assert state(hass, "image", "last_capture").state == "unknown"


async def test_two_look_at_once(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    picture: Picture,
    hass_client: ClientSessionGenerator,
) -> None:
    """It is fetched once, and comes from Home Assistant as what it is."""
    seen = await asyncio.gather(look(hass), look(hass))
    assert set(seen) == {b"first"}
    assert fake_cloud.calls(CALL) == 1
    shown = state(hass, "image", "last_capture")
    assert shown.state == picture.taken_at.isoformat()
    address = shown.attributes["entity_picture"]
    assert address.startswith("/api/image_proxy/image.")
    response = await (await hass_client()).get(address)
    assert (response.status, response.content_type) == (HTTPStatus.OK, "image/png")
    assert fake_cloud.calls(CALL) == 1


async def test_something_happens(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    picture: Picture,
    clock: FrozenDateTimeFactory,
) -> None:
    """Who shows the picture comes for a new one, which takes a while to be there."""
    await settle(hass)
    assert await look(hass) == b"first"
    clock.tick(60)
    ring = fake_cloud.emit("front", EventType.RING, stream=Stream.DOORBELL)
    await pass_time(hass, clock, 60)
    at = ring.occurred_at
    assert state(hass, "image", "last_capture").state == at.isoformat()
    assert await look(hass) == b"first"
    fake_cloud.pictures["front"] = replace(picture, data=b"second", taken_at=at)
    assert await look(hass) == b"first"
    assert fake_cloud.calls(CALL) == 2
    await pass_time(hass, clock, 30)
    assert await look(hass) == b"second"
    await pass_time(hass, clock, 60)
    assert await look(hass) == b"second"
    assert fake_cloud.calls(CALL) == 3


async def test_after_a_while(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    picture: Picture,
    clock: FrozenDateTimeFactory,
) -> None:
    """It is looked for anew, as not everything is told."""
    assert await look(hass) == b"first"
    await pass_time(hass, clock, 14 * 60)
    assert await look(hass) == b"first"
    assert fake_cloud.calls(CALL) == 1
    await pass_time(hass, clock, 60)
    assert await look(hass) == b"first"
    assert fake_cloud.calls(CALL) == 2


async def test_no_picture(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A lock that took none yet."""
    for _ in range(2):
        with pytest.raises(HomeAssistantError):
            await look(hass)
    assert fake_cloud.calls(CALL) == 1


async def test_a_picture_outlives_a_failure(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    picture: Picture,
    clock: FrozenDateTimeFactory,
) -> None:
    """Without one who looks is told, and asked to sign in where that is why."""
    fake_cloud.fail(CALL, CloudUnreachable())
    with pytest.raises(HomeAssistantError):
        await look(hass)
    await pass_time(hass, clock, 15 * 60)
    assert await look(hass) == b"first"
    await pass_time(hass, clock, 15 * 60)
    fake_cloud.fail(CALL, AuthError())
    assert await look(hass) == b"first"
    await hass.async_block_till_done()
    assert reauth_flows(hass)


async def test_duress_changes_nothing(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """A tablet by the door shows pictures, too."""
    await settle(hass)
    before = state(hass, "image", "last_capture").state
    fake_cloud.emit("front", EventType.DURESS, stream=Stream.DURESS)
    await pass_time(hass, clock, 60)
    assert state(hass, "image", "last_capture").state == before
