"""Calls about devices: listing them, and what they report (Tuya docs, devices)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import json
from typing import Any, Final

from ...model.errors import ProtocolError
from .._record import Record
from .caller import Caller
from .calls import get, post, safe
from .wire import flag_of, objects

PAGE: Final = 50
_MOST_PAGES: Final = 200


@dataclass(frozen=True, slots=True)
class DeviceApi:
    """Devices of an account. Methods raise the errors of `model.errors`."""

    caller: Caller

    async def all(self) -> list[Record]:
        """Return all devices of the account, with what they report as far as told."""
        if self.caller.sign_in.is_app:
            uid = await self.caller.account_id()
            return await self.of_user(uid)
        return await self._linked()

    async def of_user(self, uid: str) -> list[Record]:
        """Return the devices of an app's account: a list without pages."""
        result = await self.caller.result(get(f"/v1.0/users/{safe(uid)}/devices"))
        if not isinstance(result, list):
            raise ProtocolError("no list of devices")
        return objects(result)

    async def _linked(self) -> list[Record]:
        """Return the devices of all accounts that are linked to the project."""
        found: dict[str, Record] = {}
        row: str | None = None
        for _ in range(_MOST_PAGES):
            page = await self.caller.record(
                get(
                    "/v1.0/iot-01/associated-users/devices",
                    size=PAGE,
                    last_row_key=row,
                )
            )
            known = len(found)
            entries = [Record(it, "device") for it in page.items("devices")]
            found |= {it.identifier("id"): it for it in entries}
            row = page.maybe_identifier("last_row_key")
            if flag_of(page, "has_more") is not True or not row or len(found) == known:
                break
        return list(found.values())

    async def newer(self, device_ids: Iterable[str]) -> list[Record]:
        """Return at most a page of devices of the newer list: it names gateways."""
        ids = ",".join(device_ids)
        call = get("/v1.3/iot-03/devices", device_ids=ids, page_size=PAGE)
        return (await self.caller.record(call)).records("list")

    async def details(self, device_id: str) -> Record:
        """Return one device with what it reports (`status`)."""
        return await self.caller.record(get(f"/v1.0/devices/{safe(device_id)}"))

    async def status(self, device_id: str) -> list[Record]:
        """Return what one device reports, as `code` and `value`."""
        path = f"/v1.0/devices/{safe(device_id)}/status"
        return objects(await self.caller.result(get(path)))

    async def specification(self, device_id: str) -> Record:
        """Return what a device reports and takes: `status`, `functions`."""
        path = f"/v1.0/iot-03/devices/{safe(device_id)}/specification"
        return await self.caller.record(get(path))

    async def properties(self, device_id: str, codes: Sequence[str]) -> list[Record]:
        """Return what a device reports, and when it did: `code`, `value`, `time`."""
        path = f"/v2.0/cloud/thing/{safe(device_id)}/shadow/properties"
        page = await self.caller.record(get(path, codes=",".join(codes) or None))
        return page.records("properties")

    async def command(self, device_id: str, code: str, value: Any) -> None:  # noqa: ANN401 - JSON
        """Send a data point to a device."""
        path = f"/v1.0/devices/{safe(device_id)}/commands"
        body = {"commands": [{"code": code, "value": value}]}
        await self.caller.done(post(path, body))

    async def of_smart_lock_user(self, uid: str) -> object:
        """Return the devices of an account by the lock interface; shape not known."""
        path = f"/v1.0/smart-lock/users/{safe(uid)}/devices"
        return await self.caller.result(get(path))


def values_of(field: object) -> dict[str, Any]:
    """Return the range of a data point, which comes as JSON in a text."""
    try:
        values = json.loads(field) if isinstance(field, str) else field
    except ValueError, RecursionError:
        return {}
    return values if isinstance(values, dict) else {}
