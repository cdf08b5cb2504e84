"""Commands for locks: what they do, how long they take, how they end.

Sources: partner user guides, "Remote operate" (statuses, `type`, `retryLimit`);
recorded answers and PubNub messages of lock, unlock and unlatch in yalexs and openHAB.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from simulators.bolt import Bolt, Movement
from simulators.doorlog import Cause, Method
from simulators.lock import Lock

from .devices import LONG_DOOR, LONG_WORDS, AugustLock
from .refusals import OFFLINE, RefusalError
from .stamps import stamp
from .users import User

if TYPE_CHECKING:
    from .state import AugustState

MOVES: Final = ("lock", "unlock", "unlatch", "secure")
COMMANDS: Final = (
    *MOVES,
    *("status", "reboot", "rebootLock", "telemetry", "calibrate"),
    *("disablehomekit", "extendedfunction", "ota"),
)
_STATED: Final = (*MOVES, "status")
_MOVING: Final = {Bolt.LOCKING, Bolt.UNLOCKING, Bolt.PULLING}
_INTERIM: Final = {
    "lock": "locking",
    "secure": "locking",
    "unlock": "unlocking",
    "unlatch": "unlatching",
}
_PATIENCE: Final = 30.0
_LOOK_EVERY: Final = 0.02
_JAMMED: Final = "FAILED_BRIDGE_ERROR_LOCK_JAMMED"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One command of somebody; `function` is that of `extendedfunction`."""

    lock: AugustLock
    command: str
    user: User
    transaction: str
    function: str | None = None


