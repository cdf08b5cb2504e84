"""The hosts of the two brands, and how each wants to be spoken to.

Sources: Sifely Open API documentation (API keys since 2026-06, before that bearer
tokens), TTLock open platform documentation (one host for mainland China, one for all
others).
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Dialect(Enum):
    """Sign-in, credentials and envelopes of a host."""

    TTLOCK = "ttlock"
    SIFELY_KEY = "api_key"
    SIFELY_BEARER = "bearer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """One host; `region` matters to TTLock alone."""

    dialect: Dialect
    region: str = "eu"

    @property
    def sifely(self) -> bool:
        """Tell whether this is one of Sifely's hosts."""
        return self.dialect is not Dialect.TTLOCK


PLATFORMS: Final[dict[str, Platform]] = {
    "https://euapi.ttlock.com": Platform(dialect=Dialect.TTLOCK),
    "https://cnapi.ttlock.com": Platform(dialect=Dialect.TTLOCK, region="cn"),
    "https://cus-openapi.sifely.com": Platform(dialect=Dialect.SIFELY_KEY),
    "https://app-smart-server.sifely.com": Platform(dialect=Dialect.SIFELY_BEARER),
    "https://dev-alexa.sifely.com": Platform(dialect=Dialect.SIFELY_BEARER),
}
REGIONS: Final = frozenset(platform.region for platform in PLATFORMS.values())
