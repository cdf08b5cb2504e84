"""Numbers of the Tedee cloud and what they stand for.

Sources: Tedee API documentation, enums (lock state, door state, device type, access
level, event type) and data structures.
"""

from enum import IntEnum
from typing import Final

from simulators.bolt import Bolt, Move
from simulators.door import DoorSensorState
from simulators.doorlog import Act, Method


class DeviceType(IntEnum):
    """Kinds of devices."""

    BRIDGE = 1
    LOCK_PRO = 2
    KEYPAD = 3
    LOCK_GO = 4
    DOOR_SENSOR = 8
    KEYPAD_PRO = 10


class AccessLevel(IntEnum):
    """Roles of a person at a device."""

    GUEST = 0
    ADMIN = 1
    OWNER = 2


class DoorNumber(IntEnum):
    """States of a door as the lock reports them."""

    NOT_PAIRED = 0
    DISCONNECTED = 1
    OPENED = 2
    CLOSED = 3
    UNCALIBRATED = 4


class UnlockMode(IntEnum):
    """What `mode` may say; nothing else is documented."""

    DEFAULT = 0
    FORCE = 2
    WITHOUT_AUTO_PULL = 3
    UNLOCK_OR_PULL = 4


UNCALIBRATED: Final = 0
STATE_NUMBERS: Final = {
    Bolt.CALIBRATING: 1,
    Bolt.UNLOCKED: 2,
    Bolt.SEMI_LOCKED: 3,
    Bolt.UNLOCKING: 4,
    Bolt.LOCKING: 5,
    Bolt.LOCKED: 6,
    Bolt.PULLED: 7,
    Bolt.PULLING: 8,
    Bolt.UNKNOWN: 9,
    Bolt.UPDATING: 18,
}
SENSOR_NUMBERS: Final = {
    DoorSensorState.MISSING: DoorNumber.NOT_PAIRED,
    DoorSensorState.DISCONNECTED: DoorNumber.DISCONNECTED,
    DoorSensorState.UNCALIBRATED: DoorNumber.UNCALIBRATED,
}
OPERATION_NUMBERS: Final = {Move.LOCK: 0, Move.UNLOCK: 1, Move.PULL: 2}

SOURCE_DEVICE, SOURCE_MOBILE = 0, 1
RESULT_OK, RESULT_JAMMED = 0, 1
SOFTWARE_DEVICE, SOFTWARE_WIFI = 0, 1

_BY_ACT: Final = (
    Act.LOCKED,
    Act.UNLOCKED,
    Act.PARTIALLY_OPEN,
    Act.PULLED,
    Act.AUTO_PULLED,
)
# App: 51 is the pull that follows an unlocking, 55 the one of an unlocked lock.
_BY_METHOD: Final[dict[Method, tuple[int | None, ...]]] = {
    Method.APP: (32, 33, 54, 55, 51),
    Method.BUTTON: (34, 35, 48, None, None),
    Method.AUTO: (36, 37, 49, None, 52),
    Method.MANUAL: (38, 39, 47, 53, None),
    Method.PIN: (65, 61, 64, 63, 76),
    Method.KEYPAD: (66, None, None, None, None),
    Method.FINGERPRINT: (None, 77, 79, 80, 81),
    Method.HOMEKIT: (59, 57, 58, 60, None),
    Method.MATTER: (90, 88, 89, 91, 92),
    Method.LINK: (226, 228, 232, 230, 234),
    Method.BRIDGE: (227, 229, 233, 231, 235),
}
_OTHERS: Final[dict[tuple[Method, Act], int]] = {
    (Method.PIN, Act.WRONG_CODE): 62,
    (Method.PIN, Act.FORCE_UNLOCKED): 68,
    (Method.PIN, Act.OUT_OF_SCHEDULE): 75,
    (Method.FINGERPRINT, Act.FORCE_UNLOCKED): 78,
    (Method.MATTER, Act.FORCE_UNLOCKED): 93,
    (Method.BUTTON, Act.POSTPONED_LOCK): 56,
}
_OF_DEVICE: Final[dict[Act, int]] = {
    Act.JAMMED: 40,
    Act.POWER_OFF: 41,
    Act.POWER_ON: 42,
    Act.CALIBRATED: 43,
    Act.CHARGING: 46,
    Act.CHARGING_STOPPED: 50,
    Act.FORCE_UNLOCKED: 67,
    Act.UNCALIBRATED: 74,
    Act.DOOR_OPENED: 83,
    Act.DOOR_CLOSED: 84,
    Act.DOOR_UNCALIBRATED: 85,
    Act.DOOR_LEFT_OPEN: 86,
    Act.FIRMWARE_UPDATED: 224,
}


def event_number(method: Method, act: Act) -> int | None:
    """Return the number of an event, None when Tedee has none for it."""
    if act in _BY_ACT and method in _BY_METHOD:
        return _BY_METHOD[method][_BY_ACT.index(act)]
    return _OTHERS.get((method, act)) or _OF_DEVICE.get(act)
