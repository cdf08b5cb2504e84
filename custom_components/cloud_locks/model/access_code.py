"""A code: digits that open a lock. Cards, fingers and faces are credentials."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .command import Outcome
from .reason import Reason
from .schedule import Schedule, SchedulePhase
from .secret import Secret

type CodeId = str


class CodeKind(StrEnum):
    """How a code reaches the lock."""

    ONLINE = "online"
    """Written to the lock."""
    OFFLINE = "offline"
    """Computed; the lock accepts it without being told."""
    DYNAMIC = "dynamic"
    """Computed and valid for minutes."""
    MEMBER = "member"
    """Belongs to a person in the vendor's app."""


class CodeStatus(StrEnum):
    """Where a code stands, in order of precedence: the first that holds wins."""

    FAILED = "failed"
    REMOVING = "removing"
    PENDING = "pending"
    DISABLED = "disabled"
    EXPIRED = "expired"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    UNKNOWN = "unknown"

    @classmethod
    def first(cls, holding: Iterable[CodeStatus]) -> CodeStatus:
        """Return the one that wins; `unknown` when none holds."""
        return min(holding, key=tuple(cls).index, default=cls.UNKNOWN)

    @property
    def live(self) -> bool:
        """Whether such a code is, or may be, on the lock now or later."""
        return self not in {CodeStatus.FAILED, CodeStatus.EXPIRED}


class EnforcedBy(StrEnum):
    """Who keeps the code from working outside its hours."""

    LOCK = "lock"
    HOME_ASSISTANT = "home_assistant"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCode:
    """One code as the cloud and our own memory know it.

    `schedule` None: not read yet. `on_lock` None: the cloud does not tell whether the
    lock itself has it. `pin` None: not asked for or not readable.
    """

    id: CodeId
    name: str
    kind: CodeKind = CodeKind.ONLINE
    schedule: Schedule | None = None
    status: CodeStatus = CodeStatus.UNKNOWN
    on_lock: bool | None = None
    verified_at: datetime | None = None
    reason: Reason | None = None
    message: str | None = None
    """The vendor's own words, secrets masked."""
    enforced_by: EnforcedBy = EnforcedBy.LOCK
    managed: bool = False
    pin: Secret | None = None
    slot: int | None = None
    user_id: str | None = None
    reference: str | None = None
    """Our own mark (`CodeDraft.reference`) where the cloud keeps one with the code."""


_OF_PHASE = {
    SchedulePhase.SCHEDULED: CodeStatus.SCHEDULED,
    SchedulePhase.ACTIVE: CodeStatus.ACTIVE,
    SchedulePhase.EXPIRED: CodeStatus.EXPIRED,
}


def status_by_schedule(
    schedule: Schedule | None, now: datetime, *, also: Iterable[CodeStatus] = ()
) -> CodeStatus:
    """Return the status of a code that is on the lock.

    `also`: what else holds (disabled, removing, …). A schedule that was not read
    leaves the status unknown unless something of `also` holds.
    """
    phase = () if schedule is None else (_OF_PHASE[schedule.phase(now)],)
    return CodeStatus.first((*also, *phase))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDraft:
    """A code that somebody wants on a lock.

    `pin` None where the vendor chooses the digits. `reference` is our own stable mark
    for clouds that keep one with the code.
    """

    name: str
    schedule: Schedule
    pin: Secret | None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """What shall be different about a code; None leaves a field as it is."""

    name: str | None = None
    pin: Secret | None = None
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWrite:
    """The answer to a write of a code.

    `confirmed`: the lock holds (or no longer holds) it. `accepted`: the cloud queued
    it, watch the list. `pin` where the vendor chose the digits.
    """

    outcome: Outcome
    code_id: CodeId | None = None
    pin: Secret | None = None
