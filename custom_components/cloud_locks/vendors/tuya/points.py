"""Data points: what a lock reports, by the codes of Tuya's standard sets.

The numbers of data points differ between products, so only codes are looked at (Tuya
docs, standard instruction sets for locks; recorded devices).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from .._record import Record
from .api_devices import values_of
from .wire import number_in

type Points = Mapping[str, Any]
"""Code → value as last reported."""

CATEGORIES: Final = frozenset(
    {
        "bxx",
        "gyms",
        "hotelms",
        "jtmsbh",
        "jtmspro",
        "mk",
        "ms",
        "photolock",
        "videolock",
    }
)
"""Of these a device may be a lock that has nothing but what other devices have too."""

_METHODS: Final = (
    "ble",
    "app",
    "card",
    "dynamic",
    "emergency",
    "eye",
    "face",
    "finger_vein",
    "fingerprint",
    "hand",
    "identity_card",
    "key",
    "offline_pd",
    "password",
    "phone_remote",
    "remote",
    "request",
    "temporary",
    "voice_remote",
)

_UNMISTAKABLE: Final = frozenset(
    {
        *(f"unlock_{method}" for method in _METHODS),
        *(f"unlock_{method}_kit" for method in _METHODS),
        "accessory_lock",
        "alarm_lock",
        "bluetooth_unlock",
        "lock_motor_state",
        "lock_record",
        "manual_lock",
        "remote_no_dp_key",
        "reply_unlock_request",
        "temporary_password_creat",
        "unlock_method_create",
        "unlock_method_delete",
        "unlock_method_modify",
    }
)
"""What no other device reports."""

_DOORS: Final = frozenset({"open_close", "closed_opened", "closed_opened_kit"})
"""What sensors at windows report as well."""

MOTOR: Final = "lock_motor_state"
REQUEST: Final = "unlock_request"
REPLY: Final = "reply_unlock_request"
HIJACK: Final = "hijack"
ALARM: Final = "alarm_lock"
DOORBELL: Final = "doorbell"
BATTERY: Final = "residual_electricity"
BATTERY_STATE: Final = "battery_state"
MANUAL_LOCK: Final = "manual_lock"
TEMPORARY: Final = frozenset(
    {
        "unlock_temporary",
        "unlock_temporary_kit",
        "temporary_password_creat",
        "temporary_kit",
        "temp_password_create",
        "temp_password_creat",
        "unlock_password",
        "unlock_password_kit",
        "password_kit",
    }
)
"""Any of these: there is a keypad."""

OFFLINE: Final = frozenset({"unlock_offline_pd", "unlock_offline_clear", "offline_pd"})
DYNAMIC: Final = frozenset({"unlock_dynamic", "unlock_dynamic_kit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A data point that a lock takes, and its range."""

    type: str
    values: Mapping[str, Any]

    @property
    def options(self) -> tuple[str, ...]:
        """What a choice may be."""
        options = self.values.get("range")
        if not isinstance(options, list):
            return ()
        return tuple(it for it in options if isinstance(it, str))

    @property
    def limits(self) -> tuple[int, int] | None:
        """From where to where a number goes."""
        low, high = (number_in(self.values.get(name)) for name in ("min", "max"))
        return None if low is None or high is None else (low, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """What a product reports, and what it takes."""

    reports: frozenset[str] = frozenset()
    takes: Mapping[str, Function] = field(default_factory=dict)

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; everything in it may be missing."""
        takes = {
            code: Function(
                type=(it.maybe_text("type") or "").lower(),
                values=values_of(it.get("values")),
            )
            for it in record.records("functions")
            if (code := it.maybe_text("code")) is not None
        }
        told = (it.maybe_text("code") for it in record.records("status"))
        return cls(reports=frozenset(it for it in told if it), takes=takes)

    @property
    def codes(self) -> frozenset[str]:
        """Everything that there is."""
        return self.reports | self.takes.keys()


def points_of(records: Iterable[Record]) -> dict[str, Any]:
    """Return what a device reports; entries without a code tell nothing."""
    return {
        code: it.get("value")
        for it in records
        if (code := it.maybe_text("code")) is not None
    }


def is_lock(category: str | None, codes: Iterable[str]) -> bool:
    """Return whether a device is a lock: by what it reports, not by what it is called.

    Accessories are in categories of locks and locks in those of others.
    """
    told = frozenset(codes)
    if told & _UNMISTAKABLE:
        return True
    return category in CATEGORIES and bool(told & _DOORS)
