"""Watching over codes: what becomes active, what others change, what outstays."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.codes import book as book_module
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import CodeStatus
from custom_components.cloud_locks.model.code_parts import Depth
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.ledger import Wish
from custom_components.cloud_locks.model.lock import Reachability
from custom_components.cloud_locks.model.planner import Job, JobKind
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import FakeBackend, make_lock

from .codes import DAY, HOUR, MINUTE, OTHER_PIN, PIN, Codes, Storage, draft
from .home import pass_time, reauth_flows

pytestmark = pytest.mark.usefixtures("clock", "at_once")


async def test_reading_what_is_known_writes_seldom(
    codes: Codes, hass_storage: Storage
) -> None:
    """It could be read again; what is new could not be told again."""
    await codes.live(HOUR)
    key = f"{DOMAIN}.{codes.entry.entry_id}"
    hass_storage.pop(key, None)
    await codes.book.read("front")
    await codes.live(2 * MINUTE)
    assert key not in hass_storage
    codes.cloud.add_code("front", "Anna", PIN)
    await codes.book.read("front")
    await codes.live(MINUTE)
    assert "Anna" in str(hass_storage[key])
    hass_storage.pop(key)
    await codes.book.read("front")
    await codes.live(16 * MINUTE)
    assert key in hass_storage


async def test_at_rest_reading_is_rare(codes: Codes) -> None:
    """Each reading may wake the lock: half-hourly, whatever stands on it."""
    now = codes.cloud.now()
    for number, schedule in enumerate(
        (
            None,
            Schedule.window(None, now - HOUR),
            Schedule.window(now + HOUR, now + DAY),
            Schedule.window(None, now + 2 * HOUR),
        )
    ):
        codes.cloud.add_code("front", f"Guest {number}", f"28461{number}", schedule)
    codes.cloud.add_code("front", "Stuck", PIN, status=CodeStatus.PENDING)
    await codes.book.read("front", depth=Depth.SCHEDULES)
    await codes.writer.add("back", draft())
    before, before_back = codes.reads(), codes.reads("back")
    await codes.live(timedelta(hours=4))
    assert codes.reads() - before == 8
    assert codes.reads("back") - before_back == 8


async def test_caches_are_good_enough_at_rest(
    codes: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While something is awaited the list comes from the lock, else it may be kept."""
    part = codes.entry.runtime_data.cloud.parts.codes
    listing, asked = part.list, []

    async def note(lock_id: str, **how: Any) -> object:
        asked.append(how["fresh"])
        return await listing(lock_id, **how)

    monkeypatch.setattr(part, "list", note)
    await codes.live(31 * MINUTE)
    assert set(asked) == {False}
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft())
    asked.clear()
    await codes.live(2 * MINUTE)
    assert asked == [True, True]


