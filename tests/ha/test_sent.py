"""Whose act it was: the vendor always names the owner of the key, we know better."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.sent import Asker
from custom_components.cloud_locks.sent import SentCommands, who_asked
from tests.fake_cloud import FakeBackend

from .home import entity_id, pass_time, record_events, settle, state

pytestmark = pytest.mark.usefixtures("clock", "at_once")


async def unlock(hass: HomeAssistant, context: Context | None = None) -> None:
    """Unlock the front door in somebody's name."""
    await hass.services.async_call(
        "lock",
        "unlock",
        {"entity_id": entity_id(hass, "lock", "lock")},
        blocking=True,
        context=context,
    )


async def test_user(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    hass_admin_user: MockUser,
) -> None:
    """Who pressed the button stands in the event, the sensor and the lock."""
    hass_admin_user.name = "Anna"
    await settle(hass)
    fired = record_events(hass, "access")
    await unlock(hass, Context(user_id=hass_admin_user.id))
    await pass_time(hass, clock, 1)
    assert [(it["method"], it["who"]) for it in fired] == [("home_assistant", "Anna")]
    assert state(hass, "lock", "lock").attributes["changed_by"] == "Anna"
    assert state(hass, "sensor", "last_access_by").state == "Anna"
    await pass_time(hass, clock, 60)
    assert state(hass, "sensor", "last_access_by").state == "Anna", "read once more"


async def test_automation(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The automation is named, also when a script does it for it."""
    act = {"action": "script.come_in"}
    unlocking = {
        "action": "lock.unlock",
        "target": {"entity_id": entity_id(hass, "lock", "lock")},
    }
    script = {"come_in": {"sequence": [unlocking]}}
    assert await async_setup_component(hass, "script", {"script": script})
    automation = {
        "alias": "Postman",
        "triggers": {"trigger": "event", "event_type": "rang"},
        "actions": [act],
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})
    await settle(hass)
    fired = record_events(hass, "access")
    hass.bus.async_fire("rang")
    await hass.async_block_till_done()
    await pass_time(hass, clock, 1)
    assert [(it["method"], it["who"]) for it in fired] == [
        ("home_assistant", "Postman")
    ]


async def test_somebody_else_in_the_same_moment(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    hass_admin_user: MockUser,
) -> None:
    """A code at the keypad and the app of the neighbour stay what they are."""
    hass_admin_user.name = "Anna"
    await settle(hass)
    fired = record_events(hass, "access")
    fake_cloud.emit("front", EventType.UNLOCKED, method=Method.CODE, who="Cleaner")
    await unlock(hass, Context(user_id=hass_admin_user.id))
    clock.tick(timedelta(seconds=2))
    fake_cloud.emit("front", EventType.UNLOCKED, method=Method.APP, who="Owner")
    fake_cloud.emit("back", EventType.UNLOCKED, method=Method.APP, who="Owner")
    await pass_time(hass, clock, 1)
    assert [it["who"] for it in fired] == ["Cleaner", "Anna", "Owner"]


@pytest.mark.parametrize("context", [None, Context(), Context(user_id="gone")])
async def test_nobody_in_particular(
    hass: HomeAssistant, context: Context | None
) -> None:
    """Home Assistant itself, or a user who was deleted meanwhile."""
    assert await who_asked(hass, context) == Asker()


def test_nearest_command(fake_cloud: FakeBackend, clock: FrozenDateTimeFactory) -> None:
    """Of two of the same kind the one that fits better; each explains one event."""
    commands = SentCommands()
    for who in ("Anna", "Bert"):
        with commands.sending("front", Operation.LOCK, Asker(who=who)):
            fake_cloud.emit("front", EventType.LOCKED, method=Method.APP)
        clock.tick(timedelta(seconds=8))
    first, second = fake_cloud.log
    assert commands.explain(second).who == "Bert"
    assert commands.explain(first).who == "Anna"
    assert commands.explain(second).who == "Bert"
    other = fake_cloud.emit("front", EventType.LOCKED, method=Method.APP, who="App")
    assert commands.explain(other) == other
