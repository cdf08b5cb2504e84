"""Data points of the kinds of device: codes, types and what is stored.

Sources: Tuya developer documentation, standard status set of door locks and the pages
of Zigbee and Wi-Fi locks; a recorded `jtmspro` lock; recorded `mk` keypads.
"""

from dataclasses import dataclass
import json
from typing import Final


@dataclass(frozen=True, slots=True)
class Point:
    """One data point; `mode` is ro, rw or wr as in a thing model."""

    code: str
    number: int
    kind: str
    value: object
    mode: str = "ro"
    limits: tuple[object, ...] = ()

    def values(self) -> str:
        """Return `values`: JSON text inside JSON."""
        if self.kind == "Integer":
            low, high = self.limits or (0, 999)
            return json.dumps({"min": low, "max": high, "scale": 0, "step": 1})
        return json.dumps({"range": list(self.limits)} if self.limits else {})

    def takes(self, value: object) -> bool:
        """Tell whether a command may carry a value."""
        if self.mode == "ro":
            return False
        if self.kind == "Boolean":
            return isinstance(value, bool)
        if self.kind == "Enum":
            return value in self.limits
        if self.kind == "Integer":
            low, high = self.limits or (0, 999)
            number = isinstance(value, int) and not isinstance(value, bool)
            return number and int(str(low)) <= int(str(value)) <= int(str(high))
        return isinstance(value, str)


ALARMS: Final = (
    "wrong_finger",
    "wrong_password",
    "wrong_card",
    "wrong_face",
    "tongue_bad",
    "too_hot",
    "unclosed_time",
    "tongue_not_out",
    "pry",
    "key_in",
    "low_battery",
    "power_off",
    "shock",
    "defense",
)
_VOLUMES: Final = ("mute", "low", "normal", "high")


def _counts(**numbers: int) -> tuple[Point, ...]:
    """Return unlock codes, whose value is a slot."""
    return tuple(Point(code, dp, "Integer", 0) for code, dp in numbers.items())


def _raws(**numbers: int) -> tuple[Point, ...]:
    """Return codes whose value is base64."""
    return tuple(Point(code, dp, "Raw", "") for code, dp in numbers.items())


def _flags(**numbers: int) -> tuple[Point, ...]:
    """Return codes that are true or false, and false so far."""
    return tuple(
        Point(code, dp, "Boolean", value=False) for code, dp in numbers.items()
    )


def _alarm(number: int) -> Point:
    """Return the code of alarms."""
    return Point("alarm_lock", number, "Enum", "", limits=ALARMS)


def _battery(state: int, percent: int) -> tuple[Point, ...]:
    """Return the two codes of a battery."""
    levels = ("high", "medium", "low", "poweroff")
    return (
        Point("battery_state", state, "Enum", "high", limits=levels),
        Point("residual_electricity", percent, "Integer", 100, limits=(0, 100)),
    )


WIFI: Final = (
    *_counts(
        unlock_fingerprint=1,
        unlock_password=2,
        unlock_temporary=3,
        unlock_dynamic=4,
        unlock_card=5,
        unlock_app=15,
    ),
    _alarm(8),
    Point("unlock_request", 9, "Integer", 0, limits=(0, 90)),
    Point("reply_unlock_request", 10, "Boolean", False, "wr"),  # noqa: FBT003 - a value
    *_battery(11, 12),
    *_flags(reverse_lock=13, hijack=16, doorbell=19),
    *_raws(unlock_offline_pd=32, unlock_offline_clear=33),
    *_raws(remote_no_pd_setkey=49, remote_no_dp_key=50),
    Point("normal_open_switch", 58, "Boolean", False, "rw"),  # noqa: FBT003 - a value
)
ZIGBEE: Final = (
    *_counts(
        unlock_fingerprint=1,
        unlock_password=2,
        unlock_temporary=3,
        unlock_dynamic=4,
        unlock_card=5,
        unlock_key=6,
        unlock_app=7,
    ),
    *_flags(open_close=8, reverse_lock=13, hijack=16, doorbell=19),
    _alarm(9),
    *_battery(10, 12),
    *_flags(lock_motor_state=47),
    Point("automatic_lock", 33, "Boolean", False, "rw"),  # noqa: FBT003 - a value
    Point("auto_lock_time", 36, "Integer", 30, "rw", (0, 1800)),
    Point("doorbell_volume", 30, "Enum", "normal", "rw", _VOLUMES),
)
BLUETOOTH: Final = (
    *_raws(unlock_method_create=1, unlock_method_delete=2, unlock_method_modify=3),
    *_battery(9, 8),
    *_counts(
        unlock_fingerprint=12,
        unlock_password=13,
        unlock_dynamic=14,
        unlock_card=15,
        unlock_key=16,
        unlock_ble=19,
        unlock_temporary=55,
        unlock_phone_remote=62,
    ),
    _alarm(21),
    *_flags(hijack=22, doorbell=24, lock_motor_state=47),
    Point("closed_opened", 40, "Enum", "unknown", limits=("unknown", "open", "closed")),
    Point("beep_volume", 31, "Enum", "normal", "rw", _VOLUMES),
    Point("automatic_lock", 33, "Boolean", False, "rw"),  # noqa: FBT003 - a value
    Point("auto_lock_time", 36, "Integer", 30, "rw", (1, 1800)),
    Point("manual_lock", 46, "Boolean", False, "wr"),  # noqa: FBT003 - a value
    *_raws(unlock_offline_pd=64, unlock_offline_clear=65, lock_record=20, record=69),
    # Key material as it was recorded, which nobody has to see.
    Point("remote_no_dp_key", 61, "Raw", "AAAB"),
    Point("check_code_set", 70, "Raw", "AAH//wAAAAAAAAAAAP//AA=="),
    Point("ble_unlock_check", 71, "Raw", "AAH//zY2MDkzNTA0AWhkA/QAAA=="),
    *_raws(remote_no_pd_setkey=60, remote_pd_setkey_check=73),
)
KEYPAD: Final = (
    *_raws(
        unlock_fingerprint_kit=10,
        unlock_password_kit=11,
        unlock_card_kit=12,
        unlock_temporary_kit=16,
        unlock_offline_pd=17,
        unlock_phone_remote_kit=20,
        remote_no_pd_setkey=8,
        remote_no_dp_key=9,
        normal_open_period=29,
        closed_opened_kit=35,
    ),
    Point("automatic_lock", 30, "Boolean", True, "rw"),  # noqa: FBT003 - a value
    Point("auto_lock_time", 31, "Integer", 5, "rw", (1, 1800)),
    _alarm(21),
    *_flags(hijack=22),
)
VIDEO: Final = (
    *_counts(
        unlock_fingerprint=1,
        unlock_password=2,
        unlock_temporary=3,
        unlock_dynamic=4,
        unlock_card=5,
        unlock_face=6,
        unlock_app=15,
    ),
    _alarm(8),
    *_battery(11, 12),
    *_flags(hijack=16, doorbell=19, open_close=25, lock_motor_state=47),
    *_raws(unlock_offline_pd=32, unlock_offline_clear=33),
    Point("language", 28, "Enum", "english", "rw", ("english", "german", "spanish")),
    Point("doorbell_song", 29, "Enum", "ding_0", "rw", ("ding_0", "ding_1", "ding_2")),
)
LAMP: Final = (
    Point("switch_led", 20, "Boolean", True, "rw"),  # noqa: FBT003 - a value
    Point("bright_value_v2", 22, "Integer", 400, "rw", (10, 1000)),
)
