"""What was answered with "on its way" while it waits for its turn at the lock."""

import asyncio
from asyncio import Event
from copy import deepcopy

import pytest

from custom_components.cloud_locks.codes.notes import Promise
from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.reason import Reason

from .codes import Codes, Storage, draft
from .home import settle

pytestmark = pytest.mark.usefixtures("clock", "at_once")

LATE = [("Anna", "too_late")]


@pytest.fixture
def gate(codes: Codes) -> Event:
    """Keep every write from its turn: the list of codes does not come."""
    return codes.cloud.hold("codes.list")


async def promised(codes: Codes) -> None:
    """Ask for a code and wait for nothing."""
    job = codes.writer.add("front", draft(), wait=0)
    answered = await codes.without_waiting(job)
    assert answered.status is CodeStatus.PENDING


async def _never() -> AccessCode:
    await asyncio.Event().wait()
    raise AssertionError


async def again(codes: Codes) -> None:
    """Load the account anew."""
    assert await codes.hass.config_entries.async_setup(codes.entry.entry_id)
    await settle(codes.hass)


async def test_unloaded_meanwhile(codes: Codes, gate: Event) -> None:
    """Nothing was sent, and somebody is told; trying again ends it."""
    await promised(codes)
    assert await codes.hass.config_entries.async_unload(codes.entry.entry_id)
    gate.set()
    await again(codes)
    assert (codes.problems(), codes.on_lock()) == (LATE, [])
    await codes.writer.add("front", draft())
    assert (codes.problems(), codes.on_lock()) == ([], ["Anna"])


async def test_crash_meanwhile(
    codes: Codes, gate: Event, hass_storage: Storage
) -> None:
    """The file says it before the answer does."""
    await promised(codes)
    left = deepcopy(hass_storage)
    assert await codes.hass.config_entries.async_unload(codes.entry.entry_id)
    gate.set()
    hass_storage.update(left)
    await again(codes)
    assert (codes.problems(), codes.on_lock()) == (LATE, [])


async def test_its_turn_comes(codes: Codes, gate: Event, hass_storage: Storage) -> None:
    """Then it is stored as what it is, and nothing was ever wrong."""
    await promised(codes)
    assert codes.problems() == []
    gate.set()
    await settle(codes.hass)
    assert (codes.problems(), codes.on_lock()) == ([], ["Anna"])
    await codes.entry.runtime_data.store.save()
    assert codes.stored(hass_storage)["intents"] == {}


@pytest.mark.parametrize("held", ["before", "since"])
async def test_on_its_way(codes: Codes, hass_storage: Storage, held: str) -> None:
    """From its turn on the file knows one open write, and nothing else."""
    first = codes.cloud.hold("codes.list") if held == "before" else None
    second = codes.cloud.hold("codes.add")
    await promised(codes)
    if first is not None:
        first.set()
    for _ in range(50):
        await asyncio.sleep(0)
    assert codes.cloud.calls("codes.add") == 1
    await codes.entry.runtime_data.store.save()
    (intent,) = codes.stored(hass_storage)["intents"].values()
    second.set()
    await settle(codes.hass)
    assert intent["reason"] is None


async def test_cut_off(codes: Codes, anna: AccessCode) -> None:
    """A job that is cut off before its turn was not carried out."""
    promise = Promise(codes.book, "front", anna)
    await promise.store()
    job = asyncio.ensure_future(promise.keep(_never()))
    await asyncio.sleep(0)
    job.cancel()
    await asyncio.wait({job})
    promise.ended(job)
    (note,) = codes.book.memory("front").waiting.values()
    assert note.reason is Reason.TOO_LATE


async def test_refused_when_its_turn_comes(
    codes: Codes, gate: Event, hass_storage: Storage
) -> None:
    """What failed says so by itself; it was not too late."""
    codes.cloud.add_code("front", "anna", "739105")
    await promised(codes)
    gate.set()
    await settle(codes.hass)
    await codes.entry.runtime_data.store.save()
    (note,) = codes.stored(hass_storage)["intents"].values()
    assert note["reason"] == "name_in_use"


async def test_deletion_behind_another_write(
    codes: Codes, anna: AccessCode, hass_storage: Storage
) -> None:
    """A code that was to go and is there is not forgotten."""
    gate = codes.cloud.hold("codes.list")
    first = codes.writer.add("front", draft("Bert", "739105"), wait=0)
    await codes.without_waiting(first)
    await codes.without_waiting(codes.writer.delete("front", anna, wait=0))
    assert await codes.hass.config_entries.async_unload(codes.entry.entry_id)
    gate.set()
    await again(codes)
    assert codes.on_lock() == ["Anna"]
    assert sorted(codes.problems()) == [*LATE, ("Bert", "too_late")]
