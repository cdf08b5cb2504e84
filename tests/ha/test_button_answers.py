"""Buttons that answer who asks at the door: there for a while, sent once."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.cloud_locks.const import CONF_CONFIRM_CODES
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockBusy,
    NotPermitted,
    OperationFailed,
    OutcomeUnknown,
    ProtocolError,
    VendorError,
)
from custom_components.cloud_locks.model.lock import Reachability
from tests.fake_cloud import FakeBackend

from .entities import has_entity, use
from .home import (
    entity_id,
    pass_time,
    reauth_flows,
    record_events,
    settle,
    state,
    turn,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")

KEYS = ("accept_request", "reject_request")
CALL = "answer_request"


@pytest.fixture
async def ringing(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> MockConfigEntry:
    """Return an account at whose front door somebody asks to be let in."""
    await settle(hass)
    ring(account, fake_cloud)
    return account


def ring(account: MockConfigEntry, fake_cloud: FakeBackend) -> None:
    """Let somebody ask, and the cloud tell it."""
    account.runtime_data.locks.async_put(fake_cloud.ask("front", 60))


def shown(hass: HomeAssistant, of: str = "front") -> list[bool]:
    """Return which of the two can be pressed."""
    return [state(hass, "button", key, of).state != "unavailable" for key in KEYS]


async def press(hass: HomeAssistant, key: str = "accept_request") -> None:
    """Press a button."""
    await use(hass, "button", key, "press")


async def test_only_where_somebody_can_ask(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The back door has no such bell."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert fake_cloud.locks["front"].can(Capability.REMOTE_REQUEST)
    for key in KEYS:
        assert has_entity(hass, "button", key)
        assert not has_entity(hass, "button", key, "back")


async def test_for_as_long_as_the_lock_counts(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The end is shown; afterwards nobody looks anew for them to go."""
    assert shown(hass) == [False, False]
    ring(account, fake_cloud)
    await hass.async_block_till_done()
    assert shown(hass) == [True, True]
    until = state(hass, "button", "accept_request").attributes["until"]
    assert until == fake_cloud.now() + timedelta(seconds=60)
    fake_cloud.fail("states", CloudUnreachable(), times="always")
    await pass_time(hass, clock, 59)
    assert shown(hass) == [True, True]
    await pass_time(hass, clock, 1)
    assert shown(hass) == [False, False]
    await press(hass)
    assert fake_cloud.calls(CALL) == 0


async def test_who_rings_again_has_longer(
    hass: HomeAssistant,
    ringing: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The end of the first countdown is none of the second."""
    await pass_time(hass, clock, 40)
    ring(ringing, fake_cloud)
    await pass_time(hass, clock, 25)
    assert shown(hass) == [True, True]
    await pass_time(hass, clock, 35)
    assert shown(hass) == [False, False]


async def test_let_in(
    hass: HomeAssistant,
    ringing: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The door opens, and the event names who pressed."""
    fired = record_events(hass, "access")
    user = MockUser(name="Bram", is_owner=True).add_to_hass(hass)
    await hass.services.async_call(
        "button",
        "press",
        {"entity_id": entity_id(hass, "button", "accept_request")},
        blocking=True,
        context=Context(user_id=user.id),
    )
    assert shown(hass) == [False, False]
    await pass_time(hass, clock, 30)
    assert state(hass, "lock", "lock").state == "unlocked"
    told = {"event_type": "unlocked", "method": "home_assistant", "who": "Bram"}
    assert told.items() <= fired[-1].items()


async def test_turn_away(
    hass: HomeAssistant,
    ringing: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Nothing moves."""
    await press(hass, "reject_request")
    await pass_time(hass, clock, 30)
    assert shown(hass) == [False, False]
    assert state(hass, "lock", "lock").state == "locked"
    assert fake_cloud.calls(CALL) == 1


@pytest.mark.parametrize("second", KEYS)
async def test_two_press_at_once(
    hass: HomeAssistant,
    ringing: MockConfigEntry,
    fake_cloud: FakeBackend,
    second: str,
) -> None:
    """The first one answers; the other button is gone before it is answered."""
    gate = fake_cloud.hold(CALL)
    first = hass.async_create_task(press(hass))
    await turn()
    assert shown(hass) == [False, False]
    await press(hass, second)
    gate.set()
    await first
    assert fake_cloud.calls(CALL) == 1


async def test_nobody_asks_any_more(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Who comes too late in spite of it all is told, and nothing is sent."""
    with pytest.raises(VendorError) as told:
        await account.runtime_data.answers.async_answer("front", accept=True)
    assert told.value.reason == "lock_asleep"
    assert fake_cloud.calls(CALL) == 0


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("error", [OutcomeUnknown(), ProtocolError()])
async def test_a_lost_answer_is_not_sent_again(
    hass: HomeAssistant,
    ringing: MockConfigEntry,
    fake_cloud: FakeBackend,
    key: str,
    error: VendorError,
) -> None:
    """Nor can it be: the request is taken."""
    fake_cloud.fail(CALL, error)
    with pytest.raises(HomeAssistantError):
        await press(hass, key)
    # The lock counts on, and everybody tells it.
    assert fake_cloud.locks["front"].asking_until is not None
    await ringing.runtime_data.locks.async_refresh()
    await settle(hass)
    assert shown(hass) == [False, False]
    assert fake_cloud.calls(CALL) == 1


async def test_a_lost_answer_that_worked(
    hass: HomeAssistant, ringing: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The bolt tells."""
    fake_cloud.fail(CALL, OutcomeUnknown(), after_work=True)
    await press(hass)
    assert state(hass, "lock", "lock").state == "unlocked"
    assert fake_cloud.calls(CALL) == 1


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "error", [CloudUnreachable(), LockBusy(), NotPermitted(), OperationFailed()]
)
async def test_who_was_not_answered_still_waits(
    hass: HomeAssistant,
    ringing: MockConfigEntry,
    fake_cloud: FakeBackend,
    key: str,
    error: VendorError,
) -> None:
    """Nothing was done, so the buttons are back, and a second press is sent."""
    fake_cloud.fail(CALL, error)
    with pytest.raises(HomeAssistantError) as told:
        await press(hass, key)
    assert told.value.translation_key == error.reason
    assert shown(hass) == [True, True]
    await press(hass, key)
    assert shown(hass) == [False, False]
    assert fake_cloud.calls(CALL) == 2


async def test_a_key_that_was_revoked(
    hass: HomeAssistant, ringing: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The person is asked to sign in again."""
    fake_cloud.fail(CALL, AuthError())
    with pytest.raises(HomeAssistantError):
        await press(hass, "reject_request")
    await hass.async_block_till_done()
    assert reauth_flows(hass)


async def test_a_lock_with_a_confirmation_code(
    hass: HomeAssistant, ringing: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A button has no place to type it: nobody is let in, but can be turned away."""
    hass.config_entries.async_update_entry(
        ringing, options={CONF_CONFIRM_CODES: {"front": "x"}}
    )
    assert await hass.config_entries.async_reload(ringing.entry_id)
    await hass.async_block_till_done()
    with pytest.raises(ServiceValidationError) as told:
        await press(hass)
    assert told.value.translation_key == "confirm_code_at_lock"
    assert fake_cloud.calls(CALL) == 0
    await press(hass, "reject_request")
    assert fake_cloud.calls(CALL) == 1


async def test_a_lock_that_sleeps_can_be_answered(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """That is what the buttons are for."""
    fake_cloud.change("front", reachability=Reachability.ASLEEP)
    ring(account, fake_cloud)
    await press(hass)
    assert fake_cloud.calls(CALL) == 1
