"""Tuya: smart locks of many makers, by a cloud project of Tuya's developer platform."""

from typing import Final

from ...model.areas import Area
from ...model.capabilities import Part
from .._connection import Vendor
from .brands import TUYA
from .cloud import TuyaCloud

_SERVICE: Final = "Smart Lock Open Service"
_MESSAGES: Final = "Device Status Notification (Message Service)"

VENDOR: Final = Vendor(
    key="tuya",
    name="Tuya",
    brands=(TUYA,),
    parts=frozenset(
        {
            Part.CODES,
            Part.CREDENTIALS,
            Part.DYNAMIC_CODES,
            Part.OFFLINE_CODES,
            Part.PEOPLE,
            Part.PUSH,
            Part.SETTINGS,
        }
    ),
    connect=TuyaCloud,
    docs_url="https://developer.tuya.com/en/docs/cloud/smart-door-lock",
    # Everything that concerns locks is one subscription (Tuya docs, smart lock).
    rights=dict.fromkeys((Area.ACTIVITY, Area.CODES, Area.COMMANDS), _SERVICE)
    | {Area.NEWS: _MESSAGES},
)
