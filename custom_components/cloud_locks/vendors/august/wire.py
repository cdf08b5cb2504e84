"""A lock as the cloud describes it. Fields that hold secrets are not read at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from ...model.lock import Battery
from .._record import Record

_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_FAR: Final = 32_503_680_000_000
"""Milliseconds to the year 3000: no calendar overflows with it."""

_MANAGERS: Final = frozenset({"superuser", "manager"})

_BUILT_IN: Final = "august-lock"

_KEYPAD_LEVELS: Final = {"full": 100, "medium": 60, "low": 10}
"""Percent that clients show for the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLock:
    """A lock in the list of the account's locks."""

    id: str
    name: str | None
    role: str | None
    house_id: str | None

    @classmethod
    def read(cls, lock_id: str, record: Record) -> Self:
        """Read an entry; its key is the lock's id."""
        return cls(
            id=lock_id,
            name=record.maybe_text("LockName"),
            role=record.maybe_text("UserType"),
            house_id=record.maybe_text("HouseID"),
        )

    @property
    def manages(self) -> bool:
        """Whether the account may manage codes and people."""
        return (self.role or "").lower() in _MANAGERS


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeItem:
    """What connects a lock with the cloud; `built_in`: a part of the lock."""

    id: str | None
    model: str | None
    firmware: str | None
    online: bool | None
    built_in: bool

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object. Bridges in doorbells tell no status, only `operative`."""
        status = record.maybe_record("status")
        word = None if status is None else status.maybe_text("current")
        operative = record.flag("operative")
        model = record.maybe_text("deviceModel")
        return cls(
            id=record.maybe_identifier("_id"),
            model=model,
            firmware=record.maybe_text("firmwareVersion"),
            online=operative if word is None else word.lower() == "online",
            built_in=model == _BUILT_IN,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusItem:
    """Words for bolt and door."""

    bolt: str | None = None
    door: str | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; any of its fields may be missing."""
        return cls(
            bolt=record.maybe_text("status"), door=record.maybe_text("doorState")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LockItem:
    """One lock in full."""

    name: str | None
    house_id: str | None
    serial: str | None
    type: int | None
    sku: str | None
    firmware: str | None
    time_zone: str | None
    battery: Battery
    keypad: Battery | None
    bridge: BridgeItem | None
    other_way: bool
    """Another way to the cloud than a bridge, of which nothing is known."""
    status: StatusItem
    entry_codes: bool
    schedules: bool
    users: Mapping[str, str]
    """Names of people by their id."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object. It has to be a lock: half an answer describes none."""
        record.identifier("LockID")
        number = record.maybe_integer("Type")
        bridge = record.maybe_record("Bridge")
        ways = ("module", "waHub", "remoteAdapter")
        return cls(
            name=record.maybe_text("LockName"),
            house_id=record.maybe_text("HouseID"),
            serial=record.maybe_text("SerialNumber"),
            type=number,
            sku=record.maybe_text("skuNumber"),
            firmware=record.maybe_text("currentFirmwareVersion"),
            time_zone=record.maybe_text("timeZone"),
            battery=_battery(record),
            keypad=_keypad(record.maybe_record("keypad")),
            bridge=None if bridge is None else BridgeItem.read(bridge),
            other_way=any(record.maybe_record(way) is not None for way in ways),
            status=StatusItem.read(
                record.maybe_record("LockStatus") or Record({}, "LockStatus")
            ),
            entry_codes=record.flag("supportsEntryCodes") is True,
            schedules=_keeps_schedules(record, number),
            users=dict(_users(record.get("users"))),
        )


def _keeps_schedules(record: Record, number: int | None) -> bool:
    """Return whether a lock keeps hours; the first model keeps none."""
    told = record.flag("accessSchedulesAllowed")
    if number == 1:
        return False
    return number is not None if told is None else told


def _battery(record: Record) -> Battery:
    """Return the charge; -1 stands for never known."""
    info = record.maybe_record("batteryInfo")
    if info is None:
        return Battery(percent=_percent(record.get("battery")))
    percent = _percent(info.get("level"))
    warning = info.maybe_text("warningState")
    return Battery(
        percent=_percent(record.get("battery")) if percent is None else percent,
        low=None if warning is None else not warning.lower().endswith("none"),
    )


def _percent(fraction: object) -> int | None:
    if isinstance(fraction, bool) or not isinstance(fraction, int | float):
        return None
    return round(fraction * 100) if 0 <= fraction <= 1 else None


def _keypad(record: Record | None) -> Battery | None:
    """Return the battery of a keypad, None without a keypad."""
    if record is None:
        return None
    raw = record.maybe_integer("batteryRaw")
    if raw is not None:
        return Battery(percent=round(min(100, max(0, (raw - 120) * 1.25))))
    level = (record.maybe_text("batteryLevel") or "").lower()
    return Battery(
        percent=_KEYPAD_LEVELS.get(level), low=level == "low" if level else None
    )


def _users(value: object) -> Iterator[tuple[str, str]]:
    """Yield ids and names; users come as an object, or only as a list of ids."""
    if not isinstance(value, dict):
        return
    for user_id, item in value.items():
        name = full_name(Record(item, "user")) if isinstance(item, dict) else None
        if name is not None:
            yield str(user_id), name


def full_name(record: Record) -> str | None:
    """Return first and last name, as far as there are any."""
    told = (record.maybe_text("FirstName"), record.maybe_text("LastName"))
    return " ".join(part.strip() for part in told if part is not None) or None


def moment_of(record: Record, name: str) -> datetime | None:
    """Return an instant from epoch milliseconds; None for 0 and nonsense."""
    number = record.maybe_integer(name)
    if number is None or not 0 < number < _FAR:
        return None
    return _EPOCH + timedelta(milliseconds=number)
