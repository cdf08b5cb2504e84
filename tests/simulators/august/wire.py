"""A small client for the fake clouds of August and Yale, which believes nothing."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from simulators import Simulation
from simulators.august import AugustControl
from tests.simulators.client import Reply

API = {
    "august": "https://api-production.august.com",
    "yale": "https://api.aaecosystem.com",
}
AUTH = {
    "august": "https://auth.august.com",
    "yale": "https://oauth.aaecosystem.com",
}
AUTHORIZE = {"august": "/authorization", "yale": "/authorize"}
SOCKET = "https://websocket.aaecosystem.com"
PREFIX = {"august": "x-august-", "yale": "x-"}


@dataclass
class Wire:
    """Sends requests to one company."""

    sim: Simulation
    session: aiohttp.ClientSession
    brand: str
    headers: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Take a token and the headers of the brand."""
        prefix = PREFIX[self.brand]
        account = self.sim.account(self.brand)
        self.headers = {
            f"{prefix}api-key": account["api_key"],
            f"{prefix}branding": self.brand,
            f"{prefix}access-token": token_of(self.sim, self.brand),
            "Accept-Version": "0.0.1",
            "Content-Type": "application/json; charset=UTF-8",
        }

    async def send(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        data: object = None,
        headers: Mapping[str, str | None] | None = None,
        host: str | None = None,
    ) -> Reply:
        """Send exactly this; a header of None is left out."""
        merged = {**self.headers, **(headers or {})}
        sent = {name: value for name, value in merged.items() if value is not None}
        body: dict[str, Any] = {"json": json} if json is not None else {"data": data}
        async with self.session.request(
            method,
            self.sim.origins[host or API[self.brand]] + path,
            headers=sent,
            allow_redirects=False,
            skip_auto_headers=["Content-Type"] if data is None else [],
            **body,
        ) as response:
            text = await response.text()
            return Reply(status=response.status, headers=response.headers, text=text)

    async def get(self, path: str, **headers: str) -> Reply:
        """Send a GET."""
        return await self.send("GET", path, headers=headers)

    async def post(self, path: str, json: object = None) -> Reply:
        """Send a POST, with an empty object if there is nothing to say."""
        return await self.send("POST", path, json=json or {})

    async def put(self, path: str, json: object = None) -> Reply:
        """Send a PUT, with an empty object if there is nothing to say."""
        return await self.send("PUT", path, json=json or {})

    async def delete(self, path: str) -> Reply:
        """Send a DELETE."""
        return await self.send("DELETE", path)


@dataclass
class Door:
    """One lock by its name in the home."""

    wire: Wire
    name: str

    @property
    def id(self) -> str:
        """Return the id of the lock."""
        return lock_id(self.wire.sim, self.name)

    async def show(self) -> Any:  # noqa: ANN401 - JSON of any shape
        """Return everything about the lock."""
        reply = await self.wire.get(f"/locks/{self.id}")
        assert reply.status == 200, reply.text
        return reply.body

    async def operate(self, command: str, json: object = None) -> Reply:
        """Send a command."""
        return await self.wire.put(f"/remoteoperate/{self.id}/{command}", json)

    async def pins(self) -> dict[str, list[dict[str, Any]]]:
        """Return the groups of PINs that are not empty."""
        reply = await self.wire.get(f"/locks/{self.id}/pins")
        assert reply.status == 200, reply.text
        return {name: rows for name, rows in reply.body.items() if rows}

    async def command(self, action: str = "load", **fields: object) -> Reply:
        """Send one PIN command, by default an always-PIN of Ann; None leaves out."""
        row = {**ANN, "action": action, **fields}
        row = {name: value for name, value in row.items() if value is not None}
        return await self.wire.post(f"/locks/{self.id}/pins", {"commands": [row]})

    async def load(self, **fields: object) -> None:
        """Load a PIN and wait until the lock has it."""
        reply = await self.command("load", **fields)
        assert reply.status == 200, reply.text
        self.settle()

    def settle(self) -> None:
        """Let so much time pass that the lock has what is under way."""
        self.wire.sim.home.clock.advance(timedelta(seconds=6))

    async def events(self, limit: int = 50) -> list[dict[str, Any]]:
        """Return the feed of the lock's house."""
        house = (await self.show())["HouseID"]
        path = f"/houses/{house}/activities?limit={limit}"
        reply = await self.wire.get(path, **{"Accept-Version": "4.0.0"})
        rows = reply.body["events"]
        return [row for row in rows if row["deviceID"] == self.id]


ANN: dict[str, object] = {
    "partnerUserID": "cl-1",
    "pin": "012345",
    "firstName": "Ann",
    "lastName": "B",
    "accessType": "always",
    "retry": False,
}


def report(sim: Simulation, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """Return what the control desk tells of a lock."""
    locks = sim.vendor(AugustControl).state()["locks"]
    assert isinstance(locks, dict)
    return locks[name]


def lock_id(sim: Simulation, name: str) -> str:
    """Return the id of a lock of the home."""
    return str(report(sim, name)["id"])


def token_of(sim: Simulation, brand: str) -> str:
    """Return an access token."""
    return str(sim.vendor(AugustControl).tokens(brand)["access_token"])


def pushed(sim: Simulation, name: str) -> list[Any]:
    """Return the messages about a lock so far."""
    wanted = lock_id(sim, name)
    rows = sim.vendor(AugustControl).messages()
    return [row["message"] for row in rows if row["lock_id"] == wanted]


async def until(sim: Simulation, name: str, count: int) -> None:
    """Wait until so many messages about a lock were pushed."""
    for _ in range(200):
        if len(pushed(sim, name)) >= count:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(pushed(sim, name))


def stamp(moment: datetime) -> str:
    """Return a time as PIN commands write it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
