"""What the numbers in a lock's records mean (TTLock docs, record type from cloud).

The documentation has those up to 48; the rest is what a published client knows, and of
75 to 92 its names only. `docs/vendors/ttlock.md` says which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...model.access_event import EventType, Method, Stream
from ...model.credential import CredentialType
from ...model.lock import BoltState, DoorState

_T = EventType
_M = Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one number means when the act succeeded."""

    type: EventType
    method: Method = Method.UNKNOWN
    stream: Stream = Stream.ACCESS
    also: EventType | None = None
    """An alarm that the same record tells of."""
    bolt: BoltState | None = None
    door: DoorState | None = None

    @property
    def failed(self) -> EventType:
        """What it is when the act did not succeed."""
        if self.type is _T.LOCKED:
            return _T.LOCK_FAILED
        if self.type is not _T.UNLOCKED:
            return self.type
        return _T.UNLOCK_FAILED if self.method is _M.APP else _T.DENIED

    @property
    def credential_type(self) -> CredentialType | None:
        """What was shown to the lock, if it was a credential."""
        return _CREDENTIALS.get(self.method)


_CREDENTIALS: Final[Mapping[Method, CredentialType]] = {
    _M.CARD: CredentialType.RFID_CODE,
    _M.FINGERPRINT: CredentialType.FINGERPRINT,
    _M.FACE: CredentialType.FACE,
    _M.PALM: CredentialType.PALM,
    _M.REMOTE: CredentialType.REMOTE,
}


def _unlocked(method: Method) -> Meaning:
    return Meaning(type=_T.UNLOCKED, method=method, bolt=BoltState.UNLOCKED)


def _locked(method: Method) -> Meaning:
    return Meaning(type=_T.LOCKED, method=method, bolt=BoltState.LOCKED)


def _denied(method: Method) -> Meaning:
    return Meaning(type=_T.DENIED, method=method)


def _alarm(kind: EventType) -> Meaning:
    return Meaning(type=kind, stream=Stream.ALARM)


def _unknown(method: Method = Method.UNKNOWN) -> Meaning:
    return Meaning(type=_T.UNKNOWN, method=method)


MEANINGS: Final[Mapping[int, Meaning]] = {
    # By the app, beside the lock or through the gateway.
    1: _unlocked(_M.APP),
    3: _unlocked(_M.APP),
    11: _locked(_M.APP),
    12: _unlocked(_M.APP),
    75: _unlocked(_M.APP),
    76: _unlocked(_M.APP),
    77: _unlocked(_M.APP),
    # Dead-locked on top of being locked: the bolt was there already.
    52: Meaning(type=_T.LOCKED, method=_M.APP),
    53: Meaning(type=_T.LOCKED, method=_M.CODE),
    # Codes; 92 is the administrator's.
    4: _unlocked(_M.CODE),
    34: _locked(_M.CODE),
    78: _unlocked(_M.CODE),
    92: _unlocked(_M.CODE),
    # Cards and wristbands; 49 is a hotel's, 51 one that was deleted.
    7: _unlocked(_M.CARD),
    9: _unlocked(_M.CARD),
    35: _locked(_M.CARD),
    49: _unlocked(_M.CARD),
    51: _denied(_M.CARD),
    80: _unlocked(_M.CARD),
    91: _denied(_M.CARD),
    # Fingers, faces, palms.
    8: _unlocked(_M.FINGERPRINT),
    33: _locked(_M.FINGERPRINT),
    79: _unlocked(_M.FINGERPRINT),
    -5: _unlocked(_M.FACE),
    67: _unlocked(_M.FACE),
    68: _denied(_M.FACE),
    69: _locked(_M.FACE),
    71: _denied(_M.FACE),
    81: _unlocked(_M.FACE),
    83: _unlocked(_M.PALM),
    84: _unlocked(_M.PALM),
    85: _denied(_M.PALM),
    86: _locked(_M.PALM),
    88: _denied(_M.PALM),
    # QR codes.
    -4: _unlocked(_M.UNKNOWN),
    57: _unlocked(_M.UNKNOWN),
    58: _denied(_M.UNKNOWN),
    61: _locked(_M.UNKNOWN),
    62: _denied(_M.UNKNOWN),
    # Keys, buttons, remotes; 37 says neither lock nor unlock.
    10: _unlocked(_M.KEY),
    36: _locked(_M.KEY),
    37: _unknown(_M.REMOTE),
    46: _unlocked(_M.BUTTON),
    47: _locked(_M.BUTTON),
    55: _unlocked(_M.REMOTE),
    82: _unlocked(_M.REMOTE),
    # The lock by itself; 50 is a fire, for all it knows.
    45: _locked(_M.AUTO),
    50: Meaning(
        type=_T.UNLOCKED, method=_M.AUTO, also=_T.OVERHEAT, bolt=BoltState.UNLOCKED
    ),
    63: _unlocked(_M.AUTO),
    65: Meaning(type=_T.UNLOCK_FAILED),
    66: Meaning(type=_T.LOCK_FAILED),
    # Double lock on and off.
    59: _unknown(),
    60: _unknown(),
    # The door.
    30: Meaning(type=_T.DOOR_CLOSED, door=DoorState.CLOSED),
    31: Meaning(type=_T.DOOR_OPENED, door=DoorState.OPEN),
    32: Meaning(type=_T.DOOR_OPENED, method=_M.INSIDE, door=DoorState.OPEN),
    64: Meaning(type=_T.DOOR_LEFT_OPEN),
    # Alarms.
    29: _alarm(_T.FORCED),
    44: _alarm(_T.TAMPER),
    48: _alarm(_T.LOCKOUT),
}

HOUSEKEEPING: Final = frozenset({2, 5, 6, 42, 43, 54, 123})
"""Parking locks, mail boxes and the network: nobody came, went or tried to."""


def meaning_of(number: int) -> Meaning | None:
    """Return what a number means, None for housekeeping; unknown ones stay unknown."""
    return None if number in HOUSEKEEPING else MEANINGS.get(number, _unknown())
