"""A house at the simulated Tuya cloud, reached by the real client over real HTTP."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import json
import re
from typing import Any, Final, override

from aiohttp import web

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
)
from simulators import ControlError
from simulators.credentials import CapacityError, DuplicateError
from simulators.lock import Lock
from simulators.registry import VendorCloud
from simulators.tuya import TuyaCloud
from simulators.tuya.devices import TuyaLock
from simulators.tuya.passwords import TempPassword
from simulators.tuya.stamps import from_s, to_s

from .house import CodeId, Door, Held, Kind, Topic, Trouble
from .simulated_house import SimulatedHouse

_DOORS: Final = ("apartment", "courtyard")
"""One behind a gateway, and a keypad in the Wi-Fi."""

_WITHOUT_QUEUE: Final = "sg"
"""A listener would wait for real time; what is told unasked is only sooner."""

_FOR_EVER: Final = datetime(2037, 12, 31, tzinfo=UTC)

_PLACES: Final = {
    Topic.READ: ("GET", r"/temp-passwords$"),
    Topic.ADD: ("POST", r"/temp-password$"),
    Topic.CHANGE: ("PUT", r"/modify-password$"),
    Topic.DELETE: ("DELETE", r"/temp-passwords/\d+$"),
    Topic.OPERATE: ("POST", r"/(door-operate|open-door)$"),
    Topic.STATES: ("GET", r"(associated-users/devices|/devices/\w+(/status)?)$"),
    Topic.ACTIVITY: ("GET", r"/(open|alarm)-logs$"),
}
_STATUSES: Final = {
    Kind.LIMITED: 429,
    Kind.LOST_BEFORE: 504,
    Kind.LOST_AFTER: 504,
    Kind.GARBLED_BEFORE: 502,
}
_NUMBERS: Final = {Kind.BUSY: 2328, Kind.OFFLINE: 2001, Kind.SIGNED_OUT: 1010}
"""Told with HTTP 200."""

_PROOFS: Final = frozenset({401, 403, 429})
"""Statuses that prove that a call did nothing."""


class _Wire:
    """Locks stand in paths; what went wrong is a number in the body."""

    async def topic(self, request: web.Request) -> Topic | None:
        """Return what a request is about."""
        for topic, (method, path) in _PLACES.items():
            if request.method == method and re.search(path, request.path):
                return topic
        return None

    async def lock(self, request: web.Request) -> str:
        """Return the id of the lock that a request names."""
        lock = re.search(r"/devices/(\w+)/", request.path)
        return lock[1] if lock else ""

    def refusal(self, cloud: VendorCloud, trouble: Trouble) -> web.StreamResponse:
        """Return how the cloud tells a trouble."""
        if (number := _NUMBERS.get(trouble.kind)) is not None:
            body = {"success": False, "code": number, "msg": "Simulated fault"}
            return web.json_response(body)
        headers = {"Retry-After": "90"} if trouble.kind is Kind.LIMITED else {}
        return cloud.refusal(_STATUSES[trouble.kind], "Simulated fault", headers)

    def proves_nothing_done(self, answer: web.StreamResponse) -> bool:
        """Return whether an answer proves that the request did nothing."""
        if answer.status in _PROOFS:
            return True
        said = _said(answer) if answer.status == 200 else {}
        return said.get("success") is False and said.get("code") != 500


def _said(answer: web.StreamResponse) -> dict[str, Any]:
    """Return the object in an answer, an empty one for anything else."""
    with suppress(ValueError):
        said = json.loads(getattr(answer, "text", None) or "")
        if isinstance(said, dict):
            return said
    return {}


class TuyaHouse(SimulatedHouse):
    """Two doors of the scene `test`, as a project sees them that only polls."""

    rest = timedelta(hours=3)
    tidy = False
    wants_starts = True
    pin_digits = 6
    setting = None

    def __init__(self) -> None:
        """Prepare the home; `open` starts its cloud."""
        super().__init__("tuya", _Wire())
        cloud = self._simulation.cloud("tuya")
        assert isinstance(cloud, TuyaCloud)
        cloud.control.region(account=_WITHOUT_QUEUE)
        cloud.control.project_region(_WITHOUT_QUEUE)
        # Nobody listens, and time that is jumped over would be gone through.
        cloud.look_every = timedelta(days=1).total_seconds()
        self._state = cloud.state
        locks = [self._state.by_name(name) for name in _DOORS]
        self._locks: dict[Door, TuyaLock] = {_door(it): it for it in locks}
        self.doors = tuple(self._locks)
        told = self._simulation.account("tuya")
        self.prefix = f"tuya:{self._state.project.uid}"
        self.entry_data = {
            CONF_BRAND: "tuya",
            CONF_SIGN_IN: "form",
            CONF_CREDENTIALS: {
                key: told[key] for key in ("region", "access_id", "access_secret")
            },
        }

    @override
    def _hardware(self, door: Door) -> Lock:
        return self._locks[door].hardware

    @override
    def _on_wire(self, door: Door) -> str:
        return self._locks[door].id

    def _passwords(self, door: Door) -> dict[CodeId, TempPassword]:
        """Return the passwords that are on a lock."""
        lock = self._locks[door]
        self._state.memory.look(lock)
        slots = {it.id for it in lock.hardware.credentials}
        return {
            str(it.id): it
            for it in lock.passwords.values()
            if it.slot in slots and not it.deleted
        }

    @override
    def held(self, door: Door) -> dict[CodeId, Held]:
        return {key: _held(it) for key, it in self._passwords(door).items()}

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
        # No id is ever given twice here; without an end it would be a person's.
        end = (ends or _FOR_EVER).isoformat()
        try:
            self._simulation.control.add_pin(
                self._hardware(door).id, name, pin, ends=end
            )
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
        if (code := self._passwords(door).get(code_id)) is None:
            return
        other = replace(code, name=name or code.name, digits=pin or code.digits)
        if ends is not None:
            other.ends = to_s(ends)
        memory, lock = self._state.memory, self._locks[door]
        with suppress(DuplicateError, CapacityError):
            memory.put(lock, memory.credential(lock, other))
            lock.passwords[code.id] = other

    @override
    def remove(self, door: Door, code_id: CodeId) -> None:
        code = self._passwords(door).get(code_id)
        if code is None or code.slot is None:
            return
        with suppress(ControlError):
            # From the lock itself: an app in the Bluetooth of a lock needs no cloud.
            self._simulation.control.delete_pin(self._hardware(door).id, code.slot)
            self._state.memory.look(self._locks[door])


def _door(lock: TuyaLock) -> Door:
    """Return the id of a lock as the integration has it."""
    return lock.id[::-1]


def _held(code: TempPassword) -> Held:
    ends = from_s(code.ends)
    return Held(
        id=str(code.id),
        name=code.name,
        pin=code.digits,
        ends=None if ends >= _FOR_EVER else ends,
    )
