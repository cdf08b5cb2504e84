"""The fake cloud on the stage of the contract suite."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import override

from aiohttp import ClientSession

from custom_components.cloud_locks.model.access_code import CodeId
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    LockBusy,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.lock import LockId, Reachability
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.vendors import Connection, Vendor
from tests.vendors.contract import Garbage, Outage, Props, Stage
from tests.vendors.methods import READS

from .backend import FakeBackend
from .vendor import FAKE_BRAND, make_vendor


class FakeStage(Stage):
    """Troubles of the network are errors that the client is told to raise."""

    def __init__(self, backend: FakeBackend) -> None:
        """Set the stage over a backend."""
        self.backend = backend
        self.vendor = make_vendor(backend)
        self.props = Props(main="front", other="back")

    @override
    def connection(self, session: ClientSession) -> Connection:
        return Connection(
            session=session,
            brand=FAKE_BRAND,
            credentials={"personal_key": self.backend.key},
            sleep=self.sleep,
            now=self.now,
        )

    @override
    def wrong_credentials(self) -> Mapping[str, str]:
        return {"personal_key": "bad-key"}

    @override
    def now(self) -> datetime:
        return self.backend.now()

    @override
    def advance(self, by: timedelta) -> None:
        self.backend.advance(by)

    @property
    @override
    def writes(self) -> int:
        done = self.backend.script.done
        return sum(call.method not in READS for call in done)

    @override
    async def sign_out(self) -> None:
        self.backend.sign_out()

    @override
    async def forbid(self) -> Callable[[LockCloud], Awaitable[object]]:
        error = NotPermitted("activity", reason=Reason.SCOPE_MISSING)
        self.backend.fail("activity", error, times="always")
        return lambda cloud: cloud.activity(self.props.main, after=None, limit=1)

    @override
    async def outage(self, how: Outage) -> None:
        self._fail_reads(CloudUnreachable(how))

    @override
    async def recover(self) -> None:
        self.backend.heal()

    @override
    async def limit_rate(self, seconds: int) -> None:
        self._fail_reads(RateLimited("HTTP 429", retry_after=seconds))

    @override
    async def garble(self, garbage: Garbage) -> None:
        self._fail_reads(ProtocolError(garbage))

    @override
    async def lose_answer(self, method: str, *, done: bool) -> None:
        self.backend.fail(method, OutcomeUnknown("dropped"), after_work=done)

    @override
    async def hold(self) -> Callable[[], None]:
        gates = [self.backend.hold(method) for method in ("states", "operate")]

        def release() -> None:
            for gate in gates:
                gate.set()

        return release

    @override
    async def set_offline(self, lock_id: LockId) -> None:
        self.backend.change(lock_id, reachability=Reachability.OFFLINE)

    @override
    async def jam(self, lock_id: LockId) -> None:
        self.backend.jammed.add(lock_id)

    @override
    async def uncalibrate(self, lock_id: LockId) -> None:
        self.backend.change(lock_id, calibrated=False)

    @override
    async def keep_busy(self, method: str, times: int) -> None:
        self.backend.fail(method, LockBusy("409"), times=times)

    @override
    async def add_code(self, lock_id: LockId, name: str, pin: str) -> CodeId:
        return self.backend.add_code(lock_id, name, pin).id

    @override
    async def remove_code(self, lock_id: LockId, code_id: CodeId) -> None:
        self.backend.remove_code(lock_id, code_id)

    @override
    async def fill(self, lock_id: LockId) -> None:
        rules = self.backend.locks[lock_id].code_rules
        assert rules is not None
        full = replace(rules, capacity=len(self.backend.codes[lock_id]))
        self.backend.change(lock_id, code_rules=full)

    @override
    async def type_pin(self, lock_id: LockId, pin: str) -> None:
        self.backend.type_pin(lock_id, pin)

    def _fail_reads(self, error: VendorError) -> None:
        for method in READS:
            self.backend.fail(method, error, times="always")


class FakeHarness:
    """Starts a new backend for each test."""

    @property
    def vendor(self) -> Vendor:
        """Return a descriptor over a backend that no test uses."""
        return make_vendor(FakeBackend())

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[FakeStage]:
        """Start a backend with everything."""
        yield FakeStage(FakeBackend())


HARNESS = FakeHarness()
