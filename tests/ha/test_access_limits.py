"""A cloud that has had enough: its account pauses as a whole, and no other does."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.access.grant import DoorId, Grant, Phase
from custom_components.cloud_locks.model.errors import RateLimited
from tests.fake_cloud import FakeBackend, make_lock
from tests.fake_cloud.faults import Fault

from .cards import card_house, with_cards
from .codes import Codes
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import ACCOUNT, load, settle

SECONDS = timedelta(seconds=5)
MINUTE = timedelta(minutes=1)
ROOMS = tuple(DoorId(ACCOUNT, f"room{nth}") for nth in range(9))


@pytest.fixture
async def hotel(hass: HomeAssistant, house: House) -> House:
    """Return the house with nine more locks."""
    for at in ROOMS:
        house.cloud.add_lock(make_lock(at.lock_id, at.lock_id))
    await hass.config_entries.async_reload(house.entry.entry_id)
    await house.live(MINUTE, SECONDS)
    return house


def writes(cloud: FakeBackend) -> list[str | None]:
    """Return at which locks a code was to be written or taken off, in order."""
    methods = {"codes.add", "codes.delete"}
    return [it.lock_id for it in cloud.script.calls if it.method in methods]


async def give(house: House, *at: DoorId) -> Grant:
    """Let Anna in, and let everything begin that may."""
    return await house.give(make_grant(*at))


def make_bert(*at: DoorId) -> Grant:
    """Return the access of somebody else."""
    return make_grant(*at, name="Bert", pin="80808181")


async def live_on(house: House, seconds: int) -> None:
    """Let time pass while something is held and cannot be waited for."""
    for _ in range(seconds // 5):
        house.clock.tick(SECONDS)
        async_fire_time_changed(house.hass)
        await house.hass.async_block_till_done()


async def test_a_pause_holds_for_the_whole_account(hotel: House) -> None:
    """Nothing about codes is asked before its end, at any lock."""
    hotel.cloud.fail("codes.add", RateLimited(retry_after=120), times=1)
    await give(hotel, FRONT_DOOR)
    before = len(hotel.cloud.script.calls)
    await hotel.keeper.put(rooms := make_bert(*ROOMS))
    await hotel.live(timedelta(seconds=115), SECONDS)
    assert len(hotel.cloud.script.calls) == before
    assert set(hotel.statuses(rooms)) == {"planned"}
    await hotel.live(2 * MINUTE, SECONDS)
    assert set(hotel.statuses(rooms)) == {"active"}


async def test_another_account_goes_on(hass: HomeAssistant, hotel: House) -> None:
    """It is another quota."""
    other = MockConfigEntry(
        domain="cloud_locks", unique_id="fake:other", data=hotel.entry.data
    )
    other.add_to_hass(hass)
    await load(hass, other)
    hotel.cloud.fail("codes.add", RateLimited(retry_after=300), lock_id="front")
    grant = await give(hotel, FRONT_DOOR)
    assert hotel.reasons(grant) == ["rate_limited"]
    bert = make_bert(DoorId("fake:other", "back"), BACK_DOOR)
    await hotel.keeper.put(bert)
    await settle(hass)
    assert hotel.statuses(bert) == ["active", "planned"]


async def test_after_it_one_tries_alone(hotel: House) -> None:
    """And the others follow when it was answered."""
    hotel.cloud.fail("codes.add", RateLimited(retry_after=60), times=1)
    await give(hotel, FRONT_DOOR)
    await hotel.keeper.put(rooms := make_bert(*ROOMS))
    gate = hotel.cloud.hold("codes.add", lock_id="room0")
    await live_on(hotel, 80)
    assert hotel.statuses(rooms).count("sending") == 1
    gate.set()
    await hotel.live(MINUTE, SECONDS)
    assert set(hotel.statuses(rooms)) == {"active"}


async def test_a_dead_lock_that_tries_holds_up_nobody(hotel: House) -> None:
    """Not for longer than half a minute."""
    hotel.cloud.fail("codes.add", RateLimited(retry_after=60), times=1)
    await give(hotel, FRONT_DOOR)
    await hotel.keeper.put(rooms := make_bert(*ROOMS))
    gate = hotel.cloud.hold("codes.add", lock_id="room0")
    await live_on(hotel, 180)
    assert hotel.statuses(rooms) == ["sending", *["active"] * (len(ROOMS) - 1)]
    gate.set()


async def test_a_refused_look_counts_as_well(hotel: House) -> None:
    """The write was taken, so only the cloud's answer to the look tells it."""
    hotel.cloud.script.add(Fault(method="codes.list", times=1))
    refusal = RateLimited(retry_after=120)
    hotel.cloud.script.add(Fault(method="codes.list", error=refusal, times=1))
    grant = await give(hotel, FRONT_DOOR)
    assert hotel.statuses(grant) == ["active"]
    await hotel.keeper.put(bert := make_bert(BACK_DOOR))
    await hotel.live(MINUTE, SECONDS)
    assert hotel.statuses(bert) == ["planned"]
    await hotel.live(2 * MINUTE, SECONDS)
    assert hotel.statuses(bert) == ["active"]


