"""Reading where bolts are: each lock is asked itself, through its gateway.

That costs seconds and battery, and fails as a command does. Locks of one gateway are
asked one after another, so that a command can go in between.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from ...model.errors import (
    AuthError,
    CloudUnreachable,
    LockBusy,
    LockOffline,
    NotPermitted,
    ProtocolError,
    RateLimited,
    RejectedError,
    TransientError,
    Unsupported,
    VendorError,
)
from ...model.lock import Lock, LockId
from ...model.reason import Reason
from .api import Api
from .envelope import GatewaySilent
from .facts import LockFacts
from .known import KnownLocks
from .mapping import with_state, without_bolt
from .turns import READ_DELAYS, Turns
from .wire import OpenState

_OF_ACCOUNT: Final = frozenset(
    {Reason.SUBSCRIPTION_MISSING, Reason.WRONG_REGION, Reason.CLOCK_WRONG}
)
"""What an account is refused as a whole."""


@dataclass(slots=True)
class _Findings:
    """What one reading found, and what stood in its way."""

    locks: dict[LockId, Lock] = field(default_factory=dict)
    account: VendorError | None = None
    """Concerns all locks."""
    network: CloudUnreachable | None = None


class States:
    """Reads the states of locks."""

    def __init__(
        self,
        api: Api,
        known: KnownLocks,
        turns: Turns,
        now: Callable[[], datetime],
    ) -> None:
        """Take what to ask by, what is known, who is whose turn, and the clock."""
        self._api = api
        self._known = known
        self._turns = turns
        self._now = now
        self._asked_battery: set[LockId] = set()

    async def read(self, lock_ids: Iterable[LockId]) -> Mapping[LockId, Lock]:
        """Return locks as they are now, without those that did not answer."""
        lanes: dict[str, list[LockFacts]] = defaultdict(list)
        for lock_id in lock_ids:
            facts = await self._listed(lock_id)
            if facts is not None:
                lanes[facts.lane].append(facts)
        findings = _Findings()
        await asyncio.gather(*(self._lane(lane, findings) for lane in lanes.values()))
        if findings.account is not None:
            raise findings.account
        if findings.network is not None and not findings.locks:
            raise findings.network
        return findings.locks

    async def _listed(self, lock_id: LockId) -> LockFacts | None:
        try:
            return await self._known.facts(lock_id)
        except RejectedError:
            return None  # It is no longer ours; the next listing says so.

    async def _lane(self, lane: Iterable[LockFacts], findings: _Findings) -> None:
        """Ask the locks of one gateway, until something concerns them all."""
        for facts in lane:
            if findings.account is not None:
                return
            try:
                lock = await self._one(facts)
            except CloudUnreachable as err:
                findings.network = err
                continue
            except (AuthError, RateLimited, NotPermitted) as err:
                findings.account = err
                return
            if lock is not None:
                findings.locks[facts.id] = lock

    async def _one(self, facts: LockFacts) -> Lock | None:
        """Return a lock read anew, None when it did not answer."""
        if not facts.told.in_reach or not facts.tells_bolt:
            return facts.lock
        try:
            state = await self._ask(facts)
        except GatewaySilent, LockBusy, ProtocolError:
            return None
        except LockOffline as err:
            return self._known.was_silent(facts.id, err.reason)
        except RejectedError as err:
            return self._refused(facts, err)
        return await self._take(facts, state)

    def _refused(self, facts: LockFacts, err: RejectedError) -> Lock | None:
        """Return a lock that does not say where its bolt is."""
        if err.reason in _OF_ACCOUNT:
            raise err
        latest = self._latest(facts)
        if err.reason is Reason.LOCK_FROZEN:
            return latest.lock
        if isinstance(err, Unsupported | NotPermitted):
            return self._known.put(without_bolt(latest))
        return None

    async def _ask(self, facts: LockFacts) -> OpenState:
        return await self._turns.through(
            facts.lane,
            lambda: self._api.locks.open_state(facts.vendor_id),
            delays=READ_DELAYS,
        )

    def _latest(self, facts: LockFacts) -> LockFacts:
        """Return what is known by now: others may have read the lock meanwhile."""
        return self._known.known(facts.id) or facts

    async def _take(self, facts: LockFacts, state: OpenState) -> Lock:
        if state.door_open is not None:
            self._known.has_sensor(facts)
        if state.battery is None:
            state = replace(state, battery=await self._battery(facts))
        return self._known.put(with_state(self._latest(facts), state, self._now()))

    async def _battery(self, facts: LockFacts) -> int | None:
        """Ask for a battery that no listing tells, once."""
        told = facts.lock.battery.percent is not None
        if told or facts.id in self._asked_battery:
            return None
        self._asked_battery.add(facts.id)
        try:
            return await self._turns.through(
                facts.lane,
                lambda: self._api.locks.battery(facts.vendor_id),
                delays=READ_DELAYS,
            )
        except TransientError, RejectedError, ProtocolError:
            return None
