"""The stage of a vendor that has a simulator: what is the same for all of them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import override

from aiohttp import ClientSession

from custom_components.cloud_locks.model.access_code import CodeId
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.model.sign_in import Brand
from custom_components.cloud_locks.vendors import Connection
from simulators import Simulation
from simulators.faults import WRITES, Answer, Fault

from .contract import Garbage, Outage, Stage


class SimulatedStage(Stage):
    """A vendor's simulator; a vendor adds what only its own cloud can do."""

    brand: Brand

    def __init__(self, simulation: Simulation) -> None:
        """Set the stage in a simulation of this vendor."""
        self.simulation = simulation

    @property
    def key(self) -> str:
        """Return the vendor's key, which is its simulator's too."""
        return self.vendor.key

    def name_of(self, lock_id: LockId) -> str:
        """Return what the simulation calls a lock."""
        raise NotImplementedError

    @override
    def connection(self, session: ClientSession) -> Connection:
        return Connection(
            session=session,
            brand=self.brand,
            credentials=self.simulation.account(self.key),
            origins=self.simulation.origins,
            instance="contract",
            sleep=self.sleep,
            now=self.now,
        )

    def is_command(self, method: str, path: str) -> bool:
        """Return whether a request asks the cloud to change something."""
        del path
        return method != "GET"

    @override
    def now(self) -> datetime:
        return self.simulation.home.clock.now()

    @override
    def advance(self, by: timedelta) -> None:
        self.simulation.home.clock.advance(by)

    @property
    @override
    def writes(self) -> int:
        return sum(
            self.is_command(request.method, request.path)
            for request in self.simulation.requests
            if request.vendor == self.key
        )

    @override
    async def outage(self, how: Outage) -> None:
        await self.simulation.control.outage(self.key, how)

    @override
    async def recover(self) -> None:
        await self.simulation.control.clear_faults(self.key)

    @override
    async def limit_rate(self, seconds: int) -> None:
        self.simulation.control.rate_limit(self.key, seconds)

    @override
    async def garble(self, garbage: Garbage) -> None:
        self.simulation.control.fault(
            self.key, answer=garbage, method="GET", times=None
        )

    @override
    async def lose_answer(self, method: str, *, done: bool) -> None:
        self.simulation.faults.add(
            Fault(
                vendor=self.key,
                answer=Answer.DROP,
                methods=WRITES,
                after_work=done,
            )
        )

    @override
    async def hold(self) -> Callable[[], None]:
        control = self.simulation.control
        control.slow(self.key, 0.3)
        return lambda: control.slow(self.key, 0)

    @override
    async def set_offline(self, lock_id: LockId) -> None:
        self.simulation.control.lock_online(self.name_of(lock_id), online=False)

    @override
    async def jam(self, lock_id: LockId) -> None:
        self.simulation.control.jam(self.name_of(lock_id))

    @override
    async def uncalibrate(self, lock_id: LockId) -> None:
        self.simulation.control.calibrate(self.name_of(lock_id), bolt=False)

    @override
    async def add_code(self, lock_id: LockId, name: str, pin: str) -> CodeId:
        return str(self.simulation.control.add_pin(self.name_of(lock_id), name, pin))

    @override
    async def remove_code(self, lock_id: LockId, code_id: CodeId) -> None:
        self.simulation.control.delete_pin(self.name_of(lock_id), int(code_id))

    @override
    async def fill(self, lock_id: LockId) -> None:
        name = self.name_of(lock_id)
        stored = len(list(self.simulation.home.lock(name).credentials))
        self.simulation.control.memory(name, capacity=stored)

    @override
    async def type_pin(self, lock_id: LockId, pin: str) -> None:
        self.simulation.control.type_pin(self.name_of(lock_id), pin)

    @override
    def wrong_credentials(self) -> Mapping[str, str]:
        account = self.simulation.account(self.key)
        return {name: f"{value}-wrong" for name, value in account.items()}
