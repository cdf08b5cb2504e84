"""The memory of a lock: capacity, duplicates, ids, versions and expiry."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from freezegun.api import FrozenDateTimeFactory
import pytest

from simulators.clock import Clock
from simulators.credentials import (
    CapacityError,
    CredentialKind,
    Credentials,
    DuplicateError,
)
from simulators.schedule import ALWAYS, Schedule

HOUR = timedelta(hours=1)


@pytest.fixture
def clock(freezer: FrozenDateTimeFactory) -> Clock:
    """Return a clock that stands still."""
    return Clock()


@pytest.fixture
def memory(clock: Clock) -> Credentials:
    """Return an empty memory."""
    return Credentials(clock)


def test_every_change_counts(memory: Credentials) -> None:
    """Adding, changing and removing each bump the version."""
    versions = [memory.version]
    pin = memory.add("Anna", "48213")
    versions.append(memory.version)
    memory.change(pin.id, "Anna", "48214", ALWAYS)
    versions.append(memory.version)
    memory.remove(pin.id)
    versions.append(memory.version)
    assert versions == sorted(set(versions))


def test_secrets_are_unique_within_a_kind(memory: Credentials) -> None:
    """Two PINs cannot be the same; a card may look like a PIN."""
    first = memory.add("Anna", "48213")
    with pytest.raises(DuplicateError):
        memory.add("Bram", "48213")
    memory.add("Card", "48213", kind=CredentialKind.CARD)
    second = memory.add("Bram", "90614")
    with pytest.raises(DuplicateError):
        memory.change(second.id, "Bram", "48213", ALWAYS)
    memory.change(first.id, "Anna the second", "48213", ALWAYS)


def test_capacity_counts_one_kind(memory: Credentials) -> None:
    """A full list of PINs leaves room for cards."""
    memory.capacity = 1
    memory.add("Anna", "48213")
    with pytest.raises(CapacityError):
        memory.add("Bram", "90614")
    memory.add("Card", "1", kind=CredentialKind.CARD)


def test_ids_come_back_only_when_asked(memory: Credentials) -> None:
    """Ids grow, or fill the gaps."""
    for name, pin in (("a", "48213"), ("b", "90614"), ("c", "73051")):
        memory.add(name, pin)
    memory.remove(2)
    assert memory.add("d", "11223").id == 4
    memory.reuse_ids = True
    assert memory.add("e", "11224").id == 2


def test_expired_ones_vanish_on_the_next_look(
    memory: Credentials, clock: Clock
) -> None:
    """An end date is also the date of removal."""
    memory.add("Plumber", "48213", Schedule(ends=clock.now() + HOUR))
    before = memory.version
    clock.advance(HOUR)
    assert memory.of_kind(CredentialKind.PIN) == []
    assert memory.version > before


def test_removal_can_be_late_silent_or_never(memory: Credentials, clock: Clock) -> None:
    """What is not documented about expiry can be chosen."""
    memory.removal_delay, memory.removal_bumps_version = HOUR, False
    memory.add("Plumber", "48213", Schedule(ends=clock.now() + HOUR))
    before = memory.version
    clock.advance(1.5 * HOUR)
    assert memory.get(1) is not None
    clock.advance(HOUR)
    assert memory.get(1) is None
    assert memory.version == before
    memory.removes_expired = False
    memory.add("Painter", "48213", Schedule(ends=clock.now() + HOUR))
    clock.advance(9 * HOUR)
    assert memory.get(2) is not None
    assert memory.remove_expired() == ["Painter"]


def test_ids_given_elsewhere(memory: Credentials, clock: Clock) -> None:
    """A cloud may number what a lock stores; room and secrets count as usual."""
    memory.ids = count(7000, 10)
    first = memory.add("Anna", "48213")
    assert first.id == 7000
    memory.put(replace(first, id=42, secret="90614"))
    assert [row.id for row in memory] == [42, 7000]
    with pytest.raises(DuplicateError):
        memory.put(replace(first, id=43))
    memory.capacity = 2
    with pytest.raises(CapacityError):
        memory.put(replace(first, id=43, secret="73051"))
    memory.put(replace(first, id=43, secret="73051", computed=True))
    assert len(memory.of_kind(CredentialKind.PIN)) == 3


def test_secrets_stay_out_of_repr(memory: Credentials) -> None:
    """A failed assertion in a test prints no digits."""
    assert "48213" not in repr(memory.add("Anna", "48213"))
