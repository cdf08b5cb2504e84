"""Operating locks. Source: Tedee API documentation, "Operate locks".

Documented: 202 with an operation id, which moves nothing on an uncalibrated lock. The
statuses of refusals are not documented, hence the switches.
"""

from collections.abc import Callable

from simulators.bolt import Bolt, Movement
from simulators.doorlog import Cause, Method
from simulators.lock import Lock
from simulators.tedee import stamps
from simulators.tedee.devices import TedeeLock
from simulators.tedee.numbers import (
    OPERATION_NUMBERS,
    RESULT_JAMMED,
    RESULT_OK,
    UnlockMode,
)
from simulators.tedee.people import Access, Scope
from simulators.tedee.routing import Answer, Call, RefusalError, Routes
from simulators.tedee.state import Operation

routes = Routes()


@routes.add("POST", "/my/lock/{lock}/operation/lock", Scope.LOCK_OPERATE)
async def lock_lock(call: Call) -> Answer:
    """Throw the bolt."""
    return _operate(call, Lock.lock)


@routes.add("POST", "/my/lock/{lock}/operation/unlock", Scope.LOCK_OPERATE)
async def unlock_lock(call: Call) -> Answer:
    """Withdraw the bolt, in one of four modes."""
    mode = call.query.number("mode") or UnlockMode.DEFAULT
    if mode not in set(UnlockMode):
        raise RefusalError(400, "Unknown unlock mode")
    return _operate(call, lambda lock, cause: _unlock(lock, cause, UnlockMode(mode)))


@routes.add("POST", "/my/lock/{lock}/operation/pull", Scope.LOCK_OPERATE)
async def pull_lock(call: Call) -> Answer:
    """Pull the spring of an unlocked lock."""
    return _operate(call, Lock.pull)


@routes.add("GET", "/my/device/operation/{operation}", Scope.DEVICE_READ)
async def show_operation(call: Call) -> Answer:
    """Tell how far an operation is."""
    operation = call.state.operations.get(call.path["operation"])
    if operation is None:
        raise call.unknown()
    call.lock(operation.device_id)
    movement = operation.movement
    return Answer(
        result={
            "deviceId": operation.device_id,
            "operationId": operation.id,
            "result": RESULT_JAMMED if movement.jammed else RESULT_OK,
            "status": "COMPLETED" if movement.done else "PENDING",
            "type": OPERATION_NUMBERS[movement.move],
        }
    )


def _unlock(lock: Lock, cause: Cause, mode: UnlockMode) -> Movement:
    """Unlock as the mode says."""
    if mode is UnlockMode.UNLOCK_OR_PULL and lock.bolt is Bolt.UNLOCKED:
        return lock.pull(cause)
    return lock.unlock(
        cause,
        auto_pull=mode is not UnlockMode.WITHOUT_AUTO_PULL,
        forced=mode is UnlockMode.FORCE and lock.bolt is Bolt.UNKNOWN,
    )


def _operate(call: Call, act: Callable[[Lock, Cause], Movement]) -> Answer:
    """Start a movement, if the user may and the cloud can."""
    lock, access = call.path_lock()
    _require_operable(call, lock, access)
    changed_at = lock.lock.changed_at
    movement = act(lock.lock, Cause(method=Method.CLOUD, person_id=call.user.person.id))
    status = call.state.switches.wrong_state_status
    if movement.wrong_state and status is not None:
        raise RefusalError(status, "The lock cannot do this in its state")
    operation = _remember(call, lock, movement)
    last_change = stamps.stamp(changed_at, stamps.RECORDED, call.state.switches)
    return Answer(
        status=202,
        result={"operationId": operation.id, "lastStateChangedDate": last_change},
    )


def _require_operable(call: Call, lock: TedeeLock, access: Access) -> None:
    """Refuse roles without remote access and locks out of reach."""
    if access.remote_disabled or not access.schedule.allows(
        call.state.home.clock.now()
    ):
        raise RefusalError(403, "You have no remote access to this lock")
    if not lock.lock.reachable:
        raise RefusalError(
            call.state.switches.offline_status, "The lock is not connected"
        )


def _remember(call: Call, lock: TedeeLock, movement: Movement) -> Operation:
    """Give a movement an id, which is the time in milliseconds."""
    number = int(call.state.home.clock.now().timestamp() * 1000)
    while str(number) in call.state.operations:
        number += 1
    operation = Operation(id=str(number), device_id=lock.id, movement=movement)
    call.state.operations[operation.id] = operation
    return operation
