"""The endpoints of the Tedee API that this client uses, one short method each.

Wire in, wire out: nothing is decided here but what a status means.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
import json
import logging
from typing import Final
from urllib.parse import quote

from yarl import Query

from ...model.errors import OutcomeUnknown, ProtocolError
from .._http import Request, Response, Transport
from .._record import Record
from .auth import PersonalKey
from .facts import LockFacts
from .pin_wire import PinBody, PinDetail, PinList
from .status import (
    ACCOUNT,
    ACTIVITY,
    LOCK,
    OPERATE,
    PIN_READ,
    PIN_WRITE,
    SETTINGS,
    Family,
    check,
)
from .wire import (
    Details,
    KeypadItem,
    LockItem,
    OperationStart,
    OperationStatus,
    SyncItem,
)

_LOGGER = logging.getLogger(__name__)

ORIGIN: Final = "https://api.tedee.com"
VERSION: Final = "37"

TIMEOUT: Final = 30.0
"""Seconds, for what the cloud answers by itself."""

PIN_TIMEOUT: Final = 60.0
"""Seconds. A PIN call goes on to the lock by way of bridge and Bluetooth, and how long
the cloud waits for it is not published."""

FOLLOW_TIMEOUT: Final = 5.0
"""Seconds. Who follows an operation rather asks again than waits."""


@dataclass(slots=True, kw_only=True)
class TedeeApi:
    """The API as one account sees it. Methods raise the errors of `model.errors`."""

    transport: Transport
    key: PersonalKey
    now: Callable[[], datetime]
    _warned: bool = field(default=False, init=False)

    async def details(self) -> Details:
        """Return all devices, with accessories and without anybody's settings.

        Not `GET /my/lock`: that needs two calls more, for bridges and keypads, and is
        limited to 10 calls in 10 minutes (Tedee release notes, 2023-07-24).
        """
        query = {"IncludeAccessories": "true"}
        answer = await self._read("/my/device/details", ACCOUNT, query=query)
        return Details.read(_result(answer))

    async def lock(self, facts: LockFacts) -> LockItem:
        """Return one lock."""
        path, query = f"/my/lock/{facts.vendor_id}", {"IncludeAccessories": "true"}
        answer = await self._read(path, LOCK, facts, query=query)
        return LockItem.read(_result(answer))

    async def keypads(self) -> Mapping[str, KeypadItem]:
        """Return the keypads of all locks, by the vendor id of their lock."""
        items = _envelope(await self._read("/my/keypad", ACCOUNT)).records("result")
        return KeypadItem.read_all(items)

    async def change_lock(
        self, facts: LockFacts, revision: int, fields: Mapping[str, bool | int]
    ) -> None:
        """Change settings of a lock."""
        body = {"id": _number(facts.vendor_id), **_settings(revision, fields)}
        await self._write(
            "PATCH", "/my/lock", SETTINGS, facts, body=body, patience=TIMEOUT
        )

    async def change_keypad(
        self,
        facts: LockFacts,
        keypad_id: str,
        revision: int,
        fields: Mapping[str, bool | int],
    ) -> None:
        """Change settings of the keypad of a lock."""
        path = f"/my/keypad/{quote(keypad_id, safe='')}"
        body = _settings(revision, fields)
        await self._write("PATCH", path, SETTINGS, facts, body=body, patience=TIMEOUT)

    async def sync_all(self) -> list[object]:
        """Return the states of all locks, each to be read as a `SyncItem`."""
        answer = await self._read("/my/lock/sync", ACCOUNT)
        return _envelope(answer).items("result")

    async def sync(self, facts: LockFacts) -> SyncItem:
        """Return the state of one lock."""
        answer = await self._read(f"/my/lock/{facts.vendor_id}/sync", LOCK, facts)
        return SyncItem.read(_result(answer))

    async def operate(
        self, facts: LockFacts, name: str, query: Query = None
    ) -> OperationStart:
        """Start `lock`, `unlock` or `pull`."""
        path = f"/my/lock/{facts.vendor_id}/operation/{name}"
        answer = await self._write(
            "POST", path, OPERATE, facts, query=query, patience=TIMEOUT
        )
        try:
            return OperationStart.read(_result(answer))
        except ProtocolError:
            # The status has proved that the lock was told; it only cannot be followed.
            return OperationStart()

    async def operation(self, operation_id: str) -> OperationStatus:
        """Return how far an operation is."""
        path = f"/my/device/operation/{quote(operation_id, safe='')}"
        answer = await self._read(path, LOCK, patience=FOLLOW_TIMEOUT)
        return OperationStatus.read(_result(answer))

    async def pins(self, facts: LockFacts, version: int | None) -> PinList | None:
        """Return the PINs of a lock; None when `version` is still the current one."""
        answer = await self._read(
            _pins(facts),
            PIN_READ,
            facts,
            query=None if version is None else {"listVersion": str(version)},
            patience=PIN_TIMEOUT,
            also=None if version is None else 304,
        )
        return None if answer.status == 304 else PinList.read(_result(answer))

    async def pin(self, facts: LockFacts, pin_id: str) -> PinDetail:
        """Return one PIN with its digits."""
        answer = await self._read(
            _pins(facts, pin_id), PIN_READ, facts, patience=PIN_TIMEOUT
        )
        return PinDetail.read(_result(answer))

    async def create_pin(self, facts: LockFacts, body: PinBody) -> str | None:
        """Write a new PIN; return its id, None when the answer does not tell it."""
        answer = await self._write("POST", _pins(facts), PIN_WRITE, facts, body=body)
        try:
            return _result(answer).identifier("id")
        except ProtocolError:
            return None

    async def replace_pin(self, facts: LockFacts, pin_id: str, body: PinBody) -> None:
        """Write all fields of a PIN."""
        await self._write("PUT", _pins(facts, pin_id), PIN_WRITE, facts, body=body)

    async def delete_pin(self, facts: LockFacts, pin_id: str) -> None:
        """Take a PIN off the lock."""
        await self._write("DELETE", _pins(facts, pin_id), PIN_WRITE, facts)

    async def activity(
        self, facts: LockFacts, elements: int, before: str | None
    ) -> list[object]:
        """Return the newest entries of a lock's log, or the newest before a date."""
        query = {"deviceId": facts.vendor_id, "elements": str(elements)}
        if before is not None:
            query["lastElemDate"] = before
        answer = await self._read("/my/deviceactivity", ACTIVITY, facts, query=query)
        return _envelope(answer).items("result")

    async def _read(
        self,
        path: str,
        family: Family,
        facts: LockFacts | None = None,
        *,
        query: Query = None,
        patience: float = TIMEOUT,
        also: int | None = None,
    ) -> Response:
        """Send a GET.

        `patience` in seconds; `also` is a status that is no failure here.
        """
        answer = await self._send("GET", path, query=query, patience=patience)
        if answer.status != also:
            check(answer, family, now=self.now(), facts=facts)
        return answer

    async def _write(
        self,
        method: str,
        path: str,
        family: Family,
        facts: LockFacts,
        *,
        query: Query = None,
        body: Mapping[str, object] | None = None,
        patience: float = PIN_TIMEOUT,
    ) -> Response:
        """Send anything else, once."""
        data = None if body is None else json.dumps(body).encode()
        answer = await self._send(
            method, path, query=query, body=data, patience=patience
        )
        check(answer, family, now=self.now(), facts=facts)
        if _says_no(answer):
            # Not sent again, because nobody documents what it means.
            raise OutcomeUnknown(f"HTTP {answer.status} without success")
        return answer

    async def _send(
        self,
        method: str,
        path: str,
        *,
        query: Query,
        patience: float,
        body: bytes | None = None,
    ) -> Response:
        headers = {"Accept": "application/json", **self.key.headers()}
        if body is not None:
            headers["Content-Type"] = "application/json"
        url = self.transport.url(ORIGIN, f"/api/v{VERSION}{path}")
        answer = await self.transport.send(
            Request(method, url.update_query(query), headers, body, patience)
        )
        self._look_ahead(answer.headers)
        return answer

    def _look_ahead(self, headers: Mapping[str, str]) -> None:
        """Say once in the log that the cloud is about to drop this version.

        Versions live for 18 months after the next one (Tedee API docs, versioning).
        """
        supported = headers.get("API-Supported-Versions", "")
        numbers = {
            version.strip().removeprefix("v").removesuffix(".0")
            for version in supported.split(",")
        }
        if supported and VERSION not in numbers and not self._warned:
            self._warned = True
            _LOGGER.warning("Tedee's cloud no longer lists version %s", VERSION)


def _number(vendor_id: str) -> int | str:
    """Return an id as the cloud wrote it."""
    return int(vendor_id) if vendor_id.isdecimal() else vendor_id


def _settings(revision: int, fields: Mapping[str, bool | int]) -> dict[str, object]:
    return {"revision": revision, "deviceSettings": fields}


def _pins(facts: LockFacts, pin_id: str | None = None) -> str:
    path = f"/my/lock/{facts.vendor_id}/pin"
    return path if pin_id is None else f"{path}/{pin_id}"


def _envelope(answer: Response) -> Record:
    """Return the object around every answer; `ProtocolError` when it says no."""
    envelope = Record(answer.json(), "answer")
    if envelope.flag("success") is False:
        raise ProtocolError(f"HTTP {answer.status} without success")
    return envelope


def _result(answer: Response) -> Record:
    """Return what an answer is about."""
    return Record(_envelope(answer).get("result"), "result")


def _says_no(answer: Response) -> bool:
    """Return whether a readable body contradicts a good status."""
    try:
        return Record(answer.json(), "answer").flag("success") is False
    except ProtocolError:
        return False
