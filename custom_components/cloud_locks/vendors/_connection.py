"""What a vendor is given to sign in with, and what it has to export."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from aiohttp import ClientSession

from ..model.areas import Area
from ..model.capabilities import Part
from ..model.cloud import LockCloud
from ..model.sign_in import Brand
from ..model.updates import Update
from ._http import RequestRecord, Transport


class TokenStore(Protocol):
    """Where a client keeps tokens that outlive it."""

    def load(self) -> Mapping[str, str]:
        """Return what was saved last, empty at first."""

    async def save(self, tokens: Mapping[str, str]) -> None:
        """Keep tokens; returns when they are safe (refresh tokens work only once)."""


class LinkedAccount(Protocol):
    """An account that another integration is signed in to.

    `AuthError`: it is gone. `CloudUnreachable`: it is not loaded or signed out now.
    """

    async def token(self) -> str:
        """Return a token that works now; refreshing stays the other's business."""

    async def headers(self) -> Mapping[str, str]:
        """Return the headers that the other integration sends, without the token's."""

    @property
    def lock_ids(self) -> frozenset[str]:
        """The vendor's ids of the locks that the other integration shows."""

    @property
    def hears(self) -> bool:
        """Whether the other integration is told now what happens at the locks."""

    def subscribe(
        self, device_id: str, listener: Callable[[Update], None]
    ) -> Callable[[], None]:
        """Hear what the other integration hears; returns how to stop.

        It begins with a hint, as it does when the other one was loaded anew.
        """


class _NoTokens:
    """Keeps nothing, for clouds without tokens."""

    def load(self) -> Mapping[str, str]:
        return {}

    async def save(self, tokens: Mapping[str, str]) -> None:
        del tokens


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Everything that a cloud client gets from outside.

    `session` must have been made with `MIDDLEWARES`. `instance` tells this Home
    Assistant from others that use the same account.
    """

    session: ClientSession
    brand: Brand
    credentials: Mapping[str, str]
    sign_in: str = "form"
    origins: Mapping[str, str] = field(default_factory=dict)
    record: Callable[[RequestRecord], None] = lambda _: None
    tokens: TokenStore = field(default_factory=_NoTokens)
    linked: LinkedAccount | None = None
    instance: str = ""
    pin_lengths: Mapping[str, int] = field(default_factory=dict)
    """By id of a lock: how many digits it takes, as a person said."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    now: Callable[[], datetime] = _utc_now

    @property
    def transport(self) -> Transport:
        """Return how to send requests."""
        return Transport(session=self.session, origins=self.origins, record=self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A vendor's descriptor: `VENDOR` in `vendors/<key>/__init__.py`.

    `parts`: what its cloud has (the contract suite holds it to that). `libraries`: what
    its folder may import besides the standard library and aiohttp. `rights`: what the
    vendor calls the right or subscription that an area needs, where it has a word.
    """

    key: str
    name: str
    brands: tuple[Brand, ...]
    parts: frozenset[Part]
    connect: Callable[[Connection], LockCloud]
    docs_url: str
    libraries: frozenset[str] = frozenset()
    rights: Mapping[Area, str] = field(default_factory=dict)
