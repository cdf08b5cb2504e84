"""What a cloud says unasked, by a subscription or a webhook."""

from dataclasses import dataclass

from .access_event import AccessEvent
from .credential import EnrollmentStep
from .lock import GatewayId, Lock, LockId


@dataclass(frozen=True, slots=True, kw_only=True)
class LockUpdate:
    """A lock as the cloud now reports it, merged over what was known."""

    lock: Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class EventUpdate:
    """Something that happened."""

    event: AccessEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayUpdate:
    """A gateway came or went."""

    gateway_id: GatewayId
    online: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollmentUpdate:
    """Progress of an enrolment at a lock."""

    lock_id: LockId
    step: EnrollmentStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something changed there; ask. The cloud did not say what, or is not trusted."""

    lock_id: LockId | None = None
    codes: bool = False


type Update = LockUpdate | EventUpdate | GatewayUpdate | EnrollmentUpdate | Hint
