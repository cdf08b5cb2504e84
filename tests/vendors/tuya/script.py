"""A cloud of Tuya that says what a test wants, on a real socket."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

from aiohttp import ClientSession

from custom_components.cloud_locks.model.lock import Lock
from custom_components.cloud_locks.model.parts import (
    Codes,
    Credentials,
    DynamicCodes,
    OfflineCodes,
    People,
    Push,
    Settings,
)
from custom_components.cloud_locks.vendors import MIDDLEWARES, Connection
from custom_components.cloud_locks.vendors.tuya.brands import TUYA
from custom_components.cloud_locks.vendors.tuya.cloud import TuyaCloud
from tests.vendors.raw_server import Asked, RawServer, Reply, answer

from .payloads import (
    ACCESS_ID,
    DEVICE,
    SECRET,
    UID,
    Json,
    device,
    enveloped,
    specification,
    ticket,
    tokens,
)

FORM = {"region": "eu", "access_id": ACCESS_ID, "access_secret": SECRET}
APP_FORM = {
    **FORM,
    "username": "owner@example.com",
    "password": "hunter2!",
    "country_code": "49",
    "app": "smart_life",
}

TOKEN = "/v1.0/token"
LOGIN = "/v1.0/iot-01/associated-users/actions/authorized-login"
DEVICES = "/v1.0/iot-01/associated-users/devices"
OF_USER = f"/v1.0/users/{UID}/devices"

D = f"/v1.0/devices/{DEVICE}"
DOOR = f"{D}/door-lock"
NEWER = f"/v1.1/devices/{DEVICE}/door-lock"
S = f"/v1.0/smart-lock/devices/{DEVICE}"
SPECIFICATION = f"/v1.0/iot-03/devices/{DEVICE}/specification"
PLACES = "/v1.3/iot-03/devices"
STATUS, COMMANDS = f"{D}/status", f"{D}/commands"
TICKET, DOOR_TICKET = f"{DOOR}/password-ticket", f"{S}/password-ticket"
REMOTE = f"{DOOR}/remote-unlocks"
OPERATE = f"{S}/password-free/door-operate"
OPEN = f"{DOOR}/password-free/open-door"
CHANNEL = f"{NEWER}/password-free/open-door"
PASSWORDS, ADD = f"{DOOR}/temp-passwords", f"{DOOR}/temp-password"
OPENINGS, ALARMS = f"{NEWER}/open-logs", f"{NEWER}/alarm-logs"
USERS = f"/v1.1/devices/{DEVICE}/users"

ALLOWED: list[Json] = [{"remote_unlock_type": "remoteUnlockWithoutPwd", "open": True}]


def said(result: object, status: int = 200) -> bytes:
    """Return a good answer around a result."""
    return answer(status, enveloped(result))


def refused(body: Json, status: int = 200) -> bytes:
    """Return an answer as it is."""
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
            script.home(device())
            yield script

    def home(self, *devices: Json) -> None:
        """Let the account have these devices."""
        self.on("GET", TOKEN, said(tokens()))
        self.on("POST", LOGIN, said(tokens()))
        page = {"devices": list(devices), "has_more": False, "total": len(devices)}
        self.on("GET", DEVICES, said(page))
        self.on("GET", OF_USER, said(list(devices)))
        self.on("GET", PLACES, said({"list": [], "has_more": False}))
        for it in devices:
            path = f"/v1.0/devices/{it['id']}"
            newer = f"/v1.0/smart-lock/devices/{it['id']}"
            self.on("GET", path, said(it))
            self.on("GET", f"{path}/status", said(it.get("status", [])))
            self.on("GET", f"{path}/door-lock/remote-unlocks", said(ALLOWED))
            self.on("POST", f"{path}/door-lock/password-ticket", said(ticket()))
            self.on("POST", f"{newer}/password-ticket", said(ticket()))
            spec = f"/v1.0/iot-03/devices/{it['id']}/specification"
            told = (
                specification()
                if it["id"] == DEVICE
                else specification(functions=[], status=[])
            )
            self.on("GET", spec, said(told))

    def on(self, method: str, path: str, *replies: Reply) -> None:
        """Answer requests for a path with these, one after the other."""
        self._lines[f"{method} {path}"] = list(replies)

    def connection(self, credentials: Mapping[str, str] = FORM) -> Connection:
        """Return a connection to this cloud, on the clock of the test."""
        return Connection(
            session=self.session,
            brand=TUYA,
            credentials=credentials,
            origins=dict.fromkeys(TUYA.settings.values(), self.server.origin),
            tokens=self.tokens,
            sleep=self._sleep,
            now=lambda: self.now,
        )

    def connect(self, credentials: Mapping[str, str] = FORM) -> TuyaCloud:
        """Return a client of this cloud."""
        return TuyaCloud(self.connection(credentials))

    async def connected(self, *devices: Json) -> tuple[TuyaCloud, Lock]:
        """Return a client that has listed the account's locks, and the first lock."""
        if devices:
            self.home(*devices)
        cloud = self.connect()
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
        return [
            line
            for line in self.asked
            if not line.startswith("GET") and not line.endswith("password-ticket")
        ]

    def body(self, path: str) -> Json:
        """Return the body of the last request for a path that had one."""
        bodies = [it.json for it in self.server.asked if it.url.path == path]
        body = bodies[-1]
        assert isinstance(body, dict)
        return body

    def query(self, path: str) -> Mapping[str, str]:
        """Return the query of the last request for a path."""
        return [it.url.query for it in self.server.asked if it.url.path == path][-1]

    def _reply(self, asked: Asked) -> Reply:
        line = f"{asked.method} {asked.url.path}"
        replies = self._lines[line]
        assert replies, f"nobody expected {line}"
        return replies.pop(0) if len(replies) > 1 else replies[0]

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)


def codes_of(cloud: TuyaCloud) -> Codes:
    """Return the codes of an account."""
    assert cloud.parts.codes
    return cloud.parts.codes


def offline_of(cloud: TuyaCloud) -> OfflineCodes:
    """Return the computed codes of an account."""
    assert cloud.parts.offline_codes
    return cloud.parts.offline_codes


def dynamic_of(cloud: TuyaCloud) -> DynamicCodes:
    """Return the codes of these minutes."""
    assert cloud.parts.dynamic_codes
    return cloud.parts.dynamic_codes


def credentials_of(cloud: TuyaCloud) -> Credentials:
    """Return the fingers and cards of an account."""
    assert cloud.parts.credentials
    return cloud.parts.credentials


def people_of(cloud: TuyaCloud) -> People:
    """Return the people of an account."""
    assert cloud.parts.people
    return cloud.parts.people


def settings_of(cloud: TuyaCloud) -> Settings:
    """Return the settings of an account."""
    assert cloud.parts.settings
    return cloud.parts.settings


def push_of(cloud: TuyaCloud) -> Push:
    """Return the message queue of an account."""
    assert cloud.parts.push
    return cloud.parts.push
