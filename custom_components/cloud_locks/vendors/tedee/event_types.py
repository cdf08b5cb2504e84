"""What the numbers in a Tedee activity log mean (Tedee API docs, event type)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ...model.access_event import EventType, Method, Stream


class Pull(Enum):
    """How an event tells that the latch was pulled."""

    AUTOMATIC = auto()
    """By the lock itself at the end of unlocking: one act with it."""
    ORDERED = auto()
    """By somebody, on a door that was unlocked already."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one number means."""

    type: EventType
    method: Method
    stream: Stream = Stream.ACCESS
    pull: Pull | None = None

    @property
    def unlatched(self) -> bool:
        """Whether it tells of unlocking and of the latch at once."""
        return self.pull is Pull.AUTOMATIC


def _locked(method: Method) -> Meaning:
    return Meaning(EventType.LOCKED, method)


def _unlocked(method: Method) -> Meaning:
    return Meaning(EventType.UNLOCKED, method)


def _pulled(method: Method) -> Meaning:
    return Meaning(EventType.UNLATCHED, method, pull=Pull.ORDERED)


def _auto_pulled(method: Method) -> Meaning:
    return Meaning(EventType.UNLOCKED, method, pull=Pull.AUTOMATIC)


def _half_way(method: Method) -> Meaning:
    """Return "partially open": the bolt went half-way, and somebody may not get in."""
    return Meaning(EventType.UNLOCK_FAILED, method)


def _denied(method: Method) -> Meaning:
    return Meaning(EventType.DENIED, method)


def _alarm(kind: EventType) -> Meaning:
    return Meaning(kind, Method.UNKNOWN, Stream.ALARM)


def _door(kind: EventType) -> Meaning:
    return Meaning(kind, Method.UNKNOWN)


_M = Method

MEANINGS: Final[Mapping[int, Meaning]] = {
    # The app. 55 is a pull of an unlocked door, so 51 is one that unlocked it first.
    32: _locked(_M.APP),
    33: _unlocked(_M.APP),
    51: _auto_pulled(_M.APP),
    54: _half_way(_M.APP),
    55: _pulled(_M.APP),
    # The button on the lock. 56 is a long press: it will lock after a delay.
    34: _locked(_M.BUTTON),
    35: _unlocked(_M.BUTTON),
    48: _half_way(_M.BUTTON),
    56: Meaning(EventType.UNKNOWN, _M.BUTTON),
    # The lock by itself.
    36: _locked(_M.AUTO),
    37: _unlocked(_M.AUTO),
    49: _half_way(_M.AUTO),
    52: _auto_pulled(_M.AUTO),
    87: _auto_pulled(_M.AUTO),
    # The knob or a key.
    38: _locked(_M.MANUAL),
    39: _unlocked(_M.MANUAL),
    47: _half_way(_M.MANUAL),
    53: _pulled(_M.MANUAL),
    # PINs. 66 is the lock button of the keypad, 75 a PIN outside its hours.
    61: _unlocked(_M.CODE),
    62: _denied(_M.CODE),
    63: _pulled(_M.CODE),
    64: _half_way(_M.CODE),
    65: _locked(_M.CODE),
    66: _locked(_M.BUTTON),
    68: _unlocked(_M.CODE),
    75: _denied(_M.CODE),
    76: _auto_pulled(_M.CODE),
    # Fingerprints.
    77: _unlocked(_M.FINGERPRINT),
    78: _unlocked(_M.FINGERPRINT),
    79: _half_way(_M.FINGERPRINT),
    80: _pulled(_M.FINGERPRINT),
    81: _auto_pulled(_M.FINGERPRINT),
    # Other systems.
    57: _unlocked(_M.HOMEKIT),
    58: _half_way(_M.HOMEKIT),
    59: _locked(_M.HOMEKIT),
    60: _pulled(_M.HOMEKIT),
    88: _unlocked(_M.MATTER),
    89: _half_way(_M.MATTER),
    90: _locked(_M.MATTER),
    91: _pulled(_M.MATTER),
    92: _auto_pulled(_M.MATTER),
    93: _unlocked(_M.MATTER),
    # Access links, and the local interface of the bridge.
    226: _locked(_M.LINK),
    227: _locked(_M.REMOTE),
    228: _unlocked(_M.LINK),
    229: _unlocked(_M.REMOTE),
    230: _pulled(_M.LINK),
    231: _pulled(_M.REMOTE),
    232: _half_way(_M.LINK),
    233: _half_way(_M.REMOTE),
    234: _auto_pulled(_M.LINK),
    235: _auto_pulled(_M.REMOTE),
    # The lock. 67 is unlocking by force, from a state that it does not know.
    40: _alarm(EventType.JAMMED),
    41: _alarm(EventType.POWER_LOST),
    67: _unlocked(_M.UNKNOWN),
    # The door.
    83: _door(EventType.DOOR_OPENED),
    84: _door(EventType.DOOR_CLOSED),
    86: _door(EventType.DOOR_LEFT_OPEN),
    # Gates.
    10000: _unlocked(_M.APP),
    10001: _unlocked(_M.LINK),
}

HOUSEKEEPING: Final = frozenset({42, 43, 46, 50, 74, 85, 224, 225})
"""Powered on, calibrated, charging, not charging, uncalibrated, door sensor
uncalibrated, firmware updated (by bridge, by mobile): nobody came, went or tried to,
and entities of their own tell what lasts of them."""

UNKNOWN: Final = Meaning(EventType.UNKNOWN, Method.UNKNOWN)
"""A number that is not documented; several are in use."""


def meaning_of(number: int) -> Meaning | None:
    """Return what a number means, None for housekeeping."""
    return None if number in HOUSEKEEPING else MEANINGS.get(number, UNKNOWN)
