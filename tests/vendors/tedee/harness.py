"""The Tedee simulator on the stage of the contract suite."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import override

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.vendors import VENDORS, Vendor
from simulators import Simulation
from simulators.tedee.cloud import TedeeCloud
from simulators.tedee.control import TedeeControl
from tests.vendors.contract import CannotHappenError, Props
from tests.vendors.simulated import SimulatedStage


class TedeeStage(SimulatedStage):
    """Serial numbers tell locks apart, keys have scopes, PIN calls can be busy."""

    def __init__(self, simulation: Simulation) -> None:
        """Set the stage in the scene `test`."""
        super().__init__(simulation)
        self.vendor = VENDORS["tedee"]
        (self.brand,) = self.vendor.brands
        cloud = simulation.cloud("tedee")
        assert isinstance(cloud, TedeeCloud)
        self._serials = {
            lock.serial: lock.lock.id for lock in cloud.state.locks.values()
        }
        lock_of = {name: serial for serial, name in self._serials.items()}
        self.props = Props(main=lock_of["front_door"], other=lock_of["back_door"])

    @property
    def control(self) -> TedeeControl:
        """Return the switches that only this cloud has."""
        return self.simulation.vendor(TedeeControl)

    @override
    def name_of(self, lock_id: LockId) -> str:
        return self._serials[lock_id]

    @override
    async def sign_out(self) -> None:
        self.control.revoke_key()

    @override
    async def forbid(self) -> Callable[[LockCloud], Awaitable[object]]:
        self.control.remove_scope("DeviceActivity.Read")
        return lambda cloud: cloud.activity(self.props.main, after=None, limit=10)

    @override
    async def keep_busy(self, method: str, times: int) -> None:
        if not method.startswith("codes."):
            msg = "only PIN calls are answered 409"
            raise CannotHappenError(msg)
        self.control.switch(pin_busy=times)


class TedeeHarness:
    """Starts a simulation of the small home for each test."""

    @property
    def vendor(self) -> Vendor:
        """Return the descriptor under test."""
        return VENDORS["tedee"]

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[TedeeStage]:
        """Start the simulator alone."""
        async with Simulation.start("test", vendors=["tedee"]) as simulation:
            yield TedeeStage(simulation)


HARNESS = TedeeHarness()
