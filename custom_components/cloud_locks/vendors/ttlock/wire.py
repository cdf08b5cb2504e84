"""What crosses the wire, by the names of the TTLock API (v3), which Sifely shares.

Secrets that come along (`noKeyPwd`, `adminPwd`, `deletePwd`, `lockKey`, `aesKeyStr`,
`lockData`) are not read at all. Codes, cards, keys of the app and records are in files
of their own.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Final, Self

from ...model.errors import ProtocolError
from .._record import Record
from .features import Features

_YES: Final = 1
_NO: Final = 2

_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_FAR: Final = int(timedelta(days=365 * 1000).total_seconds() * 1000)
"""Milliseconds that no calendar overflows with."""


def number_of(record: Record, name: str) -> int | None:
    """Return a whole number, also one written as text; None without one."""
    if (number := record.maybe_integer(name)) is not None:
        return number
    text = (record.maybe_text(name) or "").strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        return None
    return int(text)


def moment_of(record: Record, name: str) -> datetime | None:
    """Return an instant from epoch milliseconds; None without one, and for 0."""
    number = number_of(record, name)
    if number is None or not 0 < number < _FAR:
        return None
    return _EPOCH + timedelta(milliseconds=number)


def stamp(moment: datetime | None) -> int:
    """Return epoch milliseconds; 0 for no limit."""
    return 0 if moment is None else (moment - _EPOCH) // timedelta(milliseconds=1)


def switch_of(record: Record, name: str) -> bool | None:
    """Return what is 1 for on and 2 for off; anything else is not known."""
    return {_YES: True, _NO: False}.get(number_of(record, name) or 0)


def switch(*, on: bool) -> int:
    """Return on or off for the wire."""
    return _YES if on else _NO


def flag_of(record: Record, name: str) -> bool | None:
    """Return what is 1 for yes and 0 for no; anything else is not known."""
    number = number_of(record, name)
    return None if number is None else {_YES: True, 0: False}.get(number)


def readable[T](records: Iterable[Record], read: Callable[[Record], T]) -> Iterator[T]:
    """Yield what can be read: one odd entry hides no other."""
    for record in records:
        with suppress(ProtocolError):
            yield read(record)


class UserType(IntEnum):
    """`userType`: whose key it is."""

    ADMIN = 110301
    COMMON = 110302


class KeyStatus(IntEnum):
    """`keyStatus` of a key of the app."""

    NORMAL = 110401
    PENDING = 110402
    FROZEN = 110405
    DELETED = 110408
    RESET = 110410


@dataclass(frozen=True, slots=True, kw_only=True)
class LockItem:
    """What both listings tell about a lock: `lock/list` of owned, `key/list` of all."""

    vendor_id: str
    mac: str | None
    name: str
    battery: int | None
    features: Features
    has_gateway: bool | None
    online: bool | None
    """Told by some of Sifely's servers only."""
    group: str | None
    group_id: str | None
    offset: timedelta | None
    """Of the lock's clock from UTC."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; a lock without an id is none."""
        vendor_id = record.identifier("lockId")
        name = record.maybe_text("lockAlias") or record.maybe_text("lockName")
        return cls(
            vendor_id=vendor_id,
            mac=record.maybe_text("lockMac"),
            name=name or vendor_id,
            battery=percent_of(record, "electricQuantity"),
            features=Features.read(record.maybe_text("featureValue")),
            has_gateway=flag_of(record, "hasGateway"),
            online=flag_of(record, "isOnline"),
            group=record.maybe_text("groupName"),
            group_id=record.maybe_identifier("groupId"),
            offset=offset_of(record),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyItem:
    """The key that the account has to a lock (`key/list`)."""

    key_id: str | None
    """Not among Sifely's documented fields."""
    user_type: int | None
    status: int | None
    authorized: bool
    """An administrator by another one's grace."""
    remote: bool | None
    start: datetime | None
    end: datetime | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; everything in it may be missing."""
        return cls(
            key_id=record.maybe_identifier("keyId"),
            user_type=number_of(record, "userType"),
            status=number_of(record, "keyStatus"),
            authorized=flag_of(record, "keyRight") is True,
            remote=switch_of(record, "remoteEnable"),
            start=moment_of(record, "startDate"),
            end=moment_of(record, "endDate"),
        )

    @property
    def is_gone(self) -> bool:
        """Whether the key opens nothing any more and only its entry is left."""
        return self.status in {KeyStatus.DELETED, KeyStatus.RESET}

    @property
    def is_usable(self) -> bool:
        """Whether the key may be used: neither waiting nor frozen."""
        return self.status not in {KeyStatus.PENDING, KeyStatus.FROZEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class LockDetail:
    """`lock/detail`, without its secrets. What was never set may be missing."""

    model: str | None
    firmware: str | None
    has_gateway: bool | None
    features: Features
    offset: timedelta | None
    auto_lock_seconds: int | None
    """-1 and 0: off."""
    sound: bool | None
    volume: int | None
    privacy: bool | None
    tamper: bool | None
    passage_mode: bool | None
    frozen: bool | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object."""
        return cls(
            model=record.maybe_text("modelNum"),
            firmware=record.maybe_text("firmwareRevision"),
            has_gateway=flag_of(record, "hasGateway"),
            features=Features.read(record.maybe_text("featureValue")),
            offset=offset_of(record),
            auto_lock_seconds=number_of(record, "autoLockTime"),
            sound=switch_of(record, "lockSound"),
            volume=number_of(record, "soundVolume"),
            privacy=switch_of(record, "privacyLock"),
            tamper=switch_of(record, "tamperAlert"),
            passage_mode=switch_of(record, "passageMode"),
            frozen=switch_of(record, "isFrozen"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenState:
    """`lock/queryOpenState`: what the lock itself answered."""

    unlocked: bool | None
    door_open: bool | None
    """Only where a door sensor belongs to the lock."""
    battery: int | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; without a state it is no answer."""
        if (state := number_of(record, "state")) is None:
            raise ProtocolError("open state has no usable state")
        sensor = number_of(record, "sensorState")
        return cls(
            unlocked={0: False, 1: True}.get(state),
            door_open=None if sensor is None else {0: True, 1: False}.get(sensor),
            battery=percent_of(record, "electricQuantity"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayItem:
    """A gateway in `gateway/list` and `gateway/detail`."""

    vendor_id: str
    mac: str | None
    name: str
    version: int | None
    online: bool | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object."""
        vendor_id = record.identifier("gatewayId")
        mac = record.maybe_text("gatewayMac")
        return cls(
            vendor_id=vendor_id,
            mac=mac,
            name=record.maybe_text("gatewayName") or mac or vendor_id,
            version=number_of(record, "gatewayVersion"),
            online=flag_of(record, "isOnline"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """That a gateway heard a lock in the last 30 minutes, and how loud (dBm)."""

    gateway_id: str
    lock_id: str
    rssi: int | None

    @classmethod
    def by_lock(cls, record: Record, lock_id: str) -> Self:
        """Read an entry of `gateway/listByLock`."""
        return cls(
            gateway_id=record.identifier("gatewayId"),
            lock_id=lock_id,
            rssi=number_of(record, "rssi"),
        )

    @classmethod
    def by_gateway(cls, record: Record, gateway_id: str) -> Self:
        """Read an entry of `gateway/listLock`."""
        return cls(
            gateway_id=gateway_id,
            lock_id=record.identifier("lockId"),
            rssi=number_of(record, "rssi"),
        )


def percent_of(record: Record, name: str) -> int | None:
    """Return a battery level that can be one."""
    level = number_of(record, name)
    return level if level is not None and 0 <= level <= 100 else None


def offset_of(record: Record) -> timedelta | None:
    """Return how far the clock of a lock is from UTC, as it was set last."""
    number = number_of(record, "timezoneRawOffset")
    if number is None or abs(number) > 14 * 3_600_000:
        return None
    return timedelta(milliseconds=number)
