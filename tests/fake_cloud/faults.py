"""What can go wrong at a fake cloud, told to it before the call that shall go wrong."""

from asyncio import Event
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from custom_components.cloud_locks.model.errors import VendorError
from custom_components.cloud_locks.model.lock import LockId


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a client made: `operate`, `codes.add`, …; the lock, if one."""

    method: str
    lock_id: LockId | None = None


@dataclass(slots=True, kw_only=True)
class Fault:
    """What the next `times` calls of a method (None: all) meet.

    `error` is raised before the work, or with `after_work` when it is done and only
    its answer is lost. `gate` holds the call until the event is set.
    """

    method: str
    error: VendorError | None = None
    times: int | None = 1
    after_work: bool = False
    lock_id: LockId | None = None
    gate: Event | None = None

    def meets(self, call: Call) -> bool:
        """Return whether this fault is for a call and not used up."""
        return (
            self.times != 0
            and self.method == call.method
            and self.lock_id in {None, call.lock_id}
        )

    def use(self) -> None:
        """Count one call."""
        if self.times is not None:
            self.times -= 1


class Script:
    """The calls that came in, those that were carried out, and the faults to come."""

    def __init__(self) -> None:
        """Start without faults."""
        self.calls: list[Call] = []
        self.done: list[Call] = []
        self.locked_out: VendorError | None = None
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault wait behind those of the same method that came earlier."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Take all faults back."""
        self._faults.clear()
        self.locked_out = None

    def count(self, method: str) -> int:
        """Return how often a method was called."""
        return sum(call.method == method for call in self.calls)

    @asynccontextmanager
    async def call(self, method: str, lock_id: LockId | None) -> AsyncIterator[None]:
        """Note a call, let its fault happen around the work in the body."""
        call = Call(method, lock_id)
        self.calls.append(call)
        if self.locked_out is not None:
            raise self.locked_out
        fault = self._take(call)
        if fault.gate is not None:
            await fault.gate.wait()
        if fault.error is not None and not fault.after_work:
            raise fault.error
        yield
        self.done.append(call)
        if fault.error is not None:
            raise fault.error

    def _take(self, call: Call) -> Fault:
        for fault in self._faults:
            if fault.meets(call):
                fault.use()
                return fault
        return Fault(method=call.method)
