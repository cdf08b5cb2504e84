"""The cloud project, the owner's app account, and their tokens.

Sources: Tuya developer documentation, "Get a token" and "Refresh a token" (two hours; a
refresh token lives on and works once); Tuya's SDKs for the sign-in of app accounts.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
import hashlib
from typing import Final

CLIENT_ID: Final = "p9s4k7x2m5q8w3e6t1y4"
CLIENT_SECRET: Final = "0f3a9c27d45e4b81a6c2e79d158b3f60"  # noqa: S105 - fictitious
PASSWORD: Final = "open-every-door"  # noqa: S105 - of a fictitious person
APPS: Final = {"tuyaSmart": "tuya_smart", "smartlife": "smart_life"}
"""What the API calls an app → what a sign-in form does."""
SCHEMAS: Final = frozenset(APPS)


@dataclass(kw_only=True, slots=True, eq=False)
class Holder:
    """Whoever tokens are given to: the project itself, or an app account in it."""

    uid: str
    region: str
    """Where the account lives; the project itself is in each region it names."""


@dataclass(kw_only=True, slots=True, eq=False)
class Project(Holder):
    """One cloud project."""

    client_id: str = CLIENT_ID
    secret: str = field(default=CLIENT_SECRET, repr=False)
    regions: set[str] = field(default_factory=set)

    def enabled_in(self, region: str) -> bool:
        """Tell whether the project may be used at a data centre."""
        return region == self.region or region in self.regions


@dataclass(kw_only=True, slots=True, eq=False)
class AppAccount(Holder):
    """An account of Tuya's own apps that is linked to the project."""

    person_id: str
    username: str
    password: str = field(default=PASSWORD, repr=False)
    country_code: str = "31"
    schema: str = "smartlife"
    linked: bool = True

    def takes(self, password: str, kind: str) -> bool:
        """Tell whether a digest is that of the password; `md5` or `sha256`."""
        digest = hashlib.new(kind, self.password.encode(), usedforsecurity=False)
        return digest.hexdigest() == password


@dataclass(kw_only=True, slots=True, eq=False)
class Grant:
    """A pair of tokens."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    holder: Holder
    ends: datetime
    seconds: int
    revoked: bool = False
    refreshed: bool = False


class Vault:
    """All tokens that were ever given."""

    def __init__(self) -> None:
        """Start without any."""
        self.grants: list[Grant] = []

    def give(self, holder: Holder, now: datetime, seconds: int) -> Grant:
        """Give a new pair of tokens."""
        number = len(self.grants) + 1
        grant = Grant(
            access=_token("access", number),
            refresh=_token("refresh", number),
            holder=holder,
            ends=now + timedelta(seconds=seconds),
            seconds=seconds,
        )
        self.grants.append(grant)
        return grant

    def by_access(self, token: str) -> Grant | None:
        """Return the grant of an access token, None for an unknown one."""
        return next((row for row in self.grants if row.access == token), None)

    def by_refresh(self, token: str) -> Grant | None:
        """Return the grant of a refresh token that was not used yet."""
        rows = (row for row in self.grants if row.refresh == token)
        grant = next(rows, None)
        return None if grant is None or grant.refreshed or grant.revoked else grant


def _token(kind: str, number: int) -> str:
    """Return a token that is the same in every run."""
    return hashlib.sha256(f"{kind} {number}".encode()).hexdigest()[:32]
