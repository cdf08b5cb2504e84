"""The numbers of records, against the table of the documentation and of clients."""

import pytest

from custom_components.cloud_locks.model.access_event import (
    TYPES,
    EventType,
    Method,
)
from custom_components.cloud_locks.model.credential import CredentialType
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.vendors.ttlock.record_types import (
    HOUSEKEEPING,
    MEANINGS,
    meaning_of,
)

UNLOCK = {
    *(1, 3, 4, 7, 8, 9, 10, 12, 46, 49, 50, 55, 57, 63, 67, 75, 76, 77, 78, 79, 80),
    *(81, 82, 83, 84, 92, -4, -5),
}
LOCK = {11, 33, 34, 35, 36, 45, 47, 61, 69, 86}
TABLE = {*range(1, 13), *range(29, 38), *range(42, 70), 71, *range(75, 87), 88}
NOT_IN_TABLE = {56}


def test_effects() -> None:
    """What opens and what locks, as the table has it."""
    effects = {number: it.bolt for number, it in MEANINGS.items() if it.bolt}
    assert {it for it, bolt in effects.items() if bolt is BoltState.UNLOCKED} == UNLOCK
    assert {it for it, bolt in effects.items() if bolt is BoltState.LOCKED} == LOCK


def test_every_number_of_the_table() -> None:
    """Each means something or is left out on purpose."""
    known = MEANINGS.keys() | HOUSEKEEPING
    assert (TABLE - NOT_IN_TABLE) | {91, 92, 123, -4, -5} == known


def test_meanings_are_types_of_their_stream() -> None:
    """Failed or not."""
    for number, meaning in MEANINGS.items():
        assert {meaning.type, meaning.failed} <= set(TYPES[meaning.stream]), number


@pytest.mark.parametrize(
    ("number", "type_", "method"),
    [
        (1, EventType.UNLOCKED, Method.APP),
        (4, EventType.UNLOCKED, Method.CODE),
        (7, EventType.UNLOCKED, Method.CARD),
        (8, EventType.UNLOCKED, Method.FINGERPRINT),
        (10, EventType.UNLOCKED, Method.KEY),
        (11, EventType.LOCKED, Method.APP),
        (12, EventType.UNLOCKED, Method.APP),
        (29, EventType.FORCED, Method.UNKNOWN),
        (30, EventType.DOOR_CLOSED, Method.UNKNOWN),
        (31, EventType.DOOR_OPENED, Method.UNKNOWN),
        (32, EventType.DOOR_OPENED, Method.INSIDE),
        (37, EventType.UNKNOWN, Method.REMOTE),
        (44, EventType.TAMPER, Method.UNKNOWN),
        (45, EventType.LOCKED, Method.AUTO),
        (46, EventType.UNLOCKED, Method.BUTTON),
        (48, EventType.LOCKOUT, Method.UNKNOWN),
        (51, EventType.DENIED, Method.CARD),
        (55, EventType.UNLOCKED, Method.REMOTE),
        (64, EventType.DOOR_LEFT_OPEN, Method.UNKNOWN),
        (65, EventType.UNLOCK_FAILED, Method.UNKNOWN),
        (66, EventType.LOCK_FAILED, Method.UNKNOWN),
        (67, EventType.UNLOCKED, Method.FACE),
        (84, EventType.UNLOCKED, Method.PALM),
        (56, EventType.UNKNOWN, Method.UNKNOWN),
        (-99, EventType.UNKNOWN, Method.UNKNOWN),
    ],
)
def test_some_of_them(number: int, type_: EventType, method: Method) -> None:
    """By name."""
    meaning = meaning_of(number)
    assert meaning is not None
    assert (meaning.type, meaning.method) == (type_, method)


@pytest.mark.parametrize("number", sorted(HOUSEKEEPING))
def test_housekeeping(number: int) -> None:
    """Nobody came, went or tried to."""
    assert meaning_of(number) is None


def test_what_was_shown_to_the_lock() -> None:
    """A wristband is a card."""
    shown = {
        number: meaning.credential_type
        for number in (7, 8, 9, 67, 83, 55, 4)
        if (meaning := meaning_of(number))
    }
    assert shown == {
        7: CredentialType.RFID_CODE,
        8: CredentialType.FINGERPRINT,
        9: CredentialType.RFID_CODE,
        67: CredentialType.FACE,
        83: CredentialType.PALM,
        55: CredentialType.REMOTE,
        4: None,
    }
