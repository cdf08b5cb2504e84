"""Locks that go and come back, that move, that two accounts share."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import FakeBackend, make_lock, register

from .acting import act
from .codes import HOUR, MINUTE, OTHER_PIN, PIN, Codes, draft
from .home import entity_id, live_through, pass_time, record_states, settle, state
from .orphans import Traces
from .repairing import our_issues

pytestmark = pytest.mark.usefixtures("clock", "at_once")


async def list_again(codes: Codes) -> None:
    """Read the complete listing now, and let happen what follows."""
    await codes.entry.runtime_data.locks.async_list_again()
    await pass_time(codes.hass, codes.clock, 5)


async def go_and_come(codes: Codes, *, restart: bool) -> None:
    """Take the front door out of the account, wait, and put it back."""
    entries, entry_id = codes.hass.config_entries, codes.entry.entry_id
    front = codes.cloud.locks["front"]
    for step in ("go", "come"):
        if restart:
            assert await entries.async_unload(entry_id)
        if step == "go":
            codes.cloud.remove_lock("front")
        else:
            codes.cloud.add_lock(front)
        if restart:
            assert await entries.async_setup(entry_id)
            await pass_time(codes.hass, codes.clock, 5)
        else:
            await list_again(codes)
        await codes.live(MINUTE)


@pytest.mark.parametrize("restart", [False, True])
async def test_what_a_person_chose_comes_back(codes: Codes, restart: bool) -> None:
    """Names, ids, areas; the same entities, none twice."""
    hass = codes.hass
    entities, devices = er.async_get(hass), dr.async_get(hass)
    lock = entity_id(hass, "lock", "lock")
    entities.async_update_entity(lock, new_entity_id="lock.entrance", name="Entrance")
    device_id = entities.entities["lock.entrance"].device_id
    assert device_id is not None
    devices.async_update_device(device_id, name_by_user="The entrance")
    before = Traces.of(hass, codes.entry)
    await go_and_come(codes, restart=restart)
    after = Traces.of(hass, codes.entry)
    assert (after.entities, after.devices) == (before.entities, before.devices)
    assert state(hass, "lock", "lock").entity_id == "lock.entrance"
    device = devices.async_get(device_id)
    assert device is not None
    assert device.name_by_user == "The entrance"


@pytest.mark.parametrize("restart", [False, True])
async def test_codes_of_ours_stay_ours(codes: Codes, restart: bool) -> None:
    """Nothing is told twice, nothing sent; after its end our code is cleared away."""
    over = Schedule.window(None, codes.cloud.now() + HOUR)
    await codes.writer.add("front", draft(schedule=over))
    codes.cloud.add_code("front", "Foreign", OTHER_PIN)
    await codes.book.read("front")
    codes.told()
    await go_and_come(codes, restart=restart)
    assert [(it.name, it.managed) for it in codes.book.known("front")] == [
        ("Anna", True),
        ("Foreign", False),
    ]
    assert codes.told() == []
    assert codes.cloud.calls("codes.add") == 1
    await codes.live(2 * HOUR)
    assert codes.on_lock() == ["Foreign"]
    assert codes.told() == ["expired"]


async def test_history_goes_on(hass: HomeAssistant, codes: Codes) -> None:
    """What was told before is not told again; what happened meanwhile is."""
    codes.cloud.emit("front", EventType.UNLOCKED, who="Anna")
    await codes.live(2 * MINUTE)
    before = state(hass, "event", "access").state
    front = codes.cloud.locks["front"]
    codes.cloud.remove_lock("front")
    await list_again(codes)
    codes.cloud.emit("front", EventType.LOCKED)
    codes.cloud.add_lock(front)
    states = record_states(hass, "event.front_door_access")
    await list_again(codes)
    await codes.live(2 * MINUTE)
    told = {it.state: it.attributes.get("event_type") for it in states}
    for known in (before, "unknown", "unavailable"):
        told.pop(known, None)
    assert list(told.values()) == ["locked"]
    assert state(hass, "sensor", "last_access_by").state == "Anna"


async def test_a_write_in_doubt_waits_for_its_lock(codes: Codes) -> None:
    """While the lock is gone nobody is asked; back again it is found."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await codes.live(11 * MINUTE)
    assert len(our_issues(codes.hass)) == 1
    front = codes.cloud.locks["front"]
    codes.cloud.remove_lock("front")
    await list_again(codes)
    assert our_issues(codes.hass) == []
    reads = codes.reads()
    await codes.live(HOUR, MINUTE)
    assert codes.reads() == reads
    codes.cloud.add_lock(front)
    codes.cloud.add_code("front", "Anna", PIN)
    await list_again(codes)
    await codes.live(2 * MINUTE)
    assert codes.known().managed
    assert our_issues(codes.hass) == []


