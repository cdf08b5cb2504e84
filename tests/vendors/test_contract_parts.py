"""A part that is declared is there, and a part that is there is used."""

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.capabilities import PART_OF, Capability, Part
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.lock import Lock, LockId
from custom_components.cloud_locks.model.parts import Credentials
from custom_components.cloud_locks.vendors import VENDORS
from tests.fake_cloud import FakeBackend, FakeCloud

from .contract import Stage
from .harnesses import HARNESSES

_PER_LOCK = frozenset(PART_OF.values())


def unanswered(
    declared: frozenset[Part], cloud: LockCloud, locks: Mapping[LockId, Lock]
) -> list[str]:
    """Return what is wrong between descriptor, client and locks; empty when sound."""
    used = {
        PART_OF[capability]
        for lock in locks.values()
        for capability in lock.capabilities
        if capability in PART_OF
    }
    present = cloud.parts.present
    return [
        *(f"declared, not there: {part}" for part in sorted(declared - present)),
        *(f"there, not declared: {part}" for part in sorted(present - declared)),
        *(f"no lock uses: {part}" for part in sorted(present & _PER_LOCK - used)),
        *(f"a lock uses, not there: {part}" for part in sorted(used - present)),
    ]


def test_every_vendor_has_a_harness() -> None:
    """A vendor without one would be held to nothing."""
    assert VENDORS.keys() <= HARNESSES.keys()
    assert all(HARNESSES[key].vendor.key == key for key in VENDORS)


async def test_parts_are_as_declared(stage: Stage, cloud: LockCloud) -> None:
    """Descriptor, client and locks agree about what the cloud can do."""
    locks = (await cloud.inventory()).locks
    assert unanswered(stage.vendor.parts, cloud, locks) == []


async def test_settings_and_credentials_name_what_they_take(cloud: LockCloud) -> None:
    """A lock with settings shows some; one with credentials says which kinds."""
    for lock in (await cloud.inventory()).locks.values():
        if lock.can(Capability.SETTINGS):
            assert lock.settings
        if lock.can(Capability.CREDENTIALS):
            assert cloud.parts.credentials is not None
            assert cloud.parts.credentials.types[lock.id]
        if lock.can(Capability.CODES):
            assert lock.code_rules is not None


async def test_what_is_stored_from_data_is_answered(cloud: LockCloud) -> None:
    """A part says so for what it stores, and a lock takes all of that."""
    part = cloud.parts.credentials
    if part is None:
        return
    answers = type(part).add is not Credentials.add
    assert answers == bool(part.by_data)
    assert not part.by_data or any(part.by_data <= it for it in part.types.values())


async def test_what_is_read_at_the_door_is_answered(cloud: LockCloud) -> None:
    """A part says so for what it makes a lock read, and some lock takes that."""
    part = cloud.parts.credentials
    if part is None:
        return
    answers = type(part).enroll is not Credentials.enroll
    assert answers == bool(part.by_reading)
    assert not part.by_reading or any(
        part.by_reading & it for it in part.types.values()
    )


@pytest.fixture
async def broken() -> tuple[FakeCloud, Mapping[LockId, Lock]]:
    """Return a sound cloud for tests to break."""
    backend = FakeBackend()
    cloud = FakeCloud(backend, backend.key)
    return cloud, (await cloud.inventory()).locks


@pytest.mark.parametrize("part", Part)
async def test_suite_finds_a_part_that_is_not_answered(
    broken: tuple[FakeCloud, Mapping[LockId, Lock]], part: Part
) -> None:
    """The check would be worth nothing if it let such a cloud pass."""
    cloud, locks = broken
    cloud.parts = replace(cloud.parts, **{part.value: None})
    assert f"declared, not there: {part}" in unanswered(frozenset(Part), cloud, locks)


@pytest.mark.parametrize("part", Part)
async def test_suite_finds_a_part_that_is_not_declared(
    broken: tuple[FakeCloud, Mapping[LockId, Lock]], part: Part
) -> None:
    """Nor one that can do more than it says."""
    cloud, locks = broken
    declared = frozenset(Part) - {part}
    assert unanswered(declared, cloud, locks) == [f"there, not declared: {part}"]


@pytest.mark.parametrize("part", sorted(_PER_LOCK))
async def test_suite_finds_a_part_that_no_lock_uses(
    broken: tuple[FakeCloud, Mapping[LockId, Lock]], part: Part
) -> None:
    """Nor one that nobody could ever reach."""
    cloud, locks = broken
    idle = {
        lock.id: replace(
            lock, capabilities=lock.capabilities - {Capability(part.value)}
        )
        for lock in locks.values()
    }
    assert unanswered(frozenset(Part), cloud, idle) == [f"no lock uses: {part}"]


async def test_fake_without_parts(session: ClientSession) -> None:
    """A cloud that has the core alone is whole."""
    backend = FakeBackend(parts=frozenset())
    cloud = FakeCloud(backend, backend.key)
    locks = (await cloud.inventory()).locks
    assert unanswered(frozenset(), cloud, locks) == []
