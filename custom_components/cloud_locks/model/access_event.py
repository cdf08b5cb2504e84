"""What happened at a door. Types and methods are closed lists that automations use."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .lock import LockId


class Stream(StrEnum):
    """The event entity that fires."""

    ACCESS = "access"
    ALARM = "alarm"
    DOORBELL = "doorbell"
    CODE = "code"
    CREDENTIAL = "credential"
    DURESS = "duress"


class EventType(StrEnum):
    """What happened; each belongs to the streams listed in `TYPES`."""

    UNLOCKED = "unlocked"
    UNLATCHED = "unlatched"
    LOCKED = "locked"
    DENIED = "denied"
    LOCK_FAILED = "lock_failed"
    UNLOCK_FAILED = "unlock_failed"
    DOOR_OPENED = "door_opened"
    DOOR_CLOSED = "door_closed"
    DOOR_LEFT_OPEN = "door_left_open"
    OPEN_REQUESTED = "open_requested"
    UNKNOWN = "unknown"

    FORCED = "forced"
    TAMPER = "tamper"
    JAMMED = "jammed"
    LOCKOUT = "lockout"
    KEY_LEFT_IN = "key_left_in"
    BOLT_BLOCKED = "bolt_blocked"
    OVERHEAT = "overheat"
    POWER_LOST = "power_lost"

    RING = "ring"

    ADDED = "added"
    ACTIVE = "active"
    CHANGED = "changed"
    REMOVED = "removed"
    EXPIRED = "expired"
    FAILED = "failed"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    REMOVED_ELSEWHERE = "removed_elsewhere"
    ENROLLED = "enrolled"
    ENROLLMENT_FAILED = "enrollment_failed"

    DURESS = "duress"


_T = EventType
TYPES: dict[Stream, tuple[EventType, ...]] = {
    Stream.ACCESS: (
        _T.UNLOCKED,
        _T.UNLATCHED,
        _T.LOCKED,
        _T.DENIED,
        _T.LOCK_FAILED,
        _T.UNLOCK_FAILED,
        _T.DOOR_OPENED,
        _T.DOOR_CLOSED,
        _T.DOOR_LEFT_OPEN,
        _T.OPEN_REQUESTED,
        _T.UNKNOWN,
    ),
    Stream.ALARM: (
        _T.FORCED,
        _T.TAMPER,
        _T.JAMMED,
        _T.LOCKOUT,
        _T.KEY_LEFT_IN,
        _T.BOLT_BLOCKED,
        _T.OVERHEAT,
        _T.POWER_LOST,
        _T.UNKNOWN,
    ),
    Stream.DOORBELL: (_T.RING,),
    Stream.CODE: (
        _T.ADDED,
        _T.ACTIVE,
        _T.CHANGED,
        _T.REMOVED,
        _T.EXPIRED,
        _T.FAILED,
        _T.CHANGED_ELSEWHERE,
        _T.REMOVED_ELSEWHERE,
    ),
    Stream.CREDENTIAL: (
        _T.ADDED,
        _T.CHANGED,
        _T.REMOVED,
        _T.ENROLLED,
        _T.ENROLLMENT_FAILED,
    ),
    Stream.DURESS: (_T.DURESS,),
}


class Method(StrEnum):
    """By what a door was operated."""

    CODE = "code"
    ONE_TIME_CODE = "one_time_code"
    DYNAMIC_CODE = "dynamic_code"
    OFFLINE_CODE = "offline_code"
    FINGERPRINT = "fingerprint"
    CARD = "card"
    FACE = "face"
    PALM = "palm"
    KEY = "key"
    REMOTE = "remote"
    APP = "app"
    HOME_ASSISTANT = "home_assistant"
    AUTO = "auto"
    MANUAL = "manual"
    INSIDE = "inside"
    BUTTON = "button"
    HOMEKIT = "homekit"
    MATTER = "matter"
    LINK = "link"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEvent:
    """One thing that happened at one lock.

    `id` is stable: the same happening read twice has the same one. `who` is the
    vendor user's or code's name, secrets masked; `actor_id` the vendor's id of that
    user. `credential_id` is that of a listed credential, never a card's number.
    `person` is whom this home knows it was, by entity id, and `grant_id` whose access
    was used. `vendor_type` is the vendor's
    own number, kept for what we do not know.
    """

    id: str
    lock_id: LockId
    stream: Stream
    type: EventType
    occurred_at: datetime
    method: Method = Method.UNKNOWN
    who: str | None = None
    person: str | None = None
    grant_id: str | None = None
    actor_id: str | None = None
    code_id: str | None = None
    code_name: str | None = None
    credential_type: str | None = None
    credential_id: str | None = None
    failed_attempts: int | None = None
    unlatched: bool = False
    duress: bool = False
    vendor_type: str | None = None

    @property
    def is_duress(self) -> bool:
        """Whether somebody was forced; some clouds tell it as an event of its own."""
        return self.duress or self.stream is Stream.DURESS

    def __post_init__(self) -> None:
        """Refuse a type that its stream does not have."""
        if self.type not in TYPES[self.stream]:
            msg = f"{self.type} is not a type of {self.stream}"
            raise ValueError(msg)
