"""Taking an account away: nothing of it stays but its codes, and that is said."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from homeassistant.components.persistent_notification import (
    _async_get_or_create_notifications,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import CloudUnreachable, OutcomeUnknown
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import FakeBackend

from .codes import HOUR, MINUTE, OTHER_PIN, PIN, Codes, Storage, draft, until
from .home import live_through, pass_time, settle
from .orphans import Traces
from .repairing import our_issues

pytestmark = pytest.mark.usefixtures("clock", "at_once")


def said(hass: HomeAssistant) -> list[str]:
    """Return what notifications of ours say."""
    found = _async_get_or_create_notifications(hass)
    return [it["message"] for key, it in found.items() if key.startswith(DOMAIN)]


async def test_unloading_leaves_what_there_was(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """No timer, no task, no listener, no issue more than before the account came."""
    hass.config_entries.async_update_entry(entry, options={"key_ends": "2026-11-30"})
    entries = hass.config_entries
    assert await entries.async_setup(entry.entry_id)
    await settle(hass)
    assert await entries.async_unload(entry.entry_id)
    await settle(hass)
    before = Traces.of(hass, entry)
    for _ in range(2):
        assert await entries.async_setup(entry.entry_id)
        await settle(hass)
        assert len(our_issues(hass)) == 1
        assert await entries.async_unload(entry.entry_id)
        await settle(hass)
    after = Traces.of(hass, entry)
    assert after == before
    assert (after.timers, after.tasks, after.issues) == ((), (), frozenset())


async def test_reloading_doubles_nothing(codes: Codes) -> None:
    """The same entities and devices, as many timers and listeners."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await codes.live(11 * MINUTE)
    before = Traces.of(codes.hass, codes.entry)
    for _ in range(3):
        assert await codes.hass.config_entries.async_reload(codes.entry.entry_id)
        await codes.live(MINUTE)
    after = Traces.of(codes.hass, codes.entry)
    assert (after.entities, after.devices, after.issues) == (
        before.entities,
        before.devices,
        before.issues,
    )
    assert after.listeners == before.listeners
    assert len(after.timers) == len(before.timers) > 0


async def test_removing_forgets(
    hass: HomeAssistant, codes: Codes, hass_storage: Storage
) -> None:
    """Files, devices, entities, issues; nothing is asked any more."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await codes.live(11 * MINUTE)
    await hass.config_entries.async_remove(codes.entry.entry_id)
    await pass_time(hass, codes.clock, 30)
    traces = Traces.of(hass, codes.entry)
    assert traces.entities == traces.devices == traces.issues == frozenset()
    assert (traces.timers, traces.tasks) == ((), ())
    assert [key for key in hass_storage if key.startswith(DOMAIN)] == []
    before = len(codes.cloud.script.calls)
    await live_through(hass, codes.clock, 2 * HOUR, step=MINUTE)
    assert len(codes.cloud.script.calls) == before
    assert [key for key in hass_storage if key.startswith(DOMAIN)] == []


async def test_codes_stay_and_that_is_said(hass: HomeAssistant, codes: Codes) -> None:
    """How many at which lock; those of others and those that are over do not count."""
    over = Schedule.window(None, codes.cloud.now() + HOUR)
    await codes.writer.add("front", draft())
    await codes.writer.add("front", draft("Bert", OTHER_PIN))
    await codes.writer.add("back", draft("Over", OTHER_PIN, over))
    codes.cloud.add_code("back", "Foreign", "1928374")
    await codes.book.read("back")
    await hass.config_entries.async_unload(codes.entry.entry_id)
    codes.clock.tick(2 * HOUR)
    await hass.config_entries.async_remove(codes.entry.entry_id)
    await settle(hass)
    (message,) = said(hass)
    assert message.startswith("Fake was removed from Home Assistant.")
    assert "made here: Front door (2)." in message
    assert not any(it in message for it in ("Anna", "Bert", PIN, OTHER_PIN))
    assert codes.on_lock() == ["Anna", "Bert"]


async def test_nothing_to_say(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """An account that made no codes goes without a word."""
    await settle(hass)
    await hass.config_entries.async_remove(account.entry_id)
    assert said(hass) == []


async def test_a_write_in_doubt_may_be_a_code(
    hass: HomeAssistant, codes: Codes
) -> None:
    """It may be a code that opens the door."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await hass.config_entries.async_remove(codes.entry.entry_id)
    (message,) = said(hass)
    assert "Front door (1)" in message


def begin(codes: Codes, method: str) -> asyncio.Task[object]:
    """Begin something that calls a method of the cloud."""
    locks = codes.entry.runtime_data.locks
    jobs: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
        "codes.add": lambda: codes.writer.add("front", draft()),
        "codes.list": lambda: codes.writer.add("front", draft()),
        "operate": lambda: locks.async_operate("front", Operation.UNLOCK),
        "states": lambda: locks.async_look_at("front"),
    }
    return asyncio.create_task(jobs[method]())


@pytest.mark.parametrize("method", ["codes.add", "codes.list", "operate", "states"])
async def test_removed_in_the_middle(
    hass: HomeAssistant, codes: Codes, hass_storage: Storage, method: str
) -> None:
    """Whatever is under way ends, or writes no file afterwards."""
    gate, before = codes.cloud.hold(method), codes.cloud.calls(method)
    task = begin(codes, method)
    await until(lambda: codes.cloud.calls(method) > before)
    await hass.config_entries.async_remove(codes.entry.entry_id)
    gate.set()
    await asyncio.gather(task, return_exceptions=True)
    await live_through(hass, codes.clock, MINUTE)
    assert [key for key in hass_storage if key.startswith(DOMAIN)] == []
    assert Traces.of(hass, codes.entry).tasks == ()


async def test_removed_without_having_worked(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    hass_storage: Storage,
) -> None:
    """Nothing to forget is no trouble."""
    fake_cloud.fail("account", CloudUnreachable(), times="always")
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    await hass.config_entries.async_remove(entry.entry_id)
    await settle(hass)
    assert [key for key in hass_storage if key.startswith(DOMAIN)] == []
    assert said(hass) == []


async def test_removed_after_a_restart_in_which_it_did_not_work(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """What somebody hid goes too; Home Assistant remembers that over restarts."""
    for entry_id in (entry.entry_id, "another"):
        ir.async_get(hass).async_get_or_create(
            DOMAIN,
            f"code_{entry_id}_mark_mark",
            is_fixable=True,
            is_persistent=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key="code_problem",
        )
    fake_cloud.fail("account", CloudUnreachable(), times="always")
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.config_entries.async_remove(entry.entry_id)
    left = [key for domain, key in ir.async_get(hass).issues if domain == DOMAIN]
    assert left == ["code_another_mark_mark"]


async def test_added_again(hass: HomeAssistant, codes: Codes) -> None:
    """A new entry knows nothing of the old one: what is on the locks is foreign."""
    await codes.writer.add("front", draft())
    data, unique_id = codes.entry.data, codes.entry.unique_id
    await hass.config_entries.async_remove(codes.entry.entry_id)
    again = MockConfigEntry(domain=DOMAIN, unique_id=unique_id, data=data)
    again.add_to_hass(hass)
    assert await hass.config_entries.async_setup(again.entry_id)
    await live_through(hass, codes.clock, MINUTE)
    (code,) = again.runtime_data.codes.known("front")
    assert (code.name, code.managed) == ("Anna", False)
