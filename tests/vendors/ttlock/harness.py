"""The TTLock simulator on the stage of the contract suite, for either brand."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import override

from aiohttp import ClientSession

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.vendors import BRANDS, Connection, Vendor
from simulators import Simulation
from simulators.faults import WRITES, Answer, Fault
from simulators.ttlock import COMMANDS, TtlockCloud, TtlockControl
from tests.vendors.contract import CannotHappenError, Garbage, Props
from tests.vendors.simulated import SimulatedStage

MAIN, OTHER, GATEWAY = "side_door", "cellar", "landing_gateway"
REGISTERED = "els.bakker@example.com"
"""Somebody who has the app: nobody else can be sent a key."""

_READS_BY_POST = frozenset({"/v3/lock/list", "/v3/key/list", "/oauth2/token"})
_SIGN_INS = "/system/"


class TtlockStage(SimulatedStage):
    """Addresses tell locks apart, lists are read by POST, gateways can be busy."""

    def __init__(self, simulation: Simulation, brand: str) -> None:
        """Set the stage in the scene `test`."""
        super().__init__(simulation)
        self.vendor, self.brand = BRANDS[brand]
        cloud = simulation.cloud(self.vendor.key)
        assert isinstance(cloud, TtlockCloud)
        self._names = {
            lock.mac.replace(":", "").lower(): lock.hardware.id
            for lock in cloud.state.locks.values()
        }
        lock_of = {name: lock_id for lock_id, name in self._names.items()}
        # All that TTLock has; what a Sifely without it does, tests of its own tell.
        self.control.switch(sifely_extras="all")
        self.props = Props(
            main=lock_of[MAIN], other=lock_of[OTHER], newcomer=REGISTERED
        )

    @property
    def control(self) -> TtlockControl:
        """Return the switches that only this cloud has."""
        return self.simulation.vendor(TtlockControl)

    @override
    def connection(self, session: ClientSession) -> Connection:
        return Connection(
            session=session,
            brand=self.brand,
            credentials=self.simulation.account(self.brand.key),
            origins=self.simulation.origins,
            instance="contract",
            sleep=self.sleep,
            now=self.now,
        )

    @override
    def wrong_credentials(self) -> Mapping[str, str]:
        account = self.simulation.account(self.brand.key)
        return {**account, "password": f"{account['password']}-wrong"}

    @override
    def is_command(self, method: str, path: str) -> bool:
        bare = path.partition("?")[0]
        reads = bare in _READS_BY_POST or bare.startswith(_SIGN_INS)
        return method == "POST" and not reads

    @override
    def name_of(self, lock_id: LockId) -> str:
        return self._names[lock_id]

    @override
    async def sign_out(self) -> None:
        self.control.sign_out()

    @override
    async def forbid(self) -> Callable[[LockCloud], Awaitable[object]]:
        self.control.role(MAIN, "guest")

        async def call(cloud: LockCloud) -> object:
            assert cloud.parts.codes is not None
            return await cloud.parts.codes.list(self.props.main)

        return call

    @override
    async def garble(self, garbage: Garbage) -> None:
        # Lists of locks and keys are read by POST.
        self.simulation.control.fault(self.key, answer=garbage, times=None)

    @override
    async def lose_answer(self, method: str, *, done: bool) -> None:
        self.simulation.faults.add(
            Fault(
                vendor=self.key,
                answer=Answer.DROP,
                methods=WRITES,
                path=COMMANDS,
                after_work=done,
            )
        )

    @override
    async def set_offline(self, lock_id: LockId) -> None:
        # Half an hour earlier the gateway heard it, and then the answer is a 504.
        self.control.out_of_reach(self.name_of(lock_id))

    @override
    async def jam(self, lock_id: LockId) -> None:
        msg = "no answer says that a bolt is stuck; what fails is an outcome unknown"
        raise CannotHappenError(msg)

    @override
    async def uncalibrate(self, lock_id: LockId) -> None:
        msg = "these locks are calibrated by the app or not there at all"
        raise CannotHappenError(msg)

    @override
    async def keep_busy(self, method: str, times: int) -> None:
        self.control.busy(GATEWAY, times)

    @override
    async def fill(self, lock_id: LockId) -> None:
        self.control.fill(self.name_of(lock_id))


class TtlockHarness:
    """Starts a simulation of the small home for each test."""

    def __init__(self, brand: str) -> None:
        """Sign in to this brand."""
        self._brand = brand

    @property
    def vendor(self) -> Vendor:
        """Return the descriptor under test."""
        return BRANDS[self._brand][0]

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[TtlockStage]:
        """Start the simulator alone."""
        async with Simulation.start("test", vendors=["ttlock"]) as simulation:
            yield TtlockStage(simulation, self._brand)


HARNESS = TtlockHarness("ttlock")
