"""What the client remembers of a lock beside what the model shows."""

from dataclasses import dataclass
from datetime import datetime

from ...model.capabilities import Capability
from ...model.lock import Lock, LockId
from ...model.reason import Reason
from .enums import Access, State
from .setting_wire import DeviceSettings
from .wire import KeypadItem, SyncItem


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFacts:
    """One lock as last read; it turns an answer's number into a person's reason."""

    lock: Lock
    access: Access
    remote_disabled: bool
    auto_pull: bool
    has_bridge: bool
    bridge_online: bool | None
    """None where the bridge is somebody else's and not listed."""
    sync: SyncItem
    revision: int | None
    """The revision that everything but `sync` is of."""
    settings: DeviceSettings
    keypad: KeypadItem | None

    @property
    def id(self) -> LockId:
        """The id of the model."""
        return self.lock.id

    @property
    def vendor_id(self) -> str:
        """What the wire calls the lock."""
        return self.lock.vendor_id

    @property
    def state(self) -> State:
        """The state as last read, unknown while the lock is out of reach."""
        return State.UNKNOWN if self.sync.state is None else self.sync.state.state

    @property
    def changed_at(self) -> datetime | None:
        """When that state began."""
        return None if self.sync.state is None else self.sync.state.changed_at

    @property
    def outdated(self) -> bool:
        """Whether a setting or the name was changed since the details were read."""
        return self.sync.revision not in {None, self.revision}

    @property
    def unsettled(self) -> bool:
        """Whether the lock is in reach and about to take settings."""
        return self.sync.connected and self.settings.taken is False

    @property
    def unreachable_because(self) -> Reason:
        """Why the cloud cannot reach the lock or its keypad."""
        if not self.has_bridge:
            return Reason.GATEWAY_MISSING
        if self.bridge_online is False:
            return Reason.GATEWAY_OFFLINE
        if self.sync.connected and not self.lock.can(Capability.KEYPAD):
            return Reason.KEYPAD_MISSING
        return Reason.LOCK_OFFLINE

    @property
    def forbidden_because(self) -> Reason:
        """Why PINs or settings are forbidden: only a scope stops who manages."""
        manages = self.access.manages
        return Reason.SCOPE_MISSING if manages else Reason.NOT_PERMITTED

    @property
    def immovable_because(self) -> Reason:
        """Why operating is forbidden."""
        if self.remote_disabled:
            return Reason.REMOTE_DISABLED
        owned = self.access is Access.OWNER
        return Reason.SCOPE_MISSING if owned else Reason.NOT_PERMITTED
