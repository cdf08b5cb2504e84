"""The locks of the account as last read, and reading them anew."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ...model.cloud import Inventory
from ...model.errors import (
    CloudUnreachable,
    LockBusy,
    LockOffline,
    NotFound,
    ProtocolError,
    RejectedError,
)
from ...model.lock import BoltState, Lock, LockId, Reachability
from ...model.schedule import ScheduleError
from ...model.wall_clock import zone_of
from .._connection import Connection
from .api import Api
from .brands import Row
from .facts import Abilities, LockFacts
from .mapping import facts_of, gateway_of, with_status
from .pace import STATES_FLOOR
from .statuses import Conflict
from .wire import ListedLock, LockItem, StatusItem

_DETAILS_FLOOR: Final = timedelta(minutes=5)
"""Details are not read more often only because a bolt is not known."""

_DETAILS_AGE: Final = timedelta(hours=1)
"""So old they are read instead of the bolt alone: they have it too, and the bridge."""

_LISTING: Final = timedelta(minutes=1)
"""So long it may take to read all locks."""

_ONE_LOCK: Final = (
    CloudUnreachable,
    LockBusy,
    LockOffline,
    ProtocolError,
    RejectedError,
)
"""What may ail one lock alone."""


class KnownLocks:
    """What is known of each lock. Everybody in this client asks here."""

    def __init__(self, api: Api, connection: Connection) -> None:
        """Start knowing nothing; nothing is sent."""
        self._api = api
        self._now = connection.now
        self._brand = connection.brand
        self._facts: dict[LockId, LockFacts] = {}
        self._abilities: dict[LockId, Abilities] = {}
        self._zones: dict[str, bool] = {}
        self._listed_at: datetime | None = None

    async def facts(self, lock_id: LockId) -> LockFacts:
        """Return what is known of a lock, reading the account when that is nothing."""
        if lock_id not in self._facts:
            await self.inventory()
        try:
            return self._facts[lock_id]
        except KeyError:
            raise NotFound("lock") from None

    def at_hand(self, lock_id: LockId) -> LockFacts | None:
        """Return what is known of a lock without asking anybody."""
        return self._facts.get(lock_id)

    @property
    def all(self) -> tuple[LockFacts, ...]:
        """Return all locks that are known."""
        return tuple(self._facts.values())

    def stir(self) -> None:
        """Note that a lock is about to be told something: what was read is old."""
        self._listed_at = None

    def put(self, facts: LockFacts) -> LockFacts:
        """Remember a lock as it was just read."""
        self._facts[facts.id] = facts
        return facts

    def learn_owners(
        self, lock_id: LockId, owners: Mapping[str, tuple[str, str]]
    ) -> None:
        """Remember whose PINs are on a lock: user id → id and name of the code."""
        if (facts := self._facts.get(lock_id)) is not None:
            self.put(replace(facts, owners=owners))

    async def inventory(self) -> Inventory:
        """Return all locks and those bridges that are devices of their own."""
        listed = await self._api.locks()
        items = [ListedLock.read(lock_id, it) for lock_id, it in listed.items()]
        for item in items:
            # At once: what is heard of a lock meanwhile is newer than that.
            self.put(await self._read(item))
        for gone in self._facts.keys() - listed.keys():
            del self._facts[gone]
        self._listed_at = self._now()
        bridges = (it.item.bridge for it in self.all if it.item and it.item.bridge)
        gateways = {it.id: it for it in map(gateway_of, bridges) if it is not None}
        return Inventory(
            locks={facts.id: facts.lock for facts in self.all},
            gateways=tuple(gateways.values()),
        )

    async def _read(self, listed: ListedLock) -> LockFacts:
        """Read one lock in full; one that is refused spoils no other."""
        item: LockItem | None = None
        with suppress(*_ONE_LOCK):
            item = LockItem.read(await self._api.lock(listed.id))
        if item is not None:
            item = replace(item, time_zone=await self._checked(item.time_zone))
            await self._learn_abilities(listed.id)
        return facts_of(
            listed,
            item,
            self._abilities.get(listed.id, Abilities()),
            brand=self._brand.key,
            before=self._facts.get(listed.id),
            now=self._now(),
        )

    async def _learn_abilities(self, lock_id: LockId) -> None:
        """Ask once what a lock can do; of older ones the cloud does not know it."""
        if lock_id in self._abilities or not self._brand.settings.get(Row.CAPABILITIES):
            return
        try:
            told = Abilities.read(await self._api.capabilities(lock_id))
        except RejectedError:
            told = Abilities()
        except CloudUnreachable, LockBusy, LockOffline, ProtocolError:
            return
        self._abilities[lock_id] = told

    async def _checked(self, name: str | None) -> str | None:
        """Return a zone that this machine knows, looked up in a thread."""
        if name is None:
            return None
        if name not in self._zones:
            self._zones[name] = await asyncio.to_thread(_exists, name)
        return name if self._zones[name] else None

    async def states(self, lock_ids: Iterable[LockId]) -> Mapping[LockId, Lock]:
        """Return locks as the cloud remembers them now, without those not answered.

        What was listed just now and not told anything since is not read again.
        """
        found: dict[LockId, Lock] = {}
        wanted = list(lock_ids)
        if wanted and not self._facts:
            await self.inventory()
        listed = self._just_listed()
        for lock_id in wanted:
            if lock_id not in self._facts:
                continue
            with suppress(*_ONE_LOCK):
                facts = listed.get(lock_id) or await self.reread(lock_id)
                found[lock_id] = facts.lock
        return found

    def _just_listed(self) -> Mapping[LockId, LockFacts]:
        """Return, once, the locks that a listing has just told in full."""
        listed_at, self._listed_at = self._listed_at, None
        if listed_at is None or self._now() - listed_at >= STATES_FLOOR:
            return {}
        return {it.id: it for it in self.all if listed_at - it.read_at < _LISTING}

    async def reread(self, lock_id: LockId) -> LockFacts:
        """Read bolt and door; in full where the bridge may have come or gone."""
        facts = await self.facts(lock_id)
        if self._now() - facts.read_at >= _DETAILS_AGE:
            reread = self.put(await self._read(facts.listed))
            if reread.read_at > facts.read_at:
                return reread
        try:
            status = StatusItem.read(await self._api.status(lock_id))
        except Conflict:
            # So it answers for locks without a bridge.
            offline = replace(facts.lock, reachability=Reachability.OFFLINE)
            return self.put(replace(facts, lock=offline))
        facts = self._facts.get(lock_id, facts)
        lock = with_status(facts.lock, status)
        silent = lock.bolt is BoltState.UNKNOWN
        was_offline = lock.reachability is Reachability.OFFLINE
        facts = self.put(replace(facts, lock=lock))
        if silent is was_offline or self._now() - facts.read_at < _DETAILS_FLOOR:
            return facts
        return self.put(await self._read(facts.listed))


def _exists(name: str) -> bool:
    try:
        zone_of(name)
    except ScheduleError:
        return False
    return True
