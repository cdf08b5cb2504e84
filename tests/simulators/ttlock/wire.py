"""Small clients for the hosts of TTLock and Sifely, which believe nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import md5
from typing import Any

import aiohttp

from simulators import Simulation
from simulators.ttlock import TtlockControl
from tests.simulators.client import Reply

EU, CN = "https://euapi.ttlock.com", "https://cnapi.ttlock.com"
KEY_HOST = "https://cus-openapi.sifely.com"
BEARER_HOST = "https://app-smart-server.sifely.com"
HOUR, DAY = 3_600_000, 86_400_000


def md5_of(text: str) -> str:
    """Return a password as the clouds want it."""
    return md5(text.encode(), usedforsecurity=False).hexdigest()


@dataclass
class Wire:
    """Sends parameters to one host."""

    sim: Simulation
    session: aiohttp.ClientSession
    host: str
    params: dict[str, object] = field(default_factory=dict)
    """What every call carries."""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def sifely(self) -> bool:
        """Return whether everything goes into the query."""
        return "sifely" in self.host

    @property
    def now(self) -> int:
        """Return the time of the home in milliseconds."""
        return ms(self.sim.home.clock.now())

    async def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        form: Mapping[str, object] | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send exactly this."""
        async with self.session.request(
            method,
            self.sim.origins[self.host] + path,
            params=_texts(query or {}),
            data=_texts(form) if form is not None else None,
            json=json,
            headers={**self.headers, **(headers or {})},
            allow_redirects=False,
        ) as response:
            text = await response.text()
            return Reply(status=response.status, headers=response.headers, text=text)

    async def get(self, path: str, **params: object) -> Reply:
        """Ask as the host wants it."""
        return await self.send("GET", f"/v3/{path}", query=self._signed(params))

    async def post(self, path: str, **params: object) -> Reply:
        """Post as the host wants it: a query for Sifely, a form for TTLock."""
        signed = self._signed(params)
        if self.sifely:
            return await self.send("POST", f"/v3/{path}", query=signed)
        return await self.send("POST", f"/v3/{path}", form=signed)

    async def rows(self, path: str, **params: object) -> list[Any]:
        """Return the first page of a list."""
        reply = await self.get(path, pageNo=1, pageSize=100, **params)
        rows = reply.body["list"]
        assert isinstance(rows, list), reply.text
        return rows

    def _signed(self, params: Mapping[str, object]) -> dict[str, object]:
        """Add what every call carries."""
        date = {} if self.sifely else {"date": self.now}
        return {**self.params, **date, **params}


@dataclass
class Door:
    """One lock by its name in the home."""

    wire: Wire
    name: str

    @property
    def id(self) -> int:
        """Return the number of the lock."""
        return lock_id(self.wire.sim, self.name)

    async def get(self, path: str, **params: object) -> Reply:
        """Ask about the lock."""
        return await self.wire.get(path, lockId=self.id, **params)

    async def post(self, path: str, **params: object) -> Reply:
        """Post about the lock."""
        return await self.wire.post(path, lockId=self.id, **params)

    async def rows(self, path: str, **params: object) -> list[Any]:
        """Return the first page of a list about the lock."""
        return await self.wire.rows(path, lockId=self.id, **params)


def lock_id(sim: Simulation, name: str) -> int:
    """Return the number of a lock of the home."""
    locks = sim.vendor(TtlockControl).state()["locks"]
    assert isinstance(locks, dict)
    number = locks[name]["id"]
    assert isinstance(number, int)
    return number


def ms(moment: datetime) -> int:
    """Return a moment in milliseconds."""
    return int(moment.timestamp() * 1000)


def code(reply: Reply) -> int:
    """Return the number of a refusal, 0 for a success."""
    assert reply.status == 200, reply.text
    body = reply.body
    number = body.get("errcode", body.get("code", 0))
    assert isinstance(number, int)
    return number


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    """Return parameters as they travel."""
    return {name: str(value) for name, value in values.items()}
