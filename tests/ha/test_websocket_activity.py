"""What the panel is told of what happened: from memory, and from a cloud when asked."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.image import async_get_image
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_event import EventType, Method, Stream
from custom_components.cloud_locks.model.errors import AuthError, CloudUnreachable
from custom_components.cloud_locks.model.parts import Picture
from custom_components.cloud_locks.websocket import activity
from tests.fake_cloud import FakeBackend

from .asking import Panel, View
from .grants import House, make_grant
from .home import activity_reads, entity_id, pass_time, reauth_flows, settle

pytestmark = pytest.mark.usefixtures("clock", "at_once")

FRONT, BACK = "fake:fake-account:front", "fake:fake-account:back"
MINUTE = timedelta(minutes=1)


def types(view: View) -> list[tuple[str, str]]:
    """Return doors and types of events, as they come."""
    return [(it["door_id"].rpartition(":")[2], it["type"]) for it in view["events"]]


async def test_what_was_read_anyway(
    hass: HomeAssistant,
    panel: Panel,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Newest first over all doors, and nothing is asked for it."""
    fake_cloud.emit("back", EventType.LOCKED)
    await pass_time(hass, clock, 60)
    fake_cloud.emit("front", EventType.UNLOCKED, method=Method.CODE, who="Anna")
    await pass_time(hass, clock, 60)
    fake_cloud.emit("back", EventType.TAMPER, stream=Stream.ALARM)
    await pass_time(hass, clock, 60)
    asked = activity_reads(fake_cloud)
    view = await panel.ask("activity")
    assert types(view) == [
        ("back", "tamper"),
        ("front", "unlocked"),
        ("back", "locked"),
    ]
    event = view["events"][1]
    assert event["door_id"] == FRONT
    assert (event["who"], event["method"]) == ("Anna", "code")
    assert view["events"][0]["picture"] is None
    assert activity_reads(fake_cloud) == asked


async def test_what_happened_before_the_start(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    panel: Panel,
) -> None:
    """It was read to take bearings, and is told of only here."""
    fake_cloud.emit("front", EventType.UNLOCKED)
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    assert types(await panel.ask("activity")) == [("front", "unlocked")]


async def test_no_more_than_anybody_reads(
    hass: HomeAssistant,
    panel: Panel,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    clock: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of all doors together, the newest."""
    monkeypatch.setattr(activity, "_MOST", 1)
    for lock_id in ("front", "back"):
        fake_cloud.emit(lock_id, EventType.LOCKED)
        await pass_time(hass, clock, 60)
    assert types(await panel.ask("activity")) == [("back", "locked")]


async def test_it_is_bounded(
    hass: HomeAssistant, panel: Panel, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Fifty events of a door, the newest ones, each once."""
    now = fake_cloud.now()
    events = [
        fake_cloud.emit(
            "front", EventType.LOCKED, occurred_at=now + n * MINUTE, id=f"{n}"
        )
        for n in range(60)
    ]
    recent = account.runtime_data.activity.recent
    recent.note("front", events[:50])
    recent.note("front", events[40:])
    view = await panel.ask("activity")
    assert [it["event_id"] for it in view["events"]] == [
        str(n) for n in range(59, 9, -1)
    ]


async def test_of_a_forced_act_only_the_ordinary_event(
    hass: HomeAssistant,
    panel: Panel,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Who stands beside the screen must not see that help was called."""
    await settle(hass)
    fake_cloud.emit("front", EventType.UNLOCKED, duress=True, who="Anna")
    fake_cloud.emit("front", EventType.DURESS, stream=Stream.DURESS, who="Anna")
    await pass_time(hass, clock, 60)
    for view in (
        await panel.ask("activity"),
        await panel.ask("activity/older", door_id=FRONT, before="2026-11-22 00:00"),
    ):
        assert types(view) == [("front", "unlocked")]
        assert "duress" not in str(view)


async def test_older_events_of_one_door(
    panel: Panel, fake_cloud: FakeBackend, clock: FrozenDateTimeFactory
) -> None:
    """A page before a moment, newest first, from its cloud."""
    for number in range(130):
        fake_cloud.emit("front", EventType.LOCKED, id=str(number))
        clock.tick(MINUTE)
    fake_cloud.emit("back", EventType.LOCKED)
    before = fake_cloud.log[100].occurred_at.isoformat()
    view = await panel.ask("activity/older", door_id=FRONT, before=before)
    assert [it["event_id"] for it in view["events"]] == [
        str(number) for number in range(99, 49, -1)
    ]
    first = fake_cloud.log[0].occurred_at.isoformat()
    view = await panel.ask("activity/older", door_id=FRONT, before=first)
    assert view == {"events": []}


async def test_what_goes_wrong_with_older_ones(
    hass: HomeAssistant, panel: Panel, fake_cloud: FakeBackend
) -> None:
    """A door that is not there, no moment, a cloud that does not answer."""
    now = dt_util.utcnow().isoformat()
    refused = panel.refused
    assert await refused("activity/older", door_id="x:y", before=now) == "not_found"
    assert await refused("activity/older", door_id=FRONT, before="soon") == (
        "date_time_invalid"
    )
    assert await refused("activity/older", door_id=FRONT) == "invalid_format"
    fake_cloud.fail("activity", CloudUnreachable())
    assert await refused("activity/older", door_id=FRONT, before=now) == (
        "cloud_unreachable"
    )
    fake_cloud.fail("activity", AuthError())
    assert await refused("activity/older", door_id=FRONT, before=now) == "signed_out"
    assert reauth_flows(hass)


async def test_who_changed_what(house: House, panel: Panel) -> None:
    """Newest first."""
    await house.keeper.put(make_grant(), "Paul")
    await house.revoke(make_grant())
    view = await panel.ask("activity")
    assert [(it["change"], it["user"]) for it in view["changes"]] == [
        ("revoked", None),
        ("granted", "Paul"),
    ]
    change = view["changes"][-1]
    assert change["grant_id"] == "id of Anna"
    assert change["name"] == "Anna"
    assert dt_util.parse_datetime(change["at"]) is not None


async def test_the_picture_of_an_event(
    hass: HomeAssistant,
    panel: Panel,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The address of the image entity, while it holds that one."""
    await settle(hass)
    image = entity_id(hass, "image", "last_capture")

    async def shown() -> list[str | None]:
        events = (await panel.ask("activity"))["events"]
        return [it["picture"] for it in events]

    ring = fake_cloud.emit("front", EventType.RING, stream=Stream.DOORBELL)
    await pass_time(hass, clock, 60)
    state = hass.states.get(image)
    assert state is not None
    assert await shown() == [state.attributes["entity_picture"]]
    at = ring.occurred_at
    taken = Picture(data=b"1", content_type="image/png", taken_at=at - 5 * MINUTE)
    fake_cloud.pictures["front"] = taken
    await async_get_image(hass, image)
    # It is one from before.
    assert await shown() == [None]
    later = Picture(data=b"2", content_type="image/png", taken_at=at)
    fake_cloud.pictures["front"] = later
    await pass_time(hass, clock, 60)
    await async_get_image(hass, image)
    assert (await shown())[0] is not None
    fake_cloud.emit("back", EventType.RING, stream=Stream.DOORBELL)
    clock.tick(1)
    fake_cloud.emit("front", EventType.RING, stream=Stream.DOORBELL)
    await pass_time(hass, clock, 60)
    assert [it is not None for it in await shown()] == [True, False, False]
