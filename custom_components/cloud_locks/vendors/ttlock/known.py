"""The locks of the account as last read, and reading them anew."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

from ...model.cloud import Inventory
from ...model.command import Operation
from ...model.credential import CredentialType
from ...model.errors import (
    CloudUnreachable,
    LockOffline,
    NotFound,
    ProtocolError,
    RateLimited,
    RejectedError,
)
from ...model.lock import Lock, LockId
from ...model.reason import Reason
from ...model.wall_clock import zone_of
from .._connection import Connection
from .._record import Record
from . import calls
from .api import Api
from .clock import UTC_NAME
from .facts import LockFacts, Told
from .features import Feature
from .gateways import Gateways
from .mapping import (
    credential_types_of,
    facts_of,
    gateway_of,
    lock_id_of,
    plain_address,
    with_silence,
)
from .wire import KeyItem, LockDetail, LockItem

DETAILS_AT_ONCE: Final = 10
"""So many locks have their details read with one listing, those longest ago first: a
large account would otherwise use up its calls of a minute."""

_SETTING_CALLS: Final = (
    calls.AUTO_LOCK,
    calls.SETTING,
    calls.SET_OLD_PASSAGE,
    calls.FREEZE,
    calls.RENAME,
)

_PASSING: Final = (CloudUnreachable, LockOffline, RateLimited)

_SENSORS: Final = (Feature.DOOR_SENSOR, Feature.WIRELESS_DOOR_SENSOR)


class KnownLocks:
    """What is known of each lock. Everybody in this client asks here."""

    def __init__(self, api: Api, connection: Connection) -> None:
        """Start knowing nothing; nothing is sent."""
        self._api = api
        self._now = connection.now
        self._brand = connection.brand.key
        self._facts: dict[LockId, LockFacts] = {}
        self._details: dict[str, tuple[datetime, LockDetail | None]] = {}
        self._sensors: dict[str, str | None] = {}
        self._gateways = Gateways(api)
        self._zones: set[str] = set()
        self._probed = False
        self.credential_types: dict[LockId, frozenset[CredentialType]] = {}

    async def facts(self, lock_id: LockId) -> LockFacts:
        """Return what is known of a lock, reading the account when that is nothing."""
        if lock_id not in self._facts:
            await self.inventory()
        try:
            return self._facts[lock_id]
        except KeyError:
            raise NotFound("lock") from None

    def known(self, lock_id: LockId) -> LockFacts | None:
        """Return what is known of a lock without asking anybody."""
        return self._facts.get(lock_id)

    def by_vendor_id(self, vendor_id: str) -> LockFacts | None:
        """Return a lock by what the wire calls it, without asking anybody."""
        found = (it for it in self._facts.values() if it.vendor_id == vendor_id)
        return next(found, None)

    def by_mac(self, mac: str) -> LockFacts | None:
        """Return a lock by its address, without asking anybody."""
        return self._facts.get(plain_address(mac))

    def by_sensor(self, sensor_id: str) -> LockFacts | None:
        """Return the lock that a door sensor belongs to, without asking anybody."""
        mine = (it for it, sensor in self._sensors.items() if sensor == sensor_id)
        vendor_id = next(mine, None)
        return None if vendor_id is None else self.by_vendor_id(vendor_id)

    def gateway_id(self, vendor_id: str) -> str | None:
        """Return what a gateway is known by, None when it is not known."""
        item = self._gateways.items.get(vendor_id)
        return None if item is None else gateway_of(item).id

    def put(self, facts: LockFacts) -> Lock:
        """Remember a lock as it was just read."""
        self._facts[facts.id] = facts
        return facts.lock

    def was_told(self, lock_id: LockId, operation: Operation) -> None:
        """Remember that a lock was sent a command and took it."""
        facts = self._facts[lock_id]
        self.put(replace(facts, silent=None, commanded=(operation, self._now())))

    def was_renamed(self, lock_id: LockId, name: str) -> None:
        """Remember what a lock is called now, until the next listing says so."""
        if (facts := self._facts.get(lock_id)) is not None:
            told = replace(facts.told, item=replace(facts.told.item, name=name))
            self.put(replace(facts, told=told, lock=replace(facts.lock, name=name)))

    def was_silent(self, lock_id: LockId, reason: Reason) -> Lock:
        """Remember that nothing reached a lock."""
        return self.put(with_silence(self._facts[lock_id], reason))

    async def inventory(self) -> Inventory:
        """Return all gateways and locks."""
        listed = {told.item.vendor_id: told for told in await self._listed()}
        # What is known of gateways and details is better than no locks at all.
        with suppress(*_PASSING, RejectedError, ProtocolError):
            await self._gateways.read(_through_gateways(listed.values()))
        with suppress(*_PASSING):
            await self._read_details(listed)
            await self._probe(listed)
        tolds = [self._completed(told) for told in listed.values()]
        self._facts = {facts.id: facts for facts in await self._made(tolds)}
        self.credential_types.clear()
        for facts in self._facts.values():
            if types := credential_types_of(facts.told):
                self.credential_types[facts.id] = types
        return Inventory(
            locks={lock_id: facts.lock for lock_id, facts in self._facts.items()},
            gateways=tuple(map(gateway_of, self._gateways.items.values())),
        )

    async def _listed(self) -> list[Told]:
        """Return the locks of both listings, each once, owned ones last."""
        owned = [LockItem.read(record) for record in await self._api.locks.owned()]
        keys = {record.identifier("lockId"): record for record in await self._own()}
        mine = {item.vendor_id for item in owned}
        shared = [
            Told(item=LockItem.read(record), owned=False, key=KeyItem.read(record))
            for lock_id, record in keys.items()
            if lock_id not in mine
        ]
        return [
            *(told for told in shared if told.key and not told.key.is_gone),
            *(_owned(item, keys.get(item.vendor_id)) for item in owned),
        ]

    async def _own(self) -> list[Record]:
        return await self._api.keys.own()

    async def _read_details(self, listed: Mapping[str, Told]) -> None:
        """Read the details of managed locks, and once whether they have a sensor."""
        managed = [told for told in listed.values() if told.manages]
        for told in sorted(managed, key=self._detailed_at)[:DETAILS_AT_ONCE]:
            await self._read_detail(told.item.vendor_id)
            await self._read_sensor(self._completed(told))

    def _detailed_at(self, told: Told) -> float:
        known = self._details.get(told.item.vendor_id)
        return 0.0 if known is None else known[0].timestamp()

    async def _read_detail(self, vendor_id: str) -> None:
        """Read the details of a lock; those that cannot be read stay as they were."""
        _, detail = self._details.get(vendor_id, (None, None))
        with suppress(RejectedError, ProtocolError):
            detail = await self._api.locks.detail(vendor_id)
        self._details[vendor_id] = self._now(), detail

    async def _read_sensor(self, told: Told) -> None:
        """Ask once whether a lock has a door sensor, where it may have one."""
        vendor_id = told.item.vendor_id
        if vendor_id in self._sensors or not told.features.has_any(_SENSORS):
            return
        self._sensors[vendor_id] = None
        # Without a sensor the answer is some error.
        with suppress(RejectedError, ProtocolError):
            self._sensors[vendor_id] = await self._api.locks.door_sensor(vendor_id)

    async def _probe(self, listed: Mapping[str, Told]) -> None:
        """Look once whether a cloud has calls for settings that it does not document.

        Reading changes nothing at a lock. Where there is no such call to read with,
        there will be none to write with.
        """
        caller = self._api.caller
        if self._probed or caller.cloud.settings_documented:
            return
        for told in map(self._completed, listed.values()):
            if told.manages and told.features.has(Feature.PASSAGE_MODE):
                self._probed = True
                with suppress(RejectedError, ProtocolError, LockOffline):
                    await self._api.locks.old_passage(told.item.vendor_id)
                if not caller.has(calls.OLD_PASSAGE):
                    caller.lacks(*_SETTING_CALLS)
                return

    def _completed(self, told: Told) -> Told:
        """Return a listed lock with what was read of it besides."""
        vendor_id = told.item.vendor_id
        _, detail = self._details.get(vendor_id, (None, None))
        return replace(
            told,
            detail=detail,
            heard=self._gateways.of_lock(vendor_id),
            door_sensor=self._sensors.get(vendor_id),
        )

    async def _made(self, tolds: Iterable[Told]) -> list[LockFacts]:
        """Return locks in words of the model."""
        tolds = await self._grouped(list(tolds))
        made = [self._facts_of(told) for told in tolds]
        await self._learn_zones({facts.zone for facts in made})
        return made

    def _facts_of(self, told: Told) -> LockFacts:
        return facts_of(
            told,
            brand=self._brand,
            gateways=self._gateways.items,
            has=self._api.caller.has,
            before=self._facts.get(lock_id_of(told.item)),
        )

    async def _grouped(self, tolds: list[Told]) -> list[Told]:
        """Return locks with the names of their groups, where only ids were listed."""
        if not any(_wants_group(told) for told in tolds):
            return tolds
        names: Mapping[str, str] = {}
        with suppress(*_PASSING, RejectedError, ProtocolError):
            names = await self._api.locks.groups()
        return [
            replace(
                told, item=replace(told.item, group=names.get(told.item.group_id or ""))
            )
            if _wants_group(told)
            else told
            for told in tolds
        ]

    async def _learn_zones(self, names: set[str]) -> None:
        """Look zones up in a thread: the first look at one reads a file."""
        for name in {UTC_NAME, *names} - self._zones:
            await asyncio.to_thread(zone_of, name)
            self._zones.add(name)

    async def reread(self, facts: LockFacts) -> LockFacts:
        """Read the details of one lock anew."""
        detail = await self._api.locks.detail(facts.vendor_id)
        self._details[facts.vendor_id] = self._now(), detail
        fresh = self._facts_of(self._completed(facts.told))
        await self._learn_zones({fresh.zone})
        self.put(fresh)
        return fresh

    def has_sensor(self, facts: LockFacts) -> None:
        """Remember that a lock told of a door sensor."""
        if self._sensors.get(facts.vendor_id) is None:
            self._sensors[facts.vendor_id] = ""


def _owned(item: LockItem, key: Record | None) -> Told:
    """Return an owned lock; its key's entry may tell what the lock's does not."""
    if key is None:
        return Told(item=item, owned=True)
    other = LockItem.read(key)
    item = replace(
        item,
        offset=other.offset if item.offset is None else item.offset,
        has_gateway=other.has_gateway if item.has_gateway is None else item.has_gateway,
        group=item.group or other.group,
    )
    return Told(item=item, owned=True, key=KeyItem.read(key))


def _through_gateways(tolds: Iterable[Told]) -> Iterator[str]:
    """Yield the locks that say that they have a gateway."""
    for told in tolds:
        if told.item.has_gateway:
            yield told.item.vendor_id


def _wants_group(told: Told) -> bool:
    return told.item.group is None and told.item.group_id not in {None, "0"}
