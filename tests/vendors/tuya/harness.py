"""The Tuya simulator on the stage of the contract suite."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Final, override

from aiohttp import ClientSession

from custom_components.cloud_locks.model.access_code import CodeId
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.vendors import (
    MIDDLEWARES,
    VENDORS,
    Connection,
    Vendor,
)
from simulators import Simulation
from simulators.faults import WRITES, Answer, Fault
from simulators.tuya import COMMANDS, TuyaCloud, TuyaControl
from tests.vendors.contract import CannotHappenError, Props
from tests.vendors.simulated import SimulatedStage

_MAIN: Final = "apartment"
_OTHER: Final = "courtyard"
_ASLEEP: Final = "street_door"
_BLUETOOTH: Final = "storage"
_MEMBER: Final = "bram_de_vries"
_PROJECT: Final = ("access_id", "access_secret")
_BUSY: Final = 2328


class TuyaStage(SimulatedStage):
    """Tickets are asked for by POST; nobody knows whether a bolt is calibrated."""

    def __init__(self, simulation: Simulation, ids: Mapping[str, LockId]) -> None:
        """Set the stage in the scene `test`; `ids`: of locks by name of the home."""
        super().__init__(simulation)
        self.vendor = VENDORS["tuya"]
        (self.brand,) = self.vendor.brands
        self._ids = ids
        self._names = {lock_id: name for name, lock_id in ids.items()}
        self.props = Props(main=ids[_MAIN], other=ids[_OTHER])

    @override
    async def ready(self, method: str) -> Props:
        if method == "answer_request":
            self.control.ring(_ASLEEP)
            return replace(self.props, main=self._ids[_ASLEEP])
        if method == "codes.forget":
            return replace(self.props, main=self._ids[_BLUETOOTH])
        if method in {"credentials.update", "credentials.delete", "people.assign"}:
            self.control.add_method(_MAIN, "fingerprint", "Thumb", "thumb", _MEMBER)
        return self.props

    @property
    def control(self) -> TuyaControl:
        """Return the switches that only this cloud has."""
        return self.simulation.vendor(TuyaControl)

    @override
    def connection(self, session: ClientSession) -> Connection:
        """Sign in as the project; the account of the app is another way."""
        connection = super().connection(session)
        kept = {it: connection.credentials[it] for it in _PROJECT}
        return replace(connection, credentials=kept)

    @override
    def wrong_credentials(self) -> Mapping[str, str]:
        account = self.simulation.account(self.key)
        return {it: account[it][::-1] for it in _PROJECT}

    @override
    def name_of(self, lock_id: LockId) -> str:
        return self._names[lock_id]

    @override
    def is_command(self, method: str, path: str) -> bool:
        return TuyaCloud.is_command(method, path.partition("?")[0])

    @override
    async def sign_out(self) -> None:
        self.control.sign_out()

    @override
    async def forbid(self) -> Callable[[LockCloud], Awaitable[object]]:
        self.control.subscription("smart_lock")
        return lambda cloud: cloud.activity(self.props.main, after=None, limit=10)

    @override
    async def uncalibrate(self, lock_id: LockId) -> None:
        msg = "this cloud does not tell whether a bolt is calibrated"
        raise CannotHappenError(msg)

    @override
    async def keep_busy(self, method: str, times: int) -> None:
        self.control.refuse(_BUSY, times=times, path=COMMANDS)

    @override
    async def lose_answer(self, method: str, *, done: bool) -> None:
        # What asks for a ticket is a POST as well, and changes nothing.
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
    async def jam(self, lock_id: LockId) -> None:
        msg = "this cloud does not tell that a bolt got stuck"
        raise CannotHappenError(msg)

    @override
    async def add_code(self, lock_id: LockId, name: str, pin: str) -> CodeId:
        home_name = self.name_of(lock_id)
        ends = (self.now() + timedelta(days=30)).isoformat()
        slot = self.simulation.control.add_pin(home_name, name, pin, ends=ends)
        told = self.control.state()["locks"]
        assert isinstance(told, dict)
        rows = told[home_name]["passwords"]
        return next(str(row["id"]) for row in rows if row["slot"] == slot)

    @override
    async def fill(self, lock_id: LockId) -> None:
        self.control.fill(self.name_of(lock_id))

    @override
    async def remove_code(self, lock_id: LockId, code_id: CodeId) -> None:
        self.control.delete_password(self.name_of(lock_id), int(code_id))


class TuyaHarness:
    """Starts a simulation of the small home for each test."""

    @property
    def vendor(self) -> Vendor:
        """Return the descriptor under test."""
        return VENDORS["tuya"]

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[TuyaStage]:
        """Start the simulator alone."""
        async with Simulation.start("test", vendors=["tuya"]) as simulation:
            yield TuyaStage(simulation, await _ids(simulation))


async def _ids(simulation: Simulation) -> dict[str, LockId]:
    """Return the ids of locks by what the home calls them."""
    told = simulation.vendor(TuyaControl).state()["locks"]
    assert isinstance(told, dict)
    names = {lock["id"]: name for name, lock in told.items()}
    (brand,) = VENDORS["tuya"].brands
    async with ClientSession(middlewares=MIDDLEWARES) as session:
        stage = TuyaStage(simulation, dict.fromkeys((_MAIN, _OTHER), ""))
        assert stage.brand is brand
        locks = (
            await VENDORS["tuya"].connect(stage.connection(session)).inventory()
        ).locks
    return {names[lock.vendor_id]: lock.id for lock in locks.values()}


HARNESS = TuyaHarness()
