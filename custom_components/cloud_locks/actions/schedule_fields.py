"""The schedule fields that all actions share, and the schedule that they mean.

Weekly times are the lock's wall clock and date-times without a zone the home's, unless
`time_zone` says otherwise for both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final, Literal, Self, cast

from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.schedule import Day, Schedule, ScheduleError, ScheduleKind, ScheduleProblem
from ..model.wall_clock import zone_of
from .errors import ActionError
from .time_fields import (
    read_datetime,
    read_days,
    read_duration,
    read_time,
    to_instant,
)

START: Final = "start_datetime"
END: Final = "end_datetime"
DURATION: Final = "duration"
DAYS: Final = "days"
START_TIME: Final = "start_time"
END_TIME: Final = "end_time"
TIME_ZONE: Final = "time_zone"
ONE_TIME: Final = "one_time"
ALLOW_HOME_ASSISTANT: Final = "allow_home_assistant_schedule"

OF_LOCK: Final = "lock"
OF_HOME: Final = "home"

SCHEMA: Final[VolDictType] = {
    probatio.Optional(START): object,
    probatio.Optional(END): object,
    probatio.Optional(DURATION): object,
    probatio.Optional(DAYS): object,
    probatio.Optional(START_TIME): object,
    probatio.Optional(END_TIME): object,
    probatio.Optional(TIME_ZONE): probatio.Any(None, cv.string),
    probatio.Optional(ONE_TIME): probatio.Any(None, cv.boolean),
    # Codes whose hours Home Assistant keeps are not offered yet: whichever it is, a
    # schedule that the lock cannot keep is answered with `schedule_unsupported`.
    probatio.Optional(ALLOW_HOME_ASSISTANT): cv.boolean,
}

_READERS: Final[Mapping[str, Callable[[object, str], object]]] = {
    START: read_datetime,
    END: read_datetime,
    DURATION: read_duration,
    DAYS: read_days,
    START_TIME: read_time,
    END_TIME: read_time,
    TIME_ZONE: lambda value, _: str(value).strip(),
    ONE_TIME: lambda value, _: value,
}

_ERRORS: Final = {
    ScheduleProblem.END_BEFORE_START: "end_before_start",
    ScheduleProblem.TIME_WITHOUT_PAIR: "time_without_pair",
    ScheduleProblem.UNKNOWN_TIME_ZONE: "time_zone_unknown",
    ScheduleProblem.EMPTY: "schedule_empty",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a schedule is read by: names of zones, and the present moment."""

    lock: str | None
    """None: the cloud does not tell the lock's zone."""
    home: str
    now: datetime


@dataclass(frozen=True, slots=True)
class ScheduleFields:
    """The fields that a call gives, read; None where it takes a limit away."""

    given: Mapping[str, Any]

    @classmethod
    def read(cls, data: Mapping[str, object]) -> Self:
        """Read the fields of a call. `ActionError` names the one that is wrong."""
        fields = cls(
            {
                field: None if data[field] is None else read(data[field], field)
                for field, read in _READERS.items()
                if field in data
            }
        )
        if fields.given.get(DURATION) and fields.given.get(END):
            raise ActionError("duration_with_end")
        return fields

    @property
    def zone_names(self) -> frozenset[str]:
        """The zone that the call names itself; none for those of lock and home."""
        name = self.given.get(TIME_ZONE)
        return frozenset() if name in {None, OF_LOCK, OF_HOME} else frozenset({name})

    def schedule(self, clock: Clock, before: Schedule | None = None) -> Schedule:
        """Return the schedule that is meant; what is not given is as in `before`.

        Raises `ActionError` when it cannot be. Blocks while a zone is read that
        nobody has used yet.
        """
        before = before or Schedule.always()
        try:
            zone = self._zone(clock)
            start, end = self._window(zone or clock.home, clock.now, before)
            hours = self._hours(before)
            limited = any((start, end, *hours))
            return Schedule(
                start=start,
                end=end,
                days=hours[0],
                from_time=hours[1],
                to_time=hours[2],
                time_zone=self._clock_of_hours(zone, clock, before, limited=limited),
                uses=self._uses(before),
            )
        except ScheduleError as err:
            key = _ERRORS.get(err.reason, "schedule_invalid")
            named = {"zone": err.detail} if key == "time_zone_unknown" else {}
            raise ActionError(key, named) from err

    def _zone(self, clock: Clock) -> str | None:
        match self.given.get(TIME_ZONE):
            case None:
                return None
            case "home":
                return clock.home
            case "lock" if clock.lock is None:
                raise ActionError("time_zone_not_told")
            case "lock":
                return clock.lock
            case name:
                zone_of(name)
                return cast("str", name)

    def _window(
        self, zone: str, now: datetime, before: Schedule
    ) -> tuple[datetime | None, datetime | None]:
        start, end = before.start, before.end
        if START in self.given:
            start = _instant(self.given[START], zone, last=False)
        if END in self.given:
            end = _instant(self.given[END], zone, last=True)
        duration: timedelta | None = self.given.get(DURATION)
        if duration is None:
            return start, end
        start = start or now
        try:
            return start, start + duration
        except OverflowError:
            raise ActionError("duration_invalid", {"field": DURATION}) from None

    def _hours(
        self, before: Schedule
    ) -> tuple[frozenset[Day], time | None, time | None]:
        return (
            self.given.get(DAYS, before.days) or frozenset(),
            self.given.get(START_TIME, before.from_time),
            self.given.get(END_TIME, before.to_time),
        )

    @staticmethod
    def _clock_of_hours(
        zone: str | None, clock: Clock, before: Schedule, *, limited: bool
    ) -> str | None:
        if not limited:
            return None
        kept = before.time_zone if before.kind is ScheduleKind.WEEKLY else None
        return zone or kept or clock.lock or clock.home

    def _uses(self, before: Schedule) -> Literal[1] | None:
        once = self.given.get(ONE_TIME, before.uses == 1)
        return 1 if once else None


def _instant(value: datetime | None, zone: str, *, last: bool) -> datetime | None:
    return None if value is None else to_instant(value, zone, last=last)
