"""A Tedee cloud that says what a test wants, on a real socket."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

from aiohttp import ClientSession

from custom_components.cloud_locks.model.lock import Lock
from custom_components.cloud_locks.vendors import MIDDLEWARES, Connection
from custom_components.cloud_locks.vendors.tedee import VENDOR
from custom_components.cloud_locks.vendors.tedee.calls import ORIGIN
from custom_components.cloud_locks.vendors.tedee.cloud import TedeeCloud
from tests.vendors.raw_server import Asked, RawServer, Reply, answer

from .payloads import LOCK_ID, Json, details, enveloped

KEY = "4D47BF.TUe/kD1fht3JSytZ+F+XfkebXowG7hG4FSt5HmxZlSw"

DETAILS = "/my/device/details"
LOCK = f"/my/lock/{LOCK_ID}"
SYNC = f"{LOCK}/sync"
SYNC_ALL = "/my/lock/sync"
PINS = f"{LOCK}/pin"
OPERATION = f"{LOCK}/operation"
ACTIVITY = "/my/deviceactivity"


def said(result: object, status: int = 200) -> bytes:
    """Return a whole answer with a result."""
    return answer(status, enveloped(result))


def refused(status: int) -> bytes:
    """Return a whole failure; its body is not documented."""
    body = {"success": False, "errorMessages": ["No"], "statusCode": status}
    return answer(status, body)


@dataclass(slots=True)
class Script:
    """Answers per method and path; used up one by one, and the last one stays."""

    server: RawServer
    session: ClientSession
    now: datetime = datetime(2026, 11, 21, 12, tzinfo=UTC)
    waits: list[float] = field(default_factory=list)
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
            script.on("GET", DETAILS, said(details()))
            yield script

    def on(self, method: str, path: str, *replies: Reply) -> None:
        """Answer requests for a path with these, one after the other."""
        self._lines[f"{method} {path}"] = list(replies)

    def home(self, *locks: Json, **changes: object) -> None:
        """Let the account have these locks."""
        self.on("GET", DETAILS, said(details(*locks, **changes)))

    def connect(self, key: str = KEY) -> TedeeCloud:
        """Return a client of this cloud, on the clock of the test."""
        return TedeeCloud(
            Connection(
                session=self.session,
                brand=VENDOR.brands[0],
                credentials={"personal_key": key},
                origins={ORIGIN: self.server.origin},
                sleep=self._sleep,
                now=lambda: self.now,
            )
        )

    async def connected(self) -> tuple[TedeeCloud, Lock]:
        """Return a client that has listed the account's locks, and the first lock."""
        cloud = self.connect()
        inventory = await cloud.inventory()
        self.server.asked.clear()
        return cloud, next(iter(inventory.locks.values()))

    @property
    def asked(self) -> list[str]:
        """Return what was asked for, with its query, since the client is connected."""
        return [f"{asked.method} {_path(asked)}" for asked in self.server.asked]

    @property
    def bodies(self) -> list[object]:
        """Return the bodies that were sent."""
        return [asked.json for asked in self.server.asked if asked.body]

    def _reply(self, asked: Asked) -> Reply:
        line = f"{asked.method} {_path(asked).partition('?')[0]}"
        replies = self._lines[line]
        assert replies, f"nobody expected {line}"
        return replies.pop(0) if len(replies) > 1 else replies[0]

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)


def _path(asked: Asked) -> str:
    return str(asked.url).removeprefix("/api/v37")
