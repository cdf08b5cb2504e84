"""What a crash or a restart in the middle of something leaves behind: nothing."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_code import CodeChange, CodeStatus
from custom_components.cloud_locks.model.access_event import EventType, Stream
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .codes import DAY, HOUR, OTHER_PIN, PIN, Codes, Storage, draft, until
from .home import kinds, live_through, pass_time, record_events, state

pytestmark = pytest.mark.usefixtures("clock", "at_once")


async def restart(codes: Codes, *, down: float = 0) -> None:
    """Unload the account, stay away for some seconds, and load it again."""
    entries = codes.hass.config_entries
    assert await entries.async_unload(codes.entry.entry_id)
    codes.clock.tick(timedelta(seconds=down))
    assert await entries.async_setup(codes.entry.entry_id)
    await codes.hass.async_block_till_done()


async def crash(
    codes: Codes,
    storage: Storage,
    job: Coroutine[Any, Any, object],
    method: str,
    arrives: Callable[[], object],
) -> None:
    """Break off a job while its call is on the way; only the file survives.

    `arrives` lets happen at the lock what the call was about.
    """
    codes.cloud.hold(method)
    task = asyncio.create_task(job)
    await until(lambda: codes.cloud.calls(method))
    key, file = next(it for it in storage.items() if it[0].startswith("cloud_locks."))
    survives = dict(file)
    await codes.hass.config_entries.async_unload(codes.entry.entry_id)
    await asyncio.gather(task, return_exceptions=True)
    storage[key] = survives
    arrives()
    assert await codes.hass.config_entries.async_setup(codes.entry.entry_id)
    await codes.hass.async_block_till_done()


@pytest.mark.parametrize("written", [True, False])
async def test_crash_while_adding(
    codes: Codes, hass_storage: Storage, written: bool
) -> None:
    """Written, it is found and ours; not written, that is said in time."""
    job = codes.writer.add("front", draft())

    def arrives() -> None:
        if written:
            codes.cloud.add_code("front", "Anna", PIN)

    await crash(codes, hass_storage, job, "codes.add", arrives)
    await pass_time(codes.hass, codes.clock, 5)
    assert codes.cloud.calls("codes.add") == 1
    if written:
        assert (codes.known().managed, codes.known().status) == (
            True,
            CodeStatus.ACTIVE,
        )
        assert codes.told() == ["added", "active"]
        return
    assert codes.known().status is CodeStatus.UNKNOWN
    await live_through(codes.hass, codes.clock, timedelta(minutes=11))
    assert codes.problems() == [("Anna", "outcome_unknown")]


@pytest.mark.parametrize("written", [True, False])
async def test_crash_while_changing(
    codes: Codes, hass_storage: Storage, written: bool
) -> None:
    """What the lock holds is read; the person learns that it was in doubt."""
    code = await codes.writer.add("front", draft())
    hours = Schedule.window(codes.cloud.now(), codes.cloud.now() + DAY)
    job = codes.writer.update("front", code, CodeChange(schedule=hours))

    def arrives() -> None:
        if written:
            codes.cloud.edit_code("front", code.id, schedule=hours)

    await crash(codes, hass_storage, job, "codes.update", arrives)
    await pass_time(codes.hass, codes.clock, 5)
    known = codes.known()
    assert known.schedule == (hours if written else Schedule.always())
    assert (known.managed, known.status) == (True, CodeStatus.ACTIVE)
    await pass_time(codes.hass, codes.clock, 600)
    assert codes.problems() == [("Anna", "outcome_unknown")]


@pytest.mark.parametrize("deleted", [True, False])
async def test_crash_while_deleting(
    codes: Codes, hass_storage: Storage, deleted: bool
) -> None:
    """Gone is gone; what stayed is a problem, and the deletion is not sent again."""
    code = await codes.writer.add("front", draft())
    codes.told()
    job = codes.writer.delete("front", code)

    def arrives() -> None:
        if deleted:
            codes.cloud.remove_code("front", code.id)

    await crash(codes, hass_storage, job, "codes.delete", arrives)
    await pass_time(codes.hass, codes.clock, 5)
    if deleted:
        assert (codes.names(), codes.told()) == ([], ["removed"])
        return
    assert codes.known().status is CodeStatus.REMOVING
    await live_through(codes.hass, codes.clock, timedelta(minutes=11))
    assert codes.problems() == [("Anna", "not_confirmed")]
    assert codes.cloud.calls("codes.delete") == 1


async def test_codes_are_remembered(codes: Codes) -> None:
    """Which are ours, with their hours, which a list of names does not tell."""
    hours = Schedule.window(codes.cloud.now(), codes.cloud.now() + DAY)
    await codes.writer.add("front", draft(schedule=hours))
    codes.cloud.add_code("front", "Guest", OTHER_PIN)
    await codes.book.read("front")
    codes.told()
    await restart(codes)
    before = codes.known()
    assert (before.managed, before.schedule) == (True, hours)
    await pass_time(codes.hass, codes.clock, 5)
    after = codes.known()
    assert (after.managed, after.schedule) == (True, hours)
    assert not codes.known("Guest").managed
    assert codes.told() == []


async def test_became_active_meanwhile(codes: Codes) -> None:
    """It is told afterwards, once."""
    now = codes.cloud.now()
    await codes.writer.add(
        "front", draft(schedule=Schedule.window(now + HOUR, now + DAY))
    )
    codes.told()
    await restart(codes, down=7200)
    await pass_time(codes.hass, codes.clock, 5)
    assert codes.told() == ["active"]
    await restart(codes)
    await pass_time(codes.hass, codes.clock, 5)
    assert codes.told() == []


async def test_changed_and_ended_meanwhile(codes: Codes) -> None:
    """What others did is told once; what is over is cleared away."""
    now = codes.cloud.now()
    await codes.writer.add("front", draft(schedule=Schedule.window(None, now + HOUR)))
    bert = await codes.writer.add("front", draft(name="Bert", pin=OTHER_PIN))
    codes.told()
    codes.cloud.remove_code("front", bert.id)
    await restart(codes, down=7200)
    await pass_time(codes.hass, codes.clock, 5)
    assert sorted(codes.told()) == ["expired", "removed_elsewhere"]
    assert codes.on_lock() == []
    await restart(codes)
    await pass_time(codes.hass, codes.clock, 5)
    assert codes.told() == []


async def test_doubt_is_remembered(codes: Codes) -> None:
    """A second write of the name is refused after the restart as well."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await restart(codes)
    assert codes.known().id == ""
    codes.cloud.add_code("front", "Anna", PIN)
    await codes.writer.settle_open("front")
    assert codes.known().managed