class Operating:
    """Carries out commands."""

    def __init__(self, state: AugustState) -> None:
        """Work for the locks of a cloud."""
        self._state = state

    def check(self, order: Order, *, later: bool) -> None:
        """Refuse what cannot begin; an asynchronous one tells of that `later`."""
        lock, switches = order.lock, self._state.switches
        if lock.bridge is None:
            raise RefusalError(switches.no_bridge_status, "Lock has no bridge")
        if lock.busy.times > 0:
            lock.busy.times -= 1
            raise RefusalError(lock.busy.status, "Bridge is in use")
        if lock.running:
            raise RefusalError(423, "Bridge is in use")
        missing = (order.command == "unlatch" and not lock.kind.unlatch) or (
            order.command == "secure" and not lock.kind.secure
        )
        if missing:
            raise RefusalError(switches.unsupported_status, "Command not supported")
        if not lock.online and not later:
            raise RefusalError(422, OFFLINE)

    async def run(self, order: Order) -> dict[str, object]:
        """Carry out a command and return the answer."""
        lock = order.lock
        if not lock.online:
            raise RefusalError(422, OFFLINE)
        began = self._state.now
        lock.running = True
        try:
            await asyncio.sleep(self._state.switches.operate_seconds)
            if not lock.heard:
                status = self._state.switches.silent_lock
                raise RefusalError(status, "Lock is unavailable")
            await self._act(order, began)
        finally:
            lock.running = False
        self._state.look(lock)
        answer = self._answer(order, began)
        if order.command in _STATED:
            self._state.push.tell(lock, {**answer, "remoteEvent": 1})
        return answer

    async def run_later(self, order: Order) -> None:
        """Carry out a command whose answer was given already."""
        try:
            await self.run(order)
        except RefusalError as refusal:
            if refusal.status == 422:
                self._state.push.tell(order.lock, _failure(order, refusal))

    async def _act(self, order: Order, began: datetime) -> None:
        """Do what was asked for."""
        lock = order.lock
        if order.command in MOVES:
            await self._move(order, began)
        elif order.command == "calibrate":
            lock.hardware.calibrate(done=True)
        elif order.command == "disablehomekit":
            lock.homekit = False

    async def _move(self, order: Order, began: datetime) -> None:
        """Move bolt or latch, and wait until it has arrived."""
        lock = order.lock
        self._state.push.tell(lock, self._interim(order, began))
        cause = Cause(method=Method.CLOUD, person_id=order.user.person_id)
        movement = _MOVERS[order.command](lock.hardware, cause)
        await self._wait(lock)
        stuck = movement.ignored and not movement.wrong_state
        if movement.jammed or stuck:
            body = {**self._interim(order, began), "status": _JAMMED}
            self._state.push.tell(lock, body)
            raise RefusalError(self._state.switches.jam_status, "Lock is jammed")
        lock.secured = order.command == "secure"

    async def _wait(self, lock: AugustLock) -> None:
        """Wait until nothing moves; the cloud loses patience at last."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + _PATIENCE
        while lock.hardware.bolt in _MOVING:
            if loop.time() > ends:
                raise RefusalError(408, "Lock is unavailable")
            await asyncio.sleep(_LOOK_EVERY)

    def _interim(self, order: Order, began: datetime) -> dict[str, object]:
        """Return the message that something has begun."""
        return {
            "remoteEvent": 1,
            "status": LONG_WORDS[_INTERIM[order.command]],
            "callingUserID": order.user.id,
            "info": self._info(order, began),
        }

    def _answer(self, order: Order, began: datetime) -> dict[str, object]:
        """Return the answer of a command that went well."""
        lock = order.lock
        duration = round((self._state.now - began).total_seconds() * 1000)
        info = self._info(order, began) | {
            "duration": duration,
            "lockStatusChanged": order.command in MOVES,
            "serial": f"C{lock.bridge_id[:8].upper()}",
        }
        if order.function is not None:
            info["extendedfunction"] = {"function": order.function, "info": {}}
        rows: dict[str, object] = {
            "info": info,
            "callingUserID": order.user.id,
            "retryCount": 1,
            "totalTime": duration + 14,
            "resultsFromOperationCache": False,
        }
        if order.command in _STATED and self._state.switches.answers_status:
            rows |= _status(order)
        return rows

    def _info(self, order: Order, began: datetime) -> dict[str, object]:
        """Return what an answer says of the command."""
        lock, built_in = order.lock, order.lock.kind.built_in_bridge
        return {
            "action": order.command,
            "startTime": stamp(began),
            "context": {
                "transactionID": order.transaction,
                "startDate": stamp(began),
                "retryCount": 1,
            },
            "lockType": lock.kind.lock_type,
            "serialNumber": lock.serial,
            "rssi": 0 if built_in else -67,
            "wlanRSSI": -42,
            "wlanSNR": -1 if built_in else 56,
            "lockID": lock.id,
            "bridgeID": lock.bridge_id,
        }


def _status(order: Order) -> dict[str, object]:
    """Return the state after a command, in long words."""
    lock = order.lock
    word = "unlatched" if order.command == "unlatch" else lock.word()
    rows: dict[str, object] = {"status": LONG_WORDS.get(word, word)}
    door = lock.door_state(is_open=lock.hardware.door.is_open)
    return rows if door is None else {**rows, "doorState": LONG_DOOR[door]}


def _failure(order: Order, refusal: RefusalError) -> dict[str, object]:
    """Return the message that a bridge is offline."""
    return {
        "remoteEvent": 1,
        "status": "unknown",
        "result": "failed",
        "error": {
            "statusCode": 422,
            "restCode": 98,
            "name": "ERRNO_BRIDGE_OFFLINE",
            "message": refusal.message,
            "body": refusal.body,
        },
        "info": {"lockID": order.lock.id, "action": order.command},
    }


def _lock(lock: Lock, cause: Cause) -> Movement:
    """Throw the bolt."""
    return lock.lock(cause)


def _unlock(lock: Lock, cause: Cause) -> Movement:
    """Withdraw the bolt and leave the latch alone."""
    return lock.unlock(cause, auto_pull=False)


def _unlatch(lock: Lock, cause: Cause) -> Movement:
    """Pull the latch, after the bolt where that is thrown."""
    if lock.bolt is Bolt.UNLOCKED:
        return lock.pull(cause)
    lock.settings.auto_pull = True
    try:
        return lock.unlock(cause)
    finally:
        lock.settings.auto_pull = False


_MOVERS: Final[dict[str, Callable[[Lock, Cause], Movement]]] = {
    "lock": _lock,
    "secure": _lock,
    "unlock": _unlock,
    "unlatch": _unlatch,
}
