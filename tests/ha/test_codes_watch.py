"""Watching over codes: what becomes active, what others change, what outstays."""

from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.codes import book as book_module
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import CodeStatus
from custom_components.cloud_locks.model.code_parts import Depth
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockOffline,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.lock import Reachability
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import FakeBackend, make_lock

from .codes import DAY, HOUR, MINUTE, OTHER_PIN, PIN, Codes, draft
from .home import live_through, pass_time, settle, state
from .test_init import reauth_flows

pytestmark = pytest.mark.usefixtures("clock", "at_once")


def reads(codes: Codes, lock_id: str = "front") -> int:
    """Return how often the codes of a lock were read."""
    return sum(
        it.method in {"codes.list", "codes.get"} and it.lock_id == lock_id
        for it in codes.cloud.script.calls
    )


async def live(
    codes: Codes, span: timedelta, step: timedelta = timedelta(seconds=30)
) -> None:
    """Let time pass."""
    await live_through(codes.hass, codes.clock, span, step=step)


def issues(hass: HomeAssistant) -> list[dict[str, Any]]:
    """Return what repair issues say."""
    found = ir.async_get(hass).issues.values()
    return [dict(it.translation_placeholders or {}) for it in found if it.active]


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
    before, before_back = reads(codes), reads(codes, "back")
    await live(codes, timedelta(hours=4))
    assert reads(codes) - before == 8
    assert reads(codes, "back") - before_back == 8


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
    await live(codes, timedelta(minutes=20), step=timedelta(seconds=1))
    assert len(refreshed) <= 4


async def test_becoming_active_is_told_once(codes: Codes) -> None:
    """When its hours begin, without asking the lock."""
    now = codes.cloud.now()
    hours = Schedule.window(now + HOUR, now + DAY)
    await codes.writer.add("front", draft(schedule=hours))
    assert codes.told() == ["added"]
    await live(codes, 59 * MINUTE)
    assert codes.told() == []
    await live(codes, 2 * MINUTE)
    assert codes.told() == ["active"]
    await live(codes, 2 * HOUR, step=MINUTE)
    assert codes.told() == []


async def test_expired_code_of_ours_is_cleared_away(codes: Codes) -> None:
    """A minute after its end, once; those of others are never touched."""
    now = codes.cloud.now()
    hours = Schedule.window(None, now + HOUR)
    codes.cloud.add_code("front", "Guest", OTHER_PIN, hours)
    await codes.book.read("front", depth=Depth.SCHEDULES)
    await codes.writer.add("front", draft(schedule=hours))
    codes.told()
    await live(codes, HOUR)
    assert sorted(codes.on_lock()) == ["Anna", "Guest"]
    assert codes.known().status is CodeStatus.EXPIRED
    await live(codes, 3 * MINUTE)
    assert codes.on_lock() == ["Guest"]
    assert codes.told() == ["expired"]
    assert codes.cloud.calls("codes.delete") == 1
    await live(codes, 2 * HOUR, step=MINUTE)
    assert (codes.on_lock(), codes.told()) == (["Guest"], [])


async def test_cloud_clears_away_by_itself(codes: Codes) -> None:
    """Then there is nothing to delete."""
    hours = Schedule.window(None, codes.cloud.now() + HOUR)
    code = await codes.writer.add("front", draft(schedule=hours))
    codes.told()
    await live(codes, HOUR)
    codes.cloud.remove_code("front", code.id)
    await live(codes, 3 * MINUTE)
    assert codes.told() == ["expired"]
    assert codes.cloud.calls("codes.delete") == 0


async def test_clearing_away_fails(codes: Codes) -> None:
    """It is tried slower and slower, is a problem meanwhile, and fires no storm."""
    hours = Schedule.window(None, codes.cloud.now() + HOUR)
    await codes.writer.add("front", draft(schedule=hours))
    codes.told()
    codes.cloud.fail("codes.delete", LockOffline(), times="always")
    await live(codes, HOUR + 12 * MINUTE)
    assert codes.problems() == [("Anna", "not_confirmed")]
    assert codes.told() == []
    tries = codes.cloud.calls("codes.delete")
    assert tries <= 12
    await live(codes, 6 * HOUR, step=MINUTE)
    assert codes.cloud.calls("codes.delete") - tries <= 20
    codes.cloud.heal()
    await live(codes, 31 * MINUTE)
    assert (codes.on_lock(), codes.problems(), codes.told()) == ([], [], ["expired"])


