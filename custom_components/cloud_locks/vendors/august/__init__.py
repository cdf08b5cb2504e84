"""August and Yale: locks behind a Connect bridge or with Wi-Fi of their own."""

from typing import Final

from ...model.capabilities import Part
from .._connection import Vendor
from .brands import AUGUST, YALE
from .cloud import AugustCloud

VENDOR: Final = Vendor(
    key="august",
    name="August and Yale",
    brands=(AUGUST, YALE),
    parts=frozenset({Part.CODES, Part.LINK, Part.PUSH}),
    connect=AugustCloud,
    docs_url="https://apidoc-developer.aaecosystem.com",
)
