"""What a plan says of each lock of an access."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..model.access_code import AccessCode, EnforcedBy
from ..model.reason import Reason
from ..model.schedule import Schedule
from .grant import DoorId, DoorStatus, Drifted, Generation, Grant, StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do at a lock.

    `code`: which one it is about; None where one is to be written. `schedule`: the
    hours that it shall have.
    """

    kind: StepKind
    generation: Generation
    name: str
    code: AccessCode | None = None
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPlan:
    """Where an access stands at a lock, and what is next.

    `settled`: it is as wished and nothing is awaited. `retried`: a failure is tried
    again by itself. `until`: when this may be different by time alone. `drift`: it was
    changed or taken off in the vendor's app, and that is left alone.
    """

    status: DoorStatus
    reason: Reason | None = None
    step: Step | None = None
    settled: bool = False
    retried: bool = False
    until: datetime | None = None
    code: AccessCode | None = None
    enforced_by: EnforcedBy = EnforcedBy.LOCK
    drift: Drifted = Drifted.NOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An access with what was noticed about it, and the plan of each of its locks."""

    grant: Grant
    doors: Mapping[DoorId, DoorPlan]

    @property
    def until(self) -> datetime | None:
        """Return when to plan again if nothing else happens before."""
        moments = (it.until for it in self.doors.values())
        return min((it for it in moments if it is not None), default=None)
