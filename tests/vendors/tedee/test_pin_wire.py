"""PINs on the wire: times, limits that make no sense, and whether one was written."""

from datetime import UTC, datetime, time

import pytest

from custom_components.cloud_locks.model.errors import ProtocolError
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.tedee.hours_wire import WireHours
from custom_components.cloud_locks.vendors.tedee.pin_wire import (
    PinDetail,
    PinDraft,
)

from .payloads import Json, pin


def test_times_on_the_wire() -> None:
    """Full date-times with milliseconds and Z; everything that is not set is null."""
    hours = WireHours(
        start=datetime(2026, 1, 1, 8, 30, tzinfo=UTC),
        opens=datetime(2026, 11, 21, 21, tzinfo=UTC),
        week_days=16,
    )
    draft = PinDraft(alias="Anna", pin=Secret("024681"), hours=hours)
    assert draft.body() == {
        "alias": "Anna",
        "pin": "024681",
        "startDate": "2026-01-01T08:30:00.000Z",
        "endDate": None,
        "dayStartTime": "2026-11-21T21:00:00.000Z",
        "dayEndTime": None,
        "weekDays": 16,
    }


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-05-01T08:00:00.000Z", "08:00"),
        ("0001-01-01T08:00:00", "08:00"),
        ("08:00:00", "08:00"),
        ("08:00", "08:00"),
        ("10:00+02:00", "08:00"),
    ],
)
def test_times_of_day_that_a_cloud_may_give_back(text: str, moment: str) -> None:
    """Of a date-time only the time of day counts."""
    fields = {"dayStartTime": text}
    opens = WireHours.read(Record(fields, "pin")).opens
    assert opens is not None
    assert opens.time() == time.fromisoformat(moment)


@pytest.mark.parametrize(
    "changes",
    [
        {"startDate": "soon"},
        {"endDate": 5},
        {"dayStartTime": "early"},
        {"dayEndTime": []},
        {"weekDays": "mon"},
    ],
)
def test_a_limit_that_is_not_understood_is_not_no_limit(changes: Json) -> None:
    """Taken for missing it would let somebody in."""
    with pytest.raises(ProtocolError):
        WireHours.read(Record(pin(**changes), "pin"))
    assert PinDetail.read(Record(pin(**changes), "pin")).hours is None


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"startDate": "2026-01-01T08:30:00"}, True),
        ({"startDate": "2026-01-01T08:31:00Z"}, False),
        ({"endDate": "2026-01-01T08:31:00Z"}, False),
        ({"dayStartTime": "2026-01-01T08:31:00Z"}, False),
        ({"dayEndTime": "2026-01-01T08:31:00Z"}, False),
        ({"weekDays": 1}, False),
        ({"weekDays": "?"}, False),
        ({"alias": "Bert"}, False),
        ({"pin": "13579"}, False),
        ({"pin": None}, False),
    ],
)
def test_whether_a_lock_holds_what_was_written(changes: Json, same: bool) -> None:
    """Every field counts; seconds may be cut off."""
    hours = WireHours(start=datetime(2026, 1, 1, 8, 30, 59, tzinfo=UTC))
    draft = PinDraft(alias="Cleaner", pin=Secret("024681"), hours=hours)
    written = {"startDate": "2026-01-01T08:30:59.000Z", **changes}
    assert draft.is_on(PinDetail.read(Record(pin(**written), "pin"))) is same
