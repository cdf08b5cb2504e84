"""What houses have in common whose clouds are simulators behind real clients."""

from abc import abstractmethod
from datetime import timedelta
from typing import override

from simulators import Simulation
from simulators.lock import Lock

from .house import Door, House, Topic, Trouble
from .network import Network, Wire


class SimulatedHouse(House):
    """Some doors of the scene `test`, at one vendor's cloud."""

    live_at_most = timedelta(minutes=15)

    def __init__(self, vendor: str, wire: Wire) -> None:
        """Prepare the home; `open` starts its cloud."""
        super().__init__()
        self._simulation = Simulation("test", vendors=[vendor])
        self._network = Network(wire, self._called)
        self._simulation.faults = self._network

    def _called(self) -> None:
        # Who is to be told is said later.
        self.on_call()

    @abstractmethod
    def _hardware(self, door: Door) -> Lock:
        """Return the lock itself."""

    @abstractmethod
    def _on_wire(self, door: Door) -> str:
        """Return what requests call a lock."""

    @override
    async def open(self) -> None:
        await self._simulation.open()
        self.config = {"origins": self._simulation.origins}

    @override
    async def close(self) -> None:
        await self._simulation.close()

    @override
    def doze(self, door: Door) -> None:
        self._simulation.control.lock_online(self._hardware(door).id, online=False)

    @override
    def wake(self, door: Door) -> None:
        self._simulation.control.lock_online(self._hardware(door).id, online=True)

    @override
    async def trouble(self, trouble: Trouble) -> None:
        self._network.troubles.append(trouble)

    @override
    async def heal(self) -> None:
        self._network.troubles.clear()

    @override
    def sent(self, topic: Topic, door: Door) -> int:
        return self._network.sent[topic, self._on_wire(door)]

    @override
    def is_busy(self, door: Door) -> bool:
        return bool(self._network.under_way[self._on_wire(door)])

    @override
    def bolt(self, door: Door) -> str:
        return self._hardware(door).bolt.value
