"""Event entities: what fires, with which attributes, and what never fires twice."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
    snapshot_platform,
)
from syrupy.assertion import SnapshotAssertion

from custom_components.cloud_locks.model.access_event import EventType, Method, Stream
from custom_components.cloud_locks.model.credential import (
    CredentialType,
    EnrollmentStep,
)
from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.model.lock import Reachability
from tests.fake_cloud import FakeBackend

from .conftest import SetUp
from .home import entity_id, kinds, pass_time, record_events, settle, state

pytestmark = pytest.mark.usefixtures("clock", "at_once")


async def test_all(
    hass: HomeAssistant,
    entity_registry: er.EntityRegistry,
    with_only: SetUp,
    snapshot: SnapshotAssertion,
) -> None:
    """The streams of the two doors and their closed lists of types."""
    entry = await with_only(Platform.EVENT)
    await snapshot_platform(hass, entity_registry, snapshot, entry.entry_id)


async def test_attributes(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """What the lock tells is there, what it does not tell is left out."""
    await settle(hass)
    fired = record_events(hass, "access")
    at = fake_cloud.now()
    fake_cloud.emit(
        "front",
        EventType.UNLOCKED,
        method=Method.CARD,
        who="Anna",
        credential_type="card",
        unlatched=True,
    )
    await pass_time(hass, clock, 60)
    fake_cloud.emit("front", EventType.DENIED, method=Method.CODE, failed_attempts=5)
    await pass_time(hass, clock, 60)
    own = {"friendly_name", "event_types", "device_class"}
    shown = [{k: v for k, v in it.items() if k not in own} for it in fired]
    assert shown == [
        {
            "event_type": "unlocked",
            "method": "card",
            "who": "Anna",
            "credential_type": "card",
            "occurred_at": at.isoformat(),
            "late": False,
            "unlatched": True,
        },
        {
            "event_type": "denied",
            "method": "code",
            "occurred_at": (at + timedelta(minutes=1)).isoformat(),
            "late": False,
            "failed_attempts": 5,
            "unlatched": False,
        },
    ]


async def test_streams_are_apart(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """An alarm is no coming in, and one door is not the other."""
    await settle(hass)
    access, alarm = record_events(hass, "access"), record_events(hass, "alarm")
    others = record_events(hass, "access", "back"), record_events(hass, "alarm", "back")
    fake_cloud.emit("front", EventType.TAMPER, stream=Stream.ALARM)
    fake_cloud.emit("front", EventType.LOCKED)
    fake_cloud.emit("front", EventType.RING, stream=Stream.DOORBELL)
    await pass_time(hass, clock, 60)
    assert (kinds(access), kinds(alarm)) == (["locked"], ["tamper"])
    assert others == ([], [])


async def test_outage_fires_nothing(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Plain state triggers would fire again if the entity came back from nowhere."""
    calls: list[ServiceCall] = async_mock_service(hass, "test", "fired")
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "triggers": {
                    "trigger": "state",
                    "entity_id": entity_id(hass, "event", "access"),
                },
                "actions": {"action": "test.fired"},
            }
        },
    )
    await settle(hass)
    fake_cloud.emit("front", EventType.UNLOCKED)
    await pass_time(hass, clock, 60)
    assert len(calls) == 1
    before = state(hass, "event", "access")

    for _ in range(2):
        fake_cloud.fail("states", CloudUnreachable(), times=3)
        for _ in range(5):
            await pass_time(hass, clock, 30)
        fake_cloud.change("front", reachability=Reachability.OFFLINE)
        await pass_time(hass, clock, 30)
        fake_cloud.change("front", reachability=Reachability.ONLINE)
        await pass_time(hass, clock, 30)
    after = state(hass, "event", "access")
    assert len(calls) == 1
    assert (after.state, after.last_updated) == (before.state, before.last_updated)


async def test_event_in_an_outage(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """What a cloud tells by itself is shown while reading the account fails."""
    await settle(hass)
    fake_cloud.fail("states", CloudUnreachable(), times=3)
    for _ in range(2):
        await pass_time(hass, clock, 30)
    assert state(hass, "lock", "lock").state == "unavailable"
    fired = record_events(hass, "access")
    event = fake_cloud.emit("front", EventType.UNLOCKED, method=Method.CODE)
    account.runtime_data.activity.async_take(event)
    await hass.async_block_till_done()
    assert kinds(fired) == ["unlocked"]
    assert state(hass, "event", "access").state != "unavailable"


async def test_code_event(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Which code, in which status, whose; no digits."""
    await pass_time(hass, clock, 5)
    fired = record_events(hass, "code")
    code = fake_cloud.add_code("front", "Anna", "284617")
    await account.runtime_data.codes.read("front")
    (told,) = fired
    expected: dict[str, Any] = {
        "event_type": "changed_elsewhere",
        "who": "Anna",
        "code_id": code.id,
        "status": "active",
        "managed": False,
        "occurred_at": fake_cloud.now().isoformat(),
        "late": False,
    }
    assert {key: told[key] for key in expected} == expected
    assert "reason" not in told
    assert "284617" not in str(told)


async def test_codes_only_where_there_are_codes(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    fake_cloud: FakeBackend,
) -> None:
    """A lock without a keypad has no such events."""
    fake_cloud.change("back", capabilities=frozenset())
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    keys = {
        it.unique_id.rpartition(":")[2]
        for it in er.async_entries_for_config_entry(entity_registry, entry.entry_id)
        if ":back:" in it.unique_id and it.domain in {"event", "binary_sensor"}
    }
    assert keys == {"access", "alarm", "online"}


async def test_credentials(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A finger that was read is an event at its end, and no step before it."""
    fired = record_events(hass, "credential")
    fake_cloud.enrollment.append(EnrollmentStep(done=1, total=2))
    await account.runtime_data.enrollments.begin(
        "front", CredentialType.FINGERPRINT, "Anna", None
    )
    await settle(hass)
    (event,) = fired
    assert (event["event_type"], event["who"]) == ("enrolled", "Anna")
    assert event["credential_type"] == "fingerprint"
    assert event["credential_id"] in fake_cloud.credentials["front"]
