"""The core of the contract over a `FakeBackend`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import override

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Method,
    Stream,
)
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.cloud import (
    Account,
    Inventory,
    LockCloud,
    Pace,
    Quota,
)
from custom_components.cloud_locks.model.command import (
    CommandResult,
    Operation,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    AuthError,
    LockOffline,
    NotFound,
    OperationFailed,
    Unsupported,
)
from custom_components.cloud_locks.model.lock import (
    BoltState,
    Lock,
    LockId,
    Reachability,
)
from custom_components.cloud_locks.model.masking import mask
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.vendors import RequestRecord

from .backend import FakeBackend
from .parts import parts_of
from .recording import report_calls

PACE = Pace(
    states=timedelta(seconds=30),
    states_floor=timedelta(seconds=20),
    inventory=timedelta(hours=1),
    activity=timedelta(seconds=60),
    quota=Quota(calls=700, period=timedelta(hours=1)),
    settle=(1, 2),
)

_ENDS = {
    Operation.LOCK: (BoltState.LOCKED, EventType.LOCKED),
    Operation.UNLOCK: (BoltState.UNLOCKED, EventType.UNLOCKED),
    Operation.OPEN: (BoltState.OPEN, EventType.UNLOCKED),
}


class FakeCloud(LockCloud):
    """A client that is signed in to a `FakeBackend` with a key."""

    def __init__(
        self,
        backend: FakeBackend,
        key: str,
        record: Callable[[RequestRecord], None] | None = None,
    ) -> None:
        """Talk to a backend; the key is looked at with every call."""
        backend = backend if record is None else report_calls(backend, record)
        self.backend = backend
        self.closed = False
        self.pace = backend.pace or PACE
        self.parts = parts_of(backend)
        self._key = key

    @override
    async def account(self) -> Account:
        async with self.backend.call("account"):
            self._check_key()
            return Account(
                id=self.backend.account_id,
                name=self.backend.account_name,
                credentials_end=self.backend.credentials_end,
                subscription_ends=self.backend.subscription_ends,
            )

    @override
    async def inventory(self) -> Inventory:
        async with self.backend.call("inventory"):
            self._check_key()
            return Inventory(
                locks=dict(self.backend.locks), gateways=self.backend.gateways
            )

    @override
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        if self.pace.bulk_states:
            async with self.backend.call("states"):
                return self._states(known)
        found: dict[LockId, Lock] = {}
        for lock_id in known:
            async with self.backend.call("states", lock_id):
                found |= self._states([lock_id])
        return found

    def _states(self, known: Iterable[LockId]) -> dict[LockId, Lock]:
        self._check_key()
        locks = self.backend.locks
        return {lock_id: locks[lock_id] for lock_id in known if lock_id in locks}

    @override
    async def operate(
        self,
        lock_id: LockId,
        operation: Operation,
        *,
        deadline: datetime | None = None,
    ) -> CommandResult:
        async with self.backend.call("operate", lock_id):
            self._check_key()
            self._check_operable(lock_id, operation)
            self._move(lock_id, operation)
        return CommandResult(
            outcome=Outcome.CONFIRMED, bolt=self.backend.locks[lock_id].bolt
        )

    @override
    async def answer_request(self, lock_id: LockId, *, accept: bool) -> CommandResult:
        async with self.backend.call("answer_request", lock_id):
            if not self.backend.locks[lock_id].is_asking(self.backend.now()):
                raise LockOffline(lock_id, reason=Reason.LOCK_ASLEEP)
            self.backend.change(lock_id, asking_until=None)
            if accept:
                self._move(lock_id, Operation.UNLOCK)
        return CommandResult(outcome=Outcome.CONFIRMED)

    @override
    async def rename(self, lock_id: LockId, name: str) -> None:
        async with self.backend.call("rename", lock_id):
            self._check_key()
            if (lock := self.backend.locks.get(lock_id)) is None:
                raise NotFound(lock_id)
            if not lock.can(Capability.RENAME):
                raise Unsupported(lock_id)
            self.backend.change(lock_id, name=name)

    @override
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        async with self.backend.call("activity", lock_id):
            self._check_key()
            ours = {
                event.id: self._masked(event)
                for event in sorted(self.backend.log, key=lambda e: e.occurred_at)
                if event.lock_id == lock_id
                and (after is None or event.occurred_at >= after)
            }
            return tuple(ours.values())[-limit:]

    @override
    async def close(self) -> None:
        self.closed = True

    def _check_key(self) -> None:
        if self._key != self.backend.key:
            raise AuthError(self.backend.account_id)

    def _check_operable(self, lock_id: LockId, operation: Operation) -> None:
        lock = self.backend.locks.get(lock_id)
        if lock is None:
            raise NotFound(lock_id)
        if lock.reachability is Reachability.OFFLINE:
            raise LockOffline(lock_id)
        if not lock.calibrated:
            raise Unsupported(lock_id, reason=Reason.NOT_CALIBRATED)
        if operation is Operation.OPEN and not lock.can(Capability.OPEN):
            raise Unsupported(lock_id)

    def _move(self, lock_id: LockId, operation: Operation) -> None:
        if lock_id in self.backend.jammed:
            self.backend.change(lock_id, bolt=BoltState.JAMMED)
            self.backend.emit(lock_id, EventType.JAMMED, stream=Stream.ALARM)
            raise OperationFailed(lock_id)
        bolt, event = _ENDS[operation]
        self.backend.change(lock_id, bolt=bolt)
        # Clouds name the owner of the key for what Home Assistant does.
        self.backend.emit(
            lock_id,
            event,
            method=Method.APP,
            who=self.backend.account_name,
            unlatched=operation is Operation.OPEN,
        )

    def _masked(self, event: AccessEvent) -> AccessEvent:
        lock = self.backend.locks[event.lock_id]
        lengths = lock.code_rules.lengths if lock.code_rules else ()
        return replace(
            event,
            who=event.who and mask(event.who, lengths),
            code_name=event.code_name and mask(event.code_name, lengths),
        )
