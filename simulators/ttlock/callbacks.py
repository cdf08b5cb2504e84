"""Callbacks: what the cloud tells a client's address by itself.

Source: TTLock open platform documentation, "Callback notify", and one public recording
of such posts. One address belongs to one client, for all accounts that have let it in;
nothing is signed. Of Sifely's webhooks nothing is known but that there are some: the
JSON variants are guesses. Whether anything is sent again is not documented: it is not.
"""

import asyncio
from datetime import timedelta
import json
from typing import TYPE_CHECKING, Final, Literal

from aiohttp import ClientError, ClientSession, ClientTimeout

from simulators.link import Link

from .devices import TtlockGateway, TtlockLock
from .numbers import Number
from .records import Record
from .recordshapes import callback_record

if TYPE_CHECKING:
    from .state import TtlockState

Style = Literal["form", "repeated", "text", "list", "object"]
"""`form`, or `repeated` with `records` for each record; else JSON with the records as
text, as a list, or alone in the body."""

GATEWAY_LAG: Final = timedelta(minutes=30)
WIFI_LAG: Final = timedelta(minutes=15)
OK: Final = 200
_RECORDS, _GATEWAY, _WIFI, _FAILURE = 1, 2, 3, 4
_PASSCODE: Final = 2
_LOOK_EVERY: Final = 1.0
_TIMEOUT: Final = ClientTimeout(total=10)


class Callbacks:
    """Tells one address what happens."""

    def __init__(self, state: TtlockState) -> None:
        """Start without an address."""
        self.url: str | None = None
        self.style: Style = "form"
        self.answers: list[tuple[int, str]] = []
        """Status and text of every answer; 0 where nobody answered."""
        self._state = state
        self._one_at_a_time = asyncio.Lock()

    async def set_up(self, url: str, style: Style) -> tuple[int, str]:
        """Call an address to see whether it answers, and keep it if it does so."""
        self.style = style
        status, text = await self.post(url, {})
        if status == OK:
            self.url = url
            self._state.recorder.outbox.clear()
        return status, text

    async def run(self) -> None:
        """Tell whatever happens for ever."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            await self.deliver()

    async def deliver(self) -> int:
        """Tell what has not been told; returns how many posts that were."""
        async with self._one_at_a_time:
            self._state.catch_up()
            told = [
                *self._take_records(),
                *self._take_gateways(),
                *self._take_wifi_locks(),
                *self._take_failures(),
            ]
            if self.url is None:
                return 0
            for fields in told:
                await self.post(self.url, fields)
            return len(told)

    async def post(self, url: str, fields: dict[str, object]) -> tuple[int, str]:
        """Send one post and return how it was answered."""
        pairs, body = self._render(fields)
        try:
            async with (
                ClientSession(timeout=_TIMEOUT) as session,
                session.post(url, data=pairs, json=body) as response,
            ):
                answer = (response.status, await response.text())
        except ClientError, TimeoutError:
            answer = (0, "")
        self.answers.append(answer)
        return answer

    def _render(
        self, fields: dict[str, object]
    ) -> tuple[list[tuple[str, str]] | None, object]:
        """Return a form or a JSON body."""
        if self.style in {"form", "repeated"}:
            return self._pairs(fields), None
        records = fields.get("records")
        if not isinstance(records, list):
            return None, fields
        if self.style == "object":
            return None, records[0]
        text = json.dumps(records) if self.style == "text" else records
        return None, {**fields, "records": text}

    def _pairs(self, fields: dict[str, object]) -> list[tuple[str, str]]:
        """Return a form; records are JSON text in it."""
        pairs: list[tuple[str, str]] = []
        for name, value in fields.items():
            if not isinstance(value, list):
                pairs.append((name, str(value)))
            elif self.style == "repeated":
                pairs += [(name, json.dumps([row])) for row in value]
            else:
                pairs.append((name, json.dumps(value)))
        return pairs

    def _take_records(self) -> list[dict[str, object]]:
        """Take what has arrived in the cloud, a post for each lock."""
        rows, self._state.recorder.outbox = self._state.recorder.outbox, []
        by_lock: dict[int, tuple[TtlockLock, list[Record]]] = {}
        for lock, record in rows:
            if self._state.vault.has_signed_in(lock.owner):
                by_lock.setdefault(lock.id, (lock, []))[1].append(record)
        return [
            fields
            for lock, records in by_lock.values()
            for fields in self._posts(lock, records)
        ]

    def _posts(
        self, lock: TtlockLock, records: list[Record]
    ) -> list[dict[str, object]]:
        """Return the posts about one lock; a body of one object tells one record."""
        shapes = [callback_record(lock, record) for record in records]
        groups = [[shape] for shape in shapes] if self.style == "object" else [shapes]
        return [self.records_post(lock, group) for group in groups]

    def records_post(
        self, lock: TtlockLock, records: list[dict[str, object]]
    ) -> dict[str, object]:
        """Return the fields of a post about a lock."""
        return {
            "notifyType": _RECORDS,
            "lockId": lock.id,
            "lockMac": lock.mac,
            "admin": lock.owner.username,
            "records": records,
        }

    def _take_gateways(self) -> list[dict[str, object]]:
        """Take what is news about gateways; that one went away is told late."""
        posts = []
        for gateway in self._state.gateways.values():
            link = gateway.gateway.link
            if self._is_news(link, GATEWAY_LAG, told=gateway.told_online):
                gateway.told_online = link.online
                if self._state.vault.has_signed_in(gateway.owner):
                    posts.append(_gateway_post(gateway))
        return posts

    def _take_wifi_locks(self) -> list[dict[str, object]]:
        """Take what is news about locks in the Wi-Fi."""
        posts = []
        for lock in self._state.locks.values():
            link = lock.hardware.link
            if lock.wifi and self._is_news(link, WIFI_LAG, told=lock.told_online):
                lock.told_online = link.online
                if self._state.vault.has_signed_in(lock.owner):
                    posts.append(_wifi_post(lock))
        return posts

    def _take_failures(self) -> list[dict[str, object]]:
        """Take what sleeping locks have refused."""
        rows, self._state.memory.failed = self._state.memory.failed, []
        return [
            {
                "notifyType": _FAILURE,
                "lockId": lock.id,
                "lockMac": lock.mac,
                "uid": passcode.sender.uid,
                "objectType": _PASSCODE,
                "objectId": passcode.id,
                "errcode": int(Number.FAILED),
            }
            for lock, passcode in rows
            if self._state.vault.has_signed_in(lock.owner)
        ]

    def _is_news(self, link: Link, lag: timedelta, *, told: bool) -> bool:
        """Tell whether a link is not as it was told, and has been so for long."""
        late = not link.online and self._state.now - link.since < lag
        return link.online is not told and not late


def _wifi_post(lock: TtlockLock) -> dict[str, object]:
    """Return the fields of a post about a lock in the Wi-Fi."""
    return {
        "notifyType": _WIFI,
        "lockId": lock.id,
        "lockAlias": lock.hardware.name,
        "lockMac": lock.mac,
        "networkName": "Home",
        "admin": lock.owner.username,
        "isOnline": int(lock.hardware.link.online),
    }


def _gateway_post(gateway: TtlockGateway) -> dict[str, object]:
    """Return the fields of a post about a gateway."""
    return {
        "notifyType": _GATEWAY,
        "gatewayId": gateway.id,
        "gatewayName": gateway.gateway.name,
        "gatewayMac": gateway.mac,
        "gatewayVersion": gateway.version,
        "networkName": gateway.network,
        "isOnline": int(gateway.gateway.link.online),
    }
