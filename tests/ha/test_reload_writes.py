"""An account that is loaded anew while something is on its way to a lock.

Afterwards it is known what became of it, or said that it is not; nothing is sent twice.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeChange,
    CodeStatus,
)
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import OutcomeUnknown, VendorError
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.settings import Setting, SettingKey

from .codes import HOUR, MINUTE, PIN, Codes, draft, until
from .home import settle, state
from .orphans import Traces
from .repairing import our_issues

LATER = Schedule.window(None, datetime(2026, 11, 23, tzinfo=UTC))

pytestmark = pytest.mark.usefixtures("clock", "at_once")


@dataclass(frozen=True)
class Write:
    """A write of some kind.

    `begin` starts it and `method` is what it calls; `arrives` lets it have happened;
    `check` holds what there is afterwards against whether it had.
    """

    method: str
    begin: Callable[[Codes, AccessCode], Coroutine[Any, Any, object]]
    arrives: Callable[[Codes, AccessCode], object]
    check: Callable[[Codes, bool], None]


def only_problem(codes: Codes) -> str | None:
    """Return why somebody is asked about a code, None when nobody is."""
    assert len(our_issues(codes.hass)) == len(codes.problems()) <= 1
    return next((reason for _, reason in codes.problems()), None)


def add(codes: Codes, _: AccessCode) -> Coroutine[Any, Any, object]:
    """Add a second code."""
    return codes.writer.add("front", draft("Bert", "739105"))


def check_add(codes: Codes, arrived: bool) -> None:
    """It is ours, or in doubt."""
    bert = codes.known("Bert")
    assert bert.managed
    assert bool(bert.id) is arrived
    assert only_problem(codes) == (None if arrived else "outcome_unknown")
    assert codes.on_lock() == (["Anna", "Bert"] if arrived else ["Anna"])


def update(codes: Codes, anna: AccessCode) -> Coroutine[Any, Any, object]:
    """Change the hours of a code."""
    return codes.writer.update("front", anna, CodeChange(schedule=LATER))


def check_update(codes: Codes, arrived: bool) -> None:
    """What the lock holds is known; that it was in doubt stays visible."""
    anna = codes.known()
    assert anna.schedule == (LATER if arrived else Schedule.always())
    assert (anna.managed, anna.status) == (True, CodeStatus.ACTIVE)
    assert only_problem(codes) == "outcome_unknown"


def check_delete(codes: Codes, arrived: bool) -> None:
    """Gone is gone; what stayed is a problem."""
    assert codes.names() == ([] if arrived else ["Anna"])
    assert only_problem(codes) == (None if arrived else "not_confirmed")


def auto_lock_off(codes: Codes, _: AccessCode) -> Coroutine[Any, Any, object]:
    """Switch a setting off."""
    settings = codes.entry.runtime_data.settings
    job: Coroutine[Any, Any, object] = settings.async_set(
        "front", SettingKey.AUTO_LOCK, value=False
    )
    return job


def setting_arrives(codes: Codes, _: AccessCode) -> None:
    """Let the lock have taken it."""
    off = Setting(key=SettingKey.AUTO_LOCK, value=False)
    codes.cloud.change("front", settings=(off,))


def check_setting(codes: Codes, arrived: bool) -> None:
    """What the lock has is shown."""
    shown = state(codes.hass, "switch", "auto_lock")
    assert shown.state == ("off" if arrived else "on")
    assert shown.attributes["pending"] is False


def unlock(codes: Codes, _: AccessCode) -> Coroutine[Any, Any, object]:
    """Unlock the door."""
    locks = codes.entry.runtime_data.locks
    job: Coroutine[Any, Any, object] = locks.async_operate("front", Operation.UNLOCK)
    return job


def check_unlock(codes: Codes, arrived: bool) -> None:
    """What the bolt did is shown."""
    shown = state(codes.hass, "lock", "lock").state
    assert shown == ("unlocked" if arrived else "locked")


WRITES = {
    "add": Write(
        "codes.add",
        add,
        lambda codes, _: codes.cloud.add_code("front", "Bert", "739105"),
        check_add,
    ),
    "update": Write(
        "codes.update",
        update,
        lambda codes, anna: codes.cloud.edit_code("front", anna.id, schedule=LATER),
        check_update,
    ),
    "delete": Write(
        "codes.delete",
        lambda codes, anna: codes.writer.delete("front", anna),
        lambda codes, anna: codes.cloud.remove_code("front", anna.id),
        check_delete,
    ),
    "setting": Write("settings.set", auto_lock_off, setting_arrives, check_setting),
    "command": Write(
        "operate",
        unlock,
        lambda codes, _: codes.cloud.change("front", bolt=BoltState.UNLOCKED),
        check_unlock,
    ),
}


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("kind", WRITES)
async def test_loaded_anew_under_a_write(
    codes: Codes, anna: AccessCode, kind: str, arrived: bool
) -> None:
    """It is picked up: no code lost or doubled, nothing left behind."""
    write, hass = WRITES[kind], codes.hass
    before = Traces.of(hass, codes.entry)
    codes.cloud.hold(write.method)
    sent = codes.cloud.calls(write.method)
    task = asyncio.create_task(write.begin(codes, anna))
    await until(lambda: codes.cloud.calls(write.method) > sent)
    assert await hass.config_entries.async_reload(codes.entry.entry_id)
    (told,) = await asyncio.gather(task, return_exceptions=True)
    assert not isinstance(told, VendorError) or isinstance(told, OutcomeUnknown)
    if arrived:
        write.arrives(codes, anna)
    await settle(hass)
    await codes.live(15 * MINUTE)
    write.check(codes, arrived)
    assert codes.cloud.calls(write.method) == sent + 1
    after = Traces.of(hass, codes.entry)
    assert (after.entities, after.devices, after.tasks) == (
        before.entities,
        before.devices,
        before.tasks,
    )
    assert after.listeners == before.listeners


@pytest.mark.parametrize("arrived", [True, False])
async def test_loaded_anew_while_looking_for_an_answer(
    codes: Codes, anna: AccessCode, arrived: bool
) -> None:
    """The write itself is over; who looks for it is stopped, and looks on later."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    task = asyncio.create_task(add(codes, anna))
    await until(lambda: codes.cloud.calls("codes.add") == 2)
    codes.cloud.hold("codes.list")
    reads = codes.cloud.calls("codes.list")
    await until(lambda: codes.cloud.calls("codes.list") > reads)
    assert await codes.hass.config_entries.async_reload(codes.entry.entry_id)
    await asyncio.gather(task, return_exceptions=True)
    if arrived:
        codes.cloud.add_code("front", "Bert", "739105")
    await codes.live(15 * MINUTE)
    check_add(codes, arrived)
    assert codes.cloud.calls("codes.add") == 2


