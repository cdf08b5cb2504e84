"""The keypad: who gets in, who does not, and what the log says."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from simulators.bolt import Bolt
from simulators.credentials import Credential, CredentialKind
from simulators.doorlog import Act, Method
from simulators.hardware import LockSettings, LockSpec
from simulators.home import Home
from simulators.keypad import NoKeypadError, present, press_lock_button
from simulators.link import Keypad
from simulators.lock import Lock
from simulators.schedule import Schedule

PIN = CredentialKind.PIN


@pytest.fixture
def home(freezer: FrozenDateTimeFactory) -> Home:
    """Return a home whose time stands still."""
    return Home("Europe/Amsterdam")


@pytest.fixture
def lock(home: Home) -> Lock:
    """Return a lock with a keypad and a pull spring."""
    return home.add_lock(
        LockSpec(
            id="front",
            name="Front door",
            vendor="any",
            zone=home.zone,
            keypad=Keypad(name="Keypad"),
            settings=LockSettings(pull_spring=True),
        )
    )


def last(home: Home) -> tuple[Act, Method, str | None]:
    """Return the last line of the log."""
    entry = list(home.log)[-1]
    return entry.act, entry.cause.method, entry.cause.credential


def test_pin_unlocks_then_pulls_then_locks(home: Home, lock: Lock) -> None:
    """The same PIN does what the state of the bolt asks for."""
    lock.credentials.add("Anna", "48213")
    assert present(home, lock, PIN, "48213") is None
    assert last(home) == (Act.UNLOCKED, Method.PIN, "Anna")
    present(home, lock, PIN, "48213")
    assert last(home) == (Act.PULLED, Method.PIN, "Anna")
    present(home, lock, PIN, "48213", to_lock=True)
    assert last(home) == (Act.LOCKED, Method.PIN, "Anna")


def test_wrong_pin_names_nobody(home: Home, lock: Lock) -> None:
    """A wrong PIN leaves a line without digits or author."""
    refusal = present(home, lock, PIN, "00000")
    assert refusal is not None
    assert last(home) == (Act.WRONG_CODE, Method.PIN, None)
    assert lock.bolt is Bolt.LOCKED


def test_outside_its_schedule(home: Home, lock: Lock) -> None:
    """A PIN that is not valid yet is refused by name."""
    starts = home.clock.now() + timedelta(hours=1)
    lock.credentials.add("Cleaner", "48213", Schedule(starts=starts))
    present(home, lock, PIN, "48213")
    assert last(home) == (Act.OUT_OF_SCHEDULE, Method.PIN, "Cleaner")
    home.clock.advance(timedelta(hours=1))
    assert present(home, lock, PIN, "48213") is None


def test_one_use_is_one_use(home: Home, lock: Lock) -> None:
    """A PIN with a single use is wrong the second time."""
    lock.credentials.add("Parcel", "48213", uses_left=1)
    assert present(home, lock, PIN, "48213") is None
    assert present(home, lock, PIN, "48213") is not None


def store(home: Home, lock: Lock, secret: str, **fields: Any) -> int:
    """Store a PIN that the cloud computed; returns its id."""
    number = len(list(lock.credentials)) + 1
    now = home.clock.now()
    row = Credential(
        id=number, kind=PIN, name=secret, secret=secret, created=now, **fields
    )
    lock.credentials.put(row)
    return number


def test_first_use_within_a_day(home: Home, lock: Lock) -> None:
    """Not used in time it is wrong for ever; used in time it goes on."""
    deadline = home.clock.now() + timedelta(days=1)
    store(home, lock, "48213", use_by=deadline)
    store(home, lock, "90614", use_by=deadline)
    assert present(home, lock, PIN, "48213") is None
    home.clock.advance(timedelta(days=1))
    assert present(home, lock, PIN, "48213") is None
    assert present(home, lock, PIN, "90614") is not None
    assert last(home) == (Act.WRONG_CODE, Method.PIN, "90614")


def test_erasing_pin(home: Home, lock: Lock) -> None:
    """It takes every other PIN away, opens nothing, and leaves cards alone."""
    lock.credentials.add("Anna", "48213")
    lock.credentials.add("Card", "77", kind=CredentialKind.CARD)
    eraser = store(home, lock, "90614", uses_left=1, erases=True)
    assert present(home, lock, PIN, "90614") is None
    assert lock.bolt is Bolt.LOCKED
    assert [row.id for row in lock.credentials.of_kind(PIN)] == [eraser]
    assert lock.credentials.wiped == {1}
    assert lock.credentials.of_kind(CredentialKind.CARD)
    assert present(home, lock, PIN, "90614") is not None


def test_what_was_shown_is_in_the_log(home: Home, lock: Lock) -> None:
    """A cloud may write the digits into its records; no report of ours does."""
    lock.credentials.add("Anna", "48213")
    for typed in ("48213", "11111"):
        present(home, lock, PIN, typed)
        entry = list(home.log)[-1]
        assert entry.cause.shown == typed
        assert typed not in repr(entry)


def test_button_and_missing_keypad(home: Home, lock: Lock) -> None:
    """The button locks; without a keypad there is nothing to press."""
    lock.put_bolt(Bolt.UNLOCKED)
    press_lock_button(lock)
    assert last(home) == (Act.LOCKED, Method.KEYPAD, None)
    assert lock.keypad is not None
    lock.keypad.paired = False
    with pytest.raises(NoKeypadError):
        present(home, lock, PIN, "48213")
