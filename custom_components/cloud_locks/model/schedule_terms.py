"""The shapes and phases of schedules, and why one cannot be made: closed lists."""

from enum import StrEnum


class ScheduleKind(StrEnum):
    """The shape of a schedule; once or often is another matter."""

    ALWAYS = "always"
    WINDOW = "window"
    WEEKLY = "weekly"


class SchedulePhase(StrEnum):
    """Where a moment stands to the validity; closed weekly hours are still active."""

    SCHEDULED = "scheduled"
    ACTIVE = "active"
    EXPIRED = "expired"


class ScheduleProblem(StrEnum):
    """What is wrong with the parts of a schedule."""

    END_BEFORE_START = "end_before_start"
    """The end is not after the start."""
    NAIVE_DATETIME = "naive_datetime"
    """A date-time says no zone, so it is no instant."""
    AWARE_TIME = "aware_time"
    """A time of day brings a zone of its own beside `time_zone`."""
    TIME_WITHOUT_PAIR = "time_without_pair"
    """Only one of `from_time` and `to_time` is given."""
    ZONE_MISSING = "zone_missing"
    """Days or times of day are given without the zone whose clock they mean."""
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    """The zone is not an IANA name that this machine knows."""
    EMPTY = "empty"
    """The weekly hours never meet the window from start to end."""
    NOT_WEEKLY = "not_weekly"
    """Weekly hours were asked of a schedule that has none."""
    USES = "uses"
    """A code works once or without limit; no other number of uses exists."""


class ScheduleError(ValueError):
    """A schedule that cannot exist; `reason` says why, `detail` names the part."""

    def __init__(self, reason: ScheduleProblem, detail: str = "") -> None:
        """Keep the reason for a translated message."""
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
