"""Data centres: their hosts for requests and for messages.

Source: Tuya's SDKs. No queue host of Singapore is known; East America and West Europe
share the queues of their neighbours.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Region:
    """One data centre."""

    key: str
    origin: str


REGIONS: Final = {
    key: Region(key, f"https://{host}")
    for key, host in (
        ("eu", "openapi.tuyaeu.com"),
        ("eu-w", "openapi-weaz.tuyaeu.com"),
        ("us", "openapi.tuyaus.com"),
        ("us-e", "openapi-ueaz.tuyaus.com"),
        ("cn", "openapi.tuyacn.com"),
        ("in", "openapi.tuyain.com"),
        ("sg", "openapi-sg.iotbing.com"),
    )
}
QUEUES: Final = {
    f"wss://mqe.tuya{key}.com:8285": key for key in ("eu", "us", "cn", "in")
}
BY_ORIGIN: Final = {region.origin: region for region in REGIONS.values()}
QUEUE_REGION: Final = {"eu-w": "eu", "us-e": "us"}
"""Data centres without a queue of their own."""
