"""Every event number of the documentation, and such that are not in it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Method,
    Stream,
)
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.tedee.activity import Entry, event_of
from custom_components.cloud_locks.vendors.tedee.event_types import (
    HOUSEKEEPING,
    MEANINGS,
)

from .payloads import entry

# Written out a second time and in another order than the table: by kind of event.
TYPES = {
    EventType.LOCKED: {32, 34, 36, 38, 59, 65, 66, 90, 226, 227},
    EventType.UNLOCKED: {
        *(33, 35, 37, 39, 51, 52, 57, 61, 67, 68, 76, 77, 78, 81, 87, 88, 92, 93),
        *(228, 229, 234, 235, 10000, 10001),
    },
    EventType.UNLATCHED: {53, 55, 60, 63, 80, 91, 230, 231},
    EventType.UNLOCK_FAILED: {47, 48, 49, 54, 58, 64, 79, 89, 232, 233},
    EventType.DENIED: {62, 75},
    EventType.DOOR_OPENED: {83},
    EventType.DOOR_CLOSED: {84},
    EventType.DOOR_LEFT_OPEN: {86},
    EventType.JAMMED: {40},
    EventType.POWER_LOST: {41},
    EventType.UNKNOWN: {56},
}
METHODS = {
    Method.APP: {32, 33, 51, 54, 55, 10000},
    Method.BUTTON: {34, 35, 48, 56, 66},
    Method.AUTO: {36, 37, 49, 52, 87},
    Method.MANUAL: {38, 39, 47, 53},
    Method.CODE: {61, 62, 63, 64, 65, 68, 75, 76},
    Method.FINGERPRINT: {77, 78, 79, 80, 81},
    Method.HOMEKIT: {57, 58, 59, 60},
    Method.MATTER: {88, 89, 90, 91, 92, 93},
    Method.LINK: {226, 228, 230, 232, 234, 10001},
    Method.REMOTE: {227, 229, 231, 233, 235},
    Method.UNKNOWN: {40, 41, 67, 83, 84, 86},
}
PULLED_WITH_IT = {51, 52, 76, 81, 87, 92, 234, 235}
SILENT = {42, 43, 46, 50, 74, 85, 224, 225}
DOCUMENTED = {
    *range(32, 44),
    *range(46, 69),
    *range(74, 82),
    *range(83, 94),
    *range(224, 236),
    *(10000, 10001),
}


def event(number: int, **changes: Any) -> AccessEvent | None:
    """Return an entry of the log as an event."""
    return event_of(Entry.read(Record(entry(number, **changes), "entry")), "lock")


def test_every_documented_number_has_a_meaning() -> None:
    """Or is housekeeping, or an undocumented gap."""
    assert MEANINGS.keys() | HOUSEKEEPING == DOCUMENTED
    assert not MEANINGS.keys() & HOUSEKEEPING
    assert set().union(*TYPES.values()) == set().union(*METHODS.values())
    assert set().union(*TYPES.values()) | SILENT == DOCUMENTED


@pytest.mark.parametrize("number", sorted(DOCUMENTED - SILENT))
def test_meanings(number: int) -> None:
    """Type, method, stream, and whether the latch was pulled in the same act."""
    found = event(number)
    assert found is not None
    (kind,) = (kind for kind, numbers in TYPES.items() if number in numbers)
    (method,) = (method for method, numbers in METHODS.items() if number in numbers)
    assert (found.type, found.method) == (kind, method)
    alarm = kind in {EventType.JAMMED, EventType.POWER_LOST}
    assert found.stream is (Stream.ALARM if alarm else Stream.ACCESS)
    assert found.unlatched is (number in PULLED_WITH_IT)
    assert found.vendor_type == str(number)
    assert (found.code_name == "Anna") is (method is Method.CODE)
    assert found.credential_type == (
        "fingerprint" if method is Method.FINGERPRINT else None
    )


@pytest.mark.parametrize("number", sorted(SILENT))
def test_housekeeping_is_no_event(number: int) -> None:
    """Nobody came, went or tried to."""
    assert event(number) is None


@pytest.mark.parametrize("number", [0, 44, 45, 69, 73, 82, 94, 236, 999_999, -1])
def test_numbers_that_are_not_documented(number: int) -> None:
    """They are kept, with the number."""
    found = event(number)
    assert found is not None
    assert (found.stream, found.type, found.method) == (
        Stream.ACCESS,
        EventType.UNKNOWN,
        Method.UNKNOWN,
    )
    assert found.vendor_type == str(number)


def test_all_fields() -> None:
    """The id stays the same however often it is read."""
    found = event_of(
        Entry.read(
            Record(entry(61, 1.5, id=99, username="Cleaner", userId=None), "entry")
        ),
        "lock",
    )
    assert found == AccessEvent(
        id="99",
        lock_id="lock",
        stream=Stream.ACCESS,
        type=EventType.UNLOCKED,
        method=Method.CODE,
        occurred_at=datetime(2026, 11, 21, 10, 0, 1, 500_000, tzinfo=UTC),
        who="Cleaner",
        code_name="Cleaner",
        vendor_type="61",
    )


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({"username": "Anna"}, "Anna"),
        ({"username": ..., "userName": "Anna"}, "Anna"),
        ({"username": "Anna", "pinAlias": "Cleaner"}, "Cleaner"),
        ({"username": "Anna", "pinAlias": " "}, "Anna"),
        ({"username": None}, None),
        ({"username": ...}, None),
        ({"username": 5}, None),
        # Some people name a code after its digits.
        ({"username": "Anna 024681"}, "Anna ••••"),
        ({"username": "Room 1204"}, "Room 1204"),
    ],
)
def test_who_it_was(fields: dict[str, Any], who: str | None) -> None:
    """The alias of a PIN comes before the name of a user; digits are hidden."""
    found = event(61, **fields)
    assert found is not None
    assert (found.who, found.code_name) == (who, who)


def test_the_person_behind_an_event() -> None:
    """By the vendor's number, where there is one."""
    known, unknown = event(33, userId=77), event(33, userId=None)
    assert known is not None
    assert unknown is not None
    assert (known.actor_id, unknown.actor_id) == ("77", None)
