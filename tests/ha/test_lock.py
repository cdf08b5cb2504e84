"""The lock entity: what it shows, and what becomes of a command."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.lock import LockEntityFeature
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    snapshot_platform,
)
from syrupy.assertion import SnapshotAssertion

from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.command import (
    CommandResult,
    Operation,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockOffline,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.lock import (
    BoltState,
    Lanes,
    Lock,
    Reachability,
)
from tests.fake_cloud import FakeBackend

from .conftest import SetUp
from .home import entity_id, pass_time, record_states, settle, state
from .test_init import reauth_flows

pytestmark = pytest.mark.usefixtures("clock", "at_once")

LOCKED, UNLOCKED = BoltState.LOCKED, BoltState.UNLOCKED


async def operate(hass: HomeAssistant, action: str, of: str = "front") -> None:
    """Ask for something as a person does."""
    await hass.services.async_call(
        "lock",
        action,
        {"entity_id": entity_id(hass, "lock", "lock", of)},
        blocking=True,
    )


def begin(hass: HomeAssistant, action: str, of: str = "front") -> asyncio.Task[None]:
    """Ask for something without waiting for the answer."""
    return hass.async_create_task(operate(hass, action, of))


async def turn(times: int = 20) -> None:
    """Let what is ready go on."""
    for _ in range(times):
        await asyncio.sleep(0)


def shown(hass: HomeAssistant, of: str = "front") -> str:
    """Return what the entity shows."""
    return state(hass, "lock", "lock", of).state


@pytest.mark.parametrize(
    ("bolt", "expected"),
    [
        (BoltState.LOCKED, "locked"),
        (BoltState.UNLOCKED, "unlocked"),
        (BoltState.LOCKING, "locking"),
        (BoltState.UNLOCKING, "unlocking"),
        (BoltState.OPEN, "open"),
        (BoltState.OPENING, "opening"),
        (BoltState.JAMMED, "jammed"),
        (BoltState.UNKNOWN, "unknown"),
    ],
)
async def test_bolt(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    bolt: BoltState,
    expected: str,
) -> None:
    """Each place of the bolt has a state of its own."""
    fake_cloud.change("front", bolt=bolt)
    await pass_time(hass, clock, 30)
    assert shown(hass) == expected


async def test_what_each_lock_can_do(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Opening is offered where there is a latch; a bolt never told is assumed."""
    fake_cloud.change("back", bolt_reported=False)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    front = state(hass, "lock", "lock").attributes
    back = state(hass, "lock", "lock", "back").attributes
    assert front["supported_features"] == LockEntityFeature.OPEN
    assert back["supported_features"] == 0
    assert "assumed_state" not in front
    assert back["assumed_state"] is True


@pytest.mark.parametrize(
    ("action", "way"),
    [
        ("unlock", ["unlocking", "unlocked"]),
        ("open", ["opening", "open"]),
        ("lock", ["locking", "locked"]),
    ],
)
async def test_confirmed(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    action: str,
    way: list[str],
) -> None:
    """It moves while the answer is awaited and stands where the lock said."""
    gate = fake_cloud.hold("operate")
    seen = record_states(hass, entity_id(hass, "lock", "lock"))
    task = begin(hass, action)
    await turn()
    assert shown(hass) == way[0]
    gate.set()
    await task
    await hass.async_block_till_done()
    assert [it.state for it in seen] == way
    assert fake_cloud.calls("operate") == 1
    assert shown(hass, "back") == "locked"


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("unlock", ["unlocked"]),
        ("open", ["opening", "unlocked"]),
        ("lock", ["locking", "unlocked"]),
    ],
)
async def test_accepted_is_not_done(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    expected: list[str],
) -> None:
    """The bolt is on its way until the lock says where it is."""
    answers = iter([BoltState.UNLOCKING, BoltState.UNLOCKED])

    async def accept(*_: object) -> CommandResult:
        return CommandResult(outcome=Outcome.ACCEPTED)

    async def states(_: object) -> dict[str, Lock]:
        return {"front": fake_cloud.change("front", bolt=next(answers))}

    cloud = account.runtime_data.cloud
    monkeypatch.setattr(cloud, "operate", accept)
    monkeypatch.setattr(cloud, "states", states)
    seen = record_states(hass, entity_id(hass, "lock", "lock"))
    await operate(hass, action)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert [it.state for it in seen if it.state != "unlocking"] == expected


