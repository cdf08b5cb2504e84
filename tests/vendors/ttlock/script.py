"""A cloud of TTLock or Sifely that says what a test wants, on a real socket."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self
from urllib.parse import parse_qsl

from aiohttp import ClientSession

from custom_components.cloud_locks.model.lock import Lock
from custom_components.cloud_locks.model.parts import (
    Codes,
    Credentials,
    OfflineCodes,
    PassagePlans,
    People,
    Settings,
    Webhook,
)
from custom_components.cloud_locks.model.sign_in import Brand
from custom_components.cloud_locks.vendors import MIDDLEWARES, Connection, RequestRecord
from custom_components.cloud_locks.vendors.ttlock.brands import SIFELY, TTLOCK
from custom_components.cloud_locks.vendors.ttlock.cloud import TtlockCloud
from tests.vendors.raw_server import Asked, RawServer, Reply, answer

from .payloads import Json, detail, gateway, heard, key, lock, old_passage, page

USERNAME, PASSWORD = "Owner@Example.com", "hunter2!"
MD5 = "52b1c0c4e443ed8033ec965067e7fc2a"
CLIENT_ID, CLIENT_SECRET = "client-4773", "client-secret-780f"

TTLOCK_FORM = {
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
    "username": USERNAME,
    "password": PASSWORD,
    "region": "eu",
}
API_KEY_FORM = {"username": USERNAME, "password": PASSWORD, "api": "api_key"}
BEARER_FORM = {
    "username": USERNAME,
    "password": PASSWORD,
    "api": "bearer",
    "client_id": CLIENT_ID,
}

TOKEN = "/oauth2/token"
LOGIN = "/system/smart/login"
OAUTH = "/system/smart/oauthToken"

UID = 2340
ACCESS, REFRESH, API_KEY = "access-39caac", "refresh-1bd2a2", "sk-71c0ffee"

TOKENS: Json = {
    "access_token": ACCESS,
    "refresh_token": REFRESH,
    "uid": UID,
    "expires_in": 7776000,
}
SIGNED_IN: Json = {
    "code": 200,
    "message": "ok",
    "data": {
        "clientToken": API_KEY,
        "clientId": "cli_1",
        "account": USERNAME,
        "plan": "DEVELOPER",
    },
}
BEARER_TOKENS: Json = {
    "code": 200,
    "message": "ok",
    "data": {"token": ACCESS, "refreshToken": REFRESH, "expires_in": "7200"},
}

LOCKS, KEYS = "/v3/lock/list", "/v3/key/list"
DETAIL, STATE = "/v3/lock/detail", "/v3/lock/queryOpenState"
GATEWAYS, GATEWAY_DETAIL = "/v3/gateway/list", "/v3/gateway/detail"
OF_GATEWAY, OF_LOCK = "/v3/gateway/listLock", "/v3/gateway/listByLock"
OLD_PASSAGE = "/v3/lock/getPassageModeConfig"


def said(body: object, status: int = 200) -> bytes:
    """Return a whole answer."""
    return answer(status, body)


class Tokens:
    """A token store that a test can look into."""

    def __init__(self, kept: Mapping[str, str] | None = None) -> None:
        """Start with what is kept."""
        self.kept = dict(kept or {})

    def load(self) -> Mapping[str, str]:
        """Return what was kept."""
        return dict(self.kept)

    async def save(self, tokens: Mapping[str, str]) -> None:
        """Keep tokens."""
        self.kept = dict(tokens)


@dataclass(slots=True)
class Script:
    """Answers per method and path; used up one by one, and the last one stays."""

    server: RawServer
    session: ClientSession
    now: datetime = datetime(2026, 11, 21, 12, tzinfo=UTC)
    waits: list[float] = field(default_factory=list)
    tokens: Tokens = field(default_factory=Tokens)
    records: list[RequestRecord] = field(default_factory=list)
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
            script.home(lock())
            yield script

    def home(self, *locks: Json, keys: tuple[Json, ...] = (key(),)) -> None:
        """Let the account have these locks and keys, behind one gateway."""
        self.on("POST", TOKEN, said(TOKENS))
        self.on("POST", LOGIN, said(SIGNED_IN))
        self.on("POST", LOCKS, said(page(*locks)))
        self.on("POST", KEYS, said(page(*keys)))
        self.on("GET", DETAIL, said(detail()))
        self.on("GET", GATEWAYS, said(page(gateway())))
        self.on("GET", GATEWAY_DETAIL, said(gateway()))
        by_gateway = [heard(lockId=it["lockId"]) for it in locks]
        self.on("GET", OF_GATEWAY, said({"list": by_gateway}))
        self.on("GET", OF_LOCK, said({"list": [heard()]}))
        self.on("GET", OLD_PASSAGE, said(old_passage()))

    def on(self, method: str, path: str, *replies: Reply) -> None:
        """Answer requests for a path with these, one after the other."""
        self._lines[f"{method} {path}"] = list(replies)

    def connection(
        self, brand: Brand = TTLOCK, credentials: Mapping[str, str] = TTLOCK_FORM
    ) -> Connection:
        """Return a connection to this cloud, on the clock of the test."""
        return Connection(
            session=self.session,
            brand=brand,
            credentials=credentials,
            origins=dict.fromkeys(brand.settings.values(), self.server.origin),
            record=self.records.append,
            tokens=self.tokens,
            sleep=self._sleep,
            now=lambda: self.now,
        )

    def connect(
        self, brand: Brand = TTLOCK, credentials: Mapping[str, str] = TTLOCK_FORM
    ) -> TtlockCloud:
        """Return a client of this cloud."""
        return TtlockCloud(self.connection(brand, credentials))

    def sifely(self, form: Mapping[str, str] = API_KEY_FORM) -> TtlockCloud:
        """Return a client of Sifely."""
        if form["api"] == "bearer":
            self.on("POST", LOGIN, said(BEARER_TOKENS))
        return self.connect(SIFELY, form)

    async def connected(
        self, cloud: TtlockCloud | None = None
    ) -> tuple[TtlockCloud, Lock]:
        """Return a client that has listed the account's locks, and the first lock."""
        cloud = cloud or self.connect()
        inventory = await cloud.inventory()
        self.server.asked.clear()
        return cloud, next(iter(inventory.locks.values()))

    @property
    def asked(self) -> list[str]:
        """Return what was asked for, without parameters."""
        return [f"{asked.method} {asked.url.path}" for asked in self.server.asked]

    @property
    def writes(self) -> list[str]:
        """Return the paths of what may have changed something."""
        reads = {LOCKS, KEYS, TOKEN, LOGIN, OAUTH}
        return [
            asked.url.path
            for asked in self.server.asked
            if asked.method == "POST" and asked.url.path not in reads
        ]

    def params(self, path: str) -> Json:
        """Return the parameters of the only request for a path, wherever they were."""
        (asked,) = [it for it in self.server.asked if it.url.path == path]
        return {**asked.url.query, **dict(parse_qsl(asked.body.decode()))}

    def _reply(self, asked: Asked) -> Reply:
        line = f"{asked.method} {asked.url.path}"
        replies = self._lines[line]
        assert replies, f"nobody expected {line}"
        return replies.pop(0) if len(replies) > 1 else replies[0]

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)


def codes_of(cloud: TtlockCloud) -> Codes:
    """Return the codes of an account."""
    assert cloud.parts.codes
    return cloud.parts.codes


def offline_of(cloud: TtlockCloud) -> OfflineCodes:
    """Return the computed codes of an account."""
    assert cloud.parts.offline_codes
    return cloud.parts.offline_codes


def credentials_of(cloud: TtlockCloud) -> Credentials:
    """Return the cards and fingerprints of an account."""
    assert cloud.parts.credentials
    return cloud.parts.credentials


def people_of(cloud: TtlockCloud) -> People:
    """Return the people of an account."""
    assert cloud.parts.people
    return cloud.parts.people


def settings_of(cloud: TtlockCloud) -> Settings:
    """Return the settings of an account."""
    assert cloud.parts.settings
    return cloud.parts.settings


def plans_of(cloud: TtlockCloud) -> PassagePlans:
    """Return the passage plans of an account."""
    assert cloud.parts.passage_plan
    return cloud.parts.passage_plan


def webhook_of(cloud: TtlockCloud) -> Webhook:
    """Return what reads an account's callbacks."""
    assert cloud.parts.webhook
    return cloud.parts.webhook