async def test_renamed_code_is_not_cleared_away(codes: Codes) -> None:
    """Its id may have been given to somebody else."""
    now = codes.cloud.now()
    code = await codes.writer.add(
        "front", draft(schedule=Schedule.window(None, now + HOUR))
    )
    codes.cloud.edit_code("front", code.id, name="Neighbour")
    await live(codes, 3 * HOUR, step=MINUTE)
    assert codes.on_lock() == ["Neighbour"]


async def test_others_change_codes(codes: Codes) -> None:
    """Each change is told once."""
    ours = await codes.writer.add("front", draft())
    codes.told()
    guest = codes.cloud.add_code("front", "Guest", OTHER_PIN)
    await live(codes, 31 * MINUTE)
    assert codes.told() == ["changed_elsewhere"]
    codes.cloud.edit_code("front", guest.id, name="Friend")
    await live(codes, 31 * MINUTE)
    assert codes.told() == ["changed_elsewhere"]
    codes.cloud.remove_code("front", guest.id)
    codes.cloud.remove_code("front", ours.id)
    await live(codes, 31 * MINUTE)
    assert codes.told() == ["removed_elsewhere", "removed_elsewhere"]
    await live(codes, HOUR)
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


async def test_queued_code_is_looked_for(codes: Codes) -> None:
    """Every minute while it is young, then slower; a problem after ten minutes."""
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft())
    codes.told()
    before = reads(codes)
    await live(codes, 9 * MINUTE)
    assert reads(codes) - before == pytest.approx(9, abs=1)
    assert codes.problems() == []
    await live(codes, 2 * MINUTE)
    assert codes.problems() == [("Anna", "not_confirmed")]
    assert state(codes.hass, "binary_sensor", "code_problem").state == "on"
    before = reads(codes)
    await live(codes, 10 * HOUR, step=MINUTE)
    assert reads(codes) - before <= 40
    codes.cloud.deliver("front")
    await live(codes, 31 * MINUTE)
    assert codes.told() == ["active"]
    assert codes.problems() == []
    assert state(codes.hass, "binary_sensor", "code_problem").state == "off"


async def test_accepted_code_never_comes(codes: Codes) -> None:
    """It has failed, is not written again, and can be tried again by a person."""
    codes.cloud.queued.add("front")
    code = await codes.writer.add("front", draft())
    codes.told()
    codes.cloud.remove_code("front", code.id)
    await live(codes, 4 * MINUTE)
    assert codes.told() == ["failed"]
    assert codes.problems() == [("Anna", "not_confirmed")]
    await live(codes, HOUR, step=MINUTE)
    assert codes.told() == []
    assert codes.cloud.calls("codes.add") == 1
    codes.cloud.queued.clear()
    await codes.writer.add("front", draft())
    assert (codes.names(), codes.problems()) == (["Anna"], [])


async def test_write_in_doubt_arrives_late(codes: Codes) -> None:
    """It is ours from then on, and told as any other."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    late = codes.cloud.add_code("front", "Anna", PIN)
    await live(codes, 2 * MINUTE)
    code = codes.known()
    assert (code.id, code.managed) == (late.id, True)
    assert codes.told() == ["added", "active"]
    assert codes.problems() == []


async def test_write_in_doubt_never_arrives(codes: Codes) -> None:
    """After ten minutes it is a problem, and the lock is woken ever less often."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await live(codes, 9 * MINUTE)
    assert codes.problems() == []
    await live(codes, 2 * MINUTE)
    assert codes.problems() == [("Anna", "outcome_unknown")]
    shown = state(codes.hass, "binary_sensor", "code_problem")
    assert (shown.state, shown.attributes["which"], shown.attributes["why"]) == (
        "on",
        ["Anna"],
        "outcome_unknown",
    )
    assert datetime.fromisoformat(shown.attributes["since"]) < codes.cloud.now()
    before = reads(codes)
    await live(codes, 10 * HOUR, step=MINUTE)
    assert reads(codes) - before <= 40


