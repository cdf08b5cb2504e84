"""The endpoints of the Tedee API that this client uses, one short method each.

Wire in, wire out: nothing is decided here but what a status means. Those for people are
in `access_api`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from yarl import Query

from ...model.errors import ProtocolError
from .._http import Response
from .calls import Calls, envelope, result
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
)
from .wire import (
    Details,
    KeypadItem,
    LockItem,
    OperationStart,
    OperationStatus,
    SyncItem,
)

PIN_TIMEOUT: Final = 60.0
"""Seconds. A PIN call goes on to the lock by way of bridge and Bluetooth, and how long
the cloud waits for it is not published."""

FOLLOW_TIMEOUT: Final = 5.0
"""Seconds. Who follows an operation rather asks again than waits."""


@dataclass(frozen=True, slots=True)
class TedeeApi:
    """The API as one account sees it. Methods raise the errors of `model.errors`."""

    calls: Calls

    async def details(self) -> Details:
        """Return all devices, with accessories and without anybody's settings.

        Not `GET /my/lock`: that needs two calls more, for bridges and keypads, and is
        limited to 10 calls in 10 minutes (Tedee release notes, 2023-07-24).
        """
        query = {"IncludeAccessories": "true"}
        answer = await self.calls.read("/my/device/details", ACCOUNT, query=query)
        return Details.read(result(answer))

    async def lock(self, facts: LockFacts) -> LockItem:
        """Return one lock."""
        path, query = f"/my/lock/{facts.vendor_id}", {"IncludeAccessories": "true"}
        answer = await self.calls.read(path, LOCK, facts, query=query)
        return LockItem.read(result(answer))

    async def keypads(self) -> Mapping[str, KeypadItem]:
        """Return the keypads of all locks, by the vendor id of their lock."""
        items = envelope(await self.calls.read("/my/keypad", ACCOUNT)).records("result")
        return KeypadItem.read_all(items)

    async def change_lock(
        self, facts: LockFacts, revision: int, fields: Mapping[str, bool | int]
    ) -> None:
        """Change settings of a lock."""
        body = {"id": _number(facts.vendor_id), **_settings(revision, fields)}
        await self.calls.write("PATCH", "/my/lock", SETTINGS, facts, body=body)

    async def rename_lock(self, facts: LockFacts, revision: int, name: str) -> None:
        """Change the name of a lock."""
        body = {"id": _number(facts.vendor_id), "revision": revision, "name": name}
        await self.calls.write("PATCH", "/my/lock", SETTINGS, facts, body=body)

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
        await self.calls.write("PATCH", path, SETTINGS, facts, body=body)

    async def sync_all(self) -> list[object]:
        """Return the states of all locks, each to be read as a `SyncItem`."""
        answer = await self.calls.read("/my/lock/sync", ACCOUNT)
        return envelope(answer).items("result")

    async def sync(self, facts: LockFacts) -> SyncItem:
        """Return the state of one lock."""
        answer = await self.calls.read(f"/my/lock/{facts.vendor_id}/sync", LOCK, facts)
        return SyncItem.read(result(answer))

    async def operate(
        self, facts: LockFacts, name: str, query: Query = None
    ) -> OperationStart:
        """Start `lock`, `unlock` or `pull`."""
        path = f"/my/lock/{facts.vendor_id}/operation/{name}"
        answer = await self.calls.write("POST", path, OPERATE, facts, query=query)
        try:
            return OperationStart.read(result(answer))
        except ProtocolError:
            # The status has proved that the lock was told; it only cannot be followed.
            return OperationStart()

    async def operation(self, operation_id: str) -> OperationStatus:
        """Return how far an operation is."""
        path = f"/my/device/operation/{quote(operation_id, safe='')}"
        answer = await self.calls.read(path, LOCK, patience=FOLLOW_TIMEOUT)
        return OperationStatus.read(result(answer))

    async def pins(self, facts: LockFacts, version: int | None) -> PinList | None:
        """Return the PINs of a lock; None when `version` is still the current one."""
        answer = await self.calls.read(
            _pins(facts),
            PIN_READ,
            facts,
            query=None if version is None else {"listVersion": str(version)},
            patience=PIN_TIMEOUT,
            also=None if version is None else 304,
        )
        return None if answer.status == 304 else PinList.read(result(answer))

    async def pin(self, facts: LockFacts, pin_id: str) -> PinDetail:
        """Return one PIN with its digits."""
        answer = await self.calls.read(
            _pins(facts, pin_id), PIN_READ, facts, patience=PIN_TIMEOUT
        )
        return PinDetail.read(result(answer))

    async def create_pin(self, facts: LockFacts, body: PinBody) -> str | None:
        """Write a new PIN; return its id, None when the answer does not tell it."""
        answer = await self._write_pin("POST", _pins(facts), facts, body)
        try:
            return result(answer).identifier("id")
        except ProtocolError:
            return None

    async def replace_pin(self, facts: LockFacts, pin_id: str, body: PinBody) -> None:
        """Write all fields of a PIN."""
        await self._write_pin("PUT", _pins(facts, pin_id), facts, body)

    async def delete_pin(self, facts: LockFacts, pin_id: str) -> None:
        """Take a PIN off the lock."""
        await self._write_pin("DELETE", _pins(facts, pin_id), facts)

    async def _write_pin(
        self, method: str, path: str, facts: LockFacts, body: PinBody | None = None
    ) -> Response:
        return await self.calls.write(
            method, path, PIN_WRITE, facts, body=body, patience=PIN_TIMEOUT
        )

    async def activity(
        self, facts: LockFacts, elements: int, before: str | None
    ) -> list[object]:
        """Return the newest entries of a lock's log, or the newest before a date."""
        query = {"deviceId": facts.vendor_id, "elements": str(elements)}
        if before is not None:
            query["lastElemDate"] = before
        answer = await self.calls.read(
            "/my/deviceactivity", ACTIVITY, facts, query=query
        )
        return envelope(answer).items("result")


def _number(vendor_id: str) -> int | str:
    """Return an id as the cloud wrote it."""
    return int(vendor_id) if vendor_id.isdecimal() else vendor_id


def _settings(revision: int, fields: Mapping[str, bool | int]) -> dict[str, object]:
    return {"revision": revision, "deviceSettings": fields}


def _pins(facts: LockFacts, pin_id: str | None = None) -> str:
    path = f"/my/lock/{facts.vendor_id}/pin"
    return path if pin_id is None else f"{path}/{pin_id}"
