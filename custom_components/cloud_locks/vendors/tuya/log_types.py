"""What the codes in a lock's logs and messages mean (Tuya docs, standard sets).

Newer locks write `_kit` behind the code and the number in base64.
"""

import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...model.access_event import EventType, Method, Stream
from ...model.credential import CredentialType

_T = EventType
_M = Method

METHODS: Final[Mapping[str, Method]] = {
    "unlock_fingerprint": _M.FINGERPRINT,
    "unlock_finger": _M.FINGERPRINT,
    "unlock_finger_vein": _M.FINGERPRINT,
    "unlock_password": _M.CODE,
    "unlock_temporary": _M.CODE,
    "unlock_dynamic": _M.DYNAMIC_CODE,
    "unlock_offline_pd": _M.OFFLINE_CODE,
    "unlock_card": _M.CARD,
    "unlock_identity_card": _M.CARD,
    "unlock_face": _M.FACE,
    "unlock_eye": _M.FACE,
    "unlock_hand": _M.PALM,
    "unlock_key": _M.KEY,
    "unlock_emergency": _M.CODE,
    "unlock_app": _M.APP,
    "unlock_ble": _M.APP,
    "unlock_phone_remote": _M.APP,
    "unlock_remote": _M.REMOTE,
    "unlock_voice_remote": _M.APP,
    "unlock_double": _M.UNKNOWN,
    "open_inside": _M.INSIDE,
}
"""Code of a log → by what a door was opened."""

CREDENTIALS: Final[Mapping[str, CredentialType]] = {
    "unlock_fingerprint": CredentialType.FINGERPRINT,
    "unlock_finger": CredentialType.FINGERPRINT,
    "unlock_finger_vein": CredentialType.FINGER_VEIN,
    "unlock_card": CredentialType.RFID_CODE,
    "unlock_face": CredentialType.FACE,
    "unlock_hand": CredentialType.PALM,
}

TEMPORARY: Final = "unlock_temporary"
MEMBER: Final = "unlock_password"
OF_PASSWORD: Final = frozenset({TEMPORARY, MEMBER})

COUNTERS: Final = frozenset(
    {"unlock_app", "unlock_ble", "unlock_phone_remote", "unlock_voice_remote"}
)
"""Their value is no slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an alarm is."""

    type: EventType
    stream: Stream = Stream.ALARM
    method: Method = Method.UNKNOWN


def _denied(method: Method = Method.UNKNOWN) -> Meaning:
    return Meaning(type=_T.DENIED, stream=Stream.ACCESS, method=method)


ALARMS: Final[Mapping[str, Meaning]] = {
    "wrong_finger": _denied(_M.FINGERPRINT),
    "wrong_password": _denied(_M.CODE),
    "wrong_card": _denied(_M.CARD),
    "wrong_face": _denied(_M.FACE),
    "wrong_unlock": _denied(),
    "tongue_bad": Meaning(type=_T.BOLT_BLOCKED),
    "tongue_not_out": Meaning(type=_T.JAMMED),
    "too_hot": Meaning(type=_T.OVERHEAT),
    "unclosed_time": Meaning(type=_T.DOOR_LEFT_OPEN, stream=Stream.ACCESS),
    "pry": Meaning(type=_T.FORCED),
    "shock": Meaning(type=_T.TAMPER),
    "key_in": Meaning(type=_T.KEY_LEFT_IN),
    "power_off": Meaning(type=_T.POWER_LOST),
    "defense": Meaning(type=_T.TAMPER),
}
"""Value of `alarm_lock` → what it is; an alarm that nobody knows is `unknown`."""

NO_ALARM: Final = frozenset({"low_battery", "normal", "none"})
"""The battery has an entity of its own."""

_KIT: Final = "_kit"


def plain_code(code: str) -> str:
    """Return a code without what newer locks write behind it."""
    return code.removesuffix(_KIT)


def slot_of(code: str, value: object) -> int | None:
    """Return the number in the lock that a log tells, None without one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    if code.endswith(_KIT):
        return _kit_slot(value)
    return (
        int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
    )


def _kit_slot(value: str) -> int | None:
    """Return the slot in six bytes: the first four, the highest first."""
    try:
        octets = binascii.a2b_base64(value, strict_mode=True)
    except ValueError:
        return None
    return int.from_bytes(octets[:4]) if len(octets) >= 4 else None
