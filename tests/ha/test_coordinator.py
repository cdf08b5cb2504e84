"""Keeping the state of all locks up to date, at the pace that the cloud allows."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotFound,
    NotPermitted,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.lock import (
    BoltState,
    Lanes,
    Lock,
    LockId,
    Reachability,
)
from tests.fake_cloud import FakeBackend, make_lock

from .home import entity_id, live_through, pass_time, record_states, settle, state

pytestmark = pytest.mark.usefixtures("clock")

POLL = 30

FAILURES = [
    CloudUnreachable("HTTP 502"),
    NotPermitted("HTTP 403"),
    RateLimited("HTTP 429", retry_after=20),
    ProtocolError("half a body"),
]


def bolt(hass: HomeAssistant) -> str:
    """Return what the front door shows."""
    return state(hass, "lock", "lock").state


async def test_state_is_polled(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What somebody does at the door is seen with the next poll; nothing is added."""
    fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    await pass_time(hass, clock, POLL)
    assert bolt(hass) == "unlocked"
    assert [it for it in caplog.records if it.levelname == "ERROR"] == []


async def test_listing_once_an_hour(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """All other polls read what changes quickly."""
    await live_through(hass, clock, timedelta(hours=2))
    assert fake_cloud.calls("inventory") == 3
    assert fake_cloud.calls("states") == pytest.approx(2 * 3600 / POLL - 2, abs=2)


@pytest.mark.parametrize("error", FAILURES, ids=lambda it: type(it).__name__)
async def test_one_missed_poll_and_two(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    error: VendorError,
) -> None:
    """The first is forgiven, the second counts, and then all comes back."""

    def shown() -> tuple[str, str]:
        return bolt(hass), state(hass, "binary_sensor", "connected", None).state

    seen = record_states(hass, entity_id(hass, "lock", "lock"))
    fake_cloud.fail("states", error, times=2)
    await pass_time(hass, clock, POLL)
    assert shown() == ("locked", "on")
    assert seen == []
    await pass_time(hass, clock, POLL)
    assert shown() == ("unavailable", "off")
    await pass_time(hass, clock, POLL)
    assert shown() == ("locked", "on")
    fake_cloud.fail("states", error)
    await pass_time(hass, clock, POLL)
    assert bolt(hass) == "locked"


async def test_an_outage_is_logged_once_each_way(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """However long it lasts; one missed poll is no outage."""
    caplog.set_level("INFO", "custom_components.cloud_locks")
    caplog.clear()
    for missed in (1, 6):
        fake_cloud.fail("states", CloudUnreachable("HTTP 502"), times=missed)
        for _ in range(missed + 2):
            await pass_time(hass, clock, POLL)
    told = [it for it in caplog.records if it.name.startswith("custom_components.")]
    assert [it.levelname for it in told] == ["ERROR", "INFO"]
    assert bolt(hass) == "locked"


async def test_pause_that_the_cloud_demands(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Not one poll in the meantime, and nobody is told old news for so long."""
    fake_cloud.fail("states", RateLimited("HTTP 429", retry_after=300))
    await pass_time(hass, clock, POLL)
    assert bolt(hass) == "unavailable"
    before = fake_cloud.calls("states")
    await live_through(hass, clock, timedelta(seconds=280), step=timedelta(seconds=20))
    assert fake_cloud.calls("states") == before
    await pass_time(hass, clock, 30)
    assert fake_cloud.calls("states") == before + 1
    assert bolt(hass) == "locked"


async def test_lock_that_is_not_answered_for(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stays, is out of reach from the second time on, and the others are fine."""
    coordinator = account.runtime_data.locks
    states = coordinator.cloud.states

    async def without_front(known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        return {key: it for key, it in (await states(known)).items() if key != "front"}

    listings = fake_cloud.calls("inventory")
    monkeypatch.setattr(coordinator.cloud, "states", without_front)
    await pass_time(hass, clock, POLL)
    assert bolt(hass) == "locked"
    await pass_time(hass, clock, POLL)
    assert bolt(hass) == "unavailable"
    assert state(hass, "lock", "lock", "back").state == "locked"
    await live_through(hass, clock, timedelta(minutes=10))
    assert fake_cloud.calls("inventory") == listings + 1, "asked once who is gone"
    assert bolt(hass) == "unavailable"
    monkeypatch.undo()
    await pass_time(hass, clock, POLL)
    assert bolt(hass) == "locked"


type WhileOnItsWay = Callable[[Callable[[], Awaitable[None]]], None]


@pytest.fixture
def while_on_its_way(
    account: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> WhileOnItsWay:
    """Return how to let something happen each time that states are on their way."""
    cloud: LockCloud = account.runtime_data.locks.cloud
    states = cloud.states

    def let(happen: Callable[[], Awaitable[None]]) -> None:
        async def delayed(known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
            old = await states(known)
            await happen()
            return old

        monkeypatch.setattr(cloud, "states", delayed)

    return let


async def test_what_was_read_before_a_command(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    while_on_its_way: WhileOnItsWay,
) -> None:
    """Neither a poll nor a look at one lock puts the old bolt back."""
    coordinator = account.runtime_data.locks

    async def turn() -> None:
        now = coordinator.lock("front").bolt
        other = BoltState.LOCKED if now is not BoltState.LOCKED else BoltState.UNLOCKED
        coordinator.async_put(fake_cloud.change("front", bolt=other))

    seen = record_states(hass, entity_id(hass, "lock", "lock"))
    while_on_its_way(turn)
    await pass_time(hass, clock, POLL)
    assert await coordinator.async_look("front") is BoltState.LOCKED
    await hass.async_block_till_done()
    assert [it.state for it in seen] == ["unlocked", "locked"]
    monkeypatch.undo()
    fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    await pass_time(hass, clock, POLL)
    assert bolt(hass) == "unlocked"


async def test_lock_that_goes_while_it_is_looked_at(
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    while_on_its_way: WhileOnItsWay,
) -> None:
    """What is read of it does not bring it back."""
    coordinator = account.runtime_data.locks

    async def leave() -> None:
        fake_cloud.remove_lock("front")
        await coordinator.async_list_again()

    while_on_its_way(leave)
    assert await coordinator.async_look_at("front") is None
    assert "front" not in coordinator.data.locks


async def test_a_change_touches_one_lock(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Only its own listeners and those of the whole account are called."""
    coordinator = account.runtime_data.locks
    called: list[str | None] = []
    stops = [
        coordinator.async_add_listener(lambda it=it: called.append(it), it)
        for it in ("front", "back", None)
    ]
    fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    await coordinator.async_refresh()
    assert sorted(map(str, called)) == ["None", "front"]

    called.clear()
    fake_cloud.fail("states", CloudUnreachable(), times=2)
    await coordinator.async_refresh()
    await coordinator.async_refresh()
    assert sorted(map(str, called)) == ["None", "back", "front"]

    for stop in stops:
        stop()
    called.clear()
    await coordinator.async_refresh()
    assert called == []


async def test_listener_that_leaves_while_being_called(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The others are called all the same."""
    coordinator = account.runtime_data.locks
    called = []

    def leave() -> None:
        stop()
        called.append("first")

    stop = coordinator.async_add_listener(leave, "front")
    coordinator.async_add_listener(lambda: called.append("second"), "front")
    coordinator.async_put(fake_cloud.change("front", bolt=BoltState.UNLOCKED))
    coordinator.async_put(fake_cloud.change("front", bolt=BoltState.LOCKED))
    assert called == ["first", "second", "second"]


async def test_lock_that_is_gone(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Asking for it is answered as a cloud would; looking at it changes nothing."""
    coordinator = account.runtime_data.locks
    with pytest.raises(NotFound):
        coordinator.lock("shed")
    fake_cloud.remove_lock("front")
    assert await coordinator.async_look_at("front") is None
    fake_cloud.fail("states", CloudUnreachable())
    assert await coordinator.async_look_at("back") is None
    assert coordinator.lock("front").bolt is BoltState.LOCKED


async def test_many_locks_of_a_house(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """One call for all of them, whether there are two or fifty."""
    for number in range(50):
        lock = make_lock(f"l{number}", f"Room {number}", lanes=Lanes.of_lock("x"))
        fake_cloud.add_lock(lock)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
    await live_through(hass, clock, timedelta(minutes=5))
    assert fake_cloud.calls("states") == 10


@pytest.mark.parametrize(
    ("reachability", "shown"),
    [
        (Reachability.ONLINE, "locked"),
        (Reachability.ASLEEP, "locked"),
        (Reachability.UNKNOWN, "locked"),
        (Reachability.OFFLINE, "unavailable"),
    ],
)
async def test_reachability(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    reachability: Reachability,
    shown: str,
) -> None:
    """A lock that sleeps is in order; one that is offline is not."""
    fake_cloud.change("front", reachability=reachability)
    await pass_time(hass, clock, POLL)
    assert bolt(hass) == shown
    assert state(hass, "lock", "lock", "back").state == "locked"
