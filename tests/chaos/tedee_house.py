"""A house at the simulated Tedee cloud, reached by the real client over real HTTP."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
import re
from typing import Final, override

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
)
from simulators import ControlError, Simulation
from simulators.credentials import Credential, CredentialKind
from simulators.faults import Faults
from simulators.lock import Lock
from simulators.registry import VendorCloud
from simulators.tedee.cloud import TedeeCloud
from simulators.tedee.devices import TedeeLock

from .house import CodeId, Door, Held, House, Kind, Topic, Trouble

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


class _Network(Faults):
    """Lets requests meet their troubles, and counts what was not refused."""

    def __init__(self, on_call: Callable[[], None]) -> None:
        super().__init__()
        self._on_call = on_call
        self.troubles: list[Trouble] = []
        self.sent: Counter[tuple[Topic | None, str]] = Counter()
        """Requests that were not provably refused, by the id of their lock."""
        self.under_way: Counter[str] = Counter()
        """Requests about anything, by the id of their lock."""

    @override
    def middleware(self, vendor: str, cloud: VendorCloud) -> Middleware:
        @web.middleware
        async def apply(request: web.Request, handler: Handler) -> web.StreamResponse:
            topic = _topic(request)
            lock = re.search(r"/lock/(\d+)/", request.path)
            sending = (topic, lock[1] if lock else "")
            self.sent[sending] += 1
            self.under_way[sending[1]] += 1
            try:
                answer = await self._answer(cloud, request, handler, topic)
            finally:
                self.under_way[sending[1]] -= 1
            self.sent[sending] -= answer.status in _PROOFS
            return answer

        return apply

    async def _answer(
        self,
        cloud: VendorCloud,
        request: web.Request,
        handler: Handler,
        topic: Topic | None,
    ) -> web.StreamResponse:
        trouble = self._met(topic)
        if trouble is None:
            return await self._work(request, handler)
        kind = trouble.kind
        if kind is Kind.UNREACHABLE:
            return _hang_up(request)
        if not kind.done:
            if kind is not Kind.SLOW_BEFORE:
                return _refusal(cloud, trouble)
            await asyncio.sleep(trouble.seconds)
        real = await self._work(request, handler)
        if kind is Kind.SLOW_AFTER:
            await asyncio.sleep(trouble.seconds)
        elif kind is Kind.LOST_AFTER:
            return _refusal(cloud, trouble)
        elif kind is Kind.GARBLED_AFTER:
            return web.Response(text="Something went", status=real.status)
        return real

    async def _work(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        self._on_call()
        return answer

    def _met(self, topic: Topic | None) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.times and trouble.topic is topic:
                trouble.times -= 1
                return trouble
        return None


class TedeeHouse(House):
    """The two doors with keypads of the scene `test`."""

    rest = timedelta(minutes=30)
    tidy = True
    live_at_most = timedelta(minutes=15)

    def __init__(self) -> None:
        """Prepare the home; `open` starts its cloud."""
        super().__init__()
        self._simulation = Simulation("test", vendors=["tedee"])
        self._network = _Network(self._called)
        self._simulation.faults = self._network
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

    def _called(self) -> None:
        self.on_call()

    @override
    async def open(self) -> None:
        await self._simulation.open()
        self.config = {"origins": self._simulation.origins}

    @override
    async def close(self) -> None:
        await self._simulation.close()

    def _lock(self, door: Door) -> Lock:
        return self._locks[door].lock

    @override
    def held(self, door: Door) -> dict[CodeId, Held]:
        pins = self._lock(door).credentials.of_kind(CredentialKind.PIN)
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
        control, lock = self._simulation.control, self._lock(door).id
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
        memory = self._lock(door).credentials
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
            self._simulation.control.delete_pin(self._lock(door).id, int(code_id))

    @override
    def doze(self, door: Door) -> None:
        self._simulation.control.lock_online(self._lock(door).id, online=False)

    @override
    def wake(self, door: Door) -> None:
        self._simulation.control.lock_online(self._lock(door).id, online=True)

    @override
    async def trouble(self, trouble: Trouble) -> None:
        self._network.troubles.append(trouble)

    @override
    async def heal(self) -> None:
        self._network.troubles.clear()

    @override
    def sent(self, topic: Topic, door: Door) -> int:
        if topic is Topic.SETTING:
            # Its path does not name the lock, and settings are changed at one only.
            return self._network.sent[topic, ""] if door == self.doors[0] else 0
        return self._network.sent[topic, str(self._locks[door].id)]

    @override
    def is_busy(self, door: Door) -> bool:
        return bool(self._network.under_way[str(self._locks[door].id)])

    @override
    def bolt(self, door: Door) -> str:
        return self._lock(door).bolt.value


def _topic(request: web.Request) -> Topic | None:
    for topic, (method, path) in _PLACES.items():
        if request.method == method and re.search(path, request.path):
            return topic
    return None


def _refusal(cloud: VendorCloud, trouble: Trouble) -> web.StreamResponse:
    headers = {"Retry-After": "90"} if trouble.kind is Kind.LIMITED else {}
    return cloud.refusal(_STATUSES[trouble.kind], "Simulated fault", headers)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=503)


def _held(pin: Credential) -> Held:
    return Held(id=str(pin.id), name=pin.name, pin=pin.secret, ends=pin.schedule.ends)
