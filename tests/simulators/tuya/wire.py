"""A small client of the Tuya cloud, which believes nothing; its signer is its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
import hashlib
import hmac
import json
from typing import Any

import aiohttp
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from yarl import URL

from simulators import Simulation
from simulators.tuya import TuyaControl
from simulators.tuya.accounts import CLIENT_ID, CLIENT_SECRET
from tests.simulators.client import Reply

EU, US = "https://openapi.tuyaeu.com", "https://openapi.tuyaus.com"
QUEUE = "wss://mqe.tuyaeu.com:8285"
HOUR, DAY = 3600, 86400


@dataclass
class Wire:
    """Sends signed requests to one host."""

    sim: Simulation
    session: aiohttp.ClientSession
    host: str = EU
    token: str = ""
    secret: str = CLIENT_SECRET
    extra: dict[str, str] = field(default_factory=dict)
    """Headers that take the place of the right ones."""

    @property
    def now(self) -> int:
        """Return the time of the home in seconds."""
        return seconds(self.sim.home.clock.now())

    async def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        bare: bool = False,
    ) -> Reply:
        """Send a request, without the token when it is `bare`."""
        data = b"" if body is None else json.dumps(body).encode()
        pairs = sorted((query or {}).items())
        url = path + ("?" + "&".join(f"{k}={v}" for k, v in pairs) if pairs else "")
        async with self.session.request(
            method,
            URL(self.sim.origins[self.host] + url, encoded=True),
            data=data or None,
            headers={**self._signed(method, url, data, bare=bare), **self.extra},
        ) as response:
            text = await response.text()
            return Reply(status=response.status, headers=response.headers, text=text)

    async def sign_in(self) -> dict[str, Any]:
        """Get a token of the project."""
        reply = await self.send(
            "GET", "/v1.0/token", query={"grant_type": 1}, bare=True
        )
        result: dict[str, Any] = reply.result
        self.token = result["access_token"]
        return result

    def _signed(
        self, method: str, url: str, data: bytes, *, bare: bool
    ) -> dict[str, str]:
        """Return the headers of a request."""
        t = str(self.now * 1000)
        token = "" if bare else self.token
        text = "\n".join((method, hashlib.sha256(data).hexdigest(), "", url))
        message = (CLIENT_ID + token + t + text).encode()
        sign = hmac.new(self.secret.encode(), message, hashlib.sha256).hexdigest()
        headers = {
            "client_id": CLIENT_ID,
            "t": t,
            "sign": sign.upper(),
            "sign_method": "HMAC-SHA256",
            "Content-Type": "application/json",
        }
        return headers if bare else {**headers, "access_token": token}


@dataclass
class Door:
    """One lock by its name in the home."""

    wire: Wire
    name: str

    @property
    def id(self) -> str:
        """Return the id of the device."""
        return str(self.report["id"])

    @staticmethod
    def id_of(sim: Simulation, name: str) -> str:
        """Return the id of a lock of the home."""
        locks = sim.vendor(TuyaControl).state()["locks"]
        assert isinstance(locks, dict)
        return str(locks[name]["id"])

    @staticmethod
    def gateway_of(sim: Simulation, name: str) -> str:
        """Return the id of a gateway of the home."""
        gateways = sim.vendor(TuyaControl).state()["gateways"]
        assert isinstance(gateways, dict)
        return str(gateways[name])

    @property
    def report(self) -> dict[str, Any]:
        """Return what the desk tells of the lock."""
        locks = self.wire.sim.vendor(TuyaControl).state()["locks"]
        assert isinstance(locks, dict)
        report: dict[str, Any] = locks[self.name]
        return report

    async def call(
        self,
        method: str,
        path: str,
        *,
        version: str = "v1.0",
        query: Mapping[str, object] | None = None,
        body: object = None,
    ) -> Reply:
        """Send a request about the device; the path follows its id."""
        url = f"/{version}/devices/{self.id}/{path}"
        return await self.wire.send(method, url, query=query, body=body)

    async def smart(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
    ) -> Reply:
        """Send a request to the smart-lock pages."""
        url = f"/v1.0/smart-lock/devices/{self.id}/{path}"
        return await self.wire.send(method, url, query=query, body=body)

    async def ticket(self) -> dict[str, Any]:
        """Get a ticket."""
        result: dict[str, Any] = (
            await self.call("POST", "door-lock/password-ticket")
        ).result
        return result

    async def sealed(self, pin: str) -> dict[str, Any]:
        """Return the three fields of an encrypted PIN."""
        ticket = await self.ticket()
        return {
            "password": seal(self.wire.secret, ticket["ticket_key"], pin),
            "password_type": "ticket",
            "ticket_id": ticket["ticket_id"],
        }

    async def add(
        self,
        pin: str,
        name: str = "Guest",
        **more: Any,
    ) -> Reply:
        """Create a temporary password, for the next two days unless told otherwise."""
        now = self.wire.now
        body = {
            "name": name,
            "effective_time": now - 1,
            "invalid_time": now + 2 * DAY,
            **await self.sealed(pin),
            **more,
        }
        return await self.call("POST", "door-lock/temp-password", body=body)

    async def passwords(self, **query: object) -> list[Any]:
        """List the temporary passwords."""
        reply = await self.call("GET", "door-lock/temp-passwords", query=query)
        rows: list[Any] = reply.result
        return rows

    async def operate(self, *, opens: object = True) -> Reply:
        """Open or lock by door-operate."""
        ticket = await self.ticket()
        body = {"ticket_id": ticket["ticket_id"], "open": opens}
        return await self.smart("POST", "password-free/door-operate", body=body)

    async def open(self, *, version: str = "v1.0", **more: object) -> Reply:
        """Open by open-door."""
        body = {"ticket_id": (await self.ticket())["ticket_id"], **more}
        path = "door-lock/password-free/open-door"
        return await self.call("POST", path, version=version, body=body)

    async def logs(self, kind: str = "open", **more: object) -> list[Any]:
        """Return the first page of a log."""
        query: dict[str, object] = {"page_no": 1, "page_size": 50, **more}
        if kind == "open":
            ends = (self.wire.now + DAY) * 1000
            query = {"start_time": 0, "end_time": ends, **query}
        path = f"door-lock/{kind}-logs"
        reply = await self.call("GET", path, version="v1.1", query=query)
        rows: list[Any] = reply.result["logs" if kind == "open" else "records"]
        return rows

    async def status(self) -> dict[str, Any]:
        """Return the data points by code."""
        rows = (await self.call("GET", "status")).result
        return {row["code"]: row["value"] for row in rows}


def seal(secret: str, ticket_key: str, pin: str) -> str:
    """Encrypt a PIN as the documentation says, in lower case."""
    key = _unpad(_aes(secret.encode(), bytes.fromhex(ticket_key), back=True))
    size = 16 - len(pin) % 16
    return _aes(key, pin.encode() + bytes([size]) * size).hex()


def code(reply: Reply) -> int:
    """Return the number of a refusal, 0 for a success."""
    assert reply.status == 200, reply.text
    body = reply.body
    assert {"t", "tid", "success"} <= body.keys()
    return 0 if body["success"] else int(body["code"])


def seconds(moment: datetime) -> int:
    """Return a moment in seconds."""
    return int(moment.timestamp())


def _aes(key: bytes, data: bytes, *, back: bool = False) -> bytes:
    """Run AES-ECB over whole blocks."""
    cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - the vendor's
    step = cipher.decryptor() if back else cipher.encryptor()
    return step.update(data) + step.finalize()


def _unpad(data: bytes) -> bytes:
    """Strip the padding."""
    return data[: -data[-1]]