async def test_cleaning_up_is_interrupted(codes: Codes) -> None:
    """It is not sent again; that the code has stayed is said."""
    over = Schedule.window(None, codes.cloud.now() + HOUR)
    await codes.writer.add("front", draft(schedule=over))
    codes.cloud.hold("codes.delete")
    codes.clock.tick(HOUR + 2 * MINUTE)
    codes.book.refresh("front")
    cleaning = asyncio.create_task(settle(codes.hass))
    await until(lambda: codes.cloud.calls("codes.delete"))
    assert await codes.hass.config_entries.async_reload(codes.entry.entry_id)
    await cleaning
    await codes.live(15 * MINUTE)
    assert codes.on_lock() == ["Anna"]
    assert codes.cloud.calls("codes.delete") == 1
    assert only_problem(codes) == "not_confirmed"


async def test_loaded_anew_again_and_again(codes: Codes) -> None:
    """A write in doubt outlives any number of loads, and is one issue all the time."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await codes.live(11 * MINUTE)
    (issue,) = our_issues(codes.hass)
    for _ in range(3):
        assert await codes.hass.config_entries.async_reload(codes.entry.entry_id)
        await settle(codes.hass)
        assert [it.issue_id for it in our_issues(codes.hass)] == [issue.issue_id]
    codes.cloud.add_code("front", "Anna", PIN)
    await codes.live(HOUR, MINUTE)
    assert (codes.known().managed, our_issues(codes.hass)) == (True, [])
    assert codes.cloud.calls("codes.add") == 1
    assert not [it for it in ir.async_get(codes.hass).issues if it[0] == "cloud_locks"]
