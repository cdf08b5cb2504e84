"""Accounts of app users, the clients that ask for them, and the tokens they get.

Sources: TTLock open platform documentation, "Get access token" and "Refresh access
token"; Sifely Open API documentation, "Authentication Guide" and the older pages of
login, authorization code and token.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import md5, sha256
from itertools import count
from typing import Final

from simulators.people import Person

from .platforms import Dialect

TOKEN_LIFE: Final = timedelta(days=90)
REFRESH_LIFE: Final = timedelta(days=3650)
CODE_LIFE: Final = timedelta(minutes=10)


def made_up(*parts: object, length: int = 32) -> str:
    """Return hexadecimal digits that are the same in every run."""
    return sha256("/".join(map(str, parts)).encode()).hexdigest()[:length]


TTLOCK_CLIENT: Final = made_up("ttlock client")
TTLOCK_SECRET: Final = made_up("ttlock secret")
SIFELY_CLIENT: Final = made_up("sifely client", length=16)
SIFELY_CLIENTS: Final = frozenset({SIFELY_CLIENT, "home_assistant"})
"""A client id of the portal, and the one that a public client uses for everybody."""


@dataclass(kw_only=True, slots=True, eq=False)
class User:
    """Somebody with an account of the app, in TTLock's one region or the other."""

    uid: int
    person: Person
    username: str
    password: str = field(repr=False)
    region: str = "eu"

    def knows(self, digest: str) -> bool:
        """Tell whether this is the MD5 of the password, in small letters."""
        return digest == digest_of(self.password)


@dataclass(kw_only=True, slots=True, eq=False)
class Grant:
    """An access token with the refresh token that belongs to it."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    user: User
    client: str
    dialect: Dialect
    ends: datetime
    refresh_ends: datetime
    revoked: bool = False
    refreshed: bool = False


def digest_of(password: str) -> str:
    """Return a password as all three sign-ins want it."""
    return md5(password.encode(), usedforsecurity=False).hexdigest()


class Vault:
    """All tokens, authorization codes and API keys."""

    def __init__(self) -> None:
        """Start empty."""
        self.grants: list[Grant] = []
        self._keys: dict[str, User] = {}
        self._codes: dict[str, tuple[User, datetime]] = {}
        self._serials = count(1)

    def issue(
        self, user: User, client: str, dialect: Dialect, now: datetime, life: timedelta
    ) -> Grant:
        """Make a pair of tokens."""
        grant = Grant(
            access=made_up("access", next(self._serials)),
            refresh=made_up("refresh", next(self._serials)),
            user=user,
            client=client,
            dialect=dialect,
            ends=now + life,
            refresh_ends=now + REFRESH_LIFE,
        )
        self.grants.append(grant)
        return grant

    def by_access(self, token: str, dialect: Dialect) -> Grant | None:
        """Return what an access token stands for, whether it is still good or not."""
        rows = (row for row in self.grants if row.dialect is dialect)
        return next((row for row in rows if row.access == token), None)

    def by_refresh(self, token: str, dialect: Dialect, now: datetime) -> Grant | None:
        """Return what a good refresh token stands for."""
        for row in self.grants:
            good = not (row.revoked or row.refreshed) and now < row.refresh_ends
            if row.dialect is dialect and row.refresh == token and good:
                return row
        return None

    def new_key(self, user: User) -> str:
        """Make an API key; the one before it is dead at once."""
        self._forget_key(user)
        key = f"sk-{made_up('key', next(self._serials), length=40)}"
        self._keys[key] = user
        return key

    def key_of(self, user: User) -> str:
        """Return the API key of an account, made on first use."""
        for key, owner in self._keys.items():
            if owner is user:
                return key
        return self.new_key(user)

    def by_key(self, key: str) -> User | None:
        """Return whose API key this is."""
        return self._keys.get(key)

    def new_code(self, user: User, now: datetime) -> str:
        """Make an authorization code."""
        code = made_up("code", next(self._serials))
        self._codes[code] = (user, now + CODE_LIFE)
        return code

    def take_code(self, code: str, now: datetime) -> User | None:
        """Return whose authorization code this is; it serves once."""
        user, ends = self._codes.pop(code, (None, now))
        return user if now < ends else None

    def revoke(self, user: User) -> None:
        """End all tokens of an account, and its API key."""
        for grant in self.grants:
            grant.revoked = grant.revoked or grant.user is user
        self._forget_key(user)

    def has_signed_in(self, user: User) -> bool:
        """Tell whether an account ever let a client in."""
        return user in self._keys.values() or any(
            grant.user is user for grant in self.grants
        )

    def _forget_key(self, user: User) -> None:
        """Let the API key of an account be dead."""
        self._keys = {key: owner for key, owner in self._keys.items() if owner != user}
