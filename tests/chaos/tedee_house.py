"""A house at the simulated Tedee cloud, reached by the real client over real HTTP."""

from contextlib import suppress
from datetime import datetime, timedelta
import re
from typing import Final, override

from aiohttp import web

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
)
from simulators import ControlError
from simulators.credentials import Credential, CredentialKind
from simulators.lock import Lock
from simulators.registry import VendorCloud
from simulators.tedee.cloud import TedeeCloud
from simulators.tedee.devices import TedeeLock

from .house import CodeId, Door, Held, Kind, Topic, Trouble
from .simulated_house import SimulatedHouse

_PLACES: Final = {
    Topic.READ: ("GET", r"/pin(/\d+)?$"),
    Topic.ADD: ("POST", r"/pin$"),
    Topic.CHANGE: ("PUT", r"/pin/\d+$"),
    Topic.DELETE: ("DELETE", r"/pin/\d+$"),
    Topic.OPERATE: ("POST", r"/operation/"),
    Topic.STATES: ("GET", r"/(sync|details|lock/\d+|operation/\d+)$"),
    Topic.ACTIVITY: ("GET", r"/deviceactivity$"),
    Topic.SETTING: ("PATCH", r""),
}
_STATUSES: Final = {
    Kind.BUSY: 409,
    Kind.OFFLINE: 428,
    Kind.LIMITED: 429,
    Kind.SIGNED_OUT: 401,
    Kind.LOST_BEFORE: 408,
    Kind.LOST_AFTER: 408,
    Kind.GARBLED_BEFORE: 502,
}
_PROOFS: Final = frozenset({400, 401, 403, 404, 406, 409, 412, 428, 429})
"""Statuses that prove that a call did nothing."""


class _Wire:
    """Locks stand in paths, and statuses tell everything."""

    async def topic(self, request: web.Request) -> Topic | None:
        """Return what a request is about."""
        for topic, (method, path) in _PLACES.items():
            if request.method == method and re.search(path, request.path):
                return topic
        return None

    async def lock(self, request: web.Request) -> str:
        """Return the id of the lock that a request names."""
        lock = re.search(r"/lock/(\d+)/", request.path)
        return lock[1] if lock else ""

    def refusal(self, cloud: VendorCloud, trouble: Trouble) -> web.StreamResponse:
        """Return how the cloud tells a trouble."""
        headers = {"Retry-After": "90"} if trouble.kind is Kind.LIMITED else {}
        return cloud.refusal(_STATUSES[trouble.kind], "Simulated fault", headers)

    def proves_nothing_done(self, answer: web.StreamResponse) -> bool:
        """Return whether an answer proves that the request did nothing."""
        return answer.status in _PROOFS


class TedeeHouse(SimulatedHouse):
    """The two doors with keypads of the scene `test`."""

    rest = timedelta(minutes=30)
    tidy = True

    def __init__(self) -> None:
        """Prepare the home; `open` starts its cloud."""
        super().__init__("tedee", _Wire())
        cloud = self._simulation.cloud("tedee")
        assert isinstance(cloud, TedeeCloud)
        locks = [it for it in cloud.state.locks.values() if it.keypad is not None]
        self._locks: dict[Door, TedeeLock] = {it.serial: it for it in locks}
        self.doors = tuple(self._locks)
        self.prefix = "tedee:home"
        self.entry_data = {
            CONF_BRAND: "tedee",
            CONF_SIGN_IN: "form",
            CONF_CREDENTIALS: self._simulation.account("tedee"),
        }

    @override
    def _hardware(self, door: Door) -> Lock:
        return self._locks[door].lock

    @override
    def _on_wire(self, door: Door) -> str:
        return str(self._locks[door].id)

    @override
    def held(self, door: Door) -> dict[CodeId, Held]:
        pins = self._hardware(door).credentials.of_kind(CredentialKind.PIN)
        return {str(it.id): _held(it) for it in pins}

    @override
    def put(
        self,
        door: Door,
        name: str,
        pin: str,
        ends: datetime | None,
        *,
        instead_of: CodeId | None = None,
    ) -> bool:
        control, lock = self._simulation.control, self._hardware(door).id
        control.memory(lock, reuse_ids=instead_of is not None)
        try:
            control.add_pin(lock, name, pin, ends=ends.isoformat() if ends else None)
        except ControlError:
            return False
        return True

    @override
    def edit(
        self,
        door: Door,
        code_id: CodeId,
        *,
        name: str | None = None,
        pin: str | None = None,
        ends: datetime | None = None,
    ) -> None:
        memory = self._hardware(door).credentials
        if (old := memory.get(int(code_id))) is None:
            return
        schedule = old.schedule
        if ends is not None:
            schedule = type(schedule)(ends=ends)
        with suppress(ControlError):
            memory.change(old.id, name or old.name, pin or old.secret, schedule)

    @override
    def remove(self, door: Door, code_id: CodeId) -> None:
        with suppress(ControlError):
            self._simulation.control.delete_pin(self._hardware(door).id, int(code_id))

    @override
    def sent(self, topic: Topic, door: Door) -> int:
        if topic is Topic.SETTING:
            # Its path does not name the lock, and settings are changed at one only.
            return self._network.sent[topic, ""] if door == self.doors[0] else 0
        return super().sent(topic, door)


def _held(pin: Credential) -> Held:
    return Held(id=str(pin.id), name=pin.name, pin=pin.secret, ends=pin.schedule.ends)