async def test_a_quiet_watch_does_not_tick(
    codes: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An expired code of somebody else is looked at when the list is, not before."""
    over = Schedule.window(None, codes.cloud.now() - HOUR)
    codes.cloud.add_code("front", "Guest", PIN, over)
    await codes.book.read("front", depth=Depth.SCHEDULES)
    refreshed: list[str] = []
    refresh = book_module.CodeBook.refresh

    def count(book: book_module.CodeBook, lock_id: str) -> None:
        refreshed.append(lock_id)
        refresh(book, lock_id)

    monkeypatch.setattr(book_module.CodeBook, "refresh", count)
    await codes.live(timedelta(minutes=20), step=timedelta(seconds=1))
    assert len(refreshed) <= 4


async def test_becoming_active_is_told_once(codes: Codes) -> None:
    """When its hours begin, without asking the lock."""
    now = codes.cloud.now()
    hours = Schedule.window(now + HOUR, now + DAY)
    await codes.writer.add("front", draft(schedule=hours))
    assert codes.told() == ["added"]
    await codes.live(59 * MINUTE)
    assert codes.told() == []
    await codes.live(2 * MINUTE)
    assert codes.told() == ["active"]
    await codes.live(2 * HOUR, step=MINUTE)
    assert codes.told() == []


async def test_expired_code_of_ours_is_cleared_away(codes: Codes) -> None:
    """A minute after its end, once; those of others are never touched."""
    now = codes.cloud.now()
    hours = Schedule.window(None, now + HOUR)
    codes.cloud.add_code("front", "Guest", OTHER_PIN, hours)
    await codes.book.read("front", depth=Depth.SCHEDULES)
    await codes.writer.add("front", draft(schedule=hours))
    codes.told()
    await codes.live(HOUR)
    assert sorted(codes.on_lock()) == ["Anna", "Guest"]
    assert codes.known().status is CodeStatus.EXPIRED
    await codes.live(3 * MINUTE)
    assert codes.on_lock() == ["Guest"]
    assert codes.told() == ["expired"]
    assert codes.cloud.calls("codes.delete") == 1
    await codes.live(2 * HOUR, step=MINUTE)
    assert (codes.on_lock(), codes.told()) == (["Guest"], [])


async def test_cloud_clears_away_by_itself(codes: Codes) -> None:
    """Then there is nothing to delete."""
    hours = Schedule.window(None, codes.cloud.now() + HOUR)
    code = await codes.writer.add("front", draft(schedule=hours))
    codes.told()
    await codes.live(HOUR)
    codes.cloud.remove_code("front", code.id)
    await codes.live(3 * MINUTE)
    assert codes.told() == ["expired"]
    assert codes.cloud.calls("codes.delete") == 0


async def test_renamed_code_is_not_cleared_away(codes: Codes) -> None:
    """Its id may have been given to somebody else."""
    now = codes.cloud.now()
    code = await codes.writer.add(
        "front", draft(schedule=Schedule.window(None, now + HOUR))
    )
    codes.cloud.edit_code("front", code.id, name="Neighbour")
    await codes.live(3 * HOUR, step=MINUTE)
    assert codes.on_lock() == ["Neighbour"]


async def test_others_change_codes(codes: Codes) -> None:
    """Each change is told once."""
    ours = await codes.writer.add("front", draft())
    codes.told()
    guest = codes.cloud.add_code("front", "Guest", OTHER_PIN)
    await codes.live(31 * MINUTE)
    assert codes.told() == ["changed_elsewhere"]
    codes.cloud.edit_code("front", guest.id, name="Friend")
    await codes.live(31 * MINUTE)
    assert codes.told() == ["changed_elsewhere"]
    codes.cloud.remove_code("front", guest.id)
    codes.cloud.remove_code("front", ours.id)
    await codes.live(31 * MINUTE)
    assert codes.told() == ["removed_elsewhere", "removed_elsewhere"]
    await codes.live(HOUR)
    assert (codes.told(), codes.names()) == ([], [])


async def test_hours_changed_elsewhere(codes: Codes) -> None:
    """Seen where hours are read; the lock is right."""
    now = codes.cloud.now()
    code = await codes.writer.add("front", draft())
    codes.told()
    hours = Schedule.window(now, now + DAY)
    codes.cloud.edit_code("front", code.id, schedule=hours)
    (read,) = await codes.book.read("front", depth=Depth.SCHEDULES)
    assert (read.schedule, read.managed, read.reason) == (
        hours,
        True,
        "changed_elsewhere",
    )
    assert codes.told() == ["changed_elsewhere"]


async def test_more_time_given_elsewhere(codes: Codes) -> None:
    """Who was given more time in the app keeps the code until that is over."""
    now = codes.cloud.now()
    first, longer = (Schedule.window(None, now + it) for it in (HOUR, 4 * HOUR))
    code = await codes.writer.add("front", draft(schedule=first))
    codes.told()
    codes.cloud.edit_code("front", code.id, schedule=longer)
    await codes.live(3 * HOUR, step=MINUTE)
    assert codes.on_lock() == ["Anna"]
    assert (codes.known().schedule, codes.known().managed) == (longer, True)
    assert codes.told() == ["changed_elsewhere", "active"]
    await codes.live(2 * HOUR, step=MINUTE)
    assert (codes.on_lock(), codes.told()) == ([], ["expired"])


async def test_lock_that_is_offline_for_long(codes: Codes) -> None:
    """One try per half hour; when it is back all is as before."""
    codes.cloud.change("front", reachability=Reachability.OFFLINE)
    before = codes.reads()
    await codes.live(3 * HOUR, step=MINUTE)
    assert codes.reads() - before == 6
    codes.cloud.change("front", reachability=Reachability.ONLINE)
    codes.cloud.add_code("front", "Guest", PIN)
    await codes.live(31 * MINUTE)
    assert codes.names() == ["Guest"]


async def test_signed_out(codes: Codes) -> None:
    """The person is asked; the key is not tried again."""
    codes.cloud.fail("codes.list", AuthError(), times="always")
    await codes.live(31 * MINUTE)
    assert len(reauth_flows(codes.hass)) == 1
    before = codes.reads()
    await codes.live(2 * HOUR, step=MINUTE)
    assert codes.reads() == before


async def test_lock_that_comes_goes_and_comes_back(codes: Codes) -> None:
    """It is watched once, while it is there."""
    coordinator = codes.entry.runtime_data.locks
    for _ in range(3):
        codes.cloud.add_lock(make_lock("shed", "Shed"))
        await coordinator.async_list_again()
        await codes.live(2 * MINUTE)
        before = codes.reads("shed")
        await codes.live(HOUR, step=MINUTE)
        assert codes.reads("shed") - before == 2
        codes.cloud.remove_lock("shed")
        await coordinator.async_list_again()
        before = codes.reads("shed")
        await codes.live(HOUR, step=MINUTE)
        assert codes.reads("shed") == before
    assert len(codes.book._updated["shed"]) == 0


async def test_first_reading_is_silent(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """What was there before us is no news."""
    fake_cloud.add_code("front", "Guest", PIN)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    codes = Codes(hass, entry, fake_cloud, clock)
    await pass_time(hass, clock, 10)
    assert (codes.names(), codes.told()) == (["Guest"], [])
    codes.cloud.add_code("front", "Friend", OTHER_PIN)
    await codes.book.read("front")
    assert codes.told() == ["changed_elsewhere"]


async def test_what_may_be_ours_is_no_news(codes: Codes) -> None:
    """A code of the name that is just being written is not told as somebody else's."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    codes.cloud.add_code("front", "Anna", OTHER_PIN)
    codes.cloud.add_code("front", "Guest", PIN)
    await codes.book.read("front")
    assert codes.told() == ["changed_elsewhere"]


async def test_adopted_code_is_looked_after(codes: Codes) -> None:
    """Its hours are read, and it goes when they are over."""
    hours = Schedule.window(None, codes.cloud.now() + HOUR)
    codes.cloud.add_code("front", "Guest", PIN, hours)
    guest = await codes.book.find("front", code_id=None, name="Guest")
    assert (guest.managed, guest.schedule) == (False, None)
    await codes.writer.adopt("front", guest)
    await codes.live(31 * MINUTE)
    assert codes.known("Guest").schedule == hours
    await codes.live(31 * MINUTE)
    assert codes.on_lock() == []


async def test_a_code_that_fails_while_it_is_deleted(codes: Codes) -> None:
    """It is told once, although its wish is still open."""
    code = await codes.writer.add("front", draft())
    codes.book.put("front", code, wish=Wish.REMOVE)
    codes.book.refresh("front")
    failed = replace(code, status=CodeStatus.FAILED)
    codes.book.put("front", failed, wish=Wish.REMOVE)
    codes.book.refresh("front")
    assert codes.told().count("failed") == 1


async def test_what_time_changes_puts_no_reading_off(codes: Codes) -> None:
    """A lock whose codes begin and end all day is read in its turn as well."""
    now = codes.cloud.now()
    for number in range(1, 6):
        start = now + number * 10 * MINUTE
        hours = Schedule.window(start, start + 5 * MINUTE)
        codes.cloud.add_code("front", f"Guest {number}", f"28461{number}", hours)
    await codes.book.read("front", depth=Depth.SCHEDULES)
    scheduler = codes.entry.runtime_data.locks.scheduler
    # As in a house in which nobody has had a turn for a while.
    scheduler.async_polled(up=False, answered=False)
    codes.cloud.fail("states", CloudUnreachable(), times="always")
    codes.cloud.fail("inventory", CloudUnreachable(), times="always")
    await codes.live(HOUR)
    (plan,) = (
        it
        for it in scheduler._planner._plans.values()
        if it.job == Job(JobKind.CODES, "front")
    )
    assert plan.due == pytest.approx((now + 30 * MINUTE).timestamp(), abs=1)
