"""The locks of the account as last read, and reading them anew."""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ...model.cloud import Inventory
from ...model.errors import CloudUnreachable, NotFound, ProtocolError, RejectedError
from ...model.lock import Lock, LockId
from ...model.schedule import ScheduleError
from ...model.wall_clock import zone_of
from .._connection import Connection
from .._record import Record
from .api import TedeeApi
from .facts import LockFacts
from .mapping import facts_of, gateway_of, with_keypad, with_sync
from .wire import BridgeItem, Details, KeypadItem, LockItem, SyncItem

SYNC_FLOOR: Final = timedelta(seconds=20)
"""The shortest time between two reads of all states (Tedee API docs, lock sync)."""


class KnownLocks:
    """What is known of each lock. Everybody in this client asks here."""

    def __init__(self, api: TedeeApi, connection: Connection) -> None:
        """Start knowing nothing; nothing is sent."""
        self._api = api
        self._now = connection.now
        self._brand = connection.brand.key
        self._facts: dict[LockId, LockFacts] = {}
        self._bridges: Mapping[str, BridgeItem] = {}
        self._keypads: Mapping[str, KeypadItem] = {}
        self._zones = _Zones()
        self._synced: datetime | None = None
        self._answered: frozenset[LockId] = frozenset()

    async def facts(self, lock_id: LockId) -> LockFacts:
        """Return what is known of a lock, reading the account when that is nothing."""
        if lock_id not in self._facts:
            await self.inventory()
        try:
            return self._facts[lock_id]
        except KeyError:
            raise NotFound("lock") from None

    async def details(self) -> Details:
        """Read all devices and remember them."""
        details = await self._api.details()
        await self._zones.learn(item.time_zone for item in details.locks)
        self._bridges = {bridge.vendor_id: bridge for bridge in details.bridges}
        self._keypads = details.keypads
        self._facts = {item.serial: self._facts_of(item) for item in details.locks}
        return details

    async def inventory(self) -> Inventory:
        """Return all bridges and locks."""
        await self.details()
        return Inventory(
            locks={lock_id: facts.lock for lock_id, facts in self._facts.items()},
            gateways=tuple(map(gateway_of, self._bridges.values())),
        )

    async def states(self, known: Collection[LockId]) -> Mapping[LockId, Lock]:
        """Return locks with their states read anew, without those not answered for.

        One lock is asked for by itself, all others together and at most every 20 s:
        asked earlier than that, they are as they were read last.
        """
        if not self._facts:
            await self.inventory()
        if len(known) == 1:
            return {
                lock_id: lock for lock_id in known if (lock := await self._one(lock_id))
            }
        if self._synced is None or self._now() - self._synced >= SYNC_FLOOR:
            await self._sync_all()
        return {
            lock_id: self._facts[lock_id].lock
            for lock_id in known
            if lock_id in self._facts and lock_id in self._answered
        }

    async def sync(self, lock_id: LockId) -> LockFacts:
        """Read the state of one lock."""
        facts = await self.facts(lock_id)
        return self._apply(facts, await self._api.sync(facts))

    async def _one(self, lock_id: LockId) -> Lock | None:
        try:
            facts = await self.sync(lock_id)
            # That the lock has taken a setting is announced by no revision.
            return (await self._current(facts, also=facts.unsettled)).lock
        except RejectedError:
            # It is no longer ours; the next listing says so.
            return None

    async def _sync_all(self) -> None:
        """Read the states of all locks, and the details of those that changed."""
        items = tuple(_readable(await self._api.sync_all()))
        self._synced = self._now()
        by_vendor_id = {facts.vendor_id: facts for facts in self._facts.values()}
        found = [
            self._apply(facts, item)
            for item in items
            if (facts := by_vendor_id.get(item.vendor_id)) is not None
        ]
        self._answered = frozenset(facts.id for facts in found)
        for facts in found:
            await self._current(facts)

    def was_renamed(self, lock_id: LockId, name: str) -> None:
        """Remember what a lock is called now, until its details are read anew."""
        if (facts := self._facts.get(lock_id)) is not None:
            self._facts[lock_id] = replace(facts, lock=replace(facts.lock, name=name))

    def _apply(self, facts: LockFacts, item: SyncItem) -> LockFacts:
        """Remember a state."""
        lock = with_sync(facts.lock, item, self._now())
        self._facts[facts.id] = replace(facts, lock=lock, sync=item)
        return self._facts[facts.id]

    async def _current(self, facts: LockFacts, *, also: bool = False) -> LockFacts:
        """Return a lock with its details read anew if they are outdated, or `also`."""
        if not (facts.outdated or also):
            return facts
        try:
            reread = await self.reread(facts)
        except CloudUnreachable, RejectedError, ProtocolError:
            # The state is news by itself; the details are tried again next time.
            return facts
        # The announced revision: two that never agree would cost a call each time.
        self._facts[facts.id] = replace(reread, revision=facts.sync.revision)
        return self._facts[facts.id]

    async def reread(self, facts: LockFacts) -> LockFacts:
        """Read the details of one lock anew. `NotFound` when its id is another's."""
        item = await self._api.lock(facts)
        if item.serial != facts.id:
            raise NotFound("lock")
        await self._zones.learn([item.time_zone])
        self._facts[facts.id] = self._facts_of(item)
        return self._facts[facts.id]

    async def reread_keypad(self, facts: LockFacts) -> LockFacts:
        """Read the keypads anew; return the lock with what there is of its own."""
        self._keypads = await self._api.keypads()
        facts = with_keypad(facts, self._keypads.get(facts.vendor_id))
        self._facts[facts.id] = facts
        return facts

    def _facts_of(self, item: LockItem) -> LockFacts:
        known = self._facts.get(item.serial)
        return facts_of(
            replace(item, time_zone=self._zones.checked(item.time_zone)),
            brand=self._brand,
            bridge=self._bridges.get(item.bridge_id or ""),
            keypad=self._keypads.get(item.sync.vendor_id),
            before=None if known is None else known.lock,
            now=self._now(),
        )


class _Zones:
    """Which time zones this machine knows."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    async def learn(self, names: Iterable[str | None]) -> None:
        """Look names up, in a thread: the first look at a zone reads a file."""
        for name in {name for name in names if name is not None} - self._known.keys():
            self._known[name] = await asyncio.to_thread(_exists, name)

    def checked(self, name: str | None) -> str | None:
        """Return a name that was looked up, None when there is no such zone."""
        return name if name is not None and self._known.get(name) else None


def _exists(name: str) -> bool:
    try:
        zone_of(name)
    except ScheduleError:
        return False
    return True


def _readable(items: Iterable[object]) -> Iterator[SyncItem]:
    """Yield what can be read: one sick lock does not spoil the others."""
    for item in items:
        with suppress(ProtocolError):
            yield SyncItem.read(Record(item, "lock state"))
