"""A small client for the fake clouds, which believes nothing and parses little."""

from collections.abc import Mapping
from dataclasses import dataclass
import json
from typing import Any

import aiohttp


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Any:  # noqa: ANN401 - JSON of any shape
        """Return the parsed body."""
        return json.loads(self.text)

    @property
    def result(self) -> Any:  # noqa: ANN401 - JSON of any shape
        """Return what is in the envelope."""
        assert self.body["success"] is True, self.text
        return self.body["result"]


class Api:
    """Sends requests below one base address."""

    def __init__(
        self, session: aiohttp.ClientSession, base: str, headers: Mapping[str, str]
    ) -> None:
        """Use the session for requests to `base`."""
        self.base = base
        self.headers = dict(headers)
        self._session = session

    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request and read the whole answer."""
        body: dict[str, Any] = {"data": data} if data is not None else {"json": json}
        async with self._session.request(
            method,
            self.base + path,
            headers={**self.headers, **(headers or {})},
            **(body if json is not None or data is not None else {}),
        ) as response:
            text = await response.text()
            return Reply(status=response.status, headers=response.headers, text=text)

    async def get(self, path: str) -> Reply:
        """Send a GET."""
        return await self.request("GET", path)

    async def post(self, path: str, json: object = None) -> Reply:
        """Send a POST."""
        return await self.request("POST", path, json=json)

    async def put(self, path: str, json: object = None) -> Reply:
        """Send a PUT."""
        return await self.request("PUT", path, json=json)

    async def patch(self, path: str, json: object = None) -> Reply:
        """Send a PATCH."""
        return await self.request("PATCH", path, json=json)

    async def delete(self, path: str) -> Reply:
        """Send a DELETE."""
        return await self.request("DELETE", path)