async def test_jammed(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The person is told, and it shows."""
    fake_cloud.jammed.add("front")
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "lock")
    assert caught.value.translation_key == "jammed"
    assert shown(hass) == "jammed"


@pytest.mark.parametrize("error", [OutcomeUnknown, ProtocolError])
async def test_answer_lost_and_done(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: type[VendorError],
) -> None:
    """The bolt proves it; nothing is sent again."""
    fake_cloud.fail("operate", error(), after_work=True)
    await operate(hass, "unlock")
    assert shown(hass) == "unlocked"
    assert fake_cloud.calls("operate") == 1


@pytest.mark.parametrize("error", [OutcomeUnknown, ProtocolError])
@pytest.mark.parametrize("readable", [True, False])
async def test_answer_lost_and_not_done(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: type[VendorError],
    readable: bool,
) -> None:
    """It is looked at three times, never sent again, and the person looks too."""
    before = fake_cloud.calls("states")
    fake_cloud.fail("operate", error())
    if not readable:
        fake_cloud.fail("states", CloudUnreachable(), times="always")
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "unlock")
    assert caught.value.translation_key == "outcome_unknown"
    assert not isinstance(caught.value, ServiceValidationError)
    assert fake_cloud.calls("operate") == 1
    assert fake_cloud.calls("states") == before + 3
    assert shown(hass) == ("locked" if readable else "unknown")


async def test_latch_springs_back(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A bolt that is unlocked does not prove that the door was opened."""
    fake_cloud.change("front", bolt=UNLOCKED)
    fake_cloud.fail("operate", OutcomeUnknown())
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "open")
    assert caught.value.translation_key == "outcome_unknown"


@pytest.mark.parametrize(
    ("error", "kind", "looks"),
    [
        (LockOffline(), HomeAssistantError, 1),
        (CloudUnreachable(), HomeAssistantError, 0),
        (RateLimited(retry_after=60), HomeAssistantError, 0),
        (NotPermitted(), ServiceValidationError, 0),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, VendorError) else "",
)
async def test_refused(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: VendorError,
    kind: type[HomeAssistantError],
    looks: int,
) -> None:
    """The reason is told; no call is spent on what cannot have changed."""
    before = fake_cloud.calls("states")
    fake_cloud.fail("operate", error)
    with pytest.raises(kind) as caught:
        await operate(hass, "unlock")
    assert type(caught.value) is kind
    assert caught.value.translation_key == error.reason
    assert shown(hass) == "locked"
    assert fake_cloud.calls("states") == before + looks
    assert reauth_flows(hass) == []


async def test_offline_shows(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The command finds out first, and the entity says so at once."""
    fake_cloud.change("front", reachability=Reachability.OFFLINE)
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "unlock")
    assert caught.value.translation_key == "lock_offline"
    assert shown(hass) == "unavailable"


async def test_signed_out(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The person is asked to sign in again."""
    fake_cloud.fail("operate", AuthError())
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "unlock")
    await hass.async_block_till_done()
    assert caught.value.translation_key == "signed_out"
    assert len(reauth_flows(hass)) == 1


@pytest.mark.parametrize("error", [None, LockOffline()])
async def test_caller_who_goes_away(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    caplog: pytest.LogCaptureFixture,
    error: VendorError | None,
) -> None:
    """The command goes on; how it failed is in the log."""
    coordinator = account.runtime_data.locks
    gate = fake_cloud.hold("operate")
    task = hass.async_create_task(coordinator.async_operate("front", Operation.UNLOCK))
    await turn()
    task.cancel()
    await turn()
    if error is not None:
        fake_cloud.change("front", reachability=Reachability.OFFLINE)
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert task.cancelled()
    assert shown(hass) == ("unlocked" if error is None else "unavailable")
    assert ("lock_offline" in caplog.text) is (error is not None)