async def test_two_candidates_are_left_to_the_person(codes: Codes) -> None:
    """Reading their digits again and again would decide nothing."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    for pin in (PIN, PIN):
        codes.cloud.add_code("front", "Anna", pin)
    await live(codes, 2 * MINUTE)
    assert [it["code"] for it in issues(codes.hass)] == ["Anna"]
    before = reads(codes)
    await live(codes, 28 * MINUTE)
    assert reads(codes) - before <= 3
    first, _ = (it for it in codes.book.known("front") if it.id)
    codes.cloud.remove_code("front", first.id)
    await live(codes, 31 * MINUTE)
    assert codes.known().managed
    assert issues(codes.hass) == []


async def test_problem_shows_without_reading(codes: Codes) -> None:
    """A lock that is out of reach hides no problem."""
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft())
    codes.cloud.fail("codes.list", CloudUnreachable(), times="always")
    await live(codes, 11 * MINUTE)
    assert state(codes.hass, "binary_sensor", "code_problem").state == "on"
    assert [it["code"] for it in issues(codes.hass)] == ["Anna"]


async def test_issue_says_why_and_goes(codes: Codes) -> None:
    """One for each name; its reason follows; solved, it is gone."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await live(codes, 11 * MINUTE)
    (issue,) = issues(codes.hass)
    assert (issue["code"], issue["lock"]) == ("Anna", "Front door")
    assert issue["reason"].startswith("It was sent, but no answer came")
    for _ in range(2):
        codes.cloud.add_code("front", "Anna", PIN)
    await codes.writer.settle_open("front")
    await settle(codes.hass)
    (issue,) = issues(codes.hass)
    assert issue["reason"].startswith("Several codes")
    noted = next(it for it in codes.book.known("front") if not it.id)
    await codes.writer.delete("front", noted)
    await settle(codes.hass)
    assert issues(codes.hass) == []


async def test_issues_end_with_the_account(codes: Codes) -> None:
    """And with the lock; after a reload those that hold are back."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await live(codes, 11 * MINUTE)
    assert len(issues(codes.hass)) == 1
    entries = codes.hass.config_entries
    await entries.async_unload(codes.entry.entry_id)
    assert issues(codes.hass) == []
    await entries.async_setup(codes.entry.entry_id)
    await settle(codes.hass)
    assert len(issues(codes.hass)) == 1
    codes.cloud.remove_lock("front")
    await codes.entry.runtime_data.locks.async_list_again()
    await settle(codes.hass)
    assert issues(codes.hass) == []
    registry = ir.async_get(codes.hass)
    assert not [key for key in registry.issues if key[0] == DOMAIN]


async def test_lock_that_is_offline_for_long(codes: Codes) -> None:
    """One try per half hour; when it is back all is as before."""
    codes.cloud.change("front", reachability=Reachability.OFFLINE)
    before = reads(codes)
    await live(codes, 3 * HOUR, step=MINUTE)
    assert reads(codes) - before == 6
    codes.cloud.change("front", reachability=Reachability.ONLINE)
    codes.cloud.add_code("front", "Guest", PIN)
    await live(codes, 31 * MINUTE)
    assert codes.names() == ["Guest"]


async def test_signed_out(codes: Codes) -> None:
    """The person is asked; the key is not tried again."""
    codes.cloud.fail("codes.list", AuthError(), times="always")
    await live(codes, 31 * MINUTE)
    assert len(reauth_flows(codes.hass)) == 1
    before = reads(codes)
    await live(codes, 2 * HOUR, step=MINUTE)
    assert reads(codes) == before


async def test_lock_that_comes_goes_and_comes_back(codes: Codes) -> None:
    """It is watched once, while it is there."""
    coordinator = codes.entry.runtime_data.locks
    for _ in range(3):
        codes.cloud.add_lock(make_lock("shed", "Shed"))
        await coordinator.async_list_again()
        await live(codes, 2 * MINUTE)
        before = reads(codes, "shed")
        await live(codes, HOUR, step=MINUTE)
        assert reads(codes, "shed") - before == 2
        codes.cloud.remove_lock("shed")
        await coordinator.async_list_again()
        before = reads(codes, "shed")
        await live(codes, HOUR, step=MINUTE)
        assert reads(codes, "shed") == before
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
