"""Hours on the wire: one block, no whole-day word, both notations of reading back."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.cloud_locks.model.errors import InvalidCode
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.tuya.schedule_wire import (
    FOREVER,
    begun_soon,
    blocks_of,
    schedule_of,
    written,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
START, END = NOW + timedelta(hours=1), NOW + timedelta(days=9)
ZONE = "Europe/Amsterdam"


def weekly(*days: Day, opens: time | None, closes: time | None) -> Schedule:
    """Return hours of a week within a window."""
    return Schedule.weekly(days, opens, closes, ZONE, start=START, end=END)


def test_documented_mask() -> None:
    """Monday, Tuesday and Friday are 38; half past seven is 450."""
    days = (Day.MON, Day.TUE, Day.FRI)
    fields = written(weekly(*days, opens=time(7, 30), closes=time(9)), NOW)
    assert fields["schedule_list"] == [
        {"effective_time": 450, "invalid_time": 540, "working_day": 38}
    ]
    assert fields["time_zone"] == ZONE


def test_whole_days_have_minutes() -> None:
    """The word for it would let the code work around the clock."""
    (block,) = written(weekly(Day.SUN, opens=None, closes=None), NOW)["schedule_list"]
    assert block == {"effective_time": 0, "invalid_time": 1439, "working_day": 1}


def test_always_has_a_far_end() -> None:
    """And a start that is about to come."""
    fields = written(Schedule.always(uses=1), NOW)
    assert fields == {
        "effective_time": int(NOW.timestamp()) + 30,
        "invalid_time": FOREVER,
        "type": 1,
    }
    assert schedule_of(Record(fields, ""), ZONE, backwards=False) == Schedule.always(
        uses=1
    )


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule.window(START, None),
        Schedule.window(None, END),
        weekly(Day.MON, opens=time(22), closes=time(6)),
        Schedule.weekly([Day.MON], time(8), time(9), ZONE, uses=1),
    ],
)
def test_what_no_lock_keeps(schedule: Schedule) -> None:
    """Is refused before it is sent."""
    with pytest.raises(InvalidCode) as caught:
        written(schedule, NOW)
    assert caught.value.reason is Reason.SCHEDULE_UNSUPPORTED


def test_start_that_is_past() -> None:
    """Moved once, and only while there is something left."""
    past = written(Schedule.window(NOW - timedelta(days=1), END), NOW)
    moved = begun_soon(past, NOW)
    assert moved is not None
    assert moved["effective_time"] == int(NOW.timestamp()) + 30
    assert begun_soon(moved, NOW) is None
    assert begun_soon(past, END) is None


def reversed_block(block: dict[str, int]) -> dict[str, int]:
    """Return a block as some locks give it back."""
    start, end = block["effective_time"], block["invalid_time"]
    mask = int(f"{block['working_day']:08b}"[::-1], 2)
    return {
        "effective_time": start // 60 * 100 + start % 60,
        "invalid_time": end // 60 * 100 + end % 60,
        "working_day": mask,
    }


@pytest.mark.parametrize(("mask", "other"), [(2, 64), (8, 16), (127, 254), (62, 124)])
def test_measured_masks(mask: int, other: int) -> None:
    """2 is 64, 127 is 254; 11:00 is 1100."""
    block = {"effective_time": 660, "invalid_time": 720, "working_day": mask}
    told = reversed_block(block)
    assert (told["working_day"], told["effective_time"]) == (other, 1100)


# From 00:00 to 23:59 is what a whole day is sent as.
minutes = st.integers(1, 24 * 60 - 2)


@given(st.sets(st.sampled_from(Day), min_size=1), minutes, st.integers(1, 60 * 24))
def test_both_notations(days: set[Day], start: int, length: int) -> None:
    """Each is read for what was meant, and none is taken for the other."""
    end = min(start + length, 24 * 60 - 1)
    opens, closes = (time(*divmod(it, 60)) for it in (start, end))
    meant = weekly(*days, opens=opens, closes=closes)
    fields = written(meant, NOW)
    (block,) = fields["schedule_list"]
    for backwards in (False, True):
        told = reversed_block(block) if backwards else block
        record = Record({**fields, "schedule_list": [told]}, "")
        (found,) = blocks_of(record)
        assert found is not None
        assert found.is_reversed in {backwards, None}
        read = schedule_of(record, ZONE, backwards=backwards)
        assert read is not None
        assert read.same_as(meant)


@pytest.mark.parametrize(
    "blocks",
    [
        [{"effective_time": 0, "invalid_time": 1, "working_day": 1}] * 2,
        [{"effective_time": 0, "invalid_time": 1439, "working_day": 0}],
        [{"effective_time": -1, "invalid_time": 1439, "working_day": 1}],
        [{"effective_time": 0, "invalid_time": 9, "working_day": 1, "all_day": True}],
        [{}],
    ],
)
def test_hours_that_cannot_be_read(blocks: list[dict[str, int]]) -> None:
    """Are not known, rather than wrong."""
    record = Record({"invalid_time": FOREVER, "schedule_list": blocks}, "")
    assert schedule_of(record, ZONE, backwards=False) is None