@pytest.fixture
async def neighbour(
    hass: HomeAssistant, codes: Codes, monkeypatch: pytest.MonkeyPatch
) -> Codes:
    """Return another account, signed in at another brand, that has no lock yet."""
    cloud = FakeBackend([make_lock("shed", "Shed")], parts=codes.cloud.parts)
    cloud.account_id = "neighbour"
    register(monkeypatch, cloud, brand="other")
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Other",
        unique_id="other:neighbour",
        data={**codes.entry.data, "brand": "other"},
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await pass_time(hass, codes.clock, 5)
    return Codes(hass, entry, cloud, codes.clock)


def share_front(codes: Codes, neighbour: Codes) -> None:
    """Let the neighbour's account list the front door, with what is on it."""
    # One lock gives out the ids of its codes.
    neighbour.cloud.new_id = codes.cloud.new_id  # type: ignore[method-assign]
    neighbour.cloud.add_lock(codes.cloud.locks["front"])
    neighbour.cloud.codes["front"] = codes.cloud.codes["front"]


async def test_lock_that_moves_to_another_account(
    hass: HomeAssistant, codes: Codes, neighbour: Codes
) -> None:
    """There it is another device; its codes work on, and were made elsewhere."""
    await codes.writer.add("front", draft())
    share_front(codes, neighbour)
    codes.cloud.remove_lock("front")
    await list_again(codes)
    await list_again(neighbour)
    moved = entity_id(hass, "lock", "lock", account="other:neighbour")
    found = hass.states.get(moved)
    assert found is not None
    assert found.state == "locked"
    ids = er.async_get(hass)
    assert not ids.async_get_entity_id("lock", DOMAIN, "fake:fake-account:front:lock")
    (code,) = neighbour.book.known("front")
    assert (code.name, code.managed) == ("Anna", False)
    assert neighbour.on_lock() == ["Anna"]
    adopted = await act(hass, "adopt_code", moved, name="Anna")
    assert adopted[moved]["status"] == "active"
    assert neighbour.known().managed


async def test_lock_in_two_accounts(
    hass: HomeAssistant, codes: Codes, neighbour: Codes
) -> None:
    """Each has all entities of its own; what becomes of one spares the other."""
    share_front(codes, neighbour)
    await list_again(neighbour)
    first = Traces.of(hass, codes.entry)
    second = Traces.of(hass, neighbour.entry)
    of_front = {it.partition(":front:")[2] for it in first.entities if ":front:" in it}
    assert of_front == {
        it.partition(":front:")[2] for it in second.entities if ":front:" in it
    }
    assert not first.devices & second.devices
    for _ in range(2):
        await hass.config_entries.async_reload(codes.entry.entry_id)
        await settle(hass)
    assert Traces.of(hass, neighbour.entry).entities == second.entities
    await hass.config_entries.async_remove(codes.entry.entry_id)
    await settle(hass)
    assert Traces.of(hass, neighbour.entry).entities == second.entities
    lock = entity_id(hass, "lock", "lock", account="other:neighbour")
    found = hass.states.get(lock)
    assert found is not None
    assert found.state == "locked"


async def test_codes_of_a_lock_in_two_accounts(
    hass: HomeAssistant, codes: Codes, neighbour: Codes
) -> None:
    """Who made a code clears it away, when it is over and when all of theirs go."""
    share_front(codes, neighbour)
    await list_again(neighbour)
    over = Schedule.window(None, codes.cloud.now() + HOUR)
    await codes.writer.add("front", draft(schedule=over))
    await neighbour.writer.add("front", draft("Bert", OTHER_PIN))
    for account, ours in ((codes, "Anna"), (neighbour, "Bert")):
        await account.book.read("front")
        made_here = [it.name for it in account.book.known("front") if it.managed]
        assert made_here == [ours]
    lock = entity_id(hass, "lock", "lock")
    cleared: dict[str, Any] = await act(hass, "clear_codes", lock, confirm=True)
    assert (cleared[lock]["removed"], cleared[lock]["kept"]) == (["Anna"], ["Bert"])
    assert codes.on_lock() == ["Bert"]
    await live_through(hass, codes.clock, 3 * HOUR, step=10 * MINUTE)
    assert codes.on_lock() == ["Bert"]
    assert neighbour.cloud.calls("codes.delete") == 0
    assert our_issues(hass) == []
