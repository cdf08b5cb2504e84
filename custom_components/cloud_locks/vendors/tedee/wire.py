"""What crosses the wire, by the names of the Tedee API documentation (version 37).

Numbers stay numbers here; `mapping`, `event_types` and `schedule_wire` say what they
mean. Lists of PINs and of activity, and their fields, are in `pin_wire` and `activity`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

from .._record import Record
from .enums import Access, State
from .setting_wire import DeviceSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceState:
    """`deviceState` of a lock."""

    state: State
    door_state: int | None
    battery_level: int | None
    is_charging: bool | None
    change_result: int | None
    """`stateChangeResult`: above 0 when the last movement failed."""
    changed_at: datetime | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; everything in it may be missing."""
        return cls(
            state=State.of(record.maybe_integer("state")),
            door_state=record.maybe_integer("doorState"),
            battery_level=record.maybe_integer("batteryLevel"),
            is_charging=record.flag("isCharging"),
            change_result=record.maybe_integer("stateChangeResult"),
            changed_at=record.maybe_instant("lastStateChangedDate"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncItem:
    """What both sync endpoints tell about a lock."""

    vendor_id: str
    connected: bool
    state: DeviceState | None
    revision: int | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; without a bridge `isConnected` is null."""
        state = record.maybe_record("deviceState")
        return cls(
            vendor_id=record.identifier("id"),
            connected=record.flag("isConnected") is True,
            state=None if state is None else DeviceState.read(state),
            revision=record.maybe_integer("revision"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """`softwareVersions`, the entry of the device itself."""

    version: str | None = None
    update_available: bool | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read it from a device; entry type 0 is the device, 1 its Wi-Fi."""
        for entry in record.records("softwareVersions"):
            if entry.maybe_integer("softwareType") == 0:
                return cls(
                    version=entry.maybe_text("version"),
                    update_available=entry.flag("updateAvailable"),
                )
        return cls()


@dataclass(frozen=True, slots=True, kw_only=True)
class LockItem:
    """A lock in `device/details` and `lock/{id}`."""

    sync: SyncItem
    name: str
    serial: str
    type: int | None
    owner: str | None
    bridge_id: str | None
    access: Access
    remote_disabled: bool
    software: Software
    time_zone: str | None
    accessories: frozenset[int]
    """`deviceType` of each."""
    settings: DeviceSettings
    pull_enabled: bool
    auto_pull: bool

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; a lock without id or serial number is no lock."""
        details = record.maybe_record("accessDetails")
        settings = DeviceSettings.read(record)
        kinds = (
            item.maybe_integer("deviceType") for item in record.records("accessories")
        )
        serial = record.text("serialNumber")
        return cls(
            sync=SyncItem.read(record),
            name=record.maybe_text("name") or serial,
            serial=serial,
            type=record.maybe_integer("type"),
            owner=record.maybe_text("userIdentity"),
            bridge_id=record.maybe_identifier("connectedToId"),
            access=Access.of(record.maybe_integer("accessLevel")),
            remote_disabled=bool(details and details.flag("remoteAccessDisabled")),
            software=Software.read(record),
            time_zone=record.maybe_text("timeZone"),
            accessories=frozenset(kind for kind in kinds if kind is not None),
            settings=settings,
            pull_enabled=settings.fields.flag("pullSpringEnabled") is True,
            auto_pull=settings.fields.flag("autoPullSpringEnabled") is True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeItem:
    """A bridge in `device/details`."""

    vendor_id: str
    serial: str
    name: str
    connected: bool | None
    software: Software

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object."""
        serial = record.text("serialNumber")
        return cls(
            vendor_id=record.identifier("id"),
            serial=serial,
            name=record.maybe_text("name") or serial,
            connected=record.flag("isConnected"),
            software=Software.read(record),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeypadItem:
    """A keypad in `device/details` and `keypad`."""

    vendor_id: str
    lock_id: str
    """The lock's vendor id."""
    battery_level: int | None
    settings: DeviceSettings

    @classmethod
    def read_all(cls, records: Iterable[Record]) -> Mapping[str, Self]:
        """Read the keypads that belong to a lock, by that lock's vendor id.

        Their battery is told only when it changed within the last 30 days.
        """
        found = {}
        for record in records:
            vendor_id = record.maybe_identifier("id")
            lock_id = record.maybe_identifier("connectedToLockId")
            if vendor_id is not None and lock_id is not None:
                state = record.maybe_record("deviceState")
                level = None if state is None else state.maybe_integer("batteryLevel")
                found[lock_id] = cls(
                    vendor_id=vendor_id,
                    lock_id=lock_id,
                    battery_level=level,
                    settings=DeviceSettings.read(record),
                )
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """`device/details`: all devices of the account that this client shows."""

    locks: tuple[LockItem, ...]
    bridges: tuple[BridgeItem, ...]
    keypads: Mapping[str, KeypadItem]

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; without a list of locks it is no listing."""
        locks = [Record(item, "lock") for item in record.items("locks")]
        return cls(
            locks=tuple(LockItem.read(item) for item in locks),
            bridges=tuple(BridgeItem.read(item) for item in record.records("bridges")),
            keypads=KeypadItem.read_all(record.records("keypads")),
        )


class OperationPhase(StrEnum):
    """`status` of an operation."""

    PENDING = "PENDING"
    COMPLETED = "COMPLETED"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationStart:
    """The answer to an accepted operation; a broken one is accepted as well."""

    operation_id: str | None = None
    changed_at: datetime | None = None
    """`lastStateChangedDate`, from before the operation."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; its status has proved already that it was accepted."""
        return cls(
            operation_id=record.maybe_identifier("operationId"),
            changed_at=record.maybe_instant("lastStateChangedDate"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationStatus:
    """`device/operation/{id}`."""

    completed: bool
    result: int | None
    """0 done, above 0 failed; the numbers are not published."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; a status that we do not know is not the end."""
        status = record.maybe_text("status")
        return cls(
            completed=status is not None and status.upper() == OperationPhase.COMPLETED,
            result=record.maybe_integer("result"),
        )


def stamp(moment: datetime) -> str:
    """Write an instant as the documentation's samples do: milliseconds and Z."""
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{naive.isoformat(timespec='milliseconds')}Z"
