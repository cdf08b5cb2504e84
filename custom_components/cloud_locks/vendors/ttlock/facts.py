"""What the client remembers of a lock beside what the model shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...model.command import Operation
from ...model.errors import LockOffline
from ...model.lock import Lock, LockId
from ...model.reason import Reason
from .clock import UTC_NAME
from .features import Feature, Features
from .wire import Heard, KeyItem, LockDetail, LockItem, UserType

_ADMIN = UserType.ADMIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that the cloud told about one lock when it was listed."""

    item: LockItem
    owned: bool
    """Listed among the locks of which the account is top administrator."""
    key: KeyItem | None = None
    detail: LockDetail | None = None
    """Only administrators are told."""
    heard: tuple[Heard, ...] = ()
    """By which gateways, the loudest first."""
    door_sensor: str | None = None

    @property
    def features(self) -> Features:
        """What the lock can do; the details know it better than the listing."""
        if self.detail is not None and self.detail.features.bits is not None:
            return self.detail.features
        return self.item.features

    @property
    def manages(self) -> bool:
        """Whether the account is an administrator: it may write codes and settings."""
        if self.owned:
            return True
        key = self.key
        return key is not None and (key.authorized or key.user_type == _ADMIN)

    @property
    def in_reach(self) -> bool:
        """Whether there is any way to the lock from afar."""
        if self.heard or self.features.has(Feature.WIFI):
            return True
        known = [self.item.has_gateway, self.detail and self.detail.has_gateway]
        return True in known or False not in known

    @property
    def offset(self) -> timedelta | None:
        """How far the lock's clock is from UTC."""
        detail = self.detail
        told = None if detail is None else detail.offset
        return self.item.offset if told is None else told


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFacts:
    """One lock as last read."""

    lock: Lock
    told: Told
    silent: Reason | None = None
    """Why nothing reached the lock the last time; None: it did, or nobody asked."""
    commanded: tuple[Operation, datetime] | None = None
    """What the lock was told last, and when."""
    tells_bolt: bool = True
    """False once the lock answered that it cannot say where its bolt is."""

    @property
    def id(self) -> LockId:
        """The id of the model."""
        return self.lock.id

    @property
    def vendor_id(self) -> str:
        """What the wire calls the lock."""
        return self.lock.vendor_id

    @property
    def lane(self) -> str:
        """What carries messages to the lock, one at a time."""
        return self.lock.lanes.write

    @property
    def zone(self) -> str:
        """The zone whose clock stands for that of the lock; UTC when not known."""
        return self.lock.time_zone or UTC_NAME

    @property
    def features(self) -> Features:
        """What the lock can do."""
        return self.told.features

    def check_in_reach(self) -> None:
        """Refuse what would end in the cloud and never at the lock (`LockOffline`)."""
        if not self.told.in_reach:
            raise LockOffline("no gateway", reason=Reason.GATEWAY_MISSING)
