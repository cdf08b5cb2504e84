"""The simulator of August and Yale on the stage of the contract suite."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final, override

from aiohttp import ClientSession

from custom_components.cloud_locks.model.access_code import CodeId
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.vendors import BRANDS, Connection, Vendor
from custom_components.cloud_locks.vendors._oauth import granted_tokens
from custom_components.cloud_locks.vendors.august.brands import Row
from simulators import Simulation
from simulators.august import COMMANDS, AugustCloud, AugustControl
from simulators.faults import WRITES, Answer, Fault
from tests.vendors.contract import CannotHappenError, Props
from tests.vendors.simulated import SimulatedStage

from .script import Linked, Tokens

_MAIN: Final = "terrace_door"
_OTHER: Final = "kitchen_door"


class AugustStage(SimulatedStage):
    """Tokens come from a web page; a PIN is on the lock as soon as it is queued."""

    def __init__(self, simulation: Simulation, brand: str) -> None:
        """Set the stage in the scene `test`."""
        super().__init__(simulation)
        self.vendor, self.brand = BRANDS[brand]
        told = self.control.state()["locks"]
        assert isinstance(told, dict)
        self._names: dict[LockId, str] = {
            lock["id"]: name for name, lock in told.items()
        }
        ids = {name: lock_id for lock_id, name in self._names.items()}
        self.props = Props(main=ids[_MAIN], other=ids[_OTHER])
        self.control.switch(delivery_seconds=0.0, offline_pins="422")

    @property
    def control(self) -> AugustControl:
        """Return the switches that only this cloud has."""
        return self.simulation.vendor(AugustControl)

    @override
    def connection(self, session: ClientSession) -> Connection:
        granted = self.control.tokens(self.brand.key)
        tokens = Tokens(granted_tokens(granted, self.now()).to_store())
        return replace(
            super().connection(session),
            credentials=self.simulation.account(self.brand.key),
            sign_in="own_credentials",
            tokens=tokens,
        )

    @override
    def wrong_credentials(self) -> Mapping[str, str]:
        msg = "nobody gets tokens for them in the first place"
        raise CannotHappenError(msg)

    @override
    def name_of(self, lock_id: LockId) -> str:
        return self._names[lock_id]

    @override
    def is_command(self, method: str, path: str) -> bool:
        return AugustCloud.is_command(method, path.partition("?")[0])

    @override
    async def sign_out(self) -> None:
        self.control.sign_out()

    @override
    async def forbid(self) -> Callable[[LockCloud], Awaitable[object]]:
        self.control.retire_key(self.brand.key)
        return lambda cloud: cloud.inventory()

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
    async def uncalibrate(self, lock_id: LockId) -> None:
        msg = "what is said about calibration is false for locks in good order"
        raise CannotHappenError(msg)

    @override
    async def keep_busy(self, method: str, times: int) -> None:
        self.control.refuse(423, times=times, path=COMMANDS)

    @override
    async def set_offline(self, lock_id: LockId) -> None:
        self.control.switch(offline_status="unknown")
        self.control.bridge(self.name_of(lock_id), online=False)

    @override
    async def add_code(self, lock_id: LockId, name: str, pin: str) -> CodeId:
        return str(self.control.add_pin(self.name_of(lock_id), name, pin))

    @override
    async def remove_code(self, lock_id: LockId, code_id: CodeId) -> None:
        self.control.delete_pin(self.name_of(lock_id), code_id)

    @override
    async def fill(self, lock_id: LockId) -> None:
        self.control.fill(self.name_of(lock_id))

    @override
    async def type_pin(self, lock_id: LockId, pin: str) -> None:
        told = self.simulation.control.type_pin(self.name_of(lock_id), pin)
        if told != "accepted":
            msg = "no log of this cloud has PINs that were refused"
            raise CannotHappenError(msg)


class LinkedStage(AugustStage):
    """Signed in by the account of another integration, as core has one."""

    @override
    def connection(self, session: ClientSession) -> Connection:
        settings, account = self.brand.settings, self.simulation.account(self.brand.key)
        linked = Linked(
            tokens=[str(self.control.tokens(self.brand.key)["access_token"])],
            lock_ids=frozenset(self._names),
            sent={
                settings[Row.KEY_HEADER].title(): account["api_key"],
                settings[Row.BRANDING_HEADER].title(): settings[Row.BRANDING],
                "Accept-Version": "0.0.1",
            },
        )
        return replace(
            super().connection(session), credentials={}, sign_in="link", linked=linked
        )

    @override
    async def sign_out(self) -> None:
        msg = "who is signed out is told so by the integration that was signed in"
        raise CannotHappenError(msg)


class AugustHarness:
    """Starts a simulation of the small home for each test."""

    def __init__(
        self, brand: str, stage: Callable[[Simulation, str], AugustStage] = AugustStage
    ) -> None:
        """Sign in to this brand, in the way of a stage."""
        self._brand = brand
        self._stage = stage

    @property
    def vendor(self) -> Vendor:
        """Return the descriptor under test."""
        return BRANDS[self._brand][0]

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[AugustStage]:
        """Start the simulator alone."""
        async with Simulation.start("test", vendors=["august"]) as simulation:
            yield self._stage(simulation, self._brand)


HARNESS = AugustHarness("august")
