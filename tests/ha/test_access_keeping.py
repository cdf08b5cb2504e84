"""Access is kept as wished at real accounts: written once, picked up, taken away."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access.grant import DoorId, Drift, Phase
from custom_components.cloud_locks.model.code_rules import ScheduleFeature
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    DuplicateCode,
    LockOffline,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.lock import Reachability
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import RULES, FakeBackend

from .acting import change_rules
from .codes import OTHER_PIN, until
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import settle

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def test_given_it_is_on_every_lock(house: House) -> None:
    """With its hours and its PIN, and that is told once."""
    told = house.record()
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    assert house.statuses(grant) == ["active", "active"]
    assert (house.on_lock("front"), house.on_lock("back")) == (["Anna"], ["Anna"])
    await house.live(10 * MINUTE)
    assert told == [("active", None)]
    assert house.cloud.calls("codes.add") == 2


async def test_revoked_it_is_on_none(house: House) -> None:
    """And is over."""
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    told = house.record()
    await house.revoke(grant)
    assert house.statuses(grant) == ["removed", "removed"]
    assert (house.on_lock("front"), house.on_lock("back")) == ([], [])
    assert told == [("ended", None)]


async def test_a_dead_lock_holds_up_nobody(house: House) -> None:
    """It has its code as soon as it is back."""
    house.cloud.change("back", reachability=Reachability.OFFLINE)
    await house.live(HOUR)
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    assert house.statuses(grant) == ["active", "blocked"]
    assert house.reasons(grant) == [None, "lock_offline"]
    await house.live(6 * HOUR, 10 * MINUTE)
    house.cloud.change("back", reachability=Reachability.ONLINE)
    await house.live(5 * MINUTE)
    assert house.statuses(grant) == ["active", "active"]


async def test_a_lock_that_never_answers_holds_up_nobody(
    hass: HomeAssistant, house: House
) -> None:
    """Not even while its call is under way, and also not when it comes first."""
    gate = house.cloud.hold("codes.add", lock_id="back")
    await house.keeper.put(grant := make_grant(BACK_DOOR, FRONT_DOOR))
    await until(lambda: house.statuses(grant) == ["sending", "active"])
    gate.set()
    await settle(hass)
    assert house.statuses(grant) == ["active", "active"]


@pytest.mark.parametrize("after_work", [False, True])
async def test_a_lost_answer_leads_to_one_code(house: House, after_work: bool) -> None:
    """It is looked for and never sent again unasked."""
    house.cloud.fail("codes.add", OutcomeUnknown(), after_work=after_work)
    grant = await house.give(make_grant())
    await house.live(HOUR)
    assert house.cloud.calls("codes.add") == 1
    assert house.on_lock() == (["Anna"] if after_work else [])
    assert house.statuses(grant) == (["active"] if after_work else ["pending"])


async def test_what_passes_is_tried_again(house: House) -> None:
    """By itself, after a while."""
    house.cloud.fail("codes.add", CloudUnreachable(), times=2)
    grant = await house.give(make_grant())
    assert house.statuses(grant) == ["blocked"]
    await house.live(5 * MINUTE)
    assert house.statuses(grant) == ["active"]


async def test_what_is_refused_is_told_and_left(house: House) -> None:
    """Until somebody says that it shall be tried again."""
    told = house.record()
    house.cloud.fail("codes.add", DuplicateCode())
    grant = await house.give(make_grant())
    await house.live(HOUR)
    assert (house.statuses(grant), house.reasons(grant)) == (["failed"], ["pin_in_use"])
    assert told == [("failed", "front")]
    await house.change(grant, notes="again")
    assert house.statuses(grant) == ["active"]
    assert told == [("failed", "front"), ("active", None)]


class TestStartingAgain:
    """What a restart or a crash leaves behind: nothing."""

    async def test_all_is_as_before_and_nothing_is_told(self, house: House) -> None:
        """Nor sent."""
        grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
        await house.start_again()
        told = house.record()
        await house.live(10 * MINUTE)
        assert house.statuses(grant) == ["active", "active"]
        assert house.cloud.calls("codes.add") == 2
        assert told == []
        assert house.keeper.grants[grant.id].pin == grant.pin

    async def test_what_was_wished_while_a_lock_was_away(self, house: House) -> None:
        """Its code still goes, over the restart."""
        grant = await house.give(make_grant())
        house.cloud.change("front", reachability=Reachability.OFFLINE)
        house.cloud.fail("codes.delete", LockOffline(), times="always")
        await house.revoke(grant)
        await house.start_again()
        assert house.on_lock() == ["Anna"]
        house.cloud.heal()
        house.cloud.change("front", reachability=Reachability.ONLINE)
        await house.live(10 * MINUTE)
        assert house.on_lock() == []
        assert house.statuses(grant) == ["removed"]

    async def test_in_the_middle_of_a_write(
        self, hass: HomeAssistant, house: House
    ) -> None:
        """The code that it left is found; there is no second one."""
        gate = house.cloud.hold("codes.get", lock_id="front")
        house.cloud.fail("codes.add", OutcomeUnknown(), after_work=True)
        await house.keeper.put(grant := make_grant())
        await until(lambda: house.cloud.calls("codes.get"))
        assert house.statuses(grant) == ["sending"]
        await hass.config_entries.async_unload(house.entry.entry_id)
        gate.set()
        await hass.config_entries.async_setup(house.entry.entry_id)
        await house.live(10 * MINUTE)
        assert house.statuses(grant) == ["active"]
        assert house.on_lock() == ["Anna"]


async def test_both_are_set_up_at_once(hass: HomeAssistant, house: House) -> None:
    """Whichever is ready first, the other is found; nothing waits for a poll."""
    grant = await house.give(make_grant())
    await house.change(grant, phase=Phase.PAUSED)
    every = hass.config_entries.async_entries("cloud_locks")
    for order in (every, every[::-1]):
        for entry in every:
            await hass.config_entries.async_unload(entry.entry_id)
        await asyncio.gather(
            *(hass.config_entries.async_setup(it.entry_id) for it in order)
        )
        await until(lambda: house.reasons(grant) == [None])


async def test_a_removed_account_blocks_and_forgets_nothing(
    hass: HomeAssistant, house: House
) -> None:
    """Added again, everything is as wished again, without a second code."""
    grant = await house.give(make_grant())
    data, unique_id = house.entry.data, house.entry.unique_id
    await hass.config_entries.async_remove(house.entry.entry_id)
    await settle(hass)
    assert house.statuses(grant) == ["blocked"]
    assert house.reasons(grant) == ["account_removed"]
    entry = type(house.entry)(domain="cloud_locks", unique_id=unique_id, data=data)
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await house.live(10 * MINUTE)
    assert house.statuses(grant) == ["active"]
    assert house.on_lock() == ["Anna"]
    await house.revoke(grant)
    assert house.on_lock() == []


async def test_after_its_end_the_code_is_gone(house: House) -> None:
    """Also where the cloud leaves it."""
    now = house.clock()
    hours = Schedule.window(None, now.astimezone() + HOUR)
    grant = await house.give(make_grant(schedule=hours))
    told = house.record()
    await house.live(2 * HOUR, 5 * MINUTE)
    assert (house.statuses(grant), house.on_lock()) == (["removed"], [])
    assert told == [("ended", None)]


async def test_a_code_that_stays_after_the_end_is_told(house: House) -> None:
    """Somebody has to see to it."""
    grant = await house.give(make_grant())
    told = house.record()
    house.cloud.fail("codes.delete", LockOffline(), times="always")
    await house.revoke(grant)
    await house.live(15 * MINUTE)
    assert told == [("not_removed", "front")]
    house.cloud.heal()
    await house.live(HOUR)
    assert house.on_lock() == []


@pytest.mark.parametrize("drift", Drift)
async def test_taken_off_in_the_vendors_app(house: House, drift: Drift) -> None:
    """Reported, put back or accepted."""
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR, drift=drift))
    told = house.record()
    house.cloud.codes["front"].clear()
    await house.live(3 * HOUR, 10 * MINUTE)
    left = {"report": ["failed", "active"], "accept": ["active"]}
    assert house.statuses(grant) == left.get(drift, ["active", "active"])
    assert house.on_lock() == (["Anna"] if drift is Drift.RESTORE else [])
    assert ("changed_elsewhere", "front") in told or drift is not Drift.REPORT


async def test_other_hours(house: House) -> None:
    """The same code is changed in its place."""
    grant = await house.give(make_grant())
    hours = Schedule.window(None, house.clock().astimezone() + DAY)
    door = replace(grant.doors[0], schedule=hours)
    await house.change(grant, doors=(door,))
    (code,) = house.cloud.codes["front"].values()
    assert code.schedule == hours
    assert house.cloud.calls("codes.add") == 1


async def test_replaced_where_a_lock_changes_no_code(
    house: House, replacing: None
) -> None:
    """At no time there are two."""
    grant = await house.give(make_grant())
    hours = Schedule.window(None, house.clock().astimezone() + DAY)
    door = replace(house.keeper.grants[grant.id].doors[0], schedule=hours)
    await house.change(grant, doors=(door,))
    await house.live(5 * MINUTE)
    assert house.statuses(grant) == ["active"]
    (code,) = house.cloud.codes["front"].values()
    assert code.schedule == hours


async def test_hours_that_home_assistant_keeps(house: House) -> None:
    """The code is there during them only, over a restart too."""
    rules = replace(RULES, schedules=frozenset({ScheduleFeature.ALWAYS}))
    change_rules(house.cloud, house.entry, "front", rules)
    sundays = Schedule.weekly([Day.SUN], time(9), time(12), "UTC")
    grant = replace(make_grant(schedule=sundays), allow_home_assistant=True)
    await house.give(grant)
    step = 5 * MINUTE
    await house.live(20 * HOUR + 45 * MINUTE, step)
    assert (house.on_lock(), house.statuses(grant)) == ([], ["planned"])
    await house.live(2 * step, step)
    assert (house.on_lock(), house.statuses(grant)) == (["Anna"], ["active"])
    await house.start_again()
    await house.live(3 * HOUR + 2 * step, step)
    assert (house.on_lock(), house.statuses(grant)) == ([], ["planned"])


async def test_two_accounts_keep_one_access(hass: HomeAssistant, house: House) -> None:
    """When one of them is away the other goes on."""
    other = type(house.entry)(
        domain="cloud_locks", unique_id="fake:other", data=house.entry.data
    )
    other.add_to_hass(hass)
    await hass.config_entries.async_setup(other.entry_id)
    grant = await house.give(make_grant(FRONT_DOOR, DoorId("fake:other", "back")))
    assert house.statuses(grant) == ["active", "active"]
    await hass.config_entries.async_unload(other.entry_id)
    await house.revoke(grant)
    assert house.statuses(grant) == ["removed", "blocked"]
    assert house.reasons(grant) == [None, "cloud_unreachable"]
    await hass.config_entries.async_setup(other.entry_id)
    await settle(hass)
    assert house.statuses(grant) == ["removed", "removed"]
    assert (house.on_lock("front"), house.on_lock("back")) == ([], [])


async def test_paused_and_resumed(house: House) -> None:
    """The code stays on a lock that can switch it off."""
    grant = await house.give(make_grant())
    told = house.record()
    await house.change(grant, phase=Phase.PAUSED)
    (code,) = house.cloud.codes["front"].values()
    assert code.status.value == "disabled"
    await house.change(grant, phase=Phase.GRANTED)
    assert house.statuses(grant) == ["active"]
    assert told == [("paused", None), ("active", None)]


async def test_another_pin_takes_over(house: House) -> None:
    """The old one works until the new one does everywhere."""
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    gate = house.cloud.hold("codes.add", lock_id="back")
    await house.keeper.change(
        grant.id,
        lambda it: replace(it, generation=1, keeps=0, pin=Secret(OTHER_PIN)),
    )
    await until(lambda: house.on_lock() == ["Anna", "Anna 2"])
    assert house.on_lock("back") == ["Anna"]
    gate.set()
    await settle(house.hass)
    assert (house.on_lock("front"), house.on_lock("back")) == (["Anna 2"], ["Anna 2"])
    assert house.keeper.grants[grant.id].keeps is None


async def test_pins_that_are_not_to_be_kept(house: House) -> None:
    """They are forgotten as soon as every lock has theirs."""
    (entry,) = (
        it
        for it in house.hass.config_entries.async_entries("cloud_locks")
        if it.unique_id == "access"
    )
    house.hass.config_entries.async_update_entry(entry, options={"keep_pins": False})
    grant = await house.give(make_grant())
    assert house.keeper.grants[grant.id].pin is None
    await house.change(grant, doors=(*grant.doors, *make_grant(BACK_DOOR).doors))
    assert house.reasons(grant) == [None, "pin_required"]


async def test_foreign_codes_stay(house: House, fake_cloud: FakeBackend) -> None:
    """Also one of the same name."""
    fake_cloud.add_code("front", "anna", "975310")
    await house.live(3 * HOUR, 10 * MINUTE)
    grant = await house.give(make_grant())
    assert house.reasons(grant) == ["name_in_use"]
    await house.revoke(grant)
    assert house.on_lock() == ["anna"]
