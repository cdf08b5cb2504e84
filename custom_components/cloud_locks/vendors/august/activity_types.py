"""Entries of the log: what each action means (maintained clients; recorded entries).

Actions that are not here are housekeeping, or nobody knows them: they are no events.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...model.access_event import EventType, Method, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an action means. `unlatched`: the latch was pulled in the same act."""

    type: EventType
    method: Method = Method.UNKNOWN
    stream: Stream = Stream.ACCESS
    unlatched: bool = False


def _of(prefix: str, method: Method, *verbs: str) -> dict[str, Meaning]:
    """Return the meanings of actions that begin alike."""
    return {f"{prefix}{verb}": _moved(verb, method) for verb in verbs}


def _moved(verb: str, method: Method) -> Meaning:
    locks = verb in {"lock", "secure"}
    return Meaning(
        type=EventType.LOCKED if locks else EventType.UNLOCKED,
        method=method,
        unlatched=verb == "unlatch",
    )


_BOTH: Final = ("lock", "unlock")
_ALL: Final = (*_BOTH, "unlatch")

_DOOR_OPENED: Final = Meaning(type=EventType.DOOR_OPENED)
_DOOR_CLOSED: Final = Meaning(type=EventType.DOOR_CLOSED)
_RING: Final = Meaning(
    type=EventType.RING, method=Method.BUTTON, stream=Stream.DOORBELL
)

MEANINGS: Final[Mapping[str, Meaning]] = {
    **_of("remote_", Method.APP, *_ALL),
    **_of("pin_", Method.CODE, *_ALL),
    **_of("finger_", Method.FINGERPRINT, *_BOTH),
    **_of("rf_", Method.CARD, *_ALL, "secure"),
    **_of("homekey_", Method.HOMEKIT, *_ALL),
    **_of("ble_", Method.APP, *_ALL),
    **_of("manual_", Method.MANUAL, *_ALL),
    **_of("auto_", Method.AUTO, "lock"),
    **_of("linked_", Method.LINK, *_BOTH),
    **_of("", Method.UNKNOWN, *_ALL),
    "onetouchlock": _moved("lock", Method.BUTTON),
    "one_touch_lock": _moved("lock", Method.BUTTON),
    "jammed": Meaning(type=EventType.JAMMED, stream=Stream.ALARM),
    "door_open": _DOOR_OPENED,
    "dooropen": _DOOR_OPENED,
    "door_close": _DOOR_CLOSED,
    "door_closed": _DOOR_CLOSED,
    "doorclosed": _DOOR_CLOSED,
    "lock_accessory_motion_detect": _RING,
}
"""Action → its meaning."""

FLAGS: Final[Mapping[str, Method]] = {
    "keypad": Method.CODE,
    "tag": Method.CARD,
    "manual": Method.MANUAL,
    "remote": Method.APP,
}
"""In the older shape: what in `info` tells the method of a bare `lock` or `unlock`."""

BARE: Final = frozenset(_ALL)

MOVING: Final = frozenset({"locking", "unlocking", "unlatching"})
"""The same act is told once more when it has ended."""