async def test_unloaded_meanwhile(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """What became of it cannot be known any more; the caller is not left hanging."""
    await settle(hass)
    fake_cloud.hold("operate")
    task = begin(hass, "unlock")
    await turn()
    assert await hass.config_entries.async_unload(account.entry_id)
    with pytest.raises(HomeAssistantError) as caught:
        await task
    assert caught.value.translation_key == "outcome_unknown"


async def test_two_commands_at_once(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """One after the other; the display follows the one that is still to come."""
    first, second = fake_cloud.hold("operate"), fake_cloud.hold("operate")
    unlock = begin(hass, "unlock")
    await turn()
    lock = begin(hass, "lock")
    await turn()
    assert (shown(hass), fake_cloud.calls("operate")) == ("locking", 1)
    first.set()
    await unlock
    await turn()
    assert (shown(hass), fake_cloud.calls("operate")) == ("locking", 2)
    second.set()
    await lock
    await hass.async_block_till_done()
    assert shown(hass) == "locked"


async def test_other_locks_are_not_held_up(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A door that hangs does not keep the next one shut."""
    gate = fake_cloud.hold("operate", lock_id="front")
    front = begin(hass, "unlock")
    await operate(hass, "unlock", "back")
    assert shown(hass, "back") == "unlocked"
    gate.set()
    await front


async def test_unlock_overtakes_code_jobs(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """At a gateway that carries one message at a time somebody stands at the door."""
    for lock_id in ("front", "back"):
        fake_cloud.change(lock_id, lanes=Lanes.shared("gateway"))
    await account.runtime_data.locks.async_refresh()
    await settle(hass)
    gate = fake_cloud.hold("codes.list")
    book = account.runtime_data.codes
    reads = [hass.async_create_task(book.read(it)) for it in ("front", "back", "front")]
    await turn()
    unlock = begin(hass, "unlock")
    lock = begin(hass, "lock", "back")
    await turn()
    start = len(fake_cloud.script.calls)
    gate.set()
    await asyncio.gather(*reads, unlock, lock)
    methods = [it.method for it in fake_cloud.script.calls[start:]]
    assert methods[:4] == ["operate", "codes.list", "codes.list", "operate"]


async def test_too_late(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """A door that opens when nobody stands there any more would surprise everybody."""
    await settle(hass)
    gate = fake_cloud.hold("operate")
    lock = begin(hass, "lock")
    await turn()
    unlock = begin(hass, "unlock")
    await turn()
    clock.tick(14)
    await turn()
    assert not unlock.done()
    clock.tick(2)
    with pytest.raises(HomeAssistantError) as caught:
        await unlock
    assert caught.value.translation_key == "too_late"
    gate.set()
    await lock
    await operate(hass, "lock")
    assert fake_cloud.calls("operate") == 2


async def test_changed_by(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Who moved the bolt last, from the log; being refused moves nothing."""
    await settle(hass)
    for type_, who in ((EventType.UNLOCKED, "Anna"), (EventType.DENIED, "Eve")):
        fake_cloud.emit("front", type_, method=Method.CODE, who=who)
        await pass_time(hass, clock, 60)
        assert state(hass, "lock", "lock").attributes["changed_by"] == "Anna"
    assert "changed_by" not in state(hass, "lock", "lock", "back").attributes


async def test_all(
    hass: HomeAssistant,
    entity_registry: er.EntityRegistry,
    with_only: SetUp,
    snapshot: SnapshotAssertion,
) -> None:
    """What the two doors are to Home Assistant."""
    entry = await with_only(Platform.LOCK)
    await snapshot_platform(hass, entity_registry, snapshot, entry.entry_id)
