"""Which gateway hears which lock.

TTLock lists an account's gateways; Sifely does not, so there they are found through a
lock. A lock whose gateway is found once is found again through the gateway, in one call
for all its locks. What cannot be read is not known; `hasGateway` of the listing counts.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from ...model.errors import LockOffline, NotFound, ProtocolError, RejectedError
from .api import Api
from .calls import GATEWAY_LIST
from .wire import GatewayItem, Heard

_SILENCE: Final = -1000
"""dBm, of which there is no less."""

_NOT_TOLD: Final = (LockOffline, ProtocolError, RejectedError)


@dataclass(slots=True)
class Gateways:
    """The gateways of an account as last read, and which locks they heard."""

    api: Api
    items: dict[str, GatewayItem] = field(default_factory=dict)
    """By vendor id."""
    _heard: dict[str, list[Heard]] = field(default_factory=dict)

    def of_lock(self, lock_id: str) -> tuple[Heard, ...]:
        """Return by which gateways a lock was heard, the loudest first."""
        heard = self._heard.get(lock_id, [])
        return tuple(sorted(heard, key=_loudness, reverse=True))

    async def read(self, locks: Iterable[str]) -> None:
        """Read gateways anew; `locks` are those that say that they have one.

        Raises what concerns the whole account; all else leaves things unknown.
        """
        survey = _Survey(self.api)
        for item in await self._listed():
            await survey.visit(item.vendor_id, item)
        for lock_id in locks:
            if lock_id not in survey.heard:
                await survey.ask(lock_id)
        self.items, self._heard = survey.items, survey.heard

    async def _listed(self) -> tuple[GatewayItem, ...]:
        """Return the gateways to begin with: all, or those that are known already."""
        if self.api.caller.has(GATEWAY_LIST):
            return await self.api.gateways.list()
        found = [await self._again(item) for item in self.items.values()]
        return tuple(item for item in found if item is not None)

    async def _again(self, item: GatewayItem) -> GatewayItem | None:
        """Return a known gateway read anew; as it was if that fails, None if gone."""
        try:
            return await self.api.gateways.detail(item.vendor_id)
        except NotFound:
            return None
        except LockOffline, ProtocolError, RejectedError:
            return item


@dataclass(slots=True)
class _Survey:
    """One reading, gateway by gateway."""

    api: Api
    items: dict[str, GatewayItem] = field(default_factory=dict)
    heard: dict[str, list[Heard]] = field(default_factory=dict)

    async def visit(self, gateway_id: str, item: GatewayItem | None) -> None:
        """Take note of a gateway and of the locks that it heard."""
        if item is not None:
            self.items[gateway_id] = item
        with suppress(*_NOT_TOLD):
            for entry in await self.api.gateways.locks(gateway_id):
                self._note(entry)

    async def ask(self, lock_id: str) -> None:
        """Find the gateways of a lock that none has told of."""
        with suppress(*_NOT_TOLD):
            for entry in await self.api.gateways.of_lock(lock_id):
                self._note(entry)
                if entry.gateway_id not in self.items:
                    item = await _detail(self.api, entry.gateway_id)
                    await self.visit(entry.gateway_id, item)

    def _note(self, entry: Heard) -> None:
        known = self.heard.setdefault(entry.lock_id, [])
        if all(it.gateway_id != entry.gateway_id for it in known):
            known.append(entry)


async def _detail(api: Api, gateway_id: str) -> GatewayItem | None:
    with suppress(*_NOT_TOLD):
        return await api.gateways.detail(gateway_id)
    return None


def _loudness(entry: Heard) -> int:
    return _SILENCE if entry.rssi is None else entry.rssi
