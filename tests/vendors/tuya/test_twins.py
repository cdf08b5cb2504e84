"""What the queue and a log both tell is one happening."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.vendors.tuya.logs import Entry
from custom_components.cloud_locks.vendors.tuya.twins import Twins

_AT = datetime(2026, 11, 21, 19, tzinfo=UTC)
_DEVICE = "device"


def _entry(code: str, value: object, seconds: float = 0) -> Entry:
    return Entry(code=code, value=value, at=_AT + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("code", "told", "logged"),
    [
        ("unlock_fingerprint", 3, 3),
        # Of a temporary password the queue tells the slot, the log its number.
        ("unlock_temporary", 5, 1107531165),
    ],
)
def test_recognised(code: str, told: int, logged: int) -> None:
    """Once, by whatever numbers, however often the log is read."""
    twins = Twins()
    assert twins.told(_DEVICE, _entry(code, told), "pushed")
    rows = [("first", _entry(code, logged, 2)), ("second", _entry(code, logged, 30))]
    for _ in range(2):
        ids = [event_id for event_id, _ in twins.recognised(_DEVICE, rows)]
        assert ids == ["pushed", "second"]


def test_two_of_one_minute() -> None:
    """Two temporary passwords: each is that which is nearest in time."""
    twins = Twins()
    for seconds, event_id in ((0, "one"), (20, "other")):
        entry = _entry("unlock_temporary", 5 + seconds, seconds)
        assert twins.told(_DEVICE, entry, event_id)
    rows = [
        ("first", _entry("unlock_temporary", 1107531165, 1)),
        ("second", _entry("unlock_temporary", 1107531166, 21)),
    ]
    ids = [event_id for event_id, _ in twins.recognised(_DEVICE, rows)]
    assert ids == ["one", "other"]


def test_other_ways_are_other_happenings() -> None:
    """A finger of another number is somebody else."""
    twins = Twins()
    assert twins.told(_DEVICE, _entry("unlock_fingerprint", 3), "pushed")
    rows = [("logged", _entry("unlock_fingerprint", 4, 1))]
    assert [event_id for event_id, _ in twins.recognised(_DEVICE, rows)] == ["logged"]
