"""TTLock and Sifely: locks with a gateway or Wi-Fi, by the TTLock Open Platform API."""

from typing import Final

from ...model.areas import Area
from ...model.capabilities import Part
from .._connection import Vendor
from .brands import SIFELY, TTLOCK
from .cloud import TtlockCloud

_PLANS: Final = "Sifely Developer / Starter / Pro (5 / 50 / 100; connect.sifely.com)"
"""With the locks that each is for (Sifely docs, pricing); TTLock sells none."""

VENDOR: Final = Vendor(
    key="ttlock",
    name="TTLock",
    brands=(TTLOCK, SIFELY),
    parts=frozenset(
        {
            Part.CODES,
            Part.OFFLINE_CODES,
            Part.CREDENTIALS,
            Part.PEOPLE,
            Part.SETTINGS,
            Part.PASSAGE_PLAN,
            Part.WEBHOOK,
        }
    ),
    connect=TtlockCloud,
    docs_url="https://euopen.ttlock.com/document/doc",
    rights=dict.fromkeys(Area, _PLANS),
)
