"""Gateways of locks: one list names them, another tells whether they are connected."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import batched
from typing import Final

from ...model.errors import ProtocolError, RejectedError
from ...model.lock import Gateway, GatewayId
from .._record import Record
from .api import Api
from .api_devices import PAGE
from .facts import DeviceItem
from .wire import readable

_AGAIN: Final = timedelta(hours=12)
"""Which gateway a lock is at changes only when somebody pairs it anew."""


class Gateways:
    """Which gateway each lock is at, as it was read last."""

    def __init__(self, api: Api, now: Callable[[], datetime]) -> None:
        """Start knowing none; nothing is sent."""
        self._api = api
        self._now = now
        self._of: Mapping[str, str] = {}
        self._asked: frozenset[str] = frozenset()
        self._read_at: datetime | None = None
        self._listed: dict[str, Gateway] = {}

    async def read(
        self, devices: Iterable[DeviceItem], locks: Iterable[DeviceItem]
    ) -> tuple[Gateway, ...]:
        """Return the gateways of these locks that are among the devices.

        Projects that may not ask for them have none shown.
        """
        behind = [it.id for it in locks if it.sub]
        if self._is_due(behind):
            with suppress(RejectedError, ProtocolError):
                self._of = await self._ask(behind)
            self._asked, self._read_at = frozenset(behind), self._now()
        wanted = {self._of[it] for it in behind if it in self._of}
        self._listed = {it.id: _gateway(it) for it in devices if it.id in wanted}
        return tuple(self._listed.values())

    def _is_due(self, behind: Collection[str]) -> bool:
        if not behind:
            return False
        read_at = self._read_at
        is_old = read_at is None or self._now() - read_at >= _AGAIN
        return is_old or not self._asked.issuperset(behind)

    async def _ask(self, device_ids: Iterable[str]) -> dict[str, str]:
        found: dict[str, str | None] = {}
        for some in batched(device_ids, PAGE, strict=False):
            records = await self._api.devices.newer(some)
            found |= dict(readable(records, _place))
        return {lock: gateway for lock, gateway in found.items() if gateway}

    def at(self, device_id: str) -> GatewayId | None:
        """Return the gateway of a lock, None where none is listed."""
        gateway = self._listed.get(self._of.get(device_id, ""))
        return None if gateway is None else gateway.id

    def by_device(self, device_id: str) -> GatewayId | None:
        """Return a gateway by what the wire calls it, without asking anybody."""
        gateway = self._listed.get(device_id)
        return None if gateway is None else gateway.id


def _place(record: Record) -> tuple[str, str | None]:
    return record.identifier("id"), record.maybe_identifier("gateway_id")


def _gateway(item: DeviceItem) -> Gateway:
    return Gateway(
        id=item.uuid or item.id,
        name=item.name,
        model=item.product,
        online=item.online,
    )