async def test_events_over_a_restart(
    hass: HomeAssistant, codes: Codes, account: MockConfigEntry
) -> None:
    """What was told is not told again; what was missed is told, oldest first."""
    await pass_time(hass, codes.clock, 60)
    access, alarm = record_events(hass, "access"), record_events(hass, "alarm")
    codes.cloud.emit("front", EventType.UNLOCKED, who="Anna")
    await pass_time(hass, codes.clock, 60)
    assert kinds(access) == ["unlocked"]
    access.clear()

    await restart(codes)
    await pass_time(hass, codes.clock, 60)
    assert (access, alarm) == ([], [])

    assert await hass.config_entries.async_unload(account.entry_id)
    codes.cloud.emit("front", EventType.TAMPER, stream=Stream.ALARM)
    codes.cloud.emit("front", EventType.DENIED)
    codes.clock.tick(timedelta(hours=2))
    codes.cloud.emit("front", EventType.UNLOCKED, who="Bert")
    codes.clock.tick(timedelta(minutes=5))
    codes.cloud.emit("front", EventType.LOCKED)
    assert await hass.config_entries.async_setup(account.entry_id)
    await hass.async_block_till_done()
    await pass_time(hass, codes.clock, 1)
    told = [(it["event_type"], it["late"]) for it in access]
    assert told == [("unlocked", True), ("locked", False)]
    assert [(it["event_type"], it["late"]) for it in alarm] == [("tamper", True)]
    assert state(hass, "sensor", "last_access_by").state == "Bert"


async def test_what_was_told_is_safe_at_once(
    hass: HomeAssistant, codes: Codes, hass_storage: Storage
) -> None:
    """A crash a second later tells nothing twice."""
    await pass_time(hass, codes.clock, 60)
    event = codes.cloud.emit("front", EventType.UNLOCKED)
    await pass_time(hass, codes.clock, 60)
    await pass_time(hass, codes.clock, 1)
    assert event.id in codes.stored(hass_storage)["seen"]["told"]


async def test_secrets_do_not_survive(codes: Codes, hass_storage: Storage) -> None:
    """Digits of a write in doubt are known until the restart and no longer."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    (intent,) = codes.book.memory("front").intents.values()
    assert intent.pin == Secret(PIN)
    await restart(codes)
    (intent,) = codes.book.memory("front").intents.values()
    assert intent.pin is None
    assert PIN not in str(hass_storage)