async def test_a_refused_card_counts_as_well(codes: Codes, at_once: None) -> None:
    """Its account is the same."""
    house = card_house(codes)
    house.cloud.fail("credentials.add", RateLimited(retry_after=120))
    await house.give(with_cards())
    await house.keeper.put(bert := make_bert(BACK_DOOR))
    await house.live(MINUTE, SECONDS)
    assert house.statuses(bert) == ["planned"]
    await house.live(2 * MINUTE, SECONDS)
    assert house.statuses(bert) == ["active"]


async def test_who_is_to_be_kept_out_comes_first(hotel: House) -> None:
    """Before all who are to be let in, at whichever lock."""
    anna = await give(hotel, ROOMS[-1])
    hotel.cloud.fail("codes.add", RateLimited(retry_after=60), times=1)
    await hotel.give(make_bert(*ROOMS[:-1]))
    await hotel.change(anna, phase=Phase.REVOKED)
    hotel.cloud.script.calls.clear()
    await hotel.live(3 * MINUTE, SECONDS)
    done = writes(hotel.cloud)
    assert done[0] == ROOMS[-1].lock_id
    assert set(done) == {it.lock_id for it in ROOMS}


async def test_there_is_always_room_for_people(hotel: House) -> None:
    """What is written for an access leaves a fifth; what is taken off waits for none.

    Where nothing was refused either.
    """
    anna = await give(hotel, FRONT_DOOR)
    meter = hotel.entry.runtime_data.meter
    for _ in range(meter.budget.share - meter.used - 10):
        meter.async_charge()
    rooms = await hotel.give(make_bert(*ROOMS))
    assert hotel.statuses(rooms).count("planned") > 0
    assert meter.used <= meter.budget.share
    await hotel.revoke(anna)
    assert hotel.on_lock() == []
    await hotel.live(timedelta(hours=3), MINUTE)
    assert set(hotel.statuses(rooms)) == {"active"}


async def test_what_waits_begins_no_more_when_access_is_unloaded(
    hass: HomeAssistant, hotel: House
) -> None:
    """And is there again afterwards."""
    hotel.cloud.fail("codes.add", RateLimited(retry_after=60), times=1)
    grant = await give(hotel, FRONT_DOOR, BACK_DOOR)
    (own,) = (
        it for it in hass.config_entries.async_entries() if it.unique_id == "access"
    )
    await hass.config_entries.async_unload(own.entry_id)
    before = writes(hotel.cloud)
    await hotel.live(2 * MINUTE, SECONDS)
    assert writes(hotel.cloud) == before
    await hass.config_entries.async_setup(own.entry_id)
    await hotel.live(2 * MINUTE, SECONDS)
    assert hotel.statuses(grant) == ["active", "active"]
