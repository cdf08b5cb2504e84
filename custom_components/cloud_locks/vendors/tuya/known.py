"""The locks of the account as last read, and reading them anew."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from ...model.cloud import Inventory
from ...model.credential import CredentialType
from ...model.errors import NotFound, NotPermitted, ProtocolError, RejectedError
from ...model.lock import Lock, LockId
from ...model.reason import Reason
from ...model.wall_clock import zone_of
from .._connection import Connection
from .api import Api
from .facts import UTC_NAME, DeviceItem, LockFacts
from .gateways import Gateways
from .logs import NO_NAMES, Names
from .mapping import credential_types, facts_of, known_zones, lock_id_of, with_points
from .points import Points, Specification, is_lock, points_of
from .rules import code_rules
from .wire import flag_of, readable

_WAY: Final = "remote_unlock_type"


class KnownLocks:
    """What is known of each lock. Everybody in this client asks here."""

    def __init__(self, api: Api, connection: Connection) -> None:
        """Start knowing nothing; nothing is sent."""
        self._api = api
        self._now = connection.now
        self.gateways = Gateways(api, connection.now)
        self._brand = connection.brand.key
        self._facts: dict[LockId, LockFacts] = {}
        self._specifications: dict[str, Specification] = {}
        self._remote: dict[str, Mapping[str, bool]] = {}
        self._no_locks: set[str] = set()
        self._zones: frozenset[str] = frozenset()
        self._looked_up: set[str] = set()
        self._names: dict[LockId, Names] = {}
        self._told_lengths = connection.pin_lengths
        self.lengths: dict[LockId, int] = {**connection.pin_lengths}
        """Numbers of digits that locks turned out, or were said, to take."""
        self.reversed_weeks: dict[LockId, bool] = {}
        """Whether locks give hours of a week back in their other notation."""
        self.credential_types: dict[LockId, frozenset[CredentialType]] = {}

    async def facts(self, lock_id: LockId) -> LockFacts:
        """Return what is known of a lock, reading the account when that is nothing."""
        if lock_id not in self._facts:
            await self.inventory()
        try:
            return self._facts[lock_id]
        except KeyError:
            raise NotFound("lock") from None

    def by_device(self, device_id: str) -> LockFacts | None:
        """Return a lock by what the wire calls it, without asking anybody."""
        found = (it for it in self._facts.values() if it.device_id == device_id)
        return next(found, None)

    def names_of(self, lock_id: LockId) -> Names:
        """Return whose the passwords of a lock are, as they were listed last."""
        return self._names.get(lock_id, NO_NAMES)

    def learn_names(self, lock_id: LockId, names: Names) -> None:
        """Remember whose the passwords of a lock are."""
        self._names[lock_id] = names

    def put(self, facts: LockFacts) -> LockFacts:
        """Remember a lock as it was just read."""
        self._facts[facts.id] = facts
        return facts

    def reported(self, facts: LockFacts, points: Points) -> LockFacts:
        """Remember what a lock reports."""
        return self.put(with_points(facts, points, self._now()))

    async def inventory(self) -> Inventory:
        """Return all locks, and the gateways that they are at."""
        devices = await self._devices()
        items = [it for item in devices if (it := await self._lock(item)) is not None]
        if not self._zones:
            self._zones = await asyncio.to_thread(known_zones)
        await self.learn_zones(item.time_zone for item in items)
        for item in items:
            await self._read_once(item)
        gateways = await self.gateways.read(devices, items)
        self._facts = {facts.id: facts for facts in map(self._made, items)}
        self.credential_types.clear()
        for facts in self._facts.values():
            if types := credential_types(facts.codes):
                self.credential_types[facts.id] = types
        return Inventory(
            locks={lock_id: facts.lock for lock_id, facts in self._facts.items()},
            gateways=gateways,
        )

    async def learn_zones(self, names: Iterable[str | None]) -> None:
        """Look zones up in a thread: the first look at one reads a file."""
        wanted = {UTC_NAME, *(name for name in names if name is not None)}
        for name in (wanted & self._zones) - self._looked_up:
            await asyncio.to_thread(zone_of, name)
            self._looked_up.add(name)

    async def _devices(self) -> list[DeviceItem]:
        try:
            return list(readable(await self._api.devices.all(), DeviceItem.read))
        except NotPermitted as err:
            raise _of_listing(err) from None

    async def _lock(self, item: DeviceItem) -> DeviceItem | None:
        """Return a lock, None for another device.

        A listing that does not tell what devices report is completed; of one that is
        no lock, only once.
        """
        if item.id in self._no_locks:
            return None
        if item.points is None:
            item = await self._completed(item)
        known = self._specifications.get(item.id, Specification())
        if is_lock(item.category, known.codes | (item.points or {}).keys()):
            return item
        if item.points:
            self._no_locks.add(item.id)
        return None

    async def _completed(self, item: DeviceItem) -> DeviceItem:
        with suppress(RejectedError, ProtocolError):
            details = DeviceItem.read(await self._api.devices.details(item.id))
            if details.id == item.id:
                return details
        return item

    async def _read_once(self, item: DeviceItem) -> None:
        """Read what does not change: what a product takes, and how it may be opened.

        What a project may not do is no reason to have no locks.
        """
        if item.id not in self._specifications:
            with suppress(RejectedError, ProtocolError):
                record = await self._api.devices.specification(item.id)
                self._specifications[item.id] = Specification.read(record)
        if item.id not in self._remote:
            with suppress(RejectedError, ProtocolError):
                await self.read_remote(item.id)

    async def read_remote(self, device_id: str) -> Mapping[str, bool]:
        """Read which ways of opening from afar the app has switched on."""
        ways = {
            name: on
            for it in await self._api.doors.ways(device_id)
            if (name := it.maybe_text(_WAY)) and (on := flag_of(it, "open")) is not None
        }
        self._remote[device_id] = ways
        if (facts := self.by_device(device_id)) is not None:
            self.put(with_points(replace(facts, remote=ways), {}, self._now()))
        return ways

    def learn_length(self, facts: LockFacts, length: int) -> None:
        """Remember how many digits a lock turned out to take, unless somebody said."""
        if facts.id in self._told_lengths:
            return
        self.lengths[facts.id] = length
        lock = replace(facts.lock, code_rules=code_rules(facts.kind, length))
        self.put(replace(facts, lock=lock))

    def _made(self, item: DeviceItem) -> LockFacts:
        lock_id = lock_id_of(item)
        facts = facts_of(
            item,
            self._specifications.get(item.id, Specification()),
            brand=self._brand,
            zones=self._zones,
            before=self._facts.get(lock_id),
            length=self.lengths.get(lock_id),
            remote=self._remote.get(item.id, {}),
            now=self._now(),
        )
        at = self.gateways.at(item.id)
        return replace(facts, lock=replace(facts.lock, gateway_id=at))

    async def states(self, lock_ids: Iterable[LockId]) -> Mapping[LockId, Lock]:
        """Return locks as the listing tells them now: one call for all of them."""
        wanted = frozenset(lock_ids)
        if not wanted:
            return {}
        found: dict[LockId, Lock] = {}
        for item in await self._devices():
            facts = self._facts.get(lock_id_of(item))
            if facts is None or facts.id not in wanted:
                continue
            if item.points is None:
                item = await self._completed(item)  # noqa: PLW2901 - the same device
            found[facts.id] = self.put(self._made(item)).lock
        return found

    async def looked_up(self, facts: LockFacts) -> LockFacts:
        """Read one lock with its presence."""
        item = DeviceItem.read(await self._api.devices.details(facts.device_id))
        return self.put(self._made(replace(item, uuid=facts.item.uuid)))

    async def reread(self, facts: LockFacts) -> LockFacts:
        """Read what one lock reports now."""
        points = points_of(await self._api.devices.status(facts.device_id))
        return self.reported(self._facts.get(facts.id, facts), points)


def _of_listing(err: NotPermitted) -> NotPermitted:
    """Return what a refusal of a listing means: the project is of another region."""
    if err.reason is Reason.NOT_PERMITTED:
        return NotPermitted(err.detail, reason=Reason.WRONG_REGION)
    return err
