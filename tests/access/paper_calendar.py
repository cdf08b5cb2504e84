"""What calendars say, on paper."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Final, TypedDict
from zoneinfo import ZoneInfo

from custom_components.cloud_locks.access.bookings.rules import (
    BookingRules,
    NameFrom,
    PinFrom,
)
from custom_components.cloud_locks.access.grant import DoorId
from custom_components.cloud_locks.model.wall_clock import Interval

NOW: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY: Final = timedelta(days=1)
HOME: Final = ZoneInfo("Europe/Amsterdam")
REACH: Final = Interval(NOW - 8 * DAY, NOW + 120 * DAY)
FRONT: Final = DoorId("account", "front")
CABIN: Final = DoorId("account", "cabin")
ZONES: Final = {FRONT: "Europe/Amsterdam", CABIN: "America/New_York"}

RULES: Final = BookingRules(
    title="Flat",
    calendar="calendar.flat",
    doors=(FRONT, CABIN),
    check_in=time(15),
    check_out=time(11),
    early=timedelta(hours=1),
    late=timedelta(minutes=30),
    ignore=(),
    name_from=NameFrom.SUMMARY,
    pin_from=PinFrom.RANDOM,
    refresh_every=timedelta(minutes=15),
    check_before=(),
)


class NewIds(TypedDict):
    """How new bookings are named."""

    new_id: Callable[[], str]


def ids(prefix: str = "b") -> NewIds:
    """Return what names new bookings one after the other."""
    numbers = count()
    return NewIds(new_id=lambda: f"{prefix}{next(numbers)}")
