"""A house at the simulated cloud of August and Yale, by the real client over HTTP."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
import json
import re
from typing import Final, override

from aiohttp import web

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
    CONF_TOKENS,
)
from custom_components.cloud_locks.vendors._oauth import granted_tokens
from simulators import ControlError
from simulators.august import AugustCloud
from simulators.august.accesstimes import describe_access
from simulators.august.devices import AugustLock
from simulators.august.pins import AT_REST, Group, PinRecord
from simulators.lock import Lock
from simulators.registry import VendorCloud
from simulators.schedule import Schedule

from .house import CodeId, Door, Held, Kind, Topic, Trouble
from .simulated_house import SimulatedHouse

_DOORS: Final = ("terrace_door", "kitchen_door")
"""One with a bridge of its own inside, and one behind a bridge."""

_PINS: Final = r"/locks/\w+/pins$"
_PLACES: Final = {
    Topic.READ: ("GET", _PINS),
    Topic.OPERATE: ("PUT", r"/remoteoperate/\w+/(lock|unlock|unlatch)$"),
    Topic.STATES: ("GET", r"/(locks/\w+(/status)?|users/locks/mine)$"),
    Topic.ACTIVITY: ("GET", r"/houses/[\w-]+/activities$"),
}
_ACTIONS: Final = {"load": Topic.ADD, "delete": Topic.DELETE}
_STATUSES: Final = {
    Kind.BUSY: 423,
    Kind.OFFLINE: 422,
    Kind.LIMITED: 429,
    Kind.SIGNED_OUT: 401,
    Kind.LOST_BEFORE: 408,
    Kind.LOST_AFTER: 408,
    Kind.GARBLED_BEFORE: 502,
}
_PROOFS: Final = frozenset({400, 401, 403, 404, 409, 422, 423, 429})
"""Statuses that prove that a call did nothing."""


class _Wire:
    """Locks stand in paths, and what shall become of a PIN in the body."""

    async def topic(self, request: web.Request) -> Topic | None:
        """Return what a request is about."""
        if request.method == "POST" and re.search(_PINS, request.path):
            command = json.loads(await request.read())["commands"][0]
            return _ACTIONS.get(command["action"])
        for topic, (method, path) in _PLACES.items():
            if request.method == method and re.search(path, request.path):
                return topic
        return None

    async def lock(self, request: web.Request) -> str:
        """Return the id of the lock that a request names."""
        lock = re.search(r"/(?:locks|remoteoperate)/(\w+)/", request.path)
        return lock[1] if lock else ""

    def refusal(self, cloud: VendorCloud, trouble: Trouble) -> web.StreamResponse:
        """Return how the cloud tells a trouble."""
        headers = {"Retry-After": "90"} if trouble.kind is Kind.LIMITED else {}
        return cloud.refusal(_STATUSES[trouble.kind], "Simulated fault", headers)

    def proves_nothing_done(self, answer: web.StreamResponse) -> bool:
        """Return whether an answer proves that the request did nothing."""
        return answer.status in _PROOFS


class AugustHouse(SimulatedHouse):
    """Two doors of the scene `test`, at either brand."""

    rest = timedelta(hours=1)
    tidy = False
    wants_starts = True
    replaces = True
    setting = None

    def __init__(self, brand: str) -> None:
        """Prepare the home; `open` starts its cloud."""
        super().__init__("august", _Wire())
        cloud = self._simulation.cloud("august")
        assert isinstance(cloud, AugustCloud)
        # Time that is jumped over would be gone through.
        cloud.look_every = timedelta(days=1).total_seconds()
        self._state, self._desk = cloud.state, cloud.control
        locks = [self._state.by_name(name) for name in _DOORS]
        self._locks: dict[Door, AugustLock] = {it.id: it for it in locks}
        self.doors = tuple(self._locks)
        self.prefix = f"{brand}:{self._state.account.id}"
        tokens = granted_tokens(cloud.control.tokens(brand), self._state.now)
        self.entry_data = {
            CONF_BRAND: brand,
            CONF_SIGN_IN: "own_credentials",
            CONF_CREDENTIALS: self._simulation.account(brand),
            CONF_TOKENS: {"signed_in": "1", "values": tokens.to_store()},
        }

    def _pins(self, door: Door) -> dict[CodeId, PinRecord]:
        """Return what is on a lock, or queued for it."""
        lock = self._locks[door]
        self._state.look(lock)
        return dict(lock.pins)

    @override
    def held(self, door: Door) -> dict[CodeId, Held]:
        return {key: _held(it) for key, it in self._pins(door).items()}

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
        # No id is ever given twice here.
        end = ends.isoformat() if ends else None
        try:
            self._desk.add_pin(self._hardware(door).id, name, pin, ends=end)
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
        record = self._pins(door).get(code_id)
        if record is None or record.group not in AT_REST:
            return
        self._desk.change_pin(self._hardware(door).id, code_id, name, pin)
        if ends is not None:
            zone = self._locks[door].hardware.zone
            record.access = describe_access(Schedule(ends=ends, zone=zone))

    @override
    def remove(self, door: Door, code_id: CodeId) -> None:
        with suppress(LookupError):
            self._desk.delete_pin(self._hardware(door).id, code_id)

    @override
    async def trouble(self, trouble: Trouble) -> None:
        if trouble.topic is Topic.CHANGE:
            # What changes a code here begins with taking it off.
            trouble = replace(trouble, topic=Topic.DELETE)
        await super().trouble(trouble)

    @override
    def _hardware(self, door: Door) -> Lock:
        return self._locks[door].hardware

    @override
    def _on_wire(self, door: Door) -> str:
        return door


def _held(record: PinRecord) -> Held:
    return Held(
        id=record.id,
        name=record.name,
        pin=record.pin,
        ends=record.access.schedule.ends,
        leaving=record.group is Group.DELETING,
        coming=record.group is Group.CREATED,
    )
