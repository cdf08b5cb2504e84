"""A cloud of August or Yale that says what a test wants, on a real socket."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

from aiohttp import ClientSession

from custom_components.cloud_locks.model.cloud import Inventory
from custom_components.cloud_locks.model.lock import Lock
from custom_components.cloud_locks.model.parts import Codes, Push
from custom_components.cloud_locks.model.sign_in import Brand
from custom_components.cloud_locks.model.updates import Update
from custom_components.cloud_locks.vendors import MIDDLEWARES, Connection
from custom_components.cloud_locks.vendors.august.api import Api
from custom_components.cloud_locks.vendors.august.brands import AUGUST, YALE, Row
from custom_components.cloud_locks.vendors.august.caller import Caller
from custom_components.cloud_locks.vendors.august.cloud import AugustCloud
from tests.vendors.raw_server import Asked, RawServer, Reply, answer

from .payloads import (
    API_KEY,
    HOUSE_ID,
    LOCK_ID,
    Json,
    groups,
    listed,
    lock,
    log,
    token,
)

OWN = {"client_id": "app-1", "client_secret": "app-secret", "api_key": API_KEY}
KEPT = {"access_token": token(), "refresh_token": "refresh-1"}

LOCKS = "/users/locks/mine"
L = f"/locks/{LOCK_ID}"
STATUS, PINS = f"{L}/status", f"{L}/pins"
R = f"/remoteoperate/{LOCK_ID}"
CAPABILITIES = "/devices/capabilities"
LOG = f"/houses/{HOUSE_ID}/activities"
TOKEN = "/access_token"
SUBSCRIBERS = "/websocket/subscribers"


def said(body: object, status: int = 200, **headers: str) -> bytes:
    """Return a whole answer."""
    return answer(status, body, headers=headers)


def refused(status: int, text: str = "No", **headers: str) -> bytes:
    """Return a whole failure."""
    return said({"code": "Error", "message": text}, status, **headers)


class Tokens:
    """A token store that a test can look into."""

    def __init__(self, kept: Mapping[str, str]) -> None:
        """Start with what is kept."""
        self.kept = dict(kept)

    def load(self) -> Mapping[str, str]:
        """Return what was kept."""
        return dict(self.kept)

    async def save(self, tokens: Mapping[str, str]) -> None:
        """Keep tokens."""
        self.kept = dict(tokens)


@dataclass(slots=True)
class Linked:
    """An account of another integration; a `vendors.LinkedAccount`."""

    tokens: list[str] = field(default_factory=lambda: [token()])
    lock_ids: frozenset[str] = frozenset({LOCK_ID})
    hears: bool = True
    listeners: dict[str, Callable[[Update], None]] = field(default_factory=dict)
    sent: Mapping[str, str] = field(
        default_factory=lambda: {
            "Accept-Version": "0.0.1",
            "X-Api-Key": "key of the other",
            "X-Branding": "yale",
            "Content-Type": "application/json",
        }
    )

    async def token(self) -> str:
        """Return the next token; the last one stays."""
        return self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]

    async def headers(self) -> Mapping[str, str]:
        """Return headers as the other integration writes them."""
        return self.sent

    def subscribe(
        self, device_id: str, listener: Callable[[Update], None]
    ) -> Callable[[], None]:
        """Hear what the other hears."""
        self.listeners[device_id] = listener
        return lambda: self.listeners.pop(device_id, None) and None


@dataclass(slots=True)
class Script:
    """Answers per method and path; used up one by one, and the last one stays."""

    server: RawServer
    session: ClientSession
    brand: Brand = YALE
    now: datetime = datetime(2026, 11, 21, 12, tzinfo=UTC)
    waits: list[float] = field(default_factory=list)
    tokens: Tokens = field(default_factory=lambda: Tokens(KEPT))
    linked: Linked | None = None
    redirected: bool = True
    _lines: dict[str, list[Reply]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    @asynccontextmanager
    async def running(cls) -> AsyncIterator[Self]:
        """Run the cloud for the time of a `with` block."""
        async with (
            RawServer.running(lambda _: None) as server,
            ClientSession(middlewares=MIDDLEWARES) as session,
        ):
            script = cls(server, session)
            server.reply = script._reply
            script.home()
            yield script

    def home(self, role: str = "superuser", **changes: object) -> None:
        """Let the account have one lock, different as `changes` say."""
        self.on("GET", LOCKS, said({LOCK_ID: listed(role)}))
        self.on("GET", L, said(lock(**changes)))
        self.on("GET", STATUS, said({"status": "locked", "doorState": "closed"}))
        self.on("GET", CAPABILITIES, refused(404))
        self.on("GET", PINS, said(groups()))
        self.on("GET", LOG, said(log()))

    def on(self, method: str, path: str, *replies: Reply) -> None:
        """Answer requests for a path with these, one after the other."""
        self._lines[f"{method} {path}"] = list(replies)

    def connection(self) -> Connection:
        """Return a connection to this cloud, on the clock of the test."""
        origins = dict.fromkeys(
            [
                AUGUST.settings[Row.ORIGIN],
                YALE.settings[Row.ORIGIN],
                YALE.settings[Row.SOCKET],
                "https://auth.august.com",
                "https://oauth.aaecosystem.com",
            ],
            self.server.origin,
        )
        return Connection(
            session=self.session,
            brand=self.brand,
            credentials={} if self.linked else OWN,
            sign_in="link" if self.linked else "own_credentials",
            origins=origins if self.redirected else {},
            tokens=self.tokens,
            linked=self.linked,
            sleep=self._sleep,
            now=lambda: self.now,
        )

    def api(self) -> Api:
        """Return the bare operations."""
        return Api(Caller(self.connection()))

    async def connected(self) -> tuple[AugustCloud, Lock]:
        """Return a client that has listed the account's locks, and the first lock."""
        cloud = AugustCloud(self.connection())
        inventory = await cloud.inventory()
        # Some time ago: what was listed just now is not read again.
        self.now += timedelta(seconds=5)
        self.server.asked.clear()
        return cloud, next(iter(inventory.locks.values()))

    async def connected_to_nothing(self) -> Inventory:
        """Return what listing the account's locks tells, whatever that is."""
        return await AugustCloud(self.connection()).inventory()

    @property
    def asked(self) -> list[str]:
        """Return what was asked for, with its query, since the client is connected."""
        return [f"{asked.method} {asked.url}" for asked in self.server.asked]

    @property
    def written(self) -> list[tuple[str, Json]]:
        """Return the bodies that were sent, each with its path."""
        return [
            (asked.url.path, body)
            for asked in self.server.asked
            if asked.body and isinstance(body := asked.json, dict)
        ]

    def _reply(self, asked: Asked) -> Reply:
        line = f"{asked.method} {asked.url.path}"
        replies = self._lines[line]
        assert replies, f"nobody expected {line}"
        return replies.pop(0) if len(replies) > 1 else replies[0]

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)


def codes_of(cloud: AugustCloud) -> Codes:
    """Return the part."""
    assert cloud.parts.codes is not None
    return cloud.parts.codes


def push_of(cloud: AugustCloud) -> Push:
    """Return the part."""
    assert cloud.parts.push is not None
    return cloud.parts.push
