"""A house at the simulated cloud of TTLock and Sifely, by the real client over HTTP."""

from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
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
from simulators.credentials import Credential, CredentialKind
from simulators.lock import Lock
from simulators.registry import VendorCloud
from simulators.ttlock import TtlockCloud
from simulators.ttlock.codes import Passcode
from simulators.ttlock.devices import TtlockLock
from simulators.ttlock.numbers import CodeType
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.stamps import to_ms

from .house import CodeId, Door, Held, Kind, Topic, Trouble
from .simulated_house import SimulatedHouse

_DOORS: Final = ("side_door", "cellar")
"""Both behind one gateway."""

_PLACES: Final = {
    Topic.READ: r"lock/listKeyboardPwd$",
    Topic.ADD: r"keyboardPwd/add$",
    Topic.CHANGE: r"keyboardPwd/change$",
    Topic.DELETE: r"keyboardPwd/delete$",
    Topic.OPERATE: r"lock/(lock|unlock)$",
    Topic.STATES: r"(queryOpenState|lock/detail|(lock|key)/list|gateway/\w+)$",
    Topic.ACTIVITY: r"lockRecord/list$",
    Topic.SETTING: r"lock/setAutoLockTime$",
}
_STATUSES: Final = {
    Kind.LIMITED: 429,
    Kind.LOST_BEFORE: 504,
    Kind.LOST_AFTER: 504,
    Kind.GARBLED_BEFORE: 502,
}
_NUMBERS: Final = {Kind.BUSY: -3003, Kind.OFFLINE: -3002, Kind.SIGNED_OUT: 10004}
"""Told with HTTP 200."""

_PROOFS: Final = frozenset({400, 401, 402, 403, 404, 405, 429})
"""Statuses that prove that a call did nothing."""

_SAYS_NOTHING: Final = frozenset({None, 0, 1, 200, 90000})
"""Numbers that do not."""


class _Wire:
    """Locks stand in queries and forms; what went wrong is a number in the body."""

    async def topic(self, request: web.Request) -> Topic | None:
        """Return what a request is about."""
        found = (it for it, path in _PLACES.items() if re.search(path, request.path))
        return next(found, None)

    async def lock(self, request: web.Request) -> str:
        """Return the id of the lock that a request names."""
        fields = {**request.query, **await request.post()}
        return str(fields.get("lockId", ""))

    def refusal(self, cloud: VendorCloud, trouble: Trouble) -> web.StreamResponse:
        """Return how the cloud tells a trouble."""
        if (number := _NUMBERS.get(trouble.kind)) is not None:
            return web.json_response({"errcode": number, "errmsg": "Simulated fault"})
        headers = {"Retry-After": "90"} if trouble.kind is Kind.LIMITED else {}
        return cloud.refusal(_STATUSES[trouble.kind], "Simulated fault", headers)

    def proves_nothing_done(self, answer: web.StreamResponse) -> bool:
        """Return whether an answer proves that the request did nothing."""
        if answer.status in _PROOFS:
            return True
        said = _said(answer) if answer.status == 200 else {}
        return not _SAYS_NOTHING.issuperset({said.get("errcode"), said.get("code")})


def _said(answer: web.StreamResponse) -> dict[str, Any]:
    """Return the object in an answer, an empty one for anything else."""
    with suppress(ValueError):
        said = json.loads(getattr(answer, "text", None) or "")
        if isinstance(said, dict):
            return said
    return {}


class TtlockHouse(SimulatedHouse):
    """Two doors behind one gateway of the scene `test`, at either brand."""

    rest = timedelta(hours=1)
    tidy = False
    wants_starts = True

    def __init__(self, brand: str) -> None:
        """Prepare the home; `open` starts its cloud."""
        super().__init__("ttlock", _Wire())
        cloud = self._simulation.cloud("ttlock")
        assert isinstance(cloud, TtlockCloud)
        # Who has the free plan would wait for half a day to see a code.
        cloud.control.plan("STARTER")
        self._state = cloud.state
        locks = [self._state.by_name(name) for name in _DOORS]
        self._locks: dict[Door, TtlockLock] = {_door(it): it for it in locks}
        self.doors = tuple(self._locks)
        credentials = self._simulation.account(brand)
        account = f"eu:{self._state.account.uid}"
        if brand == "sifely":
            name = credentials["username"].lower().encode()
            account = sha256(name).hexdigest()[:16]
        self.prefix = f"{brand}:{account}"
        self.entry_data = {
            CONF_BRAND: brand,
            CONF_SIGN_IN: "form",
            CONF_CREDENTIALS: credentials,
        }

    @override
    def _hardware(self, door: Door) -> Lock:
        return self._locks[door].hardware

    @override
    def _on_wire(self, door: Door) -> str:
        return str(self._locks[door].id)

    @override
    def held(self, door: Door) -> dict[CodeId, Held]:
        memory = self._locks[door].hardware.credentials
        return {str(it.id): _held(it) for it in memory.of_kind(CredentialKind.PIN)}

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
        # No id is ever given twice here, so it is one like any other.
        end = ends.isoformat() if ends else None
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
        self._state.catch_up()
        if (code := self._locks[door].passcodes.get(int(code_id))) is None:
            return
        code.name, code.digits = name or code.name, pin or code.digits
        if ends is not None:
            self._end(code, ends)
        with suppress(RefusalError):
            self._state.memory.replace(self._locks[door], code)

    def _end(self, code: Passcode, ends: datetime) -> None:
        code.kind, code.ends = CodeType.PERIOD, to_ms(ends)
        code.starts = min(code.starts, to_ms(self._state.now))

    @override
    def remove(self, door: Door, code_id: CodeId) -> None:
        with suppress(ControlError):
            self._simulation.control.delete_pin(self._hardware(door).id, int(code_id))


def _door(lock: TtlockLock) -> Door:
    """Return the id of a lock as the integration has it."""
    return lock.mac.replace(":", "").lower()


def _held(pin: Credential) -> Held:
    return Held(id=str(pin.id), name=pin.name, pin=pin.secret, ends=pin.schedule.ends)
